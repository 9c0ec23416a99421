"""Cases told at length: under a heading that names the case 一、基本情况, 二、主要问题, 三、原因分析; a page holds one or several."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from taizhang.extract.tasks.groups import Piece, line_end, made
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.record import until_next
from taizhang.extract.tasks.words import rule_pattern
from taizhang.rules import compiled
from taizhang.types import Draft, Span, Task

_LINE = compiled(r"[^\n]+")
_HAN = compiled(r"\p{Han}")
_LEAST = 8  # Han characters of a line that names a case
_MOST = 50


def dossier_tasks(draft: Draft) -> list[Task]:
    """One case a dossier; what it counts under 主要问题 is told of that case and is no case of its own, and the days by which
    something was due, kept or missed, are its evidence."""
    text = draft.text
    opened = [m.start() for m in rule_pattern("tasks.dossier").finditer(text)] or _problems_first(text)
    pieces: list[Piece] = []
    for (before, opening), end in zip(pairwise([0, *opened]), until_next(opened, len(text)), strict=True):
        if rule_pattern("tasks.dossier_problems").search(text, opening, end) and (
            name := _name(draft, before, opening)
        ):
            pieces.append((None, name, (name[0], end)))
    if not pieces and opened and (accident := _accident(draft)):
        pieces.append((None, accident, (accident[0], len(text))))
    return [
        replace(task, deadline=None, status="none" if task.status == "overdue" else task.status)
        for task in made(draft, pieces, "case")
    ]


def _accident(draft: Draft) -> Span | None:
    """The accident that the title says the report is on."""
    title = draft.structure.title
    report = rule_pattern("tasks.accident_report").search(draft.text, *title) if title else None
    return (title[0], report.start()) if title and report else None


def called_cases(draft: Draft) -> list[Task]:
    """Cases told in sections under a heading of their own that calls them so (某厂违规储存案 / 基本案情 / 处理结果), at least one; none
    where their problems are told apart, which are dossiers."""
    opened = [m.start() for m in rule_pattern("tasks.dossier").finditer(draft.text)]
    names = [_name(draft, before, opening) for before, opening in pairwise([0, *opened])]
    called = [name for name in names if name and draft.text[slice(*name)].rstrip().endswith(("案", "案件"))]
    ends = until_next([start for start, _ in called], len(draft.text))
    pieces: list[Piece] = [(None, name, (name[0], end)) for name, end in zip(called, ends, strict=True)]
    own = len(called) == len(opened) and all(first < second for (first, _), (second, _) in pairwise(called))
    return made(draft, pieces, "case") if called and own and not dossier_tasks(draft) else []


def _problems_first(text: str) -> list[int]:
    """Where a dossier begins that opens with 主要问题, its facts told above; 原因分析 closes it."""
    opened = [m.start() for m in rule_pattern("tasks.dossier_problems").finditer(text)]
    causes = rule_pattern("tasks.dossier_causes")
    ends = until_next(opened, len(text))
    return [start for start, end in zip(opened, ends, strict=True) if causes.search(text, start, end)]


def _name(draft: Draft, start: int, opening: int) -> Span | None:
    """The heading above a dossier: the nearest line that is no sentence, else the bulletin's title; behind 典型案例：, before 调查报告."""
    text = draft.text
    lines = [m.span() for m in _LINE.finditer(text, start, opening)]
    named = [line for line in reversed(lines) if _names(draft, line)] or [s for s in [draft.structure.title] if s]
    if not named:
        return None
    first, last = named[0]
    label = rule_pattern("tasks.case_label").match(text, first, line_end(text, first))
    report = rule_pattern("tasks.accident_report").search(text, first, last)
    return (label.end() if label else first), (report.start() if report else last)


def _names(draft: Draft, line: Span) -> bool:
    start, end = line
    words = draft.text[start:end].strip()
    dated = any(d.role == "published" for d in starting_in(draft.dates, (start, end)))
    return len(_HAN.findall(words)) >= _LEAST and len(words) <= _MOST and words[-1] not in "。：:；;，," and not dated
