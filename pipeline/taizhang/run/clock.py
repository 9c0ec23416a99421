"""At which document of its chunk a worker is, and since when: the worker writes it, its parent reads it, nobody waits."""

from __future__ import annotations

import time
from collections.abc import MutableSequence
from multiprocessing.context import BaseContext
from typing import Final

ALL: Final = -1  # what is done for the documents of a chunk together


class Clock:
    """Two numbers in memory that both processes see. The system's monotonic time is the same in both."""

    def __init__(self, context: BaseContext) -> None:
        self._now: MutableSequence[float] = context.RawArray("d", [ALL, 0.0])

    def at(self, number: int) -> None:
        """The worker begins with this document of the chunk. The time is written first: seen in between, it favours the document."""
        self._now[1] = time.monotonic()
        self._now[0] = number

    @property
    def number(self) -> int:
        """The document the worker is at, or ALL."""
        return int(self._now[0])

    def deadline(self, seconds: float, documents: int) -> float:
        """When its time is over if it may take so many seconds a document."""
        return self._now[1] + seconds * (documents if self.number == ALL else 1)
