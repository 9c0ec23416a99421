"""What divisions are called where people read of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from taizhang.write.divisions import Named, named


def region_names(codes: Iterable[str]) -> dict[str, str]:
    """What the divisions of these codes are called, behind the name of the city they lie in (安阳市林州市, 北京市朝阳区)."""
    return {d.adcode: "".join(dict.fromkeys((*_city(d), d.name))) for d in named(codes)}


def _city(division: Named) -> Iterator[str]:
    if division.province and division.province.endswith("市"):
        yield division.province
    elif division.prefecture:
        yield division.prefecture
