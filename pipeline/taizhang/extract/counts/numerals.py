"""Numerals as printed to numbers: Arabic, Chinese, banker's, full-width, mixed (3.5万, 两千多, 1万600, 三点一四, 二〇一七).

In: the numeral alone, without unit and comparator. Out: a float, or None where the string is no numeral. Spoken
ellipsis counts as people say it: 两千六 is 2600, 一百二 is 120.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from taizhang.rules import compiled

_FOLD: Final = str.maketrans(
    "０１２３４５６７８９．，／－＋　○〇零一二两兩俩倆三仨四五六七八九壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億點負",
    "0123456789.,/-+ 00012222233456789122334566789十百千万亿点负",
)
_APART: Final = str.maketrans("", "", ",， ")  # what parts thousands
# 二三十, 三四万: an estimate in words, no figure.
_SEVERAL: Final = compiled("(?<![〇○零一二两三四五六七八九十百千万亿点])[一二两三四五六七八九]{2}[十百千万亿]")
_LONGEST: Final = 80
_TENS: Final = {"廿": "2十", "卅": "3十", "卌": "4十"}
_SCALES: Final = (("千", 1000), ("百", 100), ("十", 10))
_EXPONENTS: Final = {
    "": 0,
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}


def scaled(digits: str, scale: str) -> float | None:
    """`digits` (plain Arabic, separators allowed) times `scale` (万, 千万, 亿, …), rounded as the decimal is: 7.132万 is 71320."""
    exponent = _EXPONENTS.get(scale)
    if exponent is None:
        return None
    try:
        return (
            float(digits) if exponent == 0 and digits.isdecimal() else float(f"{digits.translate(_APART)}e{exponent}")
        )
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def number(printed: str) -> float | None:
    """The value of a numeral, None where it is none: 一百二十三 is 123, 3.5万 is 35000, 负十 is -10, 一又十分之一 is 1.1."""
    if len(printed) > _LONGEST:
        return None
    if _SEVERAL.search(printed):
        return None
    text = printed.translate(_FOLD).replace(" ", "").replace(",", "")
    for sign in ("负", "-"):
        if text.startswith(sign):
            value = number(text[1:]) if len(text) > 1 else None
            return None if value is None else -value
    digits, exponent, power = text.lower().partition("e")
    if exponent:
        return _power_of_ten(digits, power)
    if text.endswith(("K", "k", "M")):
        return scaled(text[:-1], "百万" if text.endswith("M") else "千")
    return _mixed(text)


def _power_of_ten(digits: str, power: str) -> float | None:
    try:
        return float(f"{digits}e{power}")
    except ValueError:
        return None


def _mixed(text: str) -> float | None:
    """A whole number and a fraction: 一又十分之一, 三分之二."""
    whole, joined, part = text.rpartition("又")
    if not joined:
        return fraction(part) if "分" in part or "/" in part else _above_ten_thousand(part)
    a, b = _above_ten_thousand(whole), fraction(part)
    return None if a is None or b is None else a + b


def fraction(text: str) -> float | None:
    """N分之M (also N分M after 又, and M/N) as a quotient; None where it is no fraction or N is zero."""
    below, slashed, above = text.partition("/")
    if slashed:
        below, above = above, below
    else:
        below, _, above = text.partition("分")
    bottom, top = number(below), number(above.lstrip("之"))
    return None if top is None or not bottom else top / bottom


def _above_ten_thousand(text: str) -> float | None:
    for unit, scale in (("兆", 12), ("亿", 8), ("万", 4)):
        left, found, right = text.rpartition(unit)
        if found:
            return _join(_above_ten_thousand(left) if left else None, scale, right, _above_ten_thousand)
    return _below_ten_thousand(text)


def _join(left: float | None, exponent: int, right: str, parse: Callable[[str], float | None]) -> float | None:
    """left * 10**exponent + right, where a single trailing digit stands for the next lower unit (一万五 is 15000)."""
    if left is None:
        return None
    high = round(left * 10.0**exponent, 6)
    if not right:
        return high
    if right[0] in "123456789" and right[1:2] in ("", "点"):  # 一千六点五 is 1600.5
        rest = _decimal(f"0点{right[2:] or 0}")
        return None if rest is None else high + float(right[0]) * 10.0 ** (exponent - 1) + rest
    low = parse(right.lstrip("0") or "0")
    return None if low is None else high + low


def _below_ten_thousand(text: str) -> float | None:
    for mark, digits in _TENS.items():
        text = text.replace(mark, digits)
    for unit, scale in _SCALES:
        left, found, right = text.partition(unit)
        if found:
            left = left.lstrip("0") if left.strip("0") else ""
            head = _decimal(left) if left else 1.0
            if head is None:
                return None
            if right and "点" in right and right[1:2] != "点" and not any(u in right for u, _ in _SCALES):
                low = _decimal(right)
                return None if low is None else head * scale + low
            return _join(head, len(str(scale)) - 1, right, _below_ten_thousand)
    return _decimal(text)


def _decimal(text: str) -> float | None:
    """Plain digits with a decimal point or 点; 半 is a half."""
    if text == "半":
        return 0.5
    half = text.endswith("半") and len(text) > 1
    text = text.replace("点", ".").rstrip("半")
    if not text or not text.isascii() or text.strip("0123456789.") or text.count(".") > 1 or text == ".":
        return None
    return float(text) + 0.5 * half
