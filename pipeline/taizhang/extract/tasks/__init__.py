"""Individual tasks, complaints, findings, cases and commitments, from prose and from tables. See `docs/tasks.md`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from taizhang.extract.dates.standing import Standing
from taizhang.extract.tasks.by_number import standing_by_number
from taizhang.extract.tasks.by_section import standing_by_section
from taizhang.extract.tasks.cases import appended_cases, case_tasks, finding_tasks
from taizhang.extract.tasks.closures import closed_tasks
from taizhang.extract.tasks.dossiers import called_cases
from taizhang.extract.tasks.faults import fault_tasks
from taizhang.extract.tasks.flattened import flattened
from taizhang.extract.tasks.items import Item, items, loose_items
from taizhang.extract.tasks.laggards import lagging_tasks
from taizhang.extract.tasks.matters import follows_up
from taizhang.extract.tasks.promises import appointed_tasks, promised_tasks
from taizhang.extract.tasks.prose import labelled_tasks
from taizhang.extract.tasks.receipts import received_tasks
from taizhang.extract.tasks.reported import item_tasks, named_tasks, quoted_tasks, remedied_tasks
from taizhang.extract.tasks.rows import plan_items, rows_told, standing_by_row
from taizhang.extract.tasks.status import is_mark
from taizhang.extract.tasks.subjects import with_subjects
from taizhang.extract.tasks.tables import table_tasks
from taizhang.extract.tasks.told import listed_complaints, told_tasks
from taizhang.extract.tasks.words import rule_pattern
from taizhang.types import Draft, Table, Task
from taizhang.vocabulary import DocType, TaskKind

_OPEN, _CLOSED = (
    "，,、；;。）)丨｜| \u3000\n",
    "，,、：:（( \u3000\n",
)  # what the words of a task neither begin nor end with
_CASES: Final[tuple[DocType, ...]] = ("case_report", "accountability")
_COMPLAINTS: Final[tuple[DocType, ...]] = ("complaint_handling", "complaint_transfer")
_FAULTS: Final[tuple[DocType, ...]] = (
    "progress_report",
    "feedback",
    "meeting_news",
)  # these may name who is at fault, besides their figures
_OTHERWISE: Final[tuple[DocType, ...]] = ("plan", "policy", "deployment", "closure_notice")  # these tell no complaints


def tasks(draft: Draft, doc_type: DocType | None) -> tuple[Task, ...]:
    """The tasks of a document in order, without categories (see `classify.categorise`).

    Lists come first: a table or labelled fields leave no doubt. Only where there are none does the kind of bulletin
    decide what its numbered items are.
    """
    kind: TaskKind = "case" if doc_type in _CASES else "finding" if doc_type == "feedback" else "rectification"
    found = table_tasks(draft, kind) or (called_cases(draft) if doc_type in _CASES else [])
    told_kind: TaskKind = "complaint" if doc_type == "complaint_handling" else kind
    labelled = labelled_tasks(draft, told_kind, doc_type == "progress_report")
    if not found and len(labelled) < 2:
        told = named_tasks(draft) or _by_type(draft, doc_type)
        one = len(labelled) == len(told) == 1 and told[0].number and not labelled[0].number  # a report on one complaint
        # one label among several items makes no list of them
        found = told if not labelled or len(told) > 1 or one else []
    lists = [f.table for f in flattened(draft.text)] if found and not draft.tables else []
    found += [t for t in labelled if not _within(t, found) and not any(_in_list(t, table) for table in lists)]
    if doc_type == "progress_report":
        found += [t for t in appended_cases(draft) if not _within(t, found)]
    if doc_type in _FAULTS or (doc_type in _CASES and not found):
        told_of: TaskKind = "case" if doc_type in _CASES else "finding"
        found += [t for t in (*rows_told(draft), *fault_tasks(draft, told_of)) if not _within(t, found)]
    if doc_type == "progress_report":
        found += [t for t in lagging_tasks(draft) if not _within(t, found)]
    found += [t for t in _promises(draft, doc_type, bool(found)) if not _within(t, found)]
    if doc_type == "closure_notice":
        found = found or closed_tasks(draft)
    found = standing_by_number(draft, standing_by_section(draft.text, standing_by_row(draft.text, found)))
    found = [_closed(t) if doc_type == "closure_notice" else _agreed(draft, t) for t in found]
    found = _dated(draft, [_trimmed(t) for t in with_subjects(draft, found)])
    return tuple(sorted(found, key=lambda t: (t.start, t.end)))


def _dated(draft: Draft, found: list[Task]) -> list[Task]:
    """The tasks with the day for which their status holds, where they have one: the 截至 told in them, or in force there."""
    standing = Standing.of(draft.text, draft.dates)
    return [
        replace(t, status_as_of=standing.within(t.start, t.end)) if t.status != "none" and standing.days else t
        for t in found
    ]


def _trimmed(task: Task) -> Task:
    """The task whose words are cut off at no comma."""
    said = (task.title, task.problem, task.status_text)
    title, problem, status = (w and w.lstrip(_OPEN).rstrip(_CLOSED) for w in said)
    trimmed = (title or task.title, problem, status)
    return task if trimmed == said else replace(task, title=trimmed[0], problem=problem, status_text=status)


def _by_type(draft: Draft, doc_type: DocType | None) -> list[Task]:
    if doc_type in _COMPLAINTS:
        found = received_tasks(draft) or listed_complaints(draft, loose_items(draft.text))
        return found + [t for t in told_tasks(draft, True) if not _within(t, found)]
    found = _of_items(draft, doc_type, items(draft.text)) or _of_items(draft, doc_type, loose_items(draft.text))
    return found if found or doc_type in (*_OTHERWISE, *_CASES) else told_tasks(draft, False)


def _of_items(draft: Draft, doc_type: DocType | None, listed: list[Item]) -> list[Task]:
    if doc_type in _CASES:
        return case_tasks(draft, listed, by_kind=doc_type == "case_report")  # who is called to account is so for a case
    if doc_type == "feedback":
        return finding_tasks(draft, listed)
    if doc_type == "progress_report":
        return quoted_tasks(draft) or max(remedied_tasks(draft), item_tasks(draft, listed), key=len)
    return []


def _promises(draft: Draft, doc_type: DocType | None, listed: bool) -> list[Task]:
    if doc_type == "plan" and not listed:
        return plan_items(draft) or promised_tasks(draft, "rectification", everywhere=True)
    if doc_type == "plan":  # its tasks are listed; what it promises besides is to look after them
        promised = promised_tasks(draft, "commitment", everywhere=False, all_to_come=True)
        return [t for t in promised if follows_up(t.title)]
    if (
        doc_type == "case_report"
    ):  # what a notice of cases asks for is that they are put right; what it promises, to look again
        return [t for t in promised_tasks(draft, "commitment", everywhere=False) if follows_up(t.title)]
    if doc_type in ("progress_report", "accountability"):
        return promised_tasks(draft, "commitment", everywhere=False)
    if doc_type in ("meeting_news", "other", None, *_COMPLAINTS):
        return appointed_tasks(draft)
    return []


def _in_list(task: Task, table: Table) -> bool:
    """Whether what reads like a labelled field is of a list that lost its cells: a head of it is followed by another."""
    return table.cells[0].start <= task.start < table.cells[-1].end


def _within(task: Task, others: list[Task]) -> bool:
    return any(o.start < task.end and task.start < o.end for o in others)


def _agreed(draft: Draft, task: Task) -> Task:
    """What is done is closed where it is told that this was agreed to (经市整改办验收，同意销号); a notice only makes known that it will
    be, and asks who objects."""
    told = task.status == "completed" and rule_pattern("tasks.agreed_closure").search(draft.text, task.start, task.end)
    return replace(task, status="closed") if told else task


def _closed(task: Task) -> Task:
    """A closure notice tells of what is done, unless a column or the words of a task say otherwise (整改中, 正在推进); figures that
    leave something over do not, nor does a cell that nobody can read tell anything (△)."""
    in_list, said = task.rule_id == "tasks.table", task.status_text or ""
    if task.status == "none":
        return task if in_list and is_mark(said) else replace(task, status="completed")
    open_yet = task.status != "in_progress" or in_list or rule_pattern("tasks.left_open").search(said)
    return task if open_yet else replace(task, status="completed")
