"""All corrections of a ledger, as workers take them along: light to import, for most have none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taizhang.correct.correction import Correction


class Book:
    """Corrections, found by document and by source without going through all of them."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self.corrections = tuple(corrections)
        self._by_place: dict[str, list[int]] = {}
        for i, c in enumerate(self.corrections):
            for place in {c.doc_id, *c.sources}:
                self._by_place.setdefault(place, []).append(i)

    def of_source(self, uri: str, sha256: str | None) -> list[Correction]:
        """Those about a document of the source at `uri` (a member of an archive too) or with these bytes."""
        return self._at(uri, (sha256 or "")[:16])

    def of_document(self, doc_id: str, uri: str) -> list[Correction]:
        """Those about one document: by its bytes, or by its place where its bytes have changed."""
        return [c for c in self._at(doc_id, uri) if c.doc_id == doc_id or c.source_uri == uri]

    def _at(self, *places: str) -> list[Correction]:
        found = {i for place in places for i in self._by_place.get(place, ())}
        return [self.corrections[i] for i in sorted(found)]
