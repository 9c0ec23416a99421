"""How much of a task is done, by its figures: 已拆除29台 of 36台 is not all."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator

import regex

from taizhang.extract.tasks.words import rule_pattern

_MYRIAD = 10_000


def part_done(told: str, asked: str) -> str | None:
    """The words that tell of a share: a figure that is done (已拆除29台) and less than one of its unit in what is asked (36台), or in
    what is told ahead of it (排查12个，已整改9个). None where all is said to be done, or nothing can be compared; what is as much as
    some figure of what is asked (多计30万元, 已收回30万元) is all of that."""
    if rule_pattern("tasks.all_done").search(told):
        return None
    told_of: defaultdict[str, set[float]] = defaultdict(set)
    most: defaultdict[str, float] = defaultdict(float)

    def take(figure: regex.Match[str]) -> None:
        unit, value = figure["unit"], _value(figure)
        told_of[unit].add(value)
        most[unit] = max(most[unit], value)

    for figure in _figures(asked):
        take(figure)
    ahead = deque(_figures(told))
    for done in rule_pattern("tasks.done_figure").finditer(told):
        while ahead and ahead[0].end() <= done.start():
            take(ahead.popleft())
        unit, value = done["unit"], _value(done)
        if value not in told_of[unit] and value < most[unit]:
            return done[0]
    return None


def _figures(text: str) -> Iterator[regex.Match[str]]:
    return rule_pattern("tasks.figure").finditer(text)


def _value(figure: regex.Match[str]) -> float:
    return float(figure["value"]) * (_MYRIAD if figure["myriad"] else 1)
