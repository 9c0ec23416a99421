"""Years, months and days that the text leaves out: from the bulletin's own date, the mention before, the tale's order.

In: candidates with their roles. Out: a `Reference`, then a value for each candidate in order. What cannot be resolved
stays open: `DateRange(None, None, …)`.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import regex

from taizhang.extract.dates.parse import Days, Point, days
from taizhang.extract.dates.scan import Candidate
from taizhang.types import DateRange, Reference

# Roles whose dates follow one another in a tale; a deadline or a period of comparison does not carry the tale on.
_TALE = frozenset({"inspection", "feedback", "transfer", "event", "completed", "other"})
# Roles that lie before the bulletin, whatever the tale before them: counted from its own date where that is known.
_OWN_DATE = frozenset({"as_of", "deadline", "completed", "published"})
_NUMBERED = regex.compile(r"[〔\[（(](20[0-4]\d)[〕\]）)]\s?第?\d{1,4}号")
_CASE_NUMBER = regex.compile(r"(?<![\dA-Za-z])[A-Z][A-Z0-9]{1,4}(20[0-4]\d)(0[1-9]|1[0-2])([0-2]\d|3[01])")
_PLANS = regex.compile("拟|将|计划|力争|预计")
_HALF_YEAR = 6  # months
_YEAR = 366  # days
_WEEK = 7  # days
_MONTH = 31  # days: a longer stretch does not tell the month of a bare day behind it
ALONE = "alone"  # instead of a role: no clause around the date looks back or ahead


def reference(
    text: str, found: Sequence[Candidate], roles: Sequence[str], ranks: Mapping[int, int], metadata: Mapping[str, str]
) -> Reference:
    """What year-less dates of the text are resolved with. `ranks` are the candidates that date the bulletin itself."""
    own = max(ranks, key=lambda at: (ranks[at], at if ranks[at] == 50 else -at), default=None)
    known = _iso(metadata.get("published_on"))
    year = _dominant_year(text, found, roles)
    if own is not None:
        point = found[own].first
        if point.year is not None:
            stretch = days(point, point.year)
        elif known is not None:
            stretch = _nearest(point, known)
        else:
            stretch = _yearless_head(point, found, ranks, year, latest_day(found, roles), _first_limit(found, roles))
        if stretch is not None:
            return Reference(stretch.first, stretch.first.year, "printed", stretch.first)
    if known is not None:
        return Reference(known, known.year, "metadata", known)
    if year is None:
        return Reference(None, None, "none")
    return Reference(None, year, "inferred")


def _iso(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _nearest(point: Point, known: dt.date) -> Days | None:
    choices = [d for year in (known.year - 1, known.year, known.year + 1) if (d := days(point, year)) is not None]
    return min(choices, key=lambda d: abs((d.first - known).days), default=None)


def _yearless_head(
    point: Point,
    found: Sequence[Candidate],
    ranks: Mapping[int, int],
    year: int | None,
    latest: dt.date | None,
    limit: dt.date | None,
) -> Days | None:
    """A dateline without a year: the year of another date of the bulletin's own, or the first after what it tells; the next
    one where that is the last before a `limit` within a year, and what is told has no month."""
    for at in sorted(ranks, key=lambda i: -ranks[i]):
        if (other := found[at].first).year is not None and (own := days(other, other.year)) is not None:
            return days(point, own.first.year if (point.month or 0) <= own.first.month + 1 else own.first.year - 1)
    if year is None or point.month is None:
        return None
    after = days(point, year + 1)
    near = after is not None and limit is not None and 0 < (limit - after.first).days < _YEAR
    return after if near and latest is None else days(point, _after_the_tale(point.month, year, latest))


def _first_limit(found: Sequence[Candidate], roles: Sequence[str]) -> dt.date | None:
    """The end of the earliest deadline that names its year."""
    points = [c.last or c.first for c, role in zip(found, roles, strict=True) if role == "deadline"]
    ends = [stretch.last for p in points if p.year is not None and (stretch := days(p, p.year)) is not None]
    return min(ends, default=None)


def _after_the_tale(month: int, year: int, latest: dt.date | None) -> int:
    """The year in which a bulletin of this month can tell of `latest`; a few months back it may be part of the tale."""
    return year + 1 if latest is not None and latest.year == year and latest.month - month > 3 else year


def _dominant_year(text: str, found: Sequence[Candidate], roles: Sequence[str]) -> int | None:
    """The latest year that the text names for something past; else its earliest deadline; else a document's number."""
    looking_back = (c for c, role in zip(found, roles, strict=True) if role != "deadline")
    told = [(c, y) for c in looking_back if (y := _printed_year(c)) is not None]
    exact = [year for candidate, year in told if candidate.first.month is not None]
    past = exact + [y for c, y in told if not _planned(text, c)] or [y for _, y in told]
    if past:
        return max(past)
    due = [y for c in found if (y := _printed_year(c)) is not None]
    if due:
        return min(due)
    numbers = [int(m[1]) for pattern in (_CASE_NUMBER, _NUMBERED) for m in pattern.finditer(text)]
    return max(numbers) if numbers else None


