"""A draft as numbers: hashed character n-grams and jieba words, cue phrases, structure, and the mentions extraction found.

All hashing is arithmetic on code points, so that the same text gives the same columns in every process and version of
Python. Training and inference share this module; the version below changes when a column changes its meaning.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from taizhang.rules import Dictionary, cached, load_pack
from taizhang.types import Draft
from taizhang.vocabulary import COUNT_STATUSES, DATE_ROLES

FEATURES_VERSION: Final = 5
BUCKETS: Final = 1 << 15  # columns of each hashed group; collisions cost nothing measurable above 2^14
READ: Final = 2500  # characters of the body that are looked at: what follows says nothing new of the kind
LEAD: Final = 140  # characters behind the title that count as the lead
HEAD: Final = 60  # characters of the first sentence that stand for a title where none is printed
GROUPS: Final = ("words", "body", "lead")

Indices = npt.NDArray[np.intp]
_U64 = npt.NDArray[np.uint64]
_BASE: Final = 0x9E3779B97F4A7C15 | 1
_ZONES: Final = ("title", "lead", "body")
_STOP: Final = re.compile(r"[。！？\n]")


@dataclass(frozen=True, slots=True)
class Features:
    """One document: columns of each hashed group (an index may repeat), and the dense columns."""

    words: Indices
    body: Indices
    lead: Indices
    dense: npt.NDArray[np.float32]


def features(draft: Draft) -> Features:
    """The features of one draft."""
    title, lead, body = zones(draft)
    text = _digits_alike(f"{title}\n{body}" if title else body)
    begins = len(title) + 1 if title else 0  # of the body
    sums = sums_of(text)
    starts, words = _words(text, sums)
    pairs, triples = ngrams(sums, 2), ngrams(sums[: begins + LEAD + 1], 3)
    first, last = (0, len(title)) if title else first_sentence(text)
    heading = words[slice(*np.searchsorted(starts, (first, last)))]
    # Title and lead, and once more what says first of all what the page is: the pairs and words of the title.
    announced = np.concatenate((pairs[: begins + LEAD - 1], triples, pairs[first : max(first, last - 1)], heading))
    return Features(
        words[np.searchsorted(starts, begins) :], pairs[begins:], announced, dense(draft, title, lead, body)
    )


def first_sentence(text: str) -> tuple[int, int]:
    """Where the first sentence of a page without a title stands, at most HEAD characters of it."""
    first = len(text) - len(text.lstrip())
    stop = _STOP.search(text, first, first + HEAD)
    return first, stop.start() if stop else min(len(text), first + HEAD)


def _digits_alike(text: str) -> str:
    """`text` with every digit, wide ones too, as 0: figures tell nothing of the kind. Ten times as fast as str.translate."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    digits = (codes - np.uint32(0x31) < 9) | (codes - np.uint32(0xFF10) < 10)  # unsigned: what lies below wraps around
    return np.where(digits, np.uint32(0x30), codes).tobytes().decode("utf-32-le", "surrogatepass")


def zones(draft: Draft) -> tuple[str, str, str]:
    """(title, lead, body) of the restored text: the lead is the body's beginning, the body ends after READ characters."""
    start, end = draft.structure.body
    title = draft.title or ""
    body = draft.text[start : min(end, start + READ)]
    return title, body[:LEAD], body


# --- hashing ----------------------------------------------------------------------------------------------------


@cached
def _powers() -> tuple[_U64, _U64]:
    """Powers of the base and of its inverse modulo 2^64, one for each place of the longest text."""
    n = READ + 256
    inverse = pow(_BASE, -1, 1 << 64)
    return _powers_of(_BASE, n), _powers_of(inverse, n)


def _powers_of(base: int, n: int) -> _U64:
    """1, base, base², … All in uint64: a signed 1 among them would turn them into floats, whose lost bits make all powers
    from the sixth on zero."""
    factors = np.full(n + 1, base, dtype=np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


def sums_of(text: str) -> _U64:
    """Prefix sums of code point times power: the hash of any stretch is one subtraction and one multiplication."""
    text = text[: READ + 200]
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes * _powers()[0][: len(codes)], out=sums[1:])
    return sums


def words_of(text: str, sums: _U64) -> Indices:
    """Columns of the jieba words of `text`, whose prefix sums are given."""
    return _words(text, sums)[1]


def _words(text: str, sums: _U64) -> tuple[Indices, Indices]:
    """Where the jieba words of `text` begin, and their columns."""
    import rjieba  # loads its dictionary on import, which the process that starts workers does not need

    words = rjieba.cut(text)
    if not words:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    ends = np.cumsum(np.fromiter(map(len, words), np.intp, len(words)))
    ends = ends[: int(np.searchsorted(ends, len(sums) - 1, side="right"))]
    starts = np.concatenate((np.zeros(1, dtype=np.intp), ends))[: len(ends)]
    return starts, _mixed((sums[ends] - sums[starts]) * _powers()[1][starts])


