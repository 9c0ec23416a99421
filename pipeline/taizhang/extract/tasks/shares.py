"""How much of a task is done, by its figures: 已拆除29台 of 36台 is not all."""

from __future__ import annotations

import regex

from taizhang.extract.tasks.words import rule_pattern

_MYRIAD = 10_000


def part_done(told: str, asked: str) -> str | None:
    """The words that tell of a share: a figure that is done (已拆除29台) and less than one of its unit in what is asked (36台), or in
    what is told ahead of it (排查12个，已整改9个). None where all is said to be done, or nothing can be compared."""
    if rule_pattern("tasks.all_done").search(told):
        return None
    for done in rule_pattern("tasks.done_figure").finditer(told):
        wholes = rule_pattern("tasks.figure").finditer(f"{asked}\n{told[: done.start()]}")
        if any(w["unit"] == done["unit"] and _value(w) > _value(done) for w in wholes):
            return done[0]
    return None


def _value(figure: regex.Match[str]) -> float:
    return float(figure["value"]) * (_MYRIAD if figure["myriad"] else 1)
