"""Small whole numbers as people count with them: 十二, 两, 廿三, ⑫, 12. Figures with scales, fractions and signs (3.5万, 三分之二) are
read by `extract/counts/numerals.py`."""

from __future__ import annotations

from typing import Final

_NAMES: Final = "零一二三四五六七八九"
_ZEROES: Final = "零〇"
_DIGITS: Final = {name: value for value, name in enumerate(_NAMES)} | dict.fromkeys("〇○ＯO0", 0) | {"两": 2}


def read_numeral(printed: str) -> int | None:
    """A number below a thousand in Chinese numerals, one in a circle, or any in Arabic ones; None where it is none."""
    if printed.isdecimal():
        return int(printed)
    hundreds, hundred, rest = printed.partition("百")
    if not hundred:
        return _below_hundred(printed)
    below = _below_hundred(rest.lstrip(_ZEROES)) if rest else 0
    if not _DIGITS.get(hundreds) or below is None or (rest and (below < 10) != (rest[0] in _ZEROES)):
        return None  # 一百二 is short for another number
    return _DIGITS[hundreds] * 100 + below


def _below_hundred(printed: str) -> int | None:
    head, ten, tail = printed.replace("廿", "二十").partition("十")
    if not ten:
        return 1 + ord(head) - ord("①") if len(head) == 1 and "①" <= head <= "⑳" else _DIGITS.get(head)
    if (head and head not in _DIGITS) or (tail and tail not in _DIGITS):
        return None
    return (_DIGITS[head] if head else 1) * 10 + (_DIGITS[tail] if tail else 0)


def read_digits(printed: str) -> int:
    """A number spelt digit by digit: 二〇一七 is 2017. Raises KeyError for what is no digit."""
    value = 0
    for digit in printed:
        value = value * 10 + _DIGITS[digit]
    return value


def write_numeral(value: int) -> str:
    """12 as 十二; from 1 to 999. Raises ValueError for another number."""
    if not 0 < value < 1000:
        raise ValueError(f"{value} is not between 1 and 999")
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    ten = (
        f"{_NAMES[tens]}十" if tens > 1 or (tens and hundreds) else "十" if tens else "零" if hundreds and ones else ""
    )
    return (f"{_NAMES[hundreds]}百" if hundreds else "") + ten + (_NAMES[ones] if ones else "")
