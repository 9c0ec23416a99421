"""Days in their order (rule `period_order`): a period begins before it ends, an inspection ends before its feedback."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from taizhang.types import Campaign, Check, Draft, Task

_RULE = "period_order"
_OTHER_ROUND = 200  # a feedback so many days before the inspection is that of a former round


def periods(draft: Draft, tasks: Sequence[Task], campaign: Campaign | None) -> Iterator[Check]:
    """Findings on periods of dates, on the campaign, and on tasks done before they were due to begin."""
    for i, date in enumerate(draft.dates):
        if date.value.start and date.value.end and date.value.start > date.value.end:
            yield Check(_RULE, False, f"“{date.text}”的起始日期晚于结束日期", (("dates", i),))
    for i, task in enumerate(tasks):
        deadline = task.deadline
        if deadline and deadline.start and deadline.end and deadline.start > deadline.end:
            yield Check(_RULE, False, f"“{task.title}”的时限起始晚于截止", (("tasks", i),))
    if campaign is not None:
        yield from _campaign(draft, campaign)


def _campaign(draft: Draft, campaign: Campaign) -> Iterator[Check]:
    begun, ended, told = campaign.inspected_from, campaign.inspected_to, campaign.feedback_on
    told_as_one = any((d.value.start, d.value.end) == (begun, ended) for d in draft.dates)  # its ends are in order
    if begun and ended and begun != ended and not told_as_one:
        yield _compare("督察进驻", begun, "督察结束", ended, draft)
    last = ended or begun
    if told and last and (last - told).days < _OTHER_ROUND:
        yield _compare("督察结束" if ended else "督察进驻", last, "反馈", told, draft)


def _compare(first: str, a: dt.date | None, second: str, b: dt.date, draft: Draft) -> Check:
    assert a is not None
    ok = a <= b
    detail = f"{first}（{a.isoformat()}）{'早于' if a < b else '同日，即' if ok else '晚于'}{second}（{b.isoformat()}）"
    records = tuple(
        ("dates", i)
        for i, d in enumerate(draft.dates)
        if d.role in ("inspection", "feedback") and {d.value.start, d.value.end} & {a, b}
    )
    return Check(_RULE, ok, detail, records)
