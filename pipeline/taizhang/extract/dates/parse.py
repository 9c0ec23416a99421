"""What a point in time says: the groups of a rule's match to numbers, and numbers to days.

In: a match of one of the `dates.point` rules. Out: `Point`, still without the year or month that the text leaves out;
`days(point, year, month)` gives its first and last day. No context is read here.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from taizhang.numerals import read_digits, read_numeral
from taizhang.rules import cached, load_pack
from taizhang.types import Granularity

# Years, months and the like from the bulletin's own, or from those of the mention before.
Shift = int | Literal["same", "next"]


class Days(NamedTuple):
    """First and last day of a stretch and what kind it is."""

    first: dt.date
    last: dt.date
    granularity: Granularity


@dataclass(slots=True)
class Point:
    """A point in time as printed. `shift`: years from the reference, or "next", "same" (as the mention before);
    `quarter_shift`, `month_shift`, `week_shift`, `day_shift` likewise. `months`: first and last month of the year (of
    the quarter, behind `quarter_shift`) where the part is longer or other than a printed month; `span`: first and last
    day of the month; `weeks`: first and last week of the month or year, counted from its first Monday, or with
    `weekday` (1 is Monday) which of these days, -1 the last; `to_year`: the right end of 2023~2024年, `more_years` of
    今明两年. `closing`: the part is an end (底, 末) and says, as a bound, nothing of its beginning."""

    year: int | None = None
    shift: Shift | None = None
    month: int | None = None
    month_shift: Shift | None = None
    quarter_shift: Shift | None = None
    week_shift: Shift | None = None
    day: int | None = None
    day_shift: Shift | None = None
    months: tuple[int, int] | None = None
    span: tuple[int, int] | None = None
    weeks: tuple[int, int] | None = None
    weekday: int | None = None
    to_year: int | None = None
    more_years: int = 0
    closing: bool = False
    granularity: Granularity = "year"

    @property
    def has_year(self) -> bool:
        """Whether the year is printed, in figures."""
        return self.year is not None

    @property
    def spoken(self) -> bool:
        """Whether it needs the day of the bulletin or of the mention before (昨日, 上月, 去年)."""
        shifts = (self.shift, self.quarter_shift, self.month_shift, self.week_shift, self.day_shift)
        return any(shift is not None for shift in shifts)


class _Words(NamedTuple):
    years: Mapping[str, Shift]
    year_groups: Mapping[str, tuple[int, int]]
    relations: Mapping[str, Shift]
    days: Mapping[str, Shift]
    month_parts: Mapping[str, tuple[int, int]]
    year_parts: Mapping[str, tuple[int, int]]
    ends: frozenset[str]


@cached
def _words() -> _Words:
    lists = load_pack("dates").lexicons
    return _Words(
        lists["years"], lists["year_groups"], lists["relations"], lists["days"], lists["month_parts"],
        lists["year_parts"], frozenset(lists["ends"]),
    )  # fmt: skip


def han_year(text: str) -> int:
    """二〇一七 is 2017, 两千零四 is 2004, 九七 is 97."""
    thousands, spoken, rest = text.partition("千")
    if spoken:
        return 1000 * read_digits(thousands) + (read_numeral(rest.lstrip("零〇○")) or 0)
    return read_digits(text)


class Groups(NamedTuple):
    """The named groups of the `dates.point` rules; see the head of the pack."""

    year: str | None
    han_year: str | None
    short_year: str | None
    relative_year: str | None
    month: str | None
    han_month: str | None
    day: str | None
    han_day: str | None
    part: str | None
    number: str | None
    end_year: str | None
    end_month: str | None
    end_day: str | None
    han_end_day: str | None
    relative_month: str | None
    relative_day: str | None
    century: str | None
    year_group: str | None
    han_short_year: str | None
    relative_quarter: str | None
    relative_week: str | None
    week_number: str | None
    weekday: str | None


def point(groups: Groups) -> Point | None:
    """The point that a match describes; None where its numbers are no date (2月30日)."""
    if groups.relative_day is not None:
        return Point(day_shift=_words().days[groups.relative_day], granularity="day")
    found = _year(groups)
    if groups.relative_quarter is not None:
        return _in_quarter(found, groups)
    if groups.relative_week is not None:
        found.week_shift, found.weekday = _words().relations[groups.relative_week], _weekday(groups.weekday)
        found.granularity = "period" if found.weekday is None else "day"
        return found
    if groups.relative_month is not None:
        found.month_shift, found.granularity = _words().relations[groups.relative_month], "month"
        return _within_month(found, groups)
    if groups.century is not None:
        return _decade(found, groups)
    if groups.number is not None:
        return _counted(found, groups)
    found.month = _number(groups.month, groups.han_month)
    if found.month is None and groups.week_number is not None:
        return _week(found, groups)
    if found.month is None:
        return _without_month(found, groups)
    found.granularity = "month"
    if groups.end_month is not None:
        found.months, found.granularity = (found.month, int(groups.end_month)), "period"
        return found if int(groups.end_month) >= found.month else None
    return _within_month(found, groups)


def _number(digits: str | None, han: str | None) -> int | None:
    if digits:
        return int(digits)
    if han and len(han) == 2 and "十" not in han and "廿" not in han:
        return han_year(han)  # 一一 is 11
    return read_numeral(han) if han else None


def _year(groups: Groups) -> Point:
    if groups.year is not None:
        return Point(year=int(groups.year), to_year=int(groups.end_year) if groups.end_year else None)
    if groups.relative_year is not None:
        return Point(shift=_words().years[groups.relative_year])
    if groups.year_group is not None:
        first, last = _words().year_groups[groups.year_group]
        return Point(shift=first, more_years=last - first, granularity="period")
    if groups.han_year is not None:
        return Point(year=han_year(groups.han_year))
    if groups.short_year is not None or groups.han_short_year is not None:
        short = int(groups.short_year) if groups.short_year else han_year(groups.han_short_year or "")
        return Point(year=short + (1900 if short >= 50 else 2000))
    return Point()


def _weekday(word: str | None) -> int | None:
    return None if word is None else 7 if word in "日天" else read_numeral(word)


def _in_quarter(found: Point, groups: Groups) -> Point:
    """上季度, 本季度末."""
    found.quarter_shift = _words().relations[groups.relative_quarter or ""]
    edge = None if groups.part is None else 1 if groups.part == "初" else 3
    found.months, found.granularity = (edge or 1, edge or 3), "month" if edge else "quarter"
    found.closing = groups.part in _words().ends
    return found


def _week(found: Point, groups: Groups) -> Point | None:
    """5月第一周, 十月第一个星期一, 2021年前2周."""
    printed = groups.week_number or ""
    number = -1 if printed == "最后一" else read_numeral(printed)
    if number is None:
        return None
    found.weekday = _weekday(groups.weekday)
    found.weeks = (1 if groups.part == "前" else number, number)
    found.granularity = "period" if found.weekday is None else "day"
    most = 5 if groups.month or groups.han_month or groups.relative_month else 53
    return found if 0 < number <= most or (number < 0 and found.weekday is not None) else None


def _within_month(found: Point, groups: Groups) -> Point | None:
    if groups.week_number is not None:
        return _week(found, groups)
    found.day = _number(groups.day, groups.han_day)
    if found.day is not None:
        found.granularity = "day"
        right = _number(groups.end_day, groups.han_end_day) or found.day
        if groups.end_day is not None or groups.han_end_day is not None:
            found.span, found.granularity = (found.day, right), "period"
        longest = calendar.monthrange(found.year or 2000, found.month)[1] if found.month else 31
        return found if found.day <= right <= longest else None
    if groups.part is not None:
        first, last = _words().month_parts[groups.part]
        found.span, found.granularity, found.closing = (first, last), "period", groups.part in _words().ends
    return found


def _without_month(found: Point, groups: Groups) -> Point | None:
    if groups.day is not None or groups.han_day is not None:
        return _within_month(found, groups)
    if found.to_year is not None:
        found.granularity = "period"
        return found if found.to_year > (found.year or 0) else None
    if groups.part is not None and groups.part != "度":
        first, last = _words().year_parts[groups.part]
        found.months, found.closing = (first, last), groups.part in _words().ends
        found.granularity = "half" if last - first == 5 else "year" if last - first == 11 else "month"
    return found


def _counted(found: Point, groups: Groups) -> Point | None:
    """前三季度, 前11个月, 第四季度, 二至四季度, 四季度末."""
    printed, part = groups.number or "", groups.part
    number = read_numeral(printed)
    if number is None:
        return None
    if part in ("最后", "后"):
        found.months, found.granularity = (13 - number, 12), "period"
    elif part in ("个月", "月份", "月"):
        found.months, found.granularity = (1, number), "period"
    elif part in ("季度", "个季度", "季"):
        found.months, found.granularity = (1, 3 * number), "period"
    elif groups.end_month is not None:  # 二至四季度
        last = read_numeral(groups.end_month) or 0
        found.months, found.granularity = (3 * number - 2, 3 * last), "period"
    elif part is None:
        found.months, found.granularity = (3 * number - 2, 3 * number), "quarter"
    else:
        edge = 3 * number - 2 if part == "初" else 3 * number
        found.months, found.granularity, found.closing = (edge, edge), "month", part in _words().ends
    return found if found.months is not None and 1 <= found.months[0] <= found.months[1] <= 12 else None


def _decade(found: Point, groups: Groups) -> Point:
    decade = read_numeral(groups.number or "") or 0
    early = groups.century in ("20", "二十", "上", "上个") or (groups.century == "" and decade >= 50)
    start = (1900 if early else 2000) + decade
    found.year, found.to_year, found.granularity = start, start + 9, "period"
    return found


def days(found: Point, year: int, month: int | None = None) -> Days | None:
    """The stretch of a point in this year (and month, where it has none of its own). None where it does not exist."""
    try:
        if found.weeks is not None:
            first, last = _weeks(found, year, found.month or month)
        elif found.months is not None:
            first, last = dt.date(year, found.months[0], 1), _last_day(year, found.months[1])
        elif found.month is None and month is None:
            first, last = dt.date(year, 1, 1), dt.date(found.to_year or year + found.more_years, 12, 31)
        else:
            first, last = _days_of_month(found, year, found.month or month or 1)
    except ValueError:
        return None
    return Days(first, last, found.granularity)


def _weeks(found: Point, year: int, month: int | None) -> tuple[dt.date, dt.date]:
    """Weeks run from Monday to Sunday; the first of a month or year is that of its first Monday."""
    opening, end = dt.date(year, month or 1, 1), _last_day(year, month or 12)
    first, last = found.weeks or (1, 1)
    day = opening + dt.timedelta(days=((found.weekday or 1) - opening.isoweekday()) % 7)
    if first < 0:
        day += dt.timedelta(weeks=(end - day).days // 7)
    left = day + dt.timedelta(weeks=max(first, 1) - 1)
    if left > end:
        raise ValueError(f"{year}-{month} has no week {first}")
    length = 0 if found.weekday is not None else 7 * (last - first + 1) - 1
    return left, left + dt.timedelta(days=length)


def _days_of_month(found: Point, year: int, month: int) -> tuple[dt.date, dt.date]:
    end = _last_day(year, month)
    if found.span is not None:
        return dt.date(year, month, found.span[0]), dt.date(year, month, min(found.span[1], end.day))
    if found.day is not None:
        day = dt.date(year, month, found.day)
        return day, day
    return dt.date(year, month, 1), end


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
