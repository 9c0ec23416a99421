"""Tables: what the header of a column says of the figures below it, and bare numbers, whose object and unit it gives as well.

Where the cells stand is told by `grids`; cells with a unit of their own are left to `scan`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from taizhang.extract.counts.grids import OWN_UNIT, TITLE, Grid, barred, grid_of, is_number
from taizhang.extract.counts.headers import (
    BareNumber,
    column_label,
    is_sum,
    printed_unit,
    stem,
    thing_of,
    title_says,
    unit_among,
    unit_of_all,
    units_listed,
)
from taizhang.extract.counts.lexicon import Label
from taizhang.extract.counts.numerals import scaled
from taizhang.extract.counts.pack import words
from taizhang.extract.counts.phrases import noun_of
from taizhang.rules import compiled
from taizhang.types import Quantity, Span, Table

_IN_BRACKETS = compiled(r"[（(][^（()）]{0,12}[)）]")
_GROUP = compiled(r"类[型别]|其中|分[布类]|及数量|情况")


class Column(NamedTuple):
    """A cell below a header that says what its figures are: `found` below 问题描述, `planned` below 整改措施."""

    start: int
    end: int
    label: Label


def labelled(text: str, tables: Sequence[Table]) -> list[Column]:
    """The cells of all tables whose header says what their figures are, in order of the text."""
    grids = [grid_of(table) for table in tables] if tables else list(barred(text))
    return sorted(column for grid in grids for column in _labelled(text, grid))


def _labelled(text: str, grid: Grid) -> Iterator[Column]:
    labels: dict[int, Label] = {}
    for row in grid:
        told = {i: label for i, span in enumerate(row) if (label := column_label(text[slice(*span)].strip()))}
        told = told if len(told) > 1 or any(_is_head(text[slice(*row[i])].strip()) for i in told) else {}
        labels.update(told)
        if labels and not told:
            yield from (Column(*span, labels[i]) for i, span in enumerate(row) if i in labels and span[0] < span[1])


def _is_head(cell: str) -> bool:
    """Whether a cell is printed as the pack has a head; one that only holds a part of such may be a cell of the body."""
    return any(cell in names for names in words().columns.values())


def bare(text: str, grids: Sequence[Grid]) -> list[BareNumber]:
    """The bare numbers of all tables, in order of the text."""
    return sorted(number for grid in grids for number in _numbers(text, grid))


class _Header(NamedTuple):
    """The header of a grid: its rows, the lines above the table, all its text, that of the rows above the lowest, and the first row
    of the body."""

    rows: Grid
    above: str
    caption: str
    common: str
    body: int

    @property
    def width(self) -> int:
        """How many columns the longest of its rows names."""
        return max(map(len, self.rows))


def _header(text: str, grid: Grid) -> _Header | None:
    body = next((i for i, row in enumerate(grid) if any(is_number(text, span) for span in row)), len(grid))
    head = [row for row in grid[:body] if row]
    if not head:
        return None
    above = _above(text, next((row for row in head if len(row) > 1), head[0])[0][0])
    lines = [text[row[0][0] : row[-1][1]] for row in head]
    rows = _folded(text, head, max(map(len, grid[body:]), default=0))
    # a title torn into cells (某批举报件转办统计表 单位：件) tells what one above the table would
    common = " ".join(lines[:-1])
    return _Header(rows, f"{above}\n{common}".strip(), " ".join(lines), common, body)


def _numbers(text: str, grid: Grid) -> Iterator[BareNumber]:
    """The numbers of a grid whose header says that they count something."""
    if header := _header(text, grid):
        for row in grid[header.body :]:
            yield from _row(text, header, row)


def _row(text: str, header: _Header, row: Sequence[Span]) -> Iterator[BareNumber]:
    """The numbers of a row; columns are matched from the right."""
    label = text[slice(*row[0])] if row and not is_number(text, row[0]) else ""
    if not label and len(row) > header.width:
        return  # whose columns are not known
    titles = header.rows[-1]
    titles = titles[1:] if label and len(titles) >= len(row) else titles  # 区（县） is no unit
    for back, span in enumerate(reversed(row), 1):
        share = OWN_UNIT.fullmatch(text, *span) is not None
        if not share and not is_number(text, span):
            continue
        title = _title(text, header.rows, back)
        if not title or (any(word in title for word in words().no_headers) and printed_unit(title) is None):
            continue
        if share:
            value = Quantity(scaled(text[span[0] : span[1] - 1], ""), None, "eq", "%")
            yield BareNumber(*span, value, title, label, header.above)
        elif number := _number(text, header, span, title, label, _titles_before(text, titles, row, back)):
            yield number


def _number(text: str, header: _Header, span: Span, title: str, label: str, before: Sequence[str]) -> BareNumber | None:
    """The number of a cell; `before` are the titles of the columns it may tell a part of. None where nothing says that it counts
    something."""
    whole = _whole(title, before)
    by_row = printed_unit(title) is None and printed_unit(label) is not None
    if by_row and (title_says(label)[0] != "total" or title_says(title)[0] == "total"):
        title = label  # 办结（件） | 5 | 118: what is counted stands before the row, when above it
    elif by_row:
        whole = title_says(label)[1] or noun_of(stem(label))  # 举报件（件） | 7 | 5 below 交办 | 办结
    counts = (word in title or word in header.caption for word in words().headers)
    units = [] if by_row or printed_unit(title) else units_listed(header.above)
    listed = unit_among(title, units)
    of_all = None if by_row or units or printed_unit(title) else unit_of_all(header.above)
    if (units and not listed and is_sum(title)) or not (
        by_row or listed or of_all or printed_unit(title) or any(counts)
    ):
        return None
    told = _unit([label] if by_row else [title, header.common, *before], header.caption)
    scale, unit = listed or of_all or (("", "") if units else told)
    value = scaled(text[slice(*span)], scale)
    return (
        None
        if value is None
        else BareNumber(*span, Quantity(value, None, "eq", unit), title, label, header.above, whole)
    )


def _folded(text: str, head: Grid, width: int) -> Grid:
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
    lines = text[max(0, start - 3 * TITLE) : start].rstrip("\n").split("\n")[-3:]
    whole = [i for i, line in enumerate(lines) if "。" in line or len(line) > TITLE]
    if whole and whole[-1] == len(lines) - 1:
        last = lines[-1].rpartition("。")[2]
        return last if len(last) <= TITLE and last.endswith(("：", ":")) else ""
    return "\n".join(lines[whole[-1] + 1 if whole else 0 :])


def _title(text: str, head: Sequence[Sequence[Span]], back: int) -> str:
    """The header of the column `back` from the right, from the lowest header row that has one."""
    for row in reversed(head):
        if back <= len(row) and row[-back][0] < row[-back][1]:
            return text[slice(*row[-back])]
    return ""


def _titles_before(text: str, titles: Sequence[Span], row: Sequence[Span], back: int) -> list[str]:
    """The titles of the columns before the one `back` from the right, the nearest first, as far as that one may tell a part of
    them: those of numbers, no names or shares, up to the nearest that has a noun of its own; none where the column itself has
    another noun."""
    columns = range(back + 1, min(len(titles), len(row)) + 1)
    before = [text[slice(*titles[-column])] for column in columns if is_number(text, row[-column])]
    own = title_says(text[slice(*titles[-back])])[1] if back <= len(titles) else None
    last = next((i for i, title in enumerate(before) if _counted(title)), len(before))
    return [title for title in before[: last + 1] if own is None or own in title]


def _counted(title: str) -> str | None:
    """What a column counts by its title: 隐患 of 隐患数, 问题 of 发现问题（个）."""
    return title_says(title)[1] or thing_of(title)


def _whole(title: str, before: Sequence[str]) -> str | None:
    """The noun of the last of the columns before, but of complaints, which are the whole table's, or what has another unit."""
    name = _counted(before[-1]) if before else None
    if name is None or name.endswith("件") or name.startswith(words().part_objects):
        return None
    return name if printed_unit(title) in (None, printed_unit(before[-1])) else None


def _unit(titles: Sequence[str], caption: str) -> tuple[str, str]:
    """(scale, unit) that the header of a column gives (金额（万元） → 万, 元), or what stands above all, or the nearest column
    before it, of which it tells a part: 任务（项）, 已完成. `titles` are these in order, `caption` the whole header."""
    if found := next(filter(None, map(printed_unit, titles)), None):
        return found
    named = _IN_BRACKETS.sub("", caption)  # what another column is counted in says nothing of this one
    return "", "件" if any(word in named for word in ("件", "举报", "信访")) else ""
