"""Years, months and days that the text leaves out: from the bulletin's own date, the mention before, the tale's order.

In: candidates with their roles, in the order of the text. Out: a value for each. What cannot be resolved stays open:
`DateRange(None, None, …)`.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from taizhang.extract.dates.cues import lexicon
from taizhang.extract.dates.parse import Days, Point, Shift, days
from taizhang.extract.dates.reference import after_the_tale, received_on
from taizhang.extract.dates.scan import Candidate
from taizhang.types import DateRange, Granularity, Reference
from taizhang.vocabulary import DateRole

# Roles whose dates follow one another in a tale; a deadline or a period of comparison does not carry the tale on.
_TALE: Final[frozenset[DateRole]] = frozenset({"inspection", "feedback", "transfer", "event", "completed", "other"})
# Roles that lie before the bulletin, whatever the tale before them: counted from its own date where that is known.
_OWN_DATE: Final[frozenset[DateRole]] = frozenset({"as_of", "deadline", "completed", "published"})
_TO_COME = frozenset({"将于", "将在", "拟于", "拟在"})  # before a date that the bulletin looks ahead to
_HALF_YEAR = 6  # months
_WEEK = 7  # days
_YEAR = 366  # days
_MONTH = 31  # days: a longer stretch does not tell the month of a bare day behind it
_SENTENCE_END = re.compile("[。\\n]")
_HEAD = re.compile(r"(?:^|[。\n；;：: 　])[^。\n；;：: 　]*[，,]")
Alone = Literal["alone"]
ALONE: Final[Alone] = "alone"  # instead of a role: no clause around the date looks back or ahead


@dataclass(slots=True)
class Resolver:
    """Resolves candidates in the order of the text. `latest`: the last day the text names with its year."""

    text: str
    reference: Reference
    latest: dt.date | None = None
    before: Days | None = None  # the mention before
    before_end: int = 0
    spoken: bool = False  # whether it names its year as seen from the bulletin (去年)
    day: dt.date | None = None  # the last single day
    as_of: dt.date | None = None  # the last day up to which figures stand
    due: dt.date | None = None  # the deadline before
    due_end: int = 0
    tale: dt.date | None = None  # where the tale stands
    tale_end: int = 0
    by_months: bool = False  # whether the tale goes from month to month; days that follow are the bulletin's own
    since: bool = False  # whether the candidate is a beginning without an end (5月以来)
    turns: bool = False  # whether the stretch where the tale stands goes on into the next year
    week: Days | None = None  # the last seven days that the text names as a stretch
    first: bool = True
    opening: dt.date | None = None  # the month of the first date, of which the bulletin tells without a year
    head: tuple[int, int] | None = None  # a year that heads a sentence, and where its sentence is known to go on
    _numbers: Sequence[tuple[int, dt.date]] | None = None  # where complaints' numbers stand, and the days they name

    def resolve(self, found: Candidate, role: DateRole | Alone) -> DateRange:
        """The value of the next candidate; `role` is what the clause says it is for."""
        self.since = found.bound == "since"
        left, right = self._ends(found, role)
        self.first = False
        if left is None or right is None:
            return DateRange(None, None, (found.last or found.first).granularity)
        self._keep(found, left, right, role)
        granularity: Granularity = left.granularity if found.last is None else "period"
        return _bounded(found, role, left, right, granularity)

    def _ends(self, found: Candidate, role: DateRole | Alone) -> tuple[Days | None, Days | None]:
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

    def _point(self, point: Point, start: int, role: DateRole | Alone) -> Days | None:
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
            stretch = days(point, year) if year is not None else None
            if stretch and role == "deadline" and self.opening and stretch.last < self.opening:
                return days(point, self.opening.year + (stretch.last.month < self.opening.month))
            return stretch
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
        """上月 counts from the day up to which the bulletin's figures stand, where it names one. Of a bulletin without a day of its own
        本月 is that of the latest day it tells of."""
        shift = point.month_shift
        base = self.as_of if shift != 0 else None
        if not isinstance(shift, int) and self.before is not None:
            base = self.before.last
        base = base or self.reference.date or (self.latest if shift == 0 else None)
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

    def _spoken_year(self, shift: Shift, start: int, relative: bool) -> int | None:
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

    def _year(self, point: Point, start: int, role: DateRole | Alone) -> int | None:
        """The year of a month or day without one."""
        month, own = point.month or 1, self.reference.date
        if (heading := self._heading(start, role)) is not None:
            return heading
        if own is None and (received := self._received(start)):
            return received.year + (received.month - month >= _HALF_YEAR)  # what became of a complaint came after it
        in_line = self.tale is not None and self.text.find("\n", self.tale_end, start) < 0
        past = self.tale is not None and self.reference.year is not None and self.tale.year < self.reference.year
        elsewhere = past and self.by_months and point.day is not None  # 2019年11月上报销号…。9月28日移交地方
        if own is None and role == "deadline" and not in_line and (latest := self._later_than_tale()):
            return _from_own_date(month, latest, role)
        goes_on = own is None or (past and in_line and role not in _OWN_DATE)
        if self.tale is not None and goes_on and not elsewhere:
            if self.turns and month < self.tale.month:
                return self.tale.year + 1
            if self._looks_back(point):
                return self.tale.year - (month > self.tale.month)
            return _next_in_tale(month, self.tale, role)
        if own is not None and self.text[max(0, start - 2) : start] in _TO_COME:
            return own.year + (month < own.month)
        if own is not None:
            year = _from_own_date(month, own, role)
            return self._after_due(month, year, own, start) if role == "deadline" else year
        if self.reference.year is not None and self.first and role != "deadline":
            year = after_the_tale(month, self.reference.year, self.latest)
            self.opening = dt.date(year, month, 1)  # no limit that is set there lies before it
            return year
        return self.reference.year

    def _looks_back(self, point: Point) -> bool:
        """Whether a stretch reaches up to where the tale stands, which is the latest that the text names: 2023年12月7日约谈。5月以来查出
        隐患173项, 1至11月立案96起."""
        if self.tale is None or (self.latest is not None and self.latest.year > self.tale.year):
            return False
        months = point.months
        return self.since or (months is not None and months[0] == 1 and months[1] <= self.tale.month)

    def _later_than_tale(self) -> dt.date | None:
        """The latest day that the text names, if it is of a later year than its tale has come to."""
        later = self.tale is not None and self.latest is not None and self.latest.year > self.tale.year
        return self.latest if later else None

    def _heading(self, start: int, role: DateRole | Alone) -> int | None:
        """The year at the head of the sentence (2023年，实施改造，6月底前完工); none that is gone by bounds what is still to come."""
        if self.head is None:
            return None
        year, end = self.head
        if _SENTENCE_END.search(self.text, end, start):
            self.head = None
            return None
        self.head = (year, start)
        own = self.reference.year
        return None if role == "deadline" and own is not None and year < own else year

    def _received(self, start: int) -> dt.date | None:
        """The day of the complaint that is told here, by its number (D2HL202112210032), for bulletins without a day of their own."""
        if self._numbers is None:
            self._numbers = list(received_on(self.text))
        at = bisect_right(self._numbers, start, key=lambda number: number[0]) - 1
        return self._numbers[at][1] if at >= 0 else None

    def _after_due(self, month: int, year: int, own: dt.date, start: int) -> int:
        """The year of a deadline behind one of a later year in its line: 2023年1月底前…，6月底前 goes on in that year, unless the
        month lies before it and is still to come this year."""
        due = self.due
        if due is None or due.year <= own.year or self.text.find("\n", self.due_end, start) >= 0:
            return year
        return due.year if month >= due.month or month < own.month else year

    def _bare_day(self, point: Point, start: int, role: DateRole | Alone) -> Days | None:
        day, own = point.day or 1, self.reference.date
        near = self._same_line(start) if self.day is not None else None
        apart = (
            role == "published"
            or self.text.endswith("记者", 0, start)
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

    def _part(self, point: Point, start: int, role: DateRole | Alone) -> Days | None:
        """A half, a quarter, 年底, without its year: that of a stretch before it in the line, of 去年 only in its sentence."""
        near = self._same_line(start)
        if self.spoken and _SENTENCE_END.search(self.text, self.before_end, start):
            near = None
        year = self.reference.year
        if (heading := self._heading(start, role)) is not None:
            year = heading
        elif near is not None and role != "deadline" and near.granularity in ("year", "half", "quarter"):
            year = near.first.year
        elif year is None and self.before is not None:
            year = self.before.last.year
        return days(point, year) if year is not None else None

    def _keep(self, found: Candidate, left: Days, right: Days, role: DateRole | Alone) -> None:
        if not self._compares(found):
            self.before, self.before_end = Days(left.first, right.last, left.granularity), found.end
            self.spoken = found.first.shift is not None
        if found.first.year is not None:
            self.head = (left.first.year, found.end) if self._heads(found, left) else None
        if right.granularity == "day" or (right.granularity == "period" and (right.last - left.first).days < _MONTH):
            self.day = right.last  # 3月20日至24日: its last day
        if found.first.week_shift is None and (right.last - left.first).days == _WEEK - 1:
            self.week = Days(left.first, right.last, left.granularity)
        if role == "as_of":
            self.as_of = right.last
        if role == "deadline" and right.granularity != "year":
            self.due, self.due_end = right.last, found.end
        if role not in _TALE or right.granularity not in ("day", "month", "period") or found.first.to_year is not None:
            return
        new_line = self.tale is None or self.text.find("\n", self.tale_end, found.start) >= 0
        if self.tale is None or new_line or right.last >= self.tale:  # 早在 and the like look back: the tale stays
            long = (right.last - left.first).days > _YEAR  # what was gone through for so long is told from its end
            self.tale, self.turns = (right.last, False) if long else (left.first, right.last.year > left.first.year)
            self.tale_end, self.by_months = found.end, right.granularity == "month"

    def _compares(self, found: Candidate) -> bool:
        """Whether figures are only compared with it (较2018年, 比上年末): what follows is told of the stretch before it."""
        return lexicon().marks.compared.match(self.text, found.start) is not None

    def _heads(self, found: Candidate, value: Days) -> bool:
        """Whether a bare year opens a sentence, a comma behind it."""
        alone = found.last is None and not found.bound and value.granularity == "year"
        return alone and _HEAD.match(self.text, max(0, found.start - 1), found.end + 1) is not None


def _next_in_tale(month: int, tale: dt.date, role: DateRole | Alone) -> int:
    """The tale goes on: a month far earlier in the year is one of the next year; so is any before it in which it is made public."""
    back = tale.month - month
    later = (role == "deadline" and back > 1) or (role == "published" and back > 0)
    return tale.year + 1 if back >= _HALF_YEAR or later else tale.year


def _from_own_date(month: int, own: dt.date, role: DateRole | Alone) -> int:
    """Deadlines look ahead from the bulletin's own date, everything else looks back, a quarter of tolerance."""
    ahead = month - own.month
    if role == ALONE:
        return own.year
    if role == "deadline":
        return own.year + 1 if -ahead >= _HALF_YEAR else own.year
    if role in ("as_of", "completed", "published"):
        return own.year - 1 if ahead > 0 else own.year
    return own.year - 1 if ahead > 3 else own.year


def _bounded(found: Candidate, role: DateRole | Alone, left: Days, right: Days, granularity: Granularity) -> DateRange:
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
        return DateRange(None, None, granularity)
    return DateRange(start, end, granularity)
