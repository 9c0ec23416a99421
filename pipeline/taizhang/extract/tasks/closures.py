"""The tasks of a closure notice in sentences (某河段水质不达标问题已完成整改并通过验收，拟予销号), or in its title alone."""

from __future__ import annotations

from taizhang.extract.tasks.groups import Piece
from taizhang.extract.tasks.items import Item, loose_items, printed_number
from taizhang.extract.tasks.record import task_from
from taizhang.extract.tasks.series import lead_in
from taizhang.extract.tasks.standing import names_piece
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.rules import compiled
from taizhang.types import Draft, Span, Task

_END = compiled(r"[。；;\n]")
_NUMBER_BEFORE = compiled(r"第(\d{1,3})[项号](?:整改|反馈)?(?:任务|问题)?(?:关于|[（(]|[：:])?[“「\"]?$")
_REACH = 24  # characters before a matter in which its number stands


def closed_tasks(draft: Draft) -> list[Task]:
    """The matters that the notice counts, else those its sentences name, else the one its title names; each put right."""
    pieces = _counted(draft.text) or _told(draft.text) or _titled(draft)
    found = [task_from(draft, {"problem": said}, "rectification", "tasks.closed", number, span, handlers=False)
             for number, said, span in pieces]  # fmt: skip
    return [task for task in found if task]


def _counted(text: str) -> list[Piece]:
    """下列三项任务已完成整改：（一）某企业废水外溢问题；（二）… One of them may be odd."""
    by_style: dict[str, list[Item]] = {}
    for item in loose_items(text):
        by_style.setdefault(item.style, []).append(item)
    for row in by_style.values():
        ahead = rule_pattern("tasks.tasks_ahead").search(lead_in(text, row[0].start))
        said = [(i, s) for i in row if _states(text, s := (i.words, _end(text, i.words)))]
        if ahead and len(said) >= max(2, len(row) - 1):
            return [(printed_number(i.mark, text[slice(*s)]), s, (i.start, s[1])) for i, s in said]
    return []


def _end(text: str, start: int) -> int:
    stop = _END.search(text, start)
    return stop.start() if stop else len(text)


def _told(text: str) -> list[Piece]:
    seen: dict[str, Piece] = {}
    for m in rule_pattern("tasks.put_right").finditer(text):
        if _quoted_problem(text, m.span("said")) or _states(text, m.span("said")):
            seen.setdefault(m["said"], (_number(text, m.start("said")), m.span("said"), m.span()))
    return list(seen.values())


def _quoted_problem(text: str, said: Span) -> bool:
    """Whether words are quoted as a problem (“某坑塘发绿”问题): then they need no judge."""
    return text[said[1] : said[1] + 1] in tuple('”"」』') and text.startswith(("问题", "的问题"), said[1] + 1)


def _titled(draft: Draft) -> list[Piece]:
    title = draft.structure.title
    named = rule_pattern("tasks.closed_title").search(draft.text, *title) if title else None
    if not named or not _states(draft.text, named.span("said")):
        return []
    return [(_number(draft.text, named.start("said")), named.span("said"), named.span("said"))]


def _number(text: str, at: int) -> str | None:
    """The number of the plan right before a matter (反馈问题第7项关于“…”)."""
    told = _NUMBER_BEFORE.search(text, max(0, at - _REACH), at)
    return told[1] if told else None


def _states(text: str, said: Span) -> bool:
    """Whether words name one matter, not all that an inspection found (省级督察反馈问题)."""
    words = text[slice(*said)]
    return (judges(words) or names_piece(words)) and rule_pattern("tasks.all_found").fullmatch(words) is None
