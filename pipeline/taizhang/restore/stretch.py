"""Where to look for shifted bytes, told without the model as far as that goes.

Where lost bytes are shown, a ? stands before a mark, and stretches are as long as a run may be. Where they are gone, a run
begins at a mark and holds characters that print rarely; two near each other are looked into, or one kana, Greek or box sign.
The model then confirms that the clause reads badly, so that a list of rare names costs a few look-ups and no search.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import regex

from taizhang.restore.chars import char_model
from taizhang.restore.classes import Kind, codes, present

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST: Final = 160
"""So many characters a run may have."""
_BEHIND: Final = 8
"""So many characters behind a run help to tell how it ends."""
_NEAR: Final = 6
_BAD: Final = -5.5
"""A stretch whose characters are likelier than this on average (in nats) reads well."""
_ROW: Final = 4
_WORST: Final = -8.0
"""So many characters in a row that are less likely than this on average are a cue in a clause that reads well otherwise."""
_BARELY: Final = 6
"""So many lost bytes with nothing between them and a mark in one stretch: too little is left to read anything from."""
_BARE = regex.compile(r"[?\ufffd]{1,2}[。、，？！；,?!;](?=[?\ufffd])")
_SHOWN = regex.compile(r"[?\ufffd]{1,2}[。、，？！；,?!;]")
_TWO_MARKS = regex.compile(r"(?<=[？！；?!;])[。，、；,;]")
"""Behind a mark that was made of a run's first bytes: 耕地；， for 耕地保护，."""
_TWO: Final = tuple(first + second for first in "？！；" for second in "。、，")
_TRACES = regex.compile(_TWO_MARKS.pattern + r"|(?<=[\p{Han}。、，？！；,?!;])[@-Z\\^-{}~](?![A-Za-z])")
"""In traditional text also a letter that was the second byte of a character: ？h農業局 for 縣農業局."""
_SHORT = regex.compile(r"(?<=[。；！？;!?])(\p{Han}{1,3})(?=[。、，；,;])")
"""A clause too short to hold two odd characters: ；岷， for 。会后，."""
_TONED = regex.compile(r"(?<=\p{Han})[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ](?=\p{Han})")
"""Letters with a tone mark that gloss nothing."""
MARK = regex.compile(r"[。、，？！；,?!;\n]")
"""What begins and ends a clause."""


def may_hold_traces(text: str, traditional: bool) -> bool:
    """Whether it pays to look for traces of runs in a text without odd characters."""
    return traditional or any(two in text for two in _TWO)


def shown(text: str) -> Iterator[tuple[int, int]]:
    """The bounds of the stretches that a lost byte begins, shown as ?; in order, apart from each other."""
    at = 0
    for match in _SHOWN.finditer(text):
        if match.start() < at:
            continue
        at = _end_of_shown(text, match.end())
        if len(_BARE.findall(text, match.start(), at)) < _BARELY:
            yield match.start(), at


def _end_of_shown(text: str, at: int) -> int:
    """Some characters behind the next lost byte, at the line's end, or where no run reaches."""
    line = text.find("\n", at, at + LONGEST)
    last = line if line >= 0 else min(len(text), at + LONGEST)
    while (lost := text.find("?", at, last)) >= 0:
        if not (again := _SHOWN.match(text, lost)):
            return min(lost + 1 + _BEHIND, last)
        at = again.end()
    return last


class Cues:
    """What tells of runs in a text that shows no lost bytes: odd characters, letters, marks in a row."""

    def __init__(self, text: str, bits: NDArray[np.uint8], traditional: bool) -> None:
        self._text = text
        odd, signs = _clusters(text, bits)
        traces = _TRACES if traditional else _TWO_MARKS
        self._signs = signs | {m.start() for m in traces.finditer(text)}
        if present(bits) & Kind.TONE:
            self._signs |= {m.start() for m in _TONED.finditer(text)}
        self.any = bool(self._signs) or any(_reads_badly(text, *_clause(text, place)) for place in odd)

    def suspect(self, mark: int) -> bool:
        """Whether the clause behind the mark at a place has a cue or is one that no author writes; -1: the first clause."""
        start, end = mark + 1, _clause(self._text, mark + 1)[1]
        return any(at in self._signs for at in range(start, end + 1)) or _reads_badly(self._text, start, end)


def _clause(text: str, at: int) -> tuple[int, int]:
    """The bounds of the clause that `at` stands in or begins, between two marks."""
    start = at
    while start > 0 and at - start < LONGEST and not MARK.match(text, start - 1):
        start -= 1
    match = MARK.search(text, at, min(at + LONGEST, len(text)))
    return start, match.start() if match else min(at + LONGEST, len(text))


def _clusters(text: str, bits: NDArray[np.uint8]) -> tuple[list[int], set[int]]:
    """Places of odd characters that have another one near or are signs; and those of the signs."""
    import numpy as np

    places = np.nonzero(bits & np.uint8(Kind.ODD))[0]
    signs = codes(text)[places] < 0x3400
    near = np.diff(places, append=places[-1:] + 2 * _NEAR) <= _NEAR
    alone = [m.start(1) + n for m in _SHORT.finditer(text) for n in range(len(m[1]))]
    return places[signs | near | np.isin(places, alone)].tolist(), set(places[signs].tolist())


def _reads_badly(text: str, start: int, end: int) -> bool:
    """Whether a clause, or some characters in a row of it, are as unlikely as no author writes them."""
    model = char_model()
    # In a short clause the first characters count: what stands behind is common.
    before = 1 if end - start > _ROW else 2
    scores = model.scores(model.numbers(text[max(start - before, 0) : end + 1]))
    worst = min((sum(scores[n : n + _ROW]) for n in range(len(scores) - _ROW + 1)), default=0.0)
    return bool(scores) and (sum(scores) < _BAD * len(scores) or worst < _WORST * _ROW)
