"""The tasks of a ledger in the formats that offices keep: a spreadsheet, CSV, a calendar of what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from taizhang.errors import SettingsError
from taizhang.ledger import Ledger
from taizhang.view.bulletins import bulletins_of, counted
from taizhang.view.calendar import write_calendar
from taizhang.view.csv_file import write_csv
from taizhang.view.figures import figures_of
from taizhang.view.held import held_of
from taizhang.view.latest import done_keys, latest
from taizhang.view.notices import all_notices
from taizhang.view.places import region_names
from taizhang.view.sheet import write_xlsx
from taizhang.vocabulary import BARE_MARKS
from taizhang.vocabulary_zh import TASK_STATUS
from taizhang.write.files import beside
from taizhang.write.task_links import same_tasks

Row = dict[str, Any]
_WORKBOOK, _CALENDAR = ".xlsx", ".ics"
_WRITERS: Final[dict[str, Callable[[Path, Sequence[Row]], int]]] = {
    ".csv": write_csv, _CALENDAR: write_calendar,
}  # fmt: skip


def export_tasks(path: Path, to: Path, newest: bool = False) -> int:
    """Write the tasks of the ledger in `path` to `to`, by its ending; returns how many tasks stand in it. `newest`: each task once,
    as its newest bulletin tells it (a calendar always does so). A workbook also lists the figures, and says which files were not
    read and what else to look after, since it is handed on without the ledger.

    Raises LedgerError, and SettingsError for an ending that has no writer."""
    ending = to.suffix.lower()
    if ending not in (_WORKBOOK, *_WRITERS):
        *most, last = _WORKBOOK, *_WRITERS
        raise SettingsError(
            f"{to}: 请写到 {'、'.join(most)} 或 {last} give a file that ends in {', '.join(most)} or {last}"
        )
    ledger = Ledger.open(path)
    tasks = tasks_of(ledger)
    same = same_tasks(ledger.rows("task_links"))
    if ending == _CALENDAR:  # what it knows goes by keys, which never change
        done = done_keys(tasks, same)
        tasks = [task for task in tasks if task["task_key"] not in done]
    elif newest:
        tasks = latest(tasks, same)
    with beside(to) as part:
        if ending == _WORKBOOK:
            return write_xlsx(part, tasks, counted(ledger), figures_of(ledger), all_notices(ledger))
        return _WRITERS[ending](part, tasks)


def tasks_of(ledger: Ledger) -> list[Row]:
    """The rows of `tasks` with `parties` (role: names), the name of the `region`, the `progress` told in words (of more than the
    status, which has a column of its own), who was `held` to account over a complaint, the `bulletin` they stand in, its day `told_on`,
    and the `day` for which their status holds; bulletins by day, those without one behind, and tasks as they stand in their bulletin."""
    return sorted(
        _joined(ledger), key=lambda t: (t["told_on"] or "9999", t["source_uri"], t["doc_id"], t["start_char"])
    )


def _joined(ledger: Ledger) -> Iterator[Row]:
    names = {p["party_id"]: p["name"] for p in ledger.rows("parties")}
    parties: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for a in ledger.rows("assignments"):
        parties[a["task_id"]][a["role"]].append(names[a["party_id"]])
    bulletins = bulletins_of(ledger)
    held = held_of(ledger, bulletins)
    regions = region_names({task["region_adcode"] for task in ledger.rows("tasks")} - {None})
    for task in ledger.rows("tasks"):
        document = bulletins[task["doc_id"]]
        yield task | {
            "parties": parties[task["task_id"]],
            "region": regions.get(task["region_adcode"]),
            "progress": None
            if task["status_text"] in (*BARE_MARKS, TASK_STATUS[task["status"]])
            else task["status_text"],
            "held": held(task) if task["kind"] == "complaint" else "",
            "bulletin": document["bulletin"],
            "source_uri": document["source_uri"],
            "told_on": document["told_on"],
            "day": task["status_as_of"] or document["told_on"],
        }
