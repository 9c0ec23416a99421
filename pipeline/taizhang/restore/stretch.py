"""Where to look for shifted bytes: stretches as long as a run may be, found without the model.

Where lost bytes are shown, a ? stands before a mark. Where they are gone, a run begins at a mark and holds characters
that print rarely; two near each other are looked into, or one kana, Greek or box sign. The model then confirms that the
stretch reads badly, so that a list of rare names costs a few look-ups and no search.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from taizhang.restore.chars import char_model
from taizhang.restore.classes import Kind, codes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONGEST: Final = 160
_BEHIND: Final = 8
"""So many characters behind a run help to tell how it ends."""
_NEAR: Final = 6
_BAD: Final = -5.5
"""A stretch whose characters are likelier than this on average (in nats) reads well."""
_SHOWN = regex.compile(r"[?\ufffd]{1,2}[。、，？！；,?!;]")
_MARK = regex.compile(r"[。、，？！；,?!;\n]")


class Stretch(NamedTuple):
    """`[start, end)` of a text; `shown`: lost bytes stand as ? in it."""

    start: int
    end: int
    shown: bool


def stretches(text: str, bits: NDArray[np.uint8], here: Kind) -> Iterator[Stretch]:
    """The stretches of `text` to look into, in order, apart from each other."""
    shown = list(_shown(text)) if here & Kind.QUERY else []
    gone = _gone(text, bits) if here & Kind.ODD else ()
    yield from shown or gone


def _shown(text: str) -> Iterator[Stretch]:
    at = 0
    for match in _SHOWN.finditer(text):
        if match.start() >= at:
            at = _end_of_shown(text, match.end())
            yield Stretch(match.start(), at, True)


def _end_of_shown(text: str, at: int) -> int:
    """Some characters behind the next lost byte, at the line's end, or where no run reaches."""
    line = text.find("\n", at, at + _LONGEST)
    last = line if line >= 0 else min(len(text), at + _LONGEST)
    while (lost := text.find("?", at, last)) >= 0:
        if not (again := _SHOWN.match(text, lost)):
            return min(lost + 1 + _BEHIND, last)
        at = again.end()
    return last


def _gone(text: str, bits: NDArray[np.uint8]) -> Iterator[Stretch]:
    at = 0
    for odd in _clusters(text, bits):
        if odd >= at and (stretch := _clauses(text, bits, odd, at)) and _reads_badly(text, stretch):
            yield stretch
            at = stretch.end


def _clusters(text: str, bits: NDArray[np.uint8]) -> list[int]:
    """Places of odd characters that have another one near, and of signs that are odd alone."""
    import numpy as np

    places = np.nonzero(bits & np.uint8(Kind.ODD))[0]
    signs = codes(text)[places] < 0x3400
    near = np.diff(places, append=places[-1:] + 2 * _NEAR) <= _NEAR
    found: list[int] = places[signs | near].tolist()
    return found


def _clauses(text: str, bits: NDArray[np.uint8], odd: int, least: int) -> Stretch | None:
    """From the mark before an odd character over all clauses that hold odd ones."""
    start = _mark_before(text, odd, least)
    if start is None:
        return None
    before = _mark_before(text, start, least)
    if before is not None and (bits[before:start] & Kind.ODD).any():
        start = before
    end, last = odd, min(len(text), start + _LONGEST)
    while match := _MARK.search(text, end + 1, last):
        odd_there = (bits[end + 1 : match.start()] & Kind.ODD).any()
        if end > odd and not odd_there:
            break
        end = match.start()
        if match[0] == "\n":
            return Stretch(start, end, False)
    return Stretch(start, min(end + 1 + _BEHIND, last) if end > odd else last, False)


def _mark_before(text: str, at: int, least: int) -> int | None:
    for place in range(at - 1, max(at - 3 * _NEAR, least) - 1, -1):
        if text[place] == "\n":
            return None
        if _MARK.match(text, place):
            return place
    return None


def _reads_badly(text: str, stretch: Stretch) -> bool:
    model = char_model()
    numbers = [model.number(c) for c in text[stretch.start : stretch.end - _BEHIND]]
    scores = [model.score(*numbers[n : n + 3]) for n in range(len(numbers) - 2)]
    return not scores or sum(scores) < _BAD * len(scores)
