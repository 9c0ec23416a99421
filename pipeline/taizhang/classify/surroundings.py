"""What stands around a mention, as hashed columns: the characters beside it, and the words of the pack `counts` in its sentence.

Everything is arithmetic on arrays over all mentions of several texts at once, so that a mention costs some microseconds; hashes are of
code points, the same in every process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from taizhang.classify.hashing import Codes, codes_of, digits_alike, name_hash, top_bits
from taizhang.classify.weigher import COLUMNS, Places
from taizhang.extract.counts.lexicon import Kind, lexicon
from taizhang.rules import cached, latest, remembered

Mask = npt.NDArray[np.bool_]
Stretch = tuple[Places, Places]  # of each mention, where a part of the text around it begins and ends

_SENTENCE: Final = "。！？!?；;\n|\t│"
_CLAUSE: Final = f"{_SENTENCE}，,：:"
_WIDTH: Final = 24  # characters that are looked at, on either side
_NEAR: Final = 7  # of these, the ones whose distance tells
_CUES: Final = 3  # words on each side, nearest first
_PREDICATES: Final = (Kind.CUE, Kind.DEFECT, Kind.WORK)
_WORK: Final = "WORK"  # what those say that have no status
_ODD: Final = np.array(
    [0xD6E8FEB86659FD93, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64
)
_SHIFTED: Final = np.array([1, 1, 0, 0])  # which numbers of a predicate are places
_LINE: Final = np.full(4, ord("\n"), dtype=np.uint64)


def u64(values: Any) -> Codes:
    """Numbers as hashes are added up."""
    return np.asarray(values, dtype=np.uint64)


# Of each n-gram that is looked at: which n, the step from the mention to its first character, whether it stands before, how far.
_GRAMS: Final = [
    (n, -n - k if left else k, left, k) for left in (True, False) for n in (1, 2, 3) for k in range(_WIDTH - n + 1)
]
_SIZE, _STEP = (np.array([g[i] for g in _GRAMS]) for i in (0, 1))
_BEFORE = np.array([g[2] for g in _GRAMS])
_CLOSE = np.array([g[3] < _NEAR for g in _GRAMS])
_FAR: Final = u64([0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4])  # a distance as a bucket
_WHICH: Final = u64(2 * _SIZE + _BEFORE)
_HOW_FAR: Final = u64([_FAR[g[3]] for g in _GRAMS if g[3] < _NEAR])


@dataclass(slots=True)
class Columns:
    """Collects columns: each call gives every mention as many as its parts are wide."""

    keys: list[Codes] = field(default_factory=list)
    masks: list[Mask] = field(default_factory=list)

    def add(self, parts: Sequence[Codes], where: Mask) -> None:
        """Columns for `parts`, mentions x columns, which broadcast against each other; none where `where` is false."""
        key = np.zeros(where.shape, dtype=np.uint64) + np.uint64(
            (len(self.keys) + 1) * 0xFF51AFD7ED558CCD & (1 << 64) - 1
        )
        for part, odd in zip(parts, _ODD, strict=False):
            key += part * odd
        self.keys.append(key)
        self.masks.append(where)

    def ragged(self) -> tuple[Places, Places]:
        """(the columns of all mentions one after another, where those of each begin, and the end)."""
        mask = np.concatenate(self.masks, axis=1)
        mixed = np.concatenate(self.keys, axis=1)[mask]
        for odd in _ODD[:2]:
            mixed ^= mixed >> np.uint64(31)
            mixed *= odd
        ends = np.concatenate((np.zeros(1, dtype=np.intp), np.cumsum(np.count_nonzero(mask, axis=1))))
        return top_bits(mixed, COLUMNS).astype(np.intp), ends


@dataclass(frozen=True, slots=True)
class Around:
    """Mentions of several texts, which are read as one: that is many times faster. `predicates` are those of the texts, as rows. Of each
    mention, as columns: the number of its text, its span, and where its clause and its sentence begin and end."""

    predicates: Places
    codes: Codes
    owner: Places
    start: Places
    end: Places
    clause: Stretch
    sentence: Stretch

    @classmethod
    def of(cls, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]) -> Around:
        """The mentions at these spans of each text, at least one in all."""
        before = np.cumsum([0, *(len(text) + 1 for text in texts)])
        owner = np.repeat(np.arange(len(texts)), [len(of_text) for of_text in spans])[:, None]
        codes = digits_alike(codes_of("\n".join(texts)))
        places = np.array([span for of_text in spans for span in of_text], dtype=np.intp) + before[owner]
        start, end = places[:, :1], places[:, 1:]
        predicates = np.concatenate(
            [_predicates_in(text) + at * _SHIFTED for text, at in zip(texts, before, strict=False)]
        )
        return cls(predicates, codes, owner, start, end, *(_within(codes, marks, start, end) for marks in (_CLAUSE, _SENTENCE)))  # fmt: skip

    def others(self, steps: Sequence[int]) -> tuple[Places, Mask, Mask]:
        """(the mentions so many steps on, whether they are there in the same text, whether they are in the same sentence)."""
        other = np.arange(len(self.start))[:, None] + np.array(steps)
        there = (other >= 0) & (other < len(self.start))
        other = np.clip(other, 0, len(self.start) - 1)
        there &= self.owner[other, 0] == self.owner
        return other, there, (self.start[other, 0] >= self.sentence[0]) & (self.end[other, 0] <= self.sentence[1])


_hash = remembered(name_hash)


def numbers_of(rows: Sequence[Sequence[str]]) -> Codes:
    """Rows of words as rows of numbers."""
    return np.fromiter(map(_hash, chain.from_iterable(rows)), dtype=np.uint64).reshape(len(rows), -1)


def _within(codes: Codes, marks: str, start: Places, end: Places) -> Stretch:
    """For each mention, where the stretch between two of `marks` that it stands in begins and ends."""
    ends_it = np.zeros(0x10000, dtype=bool)
    ends_it[[ord(mark) for mark in marks]] = True
    at = np.flatnonzero(ends_it[np.minimum(codes, np.uint64(0xFFFF)).astype(np.intp)])
    at = np.concatenate(([-1], at, [len(codes)]))
    return at[np.searchsorted(at, start) - 1] + 1, at[np.searchsorted(at, end)]


def characters(out: Columns, around: Around, stretch: Stretch) -> None:
    """The marks that end the stretch, what touches the mention, and n-grams of the stretch; of near ones also how near."""
    opened, closed = stretch
    padded = np.concatenate((_LINE[:1], around.codes, _LINE))  # at its ends a text looks as between others
    touching = np.concatenate((opened - 1, closed, around.start - 1, around.end), axis=1)
    out.add((padded[touching + 1], np.arange(4, dtype=np.uint64)), np.ones(touching.shape, dtype=bool))
    n = len(around.codes)
    pairs = around.codes * _ODD[2] + padded[2 : n + 2]
    grams = np.stack((around.codes, pairs, pairs * _ODD[3] + padded[3 : n + 3]))
    place = np.where(_BEFORE, around.start, around.end) + _STEP
    inside = (place >= opened) & (place + _SIZE <= closed)
    found = grams[_SIZE - 1, np.clip(place, 0, n - 1)]
    out.add((found, _WHICH), inside)
    out.add((found[:, _CLOSE], _WHICH[_CLOSE], _HOW_FAR), inside[:, _CLOSE])


@cached
def _predicates() -> dict[str, tuple[int, int]]:
    """The predicates of the pack with what they say and themselves, as numbers."""
    return {
        text: (_hash(word.status or _WORK), _hash(text))
        for text, word in lexicon().words.items()
        if word.kind in _PREDICATES
    }


@latest
def _predicates_in(text: str) -> Places:
    """Start and end of each predicate of `text`, with its numbers, as rows: the models ask for those of the same texts."""
    known = _predicates()
    found = lexicon().dictionary.find(text)
    rows = ((start, end, *known[word.text]) for start, end, word in found if word and word.text in known)
    return np.fromiter(chain.from_iterable(rows), dtype=np.intp).reshape(-1, 4)


def words(out: Columns, around: Around, said: Codes) -> None:
    """The nearest cues, defects and works of the pack: on either side in the own clause, then in the rest of the sentence; `said` is
    what the rules said of each mention, and which one."""
    places = np.concatenate((around.predicates, [[-1, -1, 0, 0]]))
    none = len(around.predicates)
    numbers = u64(places[:, 2:])
    (opened, closed), (first, last) = around.clause, around.sentence
    edges = np.concatenate((around.start, opened, around.end, closed), axis=1)
    low, high = (
        np.concatenate((opened, first, around.end, closed), axis=1),
        np.concatenate((around.start, opened, closed, last), axis=1),
    )
    step = np.arange(_CUES)
    step = np.stack((-1 - step, -1 - step, step, step))
    at = np.searchsorted(places[:-1, 0], edges)[:, :, None] + step
    at = np.where((at >= 0) & (at < none), at, none)
    there = (places[at, 0] >= low[:, :, None]) & (places[at, 0] < high[:, :, None])
    at = np.where(there, at, none)
    gap = np.where(step[:, 0] < 0, edges - places[at[:, :, 0], 1], places[at[:, :, 0], 0] - edges)
    flat, side = (len(edges), 4 * _CUES), np.arange(4, dtype=np.uint64)
    status, there = numbers[at, 0], there.reshape(flat)
    sides = np.repeat(side, _CUES)
    out.add((status.reshape(flat), np.arange(4 * _CUES, dtype=np.uint64)), np.ones(flat, dtype=bool))
    out.add((status.reshape(flat), sides), there)
    out.add((numbers[at, 1].reshape(flat), sides), there)
    nearest = status[:, :, 0]
    out.add((nearest, side, _FAR[np.clip(gap, 0, len(_FAR) - 1)]), there[:, ::_CUES])
    out.add((nearest, side, said[:, :1], said[:, 1:]), np.ones(edges.shape, dtype=bool))
