"""What a spreadsheet needs to be read and printed as an office expects: row heights for Chinese text, a page set-up."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Final

# Columns a character takes, a little generous so that no line is cut.
_WIDE, _NARROW = 1.9, 1.1
_FIRST_WIDE: Final = "\u2e80"  # CJK characters and full-width signs come from here on
_LINE_HEIGHT: Final = 15
_MOST_HEIGHT: Final = 400  # points; a spreadsheet's own limit is 409
A3, A4 = 8, 9  # as the format numbers papers
_MARGIN: Final = 0.4  # inches


@contextmanager
def workbook(to: Path, title: str) -> Iterator[Any]:
    """A workbook whose cells are what they are written as; the same content gives the same bytes. Raises OSError."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    packed = BytesIO()  # a file that the disk has no room for would be closed, and fail, once more behind the message
    try:
        with xlsxwriter.Workbook(packed, options) as book:
            book.set_properties({"title": title, "created": dt.datetime(2020, 1, 1)})
            yield book
    except xlsxwriter.exceptions.FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise cause if isinstance(cause, OSError) else OSError(0, str(error)) from error
    to.write_bytes(packed.getbuffer())


def row_height(cells: Iterable[tuple[Any, int]]) -> float:
    """The height in points that a row of (value, column width) needs: programs do not work it out for wrapped Chinese text."""
    lines = 1
    for value, width in cells:
        parts = str(value or "").split("\n")
        lines = max(lines, sum(max(1, math.ceil(_columns(p) / width)) for p in parts))
    return min(lines * _LINE_HEIGHT + 4, _MOST_HEIGHT)


def _columns(text: str) -> float:
    return sum(_WIDE if char >= _FIRST_WIDE else _NARROW for char in text)


def set_page(sheet: Any, last_heading_row: int, paper: int = A4) -> None:
    """Print a worksheet on `paper` across, as wide as the page, headings and page numbers on every page."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=2 * _MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, last_heading_row)
    sheet.set_footer("&C第 &P 页 共 &N 页")
