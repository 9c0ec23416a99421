"""Pairs of ids that mean one thing, and what they tell together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations

Pair = tuple[str, str]


def torn(pairs: Iterable[Pair], apart: Callable[[str, str], bool]) -> set[str]:
    """The ids that are paired with two which are `apart`: they fit both, and so tell of neither for sure."""
    others: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        others[one].append(other)
        others[other].append(one)
    return {row for row, paired in others.items() if any(apart(*two) for two in combinations(paired, 2))}


def groups(pairs: Iterable[Pair]) -> dict[str, str]:
    """The first id of the group that each paired id belongs to, however many pairs lead there."""
    above: dict[str, str] = {}

    def root(row: str) -> str:
        while (up := above.setdefault(row, row)) != row:
            above[row] = row = above[up]
        return row

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        above[second] = first
    return {row: root(row) for row in list(above)}
