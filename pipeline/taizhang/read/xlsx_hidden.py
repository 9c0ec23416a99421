"""What a workbook hides. Hidden rows and columns belong to their list (most are filtered away for a look) and are read; hidden sheets
are drafts, earlier versions or lists to choose from, and are not. Both are told, by the names that Excel shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from taizhang.messages import warning

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_NAMED = 10
_FIRST_ROWS, _FIRST_COLUMNS = 200, 50  # of a hidden sheet, whose size is not bounded, are looked at


def hidden_read(sheet: Worksheet) -> Iterator[str]:
    """The warning that hidden rows and columns with something in them were read, if there are any."""
    rows = [n for n, row in sheet.row_dimensions.items() if row.hidden and n <= sheet.max_row]
    columns = [
        n
        for column in sheet.column_dimensions.values()
        if column.hidden
        for n in range(column.min or 1, min(column.max or 0, sheet.max_column) + 1)
    ]
    where = [*_named(filter(lambda n: _filled(sheet[n]), rows), "第 {} 行", str)]
    where += _named(filter(lambda n: _filled(sheet[_letters(n)]), columns), "{} 列", _letters)
    if where:
        yield warning("read", "hidden_read", sheet=sheet.title, where="、".join(where))


def sheets_unread(sheets: Iterable[Worksheet]) -> Iterator[str]:
    """The warning that hidden sheets with something in them were not read, if there are any."""
    if names := hidden_sheets(sheets):
        yield warning("read", "sheets_unread", sheets="”“".join(names))


def hidden_sheets(sheets: Iterable[Worksheet]) -> list[str]:
    """The titles of the hidden sheets that hold something in their first rows."""
    hidden = (sheet for sheet in sheets if sheet.sheet_state != "visible")
    return [s.title for s in hidden if any(map(_filled, s.iter_rows(max_row=_FIRST_ROWS, max_col=_FIRST_COLUMNS)))]


def _filled(cells: Iterable[object]) -> bool:
    return any(getattr(cell, "value", None) is not None for cell in cells)


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _named(numbers: Iterable[int], form: str, name: Callable[[int], str]) -> Iterator[str]:
    """Rows or columns as a person writes them: 第 5、8–12 行."""
    runs = [
        [number for _, number in run] for _, run in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0])
    ]
    named = [name(run[0]) if len(run) == 1 else f"{name(run[0])}–{name(run[-1])}" for run in runs]
    if named:
        yield form.format("、".join(named[:_MOST_NAMED]) + (" 等" if len(named) > _MOST_NAMED else ""))
