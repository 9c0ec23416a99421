"""The names behind the division codes of a ledger, so that a query can group by city or province."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from taizhang.extract.places.gazetteer import Division, gazetteer


class Named(NamedTuple):
    """A division with those it lies in, by name as of now. `prefecture`: what lies directly below the province; a county may."""

    adcode: str
    name: str
    prefecture: str | None
    province: str | None


def named(codes: Iterable[str]) -> list[Named]:
    """The divisions of these codes, in the order of the codes; those that never were are left out."""
    found = (gazetteer().division(code) for code in sorted(codes))
    return [_named(division) for division in found if division]


def _named(division: Division) -> Named:
    line = [division]
    while above := gazetteer().parent(line[-1].code):
        line.append(above)
    *below, province = line
    return Named(division.code, division.name, below[-1].name if below else None, province.name)
