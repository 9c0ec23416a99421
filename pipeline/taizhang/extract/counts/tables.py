"""Tables: what the header of a column says of the figures below it, and bare numbers, whose object and unit it gives as well.

A table is either one that a reader found (`Table`, with cells) or lines of text that stand like one: columns parted by |,
TAB or blanks, a header without numbers, and rows of a label and bare numbers; or such a table with one cell a line. Cells
with a unit of their own are left to `scan`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from taizhang.extract.counts.lexicon import Kind, Token, lexicon
from taizhang.extract.counts.names import words
from taizhang.extract.counts.numerals import scaled
from taizhang.rules import cached, load_pack, remembered
from taizhang.types import Quantity, Table

_WORD = regex.compile(r"\S+")
_NUMBER = regex.compile(r"[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]{1,9}(?:\.[0-9]{1,4})?")
_ROW = re.compile(r"^[^\n。；]{0,80}?[|\t │┃\u3000][ ]*[0-9][0-9,.]*[ ]*(?:[|\t │┃\u3000][^\n。]{0,200})?$", re.M)
_BARS = regex.compile(r"^(?:[^\n|]*+\|){3,}+[^\n]*$", regex.M)
_UNIT = regex.compile(
    r"[（(]([^（()）单位：:]{1,5}|单位[:：][^（()）]{1,5})[)）]|(件|户|家|人|个|项|起|宗|处|次|份|台|辆|座|条|例)数|(?<=[检验测样格])(批次)|^单位[:：](\S{1,4})"
)
_FOCUS = regex.compile(r"重点\p{Han}{0,2}")  # 重点关注 are 重点关注件
_TITLE = 30  # characters of a line above a table that may be its title
_LEAST_CELLS = 9
_LEAST_LINES = 5
_OWN_UNIT = regex.compile(rf"(?:{_NUMBER.pattern})[%％]")
_NAME = rf"(?!(?:{_NUMBER.pattern})[%％]?(?!\S))[^\s，。；：:|]{{1,16}}(?!\S)"
_FIGURE = rf"(?:{_NUMBER.pattern})[%％]?(?!\S)"
_STACKED_LINE = rf"(?:{_FIGURE}(?:[^\S\n]+{_FIGURE})*+|{_NAME}(?:[^\S\n]+{_NAME})*+)"
_STACK = regex.compile(
    rf"^(?:(?<unit>单位[:：]\S{{1,4}})\n)?(?:[^\S\n]*{_STACKED_LINE}[^\S\n]*(?:\n(?:[^\S\n]*\n)?|\Z)){{{_LEAST_LINES},}}+",
    regex.M,
)
_BARRED_LINE = regex.compile(r"^[^\S\n]*(?<cell>[^\s|][^|\n]{0,23}?)?[^\S\n]*(?<bars>\|+)[^\S\n]*$", regex.M)
_BARRED_STACK = regex.compile(
    rf"(?:^[^\S\n]*(?:[^\s|][^|\n]{{0,23}}+)?+\|++[^\S\n]*+(?:\n|\Z)){{{_LEAST_CELLS},}}+", regex.M
)
_ONE_LINE = regex.compile(
    rf"^[^\S\n]*(?:{_FIGURE}|{_NAME})(?:[^\S\n]+(?:{_FIGURE}|{_NAME})){{{_LEAST_CELLS - 1},}}+", regex.M
)
_GROUP = regex.compile(r"类[型别]|其中|分[布类]|及数量|情况")
_NUMBERED = frozenset({"序号", "编号", "排名", "名次"})
_SCALES = frozenset("千万亿")
_LONGEST_HEAD = 12
_MERGED = regex.compile(
    r"第.{1,8}[批轮期次]|[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{4}年.{0,8}|\p{Han}{2,8}[省市县州盟旗](?<!县市)"
)

_BATCH = regex.compile(r"[本前第].{0,6}[批期轮]|.{1,4}批次?累计|[0-9]{1,2}月[0-9]{1,2}日")

Span = tuple[int, int]


class Bare(NamedTuple):
    """A bare number of a table with its header, its row's label, the lines above the table, and what the column before it
    counts of which it may tell a part (隐患数, 已整改数)."""

    start: int
    end: int
    value: Quantity
    header: str
    label: str
    above: str
    whole: str | None = None


class Column(NamedTuple):
    """A cell below a header that says what its figures are: `found` below 问题描述, `planned` below 整改措施."""

    start: int
    end: int
    label: str


@remembered
def column_label(head: str) -> str | None:
    """What the head of a column says of the figures below it; None where it says nothing."""
    if len(head) > _LONGEST_HEAD:
        return None
    lists = load_pack("counts").lexicons
    whole = next((label for label, names in lists["columns"].items() if head in names), None)
    return whole or next(
        (label for label, parts in lists["column_parts"].items() if any(p in head for p in parts)), None
    )


def labelled(text: str, tables: Sequence[Table]) -> list[Column]:
    """The cells of all tables whose header says what their figures are, in order of the text."""
    grids = [_grid(table) for table in tables] if tables else list(_barred(text))
    return sorted(column for grid in grids for column in _labelled(text, grid))


def gaps(text: str, lists: Sequence[Table]) -> list[Span]:
    """The blanks between cells of a row, which end a clause as a bar does."""
    cells = [cell for table in lists for cell in table.cells]
    pairs = [(a.end, b.start) for a, b in pairwise(cells) if a.row == b.row and a.end < b.start]
    return sorted(span for span in pairs if not text[slice(*span)].strip(" \u3000"))


def _labelled(text: str, grid: Sequence[Sequence[Span]]) -> Iterator[Column]:
    labels: dict[int, str] = {}
    for row in grid:
        told = {i: label for i, span in enumerate(row) if (label := column_label(text[slice(*span)].strip()))}
        told = told if len(told) > 1 or any(_is_head(text[slice(*row[i])].strip()) for i in told) else {}
        labels.update(told)
        if labels and not told:
            yield from (Column(*span, labels[i]) for i, span in enumerate(row) if i in labels and span[0] < span[1])


def _is_head(cell: str) -> bool:
    """Whether a cell is printed as the pack has a head; one that only holds a part of such may be a cell of the body."""
    return any(cell in names for names in load_pack("counts").lexicons["columns"].values())


def _barred(text: str) -> Iterator[list[list[Span]]]:
    """Runs of lines with three bars or more."""
    run: list[list[Span]] = []
    last = -2
    for match in _BARS.finditer(text):
        if match.start() - last > 1 and run:
            yield run
            run = []
        run.append(_cells(text, *match.span()))
        last = match.end()
    if run:
        yield run


@cached
def _words() -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    lists = load_pack("counts").lexicons
    units = load_pack("count_figures").lexicons["units"]
    return tuple(lists["headers"]), frozenset(lists["no_headers"]), frozenset(units)


def bare(text: str, tables: Sequence[Table]) -> list[Bare]:
    """The bare numbers of all tables, in order of the text."""
    grids = [_grid(table) for table in tables] if tables else [*_stacked(text), *_one_a_line(text), *_in_a_line(text)]
    if not tables:
        grids += _lines(text, [(grid[0][0][0], grid[-1][-1][1]) for grid in grids])
    found = [number for grid in grids for number in _numbers(text, grid)]
    return sorted(found)


def _grid(table: Table) -> list[list[Span]]:
    rows: dict[int, dict[int, Span]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = (cell.start, cell.end)
    return [[cells.get(c, (0, 0)) for c in range(table.n_columns)] for _, cells in sorted(rows.items())]


def _lines(text: str, stacks: Sequence[Span]) -> Iterator[list[list[Span]]]:
    """Runs of lines with bare numbers, outside of stacks, each with up to three lines above it that may be its header."""
    head: list[list[Span]] = []
    body: list[list[Span]] = []
    last = -2
    for match in _ROW.finditer(text):
        cells = _cells(text, *match.span())
        stacked = any(start <= match.start() < end for start, end in stacks)
        if stacked or sum(_is_number(text, s) for s in cells) * 2 < sum(start < end for start, end in cells) - 1:
            continue
        if match.start() - last > 1:
            if body:
                yield _even(text, head, body)
            head = _header_below(text, match.start(), len(cells)) or _header(text, match.start())
            body = []
        body.append(cells)
        last = match.end()
    if body:
        yield _even(text, head, body)


def _even(text: str, head: Sequence[list[Span]], body: Sequence[list[Span]]) -> list[list[Span]]:
    """The rows of a table, those parted by bars as wide as the widest, with the empty cells at their end."""
    width = max(map(len, body))
    return [*head, *(_padded(text, row, width) for row in body)]


def _padded(text: str, row: list[Span], width: int) -> list[Span]:
    """The row, with empty cells to that width where bars for them are printed behind its last cell."""
    if not row or len(row) >= width:
        return row
    end = row[-1][1]
    line = text.find("\n", end)
    bars = text.count("|", end, line if line >= 0 else len(text))
    return [*row, *[(end, end)] * (width - len(row))] if bars >= width - len(row) else row


def _stacked(text: str) -> Iterator[list[list[Span]]]:
    """One cell a line, or the names of columns in a line and the numbers of a row in another: at least two rows of a name and as
    many numbers each, below as many names of columns."""
    for run in _STACK.finditer(text) if text.count("\n") >= _LEAST_LINES - 1 else ():
        names = [(m.start(), m.end()) for m in _WORD.finditer(text, *run.span())]
        while names and not _is_figure(text, names[-1]):
            names.pop()  # what stands below the table
        if len(names) < _LEAST_CELLS:
            continue
        top = _rows_of(text, names) or _rows_of(text, _with_empty(text, names)) or _numbered_rows(text, names)
        if top:
            unit = [run.span("unit")] if run["unit"] else []
            yield [*([unit] if unit else []), *top]


def _one_a_line(text: str) -> Iterator[list[list[Span]]]:
    """One cell a line with a bar behind it, empty ones a bar alone: rows of a name and figures, below as many names of columns."""
    for run in _BARRED_STACK.finditer(text) if "|" in text else ():
        cells = [cell for line in _BARRED_LINE.finditer(text, *run.span()) for cell in _cells_of_line(line)]
        first = next((i for i, cell in enumerate(cells) if i and _is_number(text, cell)), 0) - 1
        last = next((i for i, c in enumerate(cells) if i > first >= 0 and not _is_figure(text, c)), len(cells))
        width = last - first
        if first < width or width < 3:
            continue
        rows = [cells[i : i + width] for i in range(first, len(cells) - width + 1, width)]
        named = next((i for i, row in enumerate(rows) if _is_figure(text, row[0])), len(rows))
        head = [cells[i : i + width] for i in range(first % width, first, width)]
        yield [*([cell for cell in row if cell[0] < cell[1]] for row in head), *rows[:named]]


def _in_a_line(text: str) -> Iterator[list[list[Span]]]:
    """All cells in one line: names of columns, then at least two rows of a name and as many numbers less one."""
    for run in _ONE_LINE.finditer(text):
        cells = [(m.start(), m.end()) for m in _WORD.finditer(text, *run.span())]
        while cells and not _is_figure(text, cells[-1]):
            cells.pop()  # what stands behind the table
        if len(cells) >= _LEAST_CELLS and (rows := _rows_of(text, cells)) and len(rows[0]) > 2:
            yield rows


def _cells_of_line(line: regex.Match[str]) -> list[Span]:
    """The cell of a line, and an empty one for each bar that has none before it."""
    empty = [(line.end(), line.end())] * (len(line["bars"]) - bool(line["cell"]))
    return [line.span("cell"), *empty] if line["cell"] else empty


def _with_empty(text: str, cells: Sequence[Span]) -> list[Span]:
    """The cells with the empty ones between them, of which nothing is left but a blank line."""
    found = list(cells[:1])
    for (_, end), cell in pairwise(cells):
        if text.count("\n", end, cell[0]) > 1:
            found.append((cell[0], cell[0]))
        found.append(cell)
    return found


def _rows_of(text: str, cells: Sequence[Span]) -> list[list[Span]]:
    """The header and the rows that cells make, at least two, all of a name and as many figures or gaps; none where they do not."""
    numbers = [_is_figure(text, cell) for cell in cells]
    if True not in numbers[1:]:
        return []
    first = numbers.index(True, 1)
    width = next((i for i, number in enumerate(numbers[first:]) if not number), len(cells) - first) + 1
    rows = [list(cells[i : i + width]) for i in range(first - 1, len(cells), width)]
    even = all(numbers[i] == ((i - first + 1) % width > 0) for i in range(first - 1, len(cells)))
    top = first - 1 - _merged(text, cells[: first - 1])
    if not even or len(rows) < 2 or len(rows[-1]) != width or top < width:
        return []
    return [list(cells[top - width : top]), *rows]


def _numbered_rows(text: str, cells: Sequence[Span]) -> list[list[Span]]:
    """The header and the rows of a table whose first column, 序号, counts its rows: 1, 2, 3; none where it does not."""
    top = next((i for i, cell in enumerate(cells) if text[slice(*cell)] in _NUMBERED), len(cells))
    first = next((i for i, cell in enumerate(cells[top:], top) if _is_number(text, cell)), len(cells))
    width = first - top
    if width < 3 or (len(cells) - first) % width:
        return []
    rows = [list(cells[i : i + width]) for i in range(first, len(cells), width)]
    counted = all(text[slice(*row[0])] == str(n) for n, row in enumerate(rows, 1))
    return [list(cells[top:first]), *rows] if counted and len(rows) > 1 else []


def _is_figure(text: str, span: Span) -> bool:
    """Whether a cell is a number, with a unit of its own or not, or empty."""
    return span[0] == span[1] or _is_number(text, span) or _OWN_UNIT.fullmatch(text, *span) is not None


def _merged(text: str, above: Sequence[Span]) -> int:
    """How many cells between the header and the first row are values that hold for several rows: 第二十二批."""
    return next((i for i, cell in enumerate(reversed(above)) if not _MERGED.fullmatch(text, *cell)), 0)


def _header_below(text: str, start: int, width: int) -> list[list[Span]]:
    """The names of as many columns, one a line, right above a row that stands in one line; none where they are not."""
    lines: list[Span] = []
    end = start - 1
    while len(lines) < width and end > 0:
        begin = max(text.rfind("\n", max(0, end - _TITLE), end) + 1, 0)
        cells = _cells(text, begin, end)
        if len(cells) != 1 or text[begin:end].rstrip().endswith(("。", "：", ":")) or _is_figure(text, cells[0]):
            return []
        lines.insert(0, cells[0])
        end = begin - 1
    return [lines] if 2 < len(lines) == width else []


def _header(text: str, start: int) -> list[list[Span]]:
    rows: list[list[Span]] = []
    end = start - 1
    while end > 0 and len(rows) < 3:
        begin = max(text.rfind("\n", max(0, end - 300), end) + 1, 0)
        line = text[begin:end]
        if not line.strip() or "。" in line or end - begin > 250:
            break
        rows.insert(0, _cells(text, begin, end))
        end = begin - 1
    return rows


def _cells(text: str, start: int, end: int) -> list[Span]:
    if "|" in text[start:end].rstrip(" |"):
        cells, at = [], start
        for piece in text[start:end].split("|"):
            left = at + len(piece) - len(piece.lstrip())
            cells.append((left, left + len(piece.strip())))
            at += len(piece) + 1
        while cells and cells[-1][0] >= cells[-1][1]:
            cells.pop()
        return cells
    return [(start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end].rstrip(" |"))]


def _is_number(text: str, span: Span) -> bool:
    return span[1] - span[0] < 14 and _NUMBER.fullmatch(text, *span) is not None


def _numbers(text: str, grid: Sequence[Sequence[Span]]) -> Iterator[Bare]:
    """The numbers of a grid whose header says that they count something; columns are matched from the right."""
    headers, never, _ = _words()
    body = next((i for i, row in enumerate(grid) if any(_is_number(text, span) for span in row)), len(grid))
    head = [row for row in grid[:body] if row]
    if not head:
        return
    above = _above(text, next((row for row in head if len(row) > 1), head[0])[0][0])
    lines = [text[row[0][0] : row[-1][1]] for row in head]
    caption, common = " ".join(lines), " ".join(lines[:-1])
    head = _folded(text, head, max(map(len, grid[body:]), default=0))
    for row in grid[body:]:
        label = text[slice(*row[0])] if row and not _is_number(text, row[0]) else ""
        if not label and len(row) > max(map(len, head)):
            continue  # whose columns are not known
        titles = head[-1][1:] if label and len(head[-1]) >= len(row) else head[-1]  # 区（县） is no unit
        for back, span in enumerate(reversed(row), 1):
            share = _OWN_UNIT.fullmatch(text, *span) is not None
            if not share and not _is_number(text, span):
                continue
            title = _title(text, head, back)
            if not title or (any(word in title for word in never) and _printed_unit(title) is None):
                continue
            if share:
                yield Bare(
                    *span, Quantity(scaled(text[span[0] : span[1] - 1], ""), None, "eq", "%"), title, label, above
                )
                continue
            before = _titles_before(text, titles, back)
            scale, unit = _unit([title, common, *before], caption)
            if not _printed_unit(title) and not any(word in title or word in caption for word in headers):
                continue
            value = scaled(text[slice(*span)], scale)
            if value is not None:
                yield Bare(*span, Quantity(value, None, "eq", unit), title, label, above, _whole(title, before))


def _folded(text: str, head: list[Sequence[Span]], width: int) -> list[Sequence[Span]]:
    """The header of a table of that width, whose lowest two rows are one where some names of the upper stand over those of the lower:
    区县 | 转办件数 | 污染类型 | 合计 over 水 | 大气 | 噪声. Bars for cells that are merged tell nothing of where they stand."""
    if len(head) < 2:
        return head
    upper, lower = ([cell for cell in row if cell[0] < cell[1]] for row in head[-2:])
    over = len(upper) + len(lower) - width
    if over < 1 or len(lower) >= width:
        return head
    if over == len(upper) - 1:
        return [*head[:-2], [upper[0], *lower]]
    at = next((i for i, cell in enumerate(upper) if i and _GROUP.search(text, *cell)), len(upper) - 1)
    return [*head[:-2], [*upper[:at], *lower, *upper[at + 1 :]]] if over == 1 else head


def _above(text: str, start: int) -> str:
    """The short lines above a table, at most three; or the short last sentence of a long one (各地接收情况：)."""
    lines = text[max(0, start - 3 * _TITLE) : start].rstrip("\n").split("\n")[-3:]
    whole = [i for i, line in enumerate(lines) if "。" in line or len(line) > _TITLE]
    if whole and whole[-1] == len(lines) - 1:
        last = lines[-1].rpartition("。")[2]
        return last if len(last) <= _TITLE and last.endswith(("：", ":")) else ""
    return "\n".join(lines[whole[-1] + 1 if whole else 0 :])


def _title(text: str, head: Sequence[Sequence[Span]], back: int) -> str:
    """The header of the column `back` from the right, from the lowest header row that has one."""
    for row in reversed(head):
        if back <= len(row) and row[-back][0] < row[-back][1]:
            return text[slice(*row[-back])]
    return ""


def _titles_before(text: str, titles: Sequence[Span], back: int) -> list[str]:
    """The titles of the columns before the one `back` from the right, the nearest first, as far as that one may tell a part of
    them: up to the nearest that has a noun of its own, none where the column itself has another noun."""
    before = [text[slice(*span)] for span in reversed(titles[: max(0, len(titles) - back)])]
    own = _said(text[slice(*titles[-back])])[1] if back <= len(titles) else None
    last = next((i for i, title in enumerate(before) if _said(title)[1]), len(before))
    return [title for title in before[: last + 1] if own is None or own in title]


def _whole(title: str, before: Sequence[str]) -> str | None:
    """The noun of the last of the columns before, but of complaints, which are the whole table's, or what has another unit."""
    name = _said(before[-1])[1] if before else None
    if name is None or name.endswith("件") or name.startswith(tuple(load_pack("counts").lexicons["part_objects"])):
        return None
    return name if _printed_unit(title) in (None, _printed_unit(before[-1])) else None


