"""The part of a sentence around a day, and its clauses."""

from __future__ import annotations

from taizhang.extract.tasks.words import rule_pattern
from taizhang.rules import compiled
from taizhang.types import Span

END = compiled(r"[。；;！!？?\n]")
_COMMA = compiled(r"[，,]")
_LONGEST = 600  # characters before and behind a day of the sentence part around it that are looked at


def part_at(text: str, at: int) -> Span:
    """The stretch between full stops, semicolons and a colon in front that holds `at`, as far as it is looked at; a bracket that says
    who does what is said in the sentence before is no part of it."""
    low, high = max(0, at - _LONGEST), min(len(text), at + _LONGEST)
    start = low
    for mark in "。；\n：;！!？?:":  # each looked for behind those found before it
        start = max(start, text.rfind(mark, start, at) + 1)
    end = END.search(text, at, high)
    behind = rule_pattern("tasks.who_behind").match(text, start, at)
    start = behind.end() if behind else start
    return start, end.start() if end else high


def scope(text: str, start: int, end: int) -> str:
    """A sentence part, and the sentence in front where it is told of some of that (…倒排工期。其中，某地…)."""
    low = max(0, start - _LONGEST)
    top = max(max(text.rfind(mark, low, start) for mark in "。\n") + 1, low)
    if "其中" not in text[top : start + 3]:
        return text[start:end]
    return text[max(max(text.rfind(mark, low, max(top - 1, low)) for mark in "。\n") + 1, low) : end]


def clauses_of(text: str, start: int, end: int) -> list[Span]:
    """The clauses between commas, without words that only open them (其中, 方案要求, 一是)."""
    cuts = [m.start() for m in _COMMA.finditer(text, start, end)]
    spans = zip([start, *(c + 1 for c in cuts)], [*cuts, end], strict=True)
    return [(opened(text, a, b), b) for a, b in spans]


def opened(text: str, start: int, end: int) -> int:
    """Where a clause begins behind what opens it."""
    while start < end and (opener := rule_pattern("tasks.opener").match(text, start, end)) and opener.end() > start:
        start = opener.end()
    return start
