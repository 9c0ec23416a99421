"""The ledger as an office keeps it: sheets of tasks, complaints, figures and what to look after, in Chinese, ready to print.

Text that a spreadsheet would take for a formula is kept as text; ids are text, days are days. Colours only underline what
the word beside them says.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import regex

from taizhang import words
from taizhang.view.notices import Notice
from taizhang.write.spreadsheet import A3, row_height, set_page, workbook

Row = dict[str, Any]
Column = tuple[str, int, Callable[[Row], Any]]
_STATUS_COLOURS: Final = {
    "overdue": "#F4B6B6",
    "not_completed": "#F4B6B6",
    "in_progress": "#FBE7A3",
    "phased": "#FBE7A3",
    "on_schedule": "#CFE8CF",
    "completed": "#CFE8CF",
    "closed": "#BFD7EA",
}
_STATUSES: Final = ("完成情况", "办理情况")
_CENTRED: Final = ("序号", "整改时限", "办理时限", "是否销号", "是否属实", *_STATUSES)
_NOTICES: Final = "需留意"
_MOST_ROWS: Final = 1_048_576 - 2  # of a sheet, without its title and headings
# What makes a cell of a CSV a formula (OWASP, "CSV Injection"); the wide signs do in Chinese and Japanese spreadsheets.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Numbers of tasks that it would change: 3-1 is no day, 1.10 not 1.1, 2E3 not 2000, and of long ones it keeps fifteen digits.
_MISREAD: Final = regex.compile(r"\d{12,}|\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?|\d+\.\d*0|\d+[eE]\d+|0\d+")


def _parties(*roles: str) -> Callable[[Row], str]:
    return lambda task: "、".join(name for role in roles for name in task["parties"].get(role, ()))


def _day(name: str) -> Callable[[Row], dt.date | str | None]:
    def value(task: Row) -> dt.date | str | None:
        return dt.date.fromisoformat(task[name]) if task[name] else None

    return value


def _deadline(task: Row) -> dt.date | str | None:
    return _day("deadline_to")(task) or task["deadline_text"]


def _goal(task: Row) -> str:
    measures = (
        [f"{n}.{m}" for n, m in enumerate(task["measures"], 1)] if len(task["measures"]) > 1 else task["measures"]
    )
    return "\n".join([x for x in (task["target"], *measures) if x])


def _closed(task: Row) -> str | None:
    """是 or 否; nothing where the bulletin does not say how far the task is."""
    return None if task["status"] == "none" else "是" if task["status"] == "closed" else "否"


def _verified(task: Row) -> str | None:
    return words.VERIFIED.get(task["verified"])


_OF_DAY: Final[Column] = ("截至（发布）日期", 16, _day("day"))
TASK_COLUMNS: Final[tuple[Column, ...]] = (
    ("序号", 6, lambda t: t["number"]), ("地区", 14, lambda t: t["region"]), ("问题", 36, lambda t: t["problem"] or t["title"]), ("整改目标及措施", 36, _goal),
    ("整改时限", 14, _deadline), ("牵头单位", 16, _parties("lead")), ("责任单位", 22, _parties("responsible")),
    ("配合单位", 16, _parties("cooperating")), ("督导单位", 16, _parties("supervisor")), ("验收单位", 16, _parties("acceptance")), ("完成情况", 12, lambda t: words.TASK_STATUS[t["status"]]),
    ("进展", 26, lambda t: t["progress"]), ("是否销号", 9, _closed),
    ("完成（销号）日期", 16, _day("completed_on")), ("类别", 14, lambda t: "、".join(words.CATEGORY[c] for c in t["categories"])),
    _OF_DAY, ("来源通报", 26, lambda t: t["bulletin"]), ("任务编号", 20, lambda t: t["task_key"]),
)  # fmt: skip
COMPLAINT_COLUMNS: Final[tuple[Column, ...]] = (
    ("受理编号", 20, lambda t: t["number"]), ("地区", 14, lambda t: t["region"]), ("反映问题", 46, lambda t: t["problem"] or t["title"]),
    ("污染类型", 14, lambda t: "、".join(words.CATEGORY[c] for c in t["categories"])),
    ("是否属实", 10, _verified),
    ("办理情况", 12, lambda t: words.TASK_STATUS[t["status"]]), ("处理和整改情况", 46, lambda t: t["progress"]),
    ("办理时限", 14, _deadline), ("责任单位", 24, _parties("lead", "responsible")), ("问责", 18, _parties("accountable")), _OF_DAY, ("来源通报", 34, lambda t: t["bulletin"]),
    ("任务编号", 22, lambda t: t["task_key"]),
)  # fmt: skip
FIGURE_COLUMNS: Final[tuple[Column, ...]] = (
    ("来源通报", 46, lambda c: c["bulletin"]), _OF_DAY, ("地区", 16, lambda c: c["region"]),
    ("对象", 26, lambda c: c["object"]), ("状态", 14, lambda c: words.COUNT_STATUS[c["status"]]), ("数值", 16, lambda c: c["value"]),
    ("单位", 8, lambda c: c["unit"]), ("原文", 18, lambda c: c["text"]),
)  # fmt: skip
NOTICE_COLUMNS: Final[tuple[Column, ...]] = (
    ("情况", 16, lambda n: n["word"]), ("文件", 60, lambda n: n["source_uri"]), ("说明和办法", 110, lambda n: n["text"]),
)  # fmt: skip


def parted(tasks: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Tasks of other kinds, and complaints, which have columns of their own."""
    others: list[Row] = []
    complaints: list[Row] = []
    for task in tasks:
        (complaints if task["kind"] == "complaint" else others).append(task)
    return others, complaints


