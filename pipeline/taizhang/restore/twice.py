"""A body printed twice: the second copy is dropped, or every count would double."""

from __future__ import annotations

from taizhang.restore.work import Finding

_LEAST = 100
"""A body shorter than this may well be two like lines of a table."""


def doubled(text: str) -> list[Finding]:
    """The second copy where the whole of a text, but for a few lines at its ends, stands in it twice."""
    if len(text) < 2 * _LEAST:
        return []
    for probe in _probes(text):
        at = text.find(probe)
        again = text.find(probe, at + len(probe))
        if again < 0:
            continue
        same = _common(text, at, again)
        if same >= _LEAST and (again - at) - same <= max(40, same // 10) and same * 2 >= len(text) * 0.7:
            return [Finding(again, again + same, "", "doubled")]
    return []


def _probes(text: str) -> list[str]:
    """The first two long stretches of the text, each of 24 characters."""
    lines = [line.strip() for line in text[:2000].split("\n")]
    return [line[:24] for line in lines if len(line) >= 24][:2]


def _common(text: str, first: int, second: int) -> int:
    """How many characters agree from two places on, white space at the second's end apart; found by halving."""
    low, high = 0, min(second - first, len(text) - second)
    while low < high:
        middle = (low + high + 1) // 2
        if text.startswith(text[first + low : first + middle], second + low):
            low = middle
        else:
            high = middle - 1
    return low
