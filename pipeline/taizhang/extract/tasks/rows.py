"""Tasks in a row without labels: behind words that say how far they all are (滞后任务：1.…；2.…), or the items of a plan, of which
each says in its own way by when or by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import regex

from taizhang.extract.tasks.doers import appointed, bodies_in
from taizhang.extract.tasks.groups import last_due
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.record import task_from
from taizhang.extract.tasks.row_parts import Part, lists, row_at
from taizhang.extract.tasks.standing import put_off
from taizhang.extract.tasks.status import status_of_case, status_of_report
from taizhang.extract.tasks.words import judges, rule_pattern, status_said
from taizhang.rules import Seldom, cached, compiled
from taizhang.types import Assignment, Draft, Span, Task
from taizhang.vocabulary import PartyKind, TaskStatus

_WATCHES = compiled(r"(?:督办|督导|验收|监督|配合|销号)(?:单位|部门)[为是：:]?[ 　]*$")
_CLAUSE = compiled(r"(?:(?!——)[^，,。；;\n])+")
_COLON = compiled(
    r"[务题项目位有为是括下单况患改进理施处个件起后慢期号成到展度事点作条结的）)][：:]|[中里][，,]|[个项处件务题位][，,](?=一[个项处件]是)"
)
_ABOVE: Final[tuple[PartyKind, ...]] = (
    "discipline_body",
    "inspection_team",
    "congress",
)  # they put nothing right themselves
_LONGEST_OPENING = 40
_LONGEST_NUMBER = 6  # characters of an item's number, with which a task may begin
_LEAST_ITEMS = 3
_LEAST_SHARE = 2 / 3


def rows_told(draft: Draft) -> list[Task]:
    """The tasks behind words that say how far they are (未完成的任务：), or that so many are given out (会议明确了三件事：), at least two
    that say what is amiss, by when or by whom."""
    out: list[Task] = []
    for opening in _openings(draft.text):
        parts = row_at(draft.text, opening.end())
        if len(parts) >= 2 and all(_dated(draft, p) or judges(draft.text[p.words : p.end]) for p in parts):
            tasks = [t for part in parts if (t := _task(draft, part)) is not None]
            out += _as_opened(draft, opening, tasks)
    return out


def _as_opened(draft: Draft, opening: regex.Match[str], tasks: list[Task]) -> list[Task]:
    """The tasks of a row, as far as the words ahead say of all of them, or each of itself; none where some do not say."""
    if opening["given"]:
        return [replace(t, kind="commitment") for t in tasks]
    if status := status_said("tasks.row_ahead", opening):
        return [replace(t, status=status, status_text=opening[0].strip()) for t in tasks]
    own = [_standing(draft, t) for t in tasks]
    return own if all(t.status != "none" for t in own) else []


def _standing(draft: Draft, task: Task) -> Task:
    """A task of a row whose parts each tell how far they are."""
    words = draft.text[task.start : task.end]
    unsaid: tuple[TaskStatus, str | None] = ("none", None)
    status, said = next((s for s in (status_of_report(words), status_of_case(words)) if s[0] != "none"), unsaid)
    if status == "none" and task.deadline:
        status, said = "in_progress", task.deadline.text
    return replace(task, status=status, status_text=said)


@cached
def _ahead() -> Seldom:
    return Seldom(rule_pattern("tasks.row_ahead"))


def _openings(text: str) -> Iterator[regex.Match[str]]:
    """The words ahead of rows, looked for only in front of the colons that may end them."""
    for colon in _COLON.finditer(text):
        top = max(text.rfind("\n", 0, colon.start()) + 1, colon.start() - _LONGEST_OPENING)
        if opening := _ahead().search(text, top, colon.end()):
            yield opening


def standing_by_row(text: str, tasks: Sequence[Task]) -> list[Task]:
    """The tasks, those of a row behind words that say how far they all are (慢的几项是：1.…) with that status, where they say nothing of
    it themselves."""
    if all(t.status != "none" or t.kind == "commitment" for t in tasks):
        return list(tasks)
    told = [(o, row_at(text, o.end())) for o in _openings(text) if not o["given"]]
    rows = [(o, parts[0].words, parts[-1].end) for o, parts in told if len(parts) >= 2]
    return [_in_row(task, rows) for task in tasks]


def _in_row(task: Task, rows: Sequence[tuple[regex.Match[str], int, int]]) -> Task:
    if task.status != "none" or task.kind == "commitment":
        return task
    opening = next((o for o, start, end in rows if start - _LONGEST_NUMBER <= task.start < end), None)
    status = status_said("tasks.row_ahead", opening) if opening else None
    return replace(task, status=status, status_text=opening[0].strip()) if opening and status else task


def plan_items(draft: Draft) -> list[Task]:
    """The items of a plan without labels, where most of them say by when or by whom."""
    for parts in lists(draft.text):
        told = [p for p in parts if _dated(draft, p)]
        if len(parts) >= _LEAST_ITEMS and len(told) >= _LEAST_SHARE * len(parts):
            return [t for part in parts if (t := _task(draft, part)) is not None]
    return []


def _dated(draft: Draft, part: Part) -> bool:
    """Whether an item says by when something is to be done, or who is to do it."""
    span = (part.words, part.end)
    due = any(d.role == "deadline" for d in starting_in(draft.dates, span))
    return due or "立行立改" in draft.text[slice(*span)] or bool(appointed(draft, span))


def _task(draft: Draft, part: Part) -> Task | None:
    span = (part.words, part.end)
    heading = _statement(draft, span)
    fields = {"problem": span, "heading": heading}
    task = task_from(draft, fields, "rectification", "tasks.row", part.number, span, handlers=False)
    deadline = put_off(draft, span) or last_due(draft, span)
    told = bodies_of(draft, (heading[1], span[1])) or bodies_of(draft, (span[0], heading[0]))
    doers = appointed(draft, span) or told or _at_fault(draft, span)
    return task and replace(task, deadline=deadline, assignments=doers)


def _at_fault(draft: Draft, span: Span) -> tuple[Assignment, ...]:
    """The body that an item opens with, of which it says what is amiss (县住建局维修资金沉淀)."""
    first = next(iter(bodies_in(draft, span)), None)
    opens = first and first.start == span[0] and first.party.kind != "enterprise" and judges(draft.text[slice(*span)])
    return (Assignment(first.party, "responsible", first.start, first.end),) if first and opens else ()


def _statement(draft: Draft, span: Span) -> Span:
    """What an item is about: its first clauses, up to the one that names a day or somebody, or tells what was done. A day ahead of
    all (2023年底前，市水务局完成…) names nothing, nor who is told."""
    begin = _behind_day(draft, span)
    end = begin
    for clause in _CLAUSE.finditer(draft.text, begin, span[1]):
        start, stop = clause.span()
        named = any(p.start >= start for p in bodies_in(draft, (start, stop))) or bool(
            starting_in(draft.dates, (start, stop))
        )
        if end > begin and (named or rule_pattern("tasks.row_end").match(draft.text, start, stop)):
            break
        end = stop
        if draft.text[stop : stop + 1] not in ("，", ","):
            break
    return begin, end


def _behind_day(draft: Draft, span: Span) -> int:
    """Where an item goes on behind a clause that is nothing but a day, and behind who is to act by it."""
    day = next(iter(starting_in(draft.dates, (span[0], span[0] + 1))), None)
    if day is None or day.end + 1 >= span[1] or draft.text[day.end] not in "，,":
        return span[0]
    doer = next(iter(bodies_in(draft, (day.end + 1, span[1]))), None)
    return doer.end if doer and doer.start == day.end + 1 else day.end + 1


def bodies_of(draft: Draft, span: Span) -> tuple[Assignment, ...]:
    """The bodies of an item but for those that only look on."""
    looks_on = rule_pattern("tasks.looks_on")
    here = bodies_in(draft, span)
    doing = {
        p.party.party_id: p
        for p in reversed(here)
        if p.party.kind not in _ABOVE
        and not looks_on.match(draft.text, p.end)
        and not _WATCHES.search(draft.text, span[0], p.start)
    }
    return tuple(
        Assignment(p.party, "responsible", p.start, p.end) for p in sorted(doing.values(), key=lambda p: p.start)
    )
