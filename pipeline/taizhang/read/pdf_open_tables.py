"""Tables with horizontal rules only: their columns are parted by the gaps that no character crosses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from taizhang.read.grid import GridCell, Row, distinct, is_header
from taizhang.read.pdf_cells import borders, cell_text, column_of, fill_cells, fits, uncut
from taizhang.read.pdf_edges import NEAR, Edge
from taizhang.read.pdf_page import PageTable, char_lines, line_text

_LEADING = 28.0  # points: the most that lies between two lines of a row


def rule_groups(across: list[Edge], width: float) -> list[list[tuple[float, float, float]]]:
    """Horizontal rules that belong together: three or more of like extent. Each rule as (y, x0, x1)."""
    by_height: list[list[Edge]] = []
    for edge in sorted(across, key=lambda e: e["top"]):
        if by_height and edge["top"] - by_height[-1][0]["top"] <= NEAR:
            by_height[-1].append(edge)
        else:
            by_height.append([edge])
    rules = [(g[0]["top"], min(e["x0"] for e in g), max(e["x1"] for e in g)) for g in by_height]
    groups: list[list[tuple[float, float, float]]] = []
    for rule in rules:
        if rule[2] - rule[1] < 0.3 * width:
            continue
        if groups and abs(groups[-1][-1][1] - rule[1]) < 6 and abs(groups[-1][-1][2] - rule[2]) < 6:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= 2]


def open_table(
    rules: list[tuple[float, float, float]], chars: Sequence[dict[str, Any]], number: int, broken: Sequence[Edge]
) -> PageTable | None:
    """The table between these rules, given as (y, x0, x1); None where they enclose none."""
    ys = [rule[0] for rule in rules]
    left, right = min(r[1] for r in rules), max(r[2] for r in rules)
    inside = [
        c
        for c in chars
        if left - NEAR <= c["x0"] <= right and ys[0] <= (c["top"] + c["bottom"]) / 2 <= ys[-1] and c["text"].strip()
    ]
    hints = [x for e in broken if ys[0] - NEAR <= e["top"] <= ys[-1] + NEAR for x in (e["x0"], e["x1"])]
    xs = _breaks(hints, left, right, 2 * len(ys)) or _gaps(inside, left, right)
    if len(xs) > 3:
        if (begin := _begin_of_open(ys[0], xs, chars)) is not None:
            ys.insert(0, begin)
        if (end := _end_of_open(ys[-1], xs, chars)) is not None:
            ys.append(end)
        inside = [
            c for c in chars if left - NEAR <= c["x0"] <= right and ys[0] <= c["top"] <= ys[-1] and c["text"].strip()
        ]
    if len(xs) < 3 or (len(ys) == 2 and len(xs) < 4):
        return None
    ys = _split_bands(ys, inside, xs)
    rows: list[Row] = [[GridCell("", number) for _ in xs[1:]] for _ in ys[1:]]
    fill_cells(rows, xs, ys, inside)
    table = PageTable(rows, xs, ys[0], ys[-1], number, open=True)
    wide = max(len(distinct(row)) for row in rows)
    return table if (len(rows) > 1 or len(xs) > 3) and wide >= min(3, len(xs) - 1) and uncut(table, chars) else None


def _breaks(hints: Sequence[float], left: float, right: float, least: int) -> list[float]:
    """Column borders where the rules themselves are broken, cell by cell; none where too few of them are."""
    places = borders([x for x in hints if left - NEAR <= x <= right + NEAR])
    often = [b for b in places if sum(1 for x in hints if abs(x - b) <= NEAR) >= least]
    inner = [b for b in often if left + NEAR < b < right - NEAR]
    return [left, *inner, right] if len(inner) >= 2 else []


def _end_of_open(top: float, xs: list[float], chars: Sequence[dict[str, Any]]) -> float | None:
    """Where a row ends that stands below the last rule, because the page cuts it or the table has no rules between
    rows: before the first line that crosses a column. Its first line must fill two columns."""
    end = None
    for line in char_lines([c for c in chars if c["top"] > top - 1 and c["text"].strip()]):
        if not fits(line, xs) or line[0]["top"] > (end or top) + _LEADING:
            break
        if end is None and len(_filled(line, xs)) < 2:
            break
        end = max(c["bottom"] for c in line) + 1
    return end


def _begin_of_open(bottom: float, xs: list[float], chars: Sequence[dict[str, Any]]) -> float | None:
    """Where a header begins that stands above the first rule."""
    begin, above = None, [c for c in chars if bottom - 3 * _LEADING < c["top"] and c["bottom"] < bottom + 2]
    held: list[dict[str, Any]] = []
    for line in reversed(char_lines([c for c in above if c["text"].strip()])):
        if not fits(line, xs) or len(_filled(line, xs)) < 2 or line[0]["bottom"] < (begin or bottom) - _LEADING:
            break
        begin = min(c["top"] for c in line) - 1
        held += line
    columns: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for char in held:
        columns[column_of(char, xs)].append(char)
    return begin if is_header([GridCell(cell_text(chars)) for chars in columns.values()]) else None


def _filled(line: list[dict[str, Any]], xs: list[float]) -> set[int]:
    return {column_of(c, xs) for c in line}


def _gaps(chars: Sequence[dict[str, Any]], left: float, right: float) -> list[float]:
    """Column borders: the middles of the stretches where no character stands."""
    parted, reach = [left], left
    least = 0.3 * (sorted(c["bottom"] - c["top"] for c in chars)[len(chars) // 2]) if chars else 3.0
    for char in sorted(chars, key=lambda c: c["x0"]):
        if char["x0"] - reach >= least and reach > left:
            parted.append((reach + char["x0"]) / 2)
        reach = max(reach, char["x1"])
    return [*parted, right]


def _split_bands(ys: list[float], chars: Sequence[dict[str, Any]], xs: list[float]) -> list[float]:
    """Rows of a band without rules between them (three-line tables): one begins where the first column has text again,
    if that column counts up or the rows stand apart; a first column that only wraps parts nothing."""
    if len(ys) > 3:
        return ys
    first = char_lines([c for c in chars if c["x1"] <= xs[1] and c["top"] > ys[-2]])
    texts = [line_text(line) for line in first]
    if len(first) < 2 or not (_counts_up(texts) or _stands_apart(first, chars, ys)):
        return ys
    return sorted([*ys, *(min(c["top"] for c in line) - 1 for line in first[1:])])


def _counts_up(texts: list[str]) -> bool:
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 5]
    return len(numbers) == len(texts) and all(a < b for a, b in pairwise(numbers))


def _stands_apart(first: list[list[dict[str, Any]]], chars: Sequence[dict[str, Any]], ys: list[float]) -> bool:
    """Below a header band of its own: every row on one line, or more space before a row than between lines."""
    if len(ys) < 3:
        return False
    lines = char_lines([c for c in chars if c["top"] > ys[-2]])
    tops = [min(c["top"] for c in line) for line in lines]
    starts = [min(c["top"] for c in line) for line in first]
    if len(lines) == len(first):
        return max(len(line_text(line)) for line in first) > 1 and not any(
            line_text(line)[-1] in "-/—（(" for line in first
        )
    steps = {round(b, 1): b - a for a, b in pairwise(tops)}
    inner = [step for top, step in steps.items() if all(abs(top - s) > 2 for s in starts)]
    outer = [step for top, step in steps.items() if any(abs(top - s) <= 2 for s in starts[1:])]
    return bool(inner and outer) and min(outer) > 1.15 * max(inner)
