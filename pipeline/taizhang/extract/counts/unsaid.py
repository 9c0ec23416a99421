"""The status of a figure without a predicate of its own: what was said before it in the sentence, the label in force, its unit."""

from __future__ import annotations

from typing import Final

from taizhang.extract.counts.lexicon import Kind
from taizhang.extract.counts.names import names, pattern, said_before, words
from taizhang.extract.counts.units import PERCENTS
from taizhang.extract.counts.verdict import Case, Verdict, faulty, measured
from taizhang.rules import remembered, table, term_by_word, words_by_term
from taizhang.vocabulary import COUNT_STATUSES, CountStatus

_MEANT: Final[frozenset[CountStatus]] = frozenset(
    {"found", "completed", "planned", "other"}
)  # what a measure may take from the figure before it
_TAKEN_IN: Final[tuple[CountStatus, ...]] = ("received", "transferred")
_CASES = ("件", "批", "批次", "起")


def carried(case: Case) -> Verdict:
    """What a figure takes from others, from its label or from the bulletin as a whole."""
    clause, before, kin = case.clause, case.heard.before, case.heard.kin
    if clause.breaks_down and kin and kin.status in _TAKEN_IN:
        return Verdict("total", "counts.broken_down")
    part = clause.bracket or "subset" in clause.marks or clause.joined or clause.breaks_down
    bad = clause.faulty or (case.heard.mood == "found" and case.value.unit in names().measures)
    if bad and before is not None and before.rule == "counts.scope" and "subset" not in clause.marks:
        before = None  # 设计日处理能力6万吨、实际日进水8.3万吨: all there is, and then what is wrong with it
        part = part and not clause.joined
    if kin and kin.status in _TAKEN_IN and clause.first and case.name and case.name.endswith(words("channels")):
        return Verdict(kin.status, "counts.inherited")  # 转办信访件114件；来电91件
    whole = before or kin
    if part and whole:
        if whole.status in _TAKEN_IN and (clause.listed or clause.facet is not None):
            return Verdict("total", "counts.broken_down")  # 交办26件，其中甲区8件，乙区18件
        return Verdict(whole.status, "counts.inherited")
    placed = whole is not None and pattern("placed").match(case.heard.text, clause.opened, clause.number)
    if whole and placed and kin and not case.future:
        return Verdict(kin.status, "counts.ranked")  # 问责陕西最多，391人；山西次之，306人
    ranked = clause.facet is not None and clause.facet.word.kind is Kind.RANK
    if whole and (ranked or (case.name is not None and case.name.startswith(names().ranks))):
        return Verdict(whole.status, "counts.ranked")
    if not case.future and said_before("done_so", case.heard.text, clause.number):
        return Verdict("completed", "counts.done_so")
    if case.future:  # 7月底前建档，涉及小作坊530余户
        return Verdict("total", "counts.plain") if "involved" in clause.marks else Verdict("planned", "counts.planned")
    return _labelled(case) if before is None else _after(case, before)


def _after(case: Case, before: Verdict) -> Verdict:
    """What a figure takes from the one before it in the sentence."""
    clause, unit = case.clause, case.value.unit
    if before.status == "planned" and case.done:
        return Verdict("completed", "counts.carried")  # 计划改造52公里，实际19公里
    if clause.subject and before.status in ("completed", "built"):  # 新建管网214公里，8个断面水质保持Ⅱ类: its own words
        return _labelled(case) if clause.label == "completed" else Verdict(case.heard.mood, "counts.plain")
    if case.name and _by_default(case.name) == "invested":
        return _plain(case)  # 建成厂房3座，总投资1538万元
    if faulty(case.name) and before.status == "transferred" and case.heard.kin:
        return Verdict(case.heard.kin.status, "counts.carried")  # 发现问题9个，移交线索2件，立行立改问题5个
    apart = clause.subject and (clause.left is None or "some" in clause.marks)
    if apart and before.status == "inspected" and "subset" not in clause.marks and not clause.joined:
        return Verdict("found", "counts.defect")  # 检查电子秤4台，有3台能作弊
    if (clause.facet is not None or clause.listed) and before.status in _TAKEN_IN:
        return Verdict("total", "counts.broken_down")
    if measured(unit) and before.status not in (_MEANT if unit in PERCENTS else _MEANT - {"completed"}):
        return _labelled(case) if clause.label == "completed" else _plain(case)  # 198座污水处理厂平均负荷率仅46%
    return Verdict(before.status, "counts.carried")


def _labelled(case: Case) -> Verdict:
    """What a figure is by its label, its unit, or the bulletin's opening."""
    clause, unit = case.clause, case.value.unit
    if case.heard.intake is not None and unit in _CASES and ("sum" in clause.marks or _is_batch(case)):
        return Verdict(case.heard.intake.status, "counts.summed")
    if clause.label == "planned" and faulty(case.name):
        return Verdict("found", "counts.labelled")
    if clause.label == "checked":
        return _checked(case)
    state = clause.label == "total" or (clause.label == "completed" and unit not in PERCENTS)
    if clause.label and not (state and measured(unit)):
        return Verdict(clause.label, "counts.labelled")
    if usual := _unit_status().get(unit):
        return Verdict(usual, "counts.by_unit")
    return _plain(case)


def _is_batch(case: Case) -> bool:
    """Whether the figure counts a batch, which is what was handed over at a time: 第二十一批19件."""
    return pattern("batch").match(case.heard.text, case.clause.opened, case.clause.number) is not None


def _checked(case: Case) -> Verdict:
    """What those who looked into something say: that things are there (经查，该厂有抛光机36台), or what is wrong."""
    text, clause = case.heard.text, case.clause
    there = pattern("there").match(text, clause.opened, case.heard.start) and not clause.subject
    return Verdict("total" if there else "found", "counts.labelled")


def _plain(case: Case) -> Verdict:
    mood = case.heard.mood
    if case.name and (usual := _by_default(case.name)):
        return Verdict(usual, "counts.plain")
    return Verdict("other" if mood == "total" and measured(case.value.unit) else mood, "counts.plain")


@remembered
def _by_default(name: str) -> CountStatus | None:
    return next((said for said, ends in _default_status().items() if name.endswith(ends)), None)


@table()
def _default_status() -> dict[CountStatus, tuple[str, ...]]:
    return words_by_term("counts", "default_status", COUNT_STATUSES)


@table()
def _unit_status() -> dict[str, CountStatus]:
    return term_by_word("counts", "unit_status", COUNT_STATUSES)
