"""The bare numbers of tables put in among the counts, named by their columns or by what was counted above."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from taizhang.extract.counts.decisions import StatusDecision
from taizhang.extract.counts.discourse_state import DiscourseState
from taizhang.extract.counts.ellipsis import elliptic
from taizhang.extract.counts.headers import BareNumber, named_above, of_some_days, said, thing_of
from taizhang.extract.counts.pack import words
from taizhang.extract.counts.spans import apart
from taizhang.extract.counts.status import of_rate
from taizhang.types import CountMention, Span
from taizhang.vocabulary import CountStatus


def with_cells(
    found: list[CountMention],
    text: str,
    cells: Sequence[BareNumber],
    others: Sequence[Sequence[Span]],
    known: Sequence[DiscourseState],
) -> tuple[CountMention, ...]:
    """The counts with the bare numbers of tables, but for those within others, put in where they stand. A number is named by what
    was counted before it; what a note below the table counts names one only where nothing stands above."""
    found = _with_shares(found, cells)
    taken = [(c.start, c.end) for c in found]
    extra: list[CountMention] = []
    above: str | None = None  # what the row above counts where rows are named: 交办举报件（件） above 办结（件）
    for cell in apart([(c.start, c.end) for c in cells], taken, *others):
        number = cells[cell]
        before = bisect_left(taken, (number.start, number.start))
        state = known[before - 1] if known else DiscourseState()
        status, name, verb = said(number)
        if status in ("total", "received") and number.value.unit == "件" and of_some_days(number):
            status = _came_in(found[:before])
        name = name or _told(number, status, found[:before]) or thing_of(number.header)
        name = name or _case(number, status) or number.whole
        by_row = number.header == number.label and number.value.unit == "件"
        name = name or (above if by_row else None)
        if name is None and number.value.unit == "件" and not state.recall("件"):
            name = named_above(number)
        if name is None and number.value.unit:
            name = elliptic(number.value, StatusDecision(status, "counts.cue", verb), None, state).name
        name = name or state.recall("件")
        above = name if by_row else None if number.value.unit == "件" else above
        value = number.value if number.value.unit else replace(number.value, unit=state.unit_of(name))
        extra.append(
            CountMention(number.start, number.end, text[number.start : number.end], value, name, status, "counts.cell")
        )
    return _merged(found, extra)


def _came_in(before: Sequence[CountMention]) -> CountStatus:
    """What the text above a table tells of its complaints, by places and days: that they were handed over, else that they came
    in, which its title says of those handed over as well."""
    told = {c.status for c in before if c.value.unit == "件" and c.part_of is None}
    return next((status for status in ("transferred", "received") if status in told), "total")


def _told(number: BareNumber, status: str, before: Sequence[CountMention]) -> str | None:
    """What the text above a table told of its column: 问责（人） counts those of 问责副科级干部77人; not what came by one channel of many."""
    if status == "total":
        return None
    same = (c.object for c in reversed(before) if c.status == status and c.value.unit == number.value.unit)
    return next((name for name in same if name is None or not name.startswith(words().part_objects)), None)


def _case(number: BareNumber, status: CountStatus) -> str | None:
    """What a column without a unit counts by what was done: 案件 of 立案数, whatever the columns before it count."""
    return None if number.value.unit else words().status_objects.get(status, {}).get("件")


def _with_shares(found: list[CountMention], cells: Sequence[BareNumber]) -> list[CountMention]:
    """The counts, those that are a cell by themselves named as their column is: 75% below 完成率."""
    columns = {(c.start, c.end): c for c in cells}
    for i, count in enumerate(found):
        cell = columns.get((count.start, count.end))
        name = said(cell)[1] if cell else None
        if name and count.value.unit == "%":
            decision = of_rate(StatusDecision("total", "counts.plain"), "%", name)
            found[i] = replace(count, object=name, object_rule=None, status=decision.status, rule_id="counts.cell")
    return found


def _merged(found: Sequence[CountMention], extra: Sequence[CountMention]) -> tuple[CountMention, ...]:
    """Both lists in order of the text, `part_of` pointing where it did."""
    both = sorted([*enumerate(found), *((-1, c) for c in extra)], key=lambda pair: pair[1].start)
    moved = {old: new for new, (old, _) in enumerate(both) if old >= 0}
    return tuple(c if c.part_of is None else replace(c, part_of=moved[c.part_of]) for _, c in both)
