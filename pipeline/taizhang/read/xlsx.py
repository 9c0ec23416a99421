"""XLSX workbooks by openpyxl: sheets in order, merged cells filled, dates as printed."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from taizhang.errors import SourceError
from taizhang.messages import warning
from taizhang.read import broken
from taizhang.read.build import Builder, cell
from taizhang.read.cell_lines import joined
from taizhang.read.detect import XLSX
from taizhang.read.grid import Row, within
from taizhang.read.xlsx_hidden import hidden_read, hidden_sheets, sheets_unread
from taizhang.read.xlsx_size import check_sheets
from taizhang.read.zip_file import checked_office
from taizhang.types import Reading

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.worksheet.worksheet import Worksheet

    from taizhang.read.source import Limits

_MOST_DECIMALS = 12
_MOST_NAMED = 5
_MOST_SHARE = 1e15


def read_xlsx(data: bytes, source_uri: str, limits: Limits) -> Reading:
    """A reading with a table (or several) a visible sheet. Raises SourceError: damaged, too_large, empty."""
    from openpyxl.reader.excel import ExcelReader

    checked_office(data, limits, "xl/workbook.xml")
    unread = check_sheets(data, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = ExcelReader(BytesIO(data), data_only=True)
            reader.read()
    except broken.PARSING as error:
        raise SourceError(
            "damaged",
            f"工作簿读不出（{error}），请用 Excel 打开后另存 no readable workbook; open it in Excel and save it again",
        ) from error
    book = reader.wb
    builder = Builder(limits.text_chars)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        _read_sheet(sheet, builder, limits.table_cells, several=len(sheets) > 1)
        builder.warnings += hidden_read(sheet)
    if not builder.length and (hidden := hidden_sheets(book.worksheets)):
        raise SourceError(
            "empty",
            f"看得见的工作表都是空的；隐藏的工作表“{'”“'.join(hidden)}”未读，要读请取消隐藏后另存"
            " the sheets that are shown are empty; unhide the others and save it again",
        )
    builder.warnings += sheets_unread(book.worksheets)
    builder.warnings += _formulas_unread(reader, [sheet.title for sheet in sheets], unread) if unread else []
    return builder.finish(data, source_uri, XLSX)


def _formulas_unread(reader: ExcelReader, titles: Sequence[str], unread: Mapping[str, Sequence[str]]) -> list[str]:
    """The warning of formulas without their values in the sheets of these titles; of several, cells are named with theirs."""
    parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    several = len(titles) > 1
    cells = [f"{title}!{c}" if several else c for title in titles for c in unread.get(parts.get(title, ""), ())]
    if not cells:
        return []
    listed = "、".join(cells[:_MOST_NAMED]) + (" 等" if len(cells) > _MOST_NAMED else "")
    return [warning("read", "formula_unread", n=len(cells), cells=listed)]


def _read_sheet(sheet: Worksheet, builder: Builder, most: int, several: bool) -> None:
    rows = _grid(sheet, most)
    if not rows:
        return
    for block in _blocks(rows):
        builder.table(block, caption=sheet.title if several else None)


def _grid(sheet: Worksheet, most: int) -> list[Row]:
    within(sheet.max_row * sheet.max_column, most)
    rows = [[cell(joined(shown(c.value, c.number_format).splitlines())) for c in row] for row in sheet.iter_rows()]
    for merged in sheet.merged_cells.ranges:
        first = rows[merged.min_row - 1][merged.min_col - 1]
        for row in rows[merged.min_row - 1 : merged.max_row]:
            row[merged.min_col - 1 : merged.max_col] = [first] * (min(merged.max_col, len(row)) - merged.min_col + 1)
    return _trimmed(rows)


def _trimmed(rows: list[Row]) -> list[Row]:
    """Without empty columns at the right and the left, and without empty rows at the end."""
    used = [i for i in range(max(map(len, rows), default=0)) if any(row[i].text for row in rows)]
    if not used:
        return []
    while rows and not any(c.text for c in rows[-1]):
        rows.pop()
    return [row[used[0] : used[-1] + 1] for row in rows]


def _blocks(rows: list[Row]) -> list[list[Row]]:
    """The tables of a sheet: an empty row followed by a new header row parts two of them."""
    from taizhang.read.grid import distinct, is_header

    blocks: list[list[Row]] = [[]]
    gap = False
    for i, row in enumerate(rows):
        if not distinct(row):
            gap = True
            continue
        if gap and any(map(is_header, blocks[-1])) and any(is_header(r) for r in rows[i : i + 3] if distinct(r)):
            blocks.append([])
        gap = False
        blocks[-1].append(row)
    return [block for block in blocks if block]


def shown(value: Any, number_format: str) -> str:
    """A cell value as a person sees it; dates as 2024年5月31日, whole floats without a point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        day = (
            f"{value.year}年{value.month}月{value.day}日"
            if "d" in number_format.lower()
            else f"{value.year}年{value.month}月"
        )
        return day if value.time() == dt.time() else f"{day} {value:%H:%M}"
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    if "%" in number_format and abs(value) < _MOST_SHARE:
        decimals = min(len(number_format.split("%")[0].partition(".")[2]), _MOST_DECIMALS)
        return f"{value * 100:.{decimals}f}%"
    return str(value) if isinstance(value, int) else str(int(value)) if value.is_integer() else format(value, ".12g")
