"""Kinds that a whole is broken down by: figures in a row that sum up to one before them (问题38个：党建12个、作风26个)."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.pack import words
from taizhang.extract.counts.scan import Hit
from taizhang.extract.counts.units import PEOPLE

_REACH = 6  # figures before the first of a row among which its whole is looked for
_PARTED = ("、", "，", ",", "；", ";")


def kinds(text: str, hits: Sequence[Hit], around: Sequence[Clause]) -> dict[int, int]:
    """For each figure of such a row the index of its whole. A row is of one unit, and may go on with other things."""
    found: dict[int, int] = {}
    first = 0
    for i in range(1, len(hits) + 1):
        if i < len(hits) and _goes_on(text, hits, around, i):
            continue
        if i - first > 1:
            found.update(_parts(hits, first, i) or _parts(hits, first + 1, i))
        first = i
    return found


def _goes_on(text: str, hits: Sequence[Hit], around: Sequence[Clause], i: int) -> bool:
    """Whether the figure `i` stands in a row with the one before it."""
    here, before = hits[i], hits[i - 1]
    unit = here.value.unit
    if unit != before.value.unit or unit in words().measures or unit in PEOPLE or here.value.comparator != "eq":
        return False
    return text.startswith(_PARTED, before.end) and around[i].start <= before.end + 1


def _parts(hits: Sequence[Hit], first: int, end: int) -> dict[int, int]:
    """The figures from `first` on that sum up to one before them, with its index."""
    unit = hits[first].value.unit
    before = range(max(0, first - _REACH), first)
    wholes = {hits[i].value.value: i for i in before if hits[i].value.unit == unit}
    total = hits[first].value.value or 0
    for i in range(first + 1, end):
        total += hits[i].value.value or 0
        if total in wholes:
            return dict.fromkeys(range(first, i + 1), wholes[total])
    return {}
