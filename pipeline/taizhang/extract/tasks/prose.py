"""Tasks set out in prose: items with labelled fields, closure notices, complaints with their numbers."""

from __future__ import annotations

from dataclasses import replace

import regex

from taizhang.extract.tasks.block_problem import statement_of, with_problem
from taizhang.extract.tasks.blocks import TELLING, Block, blocks
from taizhang.extract.tasks.doers import appointed, bodies_in
from taizhang.extract.tasks.groups import due_in, heading_of, joined, last_due, statement_at
from taizhang.extract.tasks.items import printed_number
from taizhang.extract.tasks.labels import labels
from taizhang.extract.tasks.problem_parts import fields_of_parts, numbered_parts
from taizhang.extract.tasks.record import case_number, task_from, until_next
from taizhang.extract.tasks.standing import leader_in, named_in, names_piece, standing_task, stood, tells
from taizhang.extract.tasks.status import bare_status
from taizhang.extract.tasks.titles import title_of
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.rules import compiled
from taizhang.types import Assignment, Draft, Span, Task
from taizhang.vocabulary import ASSIGNMENT_ROLES, TaskKind

_NUMBER_IN_TITLE = compiled(
    r"第(\d{1,3}|[一二三四五六七八九十百零〇]{1,5})[项号]|(?:序号|编号)[为是：:]?(\d{1,3}|[一二三四五六七八九十百零〇]{1,5})"
)
_END_OF_SAID = compiled(r"[，,。；;\n]")
_IN_BRACKETS = compiled(r"[^（）\n]*(?=）)")
_BEHIND_BRACKET = compiled(r"）[ 　]*[：:，,。；;]?(?P<told>[^\n]+)")
_END_OF_CELL = compiled(r"[ 　]*[|｜\n]|[ ][／/][ ]")
_END_OF_NAMES = compiled(r"[\s、，,；;：:]*+\S[^\n]*?(?:[、，,；;：:][ 　]*\n[^\n]*?)*(?P<end>。|(?<![、，,；;：:])\n)")
_PROGRESS = {"progress", "state", "finished", "handling", "closed", "closed_on", "finished_on"}
_LONGEST_TITLE = 40
_LEAST_TOLD = 4  # characters outside the labels of an item that may tell something
_SECTION = compiled(r"^[ 　]*[一二三四五六七八九十百零〇]{1,5}、(?P<title>[^\n。]{1,30})$", regex.M)
_NEXT = compiled(r"下一?步|下一?阶段|今后|打算")
_LABEL_NUMBER = compiled(r"[ 　]*[（(]?(\d{1,3}|[一二三四五六七八九十百零〇]{1,5})[）)、.．]")


def labelled_tasks(draft: Draft, kind: TaskKind, reporting: bool = False) -> list[Task]:
    """Tasks whose fields are labelled: one an item, or one (or several numbered ones) for a whole notice. `reporting`: the
    bulletin tells how far things are, so what follows the labels of an item is its progress."""
    text = draft.text
    found = labels(text)
    if not any(label.field in TELLING for label in found):
        return []
    owned = blocks(text, found)
    to_come = _to_come(text)
    out: list[Task] = []
    for block in owned:
        if {label.field for label in block.labels} & TELLING:
            out += _block_tasks(draft, block, kind, reporting)
        elif block.item and not any(start <= block.start < end for start, end in to_come):
            task = _unlabelled(draft, block, kind, reporting) or _sibling(draft, block, kind)
            out += [task] if task else []
    return out


def _unlabelled(draft: Draft, block: Block, kind: TaskKind, reporting: bool) -> Task | None:
    """三、总磷浓度偏高问题 / 长期坚持。…: a problem in the row of labelled ones, its own fields without labels. In a report it tells how it
    stands; a case or finding has to say that something is amiss."""
    item, text = block.item, draft.text
    if item is None:
        return None
    problem, span = statement_at(text, item.words, block.end), (item.start, block.end)
    words = text[slice(*problem)]
    number = printed_number(item.mark, words)
    if reporting:
        told = (problem[1], block.end)
        piece = names_piece(words)
        return standing_task(draft, problem, told, kind, "tasks.labelled", number, span) if piece else None
    if kind == "rectification" or not names_piece(words) or not judges(words):
        return None
    fields = {"problem": problem, "heading": heading_of(text, problem, "finding"), "case": span}
    return task_from(draft, fields, kind, "tasks.labelled", number, span)


