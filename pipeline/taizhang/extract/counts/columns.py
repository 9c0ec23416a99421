"""Task tables without bars, as scraped pages leave them: cells parted by blanks, or one a line; and what their heads say.

A row with as many cells as there are heads (序号 问题 整改时限 责任单位 整改进展) is read by place; of a row with more (a blank
within a cell) the left half is read from the left and the right half from the right.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import regex

from taizhang.extract.counts.tables import Column, column_label

_HEADS = regex.compile(r"^[^\S\n]*+(?:[\p{Han}（）()/]{1,10}[ \u3000]++){3,}+[\p{Han}（）()/]{1,10}[^\S\n]*$", regex.M)
_ROW = regex.compile(r"[^\n]*")
_CELL = regex.compile(r"\S+")
_STACK = regex.compile(r"^序号[^\S\n]*+\n(?:[\p{Han}（）()/ ]{1,12}+\n|\n){2,22}?(?= *+1 *+\n)", regex.M)
_LINE = regex.compile(r"\S[^\n]*")

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
    at = 0
    for match in _HEADS.finditer(text):
        heads = [column_label(word) for word in match[0].split()]
        if match.start() < at or not any(heads):  # heads printed again are a row like any other
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


def stacked_rows(text: str) -> list[Column]:
    """The cells of tables with one cell a line whose head says what their figures are; rows begin with 1, 2, 3 …"""
    columns: list[Column] = []
    for match in _STACK.finditer(text):
        heads = [column_label(line.strip()) for line in match[0].split("\n") if line.strip()]
        lines = (line.span() for line in _LINE.finditer(text, match.end()))
        for number in itertools.count(1):
            row = list(itertools.islice(lines, len(heads)))
            if not row or text[slice(*row[0])].strip() != str(number):
                break
            columns += [Column(*cell, label) for cell, label in zip(row, heads, strict=False) if label]
    return columns


def _label(heads: list[str | None], cells: int, i: int) -> str | None:
    """What the head of cell `i` says of its figures."""
    return heads[i] if i < len(heads) // 2 else heads[max(i - cells + len(heads), len(heads) // 2)]
