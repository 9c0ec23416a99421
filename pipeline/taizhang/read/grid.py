"""A table before it is text: rows of cells, a merged cell being one object in every place it covers."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from taizhang.errors import SourceError
from taizhang.read.words import any_of, lexicon, pattern

_FEWEST_LINES_OF_FORM = 4
_SERIAL = regex.compile(r"\s*[（(]?\d{1,4}[)）.、．]?\s*")


@dataclass(eq=False, slots=True)
class GridCell:
    """One printed cell. Compared by identity: the same object stands in every row and column it covers."""

    text: str
    page: int | None = None


Row = list[GridCell]


@dataclass(frozen=True, slots=True)
class Layout:
    """A grid taken apart: title lines above, `header` rows, body rows, notes below."""

    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    header: int
    notes: tuple[str, ...]


def within(cells: int, most: int) -> None:
    """Raise SourceError('too_large') for a table of more than `most` cells, each counted where its spans repeat it."""
    if cells > most:
        raise SourceError(
            "too_large",
            f"表格超过 {most:,} 格；请删去空行空列，或调高 table_cells"
            f" a table of more than {most:,} cells; remove what is empty or raise table_cells",
        )


def padded(rows: Sequence[Row], most: int) -> list[Row]:
    """The rows filled up with empty cells to one length. Raises SourceError('too_large') above `most` cells."""
    width = max(map(len, rows), default=0)
    within(width * len(rows), most)
    return [row + [GridCell("") for _ in range(width - len(row))] for row in rows]


def distinct(row: Row) -> list[GridCell]:
    """The cells of a row, each once, that hold text."""
    seen: dict[int, GridCell] = {}
    for cell in row:
        if cell.text:
            seen.setdefault(id(cell), cell)
    return list(seen.values())


def is_header(row: Row) -> bool:
    """Whether most cells of a row name columns. A cell of digits alone is never a column name."""
    cells = distinct(row)
    if len(cells) < 2 or any(_SERIAL.fullmatch(c.text) for c in cells):
        return False
    named = sum(
        1
        for c in cells
        if len(c.text) <= 24 and c.text[-1] not in "。；;" and any_of("column_words").search(bare(c.text))
    )
    return named * 2 > len(cells)


def names_columns(text: str, least: int) -> bool:
    """Whether a line reads like the names of `least` columns or more, one behind the other, from the running number on."""
    text = bare(text)
    if not 2 * least <= len(text) <= 80 or not is_serial_name(text[:2]):
        return False
    found = [match[0] for match in any_of("column_words").finditer(text)]
    return len(found) >= least and 2 * sum(map(len, found)) > len(text)


def is_serial(text: str) -> bool:
    """Whether a cell holds a running number."""
    return _SERIAL.fullmatch(text) is not None


def is_serial_name(text: str) -> bool:
    """Whether a cell names the column of running numbers."""
    return bare(text) in lexicon("serial_names")


def bare(text: str) -> str:
    """The text without white space: what two cells are compared by. Kangxi radicals,
    which browsers print for characters, are the characters."""
    text = "".join(text.split())
    return unicodedata.normalize("NFKC", text) if any("\u2f00" <= c <= "\u2fd5" for c in text) else text


def is_form(rows: Sequence[Row]) -> bool:
    """Whether a grid is a form: its left cells are labels, and what stands beside them is none."""
    if len(rows) < _FEWEST_LINES_OF_FORM or is_header_of_labels(rows[0]):
        return False
    labels = [pattern("form_label").fullmatch(bare(distinct(row)[0].text)) is not None for row in rows]
    return sum(labels) >= 0.7 * len(rows) and sum(is_header_of_labels(row) for row in rows) <= 0.2 * len(rows)


def is_header_of_labels(row: Row) -> bool:
    """Whether all cells of a row are labels, as those of a list's header are."""
    cells = distinct(row)
    return len(cells) > 1 and all(pattern("form_label").fullmatch(bare(cell.text)) for cell in cells)


def header_rows(rows: Sequence[Row]) -> int:
    """How many rows at the top are header: one, or two where a cell of the first spans columns or reaches down."""
    if not rows or not is_header(rows[0]):
        return 0
    count = 1
    while count < min(3, len(rows) - 1) and _goes_on(rows[count - 1], rows[count]):
        count += 1
    return count


def _goes_on(above: Row, below: Row) -> bool:
    """Whether a header row goes on in the row below it."""
    if any(_SERIAL.fullmatch(cell.text) for cell in distinct(below)):
        return False
    reaches = any(a is b and a.text for a, b in zip(above, below, strict=False))
    spans = any(a is b and a.text for a, b in pairwise(above))
    known = set(map(id, above))
    fresh = [c for c in distinct(below) if id(c) not in known]
    return (reaches or spans) and bool(fresh) and all(len(c.text) <= 16 for c in fresh)


def layout(rows: Sequence[Row], above: int = 8) -> Layout:
    """Tell titles, header, body and notes of a grid apart. Rows without any text are left out."""
    filled = [row for row in rows if distinct(row)]
    above_form = next((i for i, row in enumerate(filled[:above]) if not _alone(row)), 0)
    if is_form(filled[above_form:]):
        return Layout(_lines(filled[:above_form]), tuple(filled[above_form:]), 0, ())
    top = next((i for i, row in enumerate(filled[:above]) if is_header(row)), None)
    if top is None:
        top = 0
        while top < len(filled) and _alone(filled[top]) and len(filled[0]) > 1:
            top += 1
    bottom = len(filled)
    while bottom > top + 1 and _is_note(filled[bottom - 1]):
        bottom -= 1
    body = filled[top:bottom]
    return Layout(_lines(filled[:top]), tuple(body), header_rows(body), _lines(filled[bottom:]))


def _lines(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(cell.text for cell in distinct(row)) for row in rows))


def _alone(row: Row) -> bool:
    return len(distinct(row)) == 1


def _is_note(row: Row) -> bool:
    cells = distinct(row)
    if pattern("note").match(cells[0].text):
        return len(cells) <= 2 or cells[0] is row[0]
    spans_all = all(cell is row[0] for cell in row) and len(row) > 1
    return len(cells) == 1 and (spans_all or (cells[0] is row[0] and len(cells[0].text) > 12)) and len(row) > 2


def serial_column(rows: Sequence[Row], header: int) -> int | None:
    """The column of running numbers: named so by the header, or digits in most rows; None where there is none."""
    width = len(rows[0]) if rows else 0
    for column in range(min(width, 3)):
        body = [row[column].text for row in rows[header:] if row[column].text]
        named = header and bare(rows[0][column].text) in lexicon("serial_columns")
        if body and (named or sum(1 for text in body if _SERIAL.fullmatch(text)) * 2 > len(body)):
            return column
    return None


def numbers_missing(rows: Sequence[Row], header: int) -> list[int]:
    """Running numbers that a list skips: rows that were perhaps lost. Empty where the list does not count from 1 up."""
    column = serial_column(rows, header)
    if column is None:
        return []
    seen: list[int] = []
    for row in rows[header:]:
        digits = regex.search(r"\d+", row[column].text) if _SERIAL.fullmatch(row[column].text) else None
        if digits and (not seen or int(digits[0]) != seen[-1]):
            seen.append(int(digits[0]))
    if len(seen) < 3 or any(b <= a for a, b in pairwise(seen)) or seen[-1] > seen[0] + 2 * len(seen):
        return []
    return sorted(set(range(seen[0], seen[-1] + 1)) - set(seen))
