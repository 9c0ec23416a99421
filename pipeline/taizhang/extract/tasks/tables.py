"""Task lists as tables: columns told by their headers, one task a body row."""

from __future__ import annotations

from taizhang.extract.tasks.flattened import flattened
from taizhang.extract.tasks.forms import form_fields
from taizhang.extract.tasks.record import REPORTS, as_one, task_from
from taizhang.extract.tasks.status import bare_status, status_of
from taizhang.extract.tasks.ticks import ticked_columns, ticked_state
from taizhang.extract.tasks.words import (
    bare,
    case_number_pattern,
    field_of,
    is_limit,
    lexicon,
    number_pattern,
    rule_pattern,
    short_columns,
)
from taizhang.rules import compiled
from taizhang.types import Cell, Draft, Span, Table, Task
from taizhang.vocabulary import TaskKind

Columns = dict[int, str]
Grid = dict[int, dict[int, Cell]]
_HEADER_ROWS = 4
_TOTAL = compiled(r"^(?:合计|总计|小计|共计)")
_MERGED = {"region", "subject", "number", "case_number", "problem"}
_STATING = {"problem", "target", "investigation"}
_TELLING = {
    "deadline",
    "responsible",
    "lead",
    "progress",
    "state",
    "handling",
    "finished",
    "measures",
    "verified",
    "investigation",
    "closed_on",
    "finished_on",
    "ticked",
}


def table_tasks(draft: Draft, kind_of_findings: TaskKind = "rectification") -> list[Task]:
    """The tasks of all tables of a document that are task lists."""
    out: list[Task] = []
    for table in draft.tables:
        out += _tasks(draft, table, kind_of_findings)
    if not out:
        for table, columns in flattened(draft.text):
            out += _tasks(draft, table, kind_of_findings, columns, handlers=True)
    return out


def _tasks(
    draft: Draft, table: Table, kind: TaskKind, names: tuple[str, ...] = (), *, handlers: bool = False
) -> list[Task]:
    grid = grid_of(table)
    if form := form_fields(draft.text, grid):
        task = task_from(draft, form, "complaint" if "case_number" in form else kind, "tasks.form")
        return [task] if task else []
    columns, body, ticks = (dict(enumerate(names)), sorted(grid), {}) if names else columns_of(draft.text, grid)
    if not (_STATING & set(columns.values()) and _TELLING & set(columns.values())):
        return []
    columns = _with_case_numbers(draft.text, grid, body, with_limits(draft.text, grid, body, columns))
    if "case_number" in columns.values() or "verified" in columns.values():
        kind = "complaint"
    elif kind == "finding" and "subject" in columns.values():
        kind = "case"  # whom it found wanting, in what, and what came of it
    elif kind not in ("case", "finding"):
        kind = "rectification"
    _carry_down(draft.text, grid, body, columns)
    found: list[Task] = []
    for same in _same_problem(draft.text, grid, body, columns):
        tasks = [t for row in same if (t := _row_task(draft, grid, row, columns, ticks, kind, handlers)) is not None]
        found += [as_one(tasks)] if tasks else []
    return found


def with_limits(text: str, grid: Grid, body: list[int], columns: Columns) -> Columns:
    """完成时间 is when a thing was done, but in a plan when it is due: there most of its cells say 底前 or 立行立改 (so do `labels`)."""
    days = [c for c, field in columns.items() if field in ("closed_on", "finished_on")]
    if "deadline" in columns.values() or not days:
        return columns
    done = {row: _done(text, grid[row], columns) for row in body}
    limits = {c: [is_limit(text, *cell, done[row]) for row in body if (cell := _printed(grid[row], c))] for c in days}
    due = {c for c, said in limits.items() if said and 2 * sum(said) >= len(said)}
    return {c: "deadline" if c in due else field for c, field in columns.items()}


def _printed(row: dict[int, Cell], column: int) -> Span | None:
    """The span of a cell that is not empty."""
    cell = row.get(column)
    return (cell.start, cell.end) if cell and cell.end > cell.start else None


