"""Which of several bulletins is the newest: what it says of a task holds, in every view."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from taizhang.rules import compiled
from taizhang.write.rows import Row

_NUMBER: Final = compiled("[0-9]+")
_DIGITS: Final = 20  # numbers of fewer are put in order


def told_on(document: Row) -> str | None:
    """The day a bulletin tells of: when it was published, else the day of which it reports."""
    day: str | None = document["published_on"] or document.get("reported_on")  # which older ledgers lack
    return day


def newest_first(told: Iterable[Row]) -> list[Row]:
    """Rows with `told_on`, `source_uri` and `doc_id` from the newest on; those of one bulletin stay in their order. Among those of one
    day or none, what is called by the higher number (台账10月.xlsx, 台账2月.xlsx) is the newer; what has no day is newer than none that has."""
    return sorted(told, key=_age, reverse=True)


def _age(row: Row) -> tuple[str, str, str, str]:
    uri = row["source_uri"]
    return row["told_on"] or "", _in_order(Path(uri).name), _in_order(uri), row["doc_id"]


def _in_order(name: str) -> str:
    """A name that sorts by the numbers in it."""
    return str(_NUMBER.sub(lambda number: number[0].zfill(_DIGITS), name))
