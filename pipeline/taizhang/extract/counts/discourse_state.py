"""What was counted so far: where a figure without a noun of its own takes its object from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind, Word
from taizhang.extract.counts.pack import unit_class, words
from taizhang.extract.counts.units import PEOPLE
from taizhang.rules import remembered

_OWNERS: dict[str, tuple[str, ...]] = {
    "家": (),
    "户": ("户", "民", "家庭", "业主"),
}  # who may be counted so; () is any firm
_TASKS = ("问题", "任务", "隐患", "事项")


@dataclass(slots=True)
class DiscourseState:
    """Objects named so far, by class of unit; what an elliptic figure takes its object from. `here`: in this sentence. `where`: the
    place of the last figure of each unit that had a name. `team`: who inspects, as spoken of last. `previous`: the
    object of the figure before, named or not; `elided`: it was not. `mixed`: the units in which a list counted several sorts of things last.
    `tasks`: the last problems or tasks counted."""

    named: dict[str, str] = field(default_factory=dict)
    by_unit: dict[str, str] = field(default_factory=dict)
    last: str | None = None
    here: bool = False
    where: dict[str, int] = field(default_factory=dict)
    team: str | None = None
    previous: str | None = None
    elided: bool = False
    mixed: set[str] = field(default_factory=set)
    tasks: str | None = None

    def copy(self) -> DiscourseState:
        """What is known now, which later figures do not change."""
        return replace(
            self, named=dict(self.named), by_unit=dict(self.by_unit), where=dict(self.where), mixed=set(self.mixed)
        )

    def keep(self, unit: str, name: str, at: int, joined: bool = False) -> None:
        """Remember that `name` was counted in `unit` at the place `at`; `joined` to the figure before it."""
        if joined and self.by_unit.get(unit, name) != name:
            self.mixed.add(unit)
        elif not joined:
            self.mixed.discard(unit)
        self.where[unit] = at
        if name.endswith(_TASKS):
            self.tasks = name
        self.by_unit.pop(unit, None)  # the last one counted comes last
        goods = unit == "批次" and "件" not in _topics(name)  # food that samples are taken of is no case
        self.named[unit if goods else unit_class(unit)] = self.by_unit[unit] = name
        if unit not in words().occasions:  # what was done so often is nothing to go on with
            self.last = name
        self.here = True

    def hear(self, text: str, clause: Clause) -> None:
        """Take in the problems, tasks and complaints spoken of since the figure before, counted or not."""
        spoken = [token for token in reversed(clause.earlier) if token.word.kind is Kind.CUE]
        for token in (*spoken, *reversed(clause.before), *clause.topic):
            is_team, name, classes = _spoken_of(token.word)
            if is_team:
                self.team = token.word.text
            for like in classes:
                if not self.named.get(like, "").endswith(name):
                    self.named[like] = f"{name}件" if text[token.end : token.end + 1] == "件" else name

    def recall(self, unit: str) -> str | None:
        """The object last counted in `unit` or a unit like it; people are told by their own unit only (人, not 人次), and so is
        what 个 or 处 counts where it can (问题57个，涉及32家单位，已整改49个; 煤矿9处，隐患76条，停产1处), and 家 counts who acts."""
        if unit in PEOPLE:
            return self.by_unit.get(unit)
        own = self.by_unit.get(unit) if unit in ("个", "家", "户", "批次", "处") else None
        like = self.named.get(unit) or self.named.get(unit_class(unit))
        ends = _OWNERS.get(unit)
        return own or (like if ends is None or (like or "").endswith(ends or words().firm_ends) else None)

    def unit_of(self, name: str | None) -> str:
        """The unit `name` was last counted in, else the one that things so called are counted in; "" for none."""
        if not name or name.startswith(words().part_objects):
            name = self.recall("件")
        counted = next((unit for unit, counted in reversed(self.by_unit.items()) if counted == name), "")
        return counted or next(iter(like for like in _topics(name or "") if like in self.by_unit), "")


@remembered
def _spoken_of(word: Word) -> tuple[bool, str, tuple[str, ...]]:
    """Whether a word names who inspects, what it speaks of (收到举报 of 举报), and the kinds of units that is counted in."""
    lists, name = words(), word.text
    if word.kind is Kind.CUE:
        name = next((end for end in lists.topics["件"] if len(end) > 1 and name.endswith(end)), "")
    name = next((short for short in lists.shortened if name.endswith(short)), name)
    return word.text.endswith(lists.teams), name, _topics(name)


@remembered
def _topics(name: str) -> tuple[str, ...]:
    """The kinds of units that are counted when something of that name is spoken of; none for a part of a whole."""
    lists = words()
    return (
        ()
        if name.startswith(lists.part_objects)
        else tuple(like for like, ends in lists.topics.items() if name.endswith(ends))
    )
