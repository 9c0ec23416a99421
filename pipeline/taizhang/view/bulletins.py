"""The bulletins of a ledger, with what every view shows of one: its name and the day it tells of."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from taizhang.ledger import Ledger
from taizhang.view.places import region_names
from taizhang.write.newest import told_on
from taizhang.write.reprints import reprints_of

Row = dict[str, Any]


def bulletins_of(ledger: Ledger) -> dict[str, Row]:
    """The rows of `documents` by their id, each with its name as `bulletin`, the day `told_on`, and the file name of the first bulletin
    that it is a `reprint` of, if it is."""
    rows = {
        document["doc_id"]: document
        | {"bulletin": document["title"] or Path(document["source_uri"]).name, "told_on": told_on(document)}
        for document in ledger.rows("documents")
    }
    reprints = reprints_of(rows.values(), ledger.rows("reprints"))
    names = {doc: Path(rows[first]["source_uri"]).name for doc, first in reprints.items()}
    return {doc: row | {"reprint": names.get(doc)} for doc, row in rows.items()}


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
