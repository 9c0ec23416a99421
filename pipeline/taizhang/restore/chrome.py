"""Site chrome: breadcrumbs, counters, font bars, share bars, licence lines, editors, captions, lists of other pages.

Works on simplified text, line by line. Chrome stands in short lines or at the end of the last long one, so a long line
costs one look at its end. The rules are `rules/chrome.yml`; a header line keeps its date and source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from taizhang.restore.work import Finding
from taizhang.rules import cached, compiled, load_pack
from taizhang.rules.first import sought

_STOP = compiled("[。；;]")
_SHORT = 170
"""Lines up to this length are looked at whole."""
_END = 48
"""So much of a longer line's end is looked at."""
_CUE = re.compile(sought(
    r"[>»›|｜•·©【\[]|字[号体]|[:：/]$|(?:浏览|阅读|点击|访问|人气|编辑|责编|校对|审核|监制|查看)(?:次数|量|数|率|人数)?[ ]?[:：/]"
    r"|标题[:：]|位置|首页|分享|扫|微信|转藏|手机|备|标识码|主办|网站|[Cc]opyright|[Rr]eserved|版权|支持|Powered|镜像"
    r"|我们|登录|注册|登陆|收藏|打印|关闭|评论|表情|加载|验证|下载|关联|密码|账号|无障碍|关怀|繁体|地图|投稿|EN|English"
    r"|[上下前后]一[篇条页]|推荐|新闻$|消息$|播报|资讯|排行|阅读|喜欢|链接|关键词|标签|图片|资料图|摄影|图源|来源网络|\d字|欢迎|https?:|页[:：]|本帖|作者"
    r"|\d[ ]?[人位条次个]?(?:浏览|参与|跟[帖贴]|点赞|围观|转发|回复|讨论)"
))  # fmt: skip
"""What a line of chrome holds at least; a line without it is not looked at further. Python's own engine finds it three times as fast."""


_COUNTER_ALONE = compiled(
    r"[ \t]*+(?:浏览|阅读|点击|访问|查看)(?:次数|量|数|率)?[ ]?[:：][ \t]*+\n[ \t]*+[\d,]{1,12}[ ]?次?(?=[ \t]*+(?:\n|$))"
)
_EMPTY_CELLS = compiled(r"[| ]\n[| \t]++(?=\n|$)")
"""Bars alone below a line that ends with one: empty cells of a table that stands one cell a line."""


@cached
def _pieces() -> regex.Pattern[str]:
    return _union("piece")


@cached
def _lines() -> regex.Pattern[str]:
    return _union("line")


@cached
def _tails() -> regex.Pattern[str]:
    return _union("tail")


def _union(group: str) -> regex.Pattern[str]:
    return compiled("|".join(f"(?:{rule.pattern})" for rule in load_pack("chrome").group(group)))


def chrome(text: str) -> list[Finding]:
    """The stretches of `text` that belong to the site, not to the bulletin."""
    spans = list(_line_spans(text))
    tail = _tail(text, spans)
    found = []
    for start, end in spans:
        if tail is not None and start >= tail:
            break
        if counter := _COUNTER_ALONE.match(text, start):  # 阅读数: on a line of its own, its number on the next
            found.append(Finding(start, counter.end(), "", "chrome"))
        elif start > 1 and text[start] == "|" and _EMPTY_CELLS.match(text, start - 2):
            continue
        elif _CUE.search(text, max(start, end - _END) if end - start > _SHORT else start, end):
            found += _in_line(text, start, end)
    if tail is not None:
        found.append(Finding(tail, len(text), "", "chrome"))
    return found


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, start + len(line)
        start += len(line) + 1


def _in_line(text: str, start: int, end: int) -> list[Finding]:
    if end - start > _SHORT:
        last = [m.span() for m in _pieces().finditer(text, end - _END, end)]
        return [Finding(*last[-1], "", "chrome")] if last and not text[last[-1][1] : end].strip() else []
    line = text[start:end]
    stripped = line.strip()
    if _lines().fullmatch(stripped):
        return [_whole(text, start, end)]
    pieces = [m.span() for m in _pieces().finditer(line) if m.end() > m.start()]
    kept, at = [], 0
    for first, last_char in pieces:
        kept.append(line[at:first])
        at = last_char
    rest = "".join((*kept, line[at:])).strip(" \t\u3000|｜•·[]【】")
    if pieces and (not rest or _lines().fullmatch(rest)):
        return [_whole(text, start, end)]
    return [Finding(start + first, start + last_char, "", "chrome") for first, last_char in pieces]


def _whole(text: str, start: int, end: int) -> Finding:
    """The line with its line break."""
    return Finding(start, end + 1 if end < len(text) else end, "", "chrome")


def _tail(text: str, spans: list[tuple[int, int]]) -> int | None:
    """Where a list of other pages begins that runs to the end of the text: only short lines without a full stop."""
    tail = None
    for start, end in reversed(spans[-20:]):
        if end - start > 45 or start < len(text) // 3 or _STOP.search(text, start, end):
            break
        if _tails().fullmatch(text[start:end].strip()):
            tail = start
    return tail
