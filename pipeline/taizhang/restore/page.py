"""What a page says elsewhere, beside the model `chars`: names, titles and figures of speech that it repeats.

Counts of the page's own n-grams are mixed with the model by Dirichlet smoothing (MacKay and Peto 1995): a context met n times
on the page has a say of n against the model's constant.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Final

from taizhang.restore.chars import BREAK, Context, char_model
from taizhang.restore.pairs import Options

_SAY: Final = {2: 8.0, 3: 2.0}
"""How often a context of so many characters must be met for the page to weigh as much as the model."""
_MOST: Final = 100_000
"""So many characters of a page are counted; a longer one repeats itself by then."""


class Page:
    """The model of one page, made of the pieces of its text that are not damaged."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._model = char_model()
        self._contexts: Counter[Context] = Counter()
        self._grams: Counter[Context] = Counter()
        self._seen: dict[tuple[Context, int], float] = {}
        self._kept: dict[tuple[Context, Options], list[float]] = {}
        size = 0
        for piece in pieces:
            self._count(piece[: _MOST - size])
            size += len(piece)
            if size >= _MOST:
                break

    def _count(self, piece: str) -> None:
        numbers = self._model.numbers(piece.replace("\n", BREAK * 2))
        for size in _SAY:
            for at in range(len(numbers) - size):
                self._contexts[tuple(numbers[at : at + size])] += 1
                self._grams[tuple(numbers[at : at + size + 1])] += 1

    def score(self, context: Context, char: int) -> float:
        """The natural log of the probability of the character numbered `char` after those of `context`."""
        key = (context, char)
        if (known := self._seen.get(key)) is None:
            known = self._seen[key] = self._mixed(context, char, self._model.score(context, char))
        return known

    def scores(self, context: Context, options: Options) -> list[float]:
        """The score of each of `options` after those of `context`."""
        key = (context, options)
        if (known := self._kept.get(key)) is None:
            known = self._model.scores_of(context, options.numbers)
            if context[-2:] in self._contexts:
                pairs = zip(options.made, known, strict=True)
                known = [self._mixed(context, made.number, base) for made, base in pairs]
            self._kept[key] = known
        return known

    def _mixed(self, context: Context, char: int, base: float) -> float:
        """The model's score `base`, and what the page itself says."""
        chance = 0.0
        for size, say in _SAY.items():
            if not (met := self._contexts.get(context[-size:])):
                break
            chance = (self._grams.get((*context[-size:], char), 0) + say * (chance or math.exp(base))) / (met + say)
        return math.log(chance) if chance else base
