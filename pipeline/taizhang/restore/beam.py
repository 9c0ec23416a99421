"""What the search of `repair.py` goes on with: at each place the best readings of a kind, and nothing that has no hope."""

from __future__ import annotations

import heapq
import math
from operator import attrgetter
from typing import Final

from taizhang.restore.states import Kind, State, kind

BEAM: Final = 16
"""So many readings of a kind go on from a place."""
_HOPELESS: Final = 13.0
"""A reading so much less likely (in nats) than the best at the same place is given up."""


class Beam:
    """Readings by place and kind. `steps` tells how many were looked at."""

    def __init__(self, first: State) -> None:
        self.steps = 0
        self._tops: dict[int, float] = {}
        self._best: dict[int, list[float]] = {}  # the scores of the best, by place and kind as one number
        self._states: dict[int, list[State]] = {_slot(0, Kind.ALIGNED): [first]}

    def least(self, at: int, which: int) -> float:
        """Below this score a reading at a place is not worth making."""
        hope = self._tops.get(at, -math.inf) - _HOPELESS
        best = self._best.get(_slot(at, which))
        return best[0] if best is not None and len(best) == BEAM and best[0] > hope else hope

    def add(self, at: int, state: State) -> None:
        """Take a reading in, if it has hope; the one that changes nothing always."""
        self.steps += 1
        score, which = state.score, kind(state)
        slot = _slot(at, which)
        if score >= self.least(at, which):
            best = self._best.setdefault(slot, [])
            (heapq.heappush if len(best) < BEAM else heapq.heapreplace)(best, score)
            if score > self._tops.get(at, -math.inf):
                self._tops[at] = score
        elif state.changes or which != Kind.ALIGNED:
            return
        self._states.setdefault(slot, []).append(state)

    def pop(self, at: int, which: int) -> list[State]:
        """The best readings, the best one first, always with the one that changes nothing; taken out of the beam."""
        slot = _slot(at, which)
        states = self._states.pop(slot, None)
        if states is None:
            return []
        self._best.pop(slot, None)
        states.sort(key=_score, reverse=True)
        self.steps += min(len(states), BEAM)
        if len(states) <= BEAM:
            return states
        return states[:BEAM] + [s for s in states[BEAM:] if which == Kind.ALIGNED and not s.changes]

    def forget(self, at: int, which: int) -> None:
        """Go on without the readings of a kind."""
        self._states.pop(_slot(at, which), None)

    def settled(self, at: int) -> bool:
        """Whether all readings are aligned and end alike: nothing behind this place can tell them apart."""
        if len(self._states) != 1 or (states := self._states.get(_slot(at, Kind.ALIGNED))) is None:
            return False
        context = states[0].context
        return all(s.context == context for s in states)


def _slot(at: int, which: int) -> int:
    return 3 * at + which


_score: Final = attrgetter("score")
