"""Read a stretch of shifted bytes anew: a beam search over what the lost bytes were, scored by the character model.

The search walks over the characters of the page. It is either aligned, and copies, or one byte off: then a lead byte is
held from the character before, and each character of the page gives the trail of one and the lead of the next.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import Final, NamedTuple

from taizhang.restore.beam import BEAM, Beam
from taizhang.restore.chars import BREAK, ORDER, char_model
from taizhang.restore.page import Page
from taizhang.restore.pairs import (
    HALF,
    LOST,
    MARKS,
    STOP,
    Candidate,
    Options,
    bytes_of,
    candidates,
    known,
    missing,
    paired,
    printed,
)
from taizhang.restore.states import AFTER, ALIGNED, Change, Kind, Reading, State, readings

CONTEXT: Final = ORDER - 1
_ENTER: Final = {True: -2.0, False: -4.0}
"""What the search pays to enter a run whose first byte is shown as ?, and one whose first byte is gone."""
_ENTER_PROVEN: Final = -2.0
"""The latter where the page is damaged for sure, or two marks stand in a row."""
_MISSING: Final = -2.0
"""What it pays for a character that vanished before a mark (走过， for 走过场，)."""
_UNBROKEN: Final = -3.0
"""What it pays for a mark within a run: the site would have broken the text before it."""
_EATEN: Final = -3.0
"""What it pays for a character of ASCII that went with a byte."""
_VANISHED: Final = 4
"""So many pairs in a row may have vanished."""
_FEW: Final = 6
_COUNTED: Final = -5.6
"""A character likelier than this behind a figure is one that things are counted by, or a part of a figure (万, 年)."""
_ASCII: Final = "0A(),:.-%"
_BYTES_OF_MARKS: Final = MARKS | {half: MARKS[full] for half, full in HALF.items() if full in MARKS}


class _WayOut(NamedTuple):
    """Where a run ends: whether a lost byte stands there, where the text goes on, and whether with a mark or the line's end."""

    lost: bool
    after: int
    ends: bool


