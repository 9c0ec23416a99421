"""Which inspection a bulletin speaks of.

In: a document after extraction. Out: its campaign, or None where the text speaks of no inspection, or where neither who
inspected nor a round is told and no announced inspection fits (`link.calendar`). The id follows from level, kind, round, batch
and the province for an announced one; from level, kind, round and the division inspected where a round is told of one; else
from inspector and year as well: all bulletins on one campaign share it as far as each tells enough. Where one tells less,
`link.same_campaigns` says which ids mean one inspection. Knowledge: `rules/campaigns.yml`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

import regex

from taizhang.extract.places.gazetteer import MUNICIPALITIES, gazetteer
from taizhang.link.calendar import Told, Turn, announced, province
from taizhang.link.page import city_of
from taizhang.numerals import read_numeral
from taizhang.rules import compiled, load_pack, rule_pattern, table, term
from taizhang.types import Campaign, DateRange, Draft, Party, Region
from taizhang.vocabulary import CAMPAIGN_KINDS, CampaignKind, DateRole, DocType, Domain

Level = Literal["central", "province", "prefecture", "county"]
_LEVELS: dict[str, Level] = {
    "central": "central",
    "province": "province",
    "prefecture": "prefecture",
    "county": "county",
}
# Characters in which a bulletin says of which inspection it is, where it names neither team nor round, and of which kind.
_NAMES_INSPECTION: Final = 200
_NAMES_KIND: Final = 400
# Kinds whose rounds are numbered once for all; those of 巡视巡察 begin anew with every term of a party committee.
_ROUNDS_RUN_ON: Final[frozenset[CampaignKind]] = frozenset({"inspection", "look_back", "special"})
_TEAM: Final = compiled("第([一二三四五六七八九十]{1,3})")


@table()
def _kinds() -> tuple[tuple[str, CampaignKind], ...]:
    kinds = load_pack("campaigns").lexicons["kinds"]
    return tuple((word, term(kind, CAMPAIGN_KINDS, "campaigns: lexicons.kinds")) for word, kind in kinds)


def campaign(draft: Draft, doc_type: DocType | None, domain: Domain | None) -> Campaign | None:
    """The campaign with level, kind, round, batch, inspector, region, period and feedback date; None if none is told."""
    text = draft.text
    if not any(sign in text for sign in load_pack("campaigns").lexicons["signs"]):
        return None
    inspector = _inspector(draft)
    number = rule_pattern("campaigns", "campaign.round").search(text)
    told, level = _told(draft, inspector, number), _level(inspector, text)
    said = inspector.name if inspector else text if number else text[:_NAMES_INSPECTION]
    central = level == "central" and rule_pattern("campaigns", "campaign.central_environment").search(said)
    turn = announced(draft, told) if central else None
    of_year = rule_pattern("campaigns", "campaign.of_a_year").search(text, 0, _NAMES_KIND)
    if told.round is None and turn is None:
        if inspector is None and of_year is None:
            return None
        told, number = (
            replace(told, batch=None),
            None,
        )  # a batch alone says little, and is often that of another inspection
    about = draft.regions[0] if len(draft.regions) == 1 else None
    adcode = _inspected(about.adcode, level, told.kind, bool(central)) if about else None
    region = _named(adcode, about)
    period, feedback = told.period, _first(draft, "feedback")
    day = _first_day(period) or _first_day(feedback)
    year = day.year if day else int(of_year["year"]) if of_year else None
    stay = None if period is None or _is_long(period) else period
    return Campaign(
        _id(level, told, turn, adcode, year), _name(inspector, number or of_year, told.kind, turn, region), level,
        turn.kind if turn else told.kind, turn.round if turn else told.round, turn.batch if turn else told.batch, inspector, adcode,
        stay.start if stay else None, stay.end if stay else None, _fed_back(draft),
        "campaign.calendar" if turn else "campaign.round" if told.round else None,
    )  # fmt: skip


def _told(draft: Draft, inspector: Party | None, number: regex.Match[str] | None) -> Told:
    team = _TEAM.search(inspector.name) if inspector else None
    return Told(
        _kind(draft.text, inspector),
        read_numeral(team[1]) if team else None,
        inspector.name if inspector else "",
        read_numeral(number["round"]) if number and number["round"] else None,
        read_numeral(number["batch"]) if number and number["batch"] else None,
        _first(draft, "inspection"),
        draft.reference.published_on or draft.reference.date,
    )


def _inspected(adcode: str | None, level: Level, kind: CampaignKind, central: bool) -> str | None:
    """The division that was inspected, for a bulletin on a part of it: 中央环保督察 goes to provinces, a 督察 of a province to
    cities. Those of a municipality go to its districts, other inspections where they will."""
    if adcode and central:
        return adcode[:2] + "0000"
    of_a_province = level == "province" and kind in _ROUNDS_RUN_ON
    if not adcode or not of_a_province or adcode.endswith("00") or adcode.startswith(MUNICIPALITIES):
        return adcode
    return city_of(adcode) if gazetteer().division(city_of(adcode)) else adcode  # a county under the province itself


def _named(adcode: str | None, about: Region | None) -> Region | None:
    """The division inspected, by the name of its code, which may be of one above that which the bulletin is about."""
    if about is None or adcode == about.adcode:
        return about
    division = gazetteer().division(adcode) if adcode else None
    return Region(division.name, division.code) if division else None


def _id(level: Level, told: Told, turn: Turn | None, adcode: str | None, year: int | None) -> str:
    """An announced inspection is the same however much of it is told, and so is the round of a 督察 in one division, which has
    one. Any other is told by all that is said of it, but for the year where the round of a 督察 by one team is told: a report on
    its rectification need not say when it came."""
    key: tuple[object, ...]
    if turn:
        key = (level, turn.kind, turn.round, turn.batch, adcode)
    elif told.round and adcode and told.kind in _ROUNDS_RUN_ON:
        key = (level, told.kind, told.round, adcode)
    else:
        dated = told.kind not in _ROUNDS_RUN_ON or not (told.round and told.inspector)
        key = (level, told.kind, told.round, told.batch, adcode, told.inspector or None, year if dated else None)
    return "c-" + hashlib.sha256("|".join(map(str, key)).encode()).hexdigest()[:12]


def _first_day(period: DateRange | None) -> dt.date | None:
    return (period.start or period.end) if period else None


def _inspector(draft: Draft) -> Party | None:
    """The inspection team named most often, the first where two are; None where several lead different inspections."""
    teams: dict[str, tuple[int, Party]] = {}
    for mention in draft.parties:
        if mention.party.kind == "inspection_team":
            n, party = teams.get(mention.party.party_id, (0, mention.party))
            teams[mention.party.party_id] = (n + 1, party)
    return max(teams.values(), key=lambda t: t[0])[1] if teams else None


def _kind(text: str, inspector: Party | None) -> CampaignKind:
    name = inspector.name if inspector else ""
    for word, kind in _kinds():
        if word in name or (
            kind in ("look_back", "special", "safety") and word in text[:_NAMES_KIND] and "巡" not in name
        ):
            return kind
    return next((kind for word, kind in _kinds() if word in text), "other")


def _level(inspector: Party | None, text: str) -> Level:
    if inspector is not None and inspector.level in _LEVELS:
        return _LEVELS[inspector.level]
    sender = rule_pattern("campaigns", "campaign.level").search(text)
    return _LEVELS[sender.lastgroup] if sender and sender.lastgroup else "central"


def _first(draft: Draft, role: DateRole) -> DateRange | None:
    """The date of that role to take: for the period the first with both ends, else the first in the text; one that is told no
    nearer than by its year only where no other is."""
    dates = [d.value for d in draft.dates if d.role == role and (d.value.start or d.value.end)]
    dates = [d for d in dates if not _is_long(d)] or dates
    bounded = [d for d in dates if d.start and d.end and d.start != d.end]
    return next(iter(bounded if role == "inspection" and bounded else dates), None)


def _is_long(value: DateRange) -> bool:
    """Whether a stretch is of whole quarters or years, which does not tell the days (2022年省级督察反馈问题24个)."""
    start, end = value.start, value.end
    years = start is not None and end is not None and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    return years or value.granularity in ("quarter", "half", "year")


def _fed_back(draft: Draft) -> dt.date | None:
    """The first day named on which findings were fed back; a month (7月反馈督察意见) is no day."""
    told = (d.value for d in draft.dates if d.role == "feedback")
    return next((value.start for value in told if value.granularity == "day"), None)


_WORDS: Final[Mapping[CampaignKind, str]] = {
    "look_back": "“回头看”",
    "special": "专项督察",
    "audit": "审计",
    "discipline": "巡视巡察",
    "safety": "安全生产考核",
}


def _name(
    inspector: Party | None,
    number: regex.Match[str] | None,
    kind: CampaignKind,
    turn: Turn | None,
    region: Region | None,
) -> str:
    if turn:
        return " ".join(part for part in (turn.name, province(region) if region else "") if part)
    said, word = number[0] if number else "", _WORDS.get(kind, "督察")
    named = (inspector.name if inspector else "", said, "" if said.endswith(word) else word)
    where = region.name if region and not inspector else ""
    return " ".join(part for part in (*named, where) if part)
