"""How likely a character is after two others: the model `chars`, by which readings of damaged bytes are told apart.

An interpolated trigram model, kept as sorted keys with log-probabilities in tenths of a nat. It is loaded when the first
odd stretch is met and never before. All digits are one character to it, so it can't prefer one figure to another; so are
all letters, half- and full-width marks, and a traditional character and its simplified form.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from taizhang import models
from taizhang.restore.classes import han_tables

if TYPE_CHECKING:
    import numpy.typing as npt

VERSION: Final = 1
"""Goes up when the arrays or `folded` change; a model of another version is refused."""
STEP: Final = 0.1
"""One unit of a kept log-probability, in nats."""
DIGIT: Final = "0"
BREAK: Final = "\n"
_FULL = str.maketrans(",:;()?!%\u3000 \t", "，：；（）？！％\n\n\n")


@cache
def folded(char: str) -> str:
    """The character that stands for `char` in the model: one for all digits, one for all letters, one for all blanks."""
    wide = char.translate(_FULL)
    code = ord(wide) - 0xFEE0 if 0xFF10 <= ord(wide) <= 0xFF5A else ord(wide)
    if code < 0x80 and chr(code).isdigit():
        return DIGIT
    return "A" if code < 0x80 and chr(code).isalpha() else wide


class CharModel:
    """Log-probabilities of characters in context. Contexts and characters are numbers from `number`."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self.characters = [chr(code) for code in arrays["characters"].tolist()]
        self._numbers = {char: n for n, char in enumerate(self.characters)}
        self._numbers |= _traditional(self._numbers)
        self._size = len(self.characters)
        self._one, self._one_left = (_plain(arrays[name]) for name in ("one", "one_left"))
        self._two, self._two_left, self._three = (_plain(arrays[name]) for name in ("two", "two_left", "three"))
        self._two_keys = array("Q", arrays["two_keys"].cumsum(dtype="uint64").tobytes())
        self._three_keys = array("Q", arrays["three_keys"].cumsum(dtype="uint64").tobytes())
        self._seen: dict[tuple[int, int, int], float] = {}

    def number(self, char: str) -> int:
        """The number of a character; 0 for one the model does not know."""
        return self._numbers.get(folded(char), 0)

    def score(self, first: int, second: int, third: int) -> float:
        """The natural log of the probability of `third` after `first` and `second`."""
        key = (first, second, third)
        if (known := self._seen.get(key)) is None:
            if len(self._seen) > 1_000_000:  # a few dozen MB; a long damaged text may not hold on to more
                self._seen.clear()
            known = self._seen[key] = -STEP * self._look_up(first, second, third)
        return known

    def after(self, first: int) -> list[tuple[int, float]]:
        """The characters seen after `first`, with the log-probability of each."""
        begin, end = (bisect_left(self._two_keys, n * self._size) for n in (first, first + 1))
        return [(self._two_keys[at] - first * self._size, -STEP * self._two[at]) for at in range(begin, end)]

    def _look_up(self, first: int, second: int, third: int) -> int:
        pair = _find(self._two_keys, first * self._size + second)
        left = 0
        if pair >= 0:
            triple = _find(self._three_keys, pair * self._size + third)
            if triple >= 0:
                return self._three[triple]
            left = self._two_left[pair]
        pair = _find(self._two_keys, second * self._size + third)
        return left + (self._two[pair] if pair >= 0 else self._one_left[second] + self._one[third])


def _traditional(numbers: Mapping[str, int]) -> dict[str, int]:
    """Traditional characters with the numbers of their simplified forms."""
    simple = zip(*han_tables()[:2], strict=True)
    return {char: numbers[plain] for char, plain in simple if char != plain and plain in numbers}


def _plain(values: npt.NDArray[Any]) -> list[int]:
    found: list[int] = values.tolist()
    return found


def _find(keys: array[int], key: int) -> int:
    at = bisect_left(keys, key)
    return at if at < len(keys) and keys[at] == key else -1


@cache
def char_model() -> CharModel:
    """The model of this installation. Raises ModelError when it is missing or altered."""
    return CharModel(models.load("chars", VERSION)[1])
