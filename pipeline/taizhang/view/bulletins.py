"""The bulletins of a ledger, with what every view shows of one: its name and the day it tells of."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from taizhang.ledger import Ledger
from taizhang.view.places import region_names

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


def counted(ledger: Ledger) -> list[Row]:
    """The bulletins by day, those without one behind, each with the names of its `region` and how many `tasks`, `complaints` and
    `figures` were read in it."""
    bulletins = bulletins_of(ledger)
    names = region_names({region["adcode"] for row in bulletins.values() for region in row["regions"]} - {None})
    kinds = Counter((task["doc_id"], task["kind"] == "complaint") for task in ledger.rows("tasks"))
    figures = Counter(count["doc_id"] for count in ledger.rows("counts"))
    counted = [
        row
        | {
            "region": "、".join(names.get(region["adcode"], region["name"]) for region in row["regions"]),
            "tasks": kinds[doc, False],
            "complaints": kinds[doc, True],
            "figures": figures[doc],
        }
        for doc, row in bulletins.items()
    ]
    return sorted(counted, key=lambda row: (row["told_on"] or "9999", row["source_uri"], row["doc_id"]))
