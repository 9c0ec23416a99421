"""How a problem of a report stands: behind it, in sentences, how far it is, by when it is due and who answers for it."""

from __future__ import annotations

from dataclasses import replace

from taizhang.extract.tasks.doers import LEADS, bodies_in
from taizhang.extract.tasks.groups import due_in, heading_of
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.record import task_from
from taizhang.extract.tasks.status import sentence_of, status_of_report
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.rules import compiled
from taizhang.types import Assignment, Deadline, Draft, Span, Task
from taizhang.vocabulary import TaskKind

_SAID = compiled(r"(?:责任单位|牵头单位)[为是：:](?P<who>[^。；;，,\n]{2,60})")
_PUT_OFF = ("延期至", "延期到", "延长至", "延长到", "延至", "推迟至", "推迟到", "顺延至", "调整为", "调整至")
_ANSWERS = ("负责", "具体负责", "为责任", "具体落实")
_LONGEST_NAME = 60  # characters of a heading that names a problem


def names_piece(words: str) -> bool:
    """Whether a heading names a problem or a piece of work, and not a field or section of a report."""
    return len(words) <= _LONGEST_NAME and (
        rule_pattern("tasks.names_piece").search(words.strip()) is not None or judges(words)
    )


def tells(words: str) -> bool:
    """Whether sentences behind a problem tell how far it is, or what was done about it."""
    return status_of_report(words)[0] != "none" or rule_pattern("tasks.remedied").search(words) is not None


def standing_task(
    draft: Draft,
    problem: Span,
    told: Span,
    kind: TaskKind,
    rule_id: str,
    number: str | None,
    span: Span,
) -> Task | None:
    """The task of a problem and of the sentences that tell how it stands."""
    fields = {
        "problem": problem,
        "heading": heading_of(draft.text, problem, "finding"),
        "report": told,
        "handling": told,
    }
    if leader := leader_in(draft, told):
        fields["lead"] = leader
    if responsible := _SAID.search(draft.text, *told):
        fields["responsible"] = responsible.span("who")
    elif answering := _before(draft, told, _ANSWERS):
        fields["responsible"] = answering
    task = task_from(draft, fields, kind, rule_id, number, span)
    if task is None:
        return None
    named = () if task.assignments else named_in(draft, problem)
    return stood(draft, replace(task, assignments=task.assignments or named), told, span)


def named_in(draft: Draft, problem: Span) -> tuple[Assignment, ...]:
    """The bodies a problem names, of which it says what is amiss."""
    reports = rule_pattern("tasks.reports_it")
    named = (p for p in bodies_in(draft, problem) if not reports.match(draft.text, p.end))
    return tuple(Assignment(p.party, "responsible", p.start, p.end) for p in named)


def stood(draft: Draft, task: Task, told: Span, span: Span) -> Task:
    """A task with the day that its item at `span` names and, where no word of the sentences at `told` gives its status, what
    follows from that day or from what was done."""
    deadline = put_off(draft, span) or task.deadline or due_in(draft, told)
    if task.status != "none":
        return replace(task, deadline=deadline)
    words = draft.text[slice(*told)]
    done = rule_pattern("tasks.remedied").search(words)
    if deadline:
        return replace(task, deadline=deadline, status="in_progress", status_text=deadline.text)
    if done is None:
        return replace(task, deadline=None, status="none", status_text=None)
    return replace(task, deadline=None, status="completed", status_text=sentence_of(words, done))


def put_off(draft: Draft, span: Span) -> Deadline | None:
    """The day to which something was put off (延期至明年3月底), which holds instead of the first one."""
    for d in starting_in(draft.dates, span):
        if d.value.end and draft.text.endswith(_PUT_OFF, 0, d.start):
            return Deadline("by", None, d.value.end, d.text)
    return None


def leader_in(draft: Draft, span: Span) -> Span | None:
    """The body of which a stretch says that it leads (…由市水利局牵头)."""
    return _before(draft, span, LEADS)


def _before(draft: Draft, span: Span, words: tuple[str, ...]) -> Span | None:
    """The first body in a stretch behind whose name these words stand."""
    for p in starting_in(draft.parties, span):
        if draft.text.startswith(words, p.end):
            return p.start, p.end
    return None
