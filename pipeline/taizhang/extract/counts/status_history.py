"""What was said of the figures of a text so far: where a figure of which nothing is said takes its status from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.decisions import DiscourseContext, StatusDecision
from taizhang.extract.counts.pack import unit_class, words
from taizhang.extract.counts.scan import Hit
from taizhang.extract.counts.statuses import TAKEN_IN
from taizhang.vocabulary import CountStatus

_ASIDE = "counts.risen"  # 整改率87.3%，较上年提高3.6个百分点: a remark, that nothing goes on with


@dataclass(slots=True)
class StatusHistory:
    """The statuses of the figures of `text` so far. `due`: where its deadlines begin. `mood`: the status of a figure of which nothing
    is said. `last`: of the figure before. `by_class`: of the last figure of each class of units. `wholes`: of the last that is no
    part of another. `intake`: of the last complaints received or transferred. `placed`: the last figure is told of a place."""

    text: str
    mood: CountStatus
    due: Sequence[int]
    last: StatusDecision | None = None
    by_class: dict[str, StatusDecision] = field(default_factory=dict)
    wholes: dict[str, StatusDecision] = field(default_factory=dict)
    intake: StatusDecision | None = None
    placed: bool = False

    def before(self, clause: Clause) -> StatusDecision | None:
        """That of the figure before in the sentence."""
        return None if clause.first else self.last

    def context(self, hit: Hit, clause: Clause, unit: str) -> DiscourseContext:
        """What bears on the status of a figure."""
        like = unit_class(unit)
        of_whole = self._whole(like) if clause.breaks_down and unit != "%" else None
        return DiscourseContext(
            before=of_whole or self.before(clause),
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
        if not (clause.breaks_down or clause.bracket or "subset" in clause.marks):
            self.wholes[like] = decision
        if decision.status in TAKEN_IN and like == "件":
            self.intake = decision
