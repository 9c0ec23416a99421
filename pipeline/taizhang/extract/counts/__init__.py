"""Quantities: value, unit, what is counted and what is said of it. See `docs/counts.md`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from taizhang.extract.counts.clauses import Clause, clauses
from taizhang.extract.counts.objects import Memory, name_of
from taizhang.extract.counts.scan import Hit, scan
from taizhang.extract.counts.status import Verdict, status
from taizhang.types import CountMention, DateMention, PlaceMention, Structure, Table

__all__ = ["counts"]


def counts(
    text: str, structure: Structure, dates: tuple[DateMention, ...], places: tuple[PlaceMention, ...], tables: tuple[Table, ...] = ()
) -> tuple[CountMention, ...]:
    """Every quantity of `text`, in order, with object, status, comparator, unit, as_of, region and `part_of`."""
    hits = _outside(scan(text), [(d.start, d.end) for d in dates], structure.boilerplate)
    around = clauses(text, hits)
    memory, verdict = Memory(), None
    ends = [p.end for p in places]
    due = [d for d in dates if d.role == "deadline"]
    found: list[CountMention] = []
    for hit, clause in zip(hits, around, strict=True):
        before = None if clause.first else verdict
        place = _is_place(clause, ends, places)
        verdict = status(clause, hit.value, before, any(clause.start <= d.start < clause.end for d in due), "total")
        name, named = name_of(text, clause, hit.value, verdict, memory, place is not None)
        if named and name:
            memory.keep(hit.value.unit, name)
        found.append(
            CountMention(hit.start, hit.end, text[hit.start : hit.end], hit.value, name, verdict.status, verdict.rule)
        )
    return tuple(found)


def _outside(hits: Iterator[Hit], *spans: Sequence[tuple[int, int]]) -> list[Hit]:
    """The hits that touch none of the spans; each list of spans is in order."""
    kept = list(hits)
    for group in spans:
        ends = [end for _, end in group]
        starts = [start for start, _ in group]
        kept = [h for h in kept if bisect_left(starts, h.end) <= bisect_right(ends, h.number)]
    return kept


def _is_place(clause: Clause, ends: Sequence[int], places: Sequence[PlaceMention]) -> PlaceMention | None:
    if clause.left is None:
        return None
    at = bisect_left(ends, clause.left[1])
    return places[at] if at < len(ends) and places[at].end == clause.left[1] else None
