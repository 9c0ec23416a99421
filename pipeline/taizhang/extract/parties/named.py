"""A name found and completed, and what those who complete it share: its text, the places around, the name before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import regex

from taizhang.extract.parties.anchors import Anchors
from taizhang.extract.parties.names import canonical_name, make_party
from taizhang.extract.places.gazetteer import within
from taizhang.numerals import read_numeral, write_numeral
from taizhang.rules import Rule, cached, compiled, load_pack, table, yielded
from taizhang.types import Party, PartyMention, PlaceMention
from taizhang.vocabulary import PARTY_KINDS, PartyKind, PartyLevel

_ORDINAL = compiled(r"第?([一二三四五六七八九十]{1,3}|\d{1,2})")
_RANGE = compiled(r"第?(\w{1,3})(?:至|到|—|-)第?(\w{1,3})")
# Of what other kind a party is where its name ends so.
_KINDS_WHEN: Final[Mapping[str, PartyKind]] = {
    "department_when": "department", "other_when": "other", "discipline_when": "discipline_body",
    "party_when": "party_committee", "congress_when": "congress", "leading_when": "leading_group", "team_when": "inspection_team",
}  # fmt: skip


@cached
def words(name: str) -> regex.Pattern[str]:
    """Any entry of a lexicon of `rules/parties.yml`, the longest first."""
    entries = sorted(load_pack("parties").lexicons[name], key=len, reverse=True)
    return compiled("|".join(map(regex.escape, entries)))


@cached
def nobody_before() -> regex.Pattern[str]:
    """What no division's letter stands behind (有关, 多个), read backwards."""
    return compiled(f"(?r)(?:{words('nobody').pattern})")


@table()
def kinds_told() -> dict[str, PartyKind]:
    """The kind of party that each rule of the pack tells, by its id."""
    return {rule.id: yielded("parties", rule, "kind", PARTY_KINDS) for rule in load_pack("parties").rules}


@dataclass(slots=True)
class Named:
    """A name found and completed. `team` holds (ordinal, words) of a team that is told elsewhere."""

    start: int
    end: int
    text: str
    party: Party | None
    rule_id: str
    prefix: str = ""
    adcode: str | None = None
    zone: str = ""
    team: tuple[str, str] | None = None
    short_for: str = ""

    @property
    def party_name(self) -> str:
        """The canonical name; empty where the party is not known yet."""
        return self.party.name if self.party else ""

    def mention(self) -> PartyMention:
        """As a mention; the role is told later."""
        assert self.party is not None
        return PartyMention(self.start, self.end, self.text, self.party, "mentioned", self.rule_id)


class Site:
    """One text with its places; `last` is the name found last."""

    def __init__(self, anchors: Anchors) -> None:
        self.text = anchors.text
        self.anchors = anchors
        self.last: Named | None = None

    def named(self, rule: Rule, start: int, end: int, name: str, code: str | None, level: PartyLevel | None = None, prefix: str = "",
               zone: str = "") -> Named:  # fmt: skip
        """The party of a full `name`, of the kind its rule and its last characters tell."""
        kind = kinds_told()[rule.id]
        for mark, other in _KINDS_WHEN.items():
            ends = rule.yields.get(mark)
            if ends and name.endswith(tuple(ends) if isinstance(ends, list) else ends):
                kind = other
        if rule.yields["form"] == "central" and kind != "enterprise":
            level = "central"
        party = make_party(canonical_name(name), kind, code, level)
        return Named(start, end, self.text[start:end], party, rule.id, prefix, code, zone)

    def place_at(self, start: int) -> PlaceMention | None:
        """The place that begins at `start`."""
        i = bisect_left(self.anchors.starts, start)
        at = i < len(self.anchors.starts) and self.anchors.starts[i] == start
        return self.anchors.places[i] if at else None

    def innermost(self, at: int, end: int, code: str | None) -> str | None:
        """The code of the last of the places that stand one behind the other from `at`, each in the one before (长沙市|岳麓区|城管局);
        `code` where none does."""
        while (place := self.place_at(at)) is not None and place.end <= end:
            inner = place.region.adcode
            if inner is None or (code is not None and not within(inner, code)):
                break
            at, code = place.end, inner
        return code


def ordinals(printed: str) -> list[str]:
    """第一、第二、第四 → each; 第一至第六 → all between."""
    span = _RANGE.fullmatch(printed)
    first, last = map(read_numeral, span.groups()) if span else (None, None)
    if span and first and last and first <= last < 100:
        write = str if span[1].isdecimal() else write_numeral
        return [f"第{write(n)}" for n in range(first, last + 1)]
    return [f"第{m[1]}" for m in _ORDINAL.finditer(printed)] or [""]
