"""Figures that are given twice: sums that shrink (`total_shrinks`), headline and body (`headline_body`), one figure with two
statuses (`status_conflict`)."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.check.shown import exact, same_things, shown
from taizhang.check.words import words
from taizhang.types import Check, CountMention, Draft

_DONE = frozenset({"completed", "closed"})
_UNDONE = frozenset({"not_completed", "overdue", "in_progress"})
_INTAKE = frozenset({"received", "transferred"})
_SMALL = 5  # below this two figures are equal by chance too often


def totals(draft: Draft) -> Iterator[Check]:
    """The complaints received (or handed over) since the beginning cannot be fewer than those of one batch in the same bulletin."""
    intake = [
        (i, c)
        for i, c in enumerate(draft.counts)
        if c.status in _INTAKE and c.value.unit in ("件", "起") and c.part_of is None
    ]
    sums = [(i, c) for i, c in intake if _is_sum(draft, c)]
    for i, total in sums:
        for j, batch in intake:
            if (i, total) == (j, batch) or _is_sum(draft, batch) or not same_things(total, batch):
                continue
            if total.status != batch.status:
                continue  # not all that was received was handed on
            if exact(total) and exact(batch) and (total.value.value or 0.0) < (batch.value.value or 0.0):
                detail = f"累计{shown(total.value)}少于其中一批的{shown(batch.value)}（{total.object}）"
                yield Check("total_shrinks", False, detail, (("counts", i), ("counts", j)))
                break


def _is_sum(draft: Draft, count: CountMention) -> bool:
    before = draft.text[max(0, count.start - 10) : count.start]
    return any(word in before for word in words("running_totals"))


def headlines(draft: Draft) -> Iterator[Check]:
    """A figure of the title that the body repeats passes; one that the body contradicts with a single other figure for
    the same things and status fails."""
    title = draft.structure.title
    if title is None:
        return
    body = [(i, c) for i, c in enumerate(draft.counts) if c.start >= title[1]]
    for i, count in enumerate(draft.counts):
        if not (title[0] <= count.start < title[1]) or count.value.value is None or count.value.unit == "":
            continue
        same = [(j, c) for j, c in body if c.value == count.value]
        if same:
            yield _headline(i, count, *same[0], True)
        elif exact(count):
            rivals = [(j, c) for j, c in body if same_things(c, count) and c.status == count.status and exact(c)]
            if len(rivals) == 1 and rivals[0][1].object == count.object and count.value.value >= _SMALL:
                yield _headline(i, count, *rivals[0], False)


def _headline(i: int, count: CountMention, j: int, other: CountMention, ok: bool) -> Check:
    name = count.object or ""
    detail = (
        f"标题与正文均为{name}{shown(count.value)}"
        if ok
        else f"标题为{name}{shown(count.value)}，正文为{shown(other.value)}"
    )
    return Check("headline_body", ok, detail, (("counts", i), ("counts", j)))


def statuses(draft: Draft) -> Iterator[Check]:
    """The same figure of the same things cannot be done and not done, unless both are halves of one whole."""
    seen: dict[tuple[float, str, str | None, str | None], tuple[int, CountMention]] = {}
    for i, count in enumerate(draft.counts):
        value = count.value.value
        if not exact(count) or value is None or value < _SMALL or count.value.unit == "%" or not count.object:
            continue
        key = (value, count.value.unit, count.object, count.region_adcode)
        if key not in seen:
            if count.status in _DONE | _UNDONE:
                seen[key] = (i, count)
            continue
        j, other = seen[key]
        pair = {count.status, other.status}
        if (
            pair & _DONE
            and pair & _UNDONE
            and count.as_of == other.as_of
            and (count.part_of is None or count.part_of != other.part_of)
        ):
            detail = f"{count.object}{shown(count.value)}既称已完成又称未完成"
            yield Check("status_conflict", False, detail, (("counts", j), ("counts", i)))
