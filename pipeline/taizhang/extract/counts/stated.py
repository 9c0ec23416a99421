"""Figures inside a task, of which the words around them say less than the place they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from taizhang.types import CountMention, Draft, Task

STATED: Final = "counts.stated"
_DUE: Final = "counts.owed"  # 应淘汰216台，实际淘汰158台: a whole and how far it came, also in a statement
_FIRM: Final = frozenset({_DUE, "counts.divided", "counts.cell", "counts.named"})
_PROBLEM: Final = frozenset({"rectification", "finding"})
# What the words of a problem can seem to say of a figure: what was spent, built or fined there is part of what is wrong with it.
_SEEMS: Final = frozenset({"total", "other", "completed", "built", "not_completed", "invested", "penalised", "ordered"})
_PROMISED: Final = frozenset({"total", "other", "found", "inspected", "in_progress", "ordered"})
_AIMED: Final = _PROMISED | {"completed", "built"}
_CLAIMED: Final = frozenset({"found"})
_MERE: Final = frozenset({"total"})
Place = tuple[
    int, int, str, frozenset[str]
]  # begin, end, the status of a figure there, and the statuses that give way to it


def with_stated(draft: Draft, tasks: Sequence[Task], doc_type: str | None) -> Draft:
    """The draft, whose figures are `found` in the statement of a problem (3家企业未批先建) and `planned` in a commitment or a
    target, unless words say plainly otherwise (抽查, 收到, 拟, 应…). In a plan all that is told of a problem was found; elsewhere
    what was done may stand there. What a complaint claims nobody has found yet. What a person corrected stays."""
    places = [place for task in tasks for place in _places(draft.text, task, doc_type == "plan")]
    if not places or not draft.counts:
        return draft
    counts = list(draft.counts)
    for start, end, status, giving_way in places:
        inside = [i for i, count in enumerate(counts) if start <= count.start < end]
        due = any(_first(counts[i]) == _DUE for i in inside)
        for i in inside:
            if counts[i].status in giving_way and _gives_way(counts[i], due):
                counts[i] = replace(counts[i], status=status, rule_id=f"{counts[i].rule_id} {STATED}")
    return draft if all(map(_same, counts, draft.counts)) else replace(draft, counts=tuple(counts))


def _places(text: str, task: Task, plan: bool) -> Iterator[Place]:
    if task.kind in _PROBLEM:
        yield from _place(text, task, task.title, "found", _SEEMS)
    elif task.kind == "complaint":
        yield from _place(text, task, task.title, "total", _CLAIMED)
    elif task.kind == "commitment":
        yield from _place(text, task, task.title, "planned", _PROMISED)
    if plan and task.problem:
        yield from _place(text, task, task.problem, "found", _MERE)
    if task.target:
        yield from _place(text, task, task.target, "planned", _AIMED)


def _place(text: str, task: Task, words: str, status: str, giving_way: frozenset[str]) -> Iterator[Place]:
    at = text.find(words, task.start, task.end)
    if at >= 0:
        yield at, at + len(words), status, giving_way


def _gives_way(count: CountMention, due: bool) -> bool:
    return (
        _first(count) not in _FIRM
        and not count.rule_id.startswith("review.")
        and not (due and count.status == "completed")
    )


def _first(count: CountMention) -> str:
    return count.rule_id.partition(" ")[0]


def _same(now: CountMention, before: CountMention) -> bool:
    return now is before
