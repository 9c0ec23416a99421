"""Figures inside a task, of which the words around them say less than the place they stand in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from taizhang.types import CountMention, Draft, Task
from taizhang.vocabulary import CountStatus, DocType, TaskKind

_STATED: Final = "counts.stated"
_DUE: Final = "counts.owed"  # 应淘汰216台，实际淘汰158台: a whole and how far it came, also in a statement
_FIRM: Final = frozenset({_DUE, "counts.divided", "counts.cell", "counts.named"})
_PROBLEM: Final[frozenset[TaskKind]] = frozenset({"rectification", "finding"})
# What the words of a problem can seem to say of a figure: what was spent, built or fined there is part of what is wrong with it.
_SEEMS: Final[frozenset[CountStatus]] = frozenset(
    {"total", "other", "completed", "built", "not_completed", "invested", "penalised", "ordered"}
)
_PROMISED: Final[frozenset[CountStatus]] = frozenset({"total", "other", "found", "inspected", "in_progress", "ordered"})
_AIMED: Final[frozenset[CountStatus]] = _PROMISED | {"completed", "built"}


class _Place(NamedTuple):
    """A stretch of a task, the status of a figure there, and the statuses that give way to it."""

    start: int
    end: int
    status: CountStatus
    giving_way: frozenset[CountStatus]


def with_stated(draft: Draft, tasks: Sequence[Task], doc_type: DocType | None) -> Draft:
    """The draft, whose figures are `found` in the statement of a problem (3家企业未批先建) and `planned` in a commitment or a
    target, unless words say plainly otherwise (抽查, 收到, 拟, 应…). In a plan all that is told of a problem was found; elsewhere
    what was done may stand there. What a complaint claims nobody has found yet. What a person corrected stays."""
    places = [place for task in tasks for place in _places(draft.text, task, doc_type == "plan")]
    if not places or not draft.counts:
        return draft
    counts, starts = list(draft.counts), [count.start for count in draft.counts]
    told = False
    for place in places:
        inside = range(bisect_left(starts, place.start), bisect_left(starts, place.end))
        due = any(_first(counts[i]) == _DUE for i in inside)
        for i in inside:
            if counts[i].status in place.giving_way and _gives_way(counts[i], due):
                counts[i] = replace(counts[i], status=place.status, rule_id=f"{counts[i].rule_id} {_STATED}")
                told = True
    return replace(draft, counts=tuple(counts)) if told else draft


def _places(text: str, task: Task, plan: bool) -> Iterator[_Place]:
    if task.kind in _PROBLEM:
        yield from _place(text, task, task.title, "found", _SEEMS)
    elif task.kind == "complaint":
        yield from _place(text, task, task.title, "total", frozenset({"found"}))
    elif task.kind == "commitment":
        yield from _place(text, task, task.title, "planned", _PROMISED)
    if plan and task.problem:
        yield from _place(text, task, task.problem, "found", frozenset({"total"}))
    if task.target:
        yield from _place(text, task, task.target, "planned", _AIMED)


def _place(
    text: str, task: Task, words: str, status: CountStatus, giving_way: frozenset[CountStatus]
) -> Iterator[_Place]:
    at = text.find(words, task.start, task.end)
    if at >= 0:
        yield _Place(at, at + len(words), status, giving_way)


def _gives_way(count: CountMention, due: bool) -> bool:
    if _first(count) in _FIRM or count.rule_id.startswith("review."):
        return False
    return not (due and count.status == "completed")


def _first(count: CountMention) -> str:
    return count.rule_id.partition(" ")[0]
