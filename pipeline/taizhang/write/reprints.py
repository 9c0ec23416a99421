"""Reprints: bulletins that tell the same story. They are linked, never dropped.

Two bulletins are linked when they hold the same figures (at least four, value and unit, the same set), whatever their
words: mirrors rewrite titles and sentences, and leave the figures alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from taizhang.write.rows import Row

MIN_FIGURES: Final = 4


class Reprints:
    """Collects documents and links those with the same figures. Memory: its figures, for each document."""

    def __init__(self) -> None:
        self._groups: dict[str, list[str]] = {}

    def add(self, document: Row, counts: list[Row]) -> None:
        """Take a document with its counts into account."""
        figures = frozenset((c["value"], c["unit"]) for c in counts if c["value"] is not None)
        if len(figures) >= MIN_FIGURES:
            key = "|".join(sorted(f"{value} {unit}" for value, unit in figures))
            self._groups.setdefault(key, []).append(document["doc_id"])

    def rows(self) -> Iterator[Row]:
        """A row a link: the later document and the first one in ledger order with the same figures."""
        links = ((group[0], other) for group in self._groups.values() for other in group[1:])
        for first, other in sorted(links, key=lambda link: link[::-1]):
            yield {"doc_id": other, "same_as": first, "basis": "figures"}