def _unit(titles: Sequence[str], caption: str) -> tuple[str, str]:
    """(scale, unit) that the header of a column gives (金额（万元） → 万, 元), or what stands above all, or the nearest column
    before it, of which it tells a part: 任务（项）, 已完成. `titles` are these in order, `caption` the whole header."""
    found = next(filter(None, map(_printed_unit, titles)), None)
    return found or ("", "件" if any(word in caption for word in ("件", "举报", "信访")) else "")


def _printed_unit(header: str) -> tuple[str, str] | None:
    for match in _UNIT.finditer(header):
        printed = (match[1] or match[2] or match[3] or match[4]).removeprefix("单位").lstrip(":：")
        scale = printed[0] if printed[:1] in _SCALES and printed[1:] in _words()[2] else ""
        if (unit := printed.removeprefix(scale)) in _words()[2]:
            return scale, unit
    return None


@cached
def _no_names() -> frozenset[str]:
    lists = load_pack("counts").lexicons
    return frozenset({"合计", "小计", *lists["facets"], *lists["facet_bases"]})


def said(number: Bare) -> tuple[str, str | None, Token | None]:
    """The status a header names, `total` where it names none, the object, None where the header is a kind or a verb, and that
    verb. What is summed up, came by some channel, or in some batch, is as the line above the table says."""
    status, name, verb = _said(number.header)
    column = number.header.removeprefix("其中")
    if status == "total" and (column.startswith(words("whole_headers")) or _BATCH.match(column)):
        status = _said(number.above)[0]
    if name is None and (focus := _FOCUS.search(number.header)):
        name = f"{focus[0].removesuffix('件')}件"  # 累计重点（件）
    return status, name, verb


def named_above(number: Bare) -> str | None:
    """What the title of a table counts in 件: 信访件办理情况统计表, 来电来信举报类型统计表."""
    names = load_pack("counts").lexicons["above_tables"]
    return next((name for word, name in names.items() if word in number.above), None)


def _said(title: str) -> tuple[str, str | None, Token | None]:
    status, name, verb = "total", None, None
    stem = title.partition("（")[0].partition("(")[0].rstrip()
    for token in lexicon().find(title):
        if token.word.kind is Kind.CUE and token.word.status:
            status, verb = token.word.status, token
        elif token.word.kind is Kind.NOUN and token.word.text not in _no_names():
            name = token.word.text
            taken_in = lexicon().words.get(name[:2])  # 转办件 tells what was done as well
            if taken_in is not None and taken_in.kind is Kind.CUE and taken_in.status in ("received", "transferred"):
                status = taken_in.status
        elif token.word.kind is Kind.WORK and token.end == len(stem):  # 围网拆除（处）
            status, verb, name = "completed", token, name or stem[: token.start] or None
    return status, name, verb
