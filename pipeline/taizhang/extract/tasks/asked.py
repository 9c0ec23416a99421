"""What a notice asks of bodies by a day, each with its own matter: 请甲镇对坑塘治理、乙局对泵站扩容倒排工期，9月底前务必完工."""

from __future__ import annotations

from taizhang.extract.dates import parse_deadline
from taizhang.extract.tasks.doers import bodies_in
from taizhang.extract.tasks.record import own_region, title_of
from taizhang.extract.tasks.words import rule_pattern
from taizhang.types import Assignment, DateMention, Draft, Span, Task
from taizhang.vocabulary import TaskKind, TaskStatus


def asked_tasks(draft: Draft, part: Span, date: DateMention, kind: TaskKind) -> list[Task]:
    """One task a body in the sentence part at `part` that is asked to see to a matter by the day at its end."""
    text = draft.text
    if "请" not in text[part[0] : date.start]:
        return []
    out = []
    for p in bodies_in(draft, (part[0], date.start)):
        asked = rule_pattern("tasks.asked").match(text, p.end, date.start)
        title = title_of(asked["matter"]) if asked else ""
        if asked and len(title) > 3:
            deadline = parse_deadline(text[date.start : part[1]], draft.reference)
            status: TaskStatus = "in_progress" if rule_pattern("tasks.under_way").search(text, *part) else "none"
            out.append(
                Task(
                    *part, kind, None, title, status, "tasks.asked", problem=asked["matter"], deadline=deadline,
                    region_adcode=own_region(draft),
                    assignments=(Assignment(p.party, "responsible", p.start, p.end),),
                )
            )  # fmt: skip
    return out
