"""Items of lists: the marks that open them, their styles and their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from taizhang.extract.tasks.labels import Label, labels
from taizhang.extract.tasks.series import runs
from taizhang.extract.tasks.words import item_pattern, rule_pattern
from taizhang.rules import compiled, latest

_HAN_NUMERAL = compiled(r"[一二三四五六七八九十百零〇]+")
_DIGITS = compiled(r"\d+|[①-⑳]")
_FIRST = ("1", "一", "①")
_SECOND = ("2", "二", "②")
_DOTTED = ("1.", "1．")
_GLUED = compiled(r"^[ \t　]*(?P<mark>(?P<number>\d{1,2})[.．])(?=\d+(?:\.\d+)?\p{Han})", regex.M)
_YEAR = compiled(r"(?:19|20)\d\d年")
_OWN_NUMBER = compiled(
    r"(?:整改|反馈)?(?:(?:任务|问题|序号|编号)第?(?P<n>\d{1,3})[项号：:]|第(?P<n>\d{1,3}|[一二三四五六七八九十百零〇]{1,5})(?:项|号(?=问题|任务|[：:]))|(?P<n>\d{1,3})[：:])"
)  # 3号泵站 is no number of a task
_AROUND_NUMBER = compiled(r"[^\d一二三四五六七八九十百零〇①-⑳（）()]+")


class Item(NamedTuple):
    """An item of a list: the span of its mark, what style the mark has, and where its words begin."""

    start: int
    mark: str
    words: int
    style: str


def marked(text: str) -> list[Item]:
    """What stands behind a mark at the start of a line, fields as well; not what a page says of itself (• 来源：某局)."""
    of_page = rule_pattern("tasks.page_data")
    marks = (m for m in item_pattern().finditer(text) if not of_page.match(text, m.end()))
    return [Item(m.start(), m["mark"], m.end(), style(m["mark"])) for m in marks]


def items(text: str, found_labels: Sequence[Label] | None = None) -> list[Item]:
    """All items, in order; labelled lines (四、整改时限) are fields and no items."""
    return list(_of_text(text)) if found_labels is None else _but_labels(text, found_labels)


@latest
def _of_text(text: str) -> tuple[Item, ...]:
    return tuple(_but_labels(text, labels(text)))


def _but_labels(text: str, found_labels: Sequence[Label]) -> list[Item]:
    labelled = {label.start for label in found_labels}
    found = [item for item in marked(text) if item.start not in labelled]
    times = Counter(item.style for item in found)
    several = (
        item for item in found if times[item.style] > 1 or printed_number(item.mark, "")
    )  # a bullet alone is none
    return sorted([*several, *_glued(text, found)])


def loose_items(text: str, found_labels: Sequence[Label] | None = None) -> list[Item]:
    """All items with those whose marks are less strict: （1）, ①, 第一项： at the start of a line, and, where no line begins with a
    mark, any behind a stop (a page that lost its line breaks). Such marks count from one."""
    listed = items(text, found_labels)
    labelled = {label.start for label in (labels(text) if found_labels is None else found_labels)}
    taken = {item.start for item in listed} | labelled
    marks = list(rule_pattern("tasks.loose_item").finditer(text))
    found = runs(m for m in marks if text[_start(text, m) - 1 : _start(text, m)] in ("", "\n"))
    counted = any(printed_number(item.mark, "") not in (None, *_FIRST) for item in listed)
    found = found or ([] if counted else runs(marks))  # 1. opens the line of 1.…2.…3.…
    loose = (Item(_start(text, m), m[0], m.end(), style(m[0].strip())) for run in found for m in run)
    found_loose = [item for item in loose if item.start not in taken]
    return sorted([*listed, *found_loose, *_behind_lead(text, sorted([*listed, *found_loose]), marks)])


def _behind_lead(text: str, listed: Sequence[Item], marks: Sequence[regex.Match[str]]) -> Iterator[Item]:
    """The first items of lists that begin in the line that leads to them (办理情况如下：（一）…, 二 in the line below)."""
    seconds: dict[str, Item] = {}
    for item in listed:
        seconds.setdefault(item.style, item)
    firsts: dict[str, regex.Match[str]] = {}
    for m in marks:
        if not text.endswith(("：", ":"), 0, m.start()):
            continue
        kind = style(m[0].strip())
        second = seconds.get(kind)
        if second and _counted(second.mark) in _SECOND and _counted(m[0]) in _FIRST and m.start() < second.start:
            firsts[kind] = m
    yield from (Item(m.start(), m[0], m.end(), kind) for kind, m in firsts.items())


def _counted(mark: str) -> str:
    """The number in a mark, without brackets too."""
    return (printed_number(mark, "") or "").strip("（）()")


def _start(text: str, mark: regex.Match[str]) -> int:
    """Where an item begins: with its line, where nothing but blanks stands before its mark."""
    line = mark.start()
    while line and text[line - 1] in " \t　":
        line -= 1
    return line if text[line - 1 : line] in ("", "\n") else mark.start()


def _glued(text: str, found: Sequence[Item]) -> Iterator[Item]:
    """Items whose words begin with a figure (5.3个乡镇违规收费): no decimal where the one before is the fourth, nor before a year
    (1.2012年)."""
    serial = {int(i.mark[:-1]): i for i in found if i.style in _DOTTED}
    for m in _GLUED.finditer(text):
        before, behind = serial.get(int(m["number"]) - 1), serial.get(int(m["number"]) + 1)
        opens = m["number"] == "1" and 1 not in serial and behind is not None and behind.start > m.start()
        if opens or (before and before.start < m.start()) or _YEAR.match(text, m.end()):
            serial[int(m["number"])] = item = Item(m.start(), m["mark"], m.end(), style(m["mark"]))
            yield item


def style(mark: str) -> str:
    """The kind of a mark: 一、 and 二、 are of one style."""
    return _HAN_NUMERAL.sub("一", _DIGITS.sub("1", mark)).replace("(", "（").replace(")", "）")


def own_number(words: str) -> str | None:
    """The number that a problem has in the list it is from, where its words begin with it (第18项：某渣场扬尘)."""
    own = _OWN_NUMBER.match(words)
    return own["n"] if own else None


def printed_number(mark: str, words: str) -> str | None:
    """The number of an item as printed, without its marks; 第18项 behind the mark is the task's own number."""
    return own_number(words) or _AROUND_NUMBER.sub("", mark) or None
