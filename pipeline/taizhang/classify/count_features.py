"""What the model of count statuses looks at: what the rules said of a figure and of its neighbours, its unit and object, the
characters of its clause and of its sentence, and the words of the pack `counts` around it.

Training and inference share this module; the version changes when a column does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from taizhang.classify.hashing import Codes
from taizhang.classify.surroundings import Around, Columns, characters, numbers_of, u64, words
from taizhang.classify.weigher import Places
from taizhang.types import CountMention
from taizhang.vocabulary import DocType

COUNT_FEATURES_VERSION: Final = 3

_STEPS: Final = (-3, -2, -1, 1, 2, 3)  # the figures around one that are looked at
_NEXT: Final = [2, 3]  # of these, the nearest


class Spoken(NamedTuple):
    """A text, the figures in it, and the kind of bulletin it is."""

    text: str
    counts: Sequence[CountMention]
    doc_type: DocType | None


def count_columns(bulletins: Sequence[Spoken]) -> tuple[Places, Places]:
    """(columns, ends) of the figures of several texts, at least one in all: those of figure i are `columns[ends[i]:ends[i + 1]]`.
    What a figure gets does not depend on the other texts."""
    counts = [count for spoken in bulletins for count in spoken.counts]
    around = Around.of([s.text for s in bulletins], [[(c.start, c.end) for c in s.counts] for s in bulletins])
    said = numbers_of([(c.status, c.rule_id) for c in counts])
    kinds = numbers_of([(spoken.doc_type or "",) for spoken in bulletins])
    out = Columns()
    _own(out, counts, said, kinds[around.owner[:, 0]])
    _neighbours(out, counts, said, around)
    characters(out, around, around.clause)
    characters(out, around, around.sentence)
    words(out, around, said)
    return out.ragged()


def _own(out: Columns, counts: Sequence[CountMention], said: Codes, kinds: Codes) -> None:
    """What is known of the figure itself: each alone, and in pairs, also with the kind of bulletin it stands in."""
    names = [(c.value.unit or "", c.object or "", (c.object or "")[-2:], (c.object or "")[-1:]) for c in counts]
    known = np.concatenate((said, numbers_of(names), np.zeros((len(counts), 1), dtype=np.uint64)), axis=1)
    whole = np.ones((len(counts), 7), dtype=bool)
    out.add((known, np.arange(7, dtype=np.uint64)), whole)
    first, second = known[:, [0, 0, 0, 2]], known[:, [1, 2, 4, 4]]
    out.add((first, second, np.arange(4, dtype=np.uint64)), whole[:, :4])
    out.add((kinds, known[:, [6, 0, 1, 2, 4]], np.arange(5, dtype=np.uint64)), whole[:, :5])


def _neighbours(out: Columns, counts: Sequence[CountMention], said: Codes, around: Around) -> None:
    """What was said of the three figures before and behind, whether they share the sentence; of the nearest ones also what they count,
    and whether in the same unit, and in the same words."""
    unit, end = numbers_of([(c.value.unit or "", (c.object or "")[-2:]) for c in counts]).T[:, :, None]
    other, there, same = around.others(_STEPS)
    which = u64(len(_STEPS) * same + np.arange(len(_STEPS)))
    theirs = said[other, 0]
    out.add((theirs, which), there)
    out.add((theirs, which, said[:, :1]), there)
    out.add((u64(unit == unit[other, 0]), which), there)
    next_to = other[:, _NEXT], 0
    out.add((end[next_to], which[:, _NEXT]), there[:, _NEXT])
    out.add((u64(end == end[next_to]), which[:, _NEXT], theirs[:, _NEXT]), there[:, _NEXT])
