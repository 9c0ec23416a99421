"""Grids: where the cells of a table stand in the text, row by row, header rows included.

A table is either one that a reader found (`Table`, with cells) or lines of text that stand like one: columns parted by |,
TAB or blanks, a header without numbers, and rows of a label and bare numbers; or such a table with one cell a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from taizhang.rules import compiled
from taizhang.types import Span, Table

Grid = list[list[Span]]

_WORD = compiled(r"\S+")
_NUMBER = compiled(r"[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]{1,9}(?:\.[0-9]{1,4})?")
_ROW = re.compile(r"^[^\n。；]{0,80}?[|\t │┃\u3000][ ]*[0-9][0-9,.]*[ ]*(?:[|\t │┃\u3000][^\n。]{0,200})?$", re.M)
_BARS = compiled(r"^(?:[^\n|]*+\|){3,}+[^\n]*$", regex.M)
TITLE = 30  # characters of a line above a table that may be its title
_LEAST_CELLS = 9
_LEAST_LINES = 5
OWN_UNIT = compiled(rf"(?:{_NUMBER.pattern})[%％]")
_NAME = rf"(?!(?:{_NUMBER.pattern})[%％]?(?!\S))[^\s，。；：:|]{{1,16}}(?!\S)"
_FIGURE = rf"(?:{_NUMBER.pattern})[%％]?(?!\S)"
_STACKED_LINE = rf"(?:{_FIGURE}(?:[^\S\n]+{_FIGURE})*+|{_NAME}(?:[^\S\n]+{_NAME})*+)"
_STACK = compiled(
    rf"^(?:(?P<unit>单位[:：]\S{{1,4}})\n)?(?:[^\S\n]*{_STACKED_LINE}[^\S\n]*(?:\n(?:[^\S\n]*\n)?|\Z)){{{_LEAST_LINES},}}+",
    regex.M,
)
_BARRED_LINE = compiled(r"^[^\S\n]*(?P<cell>[^\s|][^|\n]{0,23}?)?[^\S\n]*(?P<bars>\|+)[^\S\n]*$", regex.M)
_BARRED_STACK = compiled(
    rf"(?:^[^\S\n]*(?:[^\s|][^|\n]{{0,23}}+)?+\|++[^\S\n]*+(?:\n|\Z)){{{_LEAST_CELLS},}}+", regex.M
)
_ONE_LINE = compiled(
    rf"^[^\S\n]*(?:{_FIGURE}|{_NAME})(?:[^\S\n]+(?:{_FIGURE}|{_NAME})){{{_LEAST_CELLS - 1},}}+", regex.M
)
_NONE = frozenset({"—", "——", "-", "–", "－", "/"})  # what stands in a cell for no figure
_NUMBERED = frozenset({"序号", "编号", "排名", "名次"})
_MERGED = compiled(
    r"第.{1,8}[批轮期次]|[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{4}年.{0,8}|\p{Han}{2,8}[省市县州盟旗](?<!县市)"
)


def grid_of(table: Table) -> Grid:
    """The grid of a table that a reader found; a cell that is missing is empty, (0, 0)."""
    rows: dict[int, dict[int, Span]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = (cell.start, cell.end)
    return [[cells.get(c, (0, 0)) for c in range(table.n_columns)] for _, cells in sorted(rows.items())]


def grids_of(text: str, tables: Sequence[Table]) -> list[Grid]:
    """The grids of the tables that a reader found, else those that the text prints."""
    return [grid_of(table) for table in tables] if tables else printed(text)


def barred(text: str) -> Iterator[Grid]:
    """Runs of lines with three bars or more."""
    run: Grid = []
    last = -2
    for match in _BARS.finditer(text) if "|" in text else ():
        if match.start() - last > 1 and run:
            yield run
            run = []
        run.append(cells_of(text, *match.span()))
        last = match.end()
    if run:
        yield run


def printed(text: str) -> list[Grid]:
    """The grids that a text prints without cells: one cell a line, or rows with bare numbers outside of those."""
    stacks = [*_stacked(text), *_one_a_line(text), *_in_a_line(text)]
    return [*stacks, *_lines(text, [(grid[0][0][0], grid[-1][-1][1]) for grid in stacks])]


def _stacked(text: str) -> Iterator[Grid]:
    """One cell a line, or the names of columns in a line and the numbers of a row in another: at least two rows of a name and as
    many numbers each, below as many names of columns."""
    for run in _STACK.finditer(text) if text.count("\n") >= _LEAST_LINES - 1 else ():
        names = [(m.start(), m.end()) for m in _WORD.finditer(text, *run.span())]
        while names and not _is_figure(text, names[-1]):
            names.pop()  # what stands below the table
        if len(names) < _LEAST_CELLS:
            continue
        top = _rows_of(text, names) or _rows_of(text, _with_empty(text, names)) or _numbered_rows(text, names)
        if top:
            unit = [run.span("unit")] if run["unit"] else []
            yield [*([unit] if unit else []), *top]


def _one_a_line(text: str) -> Iterator[Grid]:
    """One cell a line with a bar behind it, empty ones a bar alone: rows of a name and figures, below as many names of columns."""
    for run in _BARRED_STACK.finditer(text) if "|" in text else ():
        cells = [cell for line in _BARRED_LINE.finditer(text, *run.span()) for cell in _cells_of_line(line)]
        first = next((i for i, cell in enumerate(cells) if i and is_number(text, cell)), 0) - 1
        last = next((i for i, c in enumerate(cells) if i > first >= 0 and not _is_figure(text, c)), len(cells))
        width = last - first
        if first < width or width < 3:
            continue
        rows = [cells[i : i + width] for i in range(first, len(cells) - width + 1, width)]
        named = next((i for i, row in enumerate(rows) if _is_figure(text, row[0])), len(rows))
        head = [cells[i : i + width] for i in range(first % width, first, width)]
        yield [*([cell for cell in row if cell[0] < cell[1]] for row in head), *rows[:named]]


def _in_a_line(text: str) -> Iterator[Grid]:
    """All cells in one line: names of columns, then at least two rows of a name and as many numbers less one."""
    for run in _ONE_LINE.finditer(text):
        cells = [(m.start(), m.end()) for m in _WORD.finditer(text, *run.span())]
        while cells and not _is_figure(text, cells[-1]):
            cells.pop()  # what stands behind the table
        if len(cells) >= _LEAST_CELLS and (rows := _rows_of(text, cells)) and len(rows[0]) > 2:
            yield rows


def _lines(text: str, stacks: Sequence[Span]) -> Iterator[Grid]:
    """Runs of lines with bare numbers, outside of stacks, each with up to three lines above it that may be its header."""
    head: Grid = []
    body: Grid = []
    last = -2
    for match in _ROW.finditer(text):
        cells = cells_of(text, *match.span())
        stacked = any(start <= match.start() < end for start, end in stacks)
        figures = sum(is_number(text, cell) or text[slice(*cell)] in _NONE for cell in cells)
        if stacked or figures * 2 < sum(start < end for start, end in cells) - 1:
            continue
        if match.start() - last > 1:
            if body:
                yield _even(text, head, body)
            head = _header_below(text, match.start(), len(cells)) or _header(text, match.start())
            body = []
        body.append(cells)
        last = match.end()
    if body:
        yield _even(text, head, body)


def _rows_of(text: str, cells: Sequence[Span]) -> Grid:
    """The header and the rows that cells make, at least two, all of a name and as many figures or gaps; none where they do not."""
    numbers = [_is_figure(text, cell) for cell in cells]
    if True not in numbers[1:]:
        return []
    first = numbers.index(True, 1)
    width = next((i for i, number in enumerate(numbers[first:]) if not number), len(cells) - first) + 1
    rows = [list(cells[i : i + width]) for i in range(first - 1, len(cells), width)]
    even = all(numbers[i] == ((i - first + 1) % width > 0) for i in range(first - 1, len(cells)))
    top = first - 1 - _merged(text, cells[: first - 1])
    if not even or len(rows) < 2 or len(rows[-1]) != width or top < width:
        return []
    return [list(cells[top - width : top]), *rows]


def _numbered_rows(text: str, cells: Sequence[Span]) -> Grid:
    """The header and the rows of a table whose first column, 序号, counts its rows: 1, 2, 3; none where it does not."""
    top = next((i for i, cell in enumerate(cells) if text[slice(*cell)] in _NUMBERED), len(cells))
    first = next((i for i, cell in enumerate(cells[top:], top) if is_number(text, cell)), len(cells))
    width = first - top
    if width < 3 or (len(cells) - first) % width:
        return []
    rows = [list(cells[i : i + width]) for i in range(first, len(cells), width)]
    counted = all(text[slice(*row[0])] == str(n) for n, row in enumerate(rows, 1))
    return [list(cells[top:first]), *rows] if counted and len(rows) > 1 else []


def _with_empty(text: str, cells: Sequence[Span]) -> list[Span]:
    """The cells with the empty ones between them, of which nothing is left but a blank line."""
    found = list(cells[:1])
    for (_, end), cell in pairwise(cells):
        if text.count("\n", end, cell[0]) > 1:
            found.append((cell[0], cell[0]))
        found.append(cell)
    return found


def _cells_of_line(line: regex.Match[str]) -> list[Span]:
    """The cell of a line, and an empty one for each bar that has none before it."""
    empty = [(line.end(), line.end())] * (len(line["bars"]) - bool(line["cell"]))
    return [line.span("cell"), *empty] if line["cell"] else empty


def _merged(text: str, above: Sequence[Span]) -> int:
    """How many cells between the header and the first row are values that hold for several rows: 第二十二批."""
    return next((i for i, cell in enumerate(reversed(above)) if not _MERGED.fullmatch(text, *cell)), 0)


def _header_below(text: str, start: int, width: int) -> Grid:
    """The names of as many columns, one a line, right above a row that stands in one line; none where they are not."""
    lines: list[Span] = []
    end = start - 1
    while len(lines) < width and end > 0:
        begin = max(text.rfind("\n", max(0, end - TITLE), end) + 1, 0)
        cells = cells_of(text, begin, end)
        if len(cells) != 1 or text[begin:end].rstrip().endswith(("。", "：", ":")) or _is_figure(text, cells[0]):
            return []
        lines.insert(0, cells[0])
        end = begin - 1
    return [lines] if 2 < len(lines) == width else []


def _header(text: str, start: int) -> Grid:
    rows: Grid = []
    end = start - 1
    while end > 0 and len(rows) < 3:
        begin = max(text.rfind("\n", max(0, end - 300), end) + 1, 0)
        line = text[begin:end]
        if not line.strip() or "。" in line or end - begin > 250:
            break
        rows.insert(0, cells_of(text, begin, end))
        end = begin - 1
    return rows


def _even(text: str, head: Sequence[list[Span]], body: Sequence[list[Span]]) -> Grid:
    """The rows of a table, those parted by bars as wide as the widest, with the empty cells at their end."""
    width = max(map(len, body))
    return [*head, *(_padded(text, row, width) for row in body)]


def _padded(text: str, row: list[Span], width: int) -> list[Span]:
    """The row, with empty cells to that width where bars for them are printed behind its last cell."""
    if not row or len(row) >= width:
        return row
    end = row[-1][1]
    line = text.find("\n", end)
    bars = text.count("|", end, line if line >= 0 else len(text))
    return [*row, *[(end, end)] * (width - len(row))] if bars >= width - len(row) else row


def cells_of(text: str, start: int, end: int) -> list[Span]:
    """The cells of a line, parted at its bars, else at its blanks."""
    if "|" in text[start:end].rstrip(" |"):
        cells, at = [], start
        for piece in text[start:end].split("|"):
            left = at + len(piece) - len(piece.lstrip())
            cells.append((left, left + len(piece.strip())))
            at += len(piece) + 1
        while cells and cells[-1][0] >= cells[-1][1]:
            cells.pop()
        return cells
    return [(start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end].rstrip(" |"))]


def gaps(text: str, lists: Sequence[Table]) -> list[Span]:
    """The blanks between cells of a row, which end a clause as a bar does."""
    cells = [cell for table in lists for cell in table.cells]
    pairs = [(a.end, b.start) for a, b in pairwise(cells) if a.row == b.row and a.end < b.start]
    return sorted(span for span in pairs if not text[slice(*span)].strip(" \u3000"))


def is_number(text: str, span: Span) -> bool:
    """Whether a cell holds a bare number and nothing else."""
    return span[1] - span[0] < 14 and _NUMBER.fullmatch(text, *span) is not None


def _is_figure(text: str, span: Span) -> bool:
    """Whether a cell is a number, with a unit of its own or not, or empty."""
    return span[0] == span[1] or is_number(text, span) or OWN_UNIT.fullmatch(text, *span) is not None
