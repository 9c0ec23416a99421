"""Tasks that several bulletins tell of, each once: as the newest tells it, and where that is silent, as those before it did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from taizhang.write.newest import newest_first

Row = dict[str, Any]
# What is told together and so taken from one bulletin, by the field that says whether it is told at all.
_TOLD: Final = {
    "status": ("status", "status_text", "status_as_of", "progress", "completed_on", "day"),
    "deadline_to": ("deadline_from", "deadline_to", "deadline_text", "deadline_kind"),
    **{
        name: (name,)
        for name in (
            "problem",
            "target",
            "measures",
            "verified",
            "categories",
            "region_adcode",
            "number",
            "subject_text",
        )
    },
}
_SILENT: Final[tuple[object, ...]] = (None, "none", [])
DONE: Final = ("completed", "closed")


def latest(tasks: Iterable[Row], same: Mapping[str, str] = MappingProxyType({})) -> list[Row]:
    """Tasks (see `export.tasks_of`) by their `task_key`, or what it is the `same` as, in the order in which they were first told.
    `told_before`: in how many other bulletins a task stands. Two of one bulletin that go by the same key stay two."""
    return [task for told in _by_task(tasks, same) for task in _newest(told)]


def done_keys(tasks: Iterable[Row], same: Mapping[str, str]) -> set[str]:
    """The keys of tasks that the newest bulletin tells as done, be it under another key."""
    done = (told for told in _by_task(tasks, same) if all(task["status"] in DONE for task in _newest(told)))
    return {task["task_key"] for told in done for task in told}


def _by_task(tasks: Iterable[Row], same: Mapping[str, str]) -> Iterable[list[Row]]:
    by_key: dict[str, list[Row]] = defaultdict(list)
    for task in tasks:
        by_key[same.get(task["task_key"], task["task_key"])].append(task)
    return by_key.values()


def _newest(told: list[Row]) -> Iterator[Row]:
    told = newest_first(told)
    before = [task for task in told if task["doc_id"] != told[0]["doc_id"]]
    for task in told:
        if task["doc_id"] == told[0]["doc_id"]:
            yield _filled(task, before) | {"told_before": len({row["doc_id"] for row in before})}


def _filled(task: Row, before: Sequence[Row]) -> Row:
    """The task with what it leaves unsaid from those `before`, the newest first."""
    for row in before:
        silent = [names for name, names in _TOLD.items() if task.get(name) in _SILENT]
        task = task | {name: row.get(name) for names in silent for name in names}
        task["parties"] = row["parties"] | task["parties"]
        if task["status"] in DONE and row["status"] in DONE:  # said once; lists that follow only say that it is done
            task["completed_on"] = task["completed_on"] or row["completed_on"]
    return task
