"""Many words, found in one pass over a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

_T = TypeVar("_T")


class Dictionary(Generic[_T]):
    """Words with what each stands for. `everywhere`: words are found inside and across others as well; else of those that begin
    at one place the longest, and the search goes on behind it."""

    def __init__(self, entries: Mapping[str, _T], everywhere: bool = False) -> None:
        self.meanings = tuple(entries.values())
        self._everywhere = everywhere
        kind = MatchKind.Standard if everywhere else MatchKind.LeftmostLongest
        self._automaton = AhoCorasick(tuple(entries), kind, False, Implementation.ContiguousNFA)

    def find(self, text: str) -> list[tuple[int, int, _T]]:
        """(start, end, meaning) of each word of `text`, in order."""
        meanings = self.meanings
        return [(start, end, meanings[number]) for number, start, end in self.numbered(text)]

    def numbered(self, text: str) -> list[tuple[int, int, int]]:
        """(number, start, end) of each word of `text`, in order; the number is the place of its meaning among `meanings`."""
        return self._automaton.find_matches_as_indexes(text, self._everywhere)