def _done(text: str, row: dict[int, Cell], columns: Columns) -> bool:
    """Whether a row says that its task is done."""
    told = (cell for c, field in columns.items() if field in REPORTS and (cell := _printed(row, c)))
    return any(status_of(text[slice(*cell)])[0] in ("completed", "closed") for cell in told)


def _with_case_numbers(text: str, grid: Grid, body: list[int], columns: Columns) -> Columns:
    """编号 may head the numbers of complaints: its cells tell (D2HA202104170036)."""
    cells = {
        c: [cell for row in body if (cell := grid[row].get(c))] for c, field in columns.items() if field == "number"
    }
    numbered = {
        c
        for c, mine in cells.items()
        if mine and all(case_number_pattern().fullmatch(text, x.start, x.end) for x in mine)
    }
    return {c: "case_number" if c in numbered else field for c, field in columns.items()}


def _with_states(text: str, grid: Grid, body: list[int], columns: Columns) -> Columns:
    """Beside 进展情况, 完成情况 may head nothing but statuses: its cells tell (达到序时进度)."""
    told = {
        c: [text[slice(*cell)] for row in body if (cell := _printed(grid[row], c))]
        for c, field in columns.items()
        if field == "progress"
    }
    states = {c for c, words in told.items() if words and all(map(bare_status, words))}
    if len(told) < 2 or len(states) == len(told):
        return columns
    return {c: "state" if c in states else field for c, field in columns.items()}


def _all_states(text: str, grid: Grid, body: list[int], column: int) -> bool:
    """Whether the cells of a column are statuses and nothing else, at least one."""
    cells = [cell for row in body if (cell := _printed(grid[row], column))]
    return bool(cells) and all(bare_status(text[slice(*cell)]) for cell in cells)


def _same_problem(text: str, grid: Grid, body: list[int], columns: Columns) -> list[list[int]]:
    """The rows in groups: those that repeat number and problem, or share their merged cells, are the measures of one task."""
    keys = [c for c, field in columns.items() if field in ("number", "case_number", "problem")]
    groups: list[list[int]] = []
    last: list[str] = []
    for row in body:
        here = [text[cell.start : cell.end] for c in keys if (cell := grid[row].get(c)) and cell.end > cell.start]
        if groups and here and here == last:
            groups[-1].append(row)
        else:
            groups.append([row])
        last = here
    return groups


def _carry_down(text: str, grid: Grid, body: list[int], columns: Columns) -> None:
    """An export without merged cells prints a region, or a problem with its number, once and leaves the places below
    it empty. What has a number of its own has a problem of its own, which is not told."""
    numbers = [c for c, field in columns.items() if field in ("number", "case_number")]
    for column in (c for c, field in columns.items() if field in _MERGED):
        above: Cell | None = None
        of: list[str] = []
        for row in body:
            cell = grid[row].get(column)
            numbered = [text[slice(*span)] for c in numbers if (span := _printed(grid[row], c))]
            if cell and cell.end > cell.start:
                above, of = cell, numbered
            elif above and len(_filled(grid[row])) > 2 and (columns[column] != "problem" or numbered in ([], of)):
                grid[row][column] = above


def _heads_rows(text: str, fields: dict[str, Span]) -> bool:
    """Whether a row only heads those below it (二、污染防治攻坚方面, in the first cells of a scan): no number, nothing told."""
    number = fields.get("number")
    stated = {fields[name] for name in ("number", "problem", "target") if name in fields}
    told = any(fields[name] not in stated for name in _TELLING if name in fields)
    return number is not None and not told and number_pattern().fullmatch(text[slice(*number)].strip()) is None


def _filled(row: dict[int, Cell]) -> set[Span]:
    return {(c.start, c.end) for c in row.values() if c.end > c.start}


def _span(grid: Grid, row: int) -> Span:
    """From the first to the last cell of a row. A cell that reaches down from a row above is no part of it: its words stand up there."""
    own = _filled(grid[row]) - _filled(grid.get(row - 1, {})) or _filled(grid[row])
    return min(start for start, _ in own), max(end for _, end in own)


