"""GBK as pairs of bytes: which characters a known and an unknown byte can make, and which pairs leave no trace.

A shifted run pairs the second byte of a character with the first of the next. Pairs that GBK does not define (the
user-defined areas) vanish from the page: both bytes are then unknown, but only some bytes can have made such a pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from taizhang.restore.chars import CharModel, char_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MARKS: Final = {
    "。": (0xA1, 0xA3),
    "、": (0xA1, 0xA2),
    "，": (0xA3, 0xAC),
    "？": (0xA3, 0xBF),
    "！": (0xA3, 0xA1),
    "；": (0xA3, 0xBB),
}
"""The marks before which such sites break, with their bytes."""
HALF: Final = dict(zip(",?!;:()", "，？！；：（）", strict=True))
"""Marks that pages fold to half width after the damage was done."""
STOP: Final = 0xA1
"""The first byte of 。: its second one takes the line's end along where the site did not break before it."""
LOST: Final = frozenset("?\ufffd")
"""What a site shows for a byte that it could not pair."""
_BYTES = range(0x81, 0xFF)
_TRAILS = range(0x40, 0xFF)


class Candidate(NamedTuple):
    """A character, its number in the model and its two bytes."""

    char: str
    number: int
    lead: int
    trail: int


@cache
def pairs() -> dict[tuple[int, int], str]:
    """All characters of two bytes, a row of a first byte decoded at once: one by one they take a tenth of a second."""
    found: dict[tuple[int, int], str] = {}
    for lead in _BYTES:
        row = b"\n".join(bytes((lead, trail)) for trail in _TRAILS).decode("gbk", "replace").split("\n")
        for trail, char in zip(_TRAILS, row, strict=True):
            if len(char) == 1 and char != "\ufffd":
                found[lead, trail] = char
    return found


@cache
def pair(lead: int, trail: int) -> str | None:
    """The character of two bytes, None where GBK has none."""
    return pairs().get((lead, trail))


@cache
def bytes_of(char: str) -> tuple[tuple[int, int], ...]:
    """The byte pairs that may stand behind a character of a page; a half-width one may have been folded from full width."""
    if char.isascii():
        full = HALF.get(char) or (chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else "")
        return bytes_of(full) if full else ()
    code = char.encode("gbk", "ignore")
    return ((code[0], code[1]),) if len(code) == 2 else ()


@cache
def vanishing(trail: int) -> frozenset[int]:
    """The bytes that leave no trace on the page, paired behind `trail`."""
    return frozenset(b for b in _BYTES if trail >= 0x81 and pair(trail, b) is None)


class Options:
    """Characters that may stand at a place."""

    def __init__(self, made: Iterable[Candidate]) -> None:
        self.made = tuple(made)
        self._before: dict[int, Options] = {}
        self._behind: dict[int, Options] = {}

    @cached_property
    def numbers(self) -> NDArray[np.intp]:
        """Their numbers, by which a row of scores is asked for all at once."""
        import numpy as np

        return np.array([c.number for c in self.made], dtype=np.intp)

    @cached_property
    def vanishing(self) -> Options:
        """Those behind which a pair may leave no trace."""
        return Options(c for c in self.made if vanishing(c.trail))

    def before(self, byte: int) -> Options:
        """Those behind which the byte stays alone, because GBK has no such pair."""
        if byte not in self._before:
            self._before[byte] = Options(c for c in self.made if not pair(c.trail, byte))
        return self._before[byte]

    def behind(self, trail: int) -> Options:
        """Those whose first byte may have vanished behind `trail`."""
        if trail not in self._behind:
            leads = vanishing(trail)
            self._behind[trail] = Options(c for c in self.made if c.lead in leads)
        return self._behind[trail]


class Candidates:
    """The characters that a page of one script can hold and the model knows, by either byte."""

    def __init__(self, excluded: frozenset[str], model: CharModel) -> None:
        import numpy as np

        leads: dict[int, list[Candidate]] = {}
        trails: dict[int, list[Candidate]] = {}
        self.by_number: dict[int, Candidate] = {}
        for (lead, trail), char in pairs().items():
            # A figure or a letter is never made of an unknown byte.
            if char not in excluded and (n := model.number(char)) and not (0xFF10 <= ord(char) <= 0xFF5A):
                self.by_number[n] = made = Candidate(char, n, lead, trail)
                leads.setdefault(lead, []).append(made)
                trails.setdefault(trail, []).append(made)
        self.leads = np.zeros(model.size, dtype=np.uint8)  # by number; 0 where a page can not hold the character
        self.leads[list(self.by_number)] = [made.lead for made in self.by_number.values()]
        self.by_lead = defaultdict(_no_options, {lead: Options(made) for lead, made in leads.items()})
        self.stops = Options(c for c in leads[STOP] if c.char in MARKS)
        self.by_trail = defaultdict(_no_options, {trail: Options(made) for trail, made in trails.items()})


@cache
def _vanishing_leads(trail: int) -> NDArray[np.bool_]:
    """The same for every byte; and none for 0, which is no lead."""
    import numpy as np

    table = np.zeros(256, dtype=bool)
    table[list(vanishing(trail))] = True
    return table


@cache
def printed(char: str) -> Candidate:
    """A character of which no byte is asked."""
    return Candidate(char, char_model().number(char), 0, 0)


@cache
def paired(lead: int, trail: int) -> Candidate | None:
    """The same of the character of two bytes, None where GBK has none."""
    char = pair(lead, trail)
    return printed(char) if char else None


@cache
def known(chars: str) -> Options:
    """Characters of which no byte is asked."""
    return Options(map(printed, chars))


@cache
def candidates(traditional: bool) -> Candidates:
    """The candidates of a traditional or a simplified page. Raises ModelError when the model is missing."""
    from taizhang.restore.classes import Kind, kinds

    other = Kind.SIMPLIFIED if traditional else Kind.TRADITIONAL
    excluded = frozenset(chr(n) for n in (kinds() & other).nonzero()[0].tolist())
    if not traditional:  # such a page was written in GB 2312 but for a rare name
        han = "".join(map(chr, range(0x3400, 0xA000)))
        excluded |= {*han} - {*han.encode("gb2312", "ignore").decode("gb2312")}
    return Candidates(excluded, char_model())


@cache
def _no_options() -> Options:
    return Options(())


@cache
def successors(traditional: bool, before: int, trail: int, most: int = 40) -> Options:
    """The likeliest characters after the character numbered `before` whose first byte vanished behind `trail`."""
    known = candidates(traditional)
    numbers, scores = char_model().after(before)
    fitting = _vanishing_leads(trail)[known.leads[numbers]]
    made = [known.by_number[n] for n in numbers[fitting].tolist()]
    found = sorted(zip(scores[fitting].tolist(), made, strict=True), reverse=True)
    return Options(c for _, c in found[:most])


@cache
def missing(traditional: bool, before: int, trail: int) -> Options:
    """The characters with the second byte `trail` that are met after the character numbered `before`."""
    met = set(char_model().after(before)[0].tolist())
    return Options(c for c in candidates(traditional).by_trail[trail].made if c.number in met)