def _to_come(text: str) -> list[Span]:
    """The sections on what is asked for or to be done next, which have no problems of their own."""
    sections = list(_SECTION.finditer(text))
    ends = until_next([m.start() for m in sections], len(text))
    return [
        (m.start(), end)
        for m, end in zip(sections, ends, strict=True)
        if _NEXT.search(m["title"]) or rule_pattern("tasks.demands_section").match(m["title"])
    ]


def _sibling(draft: Draft, block: Block, kind: TaskKind) -> Task | None:
    """An item in the row of labelled ones that says in a sentence who does it by when (由市水利局牵头，11月30日前完成)."""
    item, span = block.item, (block.start, block.end)
    deadline = last_due(draft, span)
    doers = appointed(draft, span) or _by_role(draft, span)
    if item is None or deadline is None or not doers:
        return None
    task = task_from(draft, {"problem": statement_of(draft.text, item.words, span[1])}, kind, "tasks.labelled",
                     printed_number(item.mark, draft.text[item.words : span[1]]), span)  # fmt: skip
    return task and replace(task, deadline=deadline, assignments=doers)


def _by_role(draft: Draft, span: Span) -> tuple[Assignment, ...]:
    """The bodies of a stretch that lead or answer in the bulletin as a whole."""
    doers = [p for p in bodies_in(draft, span) if p.role in ("lead", "responsible")]
    return tuple(Assignment(p.party, "lead" if p.role == "lead" else "responsible", p.start, p.end) for p in doers)


def _block_tasks(draft: Draft, block: Block, kind: TaskKind, reporting: bool) -> list[Task]:
    text = draft.text
    fields = _fields(text, block)
    kind = with_problem(draft, block, fields, kind)
    if kind == "rectification" and "progress" not in fields and (rest := _behind_bracket(text, block)):
        fields["progress"] = rest
    told = _told(text, block, fields) if block.item and reporting and not _PROGRESS & fields.keys() else None
    if told:
        fields["report"] = told
    if kind in ("case", "finding") and block.item and not _PROGRESS & fields.keys() and not reporting:
        fields["case"] = (block.item.words, block.end)
    if "problem" not in fields:
        return []
    number = case_number(text, *fields["case_number"]) if "case_number" in fields else None
    if "case_number" in fields or "verified" in fields:
        kind = "complaint"
    if kind == "complaint" and number is None and rule_pattern("tasks.total").search(text, *fields["problem"]):
        return []
    if subject := fields.get("subject"):
        fields.setdefault("responsible", subject)
        kind = "case" if kind == "finding" else kind
    parts = numbered_parts(text, fields["problem"]) if block.item is None and not subject else []
    if len(parts) >= 2:
        held = zip(fields_of_parts(text, fields, parts), parts, strict=True)
        return [task for mine, (number, _) in held if (task := _part_task(draft, mine, number, kind))]
    if "lead" not in fields and (leader := _leader(draft, block, fields["problem"], kind)):
        fields["lead"] = leader
    number = number or _number(draft, block, fields["problem"])
    task = task_from(draft, fields, kind, "tasks.labelled", number, (block.start, block.end) if block.item else None)
    if task and reporting and task.kind == "rectification" and not task.assignments:
        task = replace(task, assignments=named_in(draft, fields["problem"]))
    return [_completed(draft, block, fields, task)] if task else []


def _leader(draft: Draft, block: Block, problem: Span, kind: TaskKind) -> Span | None:
    """The body that leads, as the words of a block say it; not one of whose work people complain (由甲局牵头的工程夜间施工)."""
    if kind != "complaint":
        return leader_in(draft, (block.start, block.end))
    return leader_in(draft, (block.start, problem[0])) or leader_in(draft, (problem[1], block.end))


def _completed(draft: Draft, block: Block, fields: dict[str, Span], task: Task) -> Task:
    """The task of a block with its title, and with what its report tells or until when it is due."""
    text = draft.text
    if "name" in fields:
        task = replace(task, title=joined(text, fields["name"]))
    elif "subject" in fields and block.item is None:
        task = replace(task, title=_whose(text[slice(*fields["subject"])], task.title))
    if told := fields.get("report"):
        return stood(draft, task, told, (block.start, block.end))
    if not task.deadline and "progress" in fields and task.status not in ("completed", "closed"):
        return replace(task, deadline=due_in(draft, fields["progress"]))
    if not task.deadline and task.kind == "rectification" and block.item and "deadline" not in fields and block.labels:
        return replace(task, deadline=due_in(draft, (block.item.words, block.labels[0].start)))  # ahead of its labels
    return task


