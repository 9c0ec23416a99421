"""Where a clause and a sentence begin and end: local look-ups, linear in the length of the clause."""

from __future__ import annotations

from bisect import bisect_right

from taizhang.rules import compiled
from taizhang.types import Structure

_AFTER = compiled(r"[，。；;！!？?：:\n]|,(?!\d{3})")
_BEFORE = compiled(r"(?r)[，,。；;！!？?：:\n]")
_REACH = 300


def clause_bounds(text: str, at: int) -> tuple[int, int]:
    """The clause around position `at`, half-open, without the marks that bound it (，。；：！？ and line breaks; the
    comma of 1,234 is none). At most 300 characters to either side are looked at."""
    first = max(0, at - _REACH)
    before = _BEFORE.search(text, first, at)
    while before and before[0] == "," and text[before.end() : before.end() + 3].isdigit():
        before = _BEFORE.search(text, first, before.start())
    after = _AFTER.search(text, at, min(len(text), at + _REACH))
    start = before.end() if before else first
    return start, after.start() if after else min(len(text), at + _REACH)


def sentence_at(structure: Structure, at: int) -> int:
    """The index of the sentence that holds position `at`, or of the last one before it; -1 before the first."""
    return bisect_right(structure.sentences, (at, 1 << 60)) - 1
