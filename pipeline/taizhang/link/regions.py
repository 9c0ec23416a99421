"""Which divisions a bulletin is about."""

from __future__ import annotations

from collections.abc import Mapping

from taizhang.types import PlaceMention, Region, Structure


def regions(text: str, structure: Structure, places: tuple[PlaceMention, ...], metadata: Mapping[str, str]) -> tuple[Region, ...]:
    """The divisions whose work the bulletin is about, not every division it names; empty for national bulletins."""
    return ()
