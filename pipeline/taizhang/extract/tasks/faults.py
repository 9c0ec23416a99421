"""Faults told in a row behind their announcement: 存在问题：甲公司消防通道锁闭；乙矿采空区未封闭。"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from taizhang.extract.tasks.groups import heading_of
from taizhang.extract.tasks.record import task_from
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.types import Draft, Span, Task

_PART = regex.compile(
    r"(?:[一二三四五六七八九十]{1,3}是|[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳])?[ 　]*(?P<words>[^；;\s][^；;]*)"
)
_COLON = regex.compile(r"[：:]")
_LONGEST_OPENING = 80  # characters of a sentence before the colon
_HAN = regex.compile(r"\p{Han}")
_LEAST = 8  # Han characters that name somebody and a fault; fewer only count (林州市未整改5个)
_END = regex.compile(r"。|(?<![；;])\n|$")


def fault_tasks(draft: Draft) -> list[Task]:
    """One finding a part of such a row, where each part opens with the place or body it is about; at least two. Faults of all in
    general (排查不细；台账不全) are none; one of them may stand in the row."""
    out: list[Task] = []
    begin = {m.start for mentions in (draft.parties, draft.places) for m in mentions}
    for opening in _openings(draft.text):
        end = _END.search(draft.text, opening.end())
        row = (opening.end(), end.start() if end else len(draft.text))
        parts = [m.span("words") for m in _PART.finditer(draft.text, *row)]
        own = [part for part in parts if _names_its_own(draft, part, begin)]
        if len(own) >= max(2, len(parts) - 1) and judges(draft.text[slice(*row)]):
            out += [task for part in own if (task := _task(draft, part)) is not None]
    return out


def _openings(text: str) -> Iterator[regex.Match[str]]:
    """The words ahead of rows of faults, looked for only where a sentence begins that has the colon they end with."""
    reached = 0
    for colon in _COLON.finditer(text):
        low = max(colon.start() - _LONGEST_OPENING, reached)
        start = max(text.rfind(mark, low, colon.start()) for mark in "。\n") + 1 or low
        if opening := rule_pattern("tasks.faults_ahead").match(text, start):
            reached = opening.end()
            yield opening


def _names_its_own(draft: Draft, part: Span, begin: set[int]) -> bool:
    return part[0] in begin and len(_HAN.findall(draft.text, *part)) >= _LEAST


def _task(draft: Draft, part: Span) -> Task | None:
    fields = {"problem": part, "heading": heading_of(draft.text, part, "case")}
    return task_from(draft, fields, "finding", "tasks.finding", None, part, handlers=False)
