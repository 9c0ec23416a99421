"""What the sentence says of a figure beside its predicate: accidents and stocks, meetings and faults, what was said in an earlier
clause or follows in a later one. Each way gives a decision, or None where it has nothing to say."""

from __future__ import annotations

import regex

from taizhang.extract.counts.decisions import StatusDecision, StatusInput, faulty, measured, says_before
from taizhang.extract.counts.lexicon import Kind
from taizhang.extract.counts.pack import pattern, said, said_before, words
from taizhang.extract.counts.statuses import DOABLE, INTAKE, PUNISHED, TREATED, UNDER_WAY
from taizhang.extract.counts.units import CASES, PERSONS
from taizhang.rules import cached, compiled

_AGAIN = ("上述", "以上", "这", "上列", "前述")
_LITTLE = ("只", "仅", "不")
_END = compiled("[。\n]")
_THERE = "存在"
_NEAR = 14  # characters behind a figure in which its predicate is looked for
_REACH = 200  # characters in which the rest of a sentence is looked for


def judged(case: StatusInput) -> StatusDecision | None:
    """A rate that is called low, or high, before its figure: 管网覆盖率低，仅为58%."""
    low = pattern("judged").match(case.context.text, case.clause.opened, case.clause.number) is not None
    return StatusDecision("found", "counts.defect") if low else None


def of_problem(case: StatusInput) -> StatusDecision | None:
    """What the name of a problem counts was found, whatever was done there: 对3项基金仅分配58%问题，县财政局…"""
    text, clause, before = case.context.text, case.clause, case.context.before
    goes_on = before is not None and before.rule == "counts.of_problem"
    if not goes_on and not (clause.first and pattern("problem_opens").match(text, clause.opened, clause.number)):
        return None
    named = pattern("problem_ends").match(text, clause.edge) is not None
    return (
        StatusDecision("found", "counts.of_problem") if named and not faulty(case.name) else None
    )  # 对未整改到位的8个问题


def missed(case: StatusInput) -> StatusDecision | None:
    """What should have been done by a day, and is not yet: 应于2022年底前复绿的380亩林地至今杂草丛生."""
    text, clause = case.context.text, case.clause
    if clause.first and pattern("missed_behind").match(text, clause.edge):
        return StatusDecision("not_completed", "counts.denied", case.own)  # 3台锅炉本应去年淘汰，目前仍在使用
    if not (clause.owned and pattern("missed_yet").match(text, clause.edge)):
        return None
    doing = next((t for t in clause.before if t.word.kind is Kind.WORK or t.word.status in DOABLE | {"ordered"}), None)
    due = doing is not None and pattern("missed").match(text, clause.opened, clause.number) is not None
    return StatusDecision("not_completed", "counts.denied", doing) if due else None


def troubled(case: StatusInput) -> StatusDecision | None:
    """What has faults, with nothing said of what became of it: 存在突出火灾隐患的15家医院."""
    text, edge = case.context.text, case.clause.edge
    behind = _THERE in text[edge : edge + _NEAR] and pattern("troubled_behind").match(text, edge)
    behind = behind if not measured(case.value.unit) else None
    told = behind or (case.clause.owned and says_before(case, "troubled"))
    return StatusDecision("found", "counts.defect") if told else None


def reflected(case: StatusInput) -> StatusDecision | None:
    """What the complaints handed on are about, kind by kind: 反映扬尘问题1件."""
    told = case.context.intake is not None and faulty(case.name)
    return StatusDecision("total", "counts.broken_down") if told and says_before(case, "reflecting") else None


def deducted(case: StatusInput) -> StatusDecision | None:
    """Repeated or void complaints that are left away, and those that are left: 剔除重复件9件，实有38件."""
    text, clause, before = case.context.text, case.clause, case.context.before
    left = pattern("leaves").match(text, clause.number) is not None  # 除去重复举报为171件
    if not left and said_before("deducted", text, clause.number):
        return StatusDecision("other", "counts.deducted")
    net = before is not None and before.rule == "counts.deducted" and before.status == "other"
    net = net and pattern("net").match(text, clause.opened, clause.number) is not None
    net = case.own is None and (net or says_before(case, "net_of"))
    return StatusDecision("total", "counts.deducted") if net else None


def left_to_do(case: StatusInput) -> StatusDecision | None:
    """What is left, and somebody is told to do: 余下23条要12月25日前清零."""
    text, clause = case.context.text, case.clause
    left = not case.done and text.endswith(words().left_over, clause.opened, case.context.start)
    told = left and pattern("must").match(text, clause.edge) is not None
    return StatusDecision("not_completed", "counts.rest") if told else None


