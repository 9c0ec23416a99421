"""Several pieces of work of the same steps, each step done for all before the next one begins.

What a step uses (patterns, word lists, code) is larger than a core's own cache: taken up once for many, it is a quarter faster.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Final, TypeVar

_TOGETHER: Final = 16  # more would fill the cache with what lies between their steps
_T = TypeVar("_T")

Steps = Generator[None, None, _T]
"""Work that halts between its steps."""


def in_turn(works: Sequence[Steps[_T]], begin: Callable[[int], object] = lambda _: None) -> list[_T]:
    """What each work comes to, in order. `begin` is told the number of a work before each of its steps. Raises what a step raises."""
    ends: dict[int, _T] = {}
    for first in range(0, len(works), _TOGETHER):
        going = dict(enumerate(works[first : first + _TOGETHER], first))
        while going:
            for number, work in tuple(going.items()):
                begin(number)
                try:
                    next(work)
                except StopIteration as end:
                    ends[number] = end.value
                    del going[number]
    return [ends[number] for number in range(len(works))]
