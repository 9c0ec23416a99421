"""One bulletin as a web page that needs nothing from outside and runs nothing: what was read, in colour, and the tables below."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, Final

import jinja2
from markupsafe import Markup

from taizhang.ledger import Ledger
from taizhang.view.columns import COMPLAINTS, TASKS, Column, Row
from taizhang.view.export import tasks_of
from taizhang.view.reading import checks_of, head_of, records_of, tables_of
from taizhang.view.sheet import parted
from taizhang.view.spans import COLOURS, document_html
from taizhang.write.files import beside

_TASK_KEY: Final = re.compile(r"t-[0-9a-f]+")
_RECORD: Final = (("位置", 9), ("类别", 9), ("原文", 50), ("值", 32), ("说明", 24))  # headings and widths
_CELL: Final = '<span class="cell">｜</span>'  # between the cells of a row, which are parted by tabs
_TEMPLATES: Final = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=jinja2.StrictUndefined
)
# A day and the id of a task are not broken at their hyphens.
_TEMPLATES.tests["unbroken"] = lambda cell: isinstance(cell, dt.date) or _TASK_KEY.fullmatch(cell) is not None


def write_page(path: Path, doc: str, to: Path) -> None:
    """Write the document of the ledger in `path` that `doc` names (see `Ledger.document`), as HTML to `to`.

    Raises LedgerError."""
    ledger = Ledger.open(path)
    row = ledger.document(doc)
    tables = tables_of(ledger, row["doc_id"])
    tasks, complaints = parted(task for task in tasks_of(ledger) if task["doc_id"] == row["doc_id"])
    page = _TEMPLATES.get_template("page.html.j2").render(
        title=row["title"] or Path(row["source_uri"]).name,
        head=[(word, value) for word, value in head_of(row) if word != "标题"],
        checks=checks_of(tables),
        colours={word: colour for word, colour in COLOURS.items() if word != "任务"},
        text=Markup(document_html(ledger, row["doc_id"]).replace("\t", _CELL)),  # escaped by displaCy
        tables=(
            _table("任务", TASKS, tasks),
            _table("举报件", COMPLAINTS, complaints),
            ("全部记录", _RECORD, [r.cells for r in records_of(tables)]),
        ),
    )
    with beside(to) as part:
        part.write_text(page, encoding="utf-8")


def _table(
    name: str, columns: tuple[Column, ...], tasks: list[Row]
) -> tuple[str, list[tuple[str, int]], list[list[Any]]]:
    """The tasks in the columns of the spreadsheet and their widths, but for columns that are empty throughout and the bulletin's own name."""
    cells = [[value(task) or "" for _, _, value in columns] for task in tasks]
    kept = [i for i, (head, _, _) in enumerate(columns) if head != "来源通报" and any(str(row[i]) for row in cells)]
    return name, [columns[i][:2] for i in kept], [[row[i] for i in kept] for row in cells]
