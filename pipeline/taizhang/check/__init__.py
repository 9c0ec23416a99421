"""Does the bulletin agree with itself? Parts against wholes, rates, orders. Reports, never repairs. See `docs/check.md`."""

from __future__ import annotations

from taizhang.types import Campaign, Check, Draft, Task


def checks(draft: Draft, tasks: tuple[Task, ...], campaign: Campaign | None) -> tuple[Check, ...]:
    """All findings, passing and failing."""
    return ()
