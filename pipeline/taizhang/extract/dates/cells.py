"""Dates and deadlines that stand by themselves: a table cell, the text of a field.

In: the text of the cell and the reference of its bulletin. Out: a value or None; nothing is made more precise than the
cell is.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

import regex

from taizhang.extract.dates.parse import Groups, Point, days, point
from taizhang.extract.dates.resolve import ALONE, Resolver
from taizhang.extract.dates.scan import Candidate, scan
from taizhang.numerals import read_numeral
from taizhang.rules import cached, compiled, load_pack
from taizhang.types import DateRange, Deadline, DeadlineKind, Reference

_CELL_LENGTH = 80  # a longer text is prose, no cell


class _Cells(NamedTuple):
    patterns: tuple[regex.Pattern[str], ...]
    before: regex.Pattern[str]
    after: regex.Pattern[str]
    between: regex.Pattern[str]
    within: regex.Pattern[str]
    upkeep: regex.Pattern[str]
    standing: tuple[tuple[DeadlineKind, regex.Pattern[str]], ...]


@cached
def _cells() -> _Cells:
    pack = load_pack("dates")
    kinds = {rule.yields["kind"]: compiled(rule.pattern) for rule in pack.group("dates.deadline")}
    standing: tuple[tuple[DeadlineKind, regex.Pattern[str]], ...] = (
        ("immediate", kinds["immediate"]), ("ongoing", kinds["ongoing"]),
    )  # fmt: skip
    around = {rule.id: rule.pattern for rule in pack.rules}
    return _Cells(
        tuple(compiled(r.pattern) for r in pack.group("dates.cell")),
        compiled(around["dates.around.before"]), compiled(f"(?:{around['dates.around.after']})$"),
        compiled(around["dates.between.period"]), kinds["within"],
        compiled(around["dates.around.upkeep"]), standing,
    )  # fmt: skip


def parse_date(text: str, reference: Reference) -> DateRange | None:
    """The date that a cell holds, in any style (2025.5.28, 2025-05-28 00:00:00, 5月28日, 2022年底前, 20250528).

    None where it holds none or several, or where a year it leaves out cannot be told from `reference`. A day without a
    year is one before the reference, as everything that a bulletin reports as done.
    """
    text = text.strip()
    if not text or len(text) > _CELL_LENGTH:
        return None
    whole = _whole(text)
    if whole is None:
        found = list(scan(text))
        whole = found[0] if len(found) == 1 else None
    return _known(Resolver(text, reference).resolve(whole, "other")) if whole is not None else None


def only_date(text: str, reference: Reference) -> DateRange | None:
    """The date that is all of `text`; None where anything else stands there. Wider than prose is read: 7号, 24年, 07月11.

    A day or month without a year is one of the reference's year: nothing around it looks back or ahead.
    """
    whole = _whole(text) if len(text) <= _CELL_LENGTH else None
    return _known(Resolver(text, reference).resolve(whole, ALONE)) if whole is not None else None


def _known(value: DateRange) -> DateRange | None:
    return None if value.start is None and value.end is None else value


def _whole(text: str) -> Candidate | None:
    """The one expression that covers `text`, but for what says nothing more (a weekday, a time of day)."""
    cells = _cells()
    text = text.strip()
    lead = cells.before.match(text)
    for bare in dict.fromkeys((text, cells.after.sub("", text[lead.end() if lead else 0 :]))):
        found = list(scan(bare))
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(bare)):
            return found[0]
        if (alone := _cell_point(bare)) is not None:
            return Candidate(0, len(bare), alone, None, "", "dates.cell", 0, len(bare))
        if (ends := _two_ends(bare)) is not None:
            return Candidate(0, len(bare), *ends, "", "dates.cell", 0, len(bare))
    return None


def _cell_point(text: str) -> Point | None:
    """2017/7, 20180516, 7号: dates only because nothing else is printed."""
    for pattern in _cells().patterns:
        match = pattern.fullmatch(text)
        if match is not None:
            printed = match.groupdict()
            return point(Groups(**{name: printed.get(name) for name in Groups._fields}))
    return None


def _two_ends(text: str) -> tuple[Point, Point] | None:
    """1999.08-2002.02: a period whose ends are dates of cells."""
    for joint in _cells().between.finditer(text):
        left, right = _cell_point(text[: joint.start()]), _cell_point(text[joint.end() :])
        if left is not None and right is not None:
            return left, right
    return None


def parse_deadline(text: str, reference: Reference, anchor: dt.date | None = None) -> Deadline | None:
    """The deadline that a cell or field states; of several steps the last (2020年底前达到Ⅳ类，2025年底前达到Ⅲ类), but for years
    in which what is done is kept up (2024年12月底前，2025年持续巩固).

    `anchor` is the day from which 30日内 counts; without it such a deadline has no days. Working days are counted from
    Monday to Friday: the yearly shifts of public holidays are not known here. None where the text states no deadline.
    """
    text = text.strip()
    resolver = Resolver(text, reference)
    found = [(c, resolver.resolve(c, "deadline")) for c in scan(text)]
    dated = [(c, value) for c, value in found if value.end is not None]
    if dated := [pair for pair in dated if not _keeps_up(text, *pair)] or dated:
        candidate, value = max(dated, key=lambda pair: (pair[1].end or dt.date.min, pair[0].start))
        return Deadline("by" if value.start is None else "during", value.start, value.end, _span(text, candidate))
    figures = _cell_point(text)
    if figures is not None and figures.year is not None and (due := days(figures, figures.year)) is not None:
        return Deadline("by", None, due.last, text)
    within = _cells().within.search(text)
    if within is not None:
        end = _after(anchor, within["count"], within["of"]) if anchor is not None else None
        return Deadline("within", None, end, within[0])
    first = min(((m.start(), kind, m[0]) for kind, p in _cells().standing if (m := p.search(text))), default=None)
    if first is not None:
        return Deadline(first[1], None, None, first[2])
    return Deadline("by", None, None, _span(text, found[0][0])) if found else None


def _keeps_up(text: str, candidate: Candidate, value: DateRange) -> bool:
    """Whether a bare year is one in which what was done before it is kept up, or looked at again."""
    return value.granularity == "year" and _cells().upkeep.match(text, candidate.end) is not None


def _span(text: str, candidate: Candidate) -> str:
    return text[candidate.start : candidate.end]


def _after(anchor: dt.date, count: str, unit: str) -> dt.date | None:
    """The last day of `count` units after the anchor, the anchor itself not counted."""
    if count == "半":
        return anchor + dt.timedelta(days=15) if unit == "月" else _months(anchor, 6) if unit == "年" else None
    number = read_numeral(count)
    if number is None:
        return None
    if unit == "工作日":
        return _working_days(anchor, number)
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