def put_right(case: StatusInput) -> StatusDecision | None:
    """Faults put right, with what is wrong between the verb and their name: 整改补充耕地不实问题23个."""
    clause, own = case.clause, case.own
    if own is not None and own.word.kind is not Kind.DEFECT and own.word.status != "found":
        return None
    right = faulty(case.name) and pattern("put_right").fullmatch(case.context.text, clause.start, clause.number)
    return StatusDecision("completed", "counts.put_right") if right else None


def stock(case: StatusInput) -> StatusDecision | None:
    """What a place holds, or a thing does by the day, nothing is done to: 存栏生猪420头, 日处理废水600吨."""
    stock = not too_little(case) and says_before(case, "stock")
    return StatusDecision("total", "counts.scope") if stock else None


def too_little(case: StatusInput) -> bool:
    """Whether the figure is told for being small, where faults are told: 渗滤液处理能力每天只有150吨, 覆盖率不到五成."""
    before = case.context.before
    faults = case.clause.label == "found" or case.context.mood == "found" or (before and before.status == "found")
    return bool(faults) and case.context.text.startswith(_LITTLE, case.clause.number)


def occasion(case: StatusInput) -> StatusDecision | None:
    """How often leaders met, decided or looked into something: 常委会会议11次研究督察整改, 主要领导批示28次."""
    if case.context.bound:
        return None
    text, clause = case.context.text, case.clause
    before, behind = _leaders()
    held = case.name is not None and case.name.endswith("会") and says_before(case, "held")
    led = held or before.match(text, clause.opened, clause.number) or behind.match(text, clause.edge)
    return StatusDecision("other", "counts.occasion") if led else None


@cached
def _leaders() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    before, behind = words().leaders
    return compiled(before), compiled(behind)


def recurring(case: StatusInput) -> StatusDecision | None:
    """How often something is to be done from now on: 每月调度1次."""
    to_come = not case.done and says_before(case, "recurring")
    return StatusDecision("planned", "counts.recurring") if to_come else None


def cost(case: StatusInput) -> StatusDecision | None:
    """How many accidents there were, and what they cost in people and money, is no finding: 造成3人死亡，直接经济损失486万元."""
    before, name = case.context.before, case.name
    goes_on = before is not None and before.rule == "counts.cost"
    hurt = case.value.unit in PERSONS and any(
        t.word.text in words().casualties for t in (*case.clause.after, *case.clause.before)
    )
    lost = goes_on and name is not None and name.endswith("经济损失")
    accident = name is not None and name.endswith(words().accidents) and (_happened(case) or _only_counted(case))
    told = accident or lost or (hurt and (goes_on or says_before(case, "cost")))
    return StatusDecision("total", "counts.cost") if told else None


def _only_counted(case: StatusInput) -> bool:
    """Whether nothing is said of accidents but how many there were: 特大事故5起, 4起事故共造成11人死亡."""
    own, clause = case.own, case.clause
    return case.value.unit == "起" and (own is None or clause.touching is own or own.start == clause.edge)


def _happened(case: StatusInput) -> bool:
    """Whether the sentence says that an accident happened, or whom it killed."""
    happened = pattern("happened").match(case.context.text, case.clause.opened, case.context.start)
    return happened is not None or pattern("deadly").match(case.context.text, case.clause.edge) is not None


def looked_into(case: StatusInput) -> StatusDecision | None:
    """What inspectors went to, named with what they did (督导检查企业320家次), or so often as is told (对38段水体开展9次监测)."""
    text, clause = case.context.text, case.clause
    if "patient" in clause.marks and pattern("looks_at").match(text, clause.edge):
        return StatusDecision("planned", "counts.planned") if case.future else StatusDecision("inspected", "counts.cue")
    if case.future:
        return None
    if case.own is None and case.name and case.name.endswith(words().sample_ends) and says_before(case, "sampled"):
        return StatusDecision("inspected", "counts.cue")  # 采库区水样3个
    often = "patient" in clause.marks and pattern("so_often").match(text, clause.edge)
    named = case.own is None and case.name is not None and pattern("looked_into").fullmatch(case.name)
    return StatusDecision("inspected", "counts.cue", case.own) if often or named else None


def struck(case: StatusInput) -> StatusDecision | None:
    """Firms and people taken off a register or put on another: 解除定点服务协议3家, 列入失信主体名单12家, 处理违规机构36家."""
    if case.own is not None and case.own.word.status in TREATED:
        return None
    if says_before(case, "suspended"):
        return StatusDecision("ordered", "counts.struck", case.own)
    listed = says_before(case, "blacklisted") or says_before(case, "handled")
    return StatusDecision("penalised", "counts.struck", case.own) if listed else None


