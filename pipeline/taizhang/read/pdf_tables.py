"""Tables of a page from its rules: full grids, open sides, horizontal rules only. Text comes as placed characters."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from taizhang.read.cell_lines import joined
from taizhang.read.grid import GridCell, Row, distinct, is_form, is_header
from taizhang.read.pdf_page import PageTable, char_lines, line_text

Edge = dict[str, Any]
Box = tuple[float, float, float, float]
_NEAR = 3.0  # points: how far apart two rules may be and still be one
_SHORT = 4.0
_MOST_CROSSINGS = 10_000  # of rules; a page of 150 rows and 30 columns has 4,500
_LEADING = 28.0  # points: the most that lies between two lines of a row
_SHORTEST_BREAK = 15.0  # shorter stretches are the dots of a dotted rule, no cells
_HANGING = "，。、；：？！”’）》"  # may hang over the border of their cell


def page_tables(
    edges: Sequence[Edge], chars: Sequence[dict[str, Any]], width: float, number: int, before: PageTable | None = None
) -> list[PageTable]:
    """The tables of a page, from top to bottom, without those that only lay the page out. `before` is the table that ends
    the page before: what agrees with its columns is a part of it, though it be the rest of one row."""
    from pdfplumber.table import merge_edges

    merged = [e for e in merge_edges(list(edges), _NEAR, _NEAR, _NEAR, _NEAR) if _length(e) > _SHORT]
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
    free = [e for e in across if not any(t.top - _NEAR <= e["top"] <= t.bottom + _NEAR for t in tables)]
    broken = [e for e in edges if e["orientation"] == "h" and _length(e) > _SHORTEST_BREAK]
    tables += [t for group in _rule_groups(free, width) if (t := _open_table(group, chars, number, broken))]
    return sorted(tables, key=lambda t: t.top)


def _length(edge: Edge) -> float:
    return float(edge["x1"] - edge["x0"] if edge["orientation"] == "h" else edge["bottom"] - edge["top"])


def _cells(across: list[Edge], down: list[Edge]) -> list[list[Box]]:
    """The cells of each grid; rules at open sides are supplied first."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    edges = [*across, *down, *_missing_sides(across, down)]
    cells = intersections_to_cells(edges_to_intersections(edges, _NEAR, _NEAR))
    return [list(table) for table in cells_to_tables(cells)]


def _missing_sides(across: list[Edge], down: list[Edge]) -> list[Edge]:
    """Rules that a table with open sides lacks: its outermost verticals, and the rule where a page cuts it."""
    top, bottom = min(e["top"] for e in down), max(e["bottom"] for e in down)
    beside = [e for e in across if top - _NEAR <= e["top"] <= bottom + _NEAR]
    if not beside:
        return []
    left, right = min(e["x0"] for e in beside), max(e["x1"] for e in beside)
    rows = [e["top"] for e in beside]
    found = []
    for x in (left, right):
        if sum(1 for e in beside if e["x0"] - _NEAR <= x <= e["x1"] + _NEAR) >= 2 and not any(
            abs(e["x0"] - x) <= _NEAR for e in down
        ):
            found.append(_edge(x, min(rows), x, max(rows), "v"))
    for y in (top, bottom):
        if sum(1 for e in down if e["top"] - _NEAR <= y <= e["bottom"] + _NEAR) >= 2 and not any(
            abs(r - y) <= _NEAR for r in rows
        ):
            found.append(_edge(left, y, right, y, "h"))
    return found


