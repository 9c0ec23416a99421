"""What a column of a table says that its dates are for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from taizhang.extract.dates.cues import role_of_label
from taizhang.types import DateMention, DateRange, Table
from taizhang.vocabulary import DateRole

Span = tuple[int, int]


def due(mentions: Sequence[DateMention], cells: Sequence[Span]) -> tuple[DateMention, ...]:
    """The mentions, those in `cells` of deadlines as deadlines: whatever stands there, a day is the last one."""
    limits = sorted(cells)
    starts = [start for start, _ in limits]

    def settled(mention: DateMention) -> DateMention:
        at = bisect_right(starts, mention.start) - 1
        if at < 0 or mention.end > limits[at][1]:
            return mention
        value = replace(mention.value, start=None) if _single(mention.value) else mention.value
        return replace(mention, value=value, role="deadline", rule_id=_rule(mention, "deadline"))

    return tuple(settled(m) for m in mentions) if limits else tuple(mentions)


def _single(value: DateRange) -> bool:
    """Whether a value is one day or month, and no stretch from one to another."""
    if value.granularity != "month" or value.start is None or value.end is None:
        return value.granularity == "day"
    return (value.start.year, value.start.month) == (value.end.year, value.end.month)


def headed(mentions: Sequence[DateMention], text: str, tables: Sequence[Table]) -> tuple[DateMention, ...]:
    """The mentions, those that fill a cell and of which nothing else tells the role with what the head of the column says (受理时间)."""
    told = {span: role for table in tables for span, role in _headed(text, table)}
    if not told:
        return tuple(mentions)
    bare = [(m, told.get((m.start, m.end)) if m.rule_id.endswith("dates.role.cell") else None) for m in mentions]
    return tuple(replace(m, role=role, rule_id=_rule(m, role)) if role else m for m, role in bare)


def _headed(text: str, table: Table) -> Iterator[tuple[Span, DateRole]]:
    """The cells below heads that tell a role; deadlines are told by `due`."""
    heads = ((cell.column, role_of_label(text[cell.start : cell.end].strip())) for cell in table.cells if cell.header)
    roles = {column: role for column, role in heads if role and role != "deadline"}
    for cell in table.cells if roles else ():
        if cell.column in roles and not cell.header:
            yield (cell.start, cell.end), roles[cell.column]


def _rule(mention: DateMention, role: DateRole) -> str:
    return f"{mention.rule_id.split()[0]} dates.role.{role}:column"
