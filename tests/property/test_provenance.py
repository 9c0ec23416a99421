"""Every character of a restored text leads back to the stretch of the source that produced it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.restore import restore
from taizhang.segment import segment

GLOSSES = {"責": "zé", "環": "huán", "務": "wù", "態": "tài", "標": "biāo", "導": "dǎo"}
CLEAN = [
    "整改任务38项",
    "责任落实",
    "生态环境局",
    "2022年5月20日",
    "，",
    "。",
    "；",
    "\n",
    "督察组",
    "罚款1.5万元",
    "（一）",
    "保护",
]
HANT = ["整改任務38項", "責任落實", "生態環境局", "標準", "領導", "，", "。", "\n", "2022年5月20日"]
CHROME = [
    "\n首页>要闻\n",
    "\n【字号:大 中 小】\n",
    "\n津ICP备17009684号\n",
    "\n(责任编辑:某某)\n",
    "&nbsp;",
    "</span>",
    "\u200b",
    "，，",
    "?",
    "\r\n",
]


def glossed(text: str) -> str:
    return "".join(f"{c}({GLOSSES[c]})" if c in GLOSSES else c for c in text)


def bulletins() -> st.SearchStrategy[str]:
    plain = st.lists(st.sampled_from(CLEAN + HANT + CHROME), max_size=40).map("".join)
    return st.one_of(plain, plain.map(glossed), st.text(max_size=80))


@settings(max_examples=300, deadline=None)
@given(bulletins(), st.data())
def test_a_span_leads_to_the_source_and_back(source: str, data: st.DataObject) -> None:
    restored = restore(source)
    text = restored.text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = restored.offsets.to_source(start, end)
    assert 0 <= first <= last <= len(source)
    if start < end and first < last:
        back = restored.offsets.to_text(first, last)
        assert back[0] <= start
        assert back[1] >= end


def test_what_a_repair_puts_in_at_a_border_belongs_to_the_source_on_either_side() -> None:
    restored = restore("督察组，\n首页>要闻\n。，\n生態環境局\n；，")  # a byte is put in behind the last line's end
    for start in range(len(restored.text)):
        for end in range(start + 1, len(restored.text) + 1):
            first, last = restored.offsets.to_source(start, end)
            back = restored.offsets.to_text(first, last)
            assert first == last or (back[0] <= start and end <= back[1])


@settings(max_examples=300, deadline=None)
@given(bulletins())
def test_figures_come_from_figures(source: str) -> None:
    restored = restore(source)
    for at, char in enumerate(restored.text):
        if char.isascii() and char.isdigit():
            start, end = restored.offsets.to_source(at, at + 1)
            assert char in source[start:end] or "&" in source[start:end]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*CLEAN[:5], "继续推进", "。", "，其中"]), max_size=20).map("".join))
def test_clean_text_stays(source: str) -> None:
    once = restore(source).text
    assert restore(once).text == once


@settings(max_examples=200, deadline=None)
@given(bulletins())
def test_spans_of_the_structure_lie_in_the_text(source: str) -> None:
    text = restore(source).text
    structure = segment(text)
    assert all(0 <= a < b <= len(text) and "\n" not in text[a:b] for a, b in structure.sentences)
    assert all(0 <= s.start < s.end <= len(text) for s in structure.sections)
