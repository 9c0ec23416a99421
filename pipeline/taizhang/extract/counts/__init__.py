"""Quantities: value, unit, what is counted and what is said of it. See `docs/counts.md`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from taizhang.extract.counts.clauses import Clause, clauses
from taizhang.extract.counts.objects import Memory, beside, elliptic, is_part, names
from taizhang.extract.counts.scan import Hit, scan
from taizhang.extract.counts.status import Verdict, status
from taizhang.rules import load_pack
from taizhang.types import CountMention, DateMention, PlaceMention, Structure, Table

__all__ = ["counts"]


def counts(
    text: str, structure: Structure, dates: tuple[DateMention, ...], places: tuple[PlaceMention, ...], tables: tuple[Table, ...] = ()
) -> tuple[CountMention, ...]:
    """Every quantity of `text`, in order, with object, status, comparator, unit, as_of, region and `part_of`."""
    days = [(d.start, d.end) for d in dates]
    hits = _outside(scan(text), days, structure.boilerplate)
    around = clauses(text, hits, days)
    memory = Memory()
    verdict: Verdict | None = None
    kin: dict[str, Verdict] = {}
    ends = [p.end for p in places]
    due = [d.start for d in dates if d.role == "deadline"]
    mood = mood_of(text)
    bounds = frozenset(load_pack("counts").lexicons["bounds"])
    found: list[CountMention] = []
    for hit, clause in zip(hits, around, strict=True):
        place = _is_place(clause, ends, places)
        name = beside(text, clause, hit.value, place is not None)
        unit = names().kin.get(hit.value.unit, hit.value.unit)
        is_due = bisect_left(due, clause.opened) < bisect_left(due, clause.end)
        verdict = status(clause, hit.value, name, None if clause.first else verdict, kin.get(unit), is_due, text[hit.start : hit.number] in bounds, mood)
        kin[unit] = verdict
        memory.here = memory.here and not clause.first
        if name is None:
            name = elliptic(text, clause, hit.value, verdict, memory)
        elif not (is_part(name, clause) and memory.recall(hit.value.unit)):
            memory.keep(hit.value.unit, name)
        found.append(
            CountMention(hit.start, hit.end, text[hit.start : hit.end], hit.value, name, verdict.status, verdict.rule)
        )
    return tuple(found)


def mood_of(text: str) -> str:
    """What a figure is of which nothing is said: `found` in a bulletin that opens with faults, else `total`."""
    head = text[:300]
    lists = load_pack("counts").lexicons["moods"]
    if any(word in head for word in lists["found"]) and not any(word in head for word in lists["total"]):
        return "found"
    return "total"


def _outside(hits: Iterator[Hit], *spans: Sequence[tuple[int, int]]) -> list[Hit]:
    """The hits that touch none of the spans; each list of spans is in order."""
    kept = list(hits)
    for group in spans:
        ends = [end for _, end in group]
        starts = [start for start, _ in group]
        kept = [h for h in kept if bisect_left(starts, h.end) <= bisect_right(ends, h.number)]
    return kept


def _is_place(clause: Clause, ends: Sequence[int], places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place that ends the phrase before the figure."""
    if clause.left is None:
        return None
    at = bisect_left(ends, clause.left[1])
    return places[at] if at < len(ends) and places[at].end == clause.left[1] else None