def _edge(x0: float, top: float, x1: float, bottom: float, orientation: str) -> Edge:
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "orientation": orientation,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _borders(values: Sequence[float]) -> list[float]:
    """Places that lie nearer than the tolerance, as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _grid_table(boxes: list[Box], chars: Sequence[dict[str, Any]], number: int) -> PageTable | None:
    xs = _borders([x for box in boxes for x in (box[0], box[2])])
    ys = _borders([y for box in boxes for y in (box[1], box[3])])
    if len(xs) < 3 or len(ys) < 2:
        return None
    rows: list[Row] = [[GridCell("", number) for _ in xs[1:]] for _ in ys[1:]]
    for x0, top, x1, bottom in boxes:
        cell = GridCell("", number)
        for r in range(_at(ys, top + _NEAR), _at(ys, bottom - _NEAR) + 1):
            for c in range(_at(xs, x0 + _NEAR), _at(xs, x1 - _NEAR) + 1):
                rows[r][c] = cell
    fill_cells(rows, xs, ys, chars)
    return PageTable(rows, xs, ys[0], ys[-1], number)


def _at(borders: Sequence[float], value: float) -> int:
    return min(max(bisect_right(borders, value) - 1, 0), len(borders) - 2)


def fill_cells(rows: list[Row], xs: list[float], ys: list[float], chars: Sequence[dict[str, Any]]) -> None:
    """Give each cell the characters whose middle lies in it."""
    held: dict[int, list[dict[str, Any]]] = defaultdict(list)
    cells: dict[int, GridCell] = {}
    for char in chars:
        x = char["x0"] + (char["x1"] - char["x0"]) * (0.2 if char["text"] in _HANGING else 0.5)
        y = (char["top"] + char["bottom"]) / 2
        if xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]:
            cell = rows[_at(ys, y)][_at(xs, x)]
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


def same_columns(part: PageTable, whole: PageTable) -> bool:
    """Whether the columns of two tables stand at the same places."""
    return len(part.xs) == len(whole.xs) and all(abs(a - b) <= 4 * _NEAR for a, b in zip(part.xs, whole.xs, strict=True))


def _is_data(table: PageTable, chars: Sequence[dict[str, Any]]) -> bool:
    """Not a layout of boxes: column names at the top, labels at the left, or most places filled and no character across
    a border."""
    rows = [row for row in table.rows if distinct(row)]
    if not rows or len(table.xs) < 3:
        return False
    if any(map(is_header, rows[:4])) or is_form(rows):
        return True
    filled = sum(1 for row in rows for cell in row if cell.text) / sum(map(len, rows))
    return filled >= 0.4 and len(table.xs) > 3 and _uncut(table, chars)


def _uncut(table: PageTable, chars: Sequence[dict[str, Any]]) -> bool:
    """Whether (nearly) no character lies across a column border."""
    inside = [c for c in chars if table.top <= c["top"] <= table.bottom and c["text"] not in _HANGING]
    cut = sum(1 for c in inside if any(c["x0"] + 1.5 < x < c["x1"] - 1.5 for x in table.xs[1:-1]))
    return cut <= 0.02 * len(inside)


def _rule_groups(across: list[Edge], width: float) -> list[list[tuple[float, float, float]]]:
    """Horizontal rules that belong together: three or more of like extent. Each rule as (y, x0, x1)."""
    by_height: list[list[Edge]] = []
    for edge in sorted(across, key=lambda e: e["top"]):
        if by_height and edge["top"] - by_height[-1][0]["top"] <= _NEAR:
            by_height[-1].append(edge)
        else:
            by_height.append([edge])
    rules = [(g[0]["top"], min(e["x0"] for e in g), max(e["x1"] for e in g)) for g in by_height]
    groups: list[list[tuple[float, float, float]]] = []
    for rule in rules:
        if rule[2] - rule[1] < 0.3 * width:
            continue
        if groups and abs(groups[-1][-1][1] - rule[1]) < 6 and abs(groups[-1][-1][2] - rule[2]) < 6:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= 2]


def _open_table(
    rules: list[tuple[float, float, float]], chars: Sequence[dict[str, Any]], number: int, broken: Sequence[Edge]
) -> PageTable | None:
    """A table with horizontal rules only: its columns are parted by the gaps that no character crosses."""
    ys = [rule[0] for rule in rules]
    left, right = min(r[1] for r in rules), max(r[2] for r in rules)
    inside = [
        c
        for c in chars
        if left - _NEAR <= c["x0"] <= right and ys[0] <= (c["top"] + c["bottom"]) / 2 <= ys[-1] and c["text"].strip()
    ]
    hints = [x for e in broken if ys[0] - _NEAR <= e["top"] <= ys[-1] + _NEAR for x in (e["x0"], e["x1"])]
    xs = _breaks(hints, left, right, 2 * len(ys)) or _gaps(inside, left, right)
    if len(xs) > 3:
        if (begin := _begin_of_open(ys[0], xs, chars)) is not None:
            ys.insert(0, begin)
        if (end := _end_of_open(ys[-1], xs, chars)) is not None:
            ys.append(end)
        inside = [
            c for c in chars if left - _NEAR <= c["x0"] <= right and ys[0] <= c["top"] <= ys[-1] and c["text"].strip()
        ]
    if len(xs) < 3 or (len(ys) == 2 and len(xs) < 4):
        return None
    ys = _split_bands(ys, inside, xs)
    rows: list[Row] = [[GridCell("", number) for _ in xs[1:]] for _ in ys[1:]]
    fill_cells(rows, xs, ys, inside)
    table = PageTable(rows, xs, ys[0], ys[-1], number, open=True)
    wide = max(len(distinct(row)) for row in rows)
    return table if (len(rows) > 1 or len(xs) > 3) and wide >= min(3, len(xs) - 1) and _uncut(table, chars) else None


def _breaks(hints: Sequence[float], left: float, right: float, least: int) -> list[float]:
    """Column borders where the rules themselves are broken, cell by cell; none where too few of them are."""
    borders = _borders([x for x in hints if left - _NEAR <= x <= right + _NEAR])
    often = [b for b in borders if sum(1 for x in hints if abs(x - b) <= _NEAR) >= least]
    inner = [b for b in often if left + _NEAR < b < right - _NEAR]
    return [left, *inner, right] if len(inner) >= 2 else []


def _end_of_open(top: float, xs: list[float], chars: Sequence[dict[str, Any]]) -> float | None:
    """Where a row ends that stands below the last rule, because the page cuts it or the table has no rules between
    rows: before the first line that crosses a column. Its first line must fill two columns."""
    end = None
    for line in char_lines([c for c in chars if c["top"] > top - 1 and c["text"].strip()]):
        if not fits(line, xs) or line[0]["top"] > (end or top) + _LEADING:
            break
        if end is None and len(_filled(line, xs)) < 2:
            break
        end = max(c["bottom"] for c in line) + 1
    return end


def _begin_of_open(bottom: float, xs: list[float], chars: Sequence[dict[str, Any]]) -> float | None:
    """Where a header begins that stands above the first rule."""
    begin, above = None, [c for c in chars if bottom - 3 * _LEADING < c["top"] and c["bottom"] < bottom + 2]
    held: list[dict[str, Any]] = []
    for line in reversed(char_lines([c for c in above if c["text"].strip()])):
        if not fits(line, xs) or len(_filled(line, xs)) < 2 or line[0]["bottom"] < (begin or bottom) - _LEADING:
            break
        begin = min(c["top"] for c in line) - 1
        held += line
    columns: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for char in held:
        columns[column_of(char, xs)].append(char)
    return begin if is_header([GridCell(cell_text(chars)) for chars in columns.values()]) else None


def fits(line: list[dict[str, Any]], xs: list[float]) -> bool:
    """Whether a line stays within the table, and no character of it crosses a column border."""
    if line[0]["x0"] < xs[0] - _NEAR or line[-1]["x1"] > xs[-1] + _NEAR:
        return False
    if any(c["x0"] + 1.5 < x < c["x1"] - 1.5 for c in line if c["text"] not in _HANGING for x in xs[1:-1]):
        return False
    return not any(b["x0"] - a["x1"] < 1.0 and column_of(a, xs) != column_of(b, xs) for a, b in pairwise(line))


def column_of(char: dict[str, Any], xs: list[float]) -> int:
    """The column that a character stands in."""
    return _at(xs, (char["x0"] + char["x1"]) / 2)


def _filled(line: list[dict[str, Any]], xs: list[float]) -> set[int]:
    return {column_of(c, xs) for c in line}


def drawn_edges(page: Any) -> list[Edge]:
    """The rules of a pdfplumber page: its lines, thin rectangles and stroked ones; not the backgrounds of cells."""
    from pdfplumber.utils.geometry import rect_to_edges

    edges: list[Edge] = [e for e in page.edges if e.get("object_type") != "rect_edge"]
    for rect in page.rects:
        if rect["stroke"] or min(rect["width"], rect["height"]) <= _NEAR:
            edges += rect_to_edges(rect)
    return edges


def _gaps(chars: Sequence[dict[str, Any]], left: float, right: float) -> list[float]:
    """Column borders: the middles of the stretches where no character stands."""
    borders, reach = [left], left
    least = 0.3 * (sorted(c["bottom"] - c["top"] for c in chars)[len(chars) // 2]) if chars else 3.0
    for char in sorted(chars, key=lambda c: c["x0"]):
        if char["x0"] - reach >= least and reach > left:
            borders.append((reach + char["x0"]) / 2)
        reach = max(reach, char["x1"])
    return [*borders, right]


def _split_bands(ys: list[float], chars: Sequence[dict[str, Any]], xs: list[float]) -> list[float]:
    """Rows of a band without rules between them (three-line tables): one begins where the first column has text again,
    if that column counts up or the rows stand apart; a first column that only wraps parts nothing."""
    if len(ys) > 3:
        return ys
    first = char_lines([c for c in chars if c["x1"] <= xs[1] and c["top"] > ys[-2]])
    texts = [line_text(line) for line in first]
    if len(first) < 2 or not (_counts_up(texts) or _stands_apart(first, chars, ys)):
        return ys
    return sorted([*ys, *(min(c["top"] for c in line) - 1 for line in first[1:])])


def _counts_up(texts: list[str]) -> bool:
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 5]
    return len(numbers) == len(texts) and all(a < b for a, b in pairwise(numbers))


def _stands_apart(first: list[list[dict[str, Any]]], chars: Sequence[dict[str, Any]], ys: list[float]) -> bool:
    """Below a header band of its own: every row on one line, or more space before a row than between lines."""
    if len(ys) < 3:
        return False
    lines = char_lines([c for c in chars if c["top"] > ys[-2]])
    tops = [min(c["top"] for c in line) for line in lines]
    starts = [min(c["top"] for c in line) for line in first]
    if len(lines) == len(first):
        return max(len(line_text(line)) for line in first) > 1 and not any(
            line_text(line)[-1] in "-/—（(" for line in first
        )
    steps = {round(b, 1): b - a for a, b in pairwise(tops)}
    inner = [step for top, step in steps.items() if all(abs(top - s) > 2 for s in starts)]
    outer = [step for top, step in steps.items() if any(abs(top - s) <= 2 for s in starts[1:])]
    return bool(inner and outer) and min(outer) > 1.15 * max(inner)