def punished_next(case: StatusInput) -> StatusDecision | None:
    """People to whom something is done that is told behind the comma: 对事故涉及的31名公职人员，给予党纪政务处分."""
    text, clause = case.context.text, case.clause
    treated = case.own is not None and case.own.start >= clause.edge  # 对9名责任人进行了约谈，给予处分的有2人
    if treated or not text.startswith("对", clause.opened) or not said("punished_next", text, clause.edge, len(text)):
        return None
    return StatusDecision("disciplined", "counts.punished_next", case.own)


def opened(case: StatusInput) -> StatusDecision | None:
    """Cases opened, with their kind between the verb and the figure: 立林业行政案件2起."""
    return StatusDecision("case_filed", "counts.opened") if says_before(case, "opened") else None


def carried_out(case: StatusInput) -> StatusDecision | None:
    """Projects that are carried out: 实施治理项目64项."""
    projects = case.name is not None and case.name.endswith(("项目", "工程"))
    return StatusDecision("built", "counts.carried_out") if projects and says_before(case, "carried_out") else None


def all_there_is(case: StatusInput) -> StatusDecision | None:
    """How many there are in a place (全市17个县), or what something can hold, is the whole."""
    clause, unit = case.clause, case.value.unit
    holds = case.name is not None and case.name.endswith(words().capacities)
    holds = (
        holds and not too_little(case) and not (clause.joined and case.context.before is not None)
    )  # 压减炼钢产能60万吨、煤炭产能42万吨
    before = case.context.before
    goes_on = before is not None and before.status == "inspected" and "some" not in clause.marks
    there = (
        "scope" in clause.marks and not goes_on and not measured(unit) and unit not in CASES and not clause.breaks_down
    )
    there = (
        there and not clause.joined and not (clause.label == "found" and unit in words().measures)
    )  # 全县调出公益林1.7万亩
    return StatusDecision("total", "counts.scope") if holds or there else None


def again(case: StatusInput) -> StatusDecision | None:
    """What was told before and is only taken up again: 上述464条重大隐患，整改销号441条."""
    again = case.context.text.endswith(_AGAIN, case.clause.opened, case.clause.number)
    return StatusDecision("total", "counts.again") if again else None


def failed(case: StatusInput) -> StatusDecision | None:
    """What did not do as it should is a fault, but not among complaints handed on: 23人未带定位卡."""
    before = case.context.before
    open_to = before is None or before.status in ("found", "inspected", "total", "built")
    denied = "after_denied" in case.clause.marks and not measured(case.value.unit)
    return StatusDecision("found", "counts.defect") if denied and open_to else None


def earlier(case: StatusInput) -> StatusDecision | None:
    """What came in or was found, as a clause before in the sentence says; what was measured proves the fault told before it."""
    if not case.clause.first:
        return None
    proves = measured(case.value.unit) or case.clause.dimension is not None  # 违规堆放砂石，面积31亩
    people = case.value.unit in PERSONS or case.value.unit == "人次"
    told = INTAKE | PUNISHED if people else INTAKE  # 问责人数最多，达221人
    for token in case.clause.earlier:
        if token.word.kind is Kind.DEFECT and not proves:
            continue
        if token.word.status in told and (not token.word.nominal or token.word.status in PUNISHED):
            said = "found" if token.word.status == "inspected" and faulty(case.name) else token.word.status
            assert said is not None
            return StatusDecision(said, "counts.earlier", token)
    return None


def revised(case: StatusInput) -> StatusDecision | None:
    """What was so before, and is not as it is told now behind the comma: 11件原为阶段性办结，现已办结."""
    own, text = case.own, case.context.text
    if own is None or own not in case.clause.after or not text.endswith(words().formerly, case.clause.edge, own.start):
        return None
    now = next((t for t in case.clause.later if t.word.status in DOABLE), None)
    return StatusDecision(now.word.status, "counts.later", now) if now and now.word.status else None


def later(case: StatusInput) -> StatusDecision | None:
    """What the sentence says behind the comma: 其余42项，总体按序时推进; 遗留危废约1.3万吨，2019年6月底前处置完毕."""
    later = case.clause.later
    if not case.future and not measured(case.value.unit):
        for token in later:
            if token.word.status in UNDER_WAY:
                return StatusDecision(token.word.status, "counts.later", token)
    doing = next((t for t in later if t.word.kind is Kind.WORK or t.word.status in DOABLE), None)
    aside = case.clause.faulty or case.clause.joined or "involved" in case.clause.marks
    due = doing is not None and not aside and _due_later(case)
    return StatusDecision("planned", "counts.later", doing) if due else None


def _due_later(case: StatusInput) -> bool:
    """Whether the sentence names a deadline behind the clause, within reach."""
    text, start = case.context.text, case.clause.end
    stop = min(len(text), start + _REACH)
    end = _END.search(text, start, stop)
    return case.context.due_within(start, end.start() if end else stop)
