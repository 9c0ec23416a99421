"""Columns that a status heads and in which a row is ticked (已完成 √, 正在整改, 未启动): the head of the one ticked is its state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from taizhang.extract.tasks.status import bare_status
from taizhang.extract.tasks.words import lexicon
from taizhang.rules import remembered
from taizhang.types import Cell, Span
from taizhang.vocabulary import TaskStatus

_MARK = 2  # characters, at most, of what stands in such a column, but for rules (---)


def ticked_columns(text: str, grid: Mapping[int, Mapping[int, Cell]], body: Sequence[int]) -> dict[int, Span]:
    """Column -> its head, in the rows in front of the `body`: of the columns a status heads all that hold nothing but marks, if one
    of them holds a tick."""
    heads = [row for row in sorted(grid) if body and row < body[0]]
    found: dict[int, Span] = {}
    ticked = False
    for column in sorted({column for row in heads for column in grid[row]}):
        head = next((cell for row in reversed(heads) if (cell := grid[row].get(column))), None)
        if head is None or not status_head(_words(text, head)):
            continue
        marks = [_words(text, cell) for row in body if (cell := grid[row].get(column))]
        if all(len(mark.strip("-:")) <= _MARK for mark in marks):
            found[column] = (head.start, head.end)
            ticked = ticked or any(_is_tick(mark) for mark in marks)
    return found if ticked else {}


def ticked_state(text: str, row: Mapping[int, Cell], heads: Mapping[int, Span]) -> Span | None:
    """The head of the one column that is ticked in a row; None where several are, or none is."""
    ticked = [head for column, head in heads.items() if column in row and _is_tick(_words(text, row[column]))]
    return ticked[0] if len(ticked) == 1 else None


def _is_tick(words: str) -> bool:
    """Whether the words of a cell say yes (√)."""
    return words in lexicon("ticks")


@remembered
def status_head(head: str) -> TaskStatus | None:
    """The status that the head of such a column is; a mark (√) heads none, nor does the result of a test (合格, 不通过)."""
    return None if len(head) < 2 or head.endswith(tuple(lexicon("test_results"))) else bare_status(head)


def _words(text: str, cell: Cell) -> str:
    return text[cell.start : cell.end].strip()
