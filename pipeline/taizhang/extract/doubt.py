"""Nothing is read out of a doubtful repair: what touches one is dropped, a count's value becomes unknown.

A count keeps its place and its noun, because the bulletin does count something there; only how many is not known.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from taizhang.types import CountMention, Quantity

Spans = Sequence[tuple[int, int]]


class _Mention(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_M = TypeVar("_M", bound=_Mention)


def without_doubtful(mentions: Iterable[_M], doubtful: Spans) -> tuple[_M, ...]:
    """The mentions that touch no doubtful span (sorted, half-open spans of the same text)."""
    return tuple(m for m in mentions if not touches(m, doubtful)) if doubtful else tuple(mentions)


def unknown_where_doubtful(counts: tuple[CountMention, ...], doubtful: Spans) -> tuple[CountMention, ...]:
    """The counts, those that touch a doubtful span with an unknown value and confidence 0."""
    return tuple(_unknown(c) if touches(c, doubtful) else c for c in counts) if doubtful else counts


def touches(mention: _Mention, spans: Spans) -> bool:
    """Whether a mention shares a character with one of the sorted spans."""
    at = bisect_left(spans, (mention.end, -1)) - 1
    return at >= 0 and spans[at][1] > mention.start


def _unknown(count: CountMention) -> CountMention:
    return replace(
        count, value=Quantity(None, None, count.value.comparator, count.value.unit), part_of=None, confidence=0.0
    )
