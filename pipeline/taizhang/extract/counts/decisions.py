"""The types that a figure's status is decided on, and what is asked of a clause, a unit and a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Token, Word
from taizhang.extract.counts.pack import Rare, said
from taizhang.extract.counts.units import PERCENTS
from taizhang.rules import remembered
from taizhang.types import Quantity
from taizhang.vocabulary import CountStatus

_STATES = PERCENTS | {"‰", "倍", "℃", "分贝", "dB", "%vol", "伏/米", "V/m", "微西弗/小时"}
_DENSITIES = ("毫克", "微克", "克/", "mg", "μg", "ug", "µg", "g/")
_FUTURE = ("future", "ahead", "after_future")
_DONE = ("done", "after_done")
FAULTY = ("counts.defect", "counts.undone")  # rules by which something is at fault: what it is, and what was not done
_ALL = ("all", "after_all")  # 全部: done, unless it is to be (5月底前全部补齐)


@dataclass(slots=True, eq=False)
class StatusDecision:
    """A status, the rule that gave it, and the cue it was read from."""

    status: CountStatus
    rule: str
    cue: Token | None = None


@dataclass(slots=True, eq=False)
class DiscourseContext:
    """What the text has said up to a figure.

    `before`: the decision of the figure before it in the sentence. `same_class`: that of the last figure with a like unit. `intake`:
    that of the last complaints received or transferred. `placed`: the figure before is told of a place too. `text`, `start`: the
    text, and where in it the figure with its comparator begins. `due`: where deadlines begin in it, in order. `bound`: the figure
    is a limit to be kept (不少于, 不超过). `mood`: the status of a figure of which nothing is said.
    """

    before: StatusDecision | None
    same_class: StatusDecision | None
    intake: StatusDecision | None
    placed: bool
    text: str
    start: int
    due: Sequence[int]
    bound: bool
    mood: CountStatus

    def due_within(self, start: int, end: int) -> bool:
        """Whether a deadline begins in that stretch."""
        return bool(self.due) and bisect_left(self.due, start) < bisect_left(self.due, end)


@dataclass(slots=True, eq=False)
class StatusInput:
    """One figure with all that bears on its status. `name`: what is counted, where the text says so beside the figure. `own`:
    the predicate that decides. `done`, `future`: the clause says that it is done, or still ahead."""

    clause: Clause
    value: Quantity
    name: str | None
    context: DiscourseContext
    own: Token | None
    done: bool
    future: bool


@remembered
def measured(unit: str) -> bool:
    """Whether figures of a unit tell a state and no amount of work: 46%, 4.6毫克/升."""
    return unit in _STATES or unit.startswith(_DENSITIES)


def faulty(name: str | None) -> bool:
    """Problems are never planned: 二、重点任务 / 补充耕地不实问题33个."""
    return name is not None and name.endswith(("问题", "隐患", "隐患点", "风险点"))


def tense(clause: Clause, name: str | None, due: bool, only: bool) -> tuple[bool, bool]:
    """(done, future) of a clause; `due`: it names a deadline; `only`: it tells how little was done."""
    ahead, done = due, only
    if clause.marks:
        ahead = due or not clause.marks.isdisjoint(_FUTURE)
        done = only or not clause.marks.isdisjoint(_DONE) or (not ahead and not clause.marks.isdisjoint(_ALL))
    return done, not done and (ahead or (clause.label == "planned" and not faulty(name)))


def says_before(case: StatusInput, words: Rare) -> bool:
    """Whether the sentence says such `words` of the pack before the figure."""
    return said(words, case.context.text, case.clause.opened, case.clause.number) is not None


Rule = Callable[
    [StatusInput, Token], StatusDecision | None
]  # what a predicate says of a figure, None where the rule does not hold


class Asked(NamedTuple):
    """A rule with what it needs of the predicate: of most words nearly all rules have nothing to say, which is told once a word."""

    of: Callable[[Word], bool]
    rule: Rule


def any_word(_: Word) -> bool:
    """For a rule that is asked of every predicate."""
    return True


def when(holds: Callable[[StatusInput, Token], bool], status: CountStatus, rule: str = "counts.cue") -> Rule:
    """The rule that a figure has that status where `holds` is true of it and its predicate."""
    return lambda case, own: StatusDecision(status, rule, own) if holds(case, own) else None


def first_decision(rules: Sequence[Rule], case: StatusInput, own: Token) -> StatusDecision | None:
    """What the first of the rules says that holds."""
    for rule in rules:
        if (decision := rule(case, own)) is not None:
            return decision
    return None
