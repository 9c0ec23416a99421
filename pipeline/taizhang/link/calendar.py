"""Which of the announced inspections of the central government a bulletin speaks of. Knowledge: `rules/inspections.yml`.

A daily list of complaints says 中央第五生态环境保护督察组, Sichuan and a day in September 2021, and no round: only one announced
inspection fits. Where several fit, or nothing ties the bulletin to one, none is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from taizhang.errors import RulePackError
from taizhang.extract.places.gazetteer import gazetteer
from taizhang.numerals import write_numeral
from taizhang.rules import cached, load_pack, table, term
from taizhang.types import DateRange, Draft, Region
from taizhang.vocabulary import CAMPAIGN_KINDS, CampaignKind

_NAMES_COMPANY: Final = 300  # characters that name the company a bulletin is about, if it is about one
_AROUND: Final = dt.timedelta(
    days=20
)  # a province's own period begins and ends within its batch's, days of travel aside
_AFTERWARDS: Final = dt.timedelta(days=45)  # bulletins on complaints go on for weeks after the team has left
_LONGEST: Final = dt.timedelta(days=62)  # a told period longer than two months is no stay on site


@dataclass(frozen=True, slots=True)
class Turn:
    """One announced inspection: all teams of a batch. `start` and `end` are days on site."""

    round: int
    batch: int | None
    kind: CampaignKind
    start: dt.date
    end: dt.date

    @property
    def name(self) -> str:
        """第二轮第四批中央生态环境保护督察, in the words of its time."""
        batch = f"第{write_numeral(self.batch)}批" if self.batch else ""
        inspection = next(name["holds"] for name in _team_names() if _used(name, self.start))
        return f"第{write_numeral(self.round)}轮{batch}中央{inspection}{'“回头看”' if self.kind == 'look_back' else ''}"

    def meets(self, value: DateRange) -> bool:
        """Whether a period that is told can be (a part of) this stay."""
        first, last = value.start or value.end, value.end or value.start
        return bool(first and last and first <= self.end + _AROUND and last >= self.start - _AROUND)

    def current(self, day: dt.date) -> bool:
        """Whether bulletins of that day come from the inspection itself."""
        return self.start <= day <= self.end + _AFTERWARDS


@dataclass(frozen=True, slots=True)
class Visit:
    """One province or body inspected in a turn, and the number of the team (0: it had none)."""

    turn: Turn
    team: int
    subject: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the bulletin says of its inspection; None where it says nothing. `day` is its own date."""

    kind: CampaignKind
    team: int | None = None
    inspector: str = ""
    round: int | None = None
    batch: int | None = None
    period: DateRange | None = None
    day: dt.date | None = None


def announced(draft: Draft, told: Told) -> Turn | None:
    """The one announced inspection that fits what is told; None where none or several do. A batch without its round only decides
    between several, for it may be that of another inspection. So may a round or a period: where they fit none, an inspection
    that is going on counts."""
    without_batch = told if told.round else replace(told, batch=None)
    found = _fitting(draft, without_batch) or (_fitting(draft, told) if told.batch and not told.round else None)
    if found or told.day is None:
        return found
    found = _fitting(draft, replace(told, round=None, batch=None, period=None))
    return found if found and found.current(told.day) else None


def visited(team: int, inspector: str, days: Iterable[DateRange]) -> frozenset[str]:
    """The names of all that a team of that number and name inspected in the turns of which one of these days, or stays on site, can be."""
    told = [Told("inspection", team, inspector, period=day) for day in days if _is_stay(day)]
    return frozenset(visit.subject for some in told for visit in _visits_that_fit(some))


def _fitting(draft: Draft, told: Told) -> Turn | None:
    """An inspection of the kind that is told, or else of the other kind that bulletins call by its name."""
    fitting = _visits_that_fit(told)
    for kind in _kinds(told):
        if turns := _turns(draft, told, [visit for visit in fitting if visit.turn.kind == kind]):
            return _single(told, turns)
    return None


def _visits_that_fit(told: Told) -> list[Visit]:
    """The visits that what is told does not rule out, by teams that were called so in those days."""
    name = next((name for name in _team_names() if name["holds"] in told.inspector), None)
    return [visit for visit in _visits() if _fits(visit, told) and (name is None or _used(name, visit.turn.start))]


