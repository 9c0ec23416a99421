"""Let the search read a text where it may be damaged, and weigh what it says: what to put right, what to show, what to leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from taizhang.restore.page import Page
from taizhang.restore.repair import CONTEXT, Search
from taizhang.restore.stretch import LONGEST, STRIDE, STUMBLE, Cues
from taizhang.restore.work import SURE, Finding

LIKELY: Final = 0.1
"""A reading of this confidence is shown where it is sure that the text is damaged. From one below `work.SURE` nothing is read."""
_ALONE: Final = 0.6
"""What a reading needs where nothing but lost bytes is left of a character, or no trace at all: ?? is emphasis as well."""
_ON_PROVEN: Final = 0.5
"""How sure it must be that a place is damaged, on a page that is damaged elsewhere for sure."""
MOST: Final = 100_000
"""So many steps of the search are made for a text, which takes some seconds; damage behind them is left and doubtful."""


class Run(NamedTuple):
    """What a run reads, how sure it is that there is one, and whether a character behind it was lost for good."""

    finding: Finding
    damaged: float
    cut: bool


class Reader:
    """Reads the runs of a text. `spent`: the steps of the search that were made for it."""

    def __init__(self, text: str, traditional: bool, spent: int = 0) -> None:
        self.text, self.traditional, self.spent = text, traditional, spent

    def shown(self, found: Sequence[tuple[int, int]]) -> Iterator[Run]:
        """The runs in the stretches `found`, where lost bytes are shown."""
        page = Page(_between(self.text, found))
        for start, end in found:
            if self.spent > MOST:
                yield self._left(start, found[-1][1])
                return
            yield from self._read(self._search(page, start, end, shown=True), start, end, SURE)

    def gone(self, cues: Cues, proven: bool = False) -> Iterator[Run]:
        """The runs behind marks that have a cue; on a page `proven` to be damaged, behind any mark."""
        page, least, at = Page(_telling(self.text, cues)), _ON_PROVEN if proven else SURE, 0
        suspects = set(cues.marks[cues.suspect].tolist())
        for start in cues.marks[cues.suspect | (proven & cues.stumbling)].tolist():
            if start < at or self.text[start] == "\n":
                continue
            end = _line_end(self.text, start)
            if start not in suspects and (self.spent > MOST or not self._stumbles(page, start, end)):
                continue
            if self.spent > MOST:
                yield self._left(start, end)
                at = end
                continue
            search = self._search(page, start, end, proven=proven)
            yield from self._read(search, start, end, least)
            at = start + max(search.end - 1, 1)

    def _stumbles(self, page: Page, start: int, end: int) -> bool:
        """Whether a mark and what follows it on its line is unlikely on this page as well."""
        before, ahead = self.text[max(start - CONTEXT, 0) : start], self.text[start : min(start + STRIDE, end)]
        return page.along(before, ahead) < STUMBLE

    def _search(self, page: Page, start: int, end: int, shown: bool = False, proven: bool = False) -> Search:
        before = self.text[max(start - CONTEXT, 0) : start]
        return Search(page, before, self.text[start:end], shown, self.traditional, proven)

    def _read(self, search: Search, start: int, end: int, least_damaged: float) -> Iterator[Run]:
        for change, confidence, damaged in search.run():
            first, last = start + change.start, min(start + change.end, end)
            least = LIKELY if self.text[first:last].strip("?\ufffd") else _ALONE
            applied = damaged >= least_damaged and confidence >= least
            yield Run(Finding(first, last, change.after, "shift", confidence, applied), damaged, change.cut)
        self.spent += search.beam.steps

    def _left(self, start: int, end: int) -> Run:
        return Run(Finding(start, end, self.text[start:end], "shift", 0.0, False), 0.0, False)


def _line_end(text: str, start: int) -> int:
    """Where the line of `start` ends, or where no run reaches."""
    line = text.find("\n", start, start + LONGEST)
    return line if line >= 0 else min(start + LONGEST, len(text))


def _between(text: str, found: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The text between stretches."""
    at = 0
    for start, end in found:
        yield text[at:start]
        at = end
    yield text[at:]


def _telling(text: str, cues: Cues) -> Iterator[str]:
    """The clauses that are evidence of what a page says, each with the mark before it."""
    places = [*cues.marks.tolist(), len(text)]
    for mark, after, tells in zip(places[:-1], places[1:], cues.telling.tolist(), strict=True):
        if tells:
            yield text[max(mark, 0) : after]
