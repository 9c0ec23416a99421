"""The cues of `rules/party_roles.yml`: what stands beside a name, and who may be meant by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from taizhang.rules import Rule, cached, compiled, load_pack, remembered, table, yielded, yielded_all
from taizhang.rules.first import ANY, DIGIT, last_characters
from taizhang.rules.load import fill
from taizhang.rules.needed import Needs
from taizhang.vocabulary import DOC_TYPES, PARTY_KINDS, PARTY_ROLES, DocType, PartyKind, PartyRole


@dataclass(frozen=True, slots=True)
class Cue:
    """One sign of a role. `place` is where the mention must stand: in the title, or its body be of the region the bulletin
    is about (own) or of one above it. `number`: its place among those of its side. `ends`: the characters it can end with.
    An `agent` does what is said, so that nothing is meant by 向甲, 对甲. `behind`: words behind the name say it. `beyond`: it
    reads on past the end of the sentence (a letter's first line, below whom it is addressed to)."""

    number: int
    id: str
    pattern: regex.Pattern[str]
    ends: frozenset[str]
    needs_right: regex.Pattern[str] | None
    role: PartyRole
    weight: float
    kinds: frozenset[PartyKind] | None
    not_kinds: frozenset[PartyKind]
    doc_types: frozenset[DocType] | None
    not_doc_types: frozenset[DocType]
    name: regex.Pattern[str] | None
    printed: regex.Pattern[str] | None
    place: str | None
    agent: bool
    behind: bool
    beyond: bool

    def concerns(self, kind: PartyKind, doc_type: DocType) -> bool:
        """Whether the cue is one for such a party in such a bulletin."""
        if (self.kinds is not None and kind not in self.kinds) or kind in self.not_kinds:
            return False
        return (self.doc_types is None or doc_type in self.doc_types) and doc_type not in self.not_doc_types

    def means(self, name: str, printed: str) -> bool:
        """Whether it may mean a party of that name, printed like that (a person with the post: 副市长张某)."""
        return (self.name is None or self.name.search(name) is not None) and (
            self.printed is None or self.printed.search(printed) is not None
        )


@remembered
def cues_for(side: str, kind: PartyKind, doc_type: DocType) -> tuple[Cue, ...]:
    """The cues on a side (left, right, signature) of a party of that kind, in order."""
    return tuple(cue for cue in _cues(side) if cue.concerns(kind, doc_type))


@remembered
def cues_before(kind: PartyKind, doc_type: DocType, last: str) -> tuple[Cue, ...]:
    """Of the cues on the left side those that can end with the character `last`."""
    ends = {last, ANY, DIGIT} if last.isdecimal() else {last, ANY}
    return tuple(cue for cue in cues_for("left", kind, doc_type) if not ends.isdisjoint(cue.ends))


@cached
def needs_behind() -> Needs:
    """The words that the cues behind a party need; they are numbered as `Cue.number` says."""
    return Needs(cue.pattern.pattern for cue in _cues("right"))


@table("left", "right")
def _cues(side: str) -> tuple[Cue, ...]:
    pack = load_pack("party_roles")
    rules = [rule for rule in pack.rules if rule.yields.get("side") == side]
    return tuple(_cue(number, rule, side, pack.pieces) for number, rule in enumerate(rules))


def _cue(number: int, rule: Rule, side: str, pieces: Mapping[str, str]) -> Cue:
    y = rule.yields
    left = side == "left"  # matched backwards from where the name begins, which need not be said then
    plain = rule.pattern.removesuffix("$") if left else rule.pattern
    pattern = compiled(("(?r)" if left else "") + plain)
    needs = y.get("needs_right")
    return Cue(
        number, rule.id, pattern, last_characters(plain), compiled(fill(needs, dict(pieces))) if needs else None, yielded("party_roles", rule, "role", PARTY_ROLES), float(y["weight"]),
        yielded_all("party_roles", rule, "kinds", PARTY_KINDS) if "kinds" in y else None, yielded_all("party_roles", rule, "not_kinds", PARTY_KINDS),
        yielded_all("party_roles", rule, "doc_types", DOC_TYPES) if "doc_types" in y else None, yielded_all("party_roles", rule, "not_doc_types", DOC_TYPES),
        compiled(y["name"]) if "name" in y else None, compiled(y["printed"]) if "printed" in y else None, y.get("place"), bool(y.get("agent")),
        side == "right" and plain != "", bool(y.get("beyond")),
    )  # fmt: skip
