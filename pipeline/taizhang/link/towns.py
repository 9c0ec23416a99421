"""The division that a bulletin's towns tell, where it never names it: 县委巡察组向某某镇党委反馈."""

from __future__ import annotations

from functools import reduce

from taizhang.extract.places.towns import towns_named
from taizhang.link.page import Page, city_of, covers
from taizhang.link.single import Single
from taizhang.types import Region


def of_its_towns(page: Page, speaks: Single) -> Region | None:
    """The one county in which all towns of the text can lie, or its city or province where the bulletin speaks as one (市委, 全省);
    None where they can lie in several, where it speaks as another level, or where they lie outside all that it names."""
    towns = dict(towns_named(page.text))
    if not towns:
        return None
    named = {p.region.adcode for p in page.places if p.region.adcode}
    inside = [
        frozenset(c for c in codes if not named or any(c == n or covers(n, c) for n in named))
        for codes in towns.values()
    ]
    if not all(inside):
        return None
    counties = reduce(frozenset.intersection, inside)
    cities = {city_of(c) for c in counties or reduce(frozenset.union, inside)}
    if len(counties) != 1:
        return page.region(cities.pop()) if len(cities) == 1 and len(towns) > 1 and speaks.as_level("市") else None
    county = page.region(next(iter(counties)))
    if county is None or county.adcode is None:
        return None
    if speaks.as_level(county.name[-1]):
        return county
    if speaks.as_level("县") or speaks.as_level("区"):
        return None
    if speaks.as_level("市"):
        return page.region(city_of(county.adcode))
    return page.region(county.adcode[:2] + "0000") if speaks.as_level("省") else county
