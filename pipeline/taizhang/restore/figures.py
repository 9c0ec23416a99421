"""Damage to numbers and dates: 年 and 月 lost between digits, a leading digit lost. Never guessed: one reading or none."""

from __future__ import annotations

import regex

from taizhang.restore.work import Finding
from taizhang.rules import compiled

_YEAR = compiled(r"(?:19|20)\d\d年")
_LONG = compiled(r"\d{3}[月日]")  # what all of _RUN hold
_RUN = compiled(
    r"(?=\d{3})(?:"  # what all of them begin with: most places are passed by at a glance
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<rest>\d{1,4})(?P<unit>[月日])"
    r"|(?<=(?:19|20)\d\d年)(?P<month_day>\d{3,4})日"
    r"|(?<=\d日[-—–~～至到])(?P<second>\d{3,4})日"
    # A number of days (历时120日) stands elsewhere, and no day follows it as its end.
    r"|(?<![\d.])(?P<first>\d{3,4})日(?=[-—–~～至到]\d{1,2}日)"
    r"|(?<=^\s*|[。；;\n]\s*|于|截至)(?P<bare>\d{3,4})日(?=[,，]|上午|下午|晚))"
)
_ODD_RUN = compiled(
    r"(?<=[\p{Han}”》）)])[?\ufffd]\d[\d.,]*(?:[万亿千百])?(?:\p{Han}|%)?"
    # What is left of 罚款 with a digit: no question ends before an amount of money, or begins behind a comma.
    r"|(?<=[，、；,;])？[\d.]+[万亿千百]?\p{Han}?|(?<=\p{Han})？[\d.]+[万亿]?元"
)
_ASKS = frozenset("吗呢么谁吧何样办的啊了否")
_LEAP = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _month_days(digits: str) -> list[tuple[str, str]]:
    """All ways to read three or four digits as month and day."""
    pairs = [(digits[:cut], digits[cut:]) for cut in (1, 2) if cut < len(digits)]
    return [(m, d) for m, d in pairs if len(d) <= 2 and 1 <= int(m) <= 12 and 1 <= int(d) <= _LEAP[int(m)]]


def lost_units(text: str) -> list[Finding]:
    """年 and 月 to put back where the digits allow one reading (2025912日); else the run is doubtful (2021111日)."""
    found: list[Finding] = []
    for match in _RUN.finditer(text) if _LONG.search(text) else ():
        found += _put_back(match)
    return found


def _put_back(match: regex.Match[str]) -> list[Finding]:
    if match["year"] and match["unit"] == "月":
        if len(match["rest"]) <= 2 and 1 <= int(match["rest"]) <= 12:
            return [Finding(match.end("year"), match.end("year"), "年", "date")]
        return []
    digits = next((match[name] for name in ("rest", "month_day", "second", "first", "bare") if match[name]), "")
    if match["year"] and len(digits) < 2:
        return []
    readings = _month_days(digits)
    at = match.start("rest") if match["year"] else match.start()
    if len(readings) > 1:
        return [Finding(*match.span(), match[0], "date", 1 / len(readings), applied=False)]
    if not readings:
        return []
    year = [Finding(at, at, "年", "date")] if match["year"] else []
    middle = at + len(readings[0][0])
    return [*year, Finding(middle, middle, "月", "date")]


def lost_digits(text: str) -> list[tuple[int, int]]:
    """Spans of figures whose first digit is gone (企?026家). After a word that asks, ? is a question mark."""
    return [m.span() for m in _ODD_RUN.finditer(text) if not _is_question(text, m)]


def _is_question(text: str, match: regex.Match[str]) -> bool:
    if "元" in match[0] or text[match.start() - 1] in "，、；,;":
        return False
    whole_year = _YEAR.match(text, match.start() + 1) is not None
    return text[match.start() - 1] in _ASKS or whole_year
