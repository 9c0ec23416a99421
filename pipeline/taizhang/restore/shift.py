"""Runs of text whose bytes were paired one byte off (环境?；に): found by their look, read anew by `repair.py`.

Looking costs a few scans over the text; the model is loaded only when something odd was found. What reads surely is put
right, the rest is left and doubtful. See `docs/restore.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from taizhang.restore.classes import Kind
from taizhang.restore.page import Page
from taizhang.restore.repair import Search
from taizhang.restore.stretch import Stretch, stretches
from taizhang.restore.work import SURE, Finding, Work

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LIKELY: Final = 0.1
"""A reading of this confidence is shown where it is sure that the text is damaged. From one below `work.SURE` nothing is read."""
_ALONE: Final = 0.6
"""What a reading needs where nothing but lost bytes is left of a character: ?? is emphasis as well."""
MOST: Final = 800_000
"""So many steps of the search are made for a text, which takes some seconds; damage behind them is left and doubtful."""
_UNIT: Final = 3
"""So many characters behind a lost figure tell what was counted."""


def unshift(work: Work, bits: NDArray[np.uint8], here: Kind, traditional: bool) -> bool:
    """Put right the runs in the text of `work`; tells whether the text changed. Raises ModelError without a model."""
    runs = list(shifted(work.text, bits, here, traditional))
    work.doubt((found.end, found.end + _UNIT) for found, cut in runs if cut)
    return work.take([found for found, _ in runs])


def shifted(text: str, bits: NDArray[np.uint8], here: Kind, traditional: bool) -> Iterator[tuple[Finding, bool]]:
    """The runs of `text` with what they read, and whether a character behind each was lost for good."""
    found = list(stretches(text, bits, here, traditional))
    if not found:
        return
    page = Page(_between(text, found))
    spent = 0
    for start, end, shown in found:
        if spent > MOST:
            last = found[-1].end
            yield Finding(start, last, text[start:last], "shift", 0.0, False), False
            return
        search = Search(page, text[max(start - 2, 0) : start], text[start:end], shown, traditional)
        for change, confidence, damaged in search.run():
            first, last = start + change.start, min(start + change.end, end)
            least = LIKELY if text[first:last].strip("?\ufffd") else _ALONE
            applied = damaged >= SURE and confidence >= least
            yield Finding(first, last, change.after, "shift", confidence, applied), change.cut
        spent += search.steps


def _between(text: str, found: Sequence[Stretch]) -> Iterator[str]:
    """The text between stretches."""
    at = 0
    for stretch in found:
        yield text[at : stretch.start]
        at = stretch.end
    yield text[at:]
