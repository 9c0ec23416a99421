"""A letter to those inspected (某县人民政府：你县某砂场违规取水问题未整改，请于…): who it is written to answers for what it finds."""

from __future__ import annotations

from dataclasses import replace

from taizhang.extract.tasks.groups import Piece
from taizhang.extract.tasks.record import starting_in
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.types import Assignment, Draft, Task


def matter_of_letter(text: str) -> list[Piece]:
    """The one matter that a letter tells and sets a day for in the same sentence."""
    told = rule_pattern("tasks.letter_matter").search(text)
    return [(None, told.span("said"), told.span())] if told and judges(told["said"]) else []


def addressed(draft: Draft, found: list[Task]) -> list[Task]:
    """The findings, those of which nobody is said to answer with whom the letter is written to."""
    line = rule_pattern("tasks.addressee").search(draft.text) if found else None
    to = starting_in(draft.parties, line.span("to")) if line else ()
    if not to:
        return found
    answering = tuple(Assignment(p.party, "responsible", p.start, p.end) for p in to if p.party.kind != "person")
    return [t if t.assignments else replace(t, assignments=answering) for t in found]
