"""At which document of its chunk a worker is, and how long it has taken: the worker writes it, its parent reads it, nobody waits."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import MutableSequence, Sequence
from multiprocessing.context import BaseContext
from typing import Final

ALL: Final = -1  # what is done for the documents of a chunk together


class Clock:
    """Two numbers in memory that both processes see. The system's monotonic time is the same in both."""

    def __init__(self, context: BaseContext) -> None:
        self._now: MutableSequence[float] = context.RawArray("d", [ALL, 0.0])

    def at(self, number: int, taken: float = 0.0) -> None:
        """The worker is at this source of the chunk from now on, with a document that has taken so many seconds before."""
        self._now[1] = time.monotonic() - taken
        self._now[0] = number

    @property
    def number(self) -> int:
        """The source the worker is at, or ALL."""
        return int(self._now[0])

    def deadline(self, seconds: float, documents: int) -> float:
        """When its time is over if it may take so many seconds a document."""
        return self._now[1] + seconds * (documents if self.number == ALL else 1)


class Turns:
    """The turns that the documents of a chunk have: tells the clock of each, and what the document has taken in those before."""

    def __init__(self, clock: Clock, chunk: Sequence[str]) -> None:
        self._clock = clock
        self._numbers: dict[str | None, int] = {uri: number for number, uri in enumerate(chunk)}
        self._taken: defaultdict[str, float] = defaultdict(float)
        self._document: str | None = None
        self._since = 0.0

    def begin(self, source: str | None, document: str | None) -> None:
        """The next turn begins; without a document, that of all together, which has a time of its own each time."""
        now = time.monotonic()
        if self._document is not None:
            self._taken[self._document] += now - self._since
        self._document, self._since = document, now
        self._clock.at(self._numbers.get(source, ALL), 0.0 if document is None else self._taken[document])
