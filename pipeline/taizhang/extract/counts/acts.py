"""What the predicate that decides says of a figure: of people, hazards, money and firms in its own way, done or still ahead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from taizhang.extract.counts.cues import plainly
from taizhang.extract.counts.decisions import (
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
from taizhang.extract.counts.pack import WordLists, pattern, words
from taizhang.extract.counts.statuses import ENFORCED, PROGRESS, SETTLED, TAKEN_IN, TREATED
from taizhang.extract.counts.units import CASES, FIRMS, PERSONS, TIMES
from taizhang.rules import remembered
from taizhang.vocabulary import CountStatus

_KINDS = CASES | {"项", "个"}
_HAND_OVER = ("移送", "移交")


def predicated(case: StatusInput) -> StatusDecision | None:
    """What the predicate that decides says: the first of `_RULES` that is asked of it and holds, else what it says of anything."""
    own = case.own
    if own is None or (own.word.status == "inspected" and measured(case.value.unit)):
        return None  # what was measured is no inspection: 监测氨氮1.1毫克/升
    if case.clause.breaks_down and own.word.kind is Kind.WORK and _is_kind(case):
        return None  # 从类型看，污染治理不力34个
    return first_decision(_rules_of(own.word), case, own) or plainly(case, own)


def _settles(case: StatusInput, own: Token) -> bool:
    """Whether a sum was paid that was found unpaid or left lying before: 滞留资金420万元。已拨付398万元."""
    same_class = case.context.same_class
    owed = case.value.unit == "元" and same_class is not None and same_class.status == "found"
    return owed and case.done and not case.future


def _says_little(case: StatusInput, own: Token) -> bool:
    """Whether so few inspections are the fault: 河长全年仅巡河1次."""
    return case.value.unit in TIMES and case.context.text.endswith(words().barely, case.clause.opened, own.start)


def _takes_in(case: StatusInput, own: Token) -> bool:
    """Whether the sentence says who took in what was handed over, and that nobody else had handed it on."""
    text, clause = case.context.text, case.clause
    passed_on = own in clause.before and "组" in text[own.end : clause.number]
    return not passed_on and pattern("taken_in").match(text, clause.opened, own.start) is not None


def _handed_on(case: StatusInput, own: Token) -> bool:
    """Whether cases are only handed over for what may be done with people."""
    return case.context.text.endswith(_HAND_OVER, case.clause.opened, own.start)


def _is_kind(case: StatusInput) -> bool:
    """Whether a breakdown only names a kind of problems or tasks by the work that they are of."""
    return case.value.unit in _KINDS and not case.done and not case.future


def _cut(case: StatusInput, own: Token) -> bool:
    """Whether what was done to the sum stands right before what it is called."""
    return any(t.word.kind is Kind.WORK and 0 <= own.start - t.end < 3 for t in case.clause.before)


def _runs(case: StatusInput, own: Token) -> bool:
    """Whether machines are doing something that the lexicon knows for no work: 两台中频炉正在熔炼."""
    clause = case.clause
    return own in clause.after and clause.after[-1] is own and 1 < clause.end - own.end < 9


def _inspecting(case: StatusInput) -> bool:
    """Whether what inspectors do stands right beside the figure: 完成监督抽检4870批次, 完成3次巡查."""
    text, clause, done = case.context.text, case.clause, words().inspections
    if pattern("inspection_of").match(text, clause.edge) and text.endswith("对", clause.opened, clause.number):
        return True  # 完成对12家单位的巡察
    return text.endswith(done, clause.opened, clause.number) or (case.name is not None and case.name.endswith(done))


def _equips(case: StatusInput, own: Token) -> bool:
    """Whether the paper that something needs was drawn up."""
    papers = case.context.text.endswith(words().procedures, case.clause.opened, case.clause.number)
    return (papers or _ends(case, words().procedures)) and not case.future


def _came_upon(case: StatusInput, own: Token) -> bool:
    """Whether inspectors say what there is: 经排查有养殖场27户."""
    return own in case.clause.before and pattern("there_are").match(case.context.text, own.end) is not None


def _is_actor(case: StatusInput, own: Token) -> bool:
    """Whether the things counted do what is said, to something else: 31个省份出台职责分工文件."""
    clause, goes_on = case.clause, case.clause.end - own.end > 2
    if case.value.unit in PERSONS and (own.word.status == "inspected" or own.word.text.endswith("验收")):
        patient = "patient" in clause.marks  # 对46名干部进行了审计
        return own in clause.after and not patient and not own.word.text.endswith(words().talks)  # 5名专家现场复核
    doing = goes_on and (own.word.kind is Kind.WORK or own.word.status == "built")
    reports = own.word.text in words().reports
    return (doing or reports) and own in clause.after and case.name in words().visited


def _acts(case: StatusInput, own: Token) -> bool:
    return not case.future and _is_actor(case, own)


def _is_shared(case: StatusInput, own: Token) -> bool:
    """Whether what is not done is told where it is told how far things are."""
    before = case.context.before
    told = PROGRESS | {"transferred"}  # 已移交其他部门处理的3起、暂未处置的2起
    return before is not None and before.status in told and not case.clause.faulty


def _of_whole(case: StatusInput, own: Token) -> StatusDecision | None:
    """What its whole is, a kind of which a word of faults names: 从情形看，贪污侵占的6起; 立案18宗（其中无证经营3宗）; or what a list goes on
    with, whose things are called by a fault: 完成215个治理项目、39个臭气治理项目."""
    clause, whole, before = case.clause, case.context.same_class, case.context.before
    if clause.joined and own in clause.after and before is not None and before.status == "completed" and before.cue:
        return StatusDecision("completed", "counts.carried", before.cue)
    if whole is None:
        return None
    dealt_with = (clause.bracket or "subset" in clause.marks) and whole.status in ENFORCED
    return StatusDecision(whole.status, "counts.inherited") if clause.breaks_down or dealt_with else None


def _cues(applies: Callable[[StatusInput], bool], of: Callable[[WordLists], Mapping[str, CountStatus]]) -> Asked:
    """What a list of the pack says that predicates say of some things, which is not what they say of others."""

    def rule(case: StatusInput, own: Token) -> StatusDecision | None:
        return StatusDecision(of(words())[own.word.text], "counts.cue", own) if applies(case) else None

    return Asked(lambda word: word.text in of(words()), rule)


def _passed_on(case: StatusInput, own: Token) -> bool:
    """Whether leads were handed over: what became of them is told by those called to account (移交的6个责任追究问题均已查结，问责19人)."""
    handed = own in case.clause.after and any(t.word.status == "transferred" for t in case.clause.before)
    return handed and _ends(case, words().leads)


def _announced(case: StatusInput, own: Token) -> bool:
    """Whether it is only announced what will be done to those counted: 下一步将对3家企业立案处罚，对5人问责."""
    if case.done:
        return False
    before = case.context.before
    goes_on = before is not None and before.status == "planned" and "patient" in case.clause.marks
    like = goes_on and before is not None and before.cue is not None and before.cue.word.status in TREATED
    return like or says_before(case, "to_be_dealt_with")


def _by_channel(case: StatusInput, own: Token) -> StatusDecision | None:
    """Complaints that came some way, among those received or handed over: 移交信访件72件，其中群众来电55件."""
    if "subset" not in case.clause.marks:
        return None
    before = case.context.before
    if before is None or before.status not in TAKEN_IN or not _ends(case, words().channels):
        return None
    return StatusDecision(before.status, "counts.inherited")


def _suspected(case: StatusInput, own: Token) -> StatusDecision | None:
    """People told by what they are suspected of, among those something was done to (批准逮捕15人，其中涉嫌玩忽职守罪5人), and cases that
    go on a list (移送行政拘留案件8件、涉嫌污染环境犯罪案件2件)."""
    if case.value.unit not in PERSONS and not (case.value.unit in CASES and _ends(case, words().cases_and_leads)):
        return None
    before = case.context.before
    if before is None or before.status not in TREATED | TAKEN_IN:
        return None
    return StatusDecision(before.status, "counts.inherited")


def _arisen(case: StatusInput, own: Token) -> StatusDecision | None:
    """What more there is of that nobody builds: waste and wrongs are found, complaints come in."""
    said = next((status for status, ends in words().arisen.items() if _ends(case, ends)), None)
    if said is None or case.future:
        return None
    return StatusDecision(said, "counts.defect" if said == "found" else "counts.cue", own)


def _looked(word: Word) -> bool:
    return word.status == "inspected"


def _handed_over(word: Word) -> bool:
    return word.status == "transferred"


def _built(word: Word) -> bool:
    return word.status == "built"


def _wrong(word: Word) -> bool:
    return word.kind is Kind.DEFECT


def _may_act(word: Word) -> bool:
    """Whether a predicate may tell what the things counted do."""
    doing = word.kind is Kind.WORK or word.status in ("inspected", "built")
    return doing or word.text.endswith("验收") or word.text in words().reports


def _ends(case: StatusInput, ends: tuple[str, ...]) -> bool:
    """Whether the name of what is counted ends with one of these."""
    return case.name is not None and case.name.endswith(ends)


_RULES: Final = (
    Asked(lambda word: word.status in TREATED, when(_announced, "planned", "counts.planned")),
    Asked(lambda word: word.status == "received", _by_channel),
    Asked(lambda word: word.text in words().attributes, _suspected),
    # 移交的6个责任追究问题均已查结
    Asked(lambda word: word.status in SETTLED, when(_passed_on, "transferred")),
    # 核减工程投资742万元
    Asked(
        lambda word: word.status == "invested" and word.nominal,
        when(lambda case, own: not case.future and _cut(case, own), "completed", "counts.work"),
    ),
    Asked(_built, when(_equips, "completed", "counts.work")),
    # 两台中频炉正在熔炼
    Asked(
        lambda word: word.text == "正在",
        when(lambda case, own: case.value.unit in words().machines and _runs(case, own), "found", "counts.defect"),
    ),
    # 经排查有安全隐患27处, 经排查有养殖场27户
    Asked(_looked, when(lambda case, own: faulty(case.name) and _came_upon(case, own), "found", "counts.scope")),
    Asked(_looked, when(_came_upon, "total", "counts.scope")),
    # 一边治理一边倾倒，新增矸石46万吨; 新增信访件9件
    Asked(lambda word: word.text.startswith("新增"), _arisen),
    # 河长全年仅巡河1次
    Asked(
        _looked,
        when(lambda case, own: case.context.mood == "found" and _says_little(case, own), "found", "counts.defect"),
    ),
    # 收到督察组转办信访件39件
    Asked(_handed_over, when(_takes_in, "received")),
    # 移送行政拘留案件8件
    Asked(
        lambda word: word.status == "detained",
        when(lambda case, own: case.value.unit in CASES and _handed_on(case, own), "transferred"),
    ),
    # 分流至13个省辖市
    Asked(_handed_over, when(lambda case, own: case.name in words().visited, "total", "counts.scope")),
    # 完成监督抽检4870批次
    Asked(
        lambda word: word.text.endswith("完成"),
        when(lambda case, own: not case.future and _inspecting(case), "inspected"),
    ),
    # 排查存在隐患房屋8栋
    Asked(
        _looked,
        when(
            lambda case, own: own in case.clause.before and says_before(case, "trouble_named"), "found", "counts.defect"
        ),
    ),
    # 核实企业12家
    Asked(
        lambda word: word.text == "核实",
        when(lambda case, own: bool(case.name) and not _ends(case, words().alleged), "inspected"),
    ),
    # 5名专家现场复核, 31个省份出台职责分工文件
    Asked(_may_act, when(lambda case, own: case.value.unit in PERSONS and _acts(case, own), "other", "counts.actor")),
    Asked(_may_act, when(_acts, "total", "counts.actor")),
    # 已完成并上报销号材料71份
    Asked(
        lambda word: word.text in words().reports,
        when(lambda case, own: any(t.word.status == "completed" for t in case.clause.before), "completed"),
    ),
    _cues(lambda case: case.value.unit in PERSONS, lambda lists: lists.person_cues),
    _cues(lambda case: _ends(case, ("问题",)), lambda lists: lists.problem_cues),
    _cues(lambda case: faulty(case.name) and not _ends(case, ("问题",)), lambda lists: lists.hazard_cues),
    _cues(lambda case: case.value.unit != "元" and not case.future, lambda lists: lists.thing_cues),
    # 滞留资金420万元。已拨付398万元
    Asked(lambda word: word.text.removeprefix("已") in words().payments, when(_settles, "completed")),
    _cues(lambda case: case.value.unit == "元", lambda lists: lists.fund_cues),
    _cues(lambda case: case.value.unit in FIRMS, lambda lists: lists.firm_cues),
    # 发出违规建设项目整改意见书100份
    Asked(_wrong, when(lambda case, own: case.value.unit == "份" and _ends(case, words().papers), "other")),
    # 下发督办函12份
    Asked(any_word, when(lambda case, own: _ends(case, words().notes) and not case.future, "other")),
    # 制定整改措施36条
    Asked(
        lambda word: word.text in words().drawn_up,
        when(lambda case, own: _ends(case, ("措施", "措施清单")), "total", "counts.whole"),
    ),
    # 下达整改任务42项, but not 下达整改通知书42份
    Asked(
        lambda word: word.text in words().issued,
        when(lambda case, own: bool(case.name) and not _ends(case, words().papers), "total"),
    ),
    Asked(_wrong, _of_whole),
    Asked(lambda word: word.mark == "denied", when(_is_shared, "not_completed", "counts.denied")),
)


@remembered
def _rules_of(word: Word) -> tuple[Rule, ...]:
    """The rules that may have something to say of a predicate."""
    return tuple(row.rule for row in _RULES if row.of(word))
