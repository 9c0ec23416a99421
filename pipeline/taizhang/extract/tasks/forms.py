"""Forms: a table whose lines are a label and its value (整改目标 | …), one task a form."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from taizhang.extract.tasks.words import field_of
from taizhang.types import Cell, Span

_LABELS = 4  # a form that is a task has at least so many


def form_fields(text: str, grid: Mapping[int, Mapping[int, Cell]]) -> dict[str, Span]:
    """The fields of a form by name; empty where the table is none: most lines begin with a label, and no line is one of
    labels only."""
    lines = [_cells(row) for _, row in sorted(grid.items())]
    lines = [line for line in lines if line]
    labelled = [line for line in lines if len(line) > 1 and _label(text, line[0]) and not _label(text, line[1])]
    if len(labelled) < _LABELS or len(labelled) < 0.7 * len(lines) or lines[0] not in labelled:
        return {}
    fields: dict[str, Span] = {}
    for line in labelled:
        for name, value in pairwise(line):
            field = _label(text, name)
            if field and not _label(text, value) and field != "ignored":
                fields.setdefault(field, value)
    return fields if "problem" in fields else {}


def _cells(row: Mapping[int, Cell]) -> list[Span]:
    """The printed cells of a line, each once, from left to right."""
    return list(dict.fromkeys((cell.start, cell.end) for _, cell in sorted(row.items()) if cell.end > cell.start))


def _label(text: str, span: Span) -> str | None:
    return field_of(text[slice(*span)]) if span[1] - span[0] <= 14 and text[span[1] - 1] not in "。；" else None
