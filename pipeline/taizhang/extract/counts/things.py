"""What is counted one by one: people, firms, cases, works, and what happened so many times."""

from __future__ import annotations

from typing import Final

from taizhang.extract.counts.by_predicate import before_predicate, inner
from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind, lexicon
from taizhang.extract.counts.noun_phrases import NOTHING, NounPhrases, Rule, first_name
from taizhang.extract.counts.pack import pattern, words
from taizhang.extract.counts.phrases import (
    acts,
    bare,
    cut_noun,
    cut_person,
    is_noun,
    is_ratio,
    name_of,
    noun_of,
    phrase_of,
)
from taizhang.extract.counts.units import OWNERS, PEOPLE, PERSONS, UnitRules, any_unit

_QUOTES = ("“", "「")


def of_things(beside: NounPhrases) -> str | None:
    """What is counted one by one."""
    clause, unit, right = beside.clause, beside.unit, beside.right
    if right and unit in PEOPLE:
        if person := _person(clause, right):
            return person
        right = right if unit == "人次" else cut_person(right)  # 9名区领导包案, but 1人送医院抢救
    if right and unit in OWNERS and not _is_quoted(beside.text, clause):
        right = _owner(clause, right)
    if right != beside.right:
        beside = NounPhrases(beside.text, clause, unit, beside.left, right)
    return first_name(_RULES.of(unit), beside)


def _person(clause: Clause, right: str) -> str | None:
    """干部 of a rank, or a post that the phrase ends with: 3位村党支部书记."""
    if rank := max((r for r in words().ranks if right.startswith(r)), key=len, default=""):
        return rank if rank.endswith("员") else f"{rank}干部"  # 科员, 其他人员
    return right if clause.closed and right.endswith(words().person_ends) else None


def _round(beside: NounPhrases) -> str | None:
    """督察 of 两轮督察."""
    held = pattern("rounds").match(beside.text, beside.clause.edge)
    return held[0] if held else None


def _meeting(beside: NounPhrases) -> str | None:
    """调度会 of 5次召开调度会."""
    held = pattern("held_behind").match(beside.text, beside.clause.edge)
    return held[1] if held else None


def _noun_behind(beside: NounPhrases) -> str | None:
    """企业 of 9家企业."""
    clause, right = beside.clause, beside.right
    noun = right and (clause.noun_behind or (clause.closed and right.endswith(words().heads)))
    return right if noun else None


def _held_before(beside: NounPhrases) -> str | None:
    """专题会 of 专题会34次研究整改."""
    left = beside.left
    if left is None or beside.clause.touching is not None:
        return None
    return left if left.endswith(words().heads) and not acts(left) and not cut_noun(beside.right) else None


def _occasion(beside: NounPhrases) -> str | None:
    """What happened so many times, as far as the clause says: 3次突击检查."""
    clause = beside.clause
    if not (beside.right or clause.touching or clause.after):
        return None
    return _happened(beside.text, clause, beside.right) or NOTHING


def _counted_before(beside: NounPhrases) -> str | None:
    """举报件 of 举报件91件, but not where 的 leads on to a noun: 举报的7家企业."""
    left = beside.left
    counted = left is not None and left.endswith(words().counted)
    return left if counted and not (beside.clause.owned and _cut(beside)) else None


def _modified(beside: NounPhrases) -> str | None:
    """What stands before a figure behind which 的 leads on to no noun."""
    return beside.left if beside.clause.modifies and not _cut(beside) else None


def _cut(beside: NounPhrases) -> str | None:
    """As much of the phrase behind the figure as is a noun."""
    unit, right = beside.unit, beside.right
    if unit in PEOPLE and unit != "人次":
        return right
    firm = _firm(right) if right and unit in OWNERS and not right.endswith(words().firm_ends) else None
    return firm or cut_noun(right)


def _phrase_behind(beside: NounPhrases) -> str | None:
    """The phrase behind the figure that the clause ends, but of owners only one that names them: not 12户转租牟利."""
    right = beside.right if beside.clause.closed else None
    if right is None or beside.unit not in OWNERS or _is_quoted(beside.text, beside.clause):
        return right
    return right if right.endswith((*words().firm_ends, *words().heads)) else None


def _in_predicate(beside: NounPhrases) -> str | None:
    """What the predicate holds or stands before it, but no other thing than 家 and people can be: not 台账登记不规范11家."""
    text, clause, unit = beside.text, beside.clause, beside.unit
    kind = phrase_of(text, clause.second) if unit == "户" and clause.touching else None
    if kind and clause.touching and kind.endswith(words().household_works):
        return kind + clause.touching.word.text  # 清洁取暖改造126万户
    name = inner(clause) or before_predicate(text, clause, unit)
    ends = words().firm_ends if unit == "家" else (*words().person_ends, "人数") if unit in PERSONS else None
    return name if name and (ends is None or name.endswith(ends)) else None


