"""Tables of a page from its rules: full grids, open sides, horizontal rules only. Text comes as placed characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from taizhang.read.grid import GridCell, Row, distinct, is_form, is_header
from taizhang.read.pdf_cells import borders, fill_cells, same_columns, slot_of, uncut
from taizhang.read.pdf_edges import NEAR, Edge, edge_between, length
from taizhang.read.pdf_open_tables import open_table, rule_groups
from taizhang.read.pdf_page import PageTable

Box = tuple[float, float, float, float]
_SHORT = 4.0
_MOST_CROSSINGS = 10_000  # of rules; a page of 150 rows and 30 columns has 4,500
_SHORTEST_BREAK = 15.0  # shorter stretches are the dots of a dotted rule, no cells


def page_tables(
    edges: Sequence[Edge], chars: Sequence[dict[str, Any]], width: float, number: int, before: PageTable | None = None
) -> list[PageTable]:
    """The tables of a page, from top to bottom, without those that only lay the page out. `before` is the table that ends
    the page before: what agrees with its columns is a part of it, though it be the rest of one row. Raises ValueError for a drawing:
    more lines cross than those of any table."""
    from pdfplumber.table import merge_edges

    merged = [e for e in merge_edges(list(edges), NEAR, NEAR, NEAR, NEAR) if length(e) > _SHORT]
    across = [e for e in merged if e["orientation"] == "h"]
    down = [e for e in merged if e["orientation"] == "v"]
    tables: list[PageTable] = []
    if len(across) * len(down) > _MOST_CROSSINGS:
        raise ValueError("a drawing, no table")
    if down and len(across) >= 2:
        for boxes in _cells(across, down):
            table = _grid_table(boxes, chars, number)
            if table and (_is_data(table, chars) or (before and same_columns(table, before))):
                tables.append(table)
    free = [e for e in across if not any(t.top - NEAR <= e["top"] <= t.bottom + NEAR for t in tables)]
    broken = [e for e in edges if e["orientation"] == "h" and length(e) > _SHORTEST_BREAK]
    tables += [t for group in rule_groups(free, width) if (t := open_table(group, chars, number, broken))]
    return sorted(tables, key=lambda t: t.top)


def _cells(across: list[Edge], down: list[Edge]) -> list[list[Box]]:
    """The cells of each grid; rules at open sides are supplied first."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    edges = [*across, *down, *_missing_sides(across, down)]
    cells = intersections_to_cells(edges_to_intersections(edges, NEAR, NEAR))
    return [list(table) for table in cells_to_tables(cells)]


def _missing_sides(across: list[Edge], down: list[Edge]) -> list[Edge]:
    """Rules that a table with open sides lacks: its outermost verticals, and the rule where a page cuts it."""
    top, bottom = min(e["top"] for e in down), max(e["bottom"] for e in down)
    beside = [e for e in across if top - NEAR <= e["top"] <= bottom + NEAR]
    if not beside:
        return []
    left, right = min(e["x0"] for e in beside), max(e["x1"] for e in beside)
    rows = [e["top"] for e in beside]
    found = []
    for x in (left, right):
        if sum(1 for e in beside if e["x0"] - NEAR <= x <= e["x1"] + NEAR) >= 2 and not any(
            abs(e["x0"] - x) <= NEAR for e in down
        ):
            found.append(edge_between(x, min(rows), x, max(rows), "v"))
    for y in (top, bottom):
        if sum(1 for e in down if e["top"] - NEAR <= y <= e["bottom"] + NEAR) >= 2 and not any(
            abs(r - y) <= NEAR for r in rows
        ):
            found.append(edge_between(left, y, right, y, "h"))
    return found


def _grid_table(boxes: list[Box], chars: Sequence[dict[str, Any]], number: int) -> PageTable | None:
    xs = borders([x for box in boxes for x in (box[0], box[2])])
    ys = borders([y for box in boxes for y in (box[1], box[3])])
    if len(xs) < 3 or len(ys) < 2:
        return None
    rows: list[Row] = [[GridCell("", number) for _ in xs[1:]] for _ in ys[1:]]
    for x0, top, x1, bottom in boxes:
        cell = GridCell("", number)
        for r in range(slot_of(ys, top + NEAR), slot_of(ys, bottom - NEAR) + 1):
            for c in range(slot_of(xs, x0 + NEAR), slot_of(xs, x1 - NEAR) + 1):
                rows[r][c] = cell
    fill_cells(rows, xs, ys, chars)
    return PageTable(rows, xs, ys[0], ys[-1], number)


def _is_data(table: PageTable, chars: Sequence[dict[str, Any]]) -> bool:
    """Not a layout of boxes: column names at the top, labels at the left, or most places filled and no character across
    a border."""
    rows = [row for row in table.rows if distinct(row)]
    if not rows or len(table.xs) < 3:
        return False
    if any(map(is_header, rows[:4])) or is_form(rows):
        return True
    filled = sum(1 for row in rows for cell in row if cell.text) / sum(map(len, rows))
    return filled >= 0.4 and len(table.xs) > 3 and uncut(table, chars)
