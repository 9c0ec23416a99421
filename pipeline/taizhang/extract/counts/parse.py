"""One match of the quantity pattern to a `Quantity`, or None where its numerals are none."""

from __future__ import annotations

import regex

from taizhang.extract.counts.numerals import number, scaled
from taizhang.rules import cached, load_pack
from taizhang.types import Comparator, Quantity


@cached
def _after() -> dict[str, Comparator]:
    return dict(load_pack("counts").lexicons["after"])


def parse(match: regex.Match[str], before: str | None) -> Quantity | None:
    """The value in its base unit: 7.132万元 is 71320 元, 约七成 7 成, 百分之三十五 35 %. `before` is the comparator ahead."""
    percent, part = match["hundredth"], match["part"]
    if percent:
        return _quantity(_value(percent, ""), None, before or _after().get(match["after"] or ""), "%")
    if part:
        return _quantity(number(f"{part}分之{match['share']}"), None, before, "")
    vague = match["a_vague"] or match["b_vague"] or match["tenths_more"] or match["after"] or ""
    comparator = _after().get(vague) or before
    if match["tenths"]:
        return _quantity(_value(match["a"], ""), None, before or comparator, "成")
    unit = match["unit"]
    if not match["b"]:
        return _quantity(_value(match["a"], match["a_scale"]), None, comparator, unit)
    return _range(match, comparator, unit)


def _range(match: regex.Match[str], comparator: str | None, unit: str) -> Quantity | None:
    """5~7人, 2万元以上5万元以下, 1-2万件 (the scale of the upper end holds for both unless the lower has its own)."""
    scale = match["a_scale"] or ("" if match["a_unit"] else match["b_scale"])
    low, high = _value(match["a"], scale), _value(match["b"], match["b_scale"])
    if low is None or high is None or high < low:
        return None
    if match["a_bound"] or match["after"] in ("以下", "以内"):
        comparator = None
    return _quantity(low, high, comparator, unit)


def _value(printed: str, scale: str) -> float | None:
    printed = printed.rstrip()
    if printed.isascii():
        return scaled(printed, scale)
    return number(printed + scale)


def _quantity(low: float | None, high: float | None, comparator: str | None, unit: str) -> Quantity | None:
    if low is None:
        return None
    return Quantity(low, high, comparator or "eq", "%" if unit == "％" else unit)  # type: ignore[arg-type]