def _whose(subject: str, fault: str) -> str:
    """The title of a form about somebody: who it is and, where there is room, the first fault."""
    who = title_of(subject)
    return title_of(both) if len(both := who + fault) <= _LONGEST_TITLE else who


def _number(draft: Draft, block: Block, problem: Span) -> str | None:
    """The number of an item, of the label that opens a block (2、问题：…), or else above it or in front of the problem."""
    text = draft.text
    if block.item:
        return printed_number(block.item.mark, text[block.item.words : block.end])
    mark = _LABEL_NUMBER.match(text, block.start)
    return mark[1] if mark else _number_above(draft, block.start) or _number_above(draft, problem[0])


def _told(text: str, block: Block, fields: dict[str, Span]) -> Span | None:
    """What an item of a report tells outside its labels: in front of them behind its statement, or behind them."""
    statement = statement_at(text, block.item.words if block.item else block.start, block.end)
    last = max((fields[label.field][1] for label in block.labels if label.field in fields), default=block.end)
    front, behind = (statement[1], block.labels[0].start), (last, block.end)
    longer = max((front, behind), key=lambda side: len(text[slice(*side)].strip()))
    told = behind if tells(text[slice(*behind)]) else longer  # what is amiss stands in front, what was done behind
    return told if len(text[slice(*told)].strip()) >= _LEAST_TOLD else None


def _fields(text: str, block: Block) -> dict[str, Span]:
    fields: dict[str, Span] = {}
    ends = until_next([label.start for label in block.labels], block.end)
    for label, end in zip(block.labels, ends, strict=True):
        gap = text.find("\n\n", label.words, end)
        end = gap if gap >= 0 and text[label.words : gap].strip() else end
        stops = _END_OF_SAID if label.said else _END_OF_CELL if label.line else None
        if bracket := _IN_BRACKETS.match(text, label.words, end):
            opened = text.rfind("（", block.start, label.start) > text.rfind("）", block.start, label.start)
            end = bracket.end() if opened else end  # （责任单位：…；完成时间：…）：正在拆除
        if stops and (stop := stops.search(text, label.words, end)):
            end = stop.start()
        elif label.field in ASSIGNMENT_ROLES and (names := _END_OF_NAMES.match(text, label.words, end)):
            end = names.start("end")
        elif label.field == "deadline" and (point := text.find("。", label.words, end)) >= 0 and tells(text[point:end]):
            end = point  # 整改时限：8月底前。已完成整改
        if label.field != "ignored" and text[label.words : end].strip():
            if label.field == "finished" and not bare_status(text[slice(*fields.get("finished", (0, 0)))]):
                fields.pop("finished", None)  # 办结目标 may tell what is aimed at, 是否办结 behind it how far it is
            fields.setdefault(label.field, (label.words, end))
            if (
                label.field == "progress"
                and "措施" in text[label.start : label.words]
                and numbered_parts(text, (label.words, end))
            ):
                fields.setdefault("measures", (label.words, end))  # 整改措施及进展情况 tells both
    return fields


def _behind_bracket(text: str, block: Block) -> Span | None:
    """What an item tells of its progress behind the bracket that holds its labels (（责任单位：…；完成时间：…）：正在拆除)."""
    last = block.labels[-1] if block.labels else None
    bracket = _IN_BRACKETS.match(text, last.words, block.end) if last else None
    if (
        not last
        or not bracket
        or text.rfind("（", block.start, last.start) <= text.rfind("）", block.start, last.start)
    ):
        return None
    told = _BEHIND_BRACKET.match(text, bracket.end(), block.end)
    return told.span("told") if told and tells(told["told"]) else None


def _part_task(draft: Draft, mine: dict[str, Span], number: str, kind: TaskKind) -> Task | None:
    """The task of one of several problems of a notice."""
    problem = mine["problem"]
    task = task_from(draft, mine, kind, "tasks.labelled_part", number, problem)
    return task and replace(
        task,
        deadline=task.deadline or last_due(draft, problem),
        assignments=task.assignments or appointed(draft, problem),
    )


def _number_above(draft: Draft, start: int) -> str | None:
    """The task's number in the line above a form, else in the title (第19项整改任务完成情况)."""
    lines = draft.text[:start].rstrip().rsplit("\n", 1)[-1:] if start else []
    found = next((m for words in (*lines, draft.title or "") if (m := _NUMBER_IN_TITLE.search(words))), None)
    return found[1] or found[2] if found else None
