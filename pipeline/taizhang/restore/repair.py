"""Read a stretch of shifted bytes anew: a beam search over what the lost bytes were, scored by the character model.

The search walks over the characters of the page. It is either aligned, and copies, or one byte off: then a lead byte is
held from the character before, and each character of the page gives the trail of one and the lead of the next.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import Final

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
    pair,
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
        self.ascii, self.line_end = known(_ASCII), known(BREAK)
        context = tuple(model.numbers((BREAK * CONTEXT + before)[-CONTEXT:]).tolist())
        self.beam = Beam(State(0.0, context, ALIGNED, -1, "", ()))

    def run(self) -> list[Reading]:
        """The changes of the best reading, in order; empty where the text as it is reads best."""
        for at in range(len(self.text)):
            for state in self.beam.pop(at, Kind.OFF):
                self._step_off(at, state)
            for _ in range(_VANISHED):
                for state in self.beam.pop(at, Kind.LOST):
                    self._step_lost(at, state)
            self.beam.forget(at, Kind.LOST)
            for state in self.beam.pop(at, Kind.ALIGNED):
                self._copy(at, state)
                self._enter(at, state)
            if not self.shown and self.beam.settled(at + 1):
                break
        self.end = at + 1
        return readings(self.beam.pop(self.end, Kind.ALIGNED))

    def _hopeful(self, at: int, kind: Kind, state: State, options: Options) -> Iterator[tuple[Candidate, float]]:
        """The options that have hope at `at` once `state` goes on with them, the best first, each with the score it then has."""
        if not options.made or state.score < self.beam.least(at, kind):
            return
        scores = self.page.row(state.context)[options.numbers] + state.score
        order = (-scores).argsort()[:BEAM]
        for n, score in zip(order.tolist(), scores[order].tolist(), strict=True):
            if score < self.beam.least(at, kind):
                self.beam.steps += 1
                return
            yield options.made[n], score

    def _emit(self, state: State, made: Candidate, held: int, score: float | None = None) -> State:
        if score is None:
            score = state.score + self.page.score(state.context, made.number)
        return State(score, (*state.context[1:], made.number), held, state.start, state.made + made.char, state.changes)

    def _close(self, at: int, state: State) -> State:
        change = Change(state.start, at, state.made)
        return State(state.score, state.context, ALIGNED, -1, "", (*state.changes, change))

    # --- aligned ---

    def _copy(self, at: int, state: State) -> None:
        number = self.number(self.text[at])
        score = state.score + self.page.score(state.context, number)
        context = (*state.context[1:], number)
        self.beam.add(at + 1, State(score, context, state.held, state.start, state.made, state.changes))

    def _enter(self, at: int, state: State) -> None:
        lost = self.text[at] in LOST
        if lost and (mark := self._mark(at + 1)):
            self._enter_run(at, at + 2, mark, self._open(at, state, True))
        if lost and self.text[at + 1] in LOST and (mark := self._mark(at + 2)):
            opened = self._open(at, state, True)
            for made, score in self._hopeful(at + 2, Kind.ALIGNED, opened, self.candidates.by_trail[_straddled(mark)]):
                self.beam.add(at + 2, self._close(at + 2, self._emit(opened, made, ALIGNED, score)))
        if not self.shown and (mark := self._mark(at)):
            if self.candidates.by_lead[mark[1]].made:
                self._enter_run(at, at + 1, mark, self._open(at, state, False))
            if self.proven:
                self._fill_in(at, state, mark)

    def _fill_in(self, at: int, state: State, mark: tuple[int, int]) -> None:
        """A character that straddled an unseen mark and the mark at `at` is gone without a trace."""
        opened = State(state.score + _MISSING, state.context, ALIGNED, at, "", state.changes)
        for made in missing(self.traditional, state.context[-1], _straddled(mark)).made:
            self._copy(at, self._close(at, self._emit(opened, made, ALIGNED)))

    def _open(self, at: int, state: State, shown: bool) -> State:
        likely = not shown and (self.proven or self._mark(at + 1) is not None)
        cost = _ENTER_PROVEN if likely else _ENTER[shown]
        return state._replace(score=state.score + cost, start=at, made="")

    def _enter_run(self, at: int, after: int, mark: tuple[int, int], opened: State) -> None:
        for made, score in self._hopeful(after, Kind.OFF, opened, self.candidates.by_trail[mark[0]]):
            self.beam.add(after, self._emit(opened, made, mark[1], score))

    def _mark(self, at: int) -> tuple[int, int] | None:
        char = self.text[at] if at < len(self.text) else ""
        return MARKS.get(HALF.get(char, char))

    # --- one byte off ---

    def _step_off(self, at: int, state: State) -> None:
        char, lead = self.text[at], state.held
        for first, second in bytes_of(char):
            if made := pair(lead, first):
                off = self._emit(state, self._known(made), second)
                self._pass_on(at + 1, off._replace(score=off.score + _unbroken(made)))
        if 0x40 <= ord(char) < 0x7F and (made := pair(lead, ord(char))):
            self.beam.add(at + 1, self._close(at + 1, self._emit(state, self._known(made), ALIGNED)))
        self._vanish(at, state, self.candidates.by_lead[lead].vanishing)
        self._leave(at, state, self.candidates.by_lead[lead])

    def _step_lost(self, at: int, state: State) -> None:
        lost, after = state.held - AFTER, at + 1
        for first, second in bytes_of(self.text[at]):
            options = self.candidates.by_trail[first].behind(lost)
            if second >= 0x81:
                for option, score in self._hopeful(after, Kind.OFF, state, options):
                    self.beam.add(after, self._emit(state, option, second, score))
            else:
                for option, score in self._hopeful(after, Kind.ALIGNED, state, options):
                    self._pass_on(after, self._emit(state, option, second, score))
        # The page shows the second byte as a letter.
        letters = self.candidates.by_trail[ord(self.text[at])].behind(lost)
        for option, score in self._hopeful(after, Kind.ALIGNED, state, letters):
            self.beam.add(after, self._close(after, self._emit(state, option, ALIGNED, score)))
        likely = self.page.successors(self.traditional, state.context[-1], lost)
        self._vanish(at, state, likely.vanishing)
        self._leave(at, state, likely)

    def _vanish(self, at: int, state: State, options: Options) -> None:
        for option, score in self._hopeful(at, Kind.LOST, state, options):
            self.beam.add(at, self._emit(state, option, AFTER + option.trail, score))

    def _pass_on(self, at: int, state: State) -> None:
        """Go on with the byte held; a letter that was taken for the second byte of a pair ends the run."""
        if state.held >= 0x81:
            self.beam.add(at, state)
        elif state.held >= 0x40:
            self.beam.add(at, self._close(at, self._emit(state, self._known(chr(state.held)), ALIGNED)))

    def _known(self, char: str) -> Candidate:
        return Candidate(char, self.number(char), 0, 0)

    def _leave(self, at: int, state: State, options: Options) -> None:
        """The run ends with a lost byte: before a mark or a line's end, or with a character of ASCII that it ate."""
        char = self.text[at]
        lost = char in LOST
        if self.shown and not lost:
            return
        after = at + 1 if lost else at
        if state.score < self.beam.least(after, Kind.ALIGNED):
            return
        ends = self._mark(after) is not None or self.text[after] == "\n"
        if ends:
            for option, score in self._hopeful(after, Kind.ALIGNED, state, options):
                self.beam.add(after, self._close(after, self._emit(state, option, ALIGNED, score)))
        elif "@" <= char <= "~" and not self.shown:
            for option, score in self._hopeful(at, Kind.ALIGNED, state, options.before(ord(char))):
                self.beam.add(at, self._close(at, self._emit(state, option, ALIGNED, score)))
        else:
            self._leave_eaten(at, state, options, lost)

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


def _unbroken(char: str) -> float:
    """What a character of a run costs beside its likelihood."""
    return _UNBROKEN if char in MARKS else 0.0


def _straddled(mark: tuple[int, int]) -> int:
    """The second byte of a character that makes a mark with the first byte of `mark`: 场， and 海、."""
    return 0xA1 if mark[0] == 0xA3 else 0xA3
