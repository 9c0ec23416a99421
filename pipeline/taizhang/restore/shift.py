"""Runs of text whose bytes were paired one byte off (环境?；に): found by their look, read anew by `repair.py`.

Looking costs a few scans over the text; the model is loaded only when something odd was found. What reads surely is put
right, the rest is left and doubtful. See `docs/restore.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import regex

from taizhang.restore.classes import Kind
from taizhang.restore.repair import Search
from taizhang.restore.work import Finding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SURE: Final = 0.9
"""A reading of this confidence is taken."""
_LONGEST: Final = 160
_SHOWN = regex.compile(r"[?\ufffd]{1,2}[。、，？！；,?!;]")


def shifted(text: str, bits: NDArray[np.uint8], traditional: bool) -> list[Finding]:
    """The runs of `text`, with what they read."""
    found = []
    for start, end, shown in windows(text, bits):
        for change, confidence in Search(text[max(start - 2, 0) : start], text[start:end], shown, traditional).run():
            found.append(
                Finding(start + change.start, start + change.end, change.after, "shift", confidence, confidence >= SURE)
            )
    return found


def windows(text: str, bits: NDArray[np.uint8]) -> Iterator[tuple[int, int, bool]]:
    """Stretches to look into, as (start, end, whether lost bytes are shown)."""
    at = 0
    for match in _SHOWN.finditer(text):
        if match.start() >= at:
            at = _end(text, match.end())
            yield match.start(), at, True


def _end(text: str, at: int) -> int:
    """Where the run that begins at `at` is over: some characters behind the next lost byte."""
    last = min(text.find("\n", at) % (len(text) + 1), at + _LONGEST)
    while (lost := text.find("?", at, last)) >= 0:
        if not (again := _SHOWN.match(text, lost)):
            return min(lost + 9, last)
        at = again.end()
    return last
