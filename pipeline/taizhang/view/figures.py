"""The figures of a ledger, as a sheet lists them: what bulletins say that tell of no task by itself."""

from __future__ import annotations

from typing import Any

from taizhang.ledger import Ledger
from taizhang.view.bulletins import bulletins_of
from taizhang.view.places import region_names

Row = dict[str, Any]


def figures_of(ledger: Ledger) -> list[Row]:
    """The rows of `counts` with the `bulletin` they stand in, the `day` they are of and the name of their `region` (where they name
    none, those of the bulletin); bulletins by day, those without one behind, and figures as they stand in their bulletin."""
    bulletins = bulletins_of(ledger)
    counts = [count | {"place": _place(count, bulletins[count["doc_id"]])} for count in ledger.rows("counts")]
    regions = region_names({count["place"] for count in counts} - {None})
    told = [
        count
        | {
            "bulletin": document["bulletin"],
            "day": count["as_of"] or document["told_on"],
            "region": regions.get(count["place"]),
            "order": (document["told_on"] or "9999", document["source_uri"], document["doc_id"]),
        }
        for count in counts
        for document in (bulletins[count["doc_id"]],)
    ]
    return sorted(told, key=lambda count: (*count["order"], count["start_char"]))


def _place(count: Row, document: Row) -> str | None:
    """The code of the division a figure is for: its own, or the one its bulletin is about, if it is one."""
    code: str | None = count["region_adcode"]
    if code is None and len(document["regions"]) == 1:
        code = document["regions"][0]["adcode"]
    return code