def summed_up(text: str, clause: Clause) -> str | None:
    """典型案例 of 公开第三批典型案例，共6个: what stands right before the comma, behind which only its sum is told."""
    comma = max(text.rfind(mark, clause.opened, clause.number) for mark in "，,")
    alone = clause.right is None and clause.touching is None
    alone = alone and (clause.first or "的" in text[clause.opened : max(comma, 0)])  # 8个省区的典型案例，共计25个
    if not alone or comma < 0 or not pattern("summed_up").match(text, comma + 1, clause.edge):
        return None
    start = max(clause.opened, text.rfind("，", clause.opened, comma) + 1)
    told = text[start:comma] if clause.first else text[start:comma].rpartition("的")[2]
    name = name_of(noun_of(told).rpartition("批")[2])
    return (
        name
        if name
        and not acts(name)
        and (is_noun(name) or name.endswith((*words().heads, *words().counted, *words().materials)))
        else None
    )


def _owner(clause: Clause, right: str) -> str | None:
    """Who is counted, of a phrase behind firms or households that goes on to tell what they have or do (砖厂泥水进沟); None where it
    is only said of them (5户沼液外溢, 13家出焦时烟气逸散)."""
    if right.endswith(words().firm_ends):
        return right
    firm = _firm(right)
    faulty = bool(clause.after) and clause.after[0].word.kind is Kind.DEFECT
    verb = next(iter(lexicon().find(right)), None)
    if faulty or (verb is not None and verb.start == 0 and verb.word.predicate):
        return firm
    return firm if firm and len(right) - len(firm) > 1 and not right.endswith(words().person_ends) else right


def _firm(phrase: str) -> str | None:
    """砖厂 of 砖厂脱硫设施: who has what is told of, where a phrase begins with that."""
    ends = words().firm_ends
    whole = (phrase[:end] for end in range(len(phrase) - 1, 1, -1))
    return next((part for part in whole if part.endswith(ends)), None)


def _is_quoted(text: str, clause: Clause) -> bool:
    return text[clause.edge : clause.edge + 1] in _QUOTES


def _out_of(text: str, clause: Clause) -> str | None:
    """补划地块 of 补划地块中11个实为道路: the noun right before 中, of which so many are."""
    name = phrase_of(text, clause.out_of)
    return name if name and name.endswith((*words().heads, *words().counted)) and not is_ratio(name, "个") else None


def _came_in(clause: Clause) -> str | None:
    """举报 of 接到举报12次: what came in so many times."""
    word = clause.touching.word if clause.touching else None
    if word is None or word.status != "received":
        return None
    return next((end for end in words().topics["件"] if len(end) > 1 and word.text.endswith(end)), None)


def _happened(text: str, clause: Clause, right: str | None) -> str | None:
    """What happened so many times: 3次突击检查, 溢流7次; but not what did not: 接到举报12次未查处."""
    done = clause.after and words().negations.isdisjoint(text[clause.after[0].start - 1 : clause.after[0].start + 1])
    if done and clause.right is None and clause.after[0].start - clause.number < 10:
        return clause.after[0].word.text
    if right and clause.after and clause.right and clause.after[0].start - clause.right[1] < 2:
        return text[clause.right[0] : clause.after[0].end]
    if told := _came_in(clause):
        return told
    if clause.touching is not None and not (right and clause.closed):
        return (phrase_of(text, clause.second) or "") + bare(clause.touching.word.text.removeprefix("共"))
    return right


def _happens(unit: str) -> bool:
    return unit in words().occasions


_RULES: Final[UnitRules[Rule]] = UnitRules(
    (_happens, _round),
    (_happens, _meeting),
    (any_unit, _noun_behind),
    (_happens, _held_before),
    (_happens, _occasion),
    (any_unit, _counted_before),
    (any_unit, _modified),
    (any_unit, _cut),
    (any_unit, _phrase_behind),
    (any_unit, lambda beside: beside.left),
    (any_unit, lambda beside: _came_in(beside.clause)),
    (any_unit, lambda beside: _out_of(beside.text, beside.clause)),
    (lambda unit: unit not in PEOPLE, lambda beside: summed_up(beside.text, beside.clause)),
    (any_unit, _in_predicate),
)
