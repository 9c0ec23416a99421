"""Of what row of a table a figure is: the division named there, and the total of all rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import isclose
from typing import NamedTuple

from taizhang.extract.counts.grids import Grid, is_number
from taizhang.extract.counts.pack import words
from taizhang.types import CountMention, PlaceMention, Span

_Codes = Mapping[Span, str | None]  # of the places of a text


class _Cell(NamedTuple):
    start: int
    end: int
    code: str | None


def with_rows(
    found: Sequence[CountMention], text: str, grids: Sequence[Grid], places: Sequence[PlaceMention]
) -> tuple[CountMention, ...]:
    """The counts: those in a cell of a row that names one place, or below a place, are of that division, unless their own words
    name another; and where a row gives the totals of the others, those of its columns that add up are its parts."""
    if not grids:
        return tuple(found)
    counts = list(found)
    codes = {(place.start, place.end): place.region.adcode for place in places}
    cells = sorted({cell for grid in grids for cell in _of_places(text, grid, codes)})
    starts = [cell.start for cell in cells]
    for i, count in enumerate(counts) if cells else ():
        at = bisect_right(starts, count.start) - 1
        if count.region_adcode is None and at >= 0 and count.end <= cells[at].end:
            counts[i] = replace(count, region_adcode=cells[at].code)
    at_spans = {(count.start, count.end): i for i, count in enumerate(counts)}
    for grid in grids:
        for whole, parts in _totals(text, grid, at_spans):
            _link(counts, whole, parts)
    return tuple(counts)


def _of_places(text: str, grid: Grid, codes: _Codes) -> Iterator[_Cell]:
    """The cells of a grid that are of one place: the nearest named to their left in the row, else the only one of the row, else
    the one that heads their column."""
    above: list[str | None] = []  # of each column from the right
    body = next((i for i, row in enumerate(grid) if any(is_number(text, span) for span in row)), 0)
    for i, row in enumerate(grid):
        named = [codes.get(_stripped(text, span)) for span in row]
        told = [code for code in named if code]
        if i < body and len(told) > 1:
            above = named[::-1]
        left = told[0] if len(told) == 1 else None
        for back, (span, own) in enumerate(zip(row, named, strict=True)):
            left = own or left
            column = len(row) - back - 1
            code = left or (above[column] if not told and column < len(above) else None)
            if code and span[0] < span[1]:
                yield _Cell(*span, code)


def _stripped(text: str, span: Span) -> Span:
    cell = text[slice(*span)]
    start = span[0] + len(cell) - len(cell.lstrip())
    return start, start + len(cell.strip())


def _totals(text: str, grid: Grid, at: Mapping[Span, int]) -> Iterator[tuple[int, list[int]]]:
    """For each column of a grid with one row of totals the places of its total and of the figures of the other rows."""
    sums = [row for row in grid if any("".join(text[slice(*span)].split()) in words().total_rows for span in row)]
    if len(sums) != 1:
        return
    for back, span in enumerate(reversed(sums[0]), 1):
        others = [at.get(row[-back]) for row in grid if row is not sums[0] and back <= len(row)]
        parts = [i for i in others if i is not None]
        if (whole := at.get(span)) is not None and len(parts) > 1:
            yield whole, parts


def _link(counts: list[CountMention], whole: int, parts: Sequence[int]) -> None:
    """Make the figures parts of their total, where they add up to it."""
    values = [counts[i].value for i in parts]
    total = counts[whole].value
    alike = all(value.unit == total.unit != "%" and value.value is not None for value in values)
    if alike and total.value is not None and isclose(sum(value.value or 0.0 for value in values), total.value):
        for i in parts:
            counts[i] = replace(counts[i], part_of=whole)
