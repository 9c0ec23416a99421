"""The one piece of work of which running text says that it lags: 滞后的是甲堆场治理，原定6月底前完工，至今还有3万吨没有清运。"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import regex

from taizhang.extract.tasks.doers import appointed
from taizhang.extract.tasks.groups import CLAUSE_END, line_end
from taizhang.extract.tasks.matters import follows_up
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.record import task_from
from taizhang.extract.tasks.rows import bodies_of
from taizhang.extract.tasks.standing import names_piece, put_off
from taizhang.extract.tasks.words import rule_pattern, status_said
from taizhang.types import Deadline, Draft, Span, Task


def lagging_tasks(draft: Draft) -> list[Task]:
    """One task for each such sentence whose paragraph tells by when the work was or is to be done."""
    found = (_laggard(draft, said) for said in rule_pattern("tasks.laggard").finditer(draft.text))
    return [task for task in found if task]


def _laggard(draft: Draft, found: regex.Match[str]) -> Task | None:
    said = found.span("said")
    span = (said[0], line_end(draft.text, said[1]))
    deadline = put_off(draft, span) or _due(draft, span)
    if not deadline or not names_piece(found["said"]):
        return None
    task = task_from(draft, {"problem": said}, "rectification", "tasks.laggard", None, span, handlers=False)
    missed = rule_pattern("tasks.overdue_fact").search(draft.text, *span)
    status = "overdue" if missed else status_said("tasks.laggard", found) or "none"
    doers = appointed(draft, span) or bodies_of(draft, (said[1], span[1]))
    return task and replace(task, status=status, status_text=found[0], deadline=deadline, assignments=doers)


def _due(draft: Draft, span: Span) -> Deadline | None:
    """The last day by which something of the work itself is due; that of a follow-up (5月底前将开展专项督办) is none of its own."""
    days = [
        d
        for d in starting_in(draft.dates, span)
        if d.role == "deadline" and d.value.end and not follows_up(CLAUSE_END.split(draft.text[d.end : span[1]])[0])
    ]
    last = max(days, key=lambda d: d.value.end or dt.date.min, default=None)
    return Deadline("by", None, last.value.end, last.text) if last else None
