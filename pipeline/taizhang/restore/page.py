"""What a page says elsewhere, beside the model `chars`: names, titles and figures of speech that it repeats.

Counts of the page's own n-grams are mixed with the model by Dirichlet smoothing (MacKay and Peto 1995): a context met n times
on the page has a say of n against the model's constant. Which marks stand where is not learned: what vanished, vanished
before a mark, and a page that says 走过， twice is no evidence for it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from taizhang.restore.chars import BREAK, Context, char_model
from taizhang.restore.pairs import MARKS, Options, candidates, successors, vanishing

if TYPE_CHECKING:
    import numpy.typing as npt

_SAY: Final = {2: 8.0, 3: 2.0}
"""How often a context of so many characters must be met for the page to weigh as much as the model."""
_MOST: Final = 100_000
"""So many characters of a page are counted; a longer one repeats itself by then."""
_OWN: Final = 30
"""So many of a page's own characters are tried where a character is not known by a byte."""


class Page:
    """The model of one page, made of the pieces of its text that are not damaged."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._model = char_model()
        self._marks = frozenset(map(self._model.number, MARKS))
        self._after: dict[Context, Counter[int]] = defaultdict(Counter)
        self._seen: dict[tuple[Context, int], float] = {}
        self._kept: dict[tuple[Context, Options], list[float]] = {}
        self._tried: dict[tuple[bool, int, int], Options] = {}
        size = 0
        for piece in pieces:
            self._count(piece[: _MOST - size])
            size += len(piece)
            if size >= _MOST:
                break
        self._met = {context: after.total() for context, after in self._after.items()}

    def _count(self, piece: str) -> None:
        numbers = self._model.numbers(piece.replace("\n", BREAK * 2))
        for size in (0, *_SAY):
            for at in range(size, len(numbers)):
                if numbers[at] not in self._marks:
                    self._after[tuple(numbers[at - size : at])][numbers[at]] += 1

    def score(self, context: Context, char: int) -> float:
        """The natural log of the probability of the character numbered `char` after those of `context`."""
        key = (context, char)
        if (known := self._seen.get(key)) is None:
            base = self._model.score(context, char)
            known = base if char in self._marks else math.log(self._mixed(context, math.exp(base), char))
            self._seen[key] = known
        return known

    def _mixed(self, context: Context, chance: float, char: int) -> float:
        for size, say in _SAY.items():
            if not (met := self._met.get(context[len(context) - size :])):
                break
            chance = (self._after[context[len(context) - size :]][char] + say * chance) / (met + say)
        return chance

    def scores(self, context: Context, options: Options) -> list[float]:
        """The score of each of `options` after those of `context`: what `score` says, for many at a time."""
        key = (context, options)
        if (known := self._kept.get(key)) is None:
            known = self._model.scores_of(context, options.numbers)
            if context[-min(_SAY) :] in self._met:
                known = self._all_mixed(context, known, options)
            self._kept[key] = known
        return known

    def _all_mixed(self, context: Context, base: list[float], options: Options) -> list[float]:
        import numpy as np

        chances: npt.NDArray[Any] = np.exp(base)
        numbers = [made.number for made in options.made]
        for size, say in _SAY.items():
            tail = context[len(context) - size :]
            if not (met := self._met.get(tail)):
                break
            after = self._after[tail]
            chances = (np.fromiter((after.get(n, 0) for n in numbers), float, len(numbers)) + say * chances) / (
                met + say
            )
        mixed: list[float] = np.log(chances).tolist()
        return [known if n in self._marks else own for n, known, own in zip(numbers, base, mixed, strict=True)]

    def successors(self, traditional: bool, before: int, trail: int) -> Options:
        """Characters to try after the one numbered `before`, where the first byte vanished behind `trail`: those the model
        and those the page meets most."""
        key = (traditional, before, trail)
        if key not in self._tried:
            likely = successors(traditional, before, trail)
            known, leads = candidates(traditional).by_number, vanishing(trail)
            taken = {made.number for made in likely.made}
            own = (known[n] for n, _ in self._after[()].most_common() if n in known and n not in taken)
            fitting = [made for made in own if made.lead in leads][:_OWN]
            self._tried[key] = Options((*likely.made, *fitting))
        return self._tried[key]