def _planned(text: str, candidate: Candidate) -> bool:
    """Whether the year is one to come (2018年拟开展)."""
    return _PLANS.search(text, candidate.end, candidate.end + 12) is not None


def _printed_year(candidate: Candidate) -> int | None:
    last = candidate.last
    return last.year if last is not None and last.year is not None else candidate.first.to_year or candidate.first.year


def latest_day(found: Sequence[Candidate], roles: Sequence[str]) -> dt.date | None:
    """The latest day or month that the text names, with its year, for something past."""
    latest: dt.date | None = None
    for candidate, role in zip(found, roles, strict=True):
        point = candidate.last or candidate.first
        if role == "deadline" or point.year is None or point.month is None:
            continue
        stretch = days(point, point.year)
        if stretch is not None and (latest is None or stretch.last > latest):
            latest = stretch.last
    return latest


def _received_on(text: str) -> Iterator[tuple[int, dt.date]]:
    """Where the numbers of complaints stand in a text, and the days they name."""
    for number in _CASE_NUMBER.finditer(text):
        with suppress(ValueError):  # 20210231
            yield number.start(), dt.date(int(number[1]), int(number[2]), int(number[3]))


@dataclass(slots=True)
class Resolver:
    """Resolves candidates in the order of the text. `latest`: the last day the text names with its year."""

    text: str
    reference: Reference
    latest: dt.date | None = None
    before: Days | None = None  # the mention before
    before_end: int = 0
    day: dt.date | None = None  # the last single day
    as_of: dt.date | None = None  # the last day up to which figures stand
    due: dt.date | None = None  # the deadline before
    due_end: int = 0
    tale: dt.date | None = None  # where the tale stands
    tale_end: int = 0
    turns: bool = False  # whether the stretch where the tale stands goes on into the next year
    week: Days | None = None  # the last seven days that the text names as a stretch
    first: bool = True
    _numbers: Sequence[tuple[int, dt.date]] | None = None  # where complaints' numbers stand, and the days they name

    def resolve(self, found: Candidate, role: str) -> DateRange:
        """The value of the next candidate; `role` is what the clause says it is for."""
        left, right = self._ends(found, role)
        self.first = False
        if left is None or right is None:
            return DateRange(None, None, (found.last or found.first).granularity)
        self._keep(found, left, right, role)
        granularity = left.granularity if found.last is None else "period"
        return _bounded(found, role, left, right, granularity)

    def _ends(self, found: Candidate, role: str) -> tuple[Days | None, Days | None]:
        if found.last is None:
            stretch = self._point(found.first, found.start, role)
            return stretch, stretch
        if found.first.year is None and found.last.year is not None and not found.first.spoken:
            right = self._point(found.last, found.start, role)
            return (self._before(found.first, right), right) if right else (None, None)
        left = self._point(found.first, found.start, role)
        if left is None:
            return None, None
        right = self._after(found.last, left) if not found.last.spoken else self._point(found.last, found.start, role)
        return left, right

    def _before(self, point: Point, right: Days) -> Days | None:
        """The left end of a period whose year stands at its right end."""
        for year in (right.last.year, right.last.year - 1):
            stretch = days(point, year, right.first.month)
            if stretch is not None and stretch.first <= right.last:
                return stretch
        return None

    def _after(self, point: Point, left: Days) -> Days | None:
        """The right end of a period; its year and month may be those of the left end."""
        if point.year is not None:
            return days(point, point.year)
        month = left.last.month
        for year in (left.first.year, left.first.year + 1):
            stretch = days(point, year, month if point.day is not None else None)
            if stretch is not None and stretch.last >= left.first:
                return stretch
        return None

    def _point(self, point: Point, start: int, role: str) -> Days | None:
        if point.year is not None:
            return days(point, point.year)
        if point.day_shift is not None:
            return self._spoken_day(point)
        if point.week_shift is not None:
            return self._spoken_week(point)
        if point.month_shift is not None:
            return self._spoken_month(point)
        if point.quarter_shift is not None:
            return self._spoken_quarter(point)
        if point.shift is not None:
            year = self._spoken_year(point.shift, start, self.text.startswith("上", start))
            return days(point, year) if year is not None else None
        if point.month is not None:
            year = self._year(point, start, role)
            return days(point, year) if year is not None else None
        if point.day is not None:
            return self._bare_day(point, start, role)
        return self._part(point, start, role)

    def _spoken_day(self, point: Point) -> Days | None:
        shift = point.day_shift
        base = self.reference.date if isinstance(shift, int) else self.day or self.reference.date
        if base is None:
            return None
        day = base + dt.timedelta(days=shift if isinstance(shift, int) else 1 if shift == "next" else 0)
        return Days(day, day, "day")

    def _spoken_month(self, point: Point) -> Days | None:
        """上月 counts from the day up to which the bulletin's figures stand, where it names one."""
        shift = point.month_shift
        base = self.as_of if shift != 0 else None
        if not isinstance(shift, int) and self.before is not None:
            base = self.before.last
        base = base or self.reference.date
        if base is None:
            return None
        move = shift if isinstance(shift, int) else 1 if shift == "next" else 0
        count = base.year * 12 + base.month - 1 + move
        return days(point, count // 12, count % 12 + 1)

    def _spoken_quarter(self, point: Point) -> Days | None:
        base = self.reference.date
        if base is None or not isinstance(point.quarter_shift, int) or point.months is None:
            return None
        count = base.year * 4 + (base.month - 1) // 3 + point.quarter_shift
        first, last = (count % 4 * 3 + month for month in point.months)
        return days(replace(point, months=(first, last)), count // 4)

    def _spoken_week(self, point: Point) -> Days | None:
        """Of a weekly report 本周 is the week it tells of, which it names; elsewhere that of the bulletin's own date."""
        base = self.reference.date
        opening = self._told_week(base) or (base - dt.timedelta(days=base.weekday()) if base is not None else None)
        if not isinstance(point.week_shift, int) or opening is None:
            return None
        monday = opening + dt.timedelta(days=7 * point.week_shift)
        if point.weekday is None:
            return Days(monday, monday + dt.timedelta(days=6), "period")
        day = monday + dt.timedelta(days=point.weekday - 1)
        return Days(day, day, "day")

    def _told_week(self, own: dt.date | None) -> dt.date | None:
        """The first day of the week named before, where it ends not much before the bulletin's own date."""
        week = self.week
        if week is None or (own is not None and not 0 <= (own - week.last).days <= _WEEK):
            return None
        return week.first

    def _spoken_year(self, shift: int | str, start: int, relative: bool) -> int | None:
        if isinstance(shift, str):
            base = self.before.last.year if self.before is not None else self.reference.year
            return base + (shift == "next") if base is not None else None
        near = self._same_line(start) if relative else None
        if near is not None and near.granularity != "day":
            return near.last.year + shift
        return self.reference.year + shift if self.reference.year is not None else None

    def _same_line(self, start: int) -> Days | None:
        """The mention before, where it stands in the same line."""
        return self.before if self.before is not None and self.text.find("\n", self.before_end, start) < 0 else None

    def _year(self, point: Point, start: int, role: str) -> int | None:
        """The year of a month or day without one."""
        month, own = point.month or 1, self.reference.date or self._received(start)
        in_line = self.tale is not None and self.text.find("\n", self.tale_end, start) < 0
        if self.tale is not None and (own is None or (in_line and role not in _OWN_DATE and self.tale.year < own.year)):
            if self.turns and month < self.tale.month:
                return self.tale.year + 1
            return _next_in_tale(month, self.tale, role)
        if own is not None:
            year = _from_own_date(month, own, role)
            return self._after_due(month, year, own, start) if role == "deadline" else year
        if self.reference.year is not None and self.first and role != "deadline":
            return _after_the_tale(month, self.reference.year, self.latest)
        return self.reference.year

    def _received(self, start: int) -> dt.date | None:
        """The day of the complaint that is told here, by its number (D2HL202112210032), for bulletins without a day of their own."""
        if self._numbers is None:
            self._numbers = list(_received_on(self.text))
        at = bisect_right(self._numbers, start, key=lambda number: number[0]) - 1
        return self._numbers[at][1] if at >= 0 else None

    def _after_due(self, month: int, year: int, own: dt.date, start: int) -> int:
        """The year of a deadline behind one of a later year in its line: 2023年1月底前…，6月底前 goes on in that year, unless the
        month lies before it and is still to come this year."""
        due = self.due
        if due is None or due.year <= own.year or self.text.find("\n", self.due_end, start) >= 0:
            return year
        return due.year if month >= due.month or month < own.month else year

    def _bare_day(self, point: Point, start: int, role: str) -> Days | None:
        day, own = point.day or 1, self.reference.date
        near = self._same_line(start) if self.day is not None else None
        apart = (
            role == "published"
            or self.text[:start].endswith("记者")
            or (near and (near.last - near.first).days > _MONTH)
        )
        if own is not None and apart:
            near = None
        base = near.last if near is not None and near.granularity != "year" else own or self.day
        if base is None:
            return None
        stretch = days(point, base.year, base.month)
        if near is None and own is not None and day > own.day + 5 and role not in (ALONE, "deadline"):
            last_month = own.replace(day=1) - dt.timedelta(days=1)
            stretch = days(point, last_month.year, last_month.month)
        return stretch

    def _part(self, point: Point, start: int, role: str) -> Days | None:
        """A half, a quarter, 年底, without its year."""
        near = self._same_line(start)
        year = self.reference.year
        if near is not None and role != "deadline" and near.granularity in ("year", "half", "quarter"):
            year = near.first.year
        elif year is None and self.before is not None:
            year = self.before.last.year
        return days(point, year) if year is not None else None

    def _keep(self, found: Candidate, left: Days, right: Days, role: str) -> None:
        self.before, self.before_end = Days(left.first, right.last, left.granularity), found.end
        if right.granularity == "day":
            self.day = right.last
        if found.first.week_shift is None and (right.last - left.first).days == _WEEK - 1:
            self.week = self.before
        if role == "as_of":
            self.as_of = right.last
        if role == "deadline" and right.granularity != "year":
            self.due, self.due_end = right.last, found.end
        if role not in _TALE or right.granularity not in ("day", "month", "period") or found.first.to_year is not None:
            return
        new_line = self.tale is None or self.text.find("\n", self.tale_end, found.start) >= 0
        if self.tale is None or new_line or right.last >= self.tale:  # 早在 and the like look back: the tale stays
            self.tale, self.tale_end, self.turns = left.first, found.end, right.last.year > left.first.year


def _next_in_tale(month: int, tale: dt.date, role: str) -> int:
    """The tale goes on: a month far earlier in the year is one of the next year."""
    back = tale.month - month
    return tale.year + 1 if back >= _HALF_YEAR or (role == "deadline" and back > 1) else tale.year


def _from_own_date(month: int, own: dt.date, role: str) -> int:
    """Deadlines look ahead from the bulletin's own date, everything else looks back, a quarter of tolerance."""
    ahead = month - own.month
    if role == ALONE:
        return own.year
    if role == "deadline":
        return own.year + 1 if -ahead >= _HALF_YEAR else own.year
    if role in ("as_of", "completed", "published"):
        return own.year - 1 if ahead > 0 else own.year
    return own.year - 1 if ahead > 3 else own.year


def _bounded(found: Candidate, role: str, left: Days, right: Days, granularity: str) -> DateRange:
    start: dt.date | None = left.first
    end: dt.date | None = right.last
    single = found.last is None and (granularity != "period" or found.first.closing or found.bound == "until")
    if found.bound == "since":
        end = None
    elif single and (
        found.bound == "until" or role in ("deadline", "as_of") or (found.first.closing and role != ALONE)
    ):
        start = None
    if start is not None and end is not None and start > end:
        return DateRange(None, None, granularity)  # type: ignore[arg-type]
    return DateRange(start, end, granularity)  # type: ignore[arg-type]
