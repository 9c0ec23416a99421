"""What the model of count statuses looks at: what the rules said of a figure and of its neighbours, its unit and object, the
characters of its own clause, and the words of the pack `counts` around it.

Everything is arithmetic on arrays over all figures of a text at once, so that a figure costs some microseconds; hashes are of
code points, the same in every process. Training and inference share this module; the version changes when a column does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from taizhang.classify.hashing import Codes, codes_of, digits_alike, name_hash, top_bits
from taizhang.classify.weigher import COLUMNS, Places
from taizhang.extract.counts.lexicon import Kind, lexicon
from taizhang.rules import cached, remembered
from taizhang.types import CountMention
from taizhang.vocabulary import DocType

COUNT_FEATURES_VERSION: Final = 2

Mask = npt.NDArray[np.bool_]

_SENTENCE: Final = "。！？!?；;\n|\t│"
_CLAUSE: Final = f"{_SENTENCE}，,：:"
_WIDTH: Final = 24  # characters of the own clause that are looked at, on either side
_NEAR: Final = 7  # of these, the ones whose distance tells
_CUES: Final = 3  # words on each side, nearest first
_PREDICATES: Final = (Kind.CUE, Kind.DEFECT, Kind.WORK)
_WORK: Final = "WORK"  # what those say that have no status
_ODD: Final = np.array(
    [0xD6E8FEB86659FD93, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64
)


_LINE: Final = np.full(4, ord("\n"), dtype=np.uint64)


def _u64(values: Any) -> Codes:
    return np.asarray(values, dtype=np.uint64)


# Of each n-gram that is looked at: which n, the step from the figure to its first character, whether it stands before, how far.
_GRAMS: Final = [
    (n, -n - k if left else k, left, k) for left in (True, False) for n in (1, 2, 3) for k in range(_WIDTH - n + 1)
]
_SIZE, _STEP = (np.array([g[i] for g in _GRAMS]) for i in (0, 1))
_BEFORE = np.array([g[2] for g in _GRAMS])
_CLOSE = np.array([g[3] < _NEAR for g in _GRAMS])
_FAR: Final = _u64([0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4])  # a distance as a bucket
_WHICH: Final = _u64(2 * _SIZE + _BEFORE)
_HOW_FAR: Final = _u64([_FAR[g[3]] for g in _GRAMS if g[3] < _NEAR])


class Spoken(NamedTuple):
    """A text, the figures in it, and the kind of bulletin it is."""

    text: str
    counts: Sequence[CountMention]
    doc_type: DocType | None


@dataclass(slots=True)
class _Columns:
    """Collects columns: each call gives every figure as many as its parts are wide."""

    keys: list[Codes] = field(default_factory=list)
    masks: list[Mask] = field(default_factory=list)

    def add(self, parts: Sequence[Codes], where: Mask) -> None:
        """Columns for `parts`, figures x columns, which broadcast against each other; none where `where` is false."""
        key = np.zeros(where.shape, dtype=np.uint64) + np.uint64(
            (len(self.keys) + 1) * 0xFF51AFD7ED558CCD & (1 << 64) - 1
        )
        for part, odd in zip(parts, _ODD, strict=False):
            key += part * odd
        self.keys.append(key)
        self.masks.append(where)

    def ragged(self) -> tuple[Places, Places]:
        """(the columns of all figures one after another, where those of each begin, and the end)."""
        mask = np.concatenate(self.masks, axis=1)
        mixed = np.concatenate(self.keys, axis=1)[mask]
        for odd in _ODD[:2]:
            mixed ^= mixed >> np.uint64(31)
            mixed *= odd
        ends = np.concatenate((np.zeros(1, dtype=np.intp), np.cumsum(np.count_nonzero(mask, axis=1))))
        return top_bits(mixed, COLUMNS).astype(np.intp), ends


@dataclass(frozen=True, slots=True)
class _Around:
    """Of each figure, as columns: the text it is of, its span, and where its own clause and its sentence begin and end."""

    owner: Places
    start: Places
    end: Places
    clause: tuple[Places, Places]
    sentence: tuple[Places, Places]


def count_columns(bulletins: Sequence[Spoken]) -> tuple[Places, Places]:
    """(columns, ends) of the figures of several texts, at least one in all: those of figure i are `columns[ends[i]:ends[i + 1]]`.
    The texts are read as one, which is many times faster; what a figure gets does not depend on the other texts."""
    counts = [count for spoken in bulletins for count in spoken.counts]
    before = np.cumsum([0, *(len(spoken.text) + 1 for spoken in bulletins)])
    owner = np.repeat(np.arange(len(bulletins)), [len(spoken.counts) for spoken in bulletins])[:, None]
    text = "\n".join(spoken.text for spoken in bulletins)
    codes = digits_alike(codes_of(text))
    start = np.array([[c.start] for c in counts], dtype=np.intp) + before[owner]
    end = start + np.array([[c.end - c.start] for c in counts], dtype=np.intp)
    around = _Around(owner, start, end, *(_within(codes, marks, start, end) for marks in (_CLAUSE, _SENTENCE)))
    said = _hashed([(c.status, c.rule_id) for c in counts])
    out = _Columns()
    kinds = _hashed([(spoken.doc_type or "",) for spoken in bulletins])
    _own(out, counts, said, kinds[owner[:, 0]])
    _neighbours(out, counts, said, around)
    _characters(out, codes, around)
    _words(out, text, around, said)
    return out.ragged()


_hash = remembered(name_hash)


def _hashed(rows: Sequence[Sequence[str]]) -> Codes:
    """Rows of words as rows of numbers."""
    return np.array([[_hash(word) for word in row] for row in rows], dtype=np.uint64)


def _within(codes: Codes, marks: str, start: Places, end: Places) -> tuple[Places, Places]:
    """For each figure, where the stretch between two of `marks` that it stands in begins and ends."""
    ends_it = np.zeros(0x10000, dtype=bool)
    ends_it[[ord(mark) for mark in marks]] = True
    at = np.flatnonzero(ends_it[np.minimum(codes, np.uint64(0xFFFF)).astype(np.intp)])
    at = np.concatenate(([-1], at, [len(codes)]))
    return at[np.searchsorted(at, start) - 1] + 1, at[np.searchsorted(at, end)]


def _own(out: _Columns, counts: Sequence[CountMention], said: Codes, kinds: Codes) -> None:
    """What is known of the figure itself: each alone, and in pairs, also with the kind of bulletin it stands in."""
    names = [(c.value.unit or "", c.object or "", (c.object or "")[-2:], (c.object or "")[-1:]) for c in counts]
    known = np.concatenate((said, _hashed(names), np.zeros((len(counts), 1), dtype=np.uint64)), axis=1)
    whole = np.ones((len(counts), 7), dtype=bool)
    out.add((known, np.arange(7, dtype=np.uint64)), whole)
    first, second = known[:, [0, 0, 0, 2]], known[:, [1, 2, 4, 4]]
    out.add((first, second, np.arange(4, dtype=np.uint64)), whole[:, :4])
    out.add((kinds, known[:, [6, 0, 1, 2, 4]], np.arange(5, dtype=np.uint64)), whole[:, :5])


def _neighbours(out: _Columns, counts: Sequence[CountMention], said: Codes, around: _Around) -> None:
    """What was said of the two figures before and of the next one, and whether they share the sentence and the unit."""
    unit = _hashed([(c.value.unit or "",) for c in counts])
    other = np.arange(len(counts))[:, None] + np.array([-2, -1, 1])
    there = (other >= 0) & (other < len(counts))
    other = np.clip(other, 0, len(counts) - 1)
    there &= around.owner[other, 0] == around.owner
    same = (around.start[other, 0] >= around.sentence[0]) & (around.end[other, 0] <= around.sentence[1])
    which = _u64(4 * same + np.arange(3))
    status, theirs = said[:, :1], said[other, 0]
    out.add((theirs, which), there)
    out.add((theirs, which, status), there)
    out.add((_u64(unit == unit[other, 0]), which), there)


def _characters(out: _Columns, codes: Codes, around: _Around) -> None:
    """The marks that end the own clause, what touches the figure, and n-grams of the clause; of near ones also how near."""
    opened, closed = around.clause
    padded = np.concatenate((_LINE[:1], codes, _LINE))  # at its ends a text looks as between others
    touching = np.concatenate((opened - 1, closed, around.start - 1, around.end), axis=1)
    out.add((padded[touching + 1], np.arange(4, dtype=np.uint64)), np.ones(touching.shape, dtype=bool))
    n = len(codes)
    pairs = codes * _ODD[2] + padded[2 : n + 2]
    grams = np.stack((codes, pairs, pairs * _ODD[3] + padded[3 : n + 3]))
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


def _predicates_in(text: str) -> list[tuple[int, int, int, int]]:
    """Start and end of each predicate of `text`, with its numbers."""
    known = _predicates()
    found = lexicon().dictionary.find(text)
    return [(start, end, *known[word.text]) for start, end, (word, _, _) in found if word and word.text in known]


def _words(out: _Columns, text: str, around: _Around, said: Codes) -> None:
    """The nearest cues, defects and works of the pack: on either side in the own clause, then in the rest of the sentence."""
    tokens = _predicates_in(text)
    places = np.array([*tokens, (-1, -1, 0, 0)], dtype=np.intp)
    words = _u64(places[:, 2:])
    (opened, closed), (first, last) = around.clause, around.sentence
    edges = np.concatenate((around.start, opened, around.end, closed), axis=1)
    low, high = (
        np.concatenate((opened, first, around.end, closed), axis=1),
        np.concatenate((around.start, opened, closed, last), axis=1),
    )
    step = np.arange(_CUES)
    step = np.stack((-1 - step, -1 - step, step, step))
    at = np.searchsorted(places[:-1, 0], edges)[:, :, None] + step
    at = np.where((at >= 0) & (at < len(tokens)), at, len(tokens))
    there = (places[at, 0] >= low[:, :, None]) & (places[at, 0] < high[:, :, None])
    at = np.where(there, at, len(tokens))
    gap = np.where(step[:, 0] < 0, edges - places[at[:, :, 0], 1], places[at[:, :, 0], 0] - edges)
    flat, side = (len(edges), 4 * _CUES), np.arange(4, dtype=np.uint64)
    status, there = words[at, 0], there.reshape(flat)
    sides = np.repeat(side, _CUES)
    out.add((status.reshape(flat), np.arange(4 * _CUES, dtype=np.uint64)), np.ones(flat, dtype=bool))
    out.add((status.reshape(flat), sides), there)
    out.add((words[at, 1].reshape(flat), sides), there)
    nearest = status[:, :, 0]
    out.add((nearest, side, _FAR[np.clip(gap, 0, len(_FAR) - 1)]), there[:, ::_CUES])
    out.add((nearest, side, said[:, :1], said[:, 1:]), np.ones(edges.shape, dtype=bool))
