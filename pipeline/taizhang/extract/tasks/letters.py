"""A letter to those inspected (某县人民政府：你县某砂场违规取水问题未整改，请于…): who it is written to answers for what it finds."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from taizhang.extract.tasks.groups import Piece
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.rules import compiled
from taizhang.types import Assignment, Draft, Span, Task

_LINE = compiled(r"(?m)^[^\n]*\S[^\n]*$")
_HEAD = 4  # lines behind the title in which a letter names whom it is to


def matter_of_letter(text: str) -> list[Piece]:
    """The one matter that a letter tells and sets a day for in the same sentence."""
    told = rule_pattern("tasks.letter_matter").search(text)
    return [(None, told.span("said"), told.span())] if told and judges(told["said"]) else []


def _opening(draft: Draft) -> Span | None:
    """Whom a letter names at its head: behind its title, where but a number or day may stand before, and no sentence."""
    title = draft.structure.title
    for line in islice(_LINE.finditer(draft.text, title[1] if title else 0), _HEAD):
        if opened := rule_pattern("tasks.addressee").match(draft.text, line.start()):
            return opened.span("to")
        if "。" in line[0]:
            break
    return None


def addressed(draft: Draft, found: list[Task]) -> list[Task]:
    """The findings, those of which nobody is said to answer with whom the letter is written to."""
    line = _opening(draft) if found else None
    to = starting_in(draft.parties, line) if line else ()
    if not to:
        return found
    answering = tuple(Assignment(p.party, "responsible", p.start, p.end) for p in to if p.party.kind != "person")
    return [t if t.assignments else replace(t, assignments=answering) for t in found]
