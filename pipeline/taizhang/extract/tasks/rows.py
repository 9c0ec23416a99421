"""Tasks in a row without labels: behind words that say how far they all are (滞后任务：1.…；2.…), or the items of a plan, of which
each says in its own way by when or by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from taizhang.extract.tasks.doers import appointed, bodies_in
from taizhang.extract.tasks.groups import last_due, line_end
from taizhang.extract.tasks.items import items, printed_number
from taizhang.extract.tasks.record import starting_in, task_from, until_next
from taizhang.extract.tasks.series import series
from taizhang.extract.tasks.standing import put_off
from taizhang.extract.tasks.status import status_of_case, status_of_report
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.rules import latest
from taizhang.types import Assignment, Draft, Span, Task

_WATCHES = regex.compile(r"(?:督办|督导|验收|监督|配合|销号)(?:单位|部门)[为是：:]?[ 　]*$")
_GAP = regex.compile(r"[ 　\n]*")
_CLAUSE = regex.compile(r"(?:(?!——)[^，,。；;\n])+")
_COLON = regex.compile(r"[务题项目位有为是括下单况患改进理施处个件起后慢期号成到展度）)][：:]|[中里][，,]")
_SENTENCE = regex.compile(r"[。\n]")
_SEMICOLON = regex.compile(r"[；;]")
_LONGEST_OPENING = 40
_LONGEST_MARK = 40
_LONGEST_ROW = 10_000  # characters; a page that lost its line breaks holds many
_LEAST_ITEMS = 3
_LEAST_SHARE = 2 / 3


class _Part(NamedTuple):
    """One item of a row: its number, where its words begin and end."""

    number: str | None
    words: int
    end: int


def rows_told(draft: Draft) -> list[Task]:
    """The tasks behind words that say how far they are (未完成的任务：), at least two that say what is amiss, by when or by whom."""
    out: list[Task] = []
    for opening in _openings(draft.text):
        parts = _row_at(draft.text, opening.end())
        if len(parts) >= 2 and all(_dated(draft, p) or judges(draft.text[p.words : p.end]) for p in parts):
            status = next(name for name, said in opening.groupdict().items() if said)
            tasks = [t for part in parts if (t := _task(draft, part)) is not None]
            own = [_standing(draft, t) for t in tasks] if status == "own" else []
            if all(t.status != "none" for t in own):
                out += own or [replace(t, status=status, status_text=opening[0].strip()) for t in tasks]
    return out


def _standing(draft: Draft, task: Task) -> Task:
    """A task of a row whose parts each tell how far they are."""
    words = draft.text[task.start : task.end]
    status, said = next((s for s in (status_of_report(words), status_of_case(words)) if s[0] != "none"), ("none", None))
    if status == "none" and task.deadline:
        status, said = "in_progress", task.deadline.text
    return replace(task, status=status, status_text=said)


def _openings(text: str) -> Iterator[regex.Match[str]]:
    """The words ahead of rows, looked for only in front of the colons that may end them."""
    for colon in _COLON.finditer(text):
        top = max(text.rfind("\n", 0, colon.start()) + 1, colon.start() - _LONGEST_OPENING)
        if opening := rule_pattern("tasks.row_ahead").search(text, top, colon.end()):
            yield opening


def plan_items(draft: Draft) -> list[Task]:
    """The items of a plan without labels, where most of them say by when or by whom."""
    for parts in _lists(draft.text):
        told = [p for p in parts if _dated(draft, p)]
        if len(parts) >= _LEAST_ITEMS and len(told) >= _LEAST_SHARE * len(parts):
            return [t for part in parts if (t := _task(draft, part)) is not None]
    return []


def _row_at(text: str, at: int) -> Sequence[_Part]:
    """The items that begin right at `at`, inside the line or each in a line of its own."""
    gap = _GAP.match(text, at)
    start = gap.end() if gap else at
    low = max(at - 1, 0)
    mark = rule_pattern("tasks.series").search(text, low, start + _LONGEST_MARK)
    if mark and mark.start() <= start:
        for parts in series(text, low, min(line_end(text, start), start + _LONGEST_ROW)):
            if parts[0].start <= start:
                return [_Part(p.number, p.words, p.end) for p in parts]
    if start == at and (told := _told_in_a_row(text, at)):
        return told
    there = _lists_by_line(text).get(text.rfind("\n", 0, start), ())
    return next((parts for parts in there if start <= parts[0].words), [])


def _told_in_a_row(text: str, at: int) -> list[_Part]:
    """The parts between semicolons of the sentence that goes on at `at`."""
    stop = _SENTENCE.search(text, at, at + _LONGEST_ROW)
    end = stop.start() if stop else min(len(text), at + _LONGEST_ROW)
    cuts = [m.start() for m in _SEMICOLON.finditer(text, at, end)]
    return [
        _Part(None, a, b) for a, b in zip([at, *(c + 1 for c in cuts)], [*cuts, end], strict=True) if cuts and a < b
    ]


@latest
def _lists_by_line(text: str) -> Mapping[int, Sequence[Sequence[_Part]]]:
    """The lists of a text, in order, by where the line of their first words begins."""
    found: dict[int, list[list[_Part]]] = {}
    for parts in _lists(text):
        found.setdefault(text.rfind("\n", 0, parts[0].words), []).append(parts)
    return found


def _lists(text: str) -> Iterator[list[_Part]]:
    """The lists of a text whose items are one line each: those of one style, and those with circled numbers."""
    listed = items(text)
    for style in dict.fromkeys(i.style for i in listed):
        same = [i for i in listed if i.style == style]
        ends = until_next([i.start for i in same], len(text))
        if all("\n" not in text[i.words : end].strip() for i, end in zip(same[:-1], ends, strict=False)):
            yield [_Part(printed_number(i.mark, ""), i.words, line_end(text, i.words)) for i in same]
    for parts in series(text):
        if all(text[: p.start].rstrip(" 　")[-1:] == "\n" for p in parts):
            yield [_Part(p.number, p.words, p.end) for p in parts]


def _dated(draft: Draft, part: _Part) -> bool:
    """Whether an item says by when something is to be done, or who is to do it."""
    span = (part.words, part.end)
    due = any(d.role == "deadline" for d in starting_in(draft.dates, span))
    return due or "立行立改" in draft.text[slice(*span)] or bool(appointed(draft, span))


def _task(draft: Draft, part: _Part) -> Task | None:
    span = (part.words, part.end)
    heading = _statement(draft, span)
    fields = {"problem": span, "heading": heading}
    task = task_from(draft, fields, "rectification", "tasks.row", part.number, span, handlers=False)
    deadline = put_off(draft, span) or last_due(draft, span)
    return task and replace(
        task, deadline=deadline, assignments=appointed(draft, span) or _bodies(draft, (heading[1], span[1]))
    )


def _statement(draft: Draft, span: Span) -> Span:
    """What an item is about: its first clauses, up to the one that names a day or somebody, or tells what was done."""
    end = span[0]
    for clause in _CLAUSE.finditer(draft.text, *span):
        start, stop = clause.span()
        named = any(p.start >= start for p in bodies_in(draft, (start, stop))) or bool(
            starting_in(draft.dates, (start, stop))
        )
        if end > span[0] and (named or rule_pattern("tasks.row_end").match(draft.text, start, stop)):
            break
        end = stop
        if draft.text[stop : stop + 1] not in ("，", ","):
            break
    return span[0], end


def _bodies(draft: Draft, span: Span) -> tuple[Assignment, ...]:
    """The bodies of an item but for those that only look on."""
    looks_on = rule_pattern("tasks.looks_on")
    here = bodies_in(draft, span)
    doing = {
        p.party.party_id: p
        for p in reversed(here)
        if not looks_on.match(draft.text, p.end) and not _WATCHES.search(draft.text, span[0], p.start)
    }
    return tuple(
        Assignment(p.party, "responsible", p.start, p.end) for p in sorted(doing.values(), key=lambda p: p.start)
    )
