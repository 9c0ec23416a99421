"""What the search of `repair.py` goes on with: at each place the best readings of a kind, and nothing that has no hope."""

from __future__ import annotations

import heapq
import math
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
        self._best: dict[tuple[int, Kind], list[float]] = {}
        self._states: dict[tuple[int, Kind], list[State]] = {(0, Kind.ALIGNED): [first]}

    def least(self, at: int, which: Kind) -> float:
        """Below this score a reading at a place is not worth making."""
        best = self._best.get((at, which), [])
        hope = self._tops.get(at, -math.inf) - _HOPELESS
        return max(best[0], hope) if len(best) == BEAM else hope

    def add(self, at: int, state: State) -> None:
        """Take a reading in, if it has hope; the one that changes nothing always."""
        self.steps += 1
        score, place = state.score, (at, kind(state))
        if score >= self.least(*place):
            best = self._best.setdefault(place, [])
            (heapq.heappush if len(best) < BEAM else heapq.heapreplace)(best, score)
            self._tops[at] = max(score, self._tops.get(at, -math.inf))
        elif state.changes or place[1] is not Kind.ALIGNED:
            return
        self._states.setdefault(place, []).append(state)

    def pop(self, at: int, which: Kind) -> list[State]:
        """The best readings, the best one first, always with the one that changes nothing; taken out of the beam."""
        self._best.pop((at, which), None)
        states = sorted(self._states.pop((at, which), ()), key=lambda s: -s.score)
        self.steps += min(len(states), BEAM)
        if len(states) <= BEAM:
            return states
        return states[:BEAM] + [s for s in states[BEAM:] if which is Kind.ALIGNED and not s.changes]

    def forget(self, at: int, which: Kind) -> None:
        """Go on without the readings of a kind."""
        self._states.pop((at, which), None)

    def settled(self, at: int) -> bool:
        """Whether all readings are aligned and end alike: nothing behind this place can tell them apart."""
        return (
            self._states.keys() == {(at, Kind.ALIGNED)}
            and len({s.context for s in self._states[at, Kind.ALIGNED]}) == 1
        )
