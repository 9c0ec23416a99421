"""The province that a team of the central government inspected, where a bulletin that speaks as one never names it: the announced
inspections (`link.calendar`) tell where 中央第三生态环境保护督察组 was in December 2021."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from taizhang.extract.places.gazetteer import gazetteer
from taizhang.link.calendar import visited
from taizhang.link.page import Page
from taizhang.link.signs import sign
from taizhang.numerals import read_numeral
from taizhang.types import DateMention, DateRange, Region

_ON_SITE: Final = frozenset({"inspection", "transfer"})  # roles of days on which a team is where it inspects
_TOLD: Final = frozenset({"as_of", "published"})  # those of days on which the lists of a day (第十六批举报件) go on
_OWN: Final = {"省": ("省",), "市": ("市",), "区": ("区", "自治区")}  # how a province of that letter calls itself: 我区


def of_the_team_there(page: Page, dates: Sequence[DateMention]) -> Region | None:
    """The one province that the one central team of the text inspected on a day that it tells, if the text calls itself one."""
    teams = {(m["number"], m["name"]) for m in sign("central_team").finditer(page.text)}
    if len(teams) != 1:
        return None
    number, name = teams.pop()
    roles = _ON_SITE | _TOLD if sign("daily_batch").search(page.text) else _ON_SITE
    subjects = visited(read_numeral(number) or 0, name, [_day(d.value) for d in dates if d.role in roles])
    if len(subjects) != 1:
        return None
    province = next(iter(gazetteer().named(next(iter(subjects)))), None)
    if province is None or province.level != "province":
        return None
    return province.region if any(page.own[own] for own in _OWN[province.name[-1]]) else None


def _day(value: DateRange) -> DateRange:
    """A day up to which figures are told (截至5月3日) as that day."""
    return replace(value, start=value.end) if value.start is None else value
