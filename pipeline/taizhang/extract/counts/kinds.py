"""Kinds that a whole is broken down by: figures in a row that sum up to one before them (问题38个：党建12个、作风26个)."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.memory import PEOPLE
from taizhang.extract.counts.names import names
from taizhang.extract.counts.scan import Hit

_REACH = 6  # figures before the first of a row among which its whole is looked for
_PARTED = "、，,；;"


def kinds(text: str, hits: Sequence[Hit], around: Sequence[Clause]) -> dict[int, int]:
    """For each figure of such a row the index of its whole. A row is of one unit, in one sentence."""
    found: dict[int, int] = {}
    first = 0
    for i in range(1, len(hits) + 1):
        if i < len(hits) and _goes_on(text, hits, around, i):
            continue
        if i - first > 1 and (whole := _whole(hits, first, i)) is not None:
            found.update(dict.fromkeys(range(first, i), whole))
        first = i
    return found


def _goes_on(text: str, hits: Sequence[Hit], around: Sequence[Clause], i: int) -> bool:
    """Whether the figure `i` stands in a row with the one before it."""
    here, before, clause = hits[i], hits[i - 1], around[i]
    unit = here.value.unit
    if unit != before.value.unit or unit in names().measures or unit in PEOPLE or here.value.comparator != "eq":
        return False
    opens = "subset" in clause.marks  # 860个，其中大气210个: the first of its parts
    return not opens and text[before.end : before.end + 1] in tuple(_PARTED) and clause.start <= before.end + 1


def _whole(hits: Sequence[Hit], first: int, end: int) -> int | None:
    """The figure before the row that it sums up to."""
    total = sum(hit.value.value or 0 for hit in hits[first:end])
    unit = hits[first].value.unit
    alike = (i for i in range(first - 1, max(-1, first - 1 - _REACH), -1) if hits[i].value.unit == unit)
    return next((i for i in alike if hits[i].value.value == total), None)
