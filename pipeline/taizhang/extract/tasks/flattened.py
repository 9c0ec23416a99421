"""Task lists that lost their cells: rows with bars or spaces between the values, or one value a line.

Only a header of known column names, or a column of complaint numbers, makes a run of lines a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

import regex

from taizhang.extract.tasks.record import until_next
from taizhang.extract.tasks.status import bare_status
from taizhang.extract.tasks.ticks import status_head
from taizhang.extract.tasks.words import case_number_pattern, field_of, lexicon, number_pattern
from taizhang.rules import compiled, latest
from taizhang.types import Cell, Span, Table

_BAR = compiled(r"[|｜]")
_GAP = compiled(r"[ 　\t]+")
_COUNTED = compiled(r"[（(](?P<n>\d{1,2})[）)]")
_LINE = compiled(r"[^\n]+")
_MIN_COLUMNS = 4
_MIN_KNOWN = 3  # columns that are enough where every one of them is a known name
_HEADINGS = 3  # rows in which a header stands: above it the title of the list may have bars of its own
_MOST_PIECES = 3  # lines over which a row may be broken
_MOST_COLUMNS = 20
_LOOKS = 200  # times that the lines of a page are gone through for lists of one cell a line
_MOST_LINES = 12  # of one row of such a list
_MANY = ("responsible", "lead", "cooperating", "supervisor", "acceptance")  # columns that may hold several names
_LONG = ("investigation", "handling", "problem", "measures", "progress")  # columns that may hold several lines


class Flattened(NamedTuple):
    """A table found in a text, its cells pointing into it; `columns` names the fields where it has no header."""

    table: Table
    columns: tuple[str, ...]


@latest
def flattened(text: str) -> tuple[Flattened, ...]:
    """The tables of a text, numbered from 1. A text without bars and without the words that head such lists has none."""
    if text.count("|") + text.count("｜") < _MIN_COLUMNS and not any(word in text for word in lexicon("list_words")):
        return ()
    lines = [span for m in _LINE.finditer(text) if (span := _trimmed(text, *m.span()))[0] < span[1]]
    alone = [_unbarred(text, line) for line in lines]
    found = [
        *_barred(text, lines),
        *((cells, ()) for cells in (*_spaced(text, lines), *_stacked(text, _counted_on(text, alone)))),
    ]
    return tuple(
        Flattened(Table(n, cells, 1 + max(c.row for c in cells), 1 + max(c.column for c in cells)), columns)
        for n, (cells, columns) in enumerate(found, 1)
    )


def _unbarred(text: str, line: Span) -> Span:
    """A line without the one bar behind it: a cell that its row lost (受理编号 |)."""
    start, end = line
    single = text.endswith(("|", "｜"), start, end) and len(_BAR.findall(text, start, end)) == 1
    return _trimmed(text, start, end - 1) if single and end - start > 1 else line


def _barred(text: str, lines: list[Span]) -> Iterator[tuple[tuple[Cell, ...], tuple[str, ...]]]:
    """Runs of rows with at least three bars."""
    if not _BAR.search(text):
        return
    run: list[Span] = []
    for line in [*_barred_rows(text, lines), None]:
        if line and len(_BAR.findall(text, *line)) >= _MIN_COLUMNS - 1:
            run.append(line)
        elif run:
            rows = [_split(text, _BAR, *each) for each in run]
            head = next((at for at, row in enumerate(rows[:_HEADINGS]) if _is_header(text, row)), None)
            header = _inferred(text, rows) if head is None else ()
            if head is not None:
                rows = [rows[head], *(_aligned(text, each, rows[head]) for each in run[head + 1 :])]
            if header or len(rows) >= 2:
                yield _cells(rows), header
            run = []


def _aligned(text: str, line: Span, header: list[Span]) -> list[Span]:
    """The cells of a row, the empty ones among them, where they are as many as those of its header; else those that are filled."""
    filled = _split(text, _BAR, *line)
    cells = _split(text, _BAR, *line, empty=True)
    return cells if len(cells) == len(header) else filled


def _barred_rows(text: str, lines: list[Span]) -> Iterator[Span]:
    """The lines, those that make one row put together: a cell may hold several lines, so a row goes on until it has as many bars
    as its header."""
    bars = [len(_BAR.findall(text, *line)) for line in lines]
    width, at = 0, 0
    while at < len(lines):
        end, got = at + 1, bars[at]
        if got >= _MIN_COLUMNS - 1 and _is_header(text, _split(text, _BAR, *lines[at])):
            width = got
        elif 0 < got < width:
            while end < len(lines) and got + bars[end] <= width and got < width and end - at < _MOST_LINES:
                got += bars[end]
                end += 1
            end = end if got == width else at + 1
        elif not got:
            width = 0
        yield lines[at][0], lines[end - 1][1]
        at = end


def _spaced(text: str, lines: list[Span]) -> Iterator[tuple[Cell, ...]]:
    """A header line of known names with gaps between them, and the lines below with at least as many values, up to the next header."""
    for at, line in enumerate(lines):
        if not (header := _spaced_header(text, line)):
            continue
        fields = [field_of(text[slice(*cell)]) for cell in header]
        rows = [header]
        for values in _spaced_rows(text, lines, at + 1, len(header)):
            rows.append(_fitted(values, fields, _MANY))
        if len(rows) > 1:
            yield _cells(rows)


def _spaced_rows(text: str, lines: list[Span], at: int, width: int) -> Iterator[list[Span]]:
    """The values of the lines from `at` on, or of two or three that together have enough of them; up to a header."""
    while at < len(lines) and not _spaced_header(text, lines[at]):
        values: list[Span] = []
        for below in lines[at : at + _MOST_PIECES]:
            more = _split(text, _GAP, *below)
            if len(more) >= width if values else len(more) < 2:  # a row of its own; no row
                break
            values += more
            at += 1
            if len(values) >= width:
                break
        if len(values) < width:
            return
        yield values


def _spaced_header(text: str, line: Span) -> list[Span]:
    """The cells of a line that is a header with gaps between its names, else none."""
    if len(text[slice(*line)].split()) < _MIN_KNOWN or _BAR.search(text, *line):  # most lines are prose
        return []
    cells = _split(text, _GAP, *line)
    known = len(cells) >= _MIN_COLUMNS or all(field_of(text[slice(*cell)]) for cell in cells)
    return cells if known and _is_header(text, cells) else []


def _counted_on(text: str, lines: list[Span]) -> list[Span]:
    """The lines, those that go on counting inside a cell ((1)…, (2)…) put together."""
    out: list[Span] = []
    last = 0
    for start, end in lines:
        mark = _COUNTED.match(text, start, end)
        number = int(mark["n"]) if mark else 0
        if last and number == last + 1:
            start = out.pop()[0]
        out.append((start, end))
        last = number
    return out


def _stacked(text: str, lines: list[Span]) -> Iterator[tuple[Cell, ...]]:
    """One cell a line: known names in a run of lines, or in one line with gaps between them, then the values."""
    at, told = 0, [field_of(text[slice(*line)]) for line in lines]
    left = _LOOKS * len(lines)  # lines that may still be looked at: no page has so many lists to its end
    while at < len(lines) and left > 0:
        header = _spaced_header(text, lines[at])
        fields = [field_of(text[slice(*cell)]) for cell in header]
        fields = fields or _stacked_header(text, lines, told, at)
        end = at + (1 if header else len(fields))
        rows = []
        if len({*fields} - {None}) >= _MIN_COLUMNS:
            left -= len(lines) - end
            rows = _stacked_rows(text, lines[end:], fields)
        if rows:
            yield _cells([header or lines[at:end], *(_fitted(row, fields, _LONG) for row in rows)])
        at = end if rows else at + 1  # a title may read like a column (任务清单)


def _stacked_header(text: str, lines: list[Span], told: list[str | None], at: int) -> list[str | None]:
    """The fields of the known names from the line `at` on, one a line; one that is none of them may stand among them, in front of
    the first number. `told` are the fields that the lines name."""
    fields = told[at : at + _MOST_COLUMNS] if told[at] else []
    known = list(takewhile(bool, fields))
    behind = list(takewhile(bool, fields[len(known) + 1 :]))
    row = at + len(known) + 1 + len(behind)
    if known and behind and row < len(lines) and text[slice(*lines[row])] == "1":
        return [*known, None, *behind]
    return list(known)


def _stacked_rows(text: str, lines: list[Span], fields: list[str | None]) -> list[list[Span]]:
    """Rows of as many lines as the header has, each with its number where the header has it; else, where cells are
    missing or hold several lines, from one running number to the next."""
    width = len(fields)
    at = next((fields.index(name) for name in ("number", "case_number") if name in fields), None)
    if at is None:
        return []
    even = list(
        takewhile(lambda row: _numbers(text, row, at), (lines[i : i + width] for i in range(0, len(lines), width)))
    )
    if len(even) >= 2:
        return even
    starts, serial = [], 0
    for i, (a, b) in enumerate(lines):
        if i >= at and text[a:b].isdigit() and int(text[a:b]) == serial + 1 and b - a <= 4:
            starts.append(i - at)
            serial += 1
    if len(starts) < 2 and even and len(lines) < 2 * width:
        return even
    rows = [lines[a:b] for a, b in zip(starts, until_next(starts, len(lines)), strict=True)]
    if rows:  # what follows the list is none of its last row
        rows[-1] = rows[-1][: max(width, *map(len, rows[:-1]), 0)]
    least = width - 1 if fields[-1] == "ignored" else width  # remarks stand in few rows
    return [row for row in rows if least <= len(row) <= 2 * width]


def _numbers(text: str, row: list[Span], at: int) -> bool:
    """Whether the cell at `at` holds a number, of whatever kind."""
    return at < len(row) and (value := text[slice(*row[at])]) != "" and number_pattern().fullmatch(value) is not None


def _fitted(values: list[Span], fields: list[str | None], roomy: tuple[str, ...]) -> list[Span]:
    """As many cells as columns: a column that may hold several values takes what is too much; cells that are missing, as the
    text ends before, are empty."""
    extra = len(values) - len(fields)
    if extra < 0:
        return values + [(values[-1][1], values[-1][1])] * -extra
    column = next((fields.index(name) for name in roomy if name in fields), len(fields) - 1)
    return [*values[:column], (values[column][0], values[column + extra][1]), *values[column + extra + 1 :]]


def _is_header(text: str, cells: list[Span]) -> bool:
    told = [f for a, b in cells if (f := field_of(text[a:b]) or status_head(text[a:b])) is not None]
    return len(set(told)) >= max(3, len(cells) // 2 + 1)


def _inferred(text: str, rows: list[list[Span]]) -> tuple[str, ...]:
    """Column names of a list without a header: told by what most of its cells are. () unless one holds case numbers."""
    width = Counter(map(len, rows)).most_common(1)[0][0]
    same = [row for row in rows if len(row) == width]
    names: list[str] = []
    for column in range(width):
        votes = Counter(_looks_like(text[slice(*row[column])]) for row in same)
        names.append(votes.most_common(1)[0][0])
    if "case_number" not in names or not rows:
        return ()
    longest = max(range(width), key=lambda c: sum(b - a for a, b in (row[c] for row in same)))
    names[longest] = "problem"
    return tuple(names)


def _looks_like(value: str) -> str:
    if value.isdigit():
        return "number"
    if case_number_pattern().fullmatch(value):
        return "case_number"
    if bare_status(value):
        return "finished"
    if value.endswith(("县", "市", "区", "旗")) and len(value) <= 8:
        return "region"
    return "ignored"


def _cells(rows: list[list[Span]]) -> tuple[Cell, ...]:
    return tuple(Cell(r, c, a, b) for r, row in enumerate(rows) for c, (a, b) in enumerate(row))


def _split(text: str, separator: regex.Pattern[str], start: int, end: int, empty: bool = False) -> list[Span]:
    """What stands between the separators; with `empty` also where nothing does, but before the first and behind the last."""
    cells: list[Span] = []
    at = start
    for m in [*separator.finditer(text, start, end), None]:
        a, b = _trimmed(text, at, m.start() if m else end)
        if b > a or (empty and m is not None and at > start):
            cells.append((a, b))
        at = m.end() if m else end
    return cells


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start = end - len(words.lstrip())
    return start, start + len(words.strip())
