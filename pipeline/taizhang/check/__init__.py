"""Does the bulletin agree with itself? Parts against wholes, rates, orders. Reports, never repairs. See `docs/check.md`.

A false alarm costs trust, so a check fails only where the text leaves no other reading; what could be read in two ways is
reported when it agrees and passed over when it does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.check.agreement import headlines, statuses, totals
from taizhang.check.order import periods
from taizhang.check.rates import percentages, rates
from taizhang.check.sums import sums
from taizhang.types import Campaign, Check, Draft, Task

__all__ = ["checks"]


def checks(draft: Draft, tasks: Sequence[Task], campaign: Campaign | None) -> tuple[Check, ...]:
    """All findings, passing and failing, in the order of the rules. `records` index the draft's counts and dates, and
    the bulletin's tasks."""
    return (
        *sums(draft), *rates(draft), *percentages(draft), *periods(draft, tasks, campaign),
        *totals(draft), *headlines(draft), *statuses(draft),
    )  # fmt: skip
