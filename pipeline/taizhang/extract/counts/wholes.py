"""What may be a whole, and what a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeGuard

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.pack import words
from taizhang.extract.counts.units import PERSONS
from taizhang.rules import compiled
from taizhang.types import CountMention

_BRACKETS = compiled(r"[（(）)\n]")
_TRUE = "属实"
_MONEY = "元"
_CHARGES = ("问题", "任务", "事项")  # what is to be put right: 15项问题中，10项任务整改到位
_MEASURES = "disciplined"  # the status of those upon whom one of several measures was taken


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a text with what stands around them. `whole` is filled: for each figure the index of its whole. `brackets` has
    the number of the bracket that each stands in, 0 for none; `values` has their numbers."""

    REACH: ClassVar[int] = 24  # figures of one unit looked at for the parts of a whole
    text: str
    found: Sequence[CountMention]
    clauses: Sequence[Clause | None]
    brackets: Sequence[int]
    whole: list[int | None]
    values: Sequence[float]

    @classmethod
    def of(cls, text: str, found: Sequence[CountMention], clauses: Sequence[Clause | None]) -> Figures:
        """The figures of a text, none a part yet."""
        values = [count.value.value or 0.0 for count in found]
        return cls(text, found, clauses, _brackets(text, found), [None] * len(found), values)

    def total(self, i: int) -> float:
        """What figure `i` comes to in all: of 甲县、乙县各2件 four."""
        return self.found[i].total or 0.0

    def is_marked(self, i: int) -> bool:
        """Whether the text marks figure `i` for a subset."""
        clause = self.clauses[i]
        return clause is not None and ("subset" in clause.marks or (clause.bracket and not clause.first))

    def told_aside(self, i: int) -> bool:
        """Whether figure `i` is of some that the whole breakdown is not of: 其中警告6人, 重点件5件."""
        return self.is_marked(i) or (self.found[i].object or "").startswith(words().part_objects)

    def may_be_whole(self, i: int) -> bool:
        """A figure in a list of places or kinds is no whole, whatever follows it; one that follows another at once
        (22批641件) is no list."""
        clause, before = self.clauses[i], self.clauses[i - 1] if i else None
        if clause is None or clause.facet is not None or clause.listed:
            return False
        apposed = before is not None and before.runs_on
        return not clause.joined or apposed or "sum" in clause.marks

    def alike(self, whole: int, part: int) -> bool:
        """Whether the objects may be whole and part: the same, one within the other, people, sums of money, problems and tasks, or
        complaints."""
        a, b = self.found[whole], self.found[part]
        x, y = a.object or "", b.object or ""
        if x and y and (x in y or y in x):
            return True
        units = {a.value.unit, b.value.unit}
        if units <= PERSONS or units == {_MONEY} or (x.endswith(_CHARGES) and y.endswith(_CHARGES)):
            return True
        if a.value.unit != "件" or b.value.unit != "件" or x.startswith(words().part_objects):
            return False  # 来电41件 are not broken down by place, as all complaints are
        ends = words().cases_and_leads
        return y.startswith(words().part_objects) or x.endswith(ends) == y.endswith(ends)

    def beside(self, whole: int, part: int) -> bool:
        """Whether the figures stand side by side, by what is said of them: 办结70件，未办结20件; 警告6人，诫勉4人; 属实3件，不属实2件."""
        a, b = self.found[whole].status, self.found[part].status
        if b in words().side_by_side.get(a, ()):
            return True
        x, y = self._said(whole), self._said(part)
        if x.endswith(_TRUE) and y.endswith(_TRUE):
            return True
        return a == b == _MEASURES and bool(x and y) and x not in y and y not in x

    def _said(self, i: int) -> str:
        """The predicate right before figure `i`, "" for none."""
        clause = self.clauses[i]
        return clause.touching.word.text if clause is not None and clause.touching is not None else ""

    def parted(self, i: int, j: int) -> bool:
        """Whether a sentence or line ends between figure `i` and a later one."""
        return self.new_line(i, j) or "。" in self.text[self.found[i].end : self.found[j].start]

    def new_line(self, i: int, j: int) -> bool:
        """Whether a line ends between figure `i` and a later one."""
        return "\n" in self.text[self.found[i].end : self.found[j].start]


def in_list(clause: Clause | None) -> TypeGuard[Clause]:
    """Whether a figure is told of a place or a kind."""
    return clause is not None and (clause.listed or clause.facet is not None)


def opens_list(clause: Clause | None) -> TypeGuard[Clause]:
    """Whether a figure is the first of its sentence, and told of a place or a kind."""
    return in_list(clause) and clause.first


def ends_list(figures: Figures, group: Sequence[int], at: int) -> int:
    """Where in `group` the list ends that opens at `at`; `at` where none does. It is a sentence, with what follows in it (其他各市7件),
    or has a line for each place or kind."""
    opening = figures.clauses[group[at]]
    if opening is None or not opens_list(opening):
        return at
    by_place, by_line = opening.listed, True
    for end in range(at + 1, len(group)):
        clause = figures.clauses[group[end]]
        if clause is None or "subset" in clause.marks:
            return end
        if clause.first and not (by_line and in_list(clause) and clause.listed == by_place):
            return end
        by_line = clause.first
    return len(group)


def _brackets(text: str, found: Sequence[CountMention]) -> list[int]:
    """For each figure the number of the bracket that it stands in, later ones higher; 0 for none. A line ends what was left open."""
    inside: list[int] = []
    opened: list[int] = []
    known = at = 0
    for count in found:
        for mark in _BRACKETS.findall(text, at, count.start):
            if mark == "\n":
                opened.clear()
            elif mark in "（(":
                known += 1
                opened.append(known)
            elif opened:
                opened.pop()
        at = count.end
        inside.append(opened[-1] if opened else 0)
    return inside
