"""Rows of one party or one campaign as several bulletins tell them, made one."""

from __future__ import annotations

import datetime as dt
from typing import Final

from taizhang.write.rows import Row

_DAY: Final = dt.timedelta(days=1)
_VISIT: Final = dt.timedelta(days=6)  # no inspection is on site for less than a week: these are the days of a visit


def merge_party(known: dict[str, Row], row: Row) -> None:
    """The same party of many bulletins is one row with the aliases of all. Of two names the longer one stands, which tells in which city
    a district lies."""
    old = known.setdefault(row["party_id"], row)
    if old is not row:
        names = {old["name"], row["name"]}
        old["name"] = max(names, key=lambda name: (len(name), name))
        old["aliases"] = sorted({*old["aliases"], *row["aliases"], *names} - {old["name"]})


def merge_campaign(known: dict[str, Row], row: Row) -> None:
    """What one bulletin leaves open another may tell. Of two stays the one told more closely counts, of two names the longer one,
    which tells more; in all else the first in ledger order stands."""
    old = known.setdefault(row["campaign_id"], row)
    if _looseness(row) < _looseness(old):
        old["inspected_from"], old["inspected_to"] = row["inspected_from"], row["inspected_to"]
    old["name"] = max(old["name"], row["name"], key=lambda name: (len(name), name))
    for key, value in row.items():
        if old[key] is None:
            old[key] = value


def _looseness(row: Row) -> tuple[int, dt.timedelta]:
    """How loosely a stay is told: by its days, by whole months (4月至5月), by less than both ends; then how long it is, for a
    province's own stay is shorter than that of its batch."""
    if not row["inspected_from"] or not row["inspected_to"]:
        return 2, _DAY
    first, last = (dt.date.fromisoformat(row[column]) for column in ("inspected_from", "inspected_to"))
    if last - first <= _VISIT:
        return 2, _DAY
    by_months = first.day == 1 and (last + _DAY).day == 1
    return int(by_months), last - first
