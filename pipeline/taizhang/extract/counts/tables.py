"""Tables: what the header of a column says of the figures below it, and bare numbers, whose object and unit it gives as well.

Where the cells stand is told by `grids`; cells with a unit of their own are left to `scan`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from taizhang.extract.counts.grids import OWN_UNIT, TITLE, Grid, barred, grid_of, is_number, printed
from taizhang.extract.counts.lexicon import LABELS, Kind, Label, Token, lexicon
from taizhang.extract.counts.names import words
from taizhang.extract.counts.numerals import scaled
from taizhang.extract.counts.phrases import noun_of
from taizhang.rules import cached, load_pack, remembered, table, words_by_term
from taizhang.types import Quantity, Span, Table
from taizhang.vocabulary import CountStatus

_UNIT = regex.compile(
    r"[（(]([^（()）单位：:]{1,5}|单位[:：][^（()）]{1,5})[)）]|(件|户|家|人|个|项|起|宗|处|次|份|台|辆|座|条|例)数|(?<=[检验测样格])(批次)|^单位[:：](\S{1,4})"
)
_FOCUS = regex.compile(r"重点\p{Han}{0,2}")  # 重点关注 are 重点关注件
_GROUP = regex.compile(r"类[型别]|其中|分[布类]|及数量|情况")
_SO_FAR = "累计"
_SCALES = frozenset("千万亿")
_LONGEST_HEAD = 12

_BATCH = regex.compile(r"[本前第].{0,6}[批期轮]|.{1,4}批次?累计|[0-9]{1,2}月[0-9]{1,2}日")


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
    label: Label


@remembered
def column_label(head: str) -> Label | None:
    """What the head of a column says of the figures below it; None where it says nothing."""
    if len(head) > _LONGEST_HEAD:
        return None
    columns, parts = _column_labels()
    whole = next((label for label, heads in columns.items() if head in heads), None)
    return whole or next((label for label, said in parts.items() if any(part in head for part in said)), None)


@table()
def _column_labels() -> tuple[dict[Label, tuple[str, ...]], dict[Label, tuple[str, ...]]]:
    """What columns say of their figures, by the whole head and by a part of it."""
    return words_by_term("counts", "columns", LABELS), words_by_term("counts", "column_parts", LABELS)


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
    return any(cell in names for names in load_pack("counts").lexicons["columns"].values())


@cached
def _units() -> frozenset[str]:
    return frozenset(load_pack("count_figures").lexicons["units"])


def bare(text: str, tables: Sequence[Table]) -> list[Bare]:
    """The bare numbers of all tables, in order of the text."""
    grids = [grid_of(table) for table in tables] if tables else printed(text)
    return sorted(number for grid in grids for number in _numbers(text, grid))


def _numbers(text: str, grid: Grid) -> Iterator[Bare]:
    """The numbers of a grid whose header says that they count something; columns are matched from the right."""
    headers, never = words("headers"), words("no_headers")
    body = next((i for i, row in enumerate(grid) if any(is_number(text, span) for span in row)), len(grid))
    head = [row for row in grid[:body] if row]
    if not head:
        return
    above = _above(text, next((row for row in head if len(row) > 1), head[0])[0][0])
    lines = [text[row[0][0] : row[-1][1]] for row in head]
    caption, common = " ".join(lines), " ".join(lines[:-1])
    head = _folded(text, head, max(map(len, grid[body:]), default=0))
    for row in grid[body:]:
        label = text[slice(*row[0])] if row and not is_number(text, row[0]) else ""
        if not label and len(row) > max(map(len, head)):
            continue  # whose columns are not known
        titles = head[-1][1:] if label and len(head[-1]) >= len(row) else head[-1]  # 区（县） is no unit
        for back, span in enumerate(reversed(row), 1):
            share = OWN_UNIT.fullmatch(text, *span) is not None
            if not share and not is_number(text, span):
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
            whole = _whole(title, before)
            by_row = _printed_unit(title) is None and _printed_unit(label) is not None
            if by_row and (_said(label)[0] != "total" or _said(title)[0] == "total"):
                title = label  # 办结（件） | 5 | 118: what is counted stands before the row, when above it
            elif by_row:
                whole = _said(label)[1] or noun_of(_stem(label))  # 举报件（件） | 7 | 5 below 交办 | 办结
            scale, unit = _unit([label] if by_row else [title, common, *before], caption)
            if not (by_row or _printed_unit(title) or any(word in title or word in caption for word in headers)):
                continue
            value = scaled(text[slice(*span)], scale)
            if value is not None:
                yield Bare(*span, Quantity(value, None, "eq", unit), title, label, above, whole)


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
        scale = printed[0] if printed[:1] in _SCALES and printed[1:] in _units() else ""
        if (unit := printed.removeprefix(scale)) in _units():
            return scale, unit
    return None


@cached
def _no_names() -> frozenset[str]:
    lists = load_pack("counts").lexicons
    return frozenset({"合计", "小计", *lists["facets"], *lists["facet_bases"]})


def said(number: Bare) -> tuple[CountStatus, str | None, Token | None]:
    """The status a header names, `total` where it names none, the object, None where the header is a kind or a verb, and that
    verb. What is summed up, came by some channel, or in some batch, is as the line above the table says."""
    status, name, verb = _said(number.header)
    column = number.header.removeprefix("其中")
    if status == "total" and (column.startswith(words("whole_headers")) or _BATCH.match(column)):
        status = _said(number.above)[0]
    if name is None and (focus := _FOCUS.search(number.header)):
        name = f"{focus[0].removesuffix('件')}件"  # 累计重点（件）
    return status, name, verb


def of_some_days(number: Bare) -> bool:
    """Whether the header says no more than of which batch or days a number is: 本批, 第五批, 累计."""
    batch = _stem(number.header) == _SO_FAR or _BATCH.match(number.header) is not None
    return batch and _said(number.header)[0] == "total"


def named_above(number: Bare) -> str | None:
    """What the title of a table counts in 件: 信访件办理情况统计表, 来电来信举报类型统计表."""
    names = load_pack("counts").lexicons["above_tables"]
    return next((name for word, name in names.items() if word in number.above), None)


def _said(title: str) -> tuple[CountStatus, str | None, Token | None]:
    status: CountStatus = "total"
    name, verb = None, None
    stem = _stem(title)
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


def _stem(title: str) -> str:
    """A header without its unit in brackets."""
    return title.partition("（")[0].partition("(")[0].rstrip()