def grid_of(table: Table) -> Grid:
    """Row -> column -> cell."""
    grid: Grid = {}
    for cell in table.cells:
        grid.setdefault(cell.row, {})[cell.column] = cell
    return grid


def answering(columns: Columns) -> Columns:
    """Where no column names who answers, it is whom the list is about (企业名称)."""
    answers = "responsible" if "responsible" not in columns.values() else "ignored"
    return {c: answers if field == "subject" else field for c, field in columns.items()}


def _short_heads(text: str, cells: dict[int, Cell], above: Columns) -> Columns:
    """The columns of a header row that are named by a short name alone. 单位 says whom a row is about, but not below a head that says what
    the unit does (责任/单位), nor beside figures, whose measure it is."""
    names = {c: bare(text[cell.start : cell.end]) for c, cell in cells.items()}
    heads = {c: f for c, name in names.items() if (f := short_columns().get(name))}
    measured = any(name in lexicon("figure_columns") for name in names.values())
    return {c: f for c, f in heads.items() if f != "subject" or not (c in above or measured)}


def columns_of(text: str, grid: Grid) -> tuple[Columns, list[int], dict[int, Span]]:
    """Column -> field, the rows below the header, and the heads of columns that are ticked. Of two header rows the lower one tells,
    the upper one fills in."""
    columns: Columns = {}
    rows = sorted(grid)
    last = -1
    for at, row in enumerate(rows[:_HEADER_ROWS]):
        cells = grid[row]
        told = {c: f for c, cell in cells.items() if (f := field_of(text[cell.start : cell.end]))}
        flagged = any(cell.header for cell in cells.values())
        if (flagged and told) or len(told) >= max(2, len(cells) // 2):
            columns |= told | _short_heads(text, cells, columns)
            last = at
        elif last >= 0:
            break
    body = rows[last + 1 :]
    ticked = ticked_columns(text, grid, body)
    ticked = {c: head for c, head in ticked.items() if len(ticked) > 1 or c not in columns}  # 办结 may head 是 and 否
    taken: dict[str, int] = {}
    for column, name in sorted(_with_states(text, grid, body, columns).items()):
        if column in ticked:
            continue
        first = taken.setdefault(name, column)
        if name == "finished" and first != column and not _all_states(text, grid, body, first):
            taken[name] = column  # 办结目标 may tell what is aimed at, and 是否办结 behind it how far it is
    return {column: name for name, column in taken.items()} | dict.fromkeys(ticked, "ticked"), body, ticked


def _reported(text: str, told: Span) -> dict[str, Span]:
    """What was reported and what was found, of a cell that tells both (反映…。经查，…); else the cell for either."""
    said = rule_pattern("tasks.reported_first").match(text, *told)
    return {"problem": said.span("said"), "investigation": (said.end(), told[1])} if said else {"problem": told}


def _row_task(
    draft: Draft, grid: Grid, at: int, columns: Columns, ticks: dict[int, Span], kind: TaskKind, handlers: bool
) -> Task | None:
    text, row = draft.text, grid[at]
    first = text[row[min(row)].start : row[min(row)].end].strip()
    if len(_filled(row)) < 2 or _TOTAL.match(first):
        return None
    fields: dict[str, Span] = {}
    for column, name in columns.items():
        if column in row and row[column].end > row[column].start and name not in ("ignored", "ticked"):
            fields[name] = (row[column].start, row[column].end)
    if "subject" in fields and "responsible" not in columns.values():
        fields["responsible"] = fields["subject"]
    if state := ticked_state(text, row, ticks):
        fields.setdefault("state", state)
    if not _STATING & fields.keys() or _heads_rows(text, fields):
        return None
    if "problem" not in fields:
        fields |= _reported(text, fields["investigation"]) if "target" not in fields else {"problem": fields["target"]}
    if "handling" not in fields and "finished" in fields and handlers:
        fields["handling"] = fields["problem"]
    return task_from(draft, fields, kind, "tasks.table", span=_span(grid, at), handlers=handlers)
