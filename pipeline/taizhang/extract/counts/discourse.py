"""What was said of the figures of a text so far: where a figure of which nothing is said takes its status from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.pack import unit_class, words
from taizhang.extract.counts.scan import Hit
from taizhang.extract.counts.statuses import TAKEN_IN
from taizhang.extract.counts.verdict import Heard, Verdict
from taizhang.vocabulary import CountStatus

_ASIDE = "counts.risen"  # 整改率87.3%，较上年提高3.6个百分点: a remark, that nothing goes on with


@dataclass(slots=True)
class Said:
    """The statuses of the figures of `text` so far. `due`: where its deadlines begin. `mood`: the status of a figure of which nothing
    is said. `last`: of the figure before. `by_class`: of the last figure of each class of units. `wholes`: of the last that is no
    part of another. `intake`: of the last complaints received or transferred."""

    text: str
    mood: CountStatus
    due: Sequence[int]
    last: Verdict | None = None
    by_class: dict[str, Verdict] = field(default_factory=dict)
    wholes: dict[str, Verdict] = field(default_factory=dict)
    intake: Verdict | None = None

    def before(self, clause: Clause) -> Verdict | None:
        """That of the figure before in the sentence."""
        return None if clause.first else self.last

    def heard(self, hit: Hit, clause: Clause, unit: str) -> Heard:
        """What bears on the status of a figure."""
        like = unit_class(unit)
        of_whole = self._whole(like) if clause.breaks_down and unit != "%" else None
        return Heard(
            before=of_whole or self.before(clause),
            kin=of_whole or self.by_class.get(like),
            intake=self.intake,
            text=self.text,
            start=hit.start,
            due=self.due,
            bound=self.text[hit.start : hit.number] in words().bounds,
            mood="found" if clause.faulty else self.mood,
        )

    def _whole(self, like: str) -> Verdict | None:
        return self.intake if like == "件" and self.intake else self.wholes.get(like)

    def keep(self, verdict: Verdict, clause: Clause, unit: str) -> None:
        """Remember what was said of a figure."""
        like = unit_class(unit)
        if verdict.rule != _ASIDE:
            self.last = self.by_class[like] = verdict
        if not (clause.breaks_down or clause.bracket or "subset" in clause.marks):
            self.wholes[like] = verdict
        if verdict.status in TAKEN_IN and like == "件":
            self.intake = verdict
