"""The review as a workbook: written with drop-downs, read back row by row.

Every cell is written as text, so nothing in a bulletin is run as a formula; an answer that is a formula is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from taizhang.correct import Correction
from taizhang.correct.fields import FIELDS, Field
from taizhang.errors import CorrectionError
from taizhang.labels import TABLE, column_label
from taizhang.review.answers import DROP, RIGHT, correction, refuse
from taizhang.review.items import Item
from taizhang.write.spreadsheet import row_height, set_page, workbook

ANSWER: Final = "正确值 correct value"
KEY: Final = "键 key"
_COLUMNS: Final = (
    ("缘由 why", 18), ("通报 bulletin", 24), ("句子 sentence", 60), ("表 table", 11), ("字段 field", 13), ("现值 current", 20),
    (ANSWER, 22), ("整条记录 record", 40), (KEY, 4),
)  # fmt: skip
_SHEET: Final = "复核 review"
_LISTS: Final = "词表 lists"
_HELP: Final = (
    "在“正确值”一列填写；不填即未看。 Fill in the column “correct value”; an empty cell says nothing.",
    f"现值正确：选“{RIGHT}”。 The value is right: choose “{RIGHT}”.",
    f"这一条本不该有：选“{DROP}”。 Nothing should have been read there: choose “{DROP}”.",
    "该字段应为空：填“无”。 The field should be empty: write “无” or “null”.",
    "日期写作 2024-06-30；多个类别用顿号或逗号隔开。 Days as 2024-06-30; several categories with commas.",
    "然后 then: taizhang review apply FILE --to LEDGER，再跑 and again: taizhang run … --out LEDGER",
)


def write_workbook(out: Path, items: list[Item]) -> None:
    """Write the items to an .xlsx. Raises OSError."""
    with workbook(out, "复核 review") as book:
        sheet, lists = book.add_worksheet(_SHEET), book.add_worksheet(_LISTS)
        _head(book, sheet)
        _rows(book, sheet, items, _write_lists(lists))
        help_sheet = book.add_worksheet("说明 help")
        for row, line in enumerate(_HELP):
            help_sheet.write_string(row, 0, line)


def _head(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#D9E2EC", "border": 1})
    for column, (name, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width, None, {"hidden": name == KEY})
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    set_page(sheet, 0)


def _rows(book: Any, sheet: Any, items: list[Item], lists: dict[tuple[str, str], str]) -> None:
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    open_ = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#FFF8DC"})
    answer = [name for name, _ in _COLUMNS].index(ANSWER)
    for row, item in enumerate(items, 1):
        key = json.dumps(item.key, ensure_ascii=False)
        about = f"{TABLE[item.field.table]} {item.field.table}", column_label(item.field.name)
        cells = (item.why, item.bulletin, item.sentence, *about, item.current, None, item.record, key)
        sheet.set_row(
            row, row_height((cell, width) for cell, (name, width) in zip(cells, _COLUMNS, strict=True) if name != KEY)
        )
        for column, cell in enumerate(cells):
            if cell:
                sheet.write_string(row, column, cell[:32_000], plain)
        sheet.write_blank(row, answer, None, open_)
        # Other values than the list's are let through: RIGHT and 无 have short forms, and `apply` checks them all.
        sheet.data_validation(row, answer, row, answer, {
            "validate": "list", "source": lists[item.field.table, item.field.name], "error_type": "warning", "ignore_blank": True,
        })  # fmt: skip
    sheet.autofilter(0, 0, max(len(items), 1), len(_COLUMNS) - 1)


def _write_lists(sheet: Any) -> dict[tuple[str, str], str]:
    """A column of choices for each field; their ranges."""
    from xlsxwriter.utility import xl_range_abs

    ranges = {}
    for column, ((table, name), field) in enumerate(FIELDS.items()):
        choices = _choices(field)
        sheet.write_string(0, column, f"{table}.{name}")
        for row, choice in enumerate(choices, 1):
            sheet.write_string(row, column, choice)
        ranges[table, name] = f"='{_LISTS}'!{xl_range_abs(1, column, len(choices), column)}"
    return ranges


def _choices(field: Field) -> list[str]:
    drop = [] if field.table == "documents" else [DROP]
    nothing = ["无 null"] if field.nullable and not field.options else []
    return [RIGHT, *field.options, *nothing, *drop]


def read_workbook(file: Path, by: str | None) -> list[Correction]:
    """The corrections in a reviewed workbook. Raises CorrectionError naming all rows that are wrong."""
    found, wrong = [], []
    for number, cell, key in _answers(file):
        where = f"第 {number} 行 row {number}"
        try:
            if cell.data_type in ("f", "e", "b"):
                raise CorrectionError(
                    f"{where}: {cell.value!r} 是公式、错误或逻辑值，请直接填值"
                    " is a formula, an error or a truth value; write the value itself"
                )
            found.append(correction(where, _loads(key), cell.value, by))
        except CorrectionError as error:
            wrong.append(str(error))
    refuse(file, wrong)
    return found


def _answers(file: Path) -> Iterator[tuple[int, Any, Any]]:
    """(row number, answer cell, key) of the rows that have an answer."""
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(file)
    except (OSError, BadZipFile, KeyError, ValueError, InvalidFileException) as error:
        raise CorrectionError(
            f"{file}: 工作簿读不出，请用 Excel 打开后另存 is no workbook that can be read: {error}"
        ) from error
    sheet = book[_SHEET] if _SHEET in book.sheetnames else book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    if ANSWER not in names or KEY not in names:
        raise CorrectionError(
            f"{file}: 第 1 行缺少 {ANSWER!r}、{KEY!r} 两列，请用导出的文件"
            " row 1 lacks these columns; give a file made by `taizhang review export`"
        )
    answer, key = names.index(ANSWER), names.index(KEY)
    for number, row in enumerate(sheet.iter_rows(min_row=2), 2):
        if row[answer].value is not None and str(row[answer].value).strip():
            yield number, row[answer], row[key].value


def _loads(key: Any) -> Any:
    try:
        return json.loads(key)
    except (TypeError, ValueError):
        return None
