"""What an amount, an area, a length is of."""

from __future__ import annotations

from typing import Final

from taizhang.extract.counts.by_predicate import before_predicate, compared, dimension, inner
from taizhang.extract.counts.lexicon import Kind
from taizhang.extract.counts.noun_phrases import NounPhrases, Rule, first_name
from taizhang.extract.counts.pack import pattern, said_before, words
from taizhang.extract.counts.phrases import acts, cut_noun, is_no_noun, name_of
from taizhang.extract.counts.rates import grown, judged
from taizhang.extract.counts.units import LENGTHS, RATES, UnitRules, any_unit

_LEAST_WORK = 4  # characters of works that are called so; shorter ones are what was done


def of_measure(beside: NounPhrases) -> str | None:
    """What an amount, an area, a length is of."""
    return first_name(_RULES.of(beside.unit), beside)


def _material_behind(beside: NounPhrases) -> str | None:
    """混凝土 of 破除300方混凝土, 污水 of 城区每天0.6万吨污水溢流: what stands before is no noun, or says where."""
    clause, unit, left, right = beside.clause, beside.unit, beside.left, beside.right
    if left is None or right is None:
        return None
    closed = unit != "元" and clause.closed and right.endswith(words().heads) and is_no_noun(left)
    touches = clause.right is not None and clause.right[0] == clause.edge
    return right if closed or (touches and acts(left) and right.endswith(words().materials)) else None


def _stretch_behind(beside: NounPhrases) -> str | None:
    """河道 of 兴隆河3.6公里河道淤塞: what is long, right behind its length; what stands before says where."""
    found = pattern("stretch").match(beside.text, beside.clause.edge)
    return name_of(found[0]) if found else None


def _noun_behind(beside: NounPhrases) -> str | None:
    """耕地 of 300亩受污染耕地, 清运费 of 虚报的42万元清运费."""
    clause, unit, right = beside.clause, beside.unit, beside.right
    if right is None:
        return None
    of_done = clause.owned and bool(clause.before) and right.endswith(words().heads)
    return right if (clause.noun_behind and unit != "元") or of_done else None


def _thing_behind(beside: NounPhrases) -> str | None:
    """What the clause ends with, where that is a noun and no sum."""
    right = beside.right if beside.clause.closed else None
    return right if right and right.endswith(words().heads) else None


def _undergoing(beside: NounPhrases) -> str | None:
    """湿地 of 湿地被填2870亩: what an area or a length is taken from."""
    said = said_before("passive", beside.text, beside.clause.number)
    name = name_of(said[1]) if said else None
    return name if name and not acts(name) else None


def _phrase_behind(beside: NounPhrases) -> str | None:
    """The phrase that the clause ends, a material, or as much of the phrase as is a noun."""
    clause, unit, right = beside.clause, beside.unit, beside.right
    if right and clause.closed and (unit != "元" or clause.noun_behind):
        return right
    if right is None or unit == "元":
        return None
    return right if right.endswith(words().materials) else cut_noun(right)


def _work_behind(beside: NounPhrases) -> str | None:
    """雨污分流改造 of 86公里雨污分流改造: works that end the clause."""
    clause = beside.clause
    work = clause.after[0] if clause.after and clause.right is None else None
    alone = work is not None and (work.start, work.end) == (clause.edge, clause.end) and work.word.kind is Kind.WORK
    return work.word.text if work and alone and len(work.word.text) >= _LEAST_WORK else None


def _extends(unit: str) -> bool:
    return words().default_objects.get(unit) == "面积" or unit in LENGTHS


_RULES: Final[UnitRules[Rule]] = UnitRules(
    (any_unit, _material_behind),
    (LENGTHS.__contains__, _stretch_behind),
    (any_unit, _noun_behind),
    (any_unit, lambda beside: beside.left),
    (any_unit, lambda beside: inner(beside.clause)),
    (any_unit, lambda beside: dimension(beside.text, beside.clause)),
    (any_unit, lambda beside: compared(beside.text, beside.clause)),
    (any_unit, lambda beside: grown(beside.text, beside.clause)),
    (RATES.__contains__, lambda beside: judged(beside.text, beside.clause)),
    ("元".__ne__, _thing_behind),
    (any_unit, lambda beside: before_predicate(beside.text, beside.clause, beside.unit)),
    (_extends, _undergoing),
    (any_unit, _phrase_behind),
    (LENGTHS.__contains__, _work_behind),
)
