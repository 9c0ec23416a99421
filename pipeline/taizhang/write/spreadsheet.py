"""What a spreadsheet needs to be read and printed as an office expects: row heights for Chinese text, a page set-up."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final

_COLUMNS_PER_CHAR: Final = 1.9  # columns a Chinese character takes, a little generous so that no line is cut
_LINE_HEIGHT: Final = 15
_MOST_HEIGHT: Final = 400  # points; a spreadsheet's own limit is 409
_A4: Final = 9


def row_height(cells: Iterable[tuple[Any, int]]) -> float:
    """The height in points that a row of (value, column width) needs: programs do not work it out for wrapped Chinese text."""
    lines = 1
    for value, width in cells:
        parts = str(value or "").split("\n")
        lines = max(lines, sum(max(1, math.ceil(len(p) * _COLUMNS_PER_CHAR / width)) for p in parts))
    return min(lines * _LINE_HEIGHT + 4, _MOST_HEIGHT)


def set_page(sheet: Any, last_heading_row: int) -> None:
    """Print a worksheet on A4 across, as wide as the page, headings and page numbers on every page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, last_heading_row)
    sheet.set_footer("&C第 &P 页 共 &N 页")
