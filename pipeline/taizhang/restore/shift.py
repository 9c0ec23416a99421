"""Runs of text whose bytes were paired one byte off (环境?；に): found by their look, read anew by `repair.py`.

Looking costs a few scans over the text; the model is loaded only when something odd was found. Where lost bytes are gone,
most of the damage has no look of its own (走过， for 走过场，), so a page on which one run is sure is read again behind every mark.
What reads surely is put right, the rest is left and doubtful. See `docs/restore.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from taizhang.restore.classes import Kind, classes
from taizhang.restore.reading import Reader, Run
from taizhang.restore.stretch import Cues, shown
from taizhang.restore.work import SURE, Work

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_UNIT: Final = 3
"""So many characters behind a lost figure tell what was counted."""


def unshift(work: Work, bits: NDArray[np.uint8], here: int, traditional: bool) -> bool:
    """Put right the runs in the text of `work`; tells whether the text changed. Raises ModelError without a model."""
    if here & Kind.QUERY and (found := list(shown(work.text))):
        return _take(work, list(Reader(work.text, traditional).shown(found)))
    if not (cues := Cues(work.text, bits, traditional)).any:
        return False
    reader = Reader(work.text, traditional)
    runs = list(reader.gone(cues))
    if not any(run.damaged >= SURE for run in runs):
        return _take(work, runs)
    # What is cut comes later: the ? that stands for what was lost is no mark to read from.
    sure = [r for r in runs if r.finding.applied and r.finding.confidence >= SURE and not r.cut]
    changed = _take(work, sure)
    cues = Cues(work.text, classes(work.text), traditional)
    return _take(work, list(Reader(work.text, traditional, reader.spent).gone(cues, proven=True))) or changed


def _take(work: Work, runs: Sequence[Run]) -> bool:
    work.doubt((run.finding.end, run.finding.end + _UNIT) for run in runs if run.cut)
    return work.take([run.finding for run in runs])
