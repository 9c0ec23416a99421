"""Tables of tests: 检验值 and 标准值 of a row are of the substance in its column 不合格项目."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from taizhang.extract.counts.grids import Grid, cells_of, grid_of
from taizhang.extract.counts.pack import words
from taizhang.types import CountMention, Quantity, Span, Table

RULE: Final = "counts.assay"
_LONGEST_LINE = 200  # characters
_FAILED = "不合格"


class _Columns(NamedTuple):
    """Which columns hold the substance, what was measured, and what is allowed."""

    width: int
    substance: int
    measured: int
    allowed: int
    failed: bool


def assays(found: list[CountMention], text: str, tables: Sequence[Table]) -> None:
    """Name the counts in a table of tests by the substance of their row, in place: what was measured is `found` under 不合格项目,
    what is allowed `other`."""
    if not any(word in text for word in words().assay_limits):
        return
    grids = [grid_of(table) for table in tables] if tables else [_lines(text)]
    starts = [count.start for count in found]
    for name, failed, *cells in (row for grid in grids for row in _rows(text, grid)):
        measured, allowed = (_inside(found, starts, cell) for cell in cells)
        if measured is not None:
            failed = failed or (allowed is not None and _breaks(found[measured].value, found[allowed].value))
            status = "found" if failed else found[measured].status
            found[measured] = replace(found[measured], object=name, object_rule=None, status=status, rule_id=RULE)
        if allowed is not None:
            found[allowed] = replace(
                found[allowed], object=f"{name}标准值", object_rule=None, status="other", rule_id=RULE
            )


def _inside(found: Sequence[CountMention], starts: Sequence[int], cell: Span) -> int | None:
    """The figure that a cell holds."""
    at = bisect_left(starts, cell[0])
    return at if at < len(found) and found[at].end <= cell[1] else None


def _breaks(measured: Quantity, allowed: Quantity) -> bool:
    """Whether a value lies beyond what is allowed (≤0.05mg/kg)."""
    if measured.value is None or allowed.value is None or measured.unit != allowed.unit:
        return False
    if allowed.comparator == "gt":
        return measured.value < allowed.value
    return allowed.comparator == "lt" and measured.value > allowed.value


def _lines(text: str) -> Grid:
    """The lines of a text, each parted at its bars, TABs or blanks."""
    grid, start = [], 0
    for line in text.split("\n"):
        grid.append(cells_of(text, start, start + len(line)) if len(line) < _LONGEST_LINE else [])
        start += len(line) + 1
    return grid


def _rows(text: str, grid: Grid) -> Iterator[tuple[str, bool, Span, Span]]:
    """The substance, whether the header says that it failed, and the cells of what was measured and what is allowed."""
    columns: _Columns | None = None
    for row in grid:
        if head := _columns(text, row):
            columns = head
        elif columns is None or len(row) != columns.width:
            columns = None
        elif name := text[slice(*row[columns.substance])].strip():
            yield name, columns.failed, row[columns.measured], row[columns.allowed]


def _columns(text: str, row: Sequence[Span]) -> _Columns | None:
    """The columns that a header names; None where a row is no header of a table of tests."""
    names = [text[slice(*cell)].strip() for cell in row]
    at = [
        next((names.index(word) for word in kind if word in names), None)
        for kind in (words().assay_substances, words().assay_values, words().assay_limits)
    ]
    substance, measured, allowed = at
    if substance is None or measured is None or allowed is None:
        return None
    return _Columns(len(row), substance, measured, allowed, _FAILED in names[substance])
