"""One match of the quantity pattern to a `Quantity`, or None where its numerals are none."""

from __future__ import annotations

from typing import NamedTuple

import regex

from taizhang.extract.counts.numerals import number, scaled
from taizhang.rules import cached, load_pack
from taizhang.types import Quantity
from taizhang.vocabulary import Comparator


@cached
def _after() -> dict[str, Comparator]:
    return dict(load_pack("count_figures").lexicons["after"])


class _Parts(NamedTuple):
    """The groups of the quantity pattern, all of them, in its order. One call gives them all; to ask a match for a group by its
    name takes three times as long as that. A scale stands behind a vague word (十余万), or alone or before one (十万余)."""

    hundredth: str | None
    part: str | None
    share: str | None
    a: str
    tenths: str | None
    tenths_more: str | None
    a_vague: str | None
    a_scale: str | None
    a_plain: str | None
    a_more: str | None
    a_unit: str | None
    a_bound: str | None
    b: str | None
    b_vague: str | None
    b_scale: str | None
    b_plain: str | None
    b_more: str | None
    unit: str
    after: str | None


def parse(match: regex.Match[str], before: Comparator | None) -> Quantity | None:
    """The value in its base unit: 7.132万元 is 71320 元, 约七成 7 成, 百分之三十五 35 %. `before` is the comparator ahead."""
    said = _Parts._make(match.groups())
    if said.hundredth:
        return _quantity(_value(said.hundredth, ""), None, before or _after().get(said.after or ""), "%")
    if said.part:
        return _quantity(number(f"{said.part}分之{said.share}"), None, before, "")
    vague = said.a_vague or said.a_more or said.b_vague or said.b_more or said.tenths_more or said.after
    comparator = (_after().get(vague) if vague else None) or before
    if said.tenths:
        return _quantity(_value(said.a, ""), None, before or comparator, "成")
    if not said.b:
        return _quantity(_value(said.a, said.a_scale or said.a_plain or ""), None, comparator, said.unit)
    return _range(said, said.b, comparator)


def _range(said: _Parts, upper: str, comparator: Comparator | None) -> Quantity | None:
    """5~7人, 2万元以上5万元以下, 1-2万件 (the scale of the upper end holds for both unless the lower has its own)."""
    upper_scale = said.b_scale or said.b_plain or ""
    scale = said.a_scale or said.a_plain or ("" if said.a_unit else upper_scale)
    low, high = _value(said.a, scale), _value(upper, upper_scale)
    if low is None or high is None or high < low:
        return None
    if said.a_bound or said.after in ("以下", "以内"):
        comparator = None
    return _quantity(low, high, comparator, said.unit)


def _value(printed: str, scale: str) -> float | None:
    printed = printed.rstrip()
    if printed.isascii():
        return scaled(printed, scale)
    return number(printed + scale)


def _quantity(low: float | None, high: float | None, comparator: Comparator | None, unit: str) -> Quantity | None:
    if low is None:
        return None
    return Quantity(low, high, comparator or "eq", "%" if unit == "％" else unit)
