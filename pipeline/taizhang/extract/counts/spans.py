"""Stretches of text, and which of them lie apart from others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from taizhang.types import Span


def apart(spans: Sequence[Span], *others: Sequence[Span]) -> list[int]:
    """Indices of the spans that overlap none of the others; each list of others is in order and without overlaps."""
    keep = list(range(len(spans)))
    for group in filter(None, others):
        starts, ends = [s for s, _ in group], [e for _, e in group]
        keep = [i for i in keep if bisect_left(starts, spans[i][1]) <= bisect_right(ends, spans[i][0])]
    return keep
