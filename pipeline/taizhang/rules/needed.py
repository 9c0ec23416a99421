"""Which words a match of a pattern must hold, one of them at least: where none stands near, the pattern need not be tried."""

from __future__ import annotations

import re
import re._constants as op  # type: ignore[import-not-found]
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from taizhang.rules.dictionary import Dictionary
from taizhang.rules.first import ANY, DIGIT, NOTHING_CONSUMED, REPEATS, characters_of_set, parsed
from taizhang.rules.kept import kept

_FEW = 8  # characters of a set that are taken for words of one character

Words = frozenset[str]


class Needs:
    """The words that patterns need, all found in one pass over a text."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.widths: list[
            int
        ] = []  # of each pattern, how far from its beginning a word of it may begin; 0 where it needs none
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, pattern in enumerate(patterns):
            words, width = needed(pattern)
            self.widths.append(width if words else 0)
            for word in words:
                numbers[word].append(number)
        self._words = Dictionary({word: tuple(found) for word, found in numbers.items()}, everywhere=True)

    def held(self, text: str) -> Mapping[int, Sequence[int]]:
        """Number of a pattern -> where the words it needs begin in `text`, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for start, _, numbers in sorted(self._words.find(text)):
            for number in numbers:
                found[number].append(start)
        return dict(found)


def begins_within(starts: Sequence[int], start: int, end: int) -> bool:
    """Whether one of some places, which are in order, lies in a stretch."""
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


@kept
def needed(pattern: str) -> tuple[Words, int]:
    """Words of which any match of `pattern` holds one, none where that is not told; and the length of the longest match."""
    found = parsed(pattern)
    return (frozenset(), 0) if found is None else (_of_sequence(found), int(found.getwidth()[1]))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Words:
    """The longest words a piece of the sequence needs; of like ones the last, as the first are known for openings."""
    choices: list[Words] = []
    run = ""
    for kind, value in items:
        if kind is op.LITERAL:
            run += chr(value)
        elif kind not in NOTHING_CONSUMED:
            choices += [frozenset([run])] if run else []
            choices.append(_of_item(kind, value))
            run = ""
    choices += [frozenset([run])] if run else []
    return max(reversed(choices), key=lambda words: min(map(len, words), default=0), default=frozenset())


def _of_item(kind: Any, value: Any) -> Words:
    if kind is op.SUBPATTERN:
        return frozenset() if value[1] & re.IGNORECASE else _of_sequence(value[3])
    if kind is op.ATOMIC_GROUP:
        return _of_sequence(value)
    if kind in REPEATS:
        return _of_sequence(value[2]) if value[0] else frozenset()
    if kind is op.BRANCH:
        each = [_of_sequence(branch) for branch in value[1]]
        return frozenset().union(*each) if all(each) else frozenset()
    if kind is op.IN:
        letters = characters_of_set(value)
        return frozenset() if len(letters) > _FEW or not letters.isdisjoint((ANY, DIGIT)) else letters
    return frozenset()
