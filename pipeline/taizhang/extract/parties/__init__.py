"""Organisations and posts that act or are acted on, under their canonical names. See `docs/parties.md`."""

from __future__ import annotations

from taizhang.types import DateMention, PartyMention, PlaceMention, Region, Structure


def parties(
    text: str, structure: Structure, places: tuple[PlaceMention, ...], regions: tuple[Region, ...], dates: tuple[DateMention, ...]
) -> tuple[PartyMention, ...]:
    """Every mention of a party in `text`, in order, its name expanded with the bulletin's `regions`."""
    return ()
