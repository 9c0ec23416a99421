"""Findings of one body after the other: 县委办存在的主要问题是：一是…；二是…。县水利局党组存在的主要问题是：一是…；二是…"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from taizhang.extract.tasks.groups import made, statement_at
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.series import Part, series
from taizhang.extract.tasks.words import rule_pattern
from taizhang.types import Assignment, Draft, PartyMention, Task

_LEAD_IN = 60  # characters before a series in which it is told whose problems follow


def beside_bodies(draft: Draft, found: list[Task]) -> list[Task]:
    """The findings together with those of bodies, in order. Of two that tell the same stretch, two bodies or more go before what else was
    found; one body may be no more than a part of it (3.县林业局存在的问题是：一是…)."""
    told = findings_by_body(draft)
    several = len({assignment.party for task in told for assignment in task.assignments}) > 1
    first, others = (told, found) if several else (found, told)
    return sorted([*first, *_outside(first, others)], key=lambda task: task.start)


def _outside(first: list[Task], others: list[Task]) -> list[Task]:
    """Those of `others` that share nothing with any of `first`."""
    starts = [task.start for task in first]
    before = [bisect_left(starts, task.end) for task in others]
    return [task for task, at in zip(others, before, strict=True) if not at or first[at - 1].end <= task.start]


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
