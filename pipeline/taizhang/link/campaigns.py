"""Which inspection a bulletin speaks of.

In: a document after extraction. Out: its campaign, or None where the text speaks of no inspection, or where neither who
inspected nor a round is told. The id follows from level, kind, round, batch, region, inspector and year, so that all
bulletins on one campaign share it. Knowledge: `rules/campaigns.yml`.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import regex

from taizhang.link.numbers import read_number
from taizhang.rules import cached, load_pack
from taizhang.types import Campaign, DateMention, Draft, Party

Level = Literal["central", "province", "prefecture", "county"]
_LEVELS: dict[str, Level] = {
    "central": "central",
    "province": "province",
    "prefecture": "prefecture",
    "county": "county",
}


@cached
def _kinds() -> tuple[tuple[str, str], ...]:
    return tuple((word, kind) for word, kind in load_pack("campaigns").lexicons["kinds"])


@cached
def _round() -> regex.Pattern[str]:
    return _pattern("campaign.round")


@cached
def _sender() -> regex.Pattern[str]:
    return _pattern("campaign.level")


def _pattern(rule_id: str) -> regex.Pattern[str]:
    return next(regex.compile(rule.pattern) for rule in load_pack("campaigns").rules if rule.id == rule_id)


def campaign(draft: Draft, doc_type: str | None, domain: str | None) -> Campaign | None:
    """The campaign with level, kind, round, batch, inspector, region, period and feedback date; None if none is told."""
    text = draft.text
    if not any(sign in text for sign in load_pack("campaigns").lexicons["signs"]):
        return None
    inspector = _inspector(draft)
    number = _round().search(text)
    if inspector is None and number is None:
        return None
    kind = _kind(text, inspector)
    level = _level(inspector, text)
    period = _first(draft, "inspection")
    feedback = _first(draft, "feedback")
    region = draft.regions[0] if len(draft.regions) == 1 else None
    turn = read_number(number["round"]) if number else None
    batch = read_number(number["batch"]) if number and number["batch"] else None
    day = (period.value.start or period.value.end) if period else (feedback.value.start if feedback else None)
    key = (
        level,
        kind,
        turn,
        batch,
        region.adcode if region else None,
        inspector.name if inspector else None,
        day.year if day else None,
    )
    return Campaign(
        "c-" + hashlib.sha256("|".join(map(str, key)).encode()).hexdigest()[:12], _name(inspector, number, kind), level, kind, turn, batch,
        inspector, region.adcode if region else None, period.value.start if period else None, period.value.end if period else None,
        feedback.value.start if feedback else None,
    )  # fmt: skip


def _inspector(draft: Draft) -> Party | None:
    """The inspection team named most often, the first where two are; None where several lead different inspections."""
    teams: dict[str, tuple[int, Party]] = {}
    for mention in draft.parties:
        if mention.party.kind == "inspection_team":
            n, party = teams.get(mention.party.party_id, (0, mention.party))
            teams[mention.party.party_id] = (n + 1, party)
    return max(teams.values(), key=lambda t: t[0])[1] if teams else None


def _kind(text: str, inspector: Party | None) -> str:
    name = inspector.name if inspector else ""
    for word, kind in _kinds():
        if word in name or (kind in ("look_back", "special", "safety") and word in text[:400] and "巡" not in name):
            return kind
    return next((kind for word, kind in _kinds() if word in text), "other")


def _level(inspector: Party | None, text: str) -> Level:
    if inspector is not None and inspector.level in _LEVELS:
        return _LEVELS[inspector.level]
    sender = _sender().search(text)
    return _LEVELS[sender.lastgroup] if sender and sender.lastgroup else "central"


def _first(draft: Draft, role: str) -> DateMention | None:
    """The date of that role to take: for the period the longest-bounded one, else the first in the text."""
    dates = [d for d in draft.dates if d.role == role and (d.value.start or d.value.end)]
    bounded = [d for d in dates if d.value.start and d.value.end and d.value.start != d.value.end]
    return (bounded if role == "inspection" and bounded else dates or [None])[0]  # type: ignore[list-item]


def _name(inspector: Party | None, number: regex.Match[str] | None, kind: str) -> str:
    words = {
        "look_back": "“回头看”",
        "special": "专项督察",
        "audit": "审计",
        "discipline": "巡视巡察",
        "safety": "安全生产考核",
    }.get(kind, "督察")
    return " ".join(part for part in (inspector.name if inspector else "", number[0] if number else "", words) if part)
