"""How likely a character is after three others: the model `chars`, by which readings of damaged bytes are told apart.

Interpolated n-grams up to four characters, kept as sorted keys with log-probabilities in tenths of a nat. They are loaded when
the first odd stretch is met and never before. All digits are one character to the model, so it can't prefer one figure to
another; so are all letters, half- and full-width marks, and a traditional character and its simplified form.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from taizhang import models
from taizhang.restore.classes import codes, simplified

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

VERSION: Final = 2
"""Goes up when the arrays or `folded` change; a model of another version is refused."""
ORDER: Final = 4
"""So many characters make the longest n-gram."""
STEP: Final = 0.1
"""One unit of a kept log-probability, in nats."""
DIGIT: Final = "0"
BREAK: Final = "\n"
Context = tuple[int, ...]
_ROWS: Final = 1000  # rows kept: a few dozen MB
_KEPT: Final = 1_000_000  # scores kept: a few dozen MB; a long damaged text may not hold on to more
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"  # they stand for themselves
_POINTS: Final = 0x30000  # planes 0 to 2, as in `classes`
_FOLDED: Final = (*range(0x80), 0x3000, *range(0xFF00, 0x10000))  # where `folded` makes a difference
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
        import numpy as np

        self.characters = [chr(code) for code in arrays["characters"].tolist()]
        self._numbers = {char: n for n, char in enumerate(self.characters)}
        self._numbers |= _traditional(self._numbers)
        self.size = len(self.characters)
        # One table an order: values and left-over mass are tenths of a nat, keys are made of the place of the context in the
        # table before. What is asked for one character lies in bytes and lists, what is asked for many in arrays.
        self._values = [arrays[f"value{n}"].tobytes() for n in range(1, ORDER + 1)]
        self._left = [b"", *(arrays[f"left{n}"].tobytes() for n in range(1, ORDER))]
        self._keys = [array("Q"), *(array("Q", _sums(arrays[f"keys{n}"])) for n in range(2, ORDER + 1))]
        self._sorted = [np.frombuffer(keys, np.int64) for keys in self._keys]
        self._logs = [_logs(values) for values in self._values]
        self._left_logs = [_logs(left) for left in self._left]
        self._places: dict[Context, int] = {}
        self._rows: dict[Context, npt.NDArray[np.float32]] = {}
        self._seen: dict[tuple[Context, int], float] = {}

    def number(self, char: str) -> int:
        """The number of a character; 0 for one the model does not know."""
        return self._numbers.get(char if _FIRST_HAN <= char <= _LAST_HAN else folded(char), 0)

    def numbers(self, text: str) -> npt.NDArray[np.int64]:
        """The numbers of the characters of `text`."""
        import numpy as np

        return self._table[np.minimum(codes(text), np.uint32(_POINTS - 1))]

    @cached_property
    def _table(self) -> npt.NDArray[np.int64]:
        """Code point to number."""
        import numpy as np

        table = np.zeros(_POINTS, np.int64)
        for char, n in self._numbers.items():
            table[ord(char)] = n
        for code in _FOLDED:
            table[code] = self.number(chr(code))
        return table

    def score(self, context: Context, char: int) -> float:
        """The natural log of the probability of `char` after the characters of `context`, three or fewer."""
        key = (context, char)
        if (known := self._seen.get(key)) is None:
            if len(self._seen) > _KEPT:
                self._seen.clear()
                self._places.clear()
            known = self._seen[key] = -STEP * self._look_up(context, char)
        return known

    def row(self, context: Context) -> npt.NDArray[np.float32]:
        """What `score` says of every character after those of `context`. Not to be changed."""
        if not context:
            return self._logs[0]
        if (known := self._rows.get(context)) is None:
            if len(self._rows) >= _ROWS:
                self._rows.clear()
            known = self._rows[context] = self._row(context, self.row(context[1:]))
        return known

    def _row(self, context: Context, shorter: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """The row of a context: its own n-grams, and for the others what the context without its first character says."""
        size, place = len(context), self._place(context)
        if place < 0:
            return shorter
        keys, first = self._keys[size], place * self.size
        begin = bisect_left(keys, first)
        end = bisect_left(keys, first + self.size, begin)
        row: npt.NDArray[np.float32] = shorter - STEP * self._left[size][place]
        row[self._sorted[size][begin:end] - first] = self._logs[size][begin:end]
        return row

    def along(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """The score of each character of a text after the three before it, or as many as there are."""
        import numpy as np

        scores, places = self._logs[0][numbers], numbers
        for size in range(1, min(ORDER, len(numbers))):
            met = places[:-1] >= 0
            keys = np.where(met, places[:-1] * self.size + numbers[size:], -1)
            at = np.minimum(self._sorted[size].searchsorted(keys), len(self._sorted[size]) - 1)
            hit = self._sorted[size][at] == keys
            shorter = scores[size:] + np.where(met, self._left_logs[size][places[:-1]], 0)
            scores[size:] = np.where(hit, self._logs[size][at], shorter)
            places = np.where(hit, at, -1)
        return scores

    def after(self, context: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """The characters seen after the one numbered `context`, and the log-probability of each."""
        begin, end = (bisect_left(self._keys[1], n * self.size) for n in (context, context + 1))
        return self._sorted[1][begin:end] - context * self.size, self._logs[1][begin:end]

    def _look_up(self, context: Context, char: int) -> int:
        left = 0
        for begin in range(len(context)):
            if (place := self._place(context[begin:])) >= 0:
                size = len(context) - begin
                keys, key = self._keys[size], place * self.size + char
                at = bisect_left(keys, key)
                if at < len(keys) and keys[at] == key:
                    return left + self._values[size][at]
                left += self._left[size][place]
        return left + self._values[0][char]

    def _place(self, context: Context) -> int:
        """Where the table of its order keeps `context`; -1 where it was never seen."""
        if len(context) == 1:
            return context[0]
        if (place := self._places.get(context)) is None:
            before = self._place(context[:-1])
            place = -1 if before < 0 else _find(self._keys[len(context) - 1], before * self.size + context[-1])
            self._places[context] = place
        return place


def _traditional(numbers: Mapping[str, int]) -> dict[str, int]:
    """Traditional characters with the numbers of their simplified forms."""
    return {char: numbers[plain] for char, plain in simplified().items() if plain in numbers}


def _sums(steps: npt.NDArray[np.uint32]) -> bytes:
    """The keys that stand so far from each other."""
    return steps.cumsum(dtype="uint64").tobytes()


def _logs(tenths: bytes) -> npt.NDArray[np.float32]:
    import numpy as np

    return np.frombuffer(tenths, np.uint8) * np.float32(-STEP)


def _find(keys: array[int], key: int) -> int:
    at = bisect_left(keys, key)
    return at if at < len(keys) and keys[at] == key else -1


@cache
def char_model() -> CharModel:
    """The model of this installation. Raises ModelError when it is missing or altered."""
    return CharModel(models.load("chars", VERSION)[1])
