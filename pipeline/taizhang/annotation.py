"""Align gold and predicted mentions: where they stand in their text, what their names have in common; for training and for
evaluation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import regex


def spans(text: str, mentions: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """The span of each gold mention: the n-th occurrence of its words."""
    out = []
    for mention in mentions:
        at = -1
        for _ in range(mention.get("n", 1)):
            at = text.find(mention["text"], at + 1)
        out.append((at, at + len(mention["text"])))
    return out


def pair(gold: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Gold index -> found index of spans that overlap, one to one, largest shared part first."""
    options = [
        (shared / max(b - a, d - c), i, j)
        for i, (a, b) in enumerate(gold)
        for j, (c, d) in enumerate(found)
        if (shared := min(b, d) - max(a, c)) > 0
    ]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(options, reverse=True):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def bare_name(name: str | None) -> str:
    """A party's name without what changes nothing: 中共, 人民, 委员会 as 委."""
    name = regex.sub(r"\s+", "", name or "")
    return regex.sub(r"^中国共产党|^中共", "", name).replace("人民政府", "政府").replace("委员会", "委")
