"""What is counted one by one: people, firms, cases, works, and what happened so many times."""

from __future__ import annotations

from taizhang.extract.counts.by_predicate import before_predicate, inner
from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind, lexicon
from taizhang.extract.counts.pack import pattern, words
from taizhang.extract.counts.phrases import (
    acts,
    cut_noun,
    cut_person,
    is_noun,
    is_ratio,
    name_of,
    noun_of,
    phrase_of,
)
from taizhang.extract.counts.units import OWNERS, PEOPLE

_QUOTES = ("“", "「")


def of_things(text: str, clause: Clause, unit: str, left: str | None, right: str | None) -> str | None:
    """What is counted one by one."""
    lists = words()
    if right and unit in PEOPLE:
        if rank := max((r for r in lists.ranks if right.startswith(r)), key=len, default=""):
            return f"{rank}干部"
        if clause.closed and right.endswith(lists.person_ends):
            return right  # 3位村党支部书记
        if unit != "人次":
            right = cut_person(right)  # 9名区领导包案, but 1人送医院抢救
    if right and _is_told_of_owners(text, clause, unit, right):
        right = _firm(right)
    held = pattern("rounds").match(text, clause.edge) if unit in lists.occasions else None
    if held:
        return held[0]
    if unit in lists.occasions and (meeting := pattern("held_behind").match(text, clause.edge)):
        return str(meeting[1])
    if right and (clause.noun_behind or (clause.closed and right.endswith(lists.heads))):
        return right
    if (
        unit in lists.occasions
        and left
        and left.endswith(lists.heads)
        and not acts(left)
        and clause.touching is None
        and not cut_noun(right)
    ):
        return left  # 专题会34次研究整改
    if unit in lists.occasions and (right or clause.touching or clause.after):
        return _occasion(text, clause, right)
    cut = right if unit in PEOPLE and unit != "人次" else cut_noun(right)
    if right and unit in OWNERS and not right.endswith(lists.firm_ends):
        cut = _firm(right) or cut
    if left and left.endswith(lists.counted) and not (clause.owned and cut):
        return left
    if clause.modifies and left and not cut:
        return left
    quoted = text[clause.edge : clause.edge + 1] in _QUOTES
    if unit in OWNERS and right and not quoted and not right.endswith((*lists.firm_ends, *lists.heads)):
        right = None  # 12户转租牟利
    named = cut or (right if clause.closed else None) or left or _told_of(clause) or _out_of(text, clause)
    named = named or (summed_up(text, clause) if unit not in PEOPLE else None)
    said = inner(clause) or before_predicate(text, clause, unit)
    if unit == "家" and said and not said.endswith(lists.firm_ends):
        return named  # 台账登记不规范11家
    return named or _of_people(unit, said)


def summed_up(text: str, clause: Clause) -> str | None:
    """典型案例 of 公开第三批典型案例，共6个: what stands right before the comma, behind which only its sum is told."""
    alone = clause.first and clause.right is None and clause.touching is None
    comma = max(text.rfind(mark, clause.opened, clause.number) for mark in "，,")
    if not alone or comma < 0 or not pattern("summed_up").match(text, comma + 1, clause.edge):
        return None
    start = max(clause.opened, text.rfind("，", clause.opened, comma) + 1)
    name = name_of(noun_of(text[start:comma]).rpartition("批")[2])
    return (
        name
        if name
        and not acts(name)
        and (is_noun(name) or name.endswith((*words().heads, *words().counted, *words().materials)))
        else None
    )


def _is_told_of_owners(text: str, clause: Clause, unit: str, right: str) -> bool:
    """Whether what stands behind firms or households is said of them: 5户沼液外溢, 13家出焦时烟气逸散."""
    if unit not in OWNERS or text[clause.edge : clause.edge + 1] in _QUOTES:
        return False
    faulty = bool(clause.after) and clause.after[0].word.kind is Kind.DEFECT
    verb = next(iter(lexicon().find(right)), None)
    told = faulty or (verb is not None and verb.start == 0 and Kind.CUE <= verb.word.kind <= Kind.WORK)
    return told and not right.endswith(words().firm_ends)


def _firm(phrase: str) -> str | None:
    """砖厂 of 砖厂脱硫设施: who has what is told of, where a phrase begins with that."""
    ends = words().firm_ends
    whole = (phrase[:end] for end in range(len(phrase) - 1, 1, -1))
    return next((part for part in whole if part.endswith(ends)), None)


def _of_people(unit: str, name: str | None) -> str | None:
    """A name that a predicate holds, but of people only one that people have: 采取强制措施8人."""
    people = (*words().person_ends, "人数")
    return None if name and unit in ("人", "名") and not name.endswith(people) else name


def _out_of(text: str, clause: Clause) -> str | None:
    """补划地块 of 补划地块中11个实为道路: the noun right before 中, of which so many are."""
    name = phrase_of(text, clause.out_of)
    return name if name and name.endswith((*words().heads, *words().counted)) and not is_ratio(name, "个") else None


def _told_of(clause: Clause) -> str | None:
    """举报 of 接到举报12次: what came in so many times."""
    word = clause.touching.word if clause.touching else None
    if word is None or word.status != "received":
        return None
    return next((end for end in words().topics["件"] if len(end) > 1 and word.text.endswith(end)), None)


def _occasion(text: str, clause: Clause, right: str | None) -> str | None:
    """What happened so many times: 3次突击检查, 溢流7次; but not what did not: 接到举报12次未查处."""
    done = clause.after and words().negations.isdisjoint(text[clause.after[0].start - 1 : clause.after[0].start + 1])
    if done and clause.right is None and clause.after[0].start - clause.number < 10:
        return clause.after[0].word.text
    if right and clause.after and clause.right and clause.after[0].start - clause.right[1] < 2:
        return text[clause.right[0] : clause.after[0].end]
    if told := _told_of(clause):
        return told
    if clause.touching is not None and not (right and clause.closed):
        return (phrase_of(text, clause.second) or "") + clause.touching.word.text.removeprefix("共")
    return right
