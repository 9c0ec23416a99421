"""Which words a match of a pattern must hold, one of them at least: where none stands near, the pattern need not be tried."""

from __future__ import annotations

import re
import re._constants as op  # type: ignore[import-not-found]
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import regex

from taizhang.rules.dictionary import Dictionary
from taizhang.rules.first import ANY, DIGIT, NOTHING_CONSUMED, REPEATS, characters_of_set, parsed
from taizhang.rules.kept import kept

BACKWARDS = "(?r)"
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


class Seldom:
    """A pattern for what is often asked and seldom said, tried only where one of the words it needs stands within its reach."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        self._pattern, self._backwards = pattern, pattern.pattern.startswith(BACKWARDS)
        words, self._reach = needed(pattern.pattern)
        self._words = re.compile("|".join(map(re.escape, sorted(words))))

    def match(self, text: str, start: int, end: int = sys.maxsize) -> regex.Match[str] | None:
        """The match at the start of a stretch, which does not go beyond its end; of a pattern that is read from right to left (`(?r)`)
        the match at its end."""
        first = max(start, end - self._reach) if self._backwards else start
        last = end if self._backwards else min(end, start + self._reach)
        return self._pattern.match(text, start, end) if self._words.search(text, first, last) else None

    def search(self, text: str, start: int, end: int) -> regex.Match[str] | None:
        """The first match in the stretch."""
        return self._pattern.search(text, start, end) if self._words.search(text, start, end) else None


def begins_within(starts: Sequence[int], start: int, end: int) -> bool:
    """Whether one of some places, which are in order, lies in a stretch."""
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


@kept
def needed(pattern: str) -> tuple[Words, int]:
    """Words of which any match of `pattern` holds one, none where that is not told; and the length of the longest match."""
    backwards = pattern.startswith(BACKWARDS)
    found = parsed(pattern.removeprefix(BACKWARDS))
    return (frozenset(), 0) if found is None else (_of_sequence(found, backwards), int(found.getwidth()[1]))


def _of_sequence(items: Iterable[tuple[Any, Any]], backwards: bool = False) -> Words:
    """The longest words a piece of the sequence needs; of like ones the one read last, as a match fails at once without the first."""
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
    return max(
        choices if backwards else reversed(choices),
        key=lambda words: min(map(len, words), default=0),
        default=frozenset(),
    )


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
