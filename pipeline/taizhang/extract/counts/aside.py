"""Figures of a page that is no bulletin: a notice of traffic or weather, a recruitment, a report on other work."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from taizhang.types import Draft
from taizhang.vocabulary import DocType

NO_BULLETIN: Final = "other"  # the doc_type of such a page


def with_asides(draft: Draft, doc_type: DocType | None) -> Draft:
    """The draft, whose figures are `other` where they were totals for want of anything said of them and the page is no bulletin:
    what is merely there is no whole of an inspection (14条航线停航), for nobody looked into it or deals with its parts."""
    if doc_type != NO_BULLETIN or not any(count.status == "total" for count in draft.counts):
        return draft
    counts = tuple(
        replace(count, status="other", rule_id=f"{count.rule_id} counts.aside") if count.status == "total" else count
        for count in draft.counts
    )
    return replace(draft, counts=counts)
