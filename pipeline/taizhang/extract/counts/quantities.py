"""Bare numbers, money and percentages of any Chinese text, without looking at what they count.

Wider than `counts`: a number needs no unit here, and foreign money, 折 and signs are read. Used where a text is no
bulletin, as in the benchmark of time and number expressions. The knowledge lies in `rules/quantities.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

import regex

from taizhang.extract.counts.numerals import number
from taizhang.rules import cached, compiled, load_pack
from taizhang.types import Quantity
from taizhang.vocabulary import Comparator

Sort = Literal["number", "money", "percent"]
_DASHES = frozenset("-－–~～—至到")


class Bare(NamedTuple):
    """A quantity by itself. The unit of money is its ISO 4217 code (CNY where none is printed), of percentages % or
    个百分点, of numbers nothing."""

    start: int
    end: int
    kind: Sort
    value: Quantity


class _Grammar(NamedTuple):
    pattern: regex.Pattern[str]
    currencies: Mapping[str, str]
    bounds: Mapping[str, Comparator]


@cached
def _grammar() -> _Grammar:
    pack = load_pack("quantities")
    lists = (pack.lexicons["currencies"], pack.lexicons["symbols"])
    codes = {word: code for words in lists for code, group in words.items() for word in group}
    union = "|".join(f"(?:{rule.pattern})" for rule in pack.group("quantities"))
    return _Grammar(compiled(union), codes, pack.lexicons["bounds"])


def quantities(text: str) -> list[Bare]:
    """All bare quantities of `text`, in order, never overlapping; money with both its ends is one. Numerals inside dates
    and names are not told apart: the caller drops those that touch its dates."""
    found: list[Bare] = []
    for bare in _found(text):
        joint = _range(text, found[-1], bare) if found else None
        if joint is not None:
            found[-1] = joint
        else:
            found.append(bare)
    return found


def _found(text: str) -> Iterator[Bare]:
    for match in _grammar().pattern.finditer(text):
        bare = _read(match)
        if bare is not None:
            yield bare


def _range(text: str, low: Bare, high: Bare) -> Bare | None:
    """五元六角-五元七毛 is one sum with two ends; numbers and percentages by a dash may be anything."""
    left, right = low.value, high.value
    if (
        low.kind != "money"
        or high.kind != "money"
        or left.unit != right.unit
        or text[low.end : high.start] not in _DASHES
    ):
        return None
    if left.value is None or right.value is None or left.value >= right.value:
        return None
    return Bare(low.start, high.end, "money", Quantity(left.value, right.value, "eq", left.unit))


def _read(match: regex.Match[str]) -> Bare | None:
    for group, scale, unit in (("percent", 1.0, "%"), ("points", 1.0, "个百分点"), ("mille", 0.1, "%")):
        if match[group]:
            return _bare(match, "percent", number(match[group]), scale, unit)
    if match["tenths"]:
        tenths = number(f"{match['tenths']}点{match['more']}" if match["more"] else match["tenths"])
        return _bare(match, "percent", tenths, 10.0, "%")
    if match["share"]:
        below = number("一" + match["per_many"])
        return _bare(match, "percent", number(match["share"]), 100 / below if below else 0.0, "%")
    if match["off"]:
        return _bare(match, "percent", _discount(match["off"].replace(" ", "")), 1.0, "%")
    if match["number"]:
        return _bare(match, "number", _number(match["number"]), 12.0 if match["dozen"] else 1.0, "")
    if match["amount"] or match["jiao"] or match["fen"] or match["cents"]:
        return _money(match)
    return None


def _number(printed: str) -> float | None:
    """The value; a blank parts the whole from its fraction in 1 4/3."""
    whole, blank, part = printed.partition(" ")
    if blank and whole.isdecimal() and ("/" in part or "／" in part):
        a, b = number(whole), number(part)
        return None if a is None or b is None else a + b
    return number("半" if printed == "一半" else printed)


def _discount(printed: str) -> float | None:
    """九折 is 90 %, 九九折 99 %, 对折 50 %."""
    value = 5.0 if printed == "对" else number(printed)
    if value is None or value == 10:
        return None
    if printed == "半":
        return 50.0
    return value * 10 if value < 10 else value


def _money(match: regex.Match[str]) -> Bare | None:
    amount = number(match["amount"] + (match["of"] or "")) if match["amount"] else 0.0
    if amount is None:
        return None
    for group, part in (("jiao", 0.1), ("fen", 0.01), ("cents", 0.01)):
        if match[group]:
            amount += (number(match[group]) or 0.0) * part
    if match["tail"]:
        amount += (number(match["tail"].lstrip("零")) or 0.0) * (0.01 if match["tail"].startswith("零") else 0.1)
    code = _grammar().currencies.get(match["currency"] or match["symbol"] or "", "USD" if match["cents"] else "CNY")
    bare = _bare(match, "money", round(amount, 6), 1.0, code)
    low = _lower_end(match)
    if bare is None or low is None or low >= amount:
        return bare
    return bare._replace(value=Quantity(low, amount, "eq", code))


def _lower_end(match: regex.Match[str]) -> float | None:
    """The lower end of 3到5万元: the scale of the upper end is its own, too."""
    if not match["low"]:
        return None
    low, scale = number(match["low"]), regex.search("[十百千]?[万亿]$", match["amount"] + (match["of"] or ""))
    scaled = number(match["low"] + scale[0]) if scale and not regex.search("[万亿]", match["low"]) else None
    return scaled or low


def _bare(match: regex.Match[str], kind: Sort, value: float | None, scale: float, unit: str) -> Bare | None:
    if value is None:
        return None
    words = (match["after"], match["vague"], match["before"])
    bounds = _grammar().bounds
    comparator: Comparator = next((bounds[word] for word in words if word), "eq")
    sign = -1.0 if match["sign"] else 1.0
    return Bare(*match.span(), kind, Quantity(sign * value * scale, None, comparator, unit))
