"""What the search of `repair.py` carries: readings of the text so far, and what comes of those that reach the end."""

from __future__ import annotations

import math
from typing import ClassVar, Final, NamedTuple

from taizhang.kinds import Kinds
from taizhang.restore.chars import Context

ALIGNED: Final = -1
"""Held where no byte is: the text is read as it stands."""
AFTER: Final = 256
"""A held byte from here on is not known: it followed the trail byte `held - AFTER` in a pair that vanished."""
_TEMPER: Final = 1.0
"""Log-probabilities are divided by this before they become a confidence; benchmarks/restore.py shows how often it is right."""


class Kind(Kinds):
    """How a reading stands to the bytes at its place."""

    ALIGNED: ClassVar[Kind]
    OFF: ClassVar[Kind]  # one byte off, the lead of the next character known
    LOST: ClassVar[Kind]  # one byte off behind a pair that vanished


class Change(NamedTuple):
    """`[start, end)` of the text reads `after`; `cut`: a character was lost for good behind it."""

    start: int
    end: int
    after: str
    cut: bool = False


class State(NamedTuple):
    """A reading of the text so far: its last characters, the byte held, where its open run began and what that made."""

    score: float
    context: Context
    held: int
    start: int
    made: str
    changes: tuple[Change, ...]


class Reading(NamedTuple):
    """A change, how sure it is, and how sure it is that some change is due there."""

    change: Change
    confidence: float
    damaged: float


def kind(state: State) -> Kind:
    """How a state stands to the bytes, told by what it holds."""
    if state.held == ALIGNED:
        return Kind.ALIGNED
    return Kind.LOST if state.held >= AFTER else Kind.OFF


def readings(finals: list[State]) -> list[Reading]:
    """The changes of the best reading, each weighed against all readings that are left."""
    if not finals:
        return []
    best = max(finals, key=lambda s: s.score)
    weights = [math.exp((s.score - best.score) / _TEMPER) for s in finals]
    total = sum(weights)

    def share(holds: list[bool]) -> float:
        return sum(w for held, w in zip(holds, weights, strict=True) if held) / total

    return [
        Reading(change, share([change in s.changes for s in finals]), share([_begins(s, change.start) for s in finals]))
        for change in best.changes
    ]


def _begins(state: State, start: int) -> bool:
    return any(change.start == start for change in state.changes)
