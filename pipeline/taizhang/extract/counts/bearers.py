"""各, 均为: how many places, bodies or kinds a figure is told of each (甲县、乙县各2件, 两县均为2件: 2)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.pack import pattern
from taizhang.rules import compiled
from taizhang.types import CountMention, Span

_LIST_MARKS = compiled("、|以及|[和与及]")


def with_bearers(text: str, found: list[CountMention], around: Sequence[Clause], names: Sequence[Span]) -> None:
    """Set `each_of` in `found` where 各 or 均为 stands before a figure. `names`: the places and bodies of the text, in order, whose 和 joins
    nothing."""
    for i, clause in enumerate(around):
        each = pattern("each").match(text, clause.opened, found[i].start) if "each" in clause.marks else None
        if each is None:
            continue
        before = found[i - 1] if i and not clause.first else None
        opened = max(clause.opened, before.end if before else 0)
        listed = pattern("bearers").match(text, opened, each.start())
        start = listed.start() if listed else each.start()
        counted = before if before and start == before.end else None
        if size := _size(text, (start, each.start()), counted, names):
            found[i] = replace(found[i], each_of=size)


def _size(text: str, span: Span, counted: CountMention | None, names: Sequence[Span]) -> int | None:
    """How many are listed in `span`, or `counted` right before it (3个县各2件); None where only one is named."""
    start, end = span
    marks = [m for m in _LIST_MARKS.finditer(text, start, end) if not _inside(m.start(), names)]
    size = len(marks) + (not marks or marks[0].start() > start)
    if size > 1:
        return size
    value = counted.value.value if counted and not marks else None
    return int(value) if value is not None and value > 1 and value == int(value) else None


def _inside(at: int, names: Sequence[Span]) -> bool:
    """Whether a name runs over the position."""
    i = bisect_right(names, (at, at)) - 1
    return any(start < at < end for start, end in names[max(i - 2, 0) : i + 1])
