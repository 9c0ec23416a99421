"""Numbers of rounds, batches and counted lists: small, in Chinese or Arabic numerals."""

from __future__ import annotations

_NUMERALS = "零一二三四五六七八九"


def read_number(printed: str) -> int:
    """十二, 两 or 12 as a number; up to 99."""
    printed = printed.replace("两", "二")
    if printed.isdigit():
        return int(printed)
    if "十" not in printed:
        return _NUMERALS.index(printed[0])
    tens, _, ones = printed.partition("十")
    return (_NUMERALS.index(tens) if tens else 1) * 10 + (_NUMERALS.index(ones) if ones else 0)


def write_number(value: int) -> str:
    """12 as 十二; from 1 to 99."""
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十") + (_NUMERALS[ones] if ones else "")
