"""Characters, n-grams and words of texts as hashed columns.

All of it is arithmetic on code points, so that the same text gives the same columns in every process and version of Python: a
stretch of characters c₀ c₁ c₂ … hashes to c₀ + c₁·b + c₂·b² + … modulo 2^64, whose mixed top bits are its column.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from taizhang.rules import cached

BUCKETS: Final = 1 << 15  # columns of each hashed group; collisions cost nothing measurable above 2^14
LONGEST: Final = 2700  # characters of a text that are hashed
TOGETHER: Final = 16  # texts that may be hashed at once: to call numpy costs more than what it does for one

Indices = npt.NDArray[np.intp]
Codes = npt.NDArray[np.uint64]
_Text = TypeVar("_Text")
_BASE: Final = 0x9E3779B97F4A7C15 | 1


def batches(texts: Sequence[_Text]) -> Iterator[Sequence[_Text]]:
    """What is hashed, whatever it is, at most TOGETHER at once."""
    for at in range(0, len(texts), TOGETHER):
        yield texts[at : at + TOGETHER]


def codes_of(text: str) -> Codes:
    """The code points of `text`."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)


def joined(texts: Sequence[str]) -> tuple[Codes, list[int]]:
    """The code points of at most TOGETHER texts in a row, of each the first LONGEST, and where each begins and the last ends."""
    cut = [text[:LONGEST] for text in texts]
    return codes_of("".join(cut)), list(accumulate(map(len, cut), initial=0))


def within(columns: Indices, size: int, start: int, end: int) -> Indices:
    """Those n-grams of `size`, one a place, that lie wholly in a stretch."""
    return columns[start : max(start, end - size + 1)]


def text_of(codes: Codes) -> str:
    """The text of which these are the code points."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def digits_alike(codes: Codes) -> Codes:
    """Every digit, wide ones too, as 0: figures tell nothing of the kind. Ten times as fast as str.translate."""
    digits = (codes - np.uint64(0x31) < 9) | (codes - np.uint64(0xFF10) < 10)  # unsigned: what lies below wraps around
    return np.where(digits, np.uint64(0x30), codes)


def ngrams(codes: Codes, *sizes: int) -> Indices:
    """Columns of the n-grams of each of `sizes`, in their order; those of one size at the places where they begin."""
    powers = _powers()[0]
    hashed = []
    for n in sizes:
        of_size = codes[: max(0, len(codes) - n + 1)]
        for place in range(1, n):
            of_size = of_size + codes[place : place + len(of_size)] * powers[place]
        hashed.append(of_size)
    return _columns(np.concatenate(hashed))


def words_in(texts: Sequence[str], codes: Codes) -> tuple[Indices, Indices]:
    """Where the jieba words of `texts` begin in their code points, which stand in a row, and the columns of the words."""
    import rjieba  # loads its dictionary on import, which the process that starts workers does not need

    words = chain.from_iterable(map(rjieba.cut, texts))
    ends = np.cumsum(np.fromiter(map(len, words), np.intp))
    starts = np.concatenate((np.zeros(1, dtype=np.intp), ends))[:-1]
    powers, inverse = _powers()
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes * powers[: len(codes)], out=sums[1:])
    return starts, _columns((sums.take(ends) - sums.take(starts)) * inverse.take(starts))


@cached
def _powers() -> tuple[Codes, Codes]:
    """Powers of the base and of its inverse modulo 2^64, one for each place of the texts hashed at once."""
    return _powers_of(_BASE), _powers_of(pow(_BASE, -1, 1 << 64))


def _powers_of(base: int) -> Codes:
    """1, base, base², … All in uint64: a signed 1 among them would turn them into floats, whose lost bits make all powers
    from the sixth on zero."""
    factors = np.full(TOGETHER * LONGEST, base, dtype=np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


def _columns(hashed: Codes) -> Indices:
    """The top bits of a hash, after mixing the low ones in."""
    mixed = (hashed ^ (hashed >> np.uint64(31))) * np.uint64(0xD6E8FEB86659FD93)
    return top_bits(mixed, BUCKETS).view(np.intp)


def top_bits(mixed: Codes, columns: int) -> Codes:
    """Which of so many columns, a power of two, a mixed hash falls into."""
    return mixed >> np.uint64(64 - columns.bit_length() + 1)


def name_hash(name: str) -> int:
    """32 bits of a feature that is a short string. Models that see a case as some of these, and not as a text, hash so."""
    return zlib.crc32(name.encode("utf-8", "surrogatepass"))