def write_xlsx(to: Path, tasks: Sequence[Row], figures: list[Row], notices: Sequence[Notice]) -> int:
    """Write tasks (see `export.tasks_of`) as a workbook: one sheet of tasks; of complaints, figures and notices one where there
    are any. Of more rows than a sheet holds the first are written, and a notice says so. Returns how many tasks there are."""
    others, complaints = parted(tasks)
    sheets = [
        ("整改任务台账", TASK_COLUMNS, others), ("举报件台账", COMPLAINT_COLUMNS, complaints), ("数量", FIGURE_COLUMNS, figures)
    ]  # fmt: skip
    sizes = {name: len(rows) for name, _, rows in sheets} | {_NOTICES: len(notices)}
    told = [notice._asdict() | {"status": None} for notice in (*_cut_short(sizes), *notices)]
    with workbook(to, "台账") as book:
        for name, columns, rows in (*sheets, (_NOTICES, NOTICE_COLUMNS, told)):
            if rows or rows is others:
                _sheet(book, name, columns, rows[:_MOST_ROWS])
    return len(tasks)


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


def _sheet(book: Any, name: str, columns: tuple[Column, ...], tasks: list[Row]) -> None:
    base = {"font_name": "宋体", "font_size": 10, "border": 1, "text_wrap": True, "valign": "vcenter"}
    plain, day = book.add_format(base), book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "center"})
    middle = book.add_format({**base, "align": "center"})
    colours = {s: book.add_format({**base, "bg_color": c, "align": "center"}) for s, c in _STATUS_COLOURS.items()}
    head = book.add_format({**base, "bold": True, "bg_color": "#D9E2EC", "align": "center"})
    title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
    sheet = book.add_worksheet(name)
    sheet.merge_range(0, 0, 0, len(columns) - 1, name, title)
    sheet.set_row(0, 30)
    for c, (heading, width, _) in enumerate(columns):
        sheet.set_column(c, c, width)
        sheet.write_string(1, c, heading, head)
    for r, task in enumerate(tasks, 2):
        values = [value(task) for _, _, value in columns]
        for c, value in enumerate(values):
            look = middle if columns[c][0] in _CENTRED else plain
            _cell(sheet, r, c, value, colours.get(task["status"], look) if columns[c][0] in _STATUSES else look, day)
        sheet.set_row(r, row_height(zip(values, (width for _, width, _ in columns), strict=True)))
    sheet.freeze_panes(2, 1)
    sheet.autofilter(1, 0, max(len(tasks) + 1, 1), len(columns) - 1)
    set_page(sheet, 1, A3)  # on A4 its columns would be too small to read


def _cell(sheet: Any, row: int, column: int, value: Any, plain: Any, day: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, plain)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), day)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, plain)
    else:
        sheet.write_string(row, column, str(value), plain)


def write_csv(to: Path, tasks: Sequence[Row]) -> int:
    """Write tasks (see `export.tasks_of`) as one CSV, with a BOM so that office programs take it for UTF-8. Returns how many."""
    with to.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["类型", *(heading for heading, _, _ in TASK_COLUMNS), "是否属实"])
        for task in tasks:
            writer.writerow(
                [
                    words.TASK_KIND[task["kind"]],
                    *(_safe(value(task)) for _, _, value in TASK_COLUMNS),
                    _safe(_verified(task)),
                ]
            )
    return len(tasks)


def _safe(value: Any) -> str:
    """Text that a spreadsheet would run as a formula, or take for another day or number, gets an apostrophe in front; days stay days."""
    text = "" if value is None else str(value)
    misread = text.startswith(_FORMULA) or (isinstance(value, str) and _MISREAD.fullmatch(text))
    return "'" + text if misread else text
