"""Runs of text whose bytes were paired one byte off (环境?；に): found by their look, read anew by `repair.py`.

Looking costs a few scans over the text; the model is loaded only when something odd was found. What reads surely is put
right, the rest is left and doubtful. See `docs/restore.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from taizhang.restore.classes import Kind, classes
from taizhang.restore.page import Page
from taizhang.restore.repair import Search
from taizhang.restore.stretch import LONGEST, MARK, Cues, reads_badly, shown
from taizhang.restore.work import SURE, Finding, Work

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LIKELY: Final = 0.1
"""A reading of this confidence is shown where it is sure that the text is damaged. From one below `work.SURE` nothing is read."""
_ALONE: Final = 0.6
"""What a reading needs where nothing but lost bytes is left of a character: ?? is emphasis as well."""
LIKELY_DAMAGED: Final = 0.5
MOST: Final = 800_000
"""So many steps of the search are made for a text, which takes some seconds; damage behind them is left and doubtful."""
_UNIT: Final = 3
"""So many characters behind a lost figure tell what was counted."""


def unshift(work: Work, bits: NDArray[np.uint8], here: Kind, traditional: bool) -> bool:
    """Put right the runs in the text of `work`; tells whether the text changed. Raises ModelError without a model."""
    if here & Kind.QUERY and (found := list(shown(work.text))):
        return _take(work, list(Reader(work.text, traditional).shown(found)))
    if not (cues := Cues(work.text, bits, traditional)).any:
        return False
    reader = Reader(work.text, traditional)
    runs = list(reader.gone(cues, False))
    if not any(run.damaged >= SURE for run in runs):
        return _take(work, runs)
    _take(work, [run for run in runs if run.finding.applied and run.finding.confidence >= SURE])
    again = Reader(work.text, traditional, reader.spent)
    return _take(work, list(again.gone(Cues(work.text, classes(work.text), traditional), True))) or True


class Run(NamedTuple):
    """What a run reads, how sure it is that there is one, and whether a character behind it was lost for good."""

    finding: Finding
    damaged: float
    cut: bool


def _take(work: Work, runs: Sequence[Run]) -> bool:
    work.doubt((run.finding.end, run.finding.end + _UNIT) for run in runs if run.cut)
    return work.take([run.finding for run in runs])


class Reader:
    """Reads the runs of a text. `spent`: the steps of the search that were made for it."""

    def __init__(self, text: str, traditional: bool, spent: int = 0) -> None:
        self.text, self.traditional, self.spent = text, traditional, spent

    def shown(self, found: Sequence[tuple[int, int]]) -> Iterator[Run]:
        """The runs in stretches where lost bytes are shown."""
        page = Page(_between(self.text, found))
        for start, end in found:
            if self.spent > MOST:
                yield self._left(start, found[-1][1])
                return
            search = self._search(page, start, end)
            yield from self._runs(search, start, end, SURE)

    def gone(self, cues: Cues, proven: bool) -> Iterator[Run]:
        """The runs behind marks that have a cue, or behind any mark of a page that was `proven` damaged."""
        page = Page(_well(self.text))
        at = 0
        for mark in MARK.finditer(self.text):
            start = mark.start()
            if mark[0] == "\n" or start < at or not ((proven and self.spent <= MOST) or cues.suspect(start)):
                continue
            end = _end_of_line(self.text, start)
            if self.spent > MOST:
                yield self._left(start, end)
                at = end
                continue
            search = self._search(page, start, end, False, proven)
            yield from self._runs(search, start, end, LIKELY_DAMAGED if proven else SURE)
            at = max(start + 1, start + search.end - 1)

    def _search(self, page: Page, start: int, end: int, shown: bool = True, proven: bool = False) -> Search:
        return Search(page, self.text[max(start - 3, 0) : start], self.text[start:end], shown, self.traditional, proven)

    def _runs(self, search: Search, start: int, end: int, least_damaged: float) -> Iterator[Run]:
        for change, confidence, damaged in search.run():
            first, last = start + change.start, min(start + change.end, end)
            least = LIKELY if self.text[first:last].strip("?\ufffd") else _ALONE
            applied = damaged >= least_damaged and confidence >= least
            yield Run(Finding(first, last, change.after, "shift", confidence, applied), damaged, change.cut)
        self.spent += search.steps

    def _left(self, start: int, end: int) -> Run:
        return Run(Finding(start, end, self.text[start:end], "shift", 0.0, False), 0.0, False)


def _end_of_line(text: str, start: int) -> int:
    line = text.find("\n", start, start + LONGEST)
    return line if line >= 0 else min(start + LONGEST, len(text))


def _well(text: str) -> Iterator[str]:
    at = 0
    for mark in MARK.finditer(text):
        if not reads_badly(text, at, mark.start()):
            yield text[at : mark.start()]
        at = mark.end()


def _between(text: str, found: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The text between stretches."""
    at = 0
    for start, end in found:
        yield text[at:start]
        at = end
    yield text[at:]
