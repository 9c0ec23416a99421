"""Which inspection a bulletin speaks of."""

from __future__ import annotations

from taizhang.types import Campaign, Draft


def campaign(draft: Draft, doc_type: str | None, domain: str | None) -> Campaign | None:
    """The campaign with level, kind, round, batch, inspector, region, period and feedback date; None if none is told."""
    return None
