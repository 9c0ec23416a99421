"""The status of a figure without a predicate of its own: what was said before it in the sentence, the label in force, its unit."""

from __future__ import annotations

from typing import Final

from taizhang.extract.counts.decisions import StatusDecision, StatusInput, faulty, measured, says_before
from taizhang.extract.counts.lexicon import Kind, lexicon
from taizhang.extract.counts.pack import pattern, said_before, words
from taizhang.extract.counts.statuses import LAGGING, PROGRESS, SETTLED, TAKEN_IN, UNDER_WAY
from taizhang.extract.counts.units import PERCENTS
from taizhang.rules import remembered
from taizhang.vocabulary import CountStatus

_MEANT: Final[frozenset[CountStatus]] = frozenset(
    {"found", "completed", "planned", "other"}
)  # what a measure may take from the figure before it
_HEADING: Final = SETTLED | LAGGING | UNDER_WAY
_HEADED: Final = "counts.headed"
_PARTED = (";", "；")
_ADDED_UP = ("合计", "总计", "共计", "合共", "共为")
_BATCHED = ("件", "批", "批次", "起")


def carried(case: StatusInput) -> StatusDecision:
    """What a figure takes from others, from its label or from the bulletin as a whole."""
    before, is_part = _before(case)
    whole = before or case.context.same_class
    return (
        _headed(case)
        or _of_intake(case)
        or (_of_whole(case, whole) if is_part and whole else None)
        or (_ranked(case, whole) if whole else None)
        or _in_time(case)
        or (_labelled(case) if before is None else _after(case, before))
    )


def _before(case: StatusInput) -> tuple[StatusDecision | None, bool]:
    """What was said of the figure before, and whether this one is a part of it. Where faults are told, how much there is at all says
    nothing of what is wrong with it: 设计日处理能力6万吨、实际日进水8.3万吨."""
    clause, before = case.clause, case.context.before
    subset = "subset" in clause.marks
    bad = clause.faulty or (case.context.mood == "found" and case.value.unit in words().measures)
    if bad and before is not None and before.rule == "counts.scope" and not subset:
        return None, not clause.joined and (clause.bracket or clause.breaks_down)
    return before, clause.bracket or subset or clause.joined or clause.breaks_down


def _headed(case: StatusInput) -> StatusDecision | None:
    """What the head of the sentence says of all its figures: 办结件中，甲县68件; 销号最多的是甲县，19项；乙县12项."""
    text, clause, like = case.context.text, case.clause, case.context.same_class
    if not clause.first or case.future:
        return None
    if like is not None and like.rule == _HEADED and text[clause.opened - 1 : clause.opened] in _PARTED:
        return like
    head = pattern("headed").match(text, clause.opened, clause.number)
    word = lexicon().words.get(head["cue"]) if head else None
    return StatusDecision(word.status, _HEADED) if word and word.status in _HEADING else None


def _of_intake(case: StatusInput) -> StatusDecision | None:
    """A part of the complaints that came in, or what came by one channel: 转办信访件114件；来电91件."""
    clause, intake = case.clause, case.context.same_class
    if intake is None or intake.status not in TAKEN_IN:
        return None
    if clause.breaks_down:
        return StatusDecision("total", "counts.broken_down")
    channel = clause.first and case.name is not None and case.name.endswith(words().channels)
    return StatusDecision(intake.status, "counts.inherited") if channel else None


def _of_whole(case: StatusInput, whole: StatusDecision) -> StatusDecision:
    """A part takes the status of its whole, but of complaints by place or kind (交办26件，其中甲区8件，乙区18件), unless the places are
    what was handed to each (其中交办甲区8件、乙区18件)."""
    share = case.clause.listed or case.clause.facet is not None
    if whole.status in TAKEN_IN and share and not case.context.placed:
        return StatusDecision("total", "counts.broken_down")
    return StatusDecision(whole.status, "counts.inherited")


def _ranked(case: StatusInput, whole: StatusDecision) -> StatusDecision | None:
    """Places by their number (问责陕西最多，391人；山西次之，306人), or people by their rank."""
    clause, like = case.clause, case.context.same_class
    placed = says_before(case, "placed")
    if placed and like is not None and not case.future:
        return StatusDecision(like.status, "counts.ranked")
    rank = clause.facet is not None and clause.facet.word.kind is Kind.RANK
    ranked = rank or (case.name is not None and case.name.startswith(words().ranks))
    return StatusDecision(whole.status, "counts.ranked") if ranked else None


def _in_time(case: StatusInput) -> StatusDecision | None:
    """What is still ahead, or was done already as the words right before the figure say."""
    if not case.future:
        done = said_before("done_so", case.context.text, case.clause.number)
        return StatusDecision("completed", "counts.done_so") if done else None
    if "involved" in case.clause.marks:
        return StatusDecision("total", "counts.plain")  # 7月底前建档，涉及小作坊530余户
    return StatusDecision("planned", "counts.planned")


def _after(case: StatusInput, before: StatusDecision) -> StatusDecision:
    """What a figure takes from the one before it in the sentence."""
    clause, unit = case.clause, case.value.unit
    if before.status in PROGRESS and case.context.text.startswith(_ADDED_UP, clause.number):
        return StatusDecision("total", "counts.added_up")  # 完成整改49个，达到序时进度14个，合计63个
    if before.status == "planned" and case.done:
        return StatusDecision("completed", "counts.carried")  # 计划改造52公里，实际19公里
    if clause.subject and before.status in ("completed", "built"):  # 新建管网214公里，8个断面水质保持Ⅱ类: its own words
        return _labelled(case) if clause.label == "completed" else StatusDecision(case.context.mood, "counts.plain")
    told = _by_default(case.name) if case.name and unit == "元" else None
    if told is not None:
        return StatusDecision(told, "counts.plain")  # 建成厂房3座，总投资1538万元; 查办案件12起，案值3万元
    if (clause.facet is not None or clause.listed) and before.status in TAKEN_IN:
        return StatusDecision("total", "counts.broken_down")
    if faulty(case.name) and before.status == "transferred" and case.context.same_class:
        return StatusDecision(
            case.context.same_class.status, "counts.carried"
        )  # 发现问题9个，移交线索2件，立行立改问题5个
    apart = clause.subject and (clause.left is None or "some" in clause.marks)
    if apart and before.status == "inspected" and "subset" not in clause.marks and not clause.joined:
        return StatusDecision("found", "counts.defect")  # 检查电子秤4台，有3台能作弊
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
