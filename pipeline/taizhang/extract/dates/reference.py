"""What year-less dates of a bulletin are resolved with: its own date, printed or known from its page, else the year it tells of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Final

from taizhang.extract.dates.parse import Days, Point, days
from taizhang.extract.dates.published import SIGNATURE, spoken_on
from taizhang.extract.dates.scan import Candidate
from taizhang.rules import compiled
from taizhang.types import Reference
from taizhang.vocabulary import DateRole

_NUMBERED = compiled(r"[〔\[（(](20[0-4]\d)[〕\]）)]\s?第?\d{1,4}号")
_CASE_NUMBER = compiled(r"(?<![\dA-Za-z])[A-Z][A-Z0-9]{1,4}(20[0-4]\d)(0[1-9]|1[0-2])([0-2]\d|3[01])")
_ACCOUNTS = compiled("度[^，,。；;\n]{0,14}?(?:预算执行|财政收支|决算|同级审)")
_LOOKED_AT = compiled("度[^，,。；;\n]{0,16}?(?:卫片|变更调查|审计|经济责任|财务收支)")
_FOUNDED = compiled("(?:建|成立|注册|创办|创建|投产|启用|投运|投用)于$")  # how old things are dates no bulletin
_GRANTED = compiled(
    "(?:取得|获得|领取|办理|办结)了?[^，,。；;\\n0-9]{0,14}?(?:批复|许可|执照|许可证|证书|手续|批准|登记)|(?:注册)?成立[，,。；;]"
)
_COMMAS = frozenset(",，")
_NEAR = 4  # characters before a date
_PLANS = compiled("拟|将|计划|力争|预计")
_YEAR = 366  # days
_LATE = 366  # days after it was given that a speech may be published
_NEW_YEAR = (1, 2)  # months in which pages show what was written the year before
_PAST: Final[frozenset[DateRole]] = frozenset(
    {"as_of", "completed", "feedback", "inspection", "transfer", "event", "period", "published"}
)
_HAPPENED = compiled("(?:(?!将|拟|计划|预计|力争|底前|月前)[^。；;\n]){0,24}?(?:了|已|累计|(?<![公中])共)")


def reference(
    text: str,
    found: Sequence[Candidate],
    roles: Sequence[DateRole],
    ranks: Mapping[int, int],
    metadata: Mapping[str, str],
) -> Reference:
    """What year-less dates of the text are resolved with. `ranks` are the candidates that date the bulletin itself. A page may show
    late what was spoken or written before."""
    known = _of_page(text, found, roles, ranks, metadata)
    if known.date is None:
        return known
    spoken = spoken_on(text, found)
    if spoken is not None and 0 <= (known.date - spoken).days < _LATE:
        return replace(known, date=spoken, year=spoken.year)
    if (
        known.date.year > 1
        and known.date.month in _NEW_YEAR
        and any(map(partial(_of_last_year, text, known.date), found, roles))
    ):
        last = dt.date(known.date.year - 1, 12, 31)
        return replace(known, date=last, year=last.year, basis="inferred")
    return known


def _of_last_year(text: str, own: dt.date, candidate: Candidate, role: DateRole) -> bool:
    """Whether a date of 今年 tells of something past and lies ahead of the page's own: then 今年 is the year before."""
    point = candidate.last or candidate.first
    month = point.month or (point.months or (0, 0))[1]
    if candidate.first.shift != 0 or month <= own.month + 1 or role not in _PAST:
        return False
    return role == "as_of" or _HAPPENED.match(text, candidate.end) is not None


def _of_page(
    text: str,
    found: Sequence[Candidate],
    roles: Sequence[DateRole],
    ranks: Mapping[int, int],
    metadata: Mapping[str, str],
) -> Reference:
    # of several that are as sure the first, but of signatures the last: they close the bulletin
    own = max(ranks, key=lambda at: (ranks[at], at if ranks[at] == SIGNATURE else -at), default=None)
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
    return after if near and latest is None else days(point, after_the_tale(point.month, year, latest))


def _first_limit(found: Sequence[Candidate], roles: Sequence[DateRole]) -> dt.date | None:
    """The end of the earliest deadline that names its year."""
    points = [c.last or c.first for c, role in zip(found, roles, strict=True) if role == "deadline"]
    ends = [stretch.last for p in points if p.year is not None and (stretch := days(p, p.year)) is not None]
    return min(ends, default=None)


def after_the_tale(month: int, year: int, latest: dt.date | None) -> int:
    """The year in which a bulletin of this month can tell of `latest`; a few months back it may be part of the tale."""
    return year + 1 if latest is not None and latest.year == year and latest.month - month > 3 else year


