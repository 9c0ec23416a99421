"""Task lists as tables: columns told by their headers, one task a body row. Also lists flattened to lines with bars."""

from __future__ import annotations

import regex

from taizhang.extract.tasks.record import Span, task_from
from taizhang.extract.tasks.words import field_of
from taizhang.types import Cell, Draft, Table, Task

_HEADER_ROWS = 4
_TOTAL = regex.compile(r"^(?:合计|总计|小计|共计)")
_BAR = regex.compile(r"[|｜]")
_STATING = {"problem", "target"}
_TELLING = {"deadline", "responsible", "lead", "progress", "handling", "finished", "measures", "verified", "investigation", "closed_on"}


def table_tasks(draft: Draft, kind_of_findings: str = "rectification") -> list[Task]:
    """The tasks of all tables of a document that are task lists."""
    out: list[Task] = []
    for table in (*draft.tables, *_flattened(draft)):
        out += _tasks(draft, table, kind_of_findings, table not in draft.tables)
    return out


def _tasks(draft: Draft, table: Table, kind: str, flattened: bool) -> list[Task]:
    grid: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        grid.setdefault(cell.row, {})[cell.column] = cell
    columns, body = _columns(draft.text, grid)
    if not (_STATING & set(columns.values()) and _TELLING & set(columns.values())):
        return []
    if "case_number" in columns.values() or "verified" in columns.values():
        kind = "complaint"
    elif kind not in ("case", "finding"):
        kind = "rectification"
    return [t for row in body if (t := _row_task(draft, grid[row], columns, kind, flattened)) is not None]


def _columns(text: str, grid: dict[int, dict[int, Cell]]) -> tuple[dict[int, str], list[int]]:
    """Column -> field, and the rows below the header. Of two header rows the lower one tells, the upper one fills in."""
    columns: dict[int, str] = {}
    rows = sorted(grid)
    last = -1
    for at, row in enumerate(rows[:_HEADER_ROWS]):
        cells = grid[row]
        told = {c: f for c, cell in cells.items() if (f := field_of(text[cell.start : cell.end]))}
        flagged = any(cell.header for cell in cells.values())
        if (flagged and told) or len(told) >= max(2, len(cells) // 2):
            columns |= told
            last = at
        elif last >= 0:
            break
    taken: dict[str, int] = {}
    for column, name in sorted(columns.items()):
        taken.setdefault(name, column)
    return {column: name for name, column in taken.items()}, rows[last + 1 :]


def _row_task(draft: Draft, row: dict[int, Cell], columns: dict[int, str], kind: str, flattened: bool) -> Task | None:
    text = draft.text
    spans = {(c.start, c.end) for c in row.values() if c.end > c.start}
    first = text[row[min(row)].start : row[min(row)].end].strip()
    if len(spans) < 2 or _TOTAL.match(first):
        return None
    fields: dict[str, Span] = {}
    for column, name in columns.items():
        if column in row and row[column].end > row[column].start and name != "ignored":
            fields[name] = (row[column].start, row[column].end)
    if not _STATING & fields.keys():
        return None
    if "problem" not in fields:
        fields["problem"] = fields["target"]
    return task_from(draft, fields, kind, "tasks.table", span=(min(s for s, _ in spans), max(e for _, e in spans)), handlers=flattened)


def _flattened(draft: Draft) -> list[Table]:
    """Runs of lines with the same number of bars, as tables; a run without a header line has the columns of complaint lists."""
    tables: list[Table] = []
    lines: list[Span] = []
    for m in regex.finditer(r"[^\n]*", draft.text):
        if len(_BAR.findall(m[0])) >= 3:
            lines.append(m.span())
        elif lines and m[0].strip():
            tables += _bars(draft.text, lines, len(tables) + 1)
            lines = []
    return tables + _bars(draft.text, lines, len(tables) + 1)


def _bars(text: str, lines: list[Span], number: int) -> list[Table]:
    if len(lines) < 2:
        return []
    cells: list[Cell] = []
    width = 0
    for row, (start, end) in enumerate(lines):
        at, column = start, 0
        for m in [*_BAR.finditer(text, start, end), None]:
            stop = m.start() if m else end
            a, b = _trimmed(text, at, stop)
            if b > a or m:
                cells.append(Cell(row, column, a, b))
                column += 1
            at = m.end() if m else end
        width = max(width, column)
    return [Table(number, tuple(cells), len(lines), width)]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