def ngrams(sums: _U64, *sizes: int) -> Indices:
    """Columns of the character n-grams of each of `sizes`, from the prefix sums of a text."""
    hashed = [(sums[n:] - sums[:-n]) * _powers()[1][: len(sums) - n] for n in sizes if len(sums) > n]
    return _mixed(np.concatenate(hashed)) if hashed else np.zeros(0, dtype=np.intp)


def _mixed(hashed: _U64) -> Indices:
    """The top bits of a hash, after mixing the low ones in."""
    hashed ^= hashed >> np.uint64(31)
    hashed *= np.uint64(0xD6E8FEB86659FD93)
    return (hashed >> np.uint64(64 - BUCKETS.bit_length() + 1)).astype(np.intp)


# --- dense columns ----------------------------------------------------------------------------------------------


def numbered(groups: Iterable[Iterable[Any]], none: Iterable[Any] = ()) -> Dictionary[tuple[int, ...]]:
    """The phrases of all groups, each with the numbers of the groups it is in; those of `none` are found and are in no group."""
    members: dict[str, list[int]] = {str(phrase): [] for phrase in none}
    for number, phrases in enumerate(groups):
        for phrase in phrases:
            members.setdefault(str(phrase), []).append(number)
    return Dictionary({phrase: tuple(numbers) for phrase, numbers in members.items()}, everywhere=True)


@cached
def _cues() -> tuple[Dictionary[tuple[int, ...]], tuple[str, ...]]:
    """All cue phrases, each with the numbers of its cues; and the names of the cues."""
    lexicons = load_pack("classify").lexicons
    groups = {**lexicons["cues"], **{f"domain.{k}": v for k, v in lexicons["domains"].items()}}
    return numbered(groups.values()), tuple(groups)


@cached
def dense_names() -> tuple[str, ...]:
    """What the dense columns stand for, in order."""
    cues = [f"{zone}:{name}" for zone in _ZONES for name in _cues()[1]]
    return (
        *cues, *(f"count:{s}" for s in COUNT_STATUSES), *(f"date:{r}" for r in DATE_ROLES),
        "n:characters", "n:counts", "n:dates", "n:parties", "n:sections", "n:tables", "n:table_rows", "n:lines", "has:title",
    )  # fmt: skip


def dense(draft: Draft, title: str, lead: str, body: str) -> npt.NDArray[np.float32]:
    """Cues by zone, mentions by status and role, and the shape of the page; counts as log(1 + n)."""
    phrases, names = _cues()
    in_title, in_lead, in_body = [0] * len(names), [0] * len(names), [0] * len(names)
    for *_, numbers in phrases.find(title):
        for number in numbers:
            in_title[number] += 1
    for _, end, numbers in phrases.find(body):  # the lead is its beginning
        for number in numbers:
            in_body[number] += 1
            in_lead[number] += end <= len(lead)
    row = in_title + in_lead + in_body
    row += _tallied([m.status for m in draft.counts], COUNT_STATUSES)
    row += _tallied([m.role for m in draft.dates], DATE_ROLES)
    row += [
        len(body) // 100, len(draft.counts), len(draft.dates), len(draft.parties), len(draft.structure.sections),
        len(draft.tables), sum(t.n_rows for t in draft.tables), body.count("\n"), bool(title),
    ]  # fmt: skip
    return np.log1p(np.array(row, dtype=np.float32))


def _tallied(values: list[str], names: Sequence[str]) -> list[int]:
    """How often each of `names` stands in `values`; most documents have few of either."""
    return [values.count(name) for name in names] if values else [0] * len(names)


# --- for training -----------------------------------------------------------------------------------------------


def matrix(rows: Sequence[Features]) -> Any:
    """The scipy CSR matrix of several documents or statements, as `Linear` weighs them: hashed groups are scaled to unit length for
    texts without repetition, so long texts do not shout."""
    from scipy import sparse

    indices: list[Indices] = []
    values: list[npt.NDArray[np.float32]] = []
    lengths = [0]
    for row in rows:
        length = 0
        for offset, group in enumerate(GROUPS):
            columns = getattr(row, group) + offset * BUCKETS
            indices.append(columns)
            values.append(np.full(len(columns), scale(len(columns)), dtype=np.float32))
            length += len(columns)
        indices.append(np.arange(len(row.dense)) + len(GROUPS) * BUCKETS)
        values.append(row.dense * DENSE_SCALE)
        lengths.append(lengths[-1] + length + len(row.dense))
    parts = (np.concatenate(values), np.concatenate(indices), np.array(lengths))
    width = len(GROUPS) * BUCKETS + (len(rows[0].dense) if rows else 0)
    csr = sparse.csr_matrix(parts, shape=(len(rows), width), dtype=np.float32)
    csr.sum_duplicates()
    return csr


DENSE_SCALE: Final = 0.25


def scale(n: int) -> float:
    """The weight of each of `n` hashed features of a group."""
    return 1.0 / math.sqrt(n) if n else 0.0
