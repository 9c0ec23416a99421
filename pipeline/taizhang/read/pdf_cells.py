"""The cells of a table on a page: borders, the characters between them, and whether these keep to their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from taizhang.read.cell_lines import joined
from taizhang.read.grid import GridCell, Row
from taizhang.read.pdf_edges import NEAR
from taizhang.read.pdf_page import PageTable, char_lines, line_text

_HANGING = "，。、；：？！”’）》"  # may hang over the border of their cell


def borders(values: Sequence[float]) -> list[float]:
    """Places that lie nearer than the tolerance, as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def slot_of(borders: Sequence[float], value: float) -> int:
    """The column or row, counted from 0, between whose borders a value lies; the nearest for one outside."""
    return min(max(bisect_right(borders, value) - 1, 0), len(borders) - 2)


def fill_cells(rows: list[Row], xs: list[float], ys: list[float], chars: Sequence[dict[str, Any]]) -> None:
    """Give each cell the characters whose middle lies in it."""
    held: dict[int, list[dict[str, Any]]] = defaultdict(list)
    cells: dict[int, GridCell] = {}
    for char in chars:
        x = char["x0"] + (char["x1"] - char["x0"]) * (0.2 if char["text"] in _HANGING else 0.5)
        y = (char["top"] + char["bottom"]) / 2
        if xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]:
            cell = rows[slot_of(ys, y)][slot_of(xs, x)]
            cells[id(cell)] = cell
            held[id(cell)].append(char)
    for key, cell in cells.items():
        cell.text = cell_text(held[key])


def cell_text(chars: Sequence[dict[str, Any]]) -> str:
    """The text of a cell on one line."""
    lines = char_lines(chars)
    return joined([line_text(line, gaps=False) for line in lines], wrapped=_full(lines))


def _full(lines: Sequence[Sequence[dict[str, Any]]]) -> bool:
    """Whether all lines but the last are as wide as the widest: then they broke because the cell was full."""
    if len(lines) < 2:
        return True
    widths = [line[-1]["x1"] - line[0]["x0"] for line in lines]
    em = lines[0][0]["bottom"] - lines[0][0]["top"]
    return bool(min(widths[:-1]) > max(widths) - 0.9 * em)


def column_of(char: dict[str, Any], xs: list[float]) -> int:
    """The column that a character stands in."""
    return slot_of(xs, (char["x0"] + char["x1"]) / 2)


def fits(line: list[dict[str, Any]], xs: list[float]) -> bool:
    """Whether a line stays within the table, and no character of it crosses a column border."""
    if line[0]["x0"] < xs[0] - NEAR or line[-1]["x1"] > xs[-1] + NEAR:
        return False
    if any(c["x0"] + 1.5 < x < c["x1"] - 1.5 for c in line if c["text"] not in _HANGING for x in xs[1:-1]):
        return False
    return not any(b["x0"] - a["x1"] < 1.0 and column_of(a, xs) != column_of(b, xs) for a, b in pairwise(line))


def uncut(table: PageTable, chars: Sequence[dict[str, Any]]) -> bool:
    """Whether (nearly) no character lies across a column border."""
    inside = [c for c in chars if table.top <= c["top"] <= table.bottom and c["text"] not in _HANGING]
    cut = sum(1 for c in inside if any(c["x0"] + 1.5 < x < c["x1"] - 1.5 for x in table.xs[1:-1]))
    return cut <= 0.02 * len(inside)


def same_columns(part: PageTable, whole: PageTable) -> bool:
    """Whether the columns of two tables stand at the same places."""
    return len(part.xs) == len(whole.xs) and all(abs(a - b) <= 4 * NEAR for a, b in zip(part.xs, whole.xs, strict=True))
