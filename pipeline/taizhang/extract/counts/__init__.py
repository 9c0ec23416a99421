"""Quantities: value, unit, what is counted and what is said of it. See `docs/counts.md`.

What comes in: the restored text, its structure, its dates and places, and the tables a reader found. What goes out: one
`CountMention` a quantity, in order. Dates, durations, ordinals, codes and slogans are left alone. The knowledge lies in
`rules/count_figures.yml` (numerals, units, comparators, traps) and `rules/counts.yml` with its parts (object and status).
"""

from __future__ import annotations

from taizhang.extract.counts.aside import with_asides
from taizhang.extract.counts.assemble import assemble
from taizhang.extract.counts.measures import with_measures
from taizhang.extract.counts.quantities import Bare, quantities
from taizhang.extract.counts.stated import with_stated
from taizhang.turns import Steps
from taizhang.types import CountMention, DateMention, PartyMention, PlaceMention, Structure, Table

__all__ = ["Bare", "counts", "quantities", "with_asides", "with_measures", "with_stated"]


def counts(
    text: str,
    structure: Structure,
    dates: tuple[DateMention, ...],
    places: tuple[PlaceMention, ...],
    tables: tuple[Table, ...] = (),
    lists: tuple[Table, ...] = (),
    parties: tuple[PartyMention, ...] = (),
) -> Steps[tuple[CountMention, ...]]:
    """The steps to every quantity of `text`, in order, with object, status, comparator, unit, as_of, region and `part_of`.

    `tables` are those a reader found, `lists` those found in a text that lost its cells. In the names of `places` and `parties`
    no word is read."""
    named = sorted({(p.start, p.end) for p in places} | {(p.start, p.end) for p in parties})
    return assemble(text, structure, dates, places, tables, lists, named)
