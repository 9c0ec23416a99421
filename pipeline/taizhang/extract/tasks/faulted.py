"""Findings of one body after the other: 县委办存在的主要问题是：一是…；二是…。县水利局党组存在的主要问题是：一是…；二是…"""

from __future__ import annotations

from dataclasses import replace

from taizhang.extract.tasks.groups import made, statement_at
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.series import Part, series
from taizhang.extract.tasks.words import rule_pattern
from taizhang.types import Assignment, Draft, PartyMention, Task

_LEAD_IN = 60  # characters before a series in which it is told whose problems follow


def findings_by_body(draft: Draft) -> list[Task]:
    """The parts of each series of which it is told whose problems they are, each with that body as responsible; nothing where no series
    tells it."""
    return [
        replace(task, assignments=task.assignments or (Assignment(body.party, "responsible", body.start, body.end),))
        for parts in series(draft.text)
        if (body := _whose(draft, parts[0]))
        for task in made(
            draft, [(p.number, statement_at(draft.text, p.words, p.end), (p.start, p.end)) for p in parts], "finding"
        )
    ]


def _whose(draft: Draft, first: Part) -> PartyMention | None:
    """The body whose problems a series tells, where its lead-in names one."""
    text = draft.text
    told = rule_pattern("tasks.whose_problems").search(text, max(0, first.start - _LEAD_IN), first.start)
    named = starting_in(draft.parties, told.span("whose")) if told else ()
    return next((p for p in named if told and p.end == told.end("whose") and p.party.kind != "person"), None)
