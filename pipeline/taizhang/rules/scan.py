"""One linear pass over a text with all patterns of a list of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from taizhang.rules.first import first_characters
from taizhang.rules.load import Rule

_Tried = tuple[tuple[Rule, regex.Pattern[str]], ...]


class Scanner:
    """The patterns of `rules`, tried side by side: at each place the first rule that matches wins, and the scan goes on
    behind its match. A rule is tried only at the characters it can begin with; one pattern of all rules was twice as slow,
    because it keeps the groups of every rule at each step. A match of nothing is none. `starts`: a pattern that matches,
    without consuming anything, wherever a rule is tried at all."""

    def __init__(self, rules: Sequence[Rule], starts: str | None = None) -> None:
        self.rules = tuple(rules)
        compiled = [(rule, regex.compile(rule.pattern), first_characters(rule.pattern)) for rule in self.rules]
        known = frozenset[str]().union(*(first for _, _, first in compiled if first is not None))
        self._anywhere: _Tried = tuple((rule, pattern) for rule, pattern, first in compiled if first is None)
        self._at: dict[str, _Tried] = {
            c: tuple((rule, pattern) for rule, pattern, first in compiled if first is None or c in first) for c in known
        }
        known_ones = f"[{''.join(map(re.escape, sorted(known)))}]" if known else r"(?!)"
        self._places: regex.Pattern[str] | re.Pattern[str] = (
            regex.compile(f"(?={starts})") if starts else re.compile("." if self._anywhere else known_ones, re.DOTALL)
        )

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Rule, regex.Match[str]]]:
        """All matches from left to right, never overlapping, each with its rule."""
        stop = len(text) if end is None else end
        reached = start
        for place in self._places.finditer(text, start, stop):
            at = place.start()
            if at < reached:
                continue
            for rule, pattern in self._at.get(text[at], self._anywhere):
                match = pattern.match(text, at, stop)
                if match is not None and match.end() > at:
                    reached = match.end()
                    yield rule, match
                    break
