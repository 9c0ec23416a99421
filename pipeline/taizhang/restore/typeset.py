"""How a page is set, not damage: digits as wide as characters, blanks between digits and characters, lines of one width.
`restore` leaves them as they stand; a document is read without them, so that the later stages need to know one way only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from taizhang.offsets import Edit
from taizhang.rules import compiled

_WIDE: Final = re.compile("[０-９Ａ-Ｚａ-ｚ％]")
_NARROW: Final = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), ord("％"))
}
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[．－／](?=\d)|(?<=[克吨米升件])／(?=[升千立平公日天时小年人吨])")

_BLANK: Final = " \u00a0\u2009\u202f"
_UNIT: Final = "[年月日时项件个家起人名户处宗批次条只天座台元万亿吨亩公余多余以千毫微升米立平轮届期第所间辆艘棵株套例岁分倍成类种%％]"
_TIGHT: Final = re.compile(rf"\d{_UNIT}")
_GAP: Final = re.compile(rf"\d[{_BLANK}]{_UNIT}")
_COLUMNS: Final = re.compile(rf"\d[{_BLANK}]+\d[\d.,]*[{_BLANK}]+\d")
_SET_APART: Final = compiled(
    rf"(?<=\d)[{_BLANK}]{{1,2}}(?={_UNIT})|(?<=[\p{{Han}}（(“])[{_BLANK}]{{1,2}}(?=\d[\d.,]*[{_BLANK}]{{0,2}}[\p{{Han}}%％])"
)
_NUMBER_OF_ITEM: Final = compiled(rf"\s*\d{{1,3}}[{_BLANK}]{{1,2}}(?!{_UNIT})")
_LEAST = 3  # gaps; fewer are slips of one line, or a table's


def typesetting(text: str, edits: Sequence[Edit]) -> list[Edit]:
    """What is taken out of a text before it is read: blanks beside figures, and line breaks inside sentences unless the reader,
    whose `edits` come first, has joined the lines already."""
    joined = any(edit.kind == "newline" for edit in edits)
    found = [*gaps(text), *torn_figures(text), *([] if joined else broken_lines(text))]
    return [*edits, *{(edit.start, edit.end): edit for edit in found}.values()]


def half_width(text: str) -> str:
    """Digits, Latin letters and the percent sign in their narrow form, and the marks between digits; of the same length."""
    if _WIDE.search(text) is None:
        return text
    return _BETWEEN_DIGITS.sub(lambda mark: chr(ord(mark[0]) - 0xFEE0), text.translate(_NARROW))


def gaps(text: str) -> list[Edit]:
    """The blanks between digits and characters, to be taken out, where a text sets most of its figures apart (2022 年 5 月,
    共 27 项). Rows of figures and the numbers of items keep theirs."""
    if _GAP.search(text) is None:
        return []
    apart = sum(1 for _ in _GAP.finditer(text))
    if apart < _LEAST or apart < sum(1 for _ in _TIGHT.finditer(text)):
        return []
    found: list[Edit] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if _COLUMNS.search(line) is None:
            number = _NUMBER_OF_ITEM.match(line)
            after = number.end() if number else 0
            found += [Edit(start + m.start(), start + m.end(), "", "space") for m in _SET_APART.finditer(line, after)]
        start += len(line)
    return found


_THOUSANDS: Final = compiled(
    rf"(?<![\d,.])\d{{1,3}}(?:[{_BLANK}]?,[{_BLANK}]?\d[{_BLANK}]?\d[{_BLANK}]?\d(?!\d))+(?=(?:\.\d+)?[{_BLANK}]?{_UNIT})"
)
_BLANKS: Final = re.compile(rf"[{_BLANK}]+")
_DAY_FIRST: Final = re.compile(rf"\n[{_BLANK}]?[月日]")  # found in a text faster than what begins with a blank or none
_TORN_DAY: Final = re.compile(rf"(?<=\d)[{_BLANK}]?\n[{_BLANK}]?(?=[月日](?:[底末初前起至，,。]|[上中下]旬))")


def torn_figures(text: str) -> list[Edit]:
    """The blanks inside figures parted by thousands (1 , 236.40万元, 3,0 80万元), as a scan leaves them, and the line breaks before the
    月 or 日 of a date, with which no line begins."""
    blanks = (
        Edit(m.start() + b.start(), m.start() + b.end(), "", "space")
        for m in (_THOUSANDS.finditer(text) if "," in text else ())
        for b in _BLANKS.finditer(m[0])
    )
    days = _TORN_DAY.finditer(text) if _DAY_FIRST.search(text) else ()
    return [*blanks, *(Edit(m.start(), m.end(), "", "newline") for m in days)]


_MARKED: Final = compiled(
    r"[\s　]|[一二三四五六七八九十百零〇]{1,5}[、.．]|[（(【\[〔](?:\d{1,3}|[一二三四五六七八九十百零〇]{1,5})[)）】\]〕]|\d{1,3}[、.．)）]|第[一二三四五六七八九十\d]{1,3}[章条项批]|[①-⑳●■◆•]|附件|附表"
)
_ENDS: Final = frozenset("。！？!?：:；;”》】)）")
_NARROWEST, _WIDEST = 16, 90  # characters in a line
_HALF_WIDE: Final = re.compile("[\0-\u2e7f]+")
_SLACK = 2.0  # characters by which full lines differ: a mark may not open a line, a number is not broken
_FULL_LINES = 5  # of one width, to tell that a text was broken into lines


def broken_lines(text: str) -> list[Edit]:
    """The line breaks inside sentences of a text that was broken into lines of one width, as mail and terminals do."""
    lines = text.split("\n")
    if sum(len(line) >= _NARROWEST - _SLACK for line in lines) < _FULL_LINES or "|" in text or "\t" in text:
        return []
    if any(len(line) > _WIDEST * 2 for line in lines):
        return []
    best: list[bool] = []
    for widths in ([float(len(line)) for line in lines], [_shown(line) for line in lines]):
        widest = max(widths)
        full = [widest - _SLACK <= width for width in widths]
        enough = max(_FULL_LINES, 0.6 * sum(width > widest / 2 for width in widths))
        if _NARROWEST <= widest <= _WIDEST and sum(full) >= enough and sum(full) > sum(best):
            best = full
    if not best:
        return []
    found: list[Edit] = []
    at = 0
    for line, is_full, then in zip(lines, best, [*lines[1:], ""], strict=True):
        at += len(line)
        if is_full and then and line[-1] not in _ENDS and _MARKED.match(then) is None:
            found.append(Edit(at, at + 1, "", "newline"))
        at += 1
    return found


def _shown(line: str) -> float:
    """How wide a line is shown, in characters: digits and Latin letters take half a one."""
    return 0.5 * (len(line) + len(_HALF_WIDE.sub("", line)))