def _dominant_year(text: str, found: Sequence[Candidate], roles: Sequence[DateRole]) -> int | None:
    """The latest year that the text names for something past; else its earliest deadline; else a document's number."""
    dated = [(c, role) for c, role in _but_founded(text, found, roles) if not (_is_open(c) or _is_vague(text, c))]
    later = {_printed_year(c) for c in found if _looked_at_later(text, c.end - 1)}
    dated = [(c, r) for c, r in dated if _has_month(c) or _printed_year(c) not in later or _opens(text, c)]
    looking_back = (c for c, role in dated if role != "deadline")
    told = [(c, _told_in(text, c, y)) for c in looking_back if (y := _printed_year(c)) is not None]
    exact = [year for candidate, year in told if candidate.first.month is not None]
    past = exact + [y for c, y in told if not _planned(text, c)] or [y for _, y in told]
    if past:
        return max(past)
    due = [y for c, _ in dated if (y := _printed_year(c)) is not None]
    if due:
        return min(due)
    numbers = [int(m[1]) for pattern in (_CASE_NUMBER, _NUMBERED) for m in pattern.finditer(text)]
    return max(numbers) if numbers else None


def _has_month(candidate: Candidate) -> bool:
    return candidate.first.month is not None or candidate.first.months is not None


def _opens(text: str, candidate: Candidate) -> bool:
    """Whether a date stands apart at the head of its clause (2024年，全市开展…), and is when what follows was done."""
    return text[candidate.end : candidate.end + 1] in _COMMAS


def _but_founded(
    text: str, found: Sequence[Candidate], roles: Sequence[DateRole]
) -> Iterator[tuple[Candidate, DateRole]]:
    """All but the days on which something was built, set up or allowed long ago (某砖厂于2009年5月取得临时用地批复)."""
    for candidate, role in zip(found, roles, strict=True):
        founded = _FOUNDED.search(text, max(0, candidate.start - _NEAR), candidate.start)
        if not (founded or _GRANTED.match(text, candidate.end)):
            yield candidate, role


def _is_open(candidate: Candidate) -> bool:
    """Whether a year only opens a stretch (2023年以来), which may have gone on for years."""
    return candidate.bound == "since" and candidate.first.granularity == "year"


def _is_vague(text: str, candidate: Candidate) -> bool:
    """Whether years are no clue to when a bulletin is from: those that a target is set for (到2020年), several at once that a
    figure covers (2013年至2015年共购进), and the one whose doings are looked into later (2021年度卫片执法检查)."""
    target = (
        candidate.bound == "until" and candidate.first.granularity == "year" and candidate.core_end == candidate.end
    )
    several = candidate.last is not None and candidate.last.granularity == "year"
    several = several or candidate.first.to_year is not None
    return (target and not candidate.first.closing) or several or _looked_at_later(text, candidate.end - 1)


def _looked_at_later(text: str, at: int) -> bool:
    """Whether 度 of a year stands there whose doings are looked into in it or after; of accounts it is known: in the next."""
    looked_at = text.startswith("度", at) and _LOOKED_AT.match(text, at)
    return bool(looked_at) and _ACCOUNTS.match(text, at) is None


def _told_in(text: str, candidate: Candidate, year: int) -> int:
    """The year in which a bulletin can tell of a year: the accounts of one are audited in the next (2022年度预算执行)."""
    return year + 1 if _ACCOUNTS.match(text, candidate.end - 1) else year


def _planned(text: str, candidate: Candidate) -> bool:
    """Whether the year is one to come (2018年拟开展)."""
    return _PLANS.search(text, candidate.end, candidate.end + 12) is not None


def _printed_year(candidate: Candidate) -> int | None:
    last = candidate.last
    return last.year if last is not None and last.year is not None else candidate.first.to_year or candidate.first.year


def latest_day(found: Sequence[Candidate], roles: Sequence[DateRole]) -> dt.date | None:
    """The latest day, month or quarter that the text names, with its year, for something past."""
    latest: dt.date | None = None
    for candidate, role in zip(found, roles, strict=True):
        point = candidate.last or candidate.first
        if role == "deadline" or point.year is None or (point.month is None and point.months is None):
            continue
        stretch = days(point, point.year)
        if stretch is not None and (latest is None or stretch.last > latest):
            latest = stretch.last
    return latest


def received_on(text: str) -> Iterator[tuple[int, dt.date]]:
    """Where the numbers of complaints stand in a text, and the days they name."""
    for number in _CASE_NUMBER.finditer(text):
        with suppress(ValueError):  # 20210231
            yield number.start(), dt.date(int(number[1]), int(number[2]), int(number[3]))
