"""What a predicate says of anything that is counted: that something was done or is to be done, that it is wrong, or what the pack
has for it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Final

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.decisions import (
    FAULTY,
    Asked,
    Rule,
    StatusDecision,
    StatusInput,
    any_word,
    faulty,
    first_decision,
    measured,
    says_before,
    when,
)
from taizhang.extract.counts.lexicon import Kind, Token, Word
from taizhang.extract.counts.pack import pattern, words
from taizhang.extract.counts.statuses import DOABLE, ENFORCED, INTAKE, PROGRESS, SETTLED, TREATED
from taizhang.extract.counts.stronger import STILL
from taizhang.extract.counts.units import PERSONS, TIMES
from taizhang.rules import remembered

_INTENT = "拟"
_NOT = ("未", "没")
_NOT_DONE = ("overdue", "not_completed")
_PROJECTS = ("项目", "工程")
_NEAR = 16  # characters behind a clause in which its deadline is looked for
_LATELY = 30  # characters before the end of the figure before, in which its deadline is looked for


def plainly(case: StatusInput, own: Token) -> StatusDecision:
    """What the predicate says by itself: the first of `_RULES` that is asked of it and holds, else its cue."""
    work = own.word.kind is Kind.WORK or own.word.status in DOABLE
    if work and not case.future and _ahead(case):
        case = replace(case, future=True)
    if decision := first_decision(_rules_of(own.word), case, own):
        return decision
    assert own.word.status is not None
    return StatusDecision(own.word.status, "counts.cue", own)


def _is_fault(case: StatusInput, own: Token) -> bool:
    """Whether what was not done is a fault, where faults are told and no progress (38个党组织仍未配齐班子, but 应退出的至今未退)."""
    word = own.word
    if case.future and not faulty(case.name):
        return False
    if case.clause.faulty and word.text in words().not_yet:
        return True
    before = case.context.before
    told = case.clause.faulty or faulty(case.name) or case.context.mood == "found"
    if before is not None:
        told = before.status == "inspected" or before.rule in FAULTY or (told and before.status not in PROGRESS)
    progress = any(verb in word.text for verb in words().progress_verbs)
    return told and word.text.startswith(_NOT) and not progress


def _late_at_fault(case: StatusInput, own: Token) -> bool:
    """Whether it is a fault that something is late (回款超期46笔, 超期贮存危废2800吨), and no task or project lags."""
    late = case.context.mood == "found"
    return late and case.name is not None and not case.name.endswith((*words().whole_objects, *_PROJECTS))


def _is_listed(case: StatusInput, own: Token) -> bool:
    """Whether the predicate names the last of the problems counted and not what became of them: 资金闲置、贷款逾期等问题37个."""
    return own in case.clause.before and pattern("listed_problem").match(case.context.text, own.end) is not None


def _undone(case: StatusInput) -> bool:
    """Whether work was not done, as the clause says behind the figure."""
    return any(t.word.mark == "denied" and t.word.kind is Kind.DEFECT for t in case.clause.after)


def _equipped(case: StatusInput, own: Token) -> bool:
    """Whether the things counted got something that was built: 2家装上喷淋, 9座建成截渗坝, but not 9座建成并投运."""
    clause, text = case.clause, case.context.text
    goes_on = clause.end - own.end > 1 and text[own.end] not in "并且后投运完，"
    return own in clause.after and goes_on and case.value.unit not in PERSONS


def _unlawful(case: StatusInput) -> bool:
    """Whether something was built on what was taken unlawfully: 未经批准占用土地74亩，建起冷库3座."""
    before, clause = case.context.before, case.clause
    if not case.done and pattern("not_allowed").match(case.context.text, clause.edge):
        return True  # 建设木屋23栋，未办理手续
    told = before is not None and before.status == "found" and before.rule in (*FAULTY, "counts.inherited")
    return told and not case.done and clause.label not in ("completed", "planned")


def _intended(clause: Clause, own: Token) -> bool:
    """Whether the clause says that something is only meant to be done: 拟按上限处罚款9万元."""
    meant = own.word.text.startswith(_INTENT) or (
        own in clause.after and "after_future" in clause.marks and own.word.status in TREATED
    )
    return meant or any(t.word.text == _INTENT and t.end <= own.start for t in (*clause.before, *clause.after))


def _of_like(case: StatusInput, own: Token) -> bool:
    """Whether what `own` says is only told of things that a stroke joins to those before."""
    clause = case.clause
    stroke = pattern("joined").match(case.context.text, clause.start, clause.number)
    return clause.left is not None and own in clause.before and stroke is not None


def _ahead(case: StatusInput) -> bool:
    """Whether a deadline lies over work that the clause itself gives none: one behind the comma (清淤4公里，年底前完工), or that
    of the figure before, to which a stroke joins it (6月底前关停41家、搬迁30家)."""
    clause, before = case.clause, case.context.before
    if case.done or clause.faulty or case.own is None:
        return False
    if _same_work(case):
        return True
    if before is not None and before.status == "planned" and _ahead_like(case, case.own, before):
        return True
    end = clause.end + _NEAR
    return case.own.word.kind is Kind.WORK and case.context.due_within(clause.end, end) and _goes_on_to_due(case, end)


def _ahead_like(case: StatusInput, own: Token, before: StatusDecision) -> bool:
    """Whether the deadline of the planned figure before lies over this one too."""
    clause, text = case.clause, case.context.text
    if before.cue is not None and pattern("joined").match(text, clause.start, clause.number):
        return True
    alike = clause.adjoins(own) and text.startswith("的", own.end)  # 应于年底前完成的有13项，2025年前完成的有41项
    due = before.cue is not None and case.context.due_within(clause.opened - _LATELY, clause.opened)
    if not (alike or (due and pattern("goes_on").fullmatch(text, clause.opened, clause.number))):
        return False
    return not any(c in text[clause.opened : case.context.start] for c in words().barely)


def _same_work(case: StatusInput) -> bool:
    """Whether the figure only measures the work that is planned before it: 将治理矿山73座，治理面积1200亩."""
    own, before, unit = case.own, case.context.before, case.value.unit
    if own is None or own.word.kind is not Kind.WORK or before is None or before.cue is None:
        return False
    planned = before.status == "planned" and before.rule == "counts.work"
    return planned and before.cue.word is own.word and unit in words().measures and unit != "元"


def _goes_on_to_due(case: StatusInput, end: int) -> bool:
    """Whether the deadline before `end` still belongs to the sentence of the clause."""
    start = case.clause.end
    due = case.context.due[bisect_left(case.context.due, start)]
    goes_on = due < end and pattern("until_due").fullmatch(case.context.text, start, due) is not None
    return goes_on and pattern("due_for_other").match(case.context.text, due) is None


def _is_wrong(case: StatusInput, own: Token) -> bool:
    """Whether a word of faults decides, or what was built is wrong: 新增问题2个 are none that somebody built."""
    return own.word.kind is Kind.DEFECT or (own.word.status == "built" and (faulty(case.name) or _unlawful(case)))


def _still(case: StatusInput, own: Token) -> bool:
    """Whether the figure tells what is left, of a whole or of what was dealt with."""
    if case.clause.faulty:
        return False
    before = case.context.before
    left = before is not None and before.status in PROGRESS  # 应关停的41家中仍有16家生产
    return left or (case.context.mood == "total" and _undone(case))  # 尚有9.4万户居民未接入管网


def _dealt_with(case: StatusInput, own: Token) -> StatusDecision | None:
    """What was done to faulty things of which a list is told: 查处商标侵权案件2件、假冒食品案件94件; 查扣船只16艘、非法捕捞器具230套; 整改隐患
    3处、违建问题5处."""
    before = case.context.before
    if before is None or not _is_wrong(case, own):
        return None
    cases = before.status in ENFORCED and case.name is not None and case.name.endswith("案件")
    dealt = before.status in ENFORCED | {"ordered"} or (before.status in SETTLED and faulty(case.name))
    alike = dealt and not measured(case.value.unit) and _of_like(case, own)
    return StatusDecision(before.status, "counts.carried") if cases or alike else None


def _is_to_mend(case: StatusInput, own: Token) -> bool:
    """Whether a measure to be taken names those at fault: 整改措施：对26家超标企业限期治理, 清运历史堆存废渣21万吨."""
    if case.clause.label != "planned" or case.done or not _is_wrong(case, own) or says_before(case, "pointed_out"):
        return False
    return "patient" in case.clause.marks or any(t.word.kind is Kind.WORK for t in case.clause.before)


def _is_set_a_term(case: StatusInput, own: Token) -> bool:
    """Whether a measure to be taken sets a term for what counts (整改措施：限期整改2座), but not beside what is ordered (责令停产1家，限期改造1家)."""
    before = case.context.before
    free = case.clause.label == "planned" and not case.done and (before is None or before.status != "ordered")
    return free and own.word.text.startswith("限期")


def _is_planned(case: StatusInput, own: Token) -> bool:
    """Whether something that can be planned is still ahead: 年底前对移交问题开展一次“回头看”."""
    occasion = case.value.unit in TIMES and own.word.status in INTAKE
    return case.future and (occasion or own.word.status in DOABLE or own.word.text in words().aims)


def _wrong(word: Word) -> bool:
    """Whether a word is of faults, or of what may have been built on wrongs."""
    return word.kind is Kind.DEFECT or word.status == "built"


def _work(word: Word) -> bool:
    return word.kind is Kind.WORK


def _built(word: Word) -> bool:
    return word.status == "built"


_RULES: Final = (
    Asked(lambda word: word.mark == "spared", when(lambda case, own: True, "other", "counts.spared")),
    Asked(any_word, when(lambda case, own: _intended(case.clause, own), "planned", "counts.planned")),
    Asked(_work, when(lambda case, own: case.future, "planned", "counts.work")),
    Asked(_work, when(lambda case, own: True, "completed", "counts.work")),
    Asked(lambda word: word.text in STILL, when(_still, "not_completed", "counts.denied")),
    Asked(_wrong, _dealt_with),
    Asked(_wrong, when(_is_to_mend, "planned", "counts.planned")),
    Asked(lambda word: word.status == "ordered", when(_is_set_a_term, "planned", "counts.planned")),
    Asked(lambda word: word.mark == "denied" and _wrong(word), when(_is_wrong, "found", "counts.undone")),
    Asked(_wrong, when(_is_wrong, "found", "counts.defect")),
    Asked(_built, when(lambda case, own: case.future and _equipped(case, own), "planned", "counts.work")),
    Asked(_built, when(_equipped, "completed", "counts.work")),
    Asked(lambda word: word.status in _NOT_DONE, when(_is_listed, "found", "counts.defect")),
    Asked(lambda word: word.status == "overdue", when(_late_at_fault, "found", "counts.defect")),
    Asked(lambda word: word.status == "not_completed", when(_is_fault, "found", "counts.defect")),
    # 剩余3个年底前完成
    Asked(lambda word: word.mark == "rest", when(lambda case, own: case.future, "planned", "counts.rest")),
    Asked(
        lambda word: word.status in INTAKE | DOABLE or word.text in words().aims,
        when(_is_planned, "planned", "counts.planned"),
    ),
)


@remembered
def _rules_of(word: Word) -> tuple[Rule, ...]:
    """The rules that may have something to say of a predicate."""
    return tuple(row.rule for row in _RULES if row.of(word))
