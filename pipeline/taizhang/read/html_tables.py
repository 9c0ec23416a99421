"""Tables of web pages: which hold data and which only lay the page out, and their cells."""

from __future__ import annotations

from itertools import islice
from typing import Any

from taizhang.read.build import clean
from taizhang.read.cell_lines import joined
from taizhang.read.grid import GridCell, Row, is_header, padded, within

_MOST_SPAN = 1000
_MOST_CELLS = 2_000_000
_LOOK = 8  # rows that are enough to tell a table of data
_BREAKING = frozenset(("p", "div", "br", "li"))


def is_data_table(table: Any) -> bool:
    """A table of data: no table inside, at least two rows of two cells, and cells that are not mostly links."""
    if any(inner is not table for inner in table.iter("table")):
        return False
    widths = [sum(1 for cell in row if cell.tag in ("td", "th")) for row in table.iter("tr")]
    if sum(1 for width in widths if width >= 2) < 2:
        return False
    rows = grid(table, rows=_LOOK)
    return any(map(is_header, rows[:6])) or _even(rows, table)


def _even(rows: list[Row], table: Any) -> bool:
    """Without column names: borders or a Word class, and cells short enough to be cells."""
    marked = (
        table.get("border", "0") not in ("0", "")
        or "Table" in table.get("class", "")
        or table.find(".//th") is not None
    )
    return marked and len(rows) >= 2 and len(rows[0]) >= 2


def grid(table: Any, most: int = _MOST_CELLS, rows: int | None = None) -> list[Row]:
    """The (first) rows of a table; cells with rowspan or colspan are one object in every place they cover.

    Raises SourceError('too_large') above `most` cells.
    """
    found: list[Row] = []
    hanging: dict[int, tuple[GridCell, int]] = {}
    total = 0
    for tr in islice(table.iter("tr"), rows):
        row: Row = []
        for td in (cell for cell in tr if cell.tag in ("td", "th")):
            hanging = _fill(row, hanging)
            cell = GridCell(cell_text(td))
            across, down = _span(td, "colspan"), _span(td, "rowspan")
            within(total + len(row) + across, most)
            for _ in range(across):
                if down > 1:
                    hanging[len(row)] = (cell, down)
                row.append(cell)
        for column in sorted(c for c in hanging if c >= len(row)):
            row += [GridCell("") for _ in range(column - len(row))] + [hanging[column][0]]
        hanging = {c: (cell, left - 1) for c, (cell, left) in hanging.items() if left > 1}
        total += len(row)
        within(total, most)
        found.append(row)
    return [row for row in padded(found, most) if row]


def _fill(row: Row, hanging: dict[int, tuple[GridCell, int]]) -> dict[int, tuple[GridCell, int]]:
    """Put the cells that hang down from rows above where the row has come to."""
    while len(row) in hanging:
        row.append(hanging[len(row)][0])
    return hanging


def _span(cell: Any, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isdecimal() and len(value) < 6 else 1


def cell_text(cell: Any) -> str:
    """The text of a cell on one line; paragraphs and breaks in it are joined, Latin words kept apart."""
    if not len(cell):
        return clean((cell.text or "").replace("\xa0", " ").replace("\n", ""))
    lines = [""]
    for event, node in _events(cell):
        if isinstance(node.tag, str) and node.tag in _BREAKING:
            lines.append("")
        text = node.text if event == "start" else node.tail
        if (text and isinstance(node.tag, str | type(None)) and not (event == "end" and node is cell)) or (
            text and event == "end" and node is not cell
        ):
            lines[-1] += text
    return joined([clean(line.replace("\xa0", " ").replace("\n", "")) for line in lines])


def _events(element: Any) -> Any:
    from lxml import etree

    return etree.iterwalk(element, events=("start", "end"))
