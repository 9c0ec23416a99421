"""Faults told in a row behind their announcement: 存在问题：甲公司消防通道锁闭；乙矿采空区未封闭。"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from taizhang.extract.tasks.groups import heading_of
from taizhang.extract.tasks.record import task_from
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.rules import compiled
from taizhang.types import Draft, Span, Task
from taizhang.vocabulary import TaskKind

_PART = compiled(
    r"(?:[一二三四五六七八九十]{1,3}是|[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳])?[ 　]*(?P<words>[^；;\s][^；;]*)"
)
_COLON = compiled(r"[：:]")
_LONGEST_OPENING = 80  # characters of a sentence before the colon
_HAN = compiled(r"\p{Han}")
_TOWN = compiled(
    r"(?!各|部分|个别|有[的关些]|一些|多|少数|相关|全|某些|农|基层)\p{Han}{2,3}(?:(?<!乡)镇|乡(?!镇)|街道|村|社区)(?=\p{Han}{2})"
)
_LEAST = 8  # Han characters that name somebody and a fault; fewer only count (林州市未整改5个)
_END = compiled(r"。|(?<![；;])\n|$")


def fault_tasks(draft: Draft, kind: TaskKind) -> list[Task]:
    """One finding (or case) a part of such a row, where each part opens with the place or body it is about; at least two. Faults of all in
    general (排查不细；台账不全) are none; one of them may stand in the row."""
    out: list[Task] = []
    begin = {m.start for mentions in (draft.parties, draft.places) for m in mentions}
    for opening in _openings(draft.text):
        end = _END.search(draft.text, opening.end())
        row = (opening.end(), end.start() if end else len(draft.text))
        parts = [m.span("words") for m in _PART.finditer(draft.text, *row)]
        own = [part for part in parts if _names_its_own(draft, part, begin)]
        if len(own) >= max(2, len(parts) - 1) and judges(draft.text[slice(*row)]):
            out += [task for part in own if (task := _task(draft, part, kind)) is not None]
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
    opens = part[0] in begin or _TOWN.match(draft.text, *part) is not None
    return opens and len(_HAN.findall(draft.text, *part)) >= _LEAST


def _task(draft: Draft, part: Span, kind: TaskKind) -> Task | None:
    fields = {"problem": part, "heading": heading_of(draft.text, part, "case")}
    return task_from(draft, fields, kind, f"tasks.{kind}", None, part, handlers=False)
