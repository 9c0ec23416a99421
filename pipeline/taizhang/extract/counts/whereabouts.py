"""Of what day and place a figure is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from taizhang.extract.dates.standing import Standing
from taizhang.types import DateMention, PlaceMention, Span

_AND = frozenset("、和与及")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The days and places of a text, ready to be asked for a figure's."""

    text: str
    standing: Standing
    places: Sequence[PlaceMention]
    _place_ends: Sequence[int]
    _names: Mapping[int, int]  # of places and bodies: where each begins and ends
    _named: Sequence[int]  # where these begin, in order

    @classmethod
    def of(
        cls, text: str, dates: Sequence[DateMention], places: Sequence[PlaceMention], named: Sequence[Span]
    ) -> Whereabouts:
        """Those of a text; `named` are the places and bodies in it."""
        standing = Standing.of(text, dates)
        return cls(text, standing, places, [p.end for p in places], dict(named), [n[0] for n in named])

    def place(self, start: int, end: int) -> PlaceMention | None:
        """The last place that ends within `start`..`end`, None where there is none."""
        at = bisect_right(self._place_ends, end) - 1
        return self.places[at] if at >= 0 and self.places[at].start >= start else None

    def is_joined(self, place: PlaceMention, start: int) -> bool:
        """Whether a place is the last of a list in the stretch that begins at `start`: 望城区、宁乡市、浏阳市完成12处, 望城区某厂、宁乡市某店2处
        are of none of them alone."""
        before = self.place(start, place.start - 1)
        return before is not None and not _AND.isdisjoint(self.text[before.end : place.start])

    def names_any(self, start: int, end: int) -> bool:
        """Whether a place or body is named that begins within `start`..`end`."""
        at = bisect_left(self._named, start)
        return at < len(self._named) and self._named[at] < end

    def behind_name(self, phrase: Span, meets: bool) -> Span:
        """A phrase without the place it begins with, or the body where that does not meet: 矿山企业 of 建始县矿山企业, 排口问题 of
        县水务局排口问题, but 县政府常务会."""
        start, end = phrase
        place = self.place(start, end - 2)
        behind = place.end if place is not None else start if meets else self._names.get(start, start)
        return (behind, end) if behind < end - 1 else phrase

    def ending_at(self, end: int) -> PlaceMention | None:
        """The place that ends at `end`."""
        at = bisect_left(self._place_ends, end)
        return self.places[at] if at < len(self.places) and self._place_ends[at] == end else None
