"""How tasks stand that a report groups by how far they are: 一、已整改到位的问题, 三、尚未整改的问题."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from taizhang.extract.tasks.status import status_of
from taizhang.extract.tasks.words import rule_pattern
from taizhang.types import Task
from taizhang.vocabulary import TaskStatus

_SAYS_LITTLE: Final[tuple[TaskStatus, ...]] = ("none", "in_progress")
"""Of these statuses of a task its section tells more."""


def standing_by_section(text: str, tasks: Sequence[Task]) -> list[Task]:
    """The tasks, those under a heading that says how far all of them are with its status: what goes on about one (法院正在审理) need
    not be its rectification."""
    headings = [(m.start(), m["said"]) for m in rule_pattern("tasks.section_status").finditer(text)] if tasks else []
    if not any(said for _, said in headings):
        return list(tasks)
    starts = [start for start, _ in headings]
    return [_under(t, headings[at][1] if (at := bisect_right(starts, t.start) - 1) >= 0 else None) for t in tasks]


def _under(task: Task, said: str | None) -> Task:
    status = status_of(said)[0] if said else "none"
    if status == "none" or task.status not in _SAYS_LITTLE or task.kind == "commitment":
        return task
    return replace(task, status=status, status_text=said)
