"""Wholes and parts, places and days: what ties one figure to another, to a region and to a date."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.names import names
from taizhang.types import CountMention

_REACH = 24  # figures of one unit looked at behind a whole
_SKIP = 3  # of these, so many may stand between the whole and its first part
_RATES = frozenset({"%", "‰", "个百分点", "百分点", "成", "倍", "", "℃", "分贝"})


def parts(text: str, found: Sequence[CountMention], clauses: Sequence[Clause | None]) -> list[int | None]:
    """For each count the index of its whole, None where it has none: a breakdown that sums up (38 = 27 + 11), or a
    subset the text marks (其中, 含, a bracket)."""
    whole: list[int | None] = [None] * len(found)
    by_unit: dict[str, list[int]] = {}
    for i, count in enumerate(found):
        if count.value.comparator == "eq" and count.value.value is not None and count.value.unit not in _RATES:
            by_unit.setdefault(names().kin.get(count.value.unit, count.value.unit), []).append(i)
    for group in by_unit.values():
        for at in range(len(group) - 2):
            if _may_be_whole(clauses[group[at]], found[group[at]]):
                _sum(text, found, clauses, group, at, whole)
        _marked(found, clauses, group, whole)
        _lists(found, clauses, group, whole)
    return whole


def _may_be_whole(clause: Clause | None, count: CountMention) -> bool:
    """A figure in a list of places or kinds is no whole, whatever follows it."""
    return (
        clause is not None
        and clause.facet is None
        and not clause.listed
        and (not clause.joined or "sum" in clause.marks)
    )


def _sum(
    text: str,
    found: Sequence[CountMention],
    clauses: Sequence[Clause | None],
    group: Sequence[int],
    at: int,
    whole: list[int | None],
) -> None:
    """Set `whole` for the figures behind group[at] that sum up to it, where they are two or more of a kind with it."""
    target = found[group[at]].value.value
    if not target or target < 2:
        return
    for skip in range(1, _SKIP + 1):
        total = 0.0
        taken: list[int] = []
        for i in group[at + skip : at + skip + _REACH]:
            value = found[i].value.value or 0.0
            clause = clauses[i]
            if (
                not taken
                and whole[group[at]] is not None
                and clause is not None
                and clause.first
                and "subset" not in clause.marks
            ):
                break  # a part is not broken down in another sentence unless that says so
            if taken and _opens_list(clause) and not _in_list(clauses[taken[0]]) and _new_sentence(text, found, i):
                break  # 重点件5件。甲市12件，… : the list is a breakdown of its own
            nested = (
                bool(taken) and clause is not None and "subset" in clause.marks
            )  # 其中 opens a breakdown of the figure before it
            if whole[i] is not None or value >= target or nested or not _alike(found[group[at]], found[i]):
                break
            total += value
            taken.append(i)
            if total >= target - 1e-9:
                break
        if len(taken) > 1 and abs(total - target) <= 1e-9 * target:
            for i in taken:
                whole[i] = group[at]
            return


def _alike(a: CountMention, b: CountMention) -> bool:
    """Whether the objects may be whole and part: the same, one within the other, or people by rank."""
    if a.value.unit == b.value.unit and a.value.unit in ("人", "名", "件"):
        return True
    x, y = a.object or "", b.object or ""
    return bool(x and y) and (x in y or y in x)


def _marked(
    found: Sequence[CountMention], clauses: Sequence[Clause | None], group: Sequence[int], whole: list[int | None]
) -> None:
    """Set `whole` for figures that the text marks as a subset of the one before them, and for those listed after such."""
    outer: int | None = None
    previous: int | None = None
    for i in group:
        clause = clauses[i]
        if clause is None:
            continue
        opens = "subset" in clause.marks or clause.bracket
        if opens and previous is not None and (clause.bracket or outer is None):
            outer = previous
        elif not opens and clause.first:
            outer = None
        value = found[i].value.value or 0.0
        if (
            outer is not None
            and whole[i] is None
            and (opens or clause.joined)
            and value <= (found[outer].value.value or 0.0)
        ):
            whole[i] = outer
        elif not opens and not clause.joined:
            outer = None
        previous = i


def _lists(
    found: Sequence[CountMention], clauses: Sequence[Clause | None], group: Sequence[int], whole: list[int | None]
) -> None:
    """Set `whole` for lists by place or by kind with a sentence or lines of their own that sum up to a figure told before:
    共43件。按地区分：甲市21件，乙市22件。按类型分：…"""
    at = 0
    while at < len(group):
        end = _list_end(clauses, group, at)
        run = group[at:end]
        if len(run) > 1 and all(whole[i] is None for i in run):
            total = sum(found[i].value.value or 0.0 for i in run)
            for j in reversed(group[max(0, at - _REACH) : at]):
                may_be = found[j].value.value == total and _may_be_whole(clauses[j], found[j])
                if may_be and all(_alike(found[j], found[i]) for i in run):
                    for i in run:
                        whole[i] = j
                    break
        at = max(end, at + 1)


def _list_end(clauses: Sequence[Clause | None], group: Sequence[int], at: int) -> int:
    """Where in `group` the list ends that opens at `at`; `at` where none does. It is a sentence, with what follows in it (其他各市7件),
    or has a line for each place or kind."""
    opening = clauses[group[at]]
    if opening is None or not _opens_list(opening):
        return at
    by_place, by_line = opening.listed, True
    for end in range(at + 1, len(group)):
        clause = clauses[group[end]]
        if clause is None or "subset" in clause.marks:
            return end
        if clause.first and not (by_line and _in_list(clause) and clause.listed == by_place):
            return end
        by_line = clause.first
    return len(group)


def _new_sentence(text: str, found: Sequence[CountMention], i: int) -> bool:
    between = text[found[i - 1].end : found[i].start]
    return "。" in between or "\n" in between


def _in_list(clause: Clause | None) -> bool:
    return clause is not None and (clause.listed or clause.facet is not None)


def _opens_list(clause: Clause | None) -> bool:
    return clause is not None and clause.first and _in_list(clause)
