"""Which words a match of a pattern must hold, one of them at least: where none stands near, the pattern need not be tried."""

from __future__ import annotations

import re
import re._constants as op  # type: ignore[import-not-found]
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import regex

from taizhang.rules.dictionary import Dictionary
from taizhang.rules.first import ANY, DIGIT, NOTHING_CONSUMED, REPEATS, characters_of_set, parsed
from taizhang.rules.kept import kept

BACKWARDS = "(?r)"
_NEAR = 1000  # characters within which patterns look that are asked together
_SEVERAL = 12  # of fewer each is quicker to look for its words itself
_FEW = 8  # characters of a set that are taken for words of one character

FAR: Final = sys.maxsize  # an end behind every text
_NOWHERE: Final = (FAR,)

Words = frozenset[str]


class Needs:
    """The words that patterns need, all found in one pass over a text. `widths`: of each pattern how far behind the beginning of a match
    a word of it may end; 0 where it needs none."""

    def __init__(self, patterns: Iterable[str]) -> None:
        needs = [needed(pattern) for pattern in patterns]
        self.widths = [width if words else 0 for words, width in needs]
        groups = {words: group for group, words in enumerate(dict.fromkeys(words for words, _ in needs))}
        self._groups = [groups[words] for words, _ in needs]  # patterns that need the same words share what is found
        by_word: dict[str, list[int]] = defaultdict(list)
        for words, group in groups.items():
            for word in words:
                by_word[word].append(group)
        self._words = Dictionary({word: tuple(found) for word, found in by_word.items()}, everywhere=True)

    def ends(self, text: str) -> list[Sequence[int]]:
        """Of each pattern where the words it needs end in `text`, in order, and FAR behind them all."""
        found: dict[int, list[int]] = defaultdict(list)
        for _, end, groups in self._words.find(text):
            for group in groups:
                found[group].append(end)
        for ends in found.values():
            ends.append(FAR)
        return [found.get(group, _NOWHERE) for group in self._groups]


class Seldom:
    """A pattern for what is often asked and seldom said, tried only where one of the words it needs stands within its reach."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        self.pattern, self._backwards = pattern, pattern.pattern.startswith(BACKWARDS)
        self.words, self.reach = needed(pattern.pattern)
        self._words = re.compile("|".join(map(re.escape, sorted(self.words))))

    def match(self, text: str, start: int, end: int = sys.maxsize) -> regex.Match[str] | None:
        """The match at the start of a stretch, which does not go beyond its end; of a pattern that is read from right to left (`(?r)`)
        the match at its end."""
        first = max(start, end - self.reach) if self._backwards else start
        last = end if self._backwards else min(end, start + self.reach)
        return self.pattern.match(text, start, end) if self._words.search(text, first, last) else None

    def search(self, text: str, start: int, end: int) -> regex.Match[str] | None:
        """The first match in the stretch."""
        return self.pattern.search(text, start, end) if self._words.search(text, start, end) else None


class Together:
    """Patterns that are asked together at a place where seldom one of them matches: tried are those of which a word stands within reach."""

    def __init__(self, patterns: Sequence[Seldom]) -> None:
        self._patterns = patterns
        near = [number for number, pattern in enumerate(patterns) if pattern.words and pattern.reach <= _NEAR]
        near = near if len(near) >= _SEVERAL else []
        self._alone = sorted({*range(len(patterns))}.difference(near))  # these look for their words themselves
        self._reach = max((patterns[number].reach for number in near), default=0)
        by_word: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number in near:
            for word in patterns[number].words:
                by_word[word].append((number, patterns[number].reach))
        self._words = Dictionary({word: tuple(found) for word, found in by_word.items()}, everywhere=True)

    def matches(self, text: str, start: int, end: int) -> Iterator[tuple[int, regex.Match[str]]]:
        """The numbers of the patterns that match at the start of a stretch, in order, each with its match."""
        for number in self._to_try(text, start, end) if self._reach else self._alone:
            pattern = self._patterns[number]
            match = (pattern if number in self._alone else pattern.pattern).match(text, start, end)
            if match:
                yield number, match

    def _to_try(self, text: str, start: int, end: int) -> list[int]:
        """The numbers of the patterns of which a word stands within their reach, with those that look for theirs themselves, in order."""
        found = self._words.find(text[start : min(end, start + self._reach)])
        return sorted(
            {number for _, last, needing in found for number, reach in needing if last <= reach}.union(self._alone)
        )


def one_within(ends: Sequence[int], start: int, end: int) -> bool:
    """Whether one of some words ends in a stretch; `ends` are as `Needs` tells them."""
    return ends[bisect_right(ends, start)] <= end


@kept
def needed(pattern: str) -> tuple[Words, int]:
    """Words of which any match of `pattern` holds one, or what it looks ahead for, none where that is not told; and how far behind the
    beginning of the longest match they may end."""
    backwards = pattern.startswith(BACKWARDS)
    found = parsed(pattern.removeprefix(BACKWARDS))
    if found is None:
        return frozenset(), 0
    width = int(found.getwidth()[1])
    matched, seen = (_of_sequence(found, ahead, backwards) for ahead in (False, True))
    return (seen, width + _sight(found)) if _least(seen) > _least(matched) else (matched, width)


def _least(words: Words) -> int:
    return min(map(len, words), default=0)


def _of_sequence(items: Iterable[tuple[Any, Any]], ahead: bool, backwards: bool = False) -> Words:
    """The longest words a piece of the sequence needs, or with `ahead` a look ahead in it; of like ones the one read last, as a match
    fails at once without the first."""
    choices: list[Words] = []
    run = ""
    for kind, value in items:
        if kind is op.LITERAL:
            run += chr(value)
        elif kind is op.ASSERT and value[0] > 0 and ahead:
            choices.append(_of_sequence(value[1], ahead))
        elif kind not in NOTHING_CONSUMED:
            choices += [frozenset([run])] if run else []
            choices.append(_of_item(kind, value, ahead))
            run = ""
    choices += [frozenset([run])] if run else []
    return max(choices if backwards else reversed(choices), key=_least, default=frozenset())


def _of_item(kind: Any, value: Any, ahead: bool) -> Words:
    if kind is op.SUBPATTERN:
        return frozenset() if value[1] & re.IGNORECASE else _of_sequence(value[3], ahead)
    if kind is op.ATOMIC_GROUP:
        return _of_sequence(value, ahead)
    if kind in REPEATS:
        return _of_sequence(value[2], ahead) if value[0] else frozenset()
    if kind is op.BRANCH:
        each = [_of_sequence(branch, ahead) for branch in value[1]]
        return frozenset().union(*each) if all(each) else frozenset()
    if kind is op.IN:
        letters = characters_of_set(value)
        return frozenset() if len(letters) > _FEW or not letters.isdisjoint((ANY, DIGIT)) else letters
    return frozenset()


def _sight(items: Iterable[tuple[Any, Any]]) -> int:
    """How far a piece of a pattern looks ahead."""
    return max((_sight_of(kind, value) for kind, value in items), default=0)


def _sight_of(kind: Any, value: Any) -> int:
    if kind is op.ASSERT and value[0] > 0:
        return int(value[1].getwidth()[1]) + _sight(value[1])
    if kind is op.BRANCH:
        return max(map(_sight, value[1]))
    if kind is op.SUBPATTERN or kind in REPEATS:
        return _sight(value[-1])
    return _sight(value) if kind is op.ATOMIC_GROUP else 0
