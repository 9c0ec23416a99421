"""One linear pass over a text with all patterns of a list of rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from taizhang.rules.load import Rule


class Scanner:
    """The patterns of `rules` as one alternation: at each place the first rule that matches wins, and the scan goes on
    behind its match. Named groups inside the patterns are kept; their names may repeat between rules."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        union = "|".join(f"(?P<_{i}>{rule.pattern})" for i, rule in enumerate(self.rules))
        self._pattern = regex.compile(union or r"(?!)")
        index = self._pattern.groupindex
        self._groups = [(index[f"_{i}"], rule) for i, rule in enumerate(self.rules)]

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Rule, regex.Match[str]]]:
        """All matches from left to right, never overlapping, each with its rule."""
        for match in self._pattern.finditer(text, start, len(text) if end is None else end):
            for group, rule in self._groups:
                if match.start(group) >= 0:
                    yield rule, match
                    break
