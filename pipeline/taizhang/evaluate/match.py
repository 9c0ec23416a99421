"""When a predicted value counts as the gold one. The conventions are those of the annotation guide's scorer."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import regex

_SAME_UNIT: Final = {"％": "%", "百分点": "个百分点", "元人民币": "元", "名": "人", "位": "人", "宗": "件", "间": "家"}
_OBJECT_NOISE = str.maketrans("（）", "()", '的、 “”"《》')
MIN_TITLE: Final = 0.5  # Dice of character bigrams from which two task titles are the same task


def same_number(a: float | None, b: float | None) -> bool:
    """Equal to six digits; None only to None."""
    if a is None or b is None:
        return a is b
    return math.isclose(float(a), float(b), rel_tol=1e-6, abs_tol=1e-6)


def same_unit(a: str | None, b: str | None) -> bool:
    """The same unit, or one that counts the same things (名 and 人)."""
    a, b = a or "", b or ""
    return _SAME_UNIT.get(a, a) == _SAME_UNIT.get(b, b)


def same_object(a: str | None, b: str | None) -> bool:
    """One holds the other, or they share most of their characters (隐患问题, 问题隐患)."""
    a, b = ((x or "").translate(_OBJECT_NOISE) for x in (a, b))
    if not a or not b:
        return False
    shared = sum((Counter(a) & Counter(b)).values())
    return a == b or (min(len(a), len(b)) >= 2 and (a in b or b in a)) or 2 * shared / (len(a) + len(b)) >= 0.7


def dice(a: str | None, b: str | None) -> float:
    """Similarity of two titles: Dice coefficient of their character bigrams, 0 to 1."""
    x, y = _bigrams(a or ""), _bigrams(b or "")
    total = sum(x.values()) + sum(y.values())
    return 2 * sum((x & y).values()) / total if total else 0.0


def _bigrams(text: str) -> Counter[str]:
    letters = regex.sub(r"[\W_]+", "", text)
    return Counter(letters[i : i + 2] for i in range(len(letters) - 1))


def pair_tasks(gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> dict[int, int]:
    """Gold index -> found index of tasks whose titles (or beginning of the problem) are alike."""
    options = sorted(
        (
            (max(dice(g["title"], f["title"]), dice(g["title"], (f["problem"] or "")[:60])), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for value, i, j in options:
        if value >= MIN_TITLE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs
