"""A draft as numbers: hashed character n-grams and jieba words, cue phrases, structure, and the mentions extraction found.

Training and inference share this module; the version below changes when a column changes its meaning.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from taizhang.classify.hashing import (
    BUCKETS,
    Indices,
    batches,
    digits_alike,
    joined,
    ngrams,
    text_of,
    within,
    words_in,
)
from taizhang.classify.shape import LEAD, shapes, zones
from taizhang.types import Draft

FEATURES_VERSION: Final = 5
HEAD: Final = 60  # characters of the first sentence that stand for a title where none is printed
GROUPS: Final = ("words", "body", "lead")
_STOP: Final = re.compile(r"[。！？\n]")


@dataclass(frozen=True, slots=True)
class Features:
    """One document: columns of each hashed group (an index may repeat), and the dense columns."""

    words: Indices
    body: Indices
    lead: Indices
    dense: npt.NDArray[np.float32]


class _Columns(NamedTuple):
    """The columns of several pages in a row: of the pairs and triples of characters at each place, and of the words."""

    pairs: Indices
    triples: Indices
    words: Indices


class _Places(NamedTuple):
    """Where a page and its zones stand in the code points of several: `first` to `last` is its title, or what stands for it."""

    start: int
    begins: int  # the body
    end: int
    first: int
    last: int


def features(drafts: Sequence[Draft]) -> Iterator[Features]:
    """The features of each draft."""
    for few in batches(drafts):
        yield from _together(few)


def _together(drafts: Sequence[Draft]) -> Iterator[Features]:
    """The features of at most TOGETHER drafts, whose title and body are hashed in a row."""
    zoned = [zones(draft) for draft in drafts]
    codes, ends = joined([f"{title}\n{body}" if title else body for title, body in zoned])
    codes = digits_alike(codes)
    alike = text_of(codes)
    texts = [alike[start:end] for start, end in pairwise(ends)]
    places = [_places(title, text, start) for (title, _), text, start in zip(zoned, texts, ends, strict=False)]
    starts, words = words_in(texts, codes)
    columns = _Columns(ngrams(codes, 2), ngrams(codes, 3), words)
    dense = np.log1p(shapes(drafts, zoned).astype(np.float32))
    for page, among_words, row in zip(places, starts.searchsorted(places).tolist(), dense, strict=True):
        yield _features(columns, page, _Places(*among_words), row)


def _features(columns: _Columns, page: _Places, among_words: _Places, dense: npt.NDArray[np.float32]) -> Features:
    """The features of one of several pages: where it stands in the code points, and the same among the words."""
    pairs, triples, words = columns
    lead = min(page.begins + LEAD, page.end)
    # Title and lead, and once more what says first of all what the page is: the pairs and words of the title.
    announced = np.concatenate((
        within(pairs, 2, page.start, lead), within(triples, 3, page.start, lead),
        within(pairs, 2, page.first, page.last), words[among_words.first : among_words.last],
    ))  # fmt: skip
    body = within(pairs, 2, page.begins, page.end)
    return Features(words[among_words.begins : among_words.end], body, announced, dense)


def _places(title: str, text: str, start: int) -> _Places:
    """The zones of a page whose text, title and body, begins at `start`."""
    end = start + len(text)
    if title:
        return _Places(start, min(start + len(title) + 1, end), end, start, min(start + len(title), end))
    first, last = first_sentence(text)
    return _Places(start, start, end, start + first, start + last)


def first_sentence(text: str) -> tuple[int, int]:
    """Where the first sentence of a page without a title stands, at most HEAD characters of it."""
    first = len(text) - len(text.lstrip())
    stop = _STOP.search(text, first, first + HEAD)
    return first, stop.start() if stop else min(len(text), first + HEAD)


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
