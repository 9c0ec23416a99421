"""Campaigns that are one inspection under several ids, because no bulletin tells all of it.

A feedback names the team and the days on site, the plan the round, a notice the team alone: each makes the id of what it tells
(`link.campaigns`), so that ids never depend on what else lies in the ledger. Here rows of one level, kind and division are
linked where they tell the same stay, the same day of feedback or the same team, and nothing against it. A row that fits two
inspections that are not one is linked to neither.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

import regex

from taizhang.link.calendar import on_site
from taizhang.write.linked import torn
from taizhang.write.rows import Row

# How sure a link is by what is shared: days are told of one inspection only, no division has two of a level in a year, a team
# comes again after years.
SURE: Final[Mapping[str, float]] = {"stay": 0.95, "feedback": 0.95, "year": 0.9, "team": 0.8}
_MOST_ROWS: Final = 30  # of one division, level and kind: more are not told apart by what they share
_LONGEST: Final = dt.timedelta(days=62)  # a team stays for weeks
_TRAVEL: Final = dt.timedelta(days=20)  # a division's own stay begins within that of its batch, days of travel aside
_YEAR: Final = dt.timedelta(days=366)
_MONTH: Final = dt.timedelta(days=31)
_REPORTED: Final = dt.timedelta(days=550)  # findings are fed back within months, reports say so the year after
_NUMBER: Final = regex.compile("第([一二三四五六七八九十]{1,3})")


def campaign_links(campaigns: Iterable[Row], names: Mapping[str, str]) -> Iterator[Row]:
    """A row for each two campaigns that are one, in the order of their ids; `names`: the names of parties by id."""
    alike: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in campaigns:
        if row["region_adcode"]:
            alike[row["level"], row["kind"], row["region_adcode"]].append(row)
    found = [link for rows in alike.values() if len(rows) <= _MOST_ROWS for link in _links(rows, names)]
    yield from sorted(found, key=lambda link: (link["campaign_id"], link["same_as"]))


def _links(rows: list[Row], names: Mapping[str, str]) -> Iterator[Row]:
    by_id = {row["campaign_id"]: row for row in sorted(rows, key=lambda row: str(row["campaign_id"]))}

    def apart(one: str, other: str) -> bool:
        return _contradict(by_id[one], by_id[other], names)

    shared = {
        (one, other): basis
        for one, other in combinations(by_id, 2)
        if not apart(one, other) and (basis := _shared(by_id[one], by_id[other], names))
    }
    for weak in (("team",), tuple(SURE)):  # what only the team ties gives way to what days tie
        unsure = torn(shared, apart)
        shared = {pair: basis for pair, basis in shared.items() if basis not in weak or unsure.isdisjoint(pair)}
    for (one, other), basis in shared.items():
        yield {"campaign_id": one, "same_as": other, "basis": basis, "confidence": SURE[basis]}


def _contradict(one: Row, other: Row, names: Mapping[str, str]) -> bool:
    """Whether two rows tell different rounds, batches or teams, or days that one inspection cannot have."""
    told = [(one[column], other[column]) for column in ("round", "batch")]
    told.append((_team_number(one, names), _team_number(other, names)))
    return any(a and b and a != b for a, b in told) or not (_same_days(one, other) and _in_time(one, other))


def _same_days(one: Row, other: Row) -> bool:
    """Whether two stays overlap, and two days of feedback lie in a month: a report may give the month alone."""
    stays = [stay for row in (one, other) if (stay := _stay(row))]
    days = [day for row in (one, other) if (day := _day(row["feedback_on"]))]
    apart = len(stays) == 2 and not (stays[0][0] <= stays[1][1] and stays[1][0] <= stays[0][1])
    return not apart and not (len(days) == 2 and abs(days[0] - days[1]) > _MONTH)


def _in_time(one: Row, other: Row) -> bool:
    """Whether what one calls the feedback comes behind the stay of the other, and not years later."""
    told = [(_stay(row), _day(then["feedback_on"])) for row, then in ((one, other), (other, one))]
    return all(stay[0] <= fed_back <= stay[1] + _REPORTED for stay, fed_back in told if stay and fed_back)


def _shared(one: Row, other: Row, names: Mapping[str, str]) -> str | None:
    """What the rows of one inspection both tell."""
    stays = [stay for row in (one, other) if (stay := _stay(row))]
    longest = max((end - start for start, end in stays), default=_YEAR)
    began = sorted(start for start, _ in stays)
    by_months = any(start.day == 1 for start in began)
    if len(stays) == 2 and longest <= _LONGEST and (by_months or began[1] - began[0] <= _TRAVEL):
        return "stay"
    if one["feedback_on"] and one["feedback_on"] == other["feedback_on"]:
        return "feedback"
    if len(stays) == 2 and _LONGEST < longest < _YEAR:
        return "year"
    teams = {_team_number(row, names) for row in (one, other)}
    return "team" if len(teams) == 1 and None not in teams else None


def _stay(row: Row) -> tuple[dt.date, dt.date] | None:
    """The days on site that bulletins tell; else those announced."""
    start, end = _day(row["inspected_from"]), _day(row["inspected_to"])
    first, last = start or end, end or start
    if first and last:
        return first, last
    return on_site(row["kind"], row["round"], row["batch"]) if row["level"] == "central" else None


def _team_number(row: Row, names: Mapping[str, str]) -> str | None:
    number = _NUMBER.search(names.get(row["inspector_party_id"] or "", ""))
    return number[1] if number else None


def _day(told: str | None) -> dt.date | None:
    return dt.date.fromisoformat(told) if told else None
