"""The dates, bodies and places of a bulletin, by where they stand in its text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

from taizhang.types import DateMention, PartyMention, PlaceMention, Span

_Mention = TypeVar("_Mention", DateMention, PartyMention, PlaceMention)


def starting_in(mentions: Sequence[_Mention], span: Span) -> Sequence[_Mention]:
    """The mentions that begin in a stretch; mentions stand in the order of the text."""
    first, behind = (bisect_left(mentions, at, key=lambda m: m.start) for at in span)
    return mentions[first:behind]
