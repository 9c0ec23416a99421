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

SHINGLE: Final = 5
PERMUTATIONS: Final = 64
# 16 bands of 4 rows: of pairs with 80 % of their 5-grams in common 99.98 % become candidates.
_BANDS: Final = 16
_BLOCK: Final = 4096  # 5-grams permuted at a time: 1 MB
SIMILAR: Final = 0.8


@functools.cache
def _permutations() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Factors (odd) and terms of the permutations h -> a * h + b modulo 2**32: those of datasketch's scheme affine32, so that
    signatures can be compared with its own. datasketch itself loads scipy, which takes longer than a small run."""
    dice = np.random.RandomState(1)
    factors = dice.randint(0, 1 << 31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, dice.randint(0, 1 << 32, PERMUTATIONS, dtype=np.uint32)


def signature(text: str) -> str:
    """The MinHash of a text, as hex digits (8 for each of the 64 permutations); an empty one for a text without a 5-gram."""
    hashes = _mixed(np.fromiter(map(zlib.crc32, _shingles(text)), dtype=np.uint32))
    if not hashes.size:
        return ""
    factors, terms = _permutations()
    least = np.full(PERMUTATIONS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for at in range(0, hashes.size, _BLOCK):
        permuted = np.multiply.outer(hashes[at : at + _BLOCK], factors)
        permuted += terms
        np.minimum(least, permuted.min(axis=0), out=least)
    return str(least.astype("<u4").tobytes().hex())


def _shingles(text: str) -> set[bytes]:
    """The 5-grams of a text, in UTF-8."""
    data = text.encode("utf-8", "surrogatepass")
    begins = np.flatnonzero(np.frombuffer(data, np.uint8) & 0xC0 != 0x80).tolist()  # no byte that continues a character
    return {data[start:end] for start, end in zip(begins, [*begins, len(data)][SHINGLE:], strict=False)}


def _mixed(hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The finalizer of MurmurHash3 (Appleby 2011), which spreads every bit over the whole word."""
    for factor, shift in ((0x85EBCA6B, 16), (0xC2B2AE35, 13)):
        hashes = (hashes ^ (hashes >> np.uint32(shift))) * np.uint32(factor)
    return hashes ^ (hashes >> np.uint32(16))


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
