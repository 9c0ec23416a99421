"""Tables whose columns only blanks part, under a line of heads (序号 问题 整改时限 责任单位 整改进展): cells and what their heads say.

Such rows are what is left of a table on a scraped page. A row with as many cells as there are heads is read by place; of a
row with more (a blank within a cell) the left half is read from the left and the right half from the right.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import regex

from taizhang.extract.counts.tables import Column, column_labels

_HEADS = regex.compile(r"^[^\S\n]*+(?:[\p{Han}（）()/]{1,10}[ \u3000]++){3,}+[\p{Han}（）()/]{1,10}[^\S\n]*$", regex.M)
_ROW = regex.compile(r"[^\n]*")
_CELL = regex.compile(r"\S+")

Span = tuple[int, int]


def blank_rows(text: str) -> tuple[list[Span], list[Column]]:
    """The gaps between the cells of all such rows, and the cells whose head says what their figures are."""
    gaps: list[Span] = []
    columns: list[Column] = []
    for heads, row in _rows(text):
        gaps += [(left[1], right[0]) for left, right in itertools.pairwise(row)]
        columns += [Column(*cell, label) for i, cell in enumerate(row) if (label := _label(heads, len(row), i))]
    return gaps, columns


def _rows(text: str) -> Iterator[tuple[list[str | None], list[Span]]]:
    """What each head says, with each row below; the table ends at a line with fewer cells than the row of heads."""
    for match in _HEADS.finditer(text):
        heads = [column_labels().get(word) for word in match[0].split()]
        if not any(heads):
            continue
        at = match.end() + 1
        while at < len(text):
            line = _ROW.match(text, at)
            assert line is not None
            row = [cell.span() for cell in _CELL.finditer(text, *line.span())]
            if len(row) < len(heads):
                break
            yield heads, row
            at = line.end() + 1


def _label(heads: list[str | None], cells: int, i: int) -> str | None:
    """What the head of cell `i` says of its figures."""
    return heads[i] if i < len(heads) // 2 else heads[max(i - cells + len(heads), len(heads) // 2)]
