"""Write corpora/samples/: the sample bulletins of the README's first command, in the forms in which bulletins arrive.

    python tools/samples.py

The texts are those of corpora/gold/marked.jsonl (written for this project), and of corpora/gold/mirror.txt, which is put
into traditional script with glosses and a footer, as mirror sites do.
"""

from __future__ import annotations

import html
import json
from pathlib import Path

import opencc

CORPORA = Path(__file__).parent.parent / "corpora"
# Glosses of a typical mirror: the character as it stands there, and the reading put behind it.
GLOSSES = {
    "責": "zé", "環": "huán", "態": "tài", "務": "wù", "導": "dǎo", "領": "lǐng", "現": "xiàn", "調": "diào", "續": "xù", "發": "fā",
    "關": "guān", "監": "jiān", "執": "zhí", "統": "tǒng", "設": "shè", "嚴": "yán", "紀": "jì", "產": "chǎn", "標": "biāo", "規": "guī",
}  # fmt: skip
FOOTER = "\n關(guān)于我們| 廣告服務(wù)| 聯(lián)系我們\n華中要聞日報網(wǎng) 版權(quán)所有 鄂ICP備2021003358號-6,未經(jīng)授權(quán),請勿轉(zhuǎn)載或建立鏡像"
FORMS = {
    "m01": "utf-8",
    "m05": "gb18030",
    "m10": "utf-16",
    "m12": "utf-8",
    "m13": "gb18030",
    "m15": "utf-8",
    "m17": "utf-8",
    "m20": "utf-8",
}
PAGES = ("m02", "m08", "m14")


def mirror(text: str) -> str:
    """A clean text as a mirror shows it: traditional script, glosses, half-width commas, a footer."""
    convert = opencc.OpenCC("s2t").convert
    shown = "".join(f"{ch}({GLOSSES[ch]})" if ch in GLOSSES else ch for ch in map(convert, text))
    return shown.replace("，", ",") + FOOTER


def page(title: str, body: str) -> str:
    """A text as the page of an office's site, with the furniture such pages have."""
    paragraphs = "\n".join(f"<p>　　{html.escape(line)}</p>" for line in body.splitlines())
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{html.escape(title)}_政务公开</title></head>
<body><div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 正文</div>
<h1>{html.escape(title)}</h1>
<div class="content">
{paragraphs}
</div>
<div class="share">分享到：微信 微博　【打印】【关闭】</div>
<div class="footer">主办单位：市政府办公室　ICP备案号：湘ICP备05000001号　网站标识码：4300000001</div>
<script>var hits = 1024;</script></body></html>
"""


def main() -> None:
    """Write all samples."""
    folder = CORPORA / "samples"
    folder.mkdir(exist_ok=True)
    with (CORPORA / "gold" / "marked.jsonl").open(encoding="utf-8") as lines:
        texts = {d["id"]: (d["gold"]["title"], d["text"]) for d in map(json.loads, lines)}
    for name, encoding in FORMS.items():
        (folder / f"{name}.txt").write_text(texts[name][1], encoding=encoding, newline="")
    for name in PAGES:
        title, text = texts[name]
        (folder / f"{name}.html").write_text(
            page(title, text.removeprefix(title).strip()), encoding="utf-8", newline=""
        )
    clean = (CORPORA / "gold" / "mirror.txt").read_text(encoding="utf-8")
    (folder / "mirror.txt").write_text(mirror(clean.rstrip("\n")), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
