"""Near-duplicates: bulletins with almost the same words, found by MinHash over their character 5-grams (Broder 1997).

A signature is made where the document is read; banding finds candidates when the ledger is written, in time linear in the
number of documents.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from datasketch import MinHash

SHINGLE: Final = 5
PERMUTATIONS: Final = 64
# 16 bands of 4 rows: of pairs with 80 % of their 5-grams in common 99.98 % become candidates.
_BANDS: Final = 16
SIMILAR: Final = 0.8


@functools.cache
def _empty() -> MinHash:
    return MinHash(num_perm=PERMUTATIONS, hashfunc=zlib.crc32)


def signature(text: str) -> str:
    """The MinHash of a text, as hex digits (8 for each of the 64 permutations); an empty one for a text without a 5-gram."""
    shingles = {text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1)}
    if not shingles:
        return ""
    hashes = MinHash(num_perm=PERMUTATIONS, hashfunc=zlib.crc32, permutations=_empty().permutations, scheme=_empty().scheme)
    hashes.update_batch([s.encode("utf-8", "surrogatepass") for s in sorted(shingles)])
    return str(hashes.hashvalues.astype("<u4").tobytes().hex())


class Similar:
    """Collects signatures and links near-duplicates. Memory: 264 bytes a document."""

    def __init__(self) -> None:
        self._ids = bytearray()
        self._signatures = bytearray()

    def add(self, doc_id: str, signature: str) -> None:
        """Take a document (its id: 16 hex digits) into account."""
        if signature:
            self._ids += bytes.fromhex(doc_id)
            self._signatures += bytes.fromhex(signature)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """(later, earlier) of documents alike, in the order added; each later one with the first it is like."""
        hashes = np.frombuffer(bytes(self._signatures), "<u4").reshape(-1, PERMUTATIONS)
        first = _first_alike(hashes)
        ids = [bytes(self._ids[i : i + 8]).hex() for i in range(0, len(self._ids), 8)]
        for later in np.flatnonzero(first < np.arange(len(first))):
            yield ids[later], ids[first[later]]


def _first_alike(hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.intp]:
    """For each signature the index of the first one it is like: itself if there is none before it."""
    first = np.arange(len(hashes))
    for band in np.split(hashes, _BANDS, axis=1):
        _, where, bucket = np.unique(band, axis=0, return_index=True, return_inverse=True)
        candidate = where[bucket.reshape(-1)]
        alike = (hashes == hashes[candidate]).mean(axis=1) >= SIMILAR
        first = np.where(alike & (candidate < first), candidate, first)
    return first