def _kinds(told: Told) -> tuple[CampaignKind, ...]:
    """A 回头看 is called 督察 as well; and where a round is told that had none, somebody looked again at what its 督察 had found."""
    if told.kind == "inspection":
        return "inspection", "look_back"
    return ("look_back", "inspection") if told.kind == "look_back" and told.round else (told.kind,)


def _turns(draft: Draft, told: Told, visits: Sequence[Visit]) -> set[Turn]:
    """The turns that went to what the bulletin is about; where it names nothing that was inspected, all, if it tells which or when."""
    if subjects := _subjects(draft, visits):
        return set.intersection(*({v.turn for v in visits if v.subject in names} for names in subjects))
    enough = (told.round and told.batch) or (told.period and _is_stay(told.period))
    return {visit.turn for visit in visits} if enough else set()


def _single(told: Told, turns: set[Turn]) -> Turn | None:
    """The one turn; of several the one that is going on."""
    return _only(turns) or (_only(t for t in turns if t.current(told.day)) if told.day else None)


def _only(turns: Iterable[Turn]) -> Turn | None:
    found = list(turns)
    return found[0] if len(found) == 1 else None


def _fits(visit: Visit, told: Told) -> bool:
    turn = visit.turn
    return (
        told.team in (None, visit.team)
        and told.round in (None, turn.round)
        and told.batch in (None, turn.batch)
        and (told.day is None or turn.start <= told.day)
        and (told.period is None or turn.meets(told.period))
    )


def _team_names() -> Sequence[Mapping[str, Any]]:
    names: Sequence[Mapping[str, Any]] = load_pack("inspections").lexicons["team_names"]
    return names


def _used(name: Mapping[str, Any], day: dt.date) -> bool:
    """Whether teams had that name in those days: 生态 came with the reform of 2018."""
    return bool(name.get("from", day) <= day < name.get("until", dt.date.max))


def _is_stay(period: DateRange) -> bool:
    return bool(period.start and period.end and period.end - period.start <= _LONGEST)


def _subjects(draft: Draft, visits: Sequence[Visit]) -> list[frozenset[str]]:
    """The names of each province the bulletin is about; else of the company it is about, if it was inspected."""
    provinces = {name for region in draft.regions if (name := province(region))}
    if provinces:
        return [frozenset({name}) for name in sorted(provinces)]
    head = f"{draft.title or ''}\n{draft.text[:_NAMES_COMPANY]}"
    companies = frozenset(visit.subject for visit in visits if visit.subject in head)
    return [companies] if companies else []


def province(region: Region) -> str | None:
    """The province of a division, by name; what has no code (新疆生产建设兵团) is its own."""
    if region.adcode is None:
        return region.name
    above = gazetteer().division(region.adcode[:2] + "0000")
    return above.name if above else None


@table()
def _visits() -> tuple[Visit, ...]:
    return tuple(visit for entry in load_pack("inspections").lexicons["calendar"] for visit in _visits_of(entry))


def _visits_of(entry: Mapping[str, Any]) -> list[Visit]:
    """Raises RulePackError for an entry (of a user's pack) that lacks something or holds no day where one belongs."""
    try:
        start, end = (dt.date.fromisoformat(str(entry[key])) for key in ("from", "to"))
        turn = Turn(
            int(entry["round"]),
            entry.get("batch"),
            term(entry["kind"], CAMPAIGN_KINDS, "inspections: lexicons.calendar"),
            start,
            end,
        )
        return [Visit(turn, int(team), name) for team, names in entry["teams"].items() for name in names]
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise RulePackError(
            f"inspections.yml: {dict(entry)}: 这一项写得不对（{error!r}），请照 docs/link.md 的例子改 this entry is wrong; see the example in docs/link.md"
        ) from error


def on_site(kind: str, round_: int | None, batch: int | None) -> tuple[dt.date, dt.date] | None:
    """The first and the last day on which any team of an announced inspection was on site; None for one that is not announced."""
    return _announced_days().get((kind, round_, batch)) if round_ else None


@cached
def _announced_days() -> dict[tuple[str, int | None, int | None], tuple[dt.date, dt.date]]:
    return {(t.kind, t.round, t.batch): (t.start, t.end) for t in (visit.turn for visit in _visits())}
