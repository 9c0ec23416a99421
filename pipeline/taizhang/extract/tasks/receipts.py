"""Complaints told in sentences, each known by the number it was received under (受理编号3127：“…”。经查属实，…)."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from taizhang.extract.tasks.groups import due_in, line_end
from taizhang.extract.tasks.record import task_from
from taizhang.extract.tasks.status import status_of_report
from taizhang.extract.tasks.words import rule_pattern
from taizhang.rules import compiled
from taizhang.types import Draft, Span, Task

_HAN = compiled(r"\p{Han}")
_LEAST_HANDLING = 4  # Han characters behind a complaint in its line that tell of it; with fewer the next line does
_REACH = 300  # characters before its number within which a complaint is told


class _Receipt(NamedTuple):
    number: str
    start: int
    said: Span
    told: int  # where its handling begins


def received_tasks(draft: Draft) -> list[Task]:
    """The complaints of a report in sentences: what was said, behind or before the number, and how it was handled."""
    text = draft.text
    receipts = _receipts(text)
    found: list[Task] = []
    lines = _sentences_on(text, receipts[0].told) if len(receipts) == 1 else 1
    for at, receipt in enumerate(receipts):
        following = receipts[at + 1].start if at + 1 < len(receipts) else None
        whole = len(receipts) == 1 and rule_pattern("tasks.reported_below").match(text, receipt.told)
        end = _end_of_report(draft, receipt) if whole else _end(text, receipt, following, lines)
        lines = max(lines, text[receipt.told : end].strip().count("\n"))
        found += [task] if (task := _task(draft, receipt, end)) else []
    return found


def _receipts(text: str) -> list[_Receipt]:
    out: list[_Receipt] = []
    border = 0
    for m in rule_pattern("tasks.receipt").finditer(text):
        number = m["number"]
        elsewhere = any(r.number == number for r in out) or rule_pattern("tasks.same_case").match(text, m.end())
        said = None if elsewhere else _said(text, m.span(), border)
        if said:
            told = max(m.end(), said[1])
            out.append(_Receipt(number, min(m.start(), said[0]), said, told))
            border = told
    return out


def _said(text: str, number: Span, border: int) -> Span | None:
    """What the complaint says: right behind its number, else last before it in the line."""
    if behind := rule_pattern("tasks.said_behind").match(text, number[1]):
        return behind.span("said")
    near = max(border, number[0] - _REACH)
    start = max(near, text.rfind("\n", near, number[0]) + 1)
    before = list(rule_pattern("tasks.said_before").finditer(text, start, number[0]))
    return before[-1].span("said") if before else None


def _sentences_on(text: str, at: int) -> int:
    """How many lines behind that of `at` tell of a complaint without fellows: those that end in a full stop and count no
    complaints; at least one."""
    counts = rule_pattern("tasks.share")
    behind = (line.rstrip() for line in text[line_end(text, at) :].split("\n") if line.strip())
    return max(1, sum(1 for _ in takewhile(lambda line: line.endswith("。") and not counts.search(line), behind)))


def _end_of_report(draft: Draft, receipt: _Receipt) -> int:
    """Where a page that reports on one complaint goes over to other things (另有5件…, 下一步), else its end."""
    end = draft.structure.body[1]
    beyond = rule_pattern("tasks.beyond_report").search(draft.text, line_end(draft.text, receipt.told), end)
    return beyond.start() if beyond else end


def _end(text: str, receipt: _Receipt, following: int | None, lines: int) -> int:
    """Where the report of a complaint ends: with its line, or where that holds the complaint alone, with the next complaint;
    the last one is as long as its fellows."""
    end = line_end(text, receipt.told)
    if len(_HAN.findall(text, receipt.told, end)) >= _LEAST_HANDLING:
        return end if following is None else min(end, following)
    if following is not None:
        return following
    for _ in range(lines):
        while end < len(text) and text[end].isspace():
            end += 1
        end = line_end(text, end)
    return end


def _task(draft: Draft, receipt: _Receipt, end: int) -> Task | None:
    told = (receipt.told, end)
    fields = {"problem": receipt.said, "investigation": told, "handling": told}
    task = task_from(draft, fields, "complaint", "tasks.received", receipt.number, (receipt.start, end))
    if task is None:
        return None
    status, said = status_of_report(draft.text[slice(*told)])
    return replace(task, status=status, status_text=said, deadline=due_in(draft, told))
