"""Items of one list as tasks: which style of them holds the individual pieces, what each states, how far it reaches."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from taizhang.extract.tasks.doers import appointed
from taizhang.extract.tasks.items import Item, marked, printed_number, style
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.record import task_from, until_next
from taizhang.extract.tasks.series import series
from taizhang.extract.tasks.titles import title_of
from taizhang.extract.tasks.words import bare, item_pattern, judges, lexicon, rule_pattern
from taizhang.rules import compiled
from taizhang.types import Assignment, DateMention, Deadline, Draft, Span, Task
from taizhang.vocabulary import TaskKind

Piece = tuple[str | None, Span, Span]  # number, span of the statement, span of all
CLAUSE_END = compiled(r"[，,。；;\n]")
_SENTENCE_END = compiled(r"[。\n]")
_WHOSE = compiled(
    r"[ 　]*(?:\p{Han}{2,10}(?:[省市县旗州]|(?<!社)区|政府|管委会|局|公司))(?:[：:]|——?)(?=[^，,。；;\n]{6,})"
)
_WHEN = compiled(r"(?:自|截至)?(?:19|20)\d\d年[\d年月日度至到—\-以来底末上下半间期]{0,14}[，,]")
_LONGEST_NAME = 20
_LONGEST_HEADING = 60
_LONGEST_TITLE = 40
_FIGURE = compiled(r"\d")
_GAP = compiled(r"\p{Han}[ 　]+\p{Han}")
_BLANK = compiled(r"\s*")
_PARTS_OF_A_YEAR = ("half", "quarter")
COUNTED = compiled(
    r"(?<=问题|案例?|案件|行为)[（(]?\d+[个项处起件条宗][）)]?$"
)  # 燃煤锅炉未淘汰问题2个, 非法采矿问题(28个)


def group(text: str, listed: list[Item], kind: TaskKind) -> list[Piece]:
    """The items of the style that holds the individual pieces: the innermost
    style with at least two items that are no generic headings. What inspectors ask for is no case and no finding."""
    whole = listed
    if kind in ("case", "finding"):
        listed = _without_demands(text, listed)
    by_style: dict[str, list[Item]] = {}
    for item in listed:
        if not only_heads(text, item):
            by_style.setdefault(item.style, []).append(item)
    styles = [s for s, group in by_style.items() if len(group) >= 2 or "案例" in s]
    if not styles:
        return []
    chosen = by_style[styles[0] if kind == "case" else styles[-1] if kind == "rectification" else styles[0]]
    order = list(dict.fromkeys(item.style for item in listed))
    outer = set(order[: order.index(chosen[0].style) + 1])
    borders = [item.start for item in whole if item.style in outer]
    ends = until_next([item.start for item in chosen], len(text), borders)
    if len(chosen) > 1:  # the last item is no longer than its fellows
        lines = max(text[i.words : e].strip().count("\n") for i, e in zip(chosen[:-1], ends, strict=False))
        ends[-1] = min(ends[-1], lines_on(text, chosen[-1].words, lines))
    return [
        (
            printed_number(item.mark, text[item.words : end] if kind == "rectification" else ""),
            statement_at(text, item.words, end),
            (item.start, end),
        )
        for item, end in zip(chosen, ends, strict=True)
    ]


def _without_demands(text: str, listed: list[Item]) -> list[Item]:
    """The items outside of sections that say what is asked for (三、整改要求), up to the next of such a section's style or above;
    its heading may read like the label of a field, and is none of the `listed` then."""
    kept: list[Item] = []
    above: list[str] = []  # the style of the section one is in, and those outside of it
    seen: list[str] = []
    asking = rule_pattern("tasks.demands_section")
    headings = {i for i in marked(text) if asking.match(text, i.words)}
    for item in sorted({*listed, *headings}):
        if not above or item.style in above:
            asks = item in headings
            seen += [item.style] if item.style not in seen else []
            above = seen[: seen.index(item.style) + 1] if asks else []
        kept += [] if above else [item]
    return kept


def only_heads(text: str, item: Item) -> bool:
    """Whether an item is no more than a heading of others (一、重点任务; 二、财政管理方面), or begins with one (一、抽检情况。…)."""
    first, end = item.words, min(len(text), item.words + _LONGEST_HEADING)
    if bare(text[slice(*statement_at(text, first, end))]) in lexicon("generic"):
        return True
    line = line_end(text, first)
    if rule_pattern("tasks.somewhere").fullmatch(text, first, line) and _other_item(text, line + 1, item):
        return True
    heads = ("tasks.field_of_work", "tasks.account", "tasks.grouped_by_standing")
    return line <= end and any(rule_pattern(rule).search(text[first:line].strip(" 　。")) for rule in heads)


def _other_item(text: str, at: int, item: Item) -> bool:
    """Whether the line at a position opens an item of another style."""
    mark = item_pattern().match(text, at)
    return mark is not None and style(mark["mark"]) != item.style


def within_field(text: str, piece: Piece) -> list[Piece]:
    """The pieces of an item that opens with a field of work (重大投资方面。1.…2.…): its numbered parts, else the sentence behind."""
    number, statement, span = piece
    if not rule_pattern("tasks.field_of_work").search(text[slice(*statement)]):
        return [piece]
    for parts in series(text, statement[1], span[1]):
        return [(p.number, statement_at(text, p.words, p.end), (p.start, p.end)) for p in parts]
    behind = statement_at(text, statement[1] + 1, span[1])
    return [(number, behind, span)] if behind[0] < behind[1] else [piece]


def statement_at(text: str, start: int, end: int) -> Span:
    """The first sentence of an item; the next line where the mark stands alone in its line."""
    while start < end and text[start] in " 　\n：:":
        start += 1
    stop = _SENTENCE_END.search(text, start, end)
    return start, stop.start() if stop else end


def made(draft: Draft, pieces: list[Piece], kind: TaskKind) -> list[Task]:
    """The tasks of these pieces."""
    out = []
    for number, statement, span in pieces:
        progress = (statement[1], span[1])
        fields = {"problem": statement}
        if kind in ("case", "finding"):
            fields["heading"] = heading_of(draft.text, statement, kind)
        if kind == "case":
            fields["case"] = span
        elif kind == "rectification":
            fields |= {"progress": progress, "handling": progress}
        named = bare_name(draft, statement, span[1]) if kind in ("case", "finding") else None
        if named:
            fields["problem"] = named
        task = task_from(draft, fields, kind, f"tasks.{kind}", number, span)
        if task:
            task = replace(task, title=joined(draft.text, named)) if named else task
            task = replace(task, assignments=task.assignments or _given_it(draft, span, kind))
            out.append(_due(draft, task, span))
    return out


def _given_it(draft: Draft, span: Span, kind: TaskKind) -> tuple[Assignment, ...]:
    """The bodies to which a piece gives the work; who came together to look into a case (甲会同乙检查, 甲牵头组成调查组) leads no work."""
    given = appointed(draft, span)
    looks = rule_pattern("tasks.leads_an_inquiry")
    return tuple(
        a for a in given if kind != "case" or not a.end
        or not (draft.text.startswith("会同", a.end) or looks.match(draft.text, a.end))
    )  # fmt: skip


def _due(draft: Draft, task: Task, span: Span) -> Task:
    """A task with its day; a case that was ordered to be put right by a day still to come is being put right, one of which that
    is only asked (要求9月底前恢复) need not be."""
    deadline = task.deadline or due_in(draft, span, kept=False)
    published = draft.reference.published_on
    to_come = deadline and deadline.end and published and deadline.end >= published
    if (
        task.kind == "case"
        and task.status == "none"
        and deadline
        and to_come
        and not _asked(draft.text, span, deadline)
    ):
        return replace(task, deadline=deadline, status="in_progress", status_text=deadline.text)
    return replace(task, deadline=deadline)


def _asked(text: str, span: Span, deadline: Deadline) -> bool:
    at = text.find(deadline.text, *span)
    start = max(text.rfind(mark, 0, at) for mark in "。；;\n") + 1
    return rule_pattern("tasks.asked_only").search(text, start, at) is not None


def heading_of(text: str, statement: Span, kind: TaskKind) -> Span:
    """What names a finding or case: the first clause of its sentence, for what follows are evidence and figures; of a finding
    only where the clause judges (落实有差距，4名干部…) and holds no figure itself."""
    start, end = statement
    if kind == "case" and (label := _WHOSE.match(text, start, end)):
        start = label.end()  # 甲市政府：某矿山违法开采; 甲市政府——某河水质变坏
    while kind == "case" and (where := rule_pattern("tasks.where").match(text, start, end)) and where.end() < end:
        start = where.end()
    if kind == "finding" and end - start > _LONGEST_TITLE and (when := _WHEN.match(text, start, end)):
        start = when.end()  # 2012年至2014年，总行及6家分行…
    clause = CLAUSE_END.search(text, start, end)
    first = text[start : clause.start()] if clause else ""
    names = (
        len(first) >= 8
        if kind == "case"
        else len(first) >= 5 and not _FIGURE.search(COUNTED.sub("", first)) and judges(first)
    )
    if kind == "case" and names and clause and (fault := _fault_behind(text, first, clause.end(), end)):
        return start, fault
    return (start, start + len(first)) if names else (start, end)


def _fault_behind(text: str, name: str, start: int, end: int) -> int | None:
    """Where the clause behind a name ends that says what is amiss there (某焦化厂，报警器失效; 某超市销售的鲫鱼，恩诺沙星检出值…)."""
    behind = CLAUSE_END.search(text, start, end)
    stop = behind.start() if behind else end
    states = judges(name) or rule_pattern("tasks.names_piece").search(name) is not None
    short = len(name) <= _LONGEST_NAME and stop - start + len(name) < _LONGEST_TITLE
    tells = judges(text[start:stop]) or rule_pattern("tasks.detected").search(text, start, stop) is not None
    return stop if short and not states and tells else None


def due_in(draft: Draft, span: Span, kept: bool = True) -> Deadline | None:
    """The first day in a case or finding by which something was or is due; not `kept`: what a body once promised and broke is
    part of the case and sets it no day; nor does a day in the problem that is named again."""
    for d in starting_in(draft.dates, span):
        clause = _clause_start(draft.text, d.start)
        broken = not kept and rule_pattern("tasks.broken_promise").match(draft.text, clause)
        restated = rule_pattern("tasks.restated").match(draft.text, clause)
        if _falls_due(draft, d) and not broken and not (restated and d.start < restated.end()):
            return Deadline("by", d.value.start if d.role == "deadline" else None, d.value.end, d.text)
    return None


def _falls_due(draft: Draft, date: DateMention) -> bool:
    """Whether something is to be done by a date: a deadline, or a stretch still to come over which it is to be finished (明年上半年完成);
    over a year that has begun it may be told what was done."""
    told, start, end = draft.reference.date, date.value.start, date.value.end
    if date.role == "deadline" or end is None or told is None or start is None:
        return date.role == "deadline" and end is not None
    to_come = start > told or (end > told and date.value.granularity in _PARTS_OF_A_YEAR)
    return to_come and rule_pattern("tasks.finished_then").match(draft.text, date.end) is not None


def _clause_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in "，,。；;：:\n") + 1


def last_due(draft: Draft, span: Span) -> Deadline | None:
    """The last of the days by which the steps of one piece of work are due."""
    due = [d for d in starting_in(draft.dates, span) if _falls_due(draft, d)]
    last = max(due, key=lambda d: d.value.end or dt.date.min, default=None)
    return Deadline("by", None, last.value.end, last.text) if last else None


def line_end(text: str, at: int) -> int:
    """Where the line that holds `at` ends."""
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def lines_on(text: str, at: int, lines: int) -> int:
    """Where the line ends that comes so many lines, blank ones not counted, behind the one in which words follow `at`."""
    for _ in range(lines + 1):
        while at < len(text) and text[at].isspace():
            at += 1
        at = line_end(text, at)
    return at


def joined(text: str, named: Span) -> str:
    """A name and the fault told in the sentence behind it, as a title."""
    return title_of("".join(text[slice(*named)].replace("。", "").split("\n")))


def bare_name(draft: Draft, statement: Span, stop: int) -> Span | None:
    """Where the first sentence only names who it is about (某铸造厂。煤气柜未装报警器，…), it and the clause behind, up to `stop`."""
    start, end = statement
    name = draft.text[start:end]
    behind = _BLANK.match(draft.text, end + 1) if end + 1 < stop else None
    clause = CLAUSE_END.search(draft.text, behind.end()) if behind else None
    if len(name) > _LONGEST_NAME or judges(name) or not clause or not behind or clause.start() <= behind.end():
        return None
    body = any(p.end == end for p in starting_in(draft.parties, statement))
    # 污水处理厂“吃不饱”; 南山·北镇 采石毁林
    states = "“" in name or bool(_GAP.search(name) or rule_pattern("tasks.names_piece").search(name))
    return (start, clause.start()) if body or (not states and judges(draft.text[end : clause.start()])) else None
