"""The noun phrases beside a figure, as the rules that tell what it counts are asked of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from taizhang.extract.counts.clause import Clause


@dataclass(slots=True, eq=False)
class NounPhrases:
    """The phrases before a figure (`left`) and behind it (`right`), None where there is none that may name what it counts."""

    text: str
    clause: Clause
    unit: str
    left: str | None
    right: str | None


NOTHING: Final = ""  # what a rule gives that knows that the text names nothing beside the figure
Rule = Callable[[NounPhrases], str | None]


def first_name(rules: tuple[Rule, ...], beside: NounPhrases) -> str | None:
    """What the first of the rules gives that has something to say (none has that gives None); None for `NOTHING`."""
    for rule in rules:
        if (name := rule(beside)) is not None:
            return name or None
    return None
