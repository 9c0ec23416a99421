"""One linear pass over a text with all patterns of a list of rules."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import regex

from taizhang.rules.compiled import compiled
from taizhang.rules.first import ANY, keys, one_of, openings, sought
from taizhang.rules.load import Rule
from taizhang.rules.needed import Needs

_Try = tuple[int, int, Callable[[str, int, int], regex.Match[str] | None]]
_KEPT = 1 << 15  # pairs of characters for which it is kept which rules to try


class Scanner:
    """The patterns of `rules`, tried side by side: at each place the first rule that matches wins, and the scan goes on
    behind its match. A rule is tried only at pairs of characters it can begin with, and before words it needs; one pattern
    of all rules was several times
    slower, because it keeps the groups of every rule at each step. A match of nothing is none. `starts`: a pattern that
    matches, without consuming anything, wherever a rule is tried at all."""

    def __init__(self, rules: Sequence[Rule], starts: str | None = None) -> None:
        self.rules = tuple(rules)
        self._needs = Needs(rule.pattern for rule in self.rules)
        self._compiled: dict[int, regex.Pattern[str]] = {}
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for at, rule in enumerate(self.rules):
            pairs = openings(rule.pattern)
            for pair in (ANY,) if pairs is None else pairs:
                self._by_pair[pair].append(at)
        self._by_keys: dict[tuple[str, ...], tuple[_Try, ...]] = {}  # what fits a pair its first character mostly tells
        self._tried = functools.lru_cache(maxsize=_KEPT)(self._to_try)
        self._places = compiled(self._beginnings() if starts is None else f"(?={sought(starts)}).", re.DOTALL)

    def _beginnings(self) -> str:
        """A pattern of the characters at which a rule is tried."""
        if ANY in self._by_pair:
            return "."
        seconds: dict[str, set[str]] = defaultdict(set)
        for pair in self._by_pair:
            seconds[pair[0]].add(pair[1])
        after_any = seconds.pop(ANY, set())
        alone = {first for first, found in seconds.items() if ANY in found}
        paired = set().union(*(found for first, found in seconds.items() if first not in alone))
        options = [one_of(alone)] if alone else []
        options += [f"{one_of(seconds.keys() - alone)}(?={one_of(paired)})"] if paired else []
        options += [f".(?={one_of(after_any)})"] if after_any else []
        return "|".join(options) or "(?!)"

    def _to_try(self, pair: str) -> tuple[_Try, ...]:
        """Of the rules that can begin with these characters (one at the end of a text), in order: the number, how near a word it
        needs must stand, the pattern's match."""
        held = tuple([key for key in (*keys(pair), ANY) if key in self._by_pair])
        if (tried := self._by_keys.get(held)) is None:
            fitting = {at for key in held for at in self._by_pair[key]}
            tried = tuple([(at, self._needs.widths[at], self._pattern(at).match) for at in sorted(fitting)])
            self._by_keys[held] = tried
        return tried

    def _pattern(self, number: int) -> regex.Pattern[str]:
        """Compiled when a text first has what it can begin with: many are for what few bulletins hold."""
        pattern = self._compiled.get(number)
        if pattern is None:
            pattern = self._compiled[number] = compiled(self.rules[number].pattern)
        return pattern

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Rule, regex.Match[str]]]:
        """All matches from left to right, never overlapping, each with its rule."""
        stop, tried = len(text) if end is None else end, self._tried
        ends, reached = self._needs.ends(text), start
        for place in self._places.finditer(text, start, stop):
            at = place.start()
            if at < reached:
                continue
            for number, width, match_at in tried(text[at : at + 2]):
                if width and ends[number][bisect_right(ends[number], at)] > at + width:  # as `one_within` asks
                    continue
                match = match_at(text, at, stop)
                if match is not None and match.end() > at:
                    reached = match.end()
                    yield self.rules[number], match
                    break
