"""How tasks stand of which a list speaks by their numbers, outside of them: 问题1、问题4已于11月10日予以销号; 第2项至第5项正在整改."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from taizhang.extract.counts.numerals import number
from taizhang.extract.tasks.items import own_number
from taizhang.extract.tasks.standing import put_off
from taizhang.extract.tasks.status import is_closed, status_of
from taizhang.extract.tasks.words import rule_pattern
from taizhang.rules import compiled
from taizhang.types import Draft, Task
from taizhang.vocabulary import TaskStatus

_NUMBER = compiled(r"(?P<to>[至到—－~-]?)(?:第|问题|任务|事项)?(?P<n>\d{1,3}|[一二三四五六七八九十百零〇]{1,5})")
_BRACKETS = "（）()【】[] 　、.．第项号问题任务事"


def standing_by_number(draft: Draft, tasks: Sequence[Task]) -> list[Task]:
    """The tasks, those that are named by number with the status told of them: that they are closed, or what they do not tell
    themselves; and with the day to which they are put off."""
    from_list = any(
        own_number(t.problem or "") for t in tasks
    )  # then the marks in front of others are none of its numbers
    by_number = {
        n: at
        for at, t in enumerate(tasks)
        if (n := _value(t.number)) is not None and (not from_list or own_number(t.problem or ""))
    }
    out = list(tasks)
    if len(by_number) < 2:
        return out
    for said in rule_pattern("tasks.by_number").finditer(draft.text):
        status, later = _status(said["said"]), put_off(draft, said.span())
        for at in (by_number[n] for n in _numbers(said["numbers"]) if n in by_number):
            if status != "none" and (status == "closed" or out[at].status == "none"):
                out[at] = replace(out[at], status=status, status_text=said[0])
            out[at] = replace(out[at], deadline=later or out[at].deadline)
    return out


def _status(words: str) -> TaskStatus:
    """How far words say that tasks are."""
    told = "closed" if is_closed(words) else status_of(words)[0]
    return "in_progress" if told == "none" and rule_pattern("tasks.left_open").search(words) else told


def _numbers(words: str) -> list[int]:
    """The numbers of a list (第2项、第5项至第7项)."""
    out: list[int] = []
    for m in _NUMBER.finditer(words):
        value = int(number(m["n"]) or 0)
        out += range(out[-1] + 1, value + 1) if m["to"] and out else [value]
    return out


def _value(printed: str | None) -> int | None:
    value = number(printed.strip(_BRACKETS)) if printed else None
    return int(value) if value else None
