"""What a page says elsewhere, beside the model `chars`: names, titles and figures of speech that it repeats.

Counts of the page's own n-grams are mixed with the model by Dirichlet smoothing (MacKay and Peto 1995): a context met n times
on the page has a say of n against the model's constant. Which marks stand where is not learned: what vanished, vanished
before a mark, and a page that says 走过， twice is no evidence for it.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from taizhang.restore.chars import BREAK, ORDER, Context, char_model
from taizhang.restore.classes import codes
from taizhang.restore.pairs import MARKS, Options, candidates, successors, vanishing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SAY: Final = {2: 8.0, 3: 2.0}
"""How often a context of so many characters must be met for the page to weigh as much as the model."""
_MOST: Final = 100_000
"""So many characters of a page are counted; a longer one repeats itself by then."""
_ROWS: Final = 1000
"""So many rows of scores are kept, a few dozen MB."""
_APART: Final = "\0"
"""Stands between pieces of a page that do not follow each other."""
_NOTHING: Final[Counter[int]] = Counter()
_OWN: Final = 30
"""So many of a page's own characters are tried where a character is not known by a byte."""


class Page:
    """The model of one page, made of the pieces of its text that are not damaged."""

    def __init__(self, pieces: Iterable[str]) -> None:
        import numpy as np

        self._model = char_model()
        self._marks = [self._model.number(mark) for mark in MARKS]
        self._uncounted = (*self._marks, self._model.size)
        self._seen: dict[tuple[Context, int], float] = {}
        self._rows: dict[Context, NDArray[np.float32]] = {}
        self._met: dict[Context, Counter[int]] = {}
        self._tried: dict[tuple[bool, int, int], Options] = {}
        text = _APART.join(pieces)[:_MOST].replace("\n", BREAK * 2)
        self._numbers = np.where(codes(text) == ord(_APART), self._model.size, self._model.numbers(text))
        pairs = self._numbers[:-2] * (self._model.size + 1) + self._numbers[1:-1]
        places = np.argsort(pairs, kind="stable")
        self._pairs: list[int] = pairs[places].tolist()
        self._places: list[int] = places.tolist()
        self._listed: list[int] = self._numbers.tolist()

    def score(self, context: Context, char: int) -> float:
        """The natural log of the probability of the character numbered `char` after those of `context`."""
        key = (context, char)
        if (known := self._seen.get(key)) is None:
            known = self._model.score(context, char)
            if char not in self._marks and self._after(context[1:]):
                known = math.log(self._mixed(context, math.exp(known), char))
            self._seen[key] = known
        return known

    def along(self, before: str, text: str) -> float:
        """The score of a text behind another one, of its characters together."""
        numbers = self._model.numbers((BREAK * (ORDER - 1) + before)[1 - ORDER :] + text).tolist()
        return sum(self.score(tuple(numbers[n - ORDER + 1 : n]), numbers[n]) for n in range(ORDER - 1, len(numbers)))

    def row(self, context: Context) -> NDArray[np.float32]:
        """What `score` says of every character after those of `context`."""
        if not self._after(context[1:]):
            return self._model.row(context)
        if (known := self._rows.get(context)) is None:
            if len(self._rows) >= _ROWS:
                self._rows.clear()
            known = self._rows[context] = self._mixed_row(context, self._model.row(context))
        return known

    def _mixed_row(self, context: Context, base: NDArray[np.float32]) -> NDArray[np.float32]:
        import numpy as np

        row, after = base, self._after(context[1:])
        for size, say in _SAY.items():
            if not (met := self._after(context[-size:]).total()):
                break
            row = row + np.float32(math.log(say / (met + say)))
        known = [*after]
        row[known] = [
            math.log(self._mixed(context, math.exp(chance), n))
            for n, chance in zip(known, base[known].tolist(), strict=True)
        ]
        row[self._marks] = base[self._marks]
        return row

    def _mixed(self, context: Context, chance: float, char: int) -> float:
        for size, say in _SAY.items():
            if not (after := self._after(context[-size:])):
                break
            chance = (after[char] + say * chance) / (after.total() + say)
        return chance

    def _after(self, context: Context) -> Counter[int]:
        """What stands on the page behind two or three characters, and how often; without marks."""
        if (known := self._met.get(context)) is None:
            pair = context[-2] * (self._model.size + 1) + context[-1]
            at = bisect_left(self._pairs, pair)
            end = bisect_right(self._pairs, pair, at)
            known = self._met[context] = self._counted(context, self._places[at:end]) if at < end else _NOTHING
        return known

    def _counted(self, context: Context, places: list[int]) -> Counter[int]:
        """What stands behind the pairs at `places` that end the context."""
        numbers = self._listed
        if len(context) > len(_SAY):
            places = [at for at in places if at > 0 and numbers[at - 1] == context[0]]
        known = Counter([numbers[at + 2] for at in places])
        for number in self._uncounted:
            known.pop(number, None)
        return known

    @cached_property
    def _own(self) -> list[int]:
        """The characters of the page but for marks, those it meets most first."""
        return [n for n, _ in Counter(self._listed).most_common() if n not in self._marks]

    def successors(self, traditional: bool, before: int, trail: int) -> Options:
        """Characters to try after the one numbered `before`, where the first byte vanished behind `trail`: those the model
        and those the page meets most."""
        key = (traditional, before, trail)
        if key not in self._tried:
            likely = successors(traditional, before, trail)
            known, leads = candidates(traditional).by_number, vanishing(trail)
            taken = {made.number for made in likely.made}
            own = (known[n] for n in self._own if n in known and n not in taken)
            fitting = islice((made for made in own if made.lead in leads), _OWN)
            self._tried[key] = Options((*likely.made, *fitting))
        return self._tried[key]