class Search:
    """The search over one stretch, `text`, behind `before`. `shown`: lost bytes stand as ? on this page; `proven`: it is
    damaged elsewhere for sure. `steps` tells the work done, the same on every machine; `end`, how far it was read."""

    def __init__(
        self, page: Page, before: str, text: str, shown: bool, traditional: bool, proven: bool = False
    ) -> None:
        self.text, self.shown, self.traditional, self.proven = text + "\n", shown, traditional, proven
        self.page, self.candidates = page, candidates(traditional)
        model = char_model()
        self.number, self.digit = model.number, (model.number("0"),)
        self.numbers: list[int] = model.numbers(self.text).tolist()
        self.ascii, self.line_end = known(_ASCII), known(BREAK)
        context = tuple(model.numbers((BREAK * CONTEXT + before)[-CONTEXT:]).tolist())
        self.beam = Beam(State(0.0, context, ALIGNED, -1, "", ()))

    def run(self) -> list[Reading]:
        """The changes of the best reading, in order; empty where the text as it is reads best."""
        for at in range(len(self.text)):
            if off := self.beam.pop(at, Kind.OFF):
                self._step_off(at, off)
            for _ in range(_VANISHED):
                if not (lost := self.beam.pop(at, Kind.LOST)):
                    break
                self._step_lost(at, lost)
            self.beam.forget(at, Kind.LOST)
            if aligned := self.beam.pop(at, Kind.ALIGNED):
                self._step_aligned(at, aligned)
            if not self.shown and self.beam.settled(at + 1):
                break
        self.end = at + 1
        return readings(self.beam.pop(self.end, Kind.ALIGNED))

    def _hopeful(self, at: int, kind: Kind, state: State, options: Options) -> Iterator[tuple[Candidate, float]]:
        """The options that have hope at `at` once `state` goes on with them, the best first, each with the score it then has."""
        if not options.made or state.score < self.beam.least(at, kind):
            return
        scores = self.page.row(state.context)[options.numbers] + state.score
        if scores.item(scores.argmax()) < self.beam.least(at, kind):
            self.beam.steps += 1
            return
        order = (-scores).argsort()[:BEAM]
        for n, score in zip(order.tolist(), scores[order].tolist(), strict=True):
            if score < self.beam.least(at, kind):
                self.beam.steps += 1
                return
            yield options.made[n], score

    def _emit(
        self, state: State, made: Candidate, held: int, score: float | None = None, unbroken: float = 0.0
    ) -> State:
        if score is None:
            score = state.score + self.page.score(state.context, made.number) + unbroken
        context = (*state.context[1:], made.number)
        return State(score, context, held, state.start, state.made + made.char, state.changes)

    def _close(self, at: int, state: State) -> State:
        change = Change(state.start, at, state.made)
        return State(state.score, state.context, ALIGNED, -1, "", (*state.changes, change))

    # --- aligned ---

    def _step_aligned(self, at: int, states: list[State]) -> None:
        """Every reading goes on with the character that stands there, or enters a run."""
        here, next_mark = self._mark(at), self._mark(at + 1)
        lost = self.text[at] in LOST
        straddling = self._mark(at + 2) if lost and self.text[at + 1] in LOST else None
        opened = _ENTER_PROVEN if self.proven or next_mark is not None else _ENTER[False]
        for state in states:
            self._copy(at, state)
            if lost and next_mark:
                self._enter_run(at + 2, next_mark, _open(at, state, _ENTER[True]))
            if straddling:
                self._straddle(at, straddling, _open(at, state, _ENTER[True]))
            if here and not self.shown:
                if self.candidates.by_lead[here[1]].made:
                    self._enter_run(at + 1, here, _open(at, state, opened))
                if self.proven:
                    self._fill_in(at, state, here)

    def _copy(self, at: int, state: State) -> None:
        number = self.numbers[at]
        score = state.score + self.page.score(state.context, number)
        context = (*state.context[1:], number)
        self.beam.add(at + 1, State(score, context, state.held, state.start, state.made, state.changes))

    def _straddle(self, at: int, mark: tuple[int, int], opened: State) -> None:
        """Two lost bytes before a mark: of a character that ends with what made the mark's first byte."""
        for made, score in self._hopeful(at + 2, Kind.ALIGNED, opened, self.candidates.by_trail[_straddled(mark)]):
            self.beam.add(at + 2, self._close(at + 2, self._emit(opened, made, ALIGNED, score)))

    def _fill_in(self, at: int, state: State, mark: tuple[int, int]) -> None:
        """A character that straddled an unseen mark and the mark at `at` is gone without a trace."""
        opened = _open(at, state, _MISSING)
        for made in missing(self.traditional, state.context[-1], _straddled(mark)).made:
            self._copy(at, self._close(at, self._emit(opened, made, ALIGNED)))

    def _enter_run(self, after: int, mark: tuple[int, int], opened: State) -> None:
        for made, score in self._hopeful(after, Kind.OFF, opened, self.candidates.by_trail[mark[0]]):
            self.beam.add(after, self._emit(opened, made, mark[1], score))

    def _mark(self, at: int) -> tuple[int, int] | None:
        return _BYTES_OF_MARKS.get(self.text[at : at + 1])

    # --- one byte off ---

    def _step_off(self, at: int, states: list[State]) -> None:
        char, by_lead, way_out = self.text[at], self.candidates.by_lead, self._way_out(at)
        ways, letter = bytes_of(char), ord(char) if 0x40 <= ord(char) < 0x7F else 0
        for state in states:
            lead = state.held
            for first, second in ways:
                if made := paired(lead, first):
                    self._pass_on(at + 1, self._emit(state, made, second, unbroken=_unbroken(made.char)))
            if letter and (made := paired(lead, letter)):
                self.beam.add(at + 1, self._close(at + 1, self._emit(state, made, ALIGNED)))
            options = by_lead[lead]
            self._vanish(at, state, options.vanishing)
            if way_out:
                self._leave(at, way_out, state, options)

    def _step_lost(self, at: int, states: list[State]) -> None:
        char, after, by_trail, way_out = self.text[at], at + 1, self.candidates.by_trail, self._way_out(at)
        for state in states:
            lost = state.held - AFTER
            for first, second in bytes_of(char):
                options = by_trail[first].behind(lost)
                if second >= 0x81:
                    for option, score in self._hopeful(after, Kind.OFF, state, options):
                        self.beam.add(after, self._emit(state, option, second, score))
                else:
                    for option, score in self._hopeful(after, Kind.ALIGNED, state, options):
                        self._pass_on(after, self._emit(state, option, second, score))
            # The page shows the second byte as a letter.
            letters = by_trail[ord(char)].behind(lost)
            for option, score in self._hopeful(after, Kind.ALIGNED, state, letters):
                self.beam.add(after, self._close(after, self._emit(state, option, ALIGNED, score)))
            likely = self.page.successors(self.traditional, state.context[-1], lost)
            self._vanish(at, state, likely.vanishing)
            if way_out:
                self._leave(at, way_out, state, likely)

    def _vanish(self, at: int, state: State, options: Options) -> None:
        for option, score in self._hopeful(at, Kind.LOST, state, options):
            self.beam.add(at, self._emit(state, option, AFTER + option.trail, score))

    def _pass_on(self, at: int, state: State) -> None:
        """Go on with the byte held; a letter that was taken for the second byte of a pair ends the run."""
        if state.held >= 0x81:
            self.beam.add(at, state)
        elif state.held >= 0x40:
            self.beam.add(at, self._close(at, self._emit(state, printed(chr(state.held)), ALIGNED)))

    def _way_out(self, at: int) -> _WayOut | None:
        """How a run may end at a place; None where it cannot."""
        lost = self.text[at] in LOST
        if self.shown and not lost:
            return None
        after = at + 1 if lost else at
        return _WayOut(lost, after, self._mark(after) is not None or self.text[after] == "\n")

    def _leave(self, at: int, way: _WayOut, state: State, options: Options) -> None:
        """The run ends with a lost byte: before a mark or a line's end, or with a character of ASCII that it ate."""
        char, after = self.text[at], way.after
        if state.score < self.beam.least(after, Kind.ALIGNED):
            return
        if way.ends:
            for option, score in self._hopeful(after, Kind.ALIGNED, state, options):
                self.beam.add(after, self._close(after, self._emit(state, option, ALIGNED, score)))
        elif "@" <= char <= "~" and not self.shown:
            for option, score in self._hopeful(at, Kind.ALIGNED, state, options.before(ord(char))):
                self.beam.add(at, self._close(at, self._emit(state, option, ALIGNED, score)))
        else:
            self._leave_eaten(at, state, options, way.lost)

    def _leave_eaten(self, at: int, state: State, options: Options, lost: bool) -> None:
        """Where nothing is shown, only what stands behind can tell that a character of ASCII is gone."""
        char, after = self.text[at], at + 1 if lost else at
        ways = [(options, self.ascii)] if lost or char.isascii() or self._counted(char) else []
        if state.held == STOP:
            ways.append((self.candidates.stops, self.line_end))
        for made, which in ways:
            for option, score in self._likeliest(state, made):
                if score + _EATEN >= self.beam.least(after, Kind.ALIGNED):
                    self.beam.add(after, self._eaten(at, self._emit(state, option, ALIGNED, score), lost, which))

    def _likeliest(self, state: State, options: Options) -> list[tuple[Candidate, float]]:
        """A few of the options, each with the score `state` then has."""
        scores = self.page.row(state.context)[options.numbers].tolist()
        scored = (
            (state.score + score + _unbroken(made.char), made) for score, made in zip(scores, options.made, strict=True)
        )
        return [(made, score) for score, made in heapq.nlargest(_FEW, scored, key=lambda s: s[0])]

    def _counted(self, char: str) -> bool:
        """Whether a figure often stands before a character."""
        return char_model().score(self.digit, self.number(char)) > _COUNTED

    def _eaten(self, at: int, state: State, lost: bool, which: Options) -> State:
        """A character of ASCII was lost with the byte: a ? stands for it, for nobody knows which it was."""
        score, number = max((self.page.score(state.context, c.number), c.number) for c in which.made)
        change = Change(state.start, at, state.made if lost else state.made + "?", True)
        lost_here = (number,) * (2 if which is self.line_end else 1)  # to the model a line ends with two breaks
        context = (*state.context, *lost_here)[-CONTEXT:]
        return State(state.score + score + _EATEN, context, ALIGNED, -1, "", (*state.changes, change))


def _open(at: int, state: State, cost: float) -> State:
    """The reading as it enters a run."""
    return State(state.score + cost, state.context, state.held, at, "", state.changes)


def _unbroken(char: str) -> float:
    """What a character of a run costs beside its likelihood."""
    return _UNBROKEN if char in MARKS else 0.0


def _straddled(mark: tuple[int, int]) -> int:
    """The second byte of a character that makes a mark with the first byte of `mark`: 场， and 海、."""
    return 0xA1 if mark[0] == 0xA3 else 0xA3
