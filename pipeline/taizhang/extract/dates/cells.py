"""Dates and deadlines that stand by themselves: a table cell, the text of a field.

In: the text of the cell and the reference of its bulletin. Out: a value or None; nothing is made more precise than the
cell is.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

import regex

from taizhang.extract.dates.parse import Groups, days, numeral, point
from taizhang.extract.dates.resolve import Resolver
from taizhang.extract.dates.scan import Candidate, scan
from taizhang.rules import cached, load_pack
from taizhang.types import DateRange, Deadline, DeadlineKind, Reference

_CELL_LENGTH = 80  # a longer text is prose, no cell
_CLOCK = regex.compile(r"[T \u3000]{0,2}[012]?\d[:：]\d\d(?:[:：]\d\d(?:\.\d{1,6})?)?$")
_NUMBERS = ("y", "m", "d")


class _Cells(NamedTuple):
    patterns: tuple[regex.Pattern[str], ...]
    within: regex.Pattern[str]
    standing: tuple[tuple[DeadlineKind, regex.Pattern[str]], ...]


@cached
def _cells() -> _Cells:
    pack = load_pack("dates")
    kinds = {rule.yields["kind"]: regex.compile(rule.pattern) for rule in pack.group("dates.deadline")}
    standing: tuple[tuple[DeadlineKind, regex.Pattern[str]], ...] = (
        ("immediate", kinds["immediate"]), ("ongoing", kinds["ongoing"]),
    )  # fmt: skip
    return _Cells(tuple(regex.compile(r.pattern) for r in pack.group("dates.cell")), kinds["within"], standing)


def parse_date(text: str, reference: Reference) -> DateRange | None:
    """The date that a cell holds, in any style (2025.5.28, 2025-05-28 00:00:00, 5月28日, 2022年底前, 20250528).

    None where it holds none or several, or where a year it leaves out cannot be told from `reference`.
    """
    text = text.strip()
    if not text or len(text) > _CELL_LENGTH:
        return None
    bare = _CLOCK.sub("", text)
    found = list(scan(bare))
    if len(found) == 1:
        return _known(Resolver(bare, reference).resolve(found[0], "other"))
    return _in_figures(bare) if not found else None


def _known(value: DateRange) -> DateRange | None:
    return None if value.start is None and value.end is None else value


def _in_figures(text: str) -> DateRange | None:
    """2017/7, 20180516, 2021: dates only because nothing else is printed."""
    for pattern in _cells().patterns:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        printed = {name: value for name, value in match.groupdict().items() if name in _NUMBERS}
        found = point(Groups(**{name: printed.get(name) for name in Groups._fields}))
        stretch = days(found, found.year) if found is not None and found.year is not None else None
        return DateRange(*stretch) if stretch is not None else None
    return None


def parse_deadline(text: str, reference: Reference, anchor: dt.date | None = None) -> Deadline | None:
    """The deadline that a cell or field states; of several steps the last (2020年底前达到Ⅳ类，2025年底前达到Ⅲ类).

    `anchor` is the day from which 30日内 counts; without it such a deadline has no days. Working days are counted from
    Monday to Friday: the yearly shifts of public holidays are not known here. None where the text states no deadline.
    """
    text = text.strip()
    resolver = Resolver(text, reference)
    found = [(c, resolver.resolve(c, "deadline")) for c in scan(text)]
    dated = [(c, value) for c, value in found if value.end is not None]
    if dated:
        candidate, value = max(dated, key=lambda pair: (pair[1].end or dt.date.min, pair[0].start))
        return Deadline("by" if value.start is None else "during", value.start, value.end, _span(text, candidate))
    if (figures := _in_figures(text)) is not None:
        return Deadline("by", None, figures.end, text)
    within = _cells().within.search(text)
    if within is not None:
        end = _after(anchor, within["count"], within["of"]) if anchor is not None else None
        return Deadline("within", None, end, within[0])
    first = min(((m.start(), kind, m[0]) for kind, p in _cells().standing if (m := p.search(text))), default=None)
    if first is not None:
        return Deadline(first[1], None, None, first[2])
    return Deadline("by", None, None, _span(text, found[0][0])) if found else None


def _span(text: str, candidate: Candidate) -> str:
    return text[candidate.start : candidate.end]


def _after(anchor: dt.date, count: str, unit: str) -> dt.date | None:
    """The last day of `count` units after the anchor, the anchor itself not counted."""
    number = int(count) if count.isdigit() else numeral(count)
    if number is None:
        number = {"半": 0, "两": 2}.get(count)
    if number is None or (count == "半" and unit not in ("月", "年")):
        return None
    if unit == "工作日":
        return _working_days(anchor, number)
    if count == "半":
        return anchor + dt.timedelta(days=15) if unit == "月" else _months(anchor, 6)
    if unit in ("月", "年"):
        return _months(anchor, number * (12 if unit == "年" else 1))
    return anchor + dt.timedelta(days=number * (7 if unit in ("周", "星期") else 1))


def _months(anchor: dt.date, number: int) -> dt.date:
    count = anchor.year * 12 + anchor.month - 1 + number
    year, month = count // 12, count % 12 + 1
    return dt.date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


def _working_days(anchor: dt.date, number: int) -> dt.date:
    day = anchor
    while number > 0:
        day += dt.timedelta(days=1)
        number -= day.weekday() < 5
    return day
