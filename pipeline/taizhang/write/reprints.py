"""Reprints: bulletins that tell the same story. They are linked, never dropped.

Two bulletins are linked when they hold the same figures (at least four, value and unit, the same set), whatever their
words: mirrors rewrite titles and sentences, and leave the figures alone; or when their words are almost the same
(`similar.py`), whatever their figures: a corrected copy, the next day's bulletin of a series.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from taizhang.write.linked import groups
from taizhang.write.rows import Row
from taizhang.write.similar import Similar

MIN_FIGURES: Final = 4


class Reprints:
    """Collects documents and links those alike. Memory: about 400 bytes a document."""

    def __init__(self) -> None:
        self._first: dict[bytes, str] = {}
        self._links: list[tuple[str, str]] = []
        self._similar = Similar()

    def add(self, document: Row, counts: list[Row], signature: str) -> None:
        """Take a document with its counts and the signature of its text into account."""
        doc_id = document["doc_id"]
        self._similar.add(doc_id, signature)
        figures = frozenset((c["value"], c["unit"]) for c in counts if c["value"] is not None)
        if len(figures) >= MIN_FIGURES:
            words = "|".join(sorted(f"{value} {unit}" for value, unit in figures))
            first = self._first.setdefault(hashlib.blake2b(words.encode(), digest_size=16).digest(), doc_id)
            if first != doc_id:
                self._links.append((doc_id, first))

    def rows(self) -> Iterator[Row]:
        """A row a link and basis: the later document and the first one in ledger order that it is like."""
        links = [(later, first, "figures") for later, first in self._links]
        links += [(later, first, "words") for later, first in self._similar.pairs()]
        for later, first, basis in sorted(links):
            yield {"doc_id": later, "same_as": first, "basis": basis}


def reprints_of(documents: Iterable[Row], links: Iterable[Row]) -> dict[str, str]:
    """For each bulletin that tells nothing new the first of those it is like: by its figures, or by its words where both tell of
    one day (`told_on`); the lists of two months are alike, and each tells of its own."""
    days = {document["doc_id"]: document["told_on"] for document in documents}
    pairs = ((link["doc_id"], link["same_as"]) for link in links if _tells_nothing_new(link, days))
    return {doc_id: first for doc_id, first in groups(pairs).items() if doc_id != first}


def _tells_nothing_new(link: Row, days: Mapping[str, str | None]) -> bool:
    day = days[link["doc_id"]]
    return link["basis"] == "figures" or (day is not None and day == days[link["same_as"]])
