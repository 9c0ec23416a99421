"""Lists without any rule: columns by the gaps under a header of column names, rows by the running number.

Taken for a table only where all of it agrees: the header names three columns or more and begins with the running number,
no line crosses a column, the numbers count up, and each stands in the first line of its row. Otherwise the text stays text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from taizhang.read.grid import GridCell, Row, bare, is_header, is_serial, is_serial_name, names_columns
from taizhang.read.pdf_cells import column_of, fill_cells, fits
from taizhang.read.pdf_page import PageTable, char_lines, line_text

Chars = list[dict[str, Any]]
_FEWEST = 3  # columns
_GAP = 0.8  # of the height of a character: what parts two column names
_LEAST = 0.25  # of the same: the narrowest gap between two columns
_LEADING = 3.0  # heights: more white than this ends a table
_UNEVEN = 1.35  # how much wider a gap within a row may be than the narrowest one between rows


def may_begin(texts: Sequence[str]) -> bool:
    """Whether one of these lines may be the header of a list; cheap, so that few pages are looked at closely."""
    return any(names_columns(text, _FEWEST) for text in texts)


def unruled_table(chars: Chars, number: int, before: PageTable | None) -> PageTable | None:
    """The list on a page that draws no rules. `before` is the one at the end of the page before, which may go on here."""
    lines = char_lines([c for c in chars if c["text"].strip()])
    for at, line in enumerate(lines):
        names = _parts(line)
        if len(names) >= _FEWEST and _is_list_header(names):
            return _table(_under(names, lines[at:]), 1, number)
    if before is None:
        return None
    xs = before.xs
    first = next((i for i, line in enumerate(lines) if fits(line, xs) and len(_columns(line, xs)) > 1), None)
    part = _table((_run(lines[first:], xs), xs), 0, number) if first is not None else None
    return part if part and _follows(before.rows, part.rows) else None


def _follows(rows: list[Row], more: list[Row]) -> bool:
    """Whether the numbers of `more` go on where those of `rows` end."""
    last, first = (next((r[0].text for r in part if is_serial(r[0].text)), "0") for part in (rows[::-1], more))
    return _number(first) == _number(last) + 1


def _number(text: str) -> int:
    return int("".join(c for c in text if c.isdecimal()))


def _parts(line: Chars) -> list[Chars]:
    """A line parted at its wide gaps."""
    parts: list[Chars] = [[line[0]]]
    for a, b in pairwise(line):
        if b["x0"] - a["x1"] > _GAP * (b["bottom"] - b["top"]):
            parts.append([])
        parts[-1].append(b)
    return parts


def _is_list_header(names: list[Chars]) -> bool:
    cells = [GridCell(line_text(part, gaps=False)) for part in names]
    return is_serial_name(cells[0].text) and is_header(cells) and len({bare(c.text) for c in cells}) == len(cells)


def _under(names: list[Chars], lines: list[Chars]) -> tuple[list[Chars], list[float]]:
    """The header and the lines below it that leave a gap between each two columns, and the column borders."""
    kept, held = [lines[0]], list(lines[0])
    borders = _borders(names, held)
    for above, line in pairwise(lines):
        if not _near(above, line) or not borders or not (tried := _borders(names, held + line)):
            break
        if not fits(line, tried):  # the gaps are there, but one piece of text reaches over them
            break
        borders, held = tried, held + line
        kept.append(line)
    return kept, borders


def _borders(names: list[Chars], chars: Chars) -> list[float]:
    """The left ends of the columns and the right end of the last; nothing where no gap is left between two names."""
    spans = sorted((c["x0"], c["x1"]) for c in chars)
    gaps, reach = [], spans[0][1]
    for x0, x1 in spans:
        if x0 > reach:
            gaps.append((reach, x0))
        reach = max(reach, x1)
    least = _LEAST * (chars[0]["bottom"] - chars[0]["top"])
    found = [spans[0][0] - 1]
    for a, b in pairwise(names):
        left, right = (a[0]["x0"] + a[-1]["x1"]) / 2, (b[0]["x0"] + b[-1]["x1"]) / 2
        between = [(x1 - x0, x0, x1) for x0, x1 in gaps if x1 > left and x0 < right and x1 - x0 >= least]
        if not between:
            return []
        width, _, x1 = max(between)
        found.append(x1 - min(width / 2, 2.0))
    return [*found, reach + 1]


def _near(above: Chars, line: Chars) -> bool:
    height = line[0]["bottom"] - line[0]["top"]
    return bool(min(c["top"] for c in line) - max(c["bottom"] for c in above) < _LEADING * height)


def _run(lines: list[Chars], xs: list[float]) -> list[Chars]:
    """The lines from the first on that keep to the columns."""
    kept = [lines[0]]
    for above, line in pairwise(lines):
        if not fits(line, xs) or not _near(above, line):
            break
        kept.append(line)
    return kept


def _columns(line: Chars, xs: list[float]) -> set[int]:
    return {column_of(c, xs) for c in line}


def _table(found: tuple[list[Chars], list[float]], header: int, number: int) -> PageTable | None:
    """The rows of the lines of a table, each begun by its running number; None where one of the rules is broken."""
    lines, xs = found
    body = lines[header:]
    starts = [i for i, line in enumerate(body) if 0 in _columns(line, xs)]
    serials = [line_text([c for c in body[i] if column_of(c, xs) == 0]) for i in starts]
    if not starts or not all(map(is_serial, serials)) or (header and starts[0] != 0) or not _counts(serials, header):
        return None
    if not _top_aligned(body, starts, xs):
        return None
    tops = [min(c["top"] for c in body[i]) - 1 for i in ([] if starts[0] == 0 else [0]) + starts]
    heads = [min(c["top"] for c in line) - 1 for line in lines[:header]]
    ys = [*heads, *tops, max(c["bottom"] for c in lines[-1]) + 1]
    rows: list[Row] = [[GridCell("", number) for _ in xs[1:]] for _ in ys[1:]]
    fill_cells(rows, xs, ys, [c for line in lines for c in line])
    return PageTable(rows, xs, ys[0], ys[-1], number, open=True)


def _counts(serials: list[str], header: int) -> bool:
    numbers = list(map(_number, serials))
    return all(b == a + 1 for a, b in pairwise(numbers)) and (len(numbers) > 1 or not header)


def _top_aligned(body: list[Chars], starts: list[int], xs: list[float]) -> bool:
    """Whether each number stands in the first line of its row: it shares it with other columns, and no white inside a
    row is wider than that between rows, as it is where numbers are centred."""
    if not all(len(_columns(body[i], xs)) > 1 for i in starts):
        return False
    step = [min(c["top"] for c in b) - min(c["top"] for c in a) for a, b in pairwise(body)]
    outer = [step[i - 1] for i in starts if i > 0]
    inner = [s for i, s in enumerate(step, 1) if i not in set(starts)]
    return not outer or not inner or max(inner) <= _UNEVEN * min(outer)
