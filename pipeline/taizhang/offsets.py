"""Edits of a text, and the map between the edited text and the original, both ways."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.errors import TaizhangError


class Edit(NamedTuple):
    """Replace `[start, end)` of a text by `after`; `kind` names the damage it undoes."""

    start: int
    end: int
    after: str
    kind: str


class Run(NamedTuple):
    """A stretch of text beside the stretch of source it came from; `copied`: character by character, else as a whole."""

    text_start: int
    text_end: int
    source_start: int
    source_end: int
    copied: bool


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps spans between a text and its source.

    The runs cover the text wholly, in order and without gaps; their source spans never step back, and what lies
    between them was removed. A span that touches a run that was not copied takes in the whole of that run on the
    other side.
    """

    runs: tuple[Run, ...]
    _text_starts: list[int] = field(init=False, repr=False, compare=False)
    _source_ends: list[int] = field(init=False, repr=False, compare=False)
    _source_starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_text_starts", [r.text_start for r in self.runs])
        object.__setattr__(self, "_source_starts", [r.source_start for r in self.runs])
        object.__setattr__(self, "_source_ends", [r.source_end for r in self.runs])

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text that was not changed."""
        return cls((Run(0, length, 0, length, True),) if length else ())

    @property
    def is_identity(self) -> bool:
        """Whether text and source are the same, offset for offset."""
        return not self.runs or (len(self.runs) == 1 and self.runs[0].copied and self.runs[0].source_start == 0)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a text span, both half-open; an empty span gives an empty span."""
        if not self.runs:
            return 0, 0
        first = self.runs[max(bisect_right(self._text_starts, start) - 1, 0)]
        begin = first.source_start + (min(start, first.text_end) - first.text_start if first.copied else 0)
        if end <= start:
            return begin, begin
        last = self.runs[max(bisect_right(self._text_starts, end - 1) - 1, 0)]
        finish = last.source_start + min(end, last.text_end) - last.text_start if last.copied else last.source_end
        return begin, max(begin, finish)

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """The text span that came from a source span; empty where that stretch of the source was removed."""
        first = bisect_right(self._source_ends, start)
        if first == len(self.runs):
            at = self.runs[-1].text_end if self.runs else 0
            return at, at
        run = self.runs[first]
        begin = run.text_start + (max(start - run.source_start, 0) if run.copied else 0)
        last = bisect_left(self._source_starts, end) - 1
        if end <= start or last < first:
            return begin, begin
        run = self.runs[last]
        finish = run.text_start + min(end, run.source_end) - run.source_start if run.copied else run.text_end
        return self._with_inserted(first, last, start, end, (begin, max(begin, finish)))

    def _with_inserted(self, first: int, last: int, start: int, end: int, found: tuple[int, int]) -> tuple[int, int]:
        """`found`, with what a repair put in right at the borders of the source span, where nothing had stood."""
        begin, finish = found
        if first and self.runs[first - 1].source_start == start == self.runs[first - 1].source_end:
            begin = self.runs[first - 1].text_start
        if last + 1 < len(self.runs) and self.runs[last + 1].source_start == end == self.runs[last + 1].source_end:
            finish = self.runs[last + 1].text_end
        return begin, finish

    def then(self, later: OffsetMap) -> OffsetMap:
        """The map of two edits in a row: `self` leads to the source, `later` leads to the text of `self`."""
        if later.is_identity:
            return self
        if self.is_identity:
            return later
        return OffsetMap(tuple(_merge(piece for run in later.runs for piece in self._through(run))))

    def _through(self, run: Run) -> Iterator[Run]:
        """A run of a later map, led on to the source and cut at this map's borders."""
        if not run.copied:
            yield Run(run.text_start, run.text_end, *self.to_source(run.source_start, run.source_end), False)
            return
        shift = run.text_start - run.source_start
        at = max(bisect_right(self._text_starts, run.source_start) - 1, 0)
        while at < len(self.runs) and self.runs[at].text_start < run.source_end:
            mine = self.runs[at]
            start, end = max(mine.text_start, run.source_start), min(mine.text_end, run.source_end)
            if mine.copied:
                moved = mine.source_start - mine.text_start
                yield Run(start + shift, end + shift, start + moved, end + moved, True)
            else:
                yield Run(start + shift, end + shift, mine.source_start, mine.source_end, False)
            at += 1


def _merge(runs: Iterator[Run]) -> Iterator[Run]:
    """Join neighbouring copied runs that continue each other in text and source."""
    held: Run | None = None
    for run in runs:
        if held and held.copied and run.copied and held[1:4:2] == run[0:4:2]:
            held = Run(held.text_start, run.text_end, held.source_start, run.source_end, True)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def apply_edits(text: str, edits: Sequence[Edit]) -> tuple[str, OffsetMap]:
    """Apply edits that do not overlap, in any order; returns the new text and the map from it back to `text`.

    A replacement as long as what it replaces is mapped character by character.

    Raises TaizhangError if two edits overlap.
    """
    if not edits:
        return text, OffsetMap.identity(len(text))
    parts: list[str] = []
    runs: list[Run] = []
    at = length = 0
    for edit in sorted(edits):
        if edit.start < at:
            raise TaizhangError(f"edits overlap at {edit.start}: this is a bug in the restore stage, please report it")
        for piece, start, end in ((text[at : edit.start], at, edit.start), (edit.after, edit.start, edit.end)):
            if piece:
                parts.append(piece)
                runs.append(Run(length, length + len(piece), start, end, len(piece) == end - start))
                length += len(piece)
        at = edit.end
    if at < len(text):
        parts.append(text[at:])
        runs.append(Run(length, length + len(text) - at, at, len(text), True))
    return "".join(parts), OffsetMap(tuple(_merge(iter(runs))))
