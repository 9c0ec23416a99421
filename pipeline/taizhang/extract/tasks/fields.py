"""What lists of tasks tell by their columns: who does what under 责任单位 and its kin, until when under 整改时限.

A stretch under 责任单位, or behind such a label, holds names and nothing else, which `extract.parties` makes use of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from taizhang.extract.tasks.flattened import flattened
from taizhang.extract.tasks.labels import labels
from taizhang.extract.tasks.tables import answering, columns_of, grid_of, with_limits
from taizhang.rules import compiled
from taizhang.types import PartyField, Span, Table
from taizhang.vocabulary import ASSIGNMENT_ROLES, AssignmentRole

_END_OF_DAY = compiled(r"[，,。；;）)\n]")
_END = compiled(r"[。；;\n]")
_END_IN_SENTENCE = compiled(r"[，,。；;\n]")


def list_cells(text: str, tables: Sequence[Table]) -> dict[Span, str]:
    """The cells below the heads of lists of tasks, in tables or in what became of them, and the field of their column; of forms
    that lost their cells those behind a label."""
    listed = tuple((table, ()) for table in tables) or flattened(text)
    cells = {span: field for table, names in listed for span, field in _cells(text, table, names)}
    found = labels(text)
    limits = {
        (label.words, _end_of_day(text, label.words)): label.field for label in found if label.field == "deadline"
    }
    return cells | limits | {label.value_in(text): label.field for label in found if label.line}


def _end_of_day(text: str, start: int) -> int:
    stop = _END_OF_DAY.search(text, start)
    return stop.start() if stop else len(text)


def party_fields(text: str, cells: Mapping[Span, str]) -> tuple[PartyField, ...]:
    """All `cells` and labelled fields of `text` that name bodies by their part (lead, responsible, …), in order, each once."""
    told = {span: part for span, field in cells.items() for part in ASSIGNMENT_ROLES if part == field}
    return tuple(PartyField(*span, part) for span, part in sorted((_labelled(text) | told).items()))


def _cells(text: str, table: Table, names: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    grid = grid_of(table)
    columns, body, _ = (dict(enumerate(names)), sorted(grid), {}) if names else columns_of(text, grid)
    columns = answering(with_limits(text, grid, body, columns))
    for row in body:
        for column, field in columns.items():
            if (cell := grid[row].get(column)) and cell.end > cell.start:
                yield (cell.start, cell.end), field


def _labelled(text: str) -> dict[Span, AssignmentRole]:
    found = labels(text)
    out: dict[Span, AssignmentRole] = {}
    for at, label in enumerate(found):
        for part in (part for part in ASSIGNMENT_ROLES if part == label.field):
            end = found[at + 1].start if at + 1 < len(found) else len(text)
            start = label.words + len(text[label.words : end]) - len(text[label.words : end].lstrip())
            stop = (_END_IN_SENTENCE if label.said else _END).search(text, start, end)
            if (stop.start() if stop else end) > start:
                out[start, stop.start() if stop else end] = part
    return out
