"""Breakdowns that add up: 38项任务，27项已完成，11项达到序时进度."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.extract.counts.wholes import Figures, in_list, opens_list

_SKIP = 3  # so many figures may stand between a whole, or a breakdown of it, and the first part of the next


def add_up(figures: Figures, group: Sequence[int]) -> None:
    """Set the whole of figures of one kind of unit that sum up to one before them. There may be several breakdowns of it, one
    behind the other: 93件，属实61件，不属实32件。已办结70件，阶段办结15件，尚未办结8件."""
    for at in reversed(
        range(len(group) - 2)
    ):  # 326件，办结300件，其中属实210件、不属实90件；未办结26件: the inner ones first
        if not figures.may_be_whole(group[at]) or figures.values[group[at]] < 2:
            continue
        start, tries, again = at + 1, _SKIP, False
        while tries and start < len(group) - 1:
            smaller = figures.values[group[start]] < figures.values[group[at]]
            if again and not smaller:
                break  # another whole
            taken = _breakdown(figures, group, at, start) if smaller else []
            for i in taken:
                figures.whole[i] = group[at]
            start = group.index(taken[-1], start) + 1 if taken else start + 1
            tries, again = (_SKIP, True) if taken else (tries - 1, again)


def _breakdown(figures: Figures, group: Sequence[int], at: int, start: int) -> list[int]:
    """The figures from `start` on that sum up to group[at], where they are two or more of a kind with it; else none. What a
    bracket behind one of them tells is passed over."""
    whole, total = group[at], 0.0
    taken: list[int] = []
    for i in group[start : start + figures.REACH]:
        if taken and (figures.brackets[i] > figures.brackets[taken[0]] or figures.whole[i] in taken):
            continue
        if figures.whole[i] is not None or figures.values[i] >= figures.values[whole]:
            break
        between = group[start - 1] if start > at + 1 else None
        if not (_goes_on(figures, whole, taken, i) if taken else _begins(figures, whole, i, between)):
            break
        if not figures.alike(whole, i) or (figures.beside(whole, i) and not _told(figures, whole, (taken or [i])[0])):
            break
        total += figures.total(i)
        taken.append(i)
        if total >= figures.values[whole] - 1e-9:
            break
    return taken if len(taken) > 1 and abs(total - figures.values[whole]) <= 1e-9 * total else []


def _told(figures: Figures, whole: int, first: int) -> bool:
    """Whether a breakdown is told for one, by its first part: with 其中, behind a colon, or in a sentence of its own."""
    behind = figures.found[whole].end
    return figures.is_marked(first) or figures.parted(whole, first) or figures.text.startswith(("：", ":"), behind)


def _begins(figures: Figures, whole: int, i: int, between: int | None) -> bool:
    """Whether figure `i` may be the first part of a whole; `between` is the last one that stands between the two."""
    clause, brackets = figures.clauses[i], figures.brackets
    if brackets[whole] and brackets[i] != brackets[whole]:
        return False  # 一、已完成的（2个）二、未完成的（1个）: headings
    if clause is None or figures.is_marked(i):
        return True
    if clause.first:  # a part is not broken down in another sentence unless that says so
        return figures.whole[whole] is None
    # 其中警告6人，记过5人，诫勉4人，检查2人 stand side by side; a list is taken from its beginning on
    if between is None or figures.told_aside(between) or figures.whole[between] == whole:
        return True
    if in_list(clause) and not in_list(figures.clauses[between]):
        return True
    return not figures.alike(whole, between)  # 细化为46项任务、132条措施，2023年完成31项、2024年完成15项


def _goes_on(figures: Figures, whole: int, taken: Sequence[int], i: int) -> bool:
    """Whether figure `i` may be a part like those taken: neither 其中 opens a breakdown of the figure before it or ends with its
    sentence (其中重点件2件。属实9件), nor does a list begin or end with
    a sentence (重点件5件。甲市12件，…), nor a line where the parts do not have a line each."""
    clause, first = figures.clauses[i], figures.clauses[taken[0]]
    if clause is None or first is None or figures.brackets[i] != figures.brackets[taken[0]]:
        return False
    if "subset" in clause.marks or (figures.parted(taken[-1], i) and figures.is_marked(taken[0])):
        return False
    if clause.first and in_list(first) and not in_list(clause):
        return False
    if opens_list(clause) and figures.parted(taken[-1], i):
        return in_list(first) and first.listed == clause.listed
    if "rest" in clause.marks or not figures.new_line(taken[-1], i):
        return True
    return clause.first and first.first and figures.new_line(whole, taken[0])
