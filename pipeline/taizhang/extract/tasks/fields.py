"""Where a list names who does what: cells under 责任单位 and its kin, and the words behind such labels.

Such a stretch holds names and nothing else, which `extract.parties` makes use of.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from taizhang.extract.tasks.flattened import flattened
from taizhang.extract.tasks.labels import labels
from taizhang.extract.tasks.parts import ROLES
from taizhang.extract.tasks.record import Span
from taizhang.extract.tasks.tables import columns_of, grid_of
from taizhang.types import AssignmentRole, PartyField, Table

_END = regex.compile(r"[。；;\n]")
_END_IN_SENTENCE = regex.compile(r"[，,。；;\n]")


def party_fields(text: str, tables: Sequence[Table]) -> tuple[PartyField, ...]:
    """All cells and labelled fields of `text` that name bodies by their part (lead, responsible, …), in order, each once."""
    found = _labelled(text)
    for table in tables:
        found |= _cells(text, table)
    if not tables:
        for table, names in flattened(text):
            found |= _cells(text, table, names)
    return tuple(PartyField(*span, part) for span, part in sorted(found.items()))


def _cells(text: str, table: Table, names: tuple[str, ...] = ()) -> dict[Span, AssignmentRole]:
    grid = grid_of(table)
    columns, body = (dict(enumerate(names)), sorted(grid)) if names else columns_of(text, grid)
    parts = [(column, part) for column, field in columns.items() for part in ROLES if part == field]
    return {
        (cell.start, cell.end): part
        for row in body
        for column, part in parts
        if (cell := grid[row].get(column)) and cell.end > cell.start
    }


def _labelled(text: str) -> dict[Span, AssignmentRole]:
    found = labels(text)
    out: dict[Span, AssignmentRole] = {}
    for at, label in enumerate(found):
        for part in (part for part in ROLES if part == label.field):
            end = found[at + 1].start if at + 1 < len(found) else len(text)
            start = label.words + len(text[label.words : end]) - len(text[label.words : end].lstrip())
            stop = (_END_IN_SENTENCE if label.said else _END).search(text, start, end)
            if (stop.start() if stop else end) > start:
                out[start, stop.start() if stop else end] = part
    return out
