"""Wholes and parts: which figure is a part of which, by sums, by words (其中, 含), by brackets and by lists."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.extract.counts.breakdowns import add_up
from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.pack import unit_class
from taizhang.extract.counts.wholes import Figures, ends_list
from taizhang.types import CountMention

_NEW = frozenset({"sum", "rest", "some"})  # what begins to speak of other figures: 共, 剩余, 还有
_COMPLAINT = "件"
_RATES = frozenset({"%", "‰", "个百分点", "百分点", "成", "倍", "", "℃", "分贝"})


def parts(text: str, found: Sequence[CountMention], clauses: Sequence[Clause | None]) -> list[int | None]:
    """For each count the index of its whole, None where it has none: a breakdown that sums up (38 = 27 + 11), or a
    subset the text marks (其中, 含, a bracket)."""
    figures = Figures.of(text, found, clauses)
    by_unit: dict[str, list[int]] = {}
    for i, count in enumerate(found):
        if count.value.comparator == "eq" and count.value.value is not None and count.value.unit not in _RATES:
            by_unit.setdefault(_class_of(count), []).append(i)
    for group in (group for group in by_unit.values() if len(group) > 1):
        add_up(figures, group)
        _marked(figures, group)
        _lists(figures, group)
    return figures.whole


def _class_of(count: CountMention) -> str:
    """The class of the unit a figure has, that of complaints whatever unit they are counted in: 信访件120个, 甲市60件."""
    complaints = count.value.unit == "个" and (count.object or "").endswith(_COMPLAINT)
    return unit_class(_COMPLAINT if complaints else count.value.unit)


def _marked(figures: Figures, group: Sequence[int]) -> None:
    """Set the whole of figures that the text marks as a subset of the one before them, and of those listed after such. What a
    bracket tells ends with it: 厅级11人（正厅级3人）、处级46人."""
    outer: dict[int, int] = {}  # for each bracket, the whole whose subsets it is telling
    last: dict[int, int] = {}
    before: int | None = None
    for i in group:
        clause, bracket = figures.clauses[i], figures.brackets[i]
        if clause is None:
            continue
        opens = "subset" in clause.marks or (clause.bracket and not clause.first)
        if opens and bracket not in outer and before is not None:
            outer[bracket] = last.get(bracket, before)
        elif not opens and (clause.first or not (clause.joined or _only_named(clause))):
            outer.pop(bracket, None)
        whole = outer.get(bracket)
        if whole is not None and figures.whole[i] is None and figures.values[i] <= figures.values[whole]:
            figures.whole[i] = whole
        last[bracket] = before = i


def _only_named(clause: Clause) -> bool:
    """Whether a figure goes on with a list: it is told of something, and nothing else is said of it (其中厅级57人，处级161人)."""
    return clause.left is not None and not clause.before and not clause.after and not clause.marks & _NEW


def _lists(figures: Figures, group: Sequence[int]) -> None:
    """Set the whole of lists by place or by kind with a sentence or lines of their own that sum up to a figure told before:
    共43件。按地区分：甲市21件，乙市22件。按类型分：…"""
    at = 0
    while at < len(group):
        end = ends_list(figures, group, at)
        run = group[at:end]
        if len(run) > 1 and all(figures.whole[i] is None for i in run):
            total = sum(map(figures.total, run))
            for j in reversed(group[max(0, at - figures.REACH) : at]):
                may_be = figures.values[j] == total and figures.may_be_whole(j)
                if may_be and all(figures.alike(j, i) for i in run):
                    for i in run:
                        figures.whole[i] = j
                    break
        at = max(end, at + 1)
