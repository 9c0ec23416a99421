"""Where to look for shifted bytes, told without the model as far as that goes.

Where lost bytes are shown, a ? stands before a mark, and stretches are as long as a run may be. Where they are gone, a run
begins at a mark and holds characters that print rarely; two near each other are looked into, or one kana, Greek or box sign.
The model then confirms that the clause reads badly, so that a list of rare names costs a few look-ups and no search.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from taizhang.restore.chars import char_model
from taizhang.restore.classes import Kind, codes, present
from taizhang.rules import compiled

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
STRIDE: Final = 4
_WORST: Final = -8.0
"""So many characters in a row that are less likely than this on average are a cue in a clause that reads well otherwise."""
STUMBLE: Final = -12.0
"""On a damaged page a mark and the characters behind it, `STRIDE` in all, that are less likely than this together are looked into."""
_GARBLED: Final = -18.0
"""From one that is less likely than this nothing is learned."""
_BARELY: Final = 6
"""So many lost bytes with nothing between them and a mark in one stretch: too little is left to read anything from."""
_BARE = compiled(r"[?\ufffd]{1,2}[。、，？！；,?!;](?=[?\ufffd])")
_SHOWN = compiled(r"[?\ufffd]{1,2}[。、，？！；,?!;]")
_TWO_MARKS = compiled(r"[。，、；,;](?<=[？！；?!;].)")
"""Behind a mark that was made of a run's first bytes: 耕地；， for 耕地保护，."""
_TWO: Final = tuple(first + second for first in "？！；" for second in "。、，")
_LETTERS = compiled(r"[@-Z\\^-{}~](?<=[\p{Han}。、，？！；,?!;].)(?![A-Za-z])")
"""In traditional text also a letter that was the second byte of a character: ？h農業局 for 縣農業局."""
_FEW: Final = 3
_SHORT = compiled(rf"(?<=[。；！？;!?])(\p{{Han}}{{1,{_FEW}}})(?=[。、，；,;])")
"""A clause of so few characters, too short to hold two odd characters: ；岷， for 。会后，."""
_TONED = compiled(r"(?<=\p{Han})[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ](?=\p{Han})")
"""Letters with a tone mark that gloss nothing."""
_MARKS: Final = "。、，？！；,?!;\n"
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
        odd, signs = self._clusters(bits)
        for traces in (_TWO_MARKS, _LETTERS) if traditional else (_TWO_MARKS,):
            signs |= {m.start() for m in traces.finditer(text)}
        if present(bits) & Kind.TONE:
            signs |= {m.start() for m in _TONED.finditer(text)}
        self._signs = signs
        self.any = bool(signs) or (bool(odd) and bool(self._bad[self.marks.searchsorted(odd) - 1].any()))

    @cached_property
    def marks(self) -> NDArray[np.intp]:
        """The places of the marks, -1 for the beginning; a clause stands behind each."""
        import numpy as np

        return np.append(-1, np.flatnonzero(_is_mark()[np.minimum(codes(self._text), 0xFFFF)]))

    @cached_property
    def _ends(self) -> NDArray[np.intp]:
        """Where the clause behind each mark ends, or where no run reaches."""
        import numpy as np

        found: NDArray[np.intp] = np.minimum(np.append(self.marks[1:], len(self._text)), self.marks + 1 + LONGEST)
        return found

    def _clusters(self, bits: NDArray[np.uint8]) -> tuple[list[int], set[int]]:
        """Places of odd characters that have another one near or are signs; and those of the signs."""
        import numpy as np

        places: list[int] = np.flatnonzero(bits & np.uint8(Kind.ODD)).tolist()
        signs = {at for at in places if ord(self._text[at]) < 0x3400}
        behind = [*places[1:], len(self._text) + _NEAR]
        odd = [
            at for at, then in zip(places, behind, strict=False) if then - at <= _NEAR or at in signs or self._alone(at)
        ]
        return odd, signs

    def _alone(self, at: int) -> bool:
        """Whether a character stands in a clause that is too short to hold two odd ones."""
        clauses = (_SHORT.match(self._text, start) for start in range(max(at - _FEW + 1, 0), at + 1))
        return any(clause is not None and clause.end() > at for clause in clauses)

    @cached_property
    def suspect(self) -> NDArray[np.bool_]:
        """Whether the clause behind each mark has a cue or is one that no author writes."""
        import numpy as np

        signs = np.array(sorted(self._signs), dtype=np.intp)
        first, last = signs.searchsorted(self.marks + 1), signs.searchsorted(self._ends, "right")
        found: NDArray[np.bool_] = (first < last) | self._bad
        return found

    @cached_property
    def stumbling(self) -> NDArray[np.bool_]:
        """Whether each mark and the characters behind it are so unlikely together that something may have been there."""
        return self._strides < STUMBLE

    @cached_property
    def telling(self) -> NDArray[np.bool_]:
        """Whether each clause is evidence of what the page says: what may be garbled is none, least of all for itself."""
        found: NDArray[np.bool_] = ~self.suspect & (self._strides >= _GARBLED)
        return found

    @cached_property
    def _strides(self) -> NDArray[np.float64]:
        """The score of each mark and the characters behind it, `STRIDE` in all."""
        import numpy as np

        places = np.maximum(self.marks, 0)
        found: NDArray[np.float64] = self._sums[np.minimum(places + STRIDE, len(self._text))] - self._sums[places]
        return found

    @cached_property
    def _sums(self) -> NDArray[np.float64]:
        """The log-probability of the text up to each place."""
        import numpy as np

        model = char_model()
        return np.append(0.0, model.along(model.numbers(self._text)).cumsum(dtype=np.float64))

    @cached_property
    def _bad(self) -> NDArray[np.bool_]:
        """Whether each clause, or some characters in a row of it, are as unlikely as no author writes them."""
        import numpy as np

        sums, starts = self._sums, self.marks + 1
        # In a short clause the first character counts: what stands behind is common.
        first = np.maximum(starts + (self._ends - starts > STRIDE), 2)
        last = np.maximum(np.minimum(self._ends + 1, len(self._text)), first)
        first = np.minimum(first, last)
        rows = np.append(sums[STRIDE:] - sums[:-STRIDE], [0.0] * (STRIDE + 1))
        bounds = np.stack((first, np.maximum(last - STRIDE + 1, first + 1)), axis=1).ravel()
        worst = np.minimum.reduceat(rows, bounds)[::2]
        long = last - first >= STRIDE
        found: NDArray[np.bool_] = (sums[last] - sums[first] < _BAD * (last - first)) | (
            long & (worst < _WORST * STRIDE)
        )
        return found


@cache
def _is_mark() -> NDArray[np.bool_]:
    """Code point to whether it begins and ends a clause."""
    import numpy as np

    table = np.zeros(0x10000, dtype=bool)
    table[[ord(mark) for mark in _MARKS]] = True
    return table
