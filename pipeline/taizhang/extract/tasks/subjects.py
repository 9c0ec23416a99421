"""Whom tasks are about where a heading names the body and they stand below it: （一）市水利局党组 / 1.学习不够深入。 / 2.…"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from taizhang.extract.tasks.mentions import starting_in
from taizhang.types import Assignment, Draft, PartyMention, Section, Task
from taizhang.vocabulary import PartyKind

_ABOVE: Final[tuple[PartyKind, ...]] = ("person", "inspection_team", "leading_group")
_MARK = 8  # characters that may stand in a heading besides its number and title


class _Head(NamedTuple):
    start: int
    end: int
    title: str
    body: PartyMention


def with_subjects(draft: Draft, found: Sequence[Task]) -> list[Task]:
    """The tasks, those below a heading that is the name of a body with it as what they are about; it answers where nobody else is
    said to. One body alone is whom the whole bulletin is about."""
    heads = list(_heads(draft))
    if len({head.body.party.party_id for head in heads}) < 2:
        return list(found)
    starts = [head.start for head in heads]
    return [_below(task, heads[at - 1]) if (at := bisect_right(starts, task.start)) else task for task in found]


def _heads(draft: Draft) -> Iterator[_Head]:
    """The sections whose heading is nothing but the name of a body, in the order of the text."""
    for section in draft.structure.sections:
        start = _titled_at(draft.text, section)
        for body in starting_in(draft.parties, (start, start + 1)):
            if (
                body.end - body.start == len(section.title)
                and body.party.kind not in _ABOVE
                and body.role != "inspector"
            ):
                yield _Head(section.start, section.end, section.title, body)


def _titled_at(text: str, section: Section) -> int:
    end = section.start + len(section.number) + len(section.title) + _MARK
    return text.find(section.title, section.start, end)


def _below(task: Task, head: _Head) -> Task:
    if not (head.body.end <= task.start and task.end <= head.end) or task.subject_text:
        return task
    answers = (Assignment(head.body.party, "responsible", head.body.start, head.body.end),)
    known = task.assignments or task.kind == "complaint"
    return replace(task, subject_text=head.title, assignments=task.assignments if known else answers)
