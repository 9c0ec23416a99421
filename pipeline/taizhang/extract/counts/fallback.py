"""The status of a figure without a predicate of its own: what was said before it in the sentence, the label in force, its unit."""

from __future__ import annotations

from typing import Final

from taizhang.extract.counts.decisions import StatusDecision, StatusInput, faulty, measured
from taizhang.extract.counts.lexicon import Kind
from taizhang.extract.counts.pack import pattern, said_before, words
from taizhang.extract.counts.statuses import TAKEN_IN
from taizhang.extract.counts.units import PERCENTS
from taizhang.rules import remembered
from taizhang.vocabulary import CountStatus

_MEANT: Final[frozenset[CountStatus]] = frozenset(
    {"found", "completed", "planned", "other"}
)  # what a measure may take from the figure before it
_BATCHED = ("件", "批", "批次", "起")


def carried(case: StatusInput) -> StatusDecision:
    """What a figure takes from others, from its label or from the bulletin as a whole."""
    clause, before, same_class = case.clause, case.context.before, case.context.same_class
    if clause.breaks_down and same_class and same_class.status in TAKEN_IN:
        return StatusDecision("total", "counts.broken_down")
    part = clause.bracket or "subset" in clause.marks or clause.joined or clause.breaks_down
    bad = clause.faulty or (case.context.mood == "found" and case.value.unit in words().measures)
    if bad and before is not None and before.rule == "counts.scope" and "subset" not in clause.marks:
        before = None  # 设计日处理能力6万吨、实际日进水8.3万吨: all there is, and then what is wrong with it
        part = part and not clause.joined
    if (
        same_class
        and same_class.status in TAKEN_IN
        and clause.first
        and case.name
        and case.name.endswith(words().channels)
    ):
        return StatusDecision(same_class.status, "counts.inherited")  # 转办信访件114件；来电91件
    whole = before or same_class
    if part and whole:
        if whole.status in TAKEN_IN and (clause.listed or clause.facet is not None):
            return StatusDecision("total", "counts.broken_down")  # 交办26件，其中甲区8件，乙区18件
        return StatusDecision(whole.status, "counts.inherited")
    placed = whole is not None and pattern("placed").match(case.context.text, clause.opened, clause.number)
    if whole and placed and same_class and not case.future:
        return StatusDecision(same_class.status, "counts.ranked")  # 问责陕西最多，391人；山西次之，306人
    ranked = clause.facet is not None and clause.facet.word.kind is Kind.RANK
    if whole and (ranked or (case.name is not None and case.name.startswith(words().ranks))):
        return StatusDecision(whole.status, "counts.ranked")
    if not case.future and said_before("done_so", case.context.text, clause.number):
        return StatusDecision("completed", "counts.done_so")
    if case.future:  # 7月底前建档，涉及小作坊530余户
        return (
            StatusDecision("total", "counts.plain")
            if "involved" in clause.marks
            else StatusDecision("planned", "counts.planned")
        )
    return _labelled(case) if before is None else _after(case, before)


def _after(case: StatusInput, before: StatusDecision) -> StatusDecision:
    """What a figure takes from the one before it in the sentence."""
    clause, unit = case.clause, case.value.unit
    if before.status == "planned" and case.done:
        return StatusDecision("completed", "counts.carried")  # 计划改造52公里，实际19公里
    if clause.subject and before.status in ("completed", "built"):  # 新建管网214公里，8个断面水质保持Ⅱ类: its own words
        return _labelled(case) if clause.label == "completed" else StatusDecision(case.context.mood, "counts.plain")
    if case.name and _by_default(case.name) == "invested":
        return _plain(case)  # 建成厂房3座，总投资1538万元
    if faulty(case.name) and before.status == "transferred" and case.context.same_class:
        return StatusDecision(
            case.context.same_class.status, "counts.carried"
        )  # 发现问题9个，移交线索2件，立行立改问题5个
    apart = clause.subject and (clause.left is None or "some" in clause.marks)
    if apart and before.status == "inspected" and "subset" not in clause.marks and not clause.joined:
        return StatusDecision("found", "counts.defect")  # 检查电子秤4台，有3台能作弊
    if (clause.facet is not None or clause.listed) and before.status in TAKEN_IN:
        return StatusDecision("total", "counts.broken_down")
    if measured(unit) and before.status not in (_MEANT if unit in PERCENTS else _MEANT - {"completed"}):
        return _labelled(case) if clause.label == "completed" else _plain(case)  # 198座污水处理厂平均负荷率仅46%
    return StatusDecision(before.status, "counts.carried")


def _labelled(case: StatusInput) -> StatusDecision:
    """What a figure is by its label, its unit, or the bulletin's opening."""
    clause, unit = case.clause, case.value.unit
    if case.context.intake is not None and unit in _BATCHED and ("sum" in clause.marks or _is_batch(case)):
        return StatusDecision(case.context.intake.status, "counts.summed")
    if clause.label == "planned" and faulty(case.name):
        return StatusDecision("found", "counts.labelled")
    if clause.label == "checked":
        return _checked(case)
    state = clause.label == "total" or (clause.label == "completed" and unit not in PERCENTS)
    if clause.label and not (state and measured(unit)):
        return StatusDecision(clause.label, "counts.labelled")
    if usual := words().unit_status.get(unit):
        return StatusDecision(usual, "counts.by_unit")
    return _plain(case)


def _is_batch(case: StatusInput) -> bool:
    """Whether the figure counts a batch, which is what was handed over at a time: 第二十一批19件."""
    return pattern("batch").match(case.context.text, case.clause.opened, case.clause.number) is not None


def _checked(case: StatusInput) -> StatusDecision:
    """What those who looked into something say: that things are there (经查，该厂有抛光机36台), or what is wrong."""
    text, clause = case.context.text, case.clause
    there = pattern("there").match(text, clause.opened, case.context.start) and not clause.subject
    return StatusDecision("total" if there else "found", "counts.labelled")


def _plain(case: StatusInput) -> StatusDecision:
    mood = case.context.mood
    if case.name and (usual := _by_default(case.name)):
        return StatusDecision(usual, "counts.plain")
    return StatusDecision("other" if mood == "total" and measured(case.value.unit) else mood, "counts.plain")


@remembered
def _by_default(name: str) -> CountStatus | None:
    return next((said for said, ends in words().default_status.items() if name.endswith(ends)), None)
