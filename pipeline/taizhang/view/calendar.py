"""What is due, as a calendar to subscribe to or import: one all-day event for each open task with a last day.

A task told in several bulletins is one event (`latest.py`); its UID is the `task_key`, and its SEQUENCE rises with
each bulletin, so that a calendar that knows the event takes the change. No wall clock: the same ledger gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import icalendar

from taizhang import vocabulary_zh as zh
from taizhang.view.columns import bodies
from taizhang.view.latest import DONE, latest

Row = dict[str, Any]
_UNDATED: Final = "2000-01-01"  # DTSTAMP of what no day is known of; the format wants one


def write_calendar(to: Path, tasks: Sequence[Row]) -> int:
    """Write the open tasks with a last day (see `export.tasks_of`) as iCalendar (RFC 5545); returns the number of events."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//taizhang//tasks//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "整改时限")
    dated = (task for task in latest(tasks) if task["deadline_to"] and task["status"] not in DONE)
    due = sorted(dated, key=lambda task: (task["deadline_to"], task["task_key"]))
    for task in due:
        calendar.add_component(_event(task))
    to.write_bytes(calendar.to_ical())
    return len(due)


def _event(task: Row) -> icalendar.Event:
    due = dt.date.fromisoformat(task["deadline_to"])
    event = icalendar.Event()
    event.add("uid", f"{task['task_key']}@taizhang")
    event.add("dtstamp", dt.datetime.fromisoformat(task["told_on"] or _UNDATED).replace(tzinfo=dt.UTC))
    event.add("sequence", task["told_before"])
    event.add("dtstart", due)
    event.add("dtend", due + dt.timedelta(days=1))
    event.add("summary", f"{_in_short(_answerable(task)) or zh.TASK_KIND[task['kind']]}：{task['title']}")
    event.add("description", _description(task))
    event.add("categories", [zh.CATEGORY[c] for c in task["categories"]] or [zh.TASK_KIND[task["kind"]]])
    event.add("transp", "TRANSPARENT")  # it takes nobody's time on that day
    return event


def _answerable(task: Row) -> list[str]:
    return [*task["parties"].get("lead", ()), *task["parties"].get("responsible", ())]


def _in_short(names: list[str]) -> str:
    """The bodies so that a calendar, which shows a dozen characters of an event, still shows what is due; all stand in its description."""
    return "、".join(names) if len(names) < 2 else f"{names[0]}等{len(names)}个单位"


def _description(task: Row) -> str:
    parts = {
        zh.TASK_KIND[task["kind"]]: task["problem"] or task["title"], "地区": task["region"], "整改目标": task["target"], "整改措施": "；".join(task["measures"]),
        "责任单位": bodies("lead", "responsible")(task), "完成情况": zh.TASK_STATUS[task["status"]] if task["status"] != "none" else None, "进展": task["progress"],
        "时限原文": task["deadline_text"], "来源通报": task["bulletin"], "文件": task["source_uri"], "任务编号": task["task_key"],
    }  # fmt: skip
    return "\n".join(f"{name}：{value}" for name, value in parts.items() if value)
