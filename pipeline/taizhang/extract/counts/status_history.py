"""What was said of the figures of a text so far: where a figure of which nothing is said takes its status from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.decisions import DiscourseContext, StatusDecision
from taizhang.extract.counts.pack import unit_class, words
from taizhang.extract.counts.scan import Hit
from taizhang.extract.counts.statuses import TAKEN_IN
from taizhang.rules import compiled
from taizhang.vocabulary import CountStatus

_BRACKETS = compiled("[（(）)]")
_ASIDE = "counts.risen"  # 整改率87.3%，较上年提高3.6个百分点: a remark, that nothing goes on with
_HEADED = "counts.headed"  # what the head of a sentence says of all its figures


@dataclass(slots=True)
class StatusHistory:
    """The statuses of the figures of `text` so far. `due`: where its deadlines begin. `mood`: the status of a figure of which nothing
    is said. `last`: of the figure before. `by_class`: of the last figure of each class of units. `wholes`: of the last that is no
    part of another. `intake`: of the last complaints received or transferred. `placed`: the last figure is told of a place. `outside`:
    of the last figure that stands in no bracket. `plain`: of the last that opens none. `depth`: how many brackets are open where it
    has `reached`."""

    text: str
    mood: CountStatus
    due: Sequence[int]
    last: StatusDecision | None = None
    by_class: dict[str, StatusDecision] = field(default_factory=dict)
    wholes: dict[str, StatusDecision] = field(default_factory=dict)
    intake: StatusDecision | None = None
    placed: bool = False
    outside: StatusDecision | None = None
    plain: StatusDecision | None = None
    depth: int = 0
    reached: int = 0

    def reach(self, start: int) -> None:
        """Go on to the figure that begins at `start`: into or out of brackets, none of which a sentence outlives."""
        text, reached = self.text, self.reached
        stop = max(text.rfind("。", reached, start), text.rfind("\n", reached, start))
        if stop >= 0:
            reached, self.depth = stop, 0
        if marks := _BRACKETS.findall(text, reached, start):
            self.depth = max(0, self.depth + sum(1 if mark in "（(" else -1 for mark in marks))
        self.reached = start

    def before(self, clause: Clause) -> StatusDecision | None:
        """That of the figure before in the sentence; behind a bracket (一般隐患218条（整改中22条），重大隐患3条) of the one before it."""
        if clause.first:
            return None
        if self.depth == 0:
            return self.outside or self.last
        return self.last if clause.bracket else self.plain or self.last

    def context(self, hit: Hit, clause: Clause, unit: str, before: StatusDecision | None) -> DiscourseContext:
        """What bears on the status of a figure; `before` is what was said of the one before it."""
        like = unit_class(unit)
        of_whole = self._whole(like) if clause.breaks_down and unit != "%" else None
        return DiscourseContext(
            before=of_whole or before,
            same_class=of_whole or self.by_class.get(like),
            intake=self.intake,
            placed=self.placed and not clause.first,
            text=self.text,
            start=hit.start,
            due=self.due,
            bound=self.text[hit.start : hit.number] in words().bounds,
            mood="found" if clause.faulty else self.mood,
        )

    def _whole(self, like: str) -> StatusDecision | None:
        return self.intake if like == "件" and self.intake else self.wholes.get(like)

    def keep(self, decision: StatusDecision, clause: Clause, unit: str) -> None:
        """Remember what was said of a figure."""
        like = unit_class(unit)
        self.placed = clause.listed
        if decision.rule != _ASIDE:
            self.last = self.by_class[like] = decision
            self.outside = self.outside if self.depth else decision
            self.plain = self.plain if clause.bracket else decision
        headed = decision.rule == _HEADED  # 在已完成的任务中，涉及水污染防治12项、大气污染防治9项
        if headed or not (clause.breaks_down or clause.bracket or "subset" in clause.marks):
            self.wholes[like] = decision
        if decision.status in TAKEN_IN and like == "件":
            self.intake = decision
