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
_TRACES = regex.compile(_TWO_MARKS.pattern + r"|(?<=[\p{Han}。、，？！；,?!;])[@-Z^-z~](?![A-Za-z])")
"""In traditional text also a letter that was the second byte of a character: ？h農業局 for 縣農業局."""
_MARK = regex.compile(r"[。、，？！；,?!;\n]")


class Stretch(NamedTuple):
    """`[start, end)` of a text; `shown`: lost bytes stand as ? in it."""

    start: int
    end: int
    shown: bool


def stretches(text: str, bits: NDArray[np.uint8], here: Kind, traditional: bool) -> Iterator[Stretch]:
    """The stretches of `text` to look into, in order, apart from each other."""
    shown = list(_shown(text)) if here & Kind.QUERY else []
    gone = _gone(text, bits, traditional) if here & Kind.ODD or may_hold_traces(text, traditional) else ()
    yield from shown or gone


def may_hold_traces(text: str, traditional: bool) -> bool:
    """Whether it pays to look for traces of runs in a text without odd characters."""
    return traditional or any(two in text for two in _TWO)


def _shown(text: str) -> Iterator[Stretch]:
    at = 0
    for match in _SHOWN.finditer(text):
        if match.start() < at:
            continue
        at = _end_of_shown(text, match.end())
        if len(_BARE.findall(text, match.start(), at)) < _BARELY:
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


def _gone(text: str, bits: NDArray[np.uint8], traditional: bool) -> Iterator[Stretch]:
    """One clause with odd characters that reads badly is the cue, or a trace of a run's end: then every clause behind a
    mark is read by the model."""
    odd, signs = _clusters(text, bits)
    traces = {m.start() for m in (_TRACES if traditional else _TWO_MARKS).finditer(text)}
    if not traces and not any(place in signs or _reads_badly(text, *_clause(text, place)) for place in odd):
        return

    def suspect(start: int, end: int) -> bool:
        return any(place in signs or place in traces for place in range(start, end)) or _reads_badly(text, start, end)

    end = -1
    for mark in _MARK.finditer(text):
        if mark.start() < end or mark[0] == "\n":
            continue
        start, end = mark.start(), _clause(text, mark.end())[1]
        while suspect(start + 1, end) and end - start < _LONGEST:
            again = _clause(text, end + 1)
            if end >= len(text) or text[end] == "\n" or not suspect(*again):
                yield Stretch(start, min(end + 1 + (0 if text[end : end + 1] == "\n" else _BEHIND), len(text)), False)
                break
            end = again[1]
        else:
            if end - start >= _LONGEST and suspect(start + 1, end):
                yield Stretch(start, end, False)


def _clause(text: str, at: int) -> tuple[int, int]:
    """The bounds of the clause that `at` stands in or begins, between two marks."""
    start = at
    while start > 0 and at - start < _LONGEST and not _MARK.match(text, start - 1):
        start -= 1
    match = _MARK.search(text, at, min(at + _LONGEST, len(text)))
    return start, match.start() if match else min(at + _LONGEST, len(text))


def _clusters(text: str, bits: NDArray[np.uint8]) -> tuple[list[int], set[int]]:
    """Places of odd characters that have another one near or are signs; and those of the signs."""
    import numpy as np

    places = np.nonzero(bits & np.uint8(Kind.ODD))[0]
    signs = codes(text)[places] < 0x3400
    near = np.diff(places, append=places[-1:] + 2 * _NEAR) <= _NEAR
    return places[signs | near].tolist(), set(places[signs].tolist())


def _reads_badly(text: str, start: int, end: int) -> bool:
    """Whether a clause, or some characters in a row of it, are as unlikely as no author writes them."""
    model = char_model()
    scores = model.scores(model.numbers(text[max(start - 1, 0) : end + 1]))
    worst = min((sum(scores[n : n + _ROW]) for n in range(len(scores) - _ROW + 1)), default=0.0)
    return bool(scores) and (sum(scores) < _BAD * len(scores) or worst < _WORST * _ROW)
