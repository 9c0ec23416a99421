"""The ledger as an office keeps it: sheets of tasks, complaints, figures, bulletins and what to look after, in Chinese, ready to print.

Text that a spreadsheet would take for a formula is kept as text; ids are text, days are days. Colours only underline what
the word beside them says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from taizhang.view import columns
from taizhang.view.columns import CENTRED, STATUSES, Column, Row
from taizhang.view.notices import Notice
from taizhang.write.spreadsheet import A3, row_height, set_page, workbook

_STATUS_COLOURS: Final = {
    "overdue": "#F4B6B6",
    "not_completed": "#F4B6B6",
    "in_progress": "#FBE7A3",
    "phased": "#FBE7A3",
    "on_schedule": "#CFE8CF",
    "completed": "#CFE8CF",
    "closed": "#BFD7EA",
}
_NOTICES: Final = "需留意"
_HELP: Final = "说明"
# For whoever gets the workbook without the ledger.
_TOLD: Final = (
    "本表由程序（台账 taizhang）从通报中读出，用前请与原文核对；没有读成的文件和对不上的数，另列在“需留意”一页。",
    "读了哪些文件、各是什么、读出多少条，见“通报”一页；“数量”一页的原句里，【】中就是这一个数。",
    "各栏出自“来源通报”所写的那一篇（每项任务只列一次时，它没有说的取自更早的通报）；都没有说的留空，完成情况写“未说明”。",
    "序号照原文；没有日期的时限照原文的说法（立行立改、长期坚持等）。",
    "截至（发布）日期：完成情况是哪一天的；通报没有写截至哪一天的，为发布日期；连发布日期也没有的，为标题所写的日期。",
    "“同文”：这一篇是哪个文件的转载或另存；合计数量时只算一次。",
    "颜色：红为逾期、未完成，黄为正在推进、阶段性完成，绿为达到序时进度、已完成，蓝为已销号。",
    "追问来历：taizhang explain 台账目录 任务编号。",
)
_MOST_ROWS: Final = 1_048_576 - 2  # of a sheet, without its title and headings


def parted(tasks: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Tasks of other kinds, and complaints, which have columns of their own."""
    others: list[Row] = []
    complaints: list[Row] = []
    for task in tasks:
        (complaints if task["kind"] == "complaint" else others).append(task)
    return others, complaints


def write_xlsx(
    to: Path, tasks: Sequence[Row], bulletins: list[Row], figures: list[Row], notices: Sequence[Notice]
) -> int:
    """Write tasks (see `export.tasks_of`) as a workbook: one sheet of tasks; of complaints, figures, bulletins and notices one where
    there are any. Of more rows than a sheet holds the first are written, and a notice says so. Returns how many tasks there are."""
    others, complaints = parted(tasks)
    sheets = [
        ("整改任务台账", columns.TASKS, others), ("举报件台账", columns.COMPLAINTS, complaints), ("数量", columns.FIGURES, figures),
        ("通报", columns.BULLETINS, bulletins),
    ]  # fmt: skip
    sizes = {name: len(rows) for name, _, rows in sheets} | {_NOTICES: len(notices)}
    told = [notice._asdict() for notice in (*_cut_short(sizes), *notices)]
    with workbook(to, "台账") as book:
        for name, shown, rows in (*sheets, (_NOTICES, columns.NOTICES, told)):
            if rows or rows is others:
                _sheet(book, name, shown, rows[:_MOST_ROWS])
        _help(book)
    return len(tasks)


def _help(book: Any) -> None:
    sheet = book.add_worksheet(_HELP)
    sheet.set_column(0, 0, 120)
    look = book.add_format({"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "vcenter"})
    for row, line in enumerate(_TOLD):
        sheet.write_string(row, 0, line, look)
        sheet.set_row(row, 24)
    set_page(sheet, 0, A3)


def _cut_short(sizes: dict[str, int]) -> list[Notice]:
    """One a sheet that does not hold all of its rows."""
    return [
        Notice(
            "没有写全",
            name,
            f"共 {size} 行，一张表只放得下前 {_MOST_ROWS} 行；全部在台账目录的 JSONL 和 Parquet 里"
            f" a sheet holds the first {_MOST_ROWS} of {size} rows; all are in the JSONL and Parquet of the ledger's folder",
        )
        for name, size in sizes.items()
        if size > _MOST_ROWS
    ]


def _sheet(book: Any, name: str, shown: tuple[Column, ...], tasks: list[Row]) -> None:
    base = {"font_name": "宋体", "font_size": 10, "border": 1, "text_wrap": True, "valign": "vcenter"}
    plain, day = book.add_format(base), book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "center"})
    middle, whole = book.add_format({**base, "align": "center"}), book.add_format({**base, "num_format": "#,##0"})
    colours = {s: book.add_format({**base, "bg_color": c, "align": "center"}) for s, c in _STATUS_COLOURS.items()}
    head = book.add_format({**base, "bold": True, "bg_color": "#D9E2EC", "align": "center"})
    title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
    sheet = book.add_worksheet(name)
    sheet.merge_range(0, 0, 0, len(shown) - 1, name, title)
    sheet.set_row(0, 30)
    for c, (heading, width, _) in enumerate(shown):
        sheet.set_column(c, c, width)
        sheet.write_string(1, c, heading, head)
    for r, task in enumerate(tasks, 2):
        values = [value(task) for _, _, value in shown]
        for c, value in enumerate(values):
            look = middle if shown[c][0] in CENTRED else whole if _is_whole(value) else plain
            _cell(sheet, r, c, value, colours.get(task["status"], look) if shown[c][0] in STATUSES else look, day)
        sheet.set_row(r, row_height(zip(values, (width for _, width, _ in shown), strict=True)))
    sheet.freeze_panes(2, next((c for c, (heading, *_) in enumerate(shown, 1) if heading in columns.PROBLEMS), 1))
    sheet.autofilter(1, 0, max(len(tasks) + 1, 1), len(shown) - 1)
    set_page(sheet, 1, A3)  # on A4 its columns would be too small to read


def _is_whole(value: Any) -> bool:
    return isinstance(value, int | float) and value == int(value)


def _cell(sheet: Any, row: int, column: int, value: Any, plain: Any, day: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, plain)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), day)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, plain)
    else:
        sheet.write_string(row, column, str(value), plain)
