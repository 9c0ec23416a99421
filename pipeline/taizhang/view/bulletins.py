"""The bulletins of a ledger, with what every view shows of one: its name and the day it tells of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from taizhang.ledger import Ledger

Row = dict[str, Any]


def bulletins_of(ledger: Ledger) -> dict[str, Row]:
    """The rows of `documents` by their id, each with its name as `bulletin` and the day `told_on`: when it was published, else the last
    day as of which it reports. Monthly lists are seldom dated otherwise, and the newest of them is the one that holds."""
    reported: dict[str, str] = {}
    for date in ledger.rows("dates"):
        if date["role"] == "as_of" and date["to_date"]:
            reported[date["doc_id"]] = max(date["to_date"], reported.get(date["doc_id"], ""))
    return {
        document["doc_id"]: document
        | {
            "bulletin": document["title"] or Path(document["source_uri"]).name,
            "told_on": document["published_on"] or reported.get(document["doc_id"]),
        }
        for document in ledger.rows("documents")
    }
