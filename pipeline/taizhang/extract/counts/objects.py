"""The noun phrase that names what is counted: behind the figure, before it, or carried on from an earlier figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from taizhang.extract.counts.clauses import Clause
from taizhang.extract.counts.lexicon import lexicon
from taizhang.extract.counts.status import Verdict
from taizhang.rules import cached, load_pack
from taizhang.types import Quantity


@dataclass(frozen=True, slots=True)
class Names:
    """The lists of the pack that objects are told with."""

    measures: frozenset[str]
    self_counting: frozenset[str]
    defaults: Mapping[str, str]
    by_cue: Mapping[str, str]
    kin: Mapping[str, str]


@cached
def names() -> Names:
    """The lists of the pack in force."""
    lists = load_pack("counts").lexicons
    kin = {unit: group[0] for group in lists["like_units"] for unit in group}
    return Names(
        frozenset(lists["measures"]), frozenset(lists["self_counting"]), lists["default_objects"], lists["cue_objects"], kin
    )


@dataclass(slots=True)
class Memory:
    """Objects named so far, by kin of unit; what an elliptic figure takes its object from."""

    named: dict[str, str] = field(default_factory=dict)
    last: str | None = None

    def keep(self, unit: str, name: str) -> None:
        """Remember that `name` was counted in `unit`."""
        self.named[names().kin.get(unit, unit)] = name
        self.last = name

    def recall(self, unit: str) -> str | None:
        """The object last counted in `unit` or a unit like it."""
        return self.named.get(names().kin.get(unit, unit))


_PERSON = frozenset({"accountable", "disciplined", "interviewed", "detained"})
_ENFORCED = frozenset({"ordered", "penalised", "case_filed", "detained", "interviewed", "accountable", "disciplined"})


def beside(text: str, clause: Clause, value: Quantity, place: bool) -> str | None:
    """The object the text names beside the figure. `place` says that the phrase before it is a place."""
    lists = names()
    unit = value.unit
    if unit in lists.self_counting:
        return unit
    right = _phrase(text, clause.right)
    left = None if place or clause.facet is not None else _phrase(text, clause.left)
    if unit in lists.measures:
        return left or (right if unit not in ("元", "%") else None)
    return right or left


def elliptic(value: Quantity, verdict: Verdict, memory: Memory) -> str | None:
    """The object of a figure beside which none is named: the cue's own (罚款), a former one, or the unit's usual one."""
    lists = names()
    unit = value.unit
    if verdict.cue is not None and (own := lists.by_cue.get(verdict.cue.word.text)):
        return own
    if verdict.status in _ENFORCED and verdict.rule == "counts.cue" and unit in lists.defaults:
        return lists.defaults[unit]
    return memory.recall(unit) or lists.defaults.get(unit) or memory.last


def _phrase(text: str, span: tuple[int, int] | None) -> str | None:
    if span is None:
        return None
    phrase = text[span[0] : span[1]]
    return phrase if len(phrase) > 1 or phrase in lexicon().words else None
