"""Quantities: value, unit, what is counted and what is said of it. See `docs/counts.md`."""

from __future__ import annotations

from taizhang.types import CountMention, DateMention, PlaceMention, Structure, Table


def counts(
    text: str, structure: Structure, dates: tuple[DateMention, ...], places: tuple[PlaceMention, ...], tables: tuple[Table, ...] = ()
) -> tuple[CountMention, ...]:
    """Every quantity of `text`, in order, with object, status, comparator, unit, as_of, region and `part_of`."""
    return ()
