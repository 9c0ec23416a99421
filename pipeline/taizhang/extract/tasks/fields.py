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
from taizhang.types import Table

_END = regex.compile(r"[。；;\n]")
_END_IN_SENTENCE = regex.compile(r"[，,。；;\n]")


def party_fields(text: str, tables: Sequence[Table]) -> tuple[Span, ...]:
    """The spans of all cells and labelled fields of `text` that name bodies by their part, in order, each once."""
    found = {span for table in tables for span in _cells(text, table)}
    if not tables:
        found |= {span for table, names in flattened(text) for span in _cells(text, table, names)}
    return tuple(sorted(found | _labelled(text)))


def _cells(text: str, table: Table, names: tuple[str, ...] = ()) -> set[Span]:
    grid = grid_of(table)
    columns, body = (dict(enumerate(names)), sorted(grid)) if names else columns_of(text, grid)
    roles = [column for column, field in columns.items() if field in ROLES]
    return {
        (cell.start, cell.end) for row in body for c in roles if (cell := grid[row].get(c)) and cell.end > cell.start
    }


def _labelled(text: str) -> set[Span]:
    found = labels(text)
    out = set()
    for at, label in enumerate(found):
        if label.field in ROLES:
            end = found[at + 1].start if at + 1 < len(found) else len(text)
            start = label.words + len(text[label.words : end]) - len(text[label.words : end].lstrip())
            stop = (_END_IN_SENTENCE if label.said else _END).search(text, start, end)
            out.add((start, stop.start() if stop else end))
    return {(start, end) for start, end in out if end > start}
