"""What the clause says of the things counted. The words are the pack's `cues`, `defects`, `works`, `labels`.

`_WAYS` are tried in their order: what the figure itself or its name settles, the predicate that decides (`predicate`), what
the rest of the sentence says; and where nothing is said, what other figures and labels tell (`unsaid`).
"""

from __future__ import annotations

from bisect import bisect_left

import regex

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind, Token, Word
from taizhang.extract.counts.names import names, pattern, words
from taizhang.extract.counts.predicate import STILL, own_predicate
from taizhang.extract.counts.unsaid import carried
from taizhang.extract.counts.verdict import (
    DOABLE,
    INTAKE,
    PROGRESS,
    RATES,
    UNDER_WAY,
    Case,
    Heard,
    Verdict,
    faulty,
    measured,
    tense,
)
from taizhang.rules import cached, load_pack, remembered
from taizhang.types import Quantity

_CAME_UP = frozenset({"found", "transferred"})
_SHARED = PROGRESS | {"overdue"}
_CASES = frozenset({"件", "起", "批", "批次", "次", "人次", "项"})
_ENDED = frozenset({"completed", "closed", "phased"})
_PEOPLE = frozenset({"人", "名"})
_PUNISHED = frozenset({"accountable", "disciplined", "detained", "interviewed"})
_OCCASIONS = frozenset({"次", "人次", "场次", "回"})
_FIRMS = frozenset({"家", "户", "家次", "户次"})
_ENFORCED = frozenset({"penalised", "case_filed"})
_DONE_TO = _ENFORCED | {"ordered", "detained", "transferred", "received", "inspected", "accountable", "disciplined"}
_INTENT = "拟"
_NOT = ("未", "没")
_AGAIN = ("上述", "以上", "这", "上列", "前述")
_ONLY = ("只", "仅", "才", "目前", "已")
_BARELY = ("仅", "只", "才")
_LITTLE = ("只", "仅", "不")
_SUMS = ("共", "累计", "合计", "总计", "总共")
_UNSAID = frozenset({"counts.carried", "counts.plain", "counts.inherited"})
_END = regex.compile("[。\n]")
_NEAR = 16  # characters behind a clause in which its deadline is looked for
_LATELY = 30  # characters before the end of the figure before, in which its deadline is looked for
_JOINED = 40  # characters in which the verb of joined figures is looked for: 分别下降9%和16%
_REACH = 200  # characters in which the rest of a sentence is looked for


@cached
def _said_of(name: str) -> dict[str, str]:
    return dict(load_pack("counts").lexicons[name])


@cached
def object_status() -> dict[str, str]:
    """What objects with these endings are when nothing else is said."""
    return {end: said for said, ends in load_pack("counts").lexicons["object_status"].items() for end in ends}


@cached
def _visits() -> tuple[frozenset[str], tuple[tuple[regex.Pattern[str], regex.Pattern[str]], ...]]:
    lists = load_pack("counts").lexicons
    before, behind = (
        [regex.compile(flag + p.removesuffix("$")) for p in lists[key]]
        for flag, key in (("(?r)", "visits"), ("", "visits_behind"))
    )
    return frozenset(lists["visited"]), tuple(zip(before, behind, strict=True))


def visited(text: str, clause: Clause, name: str | None, end: int) -> bool:
    """Whether inspectors went to the regions or bodies counted: 走进泸州等10个市州, 对河北等20个省份开展“回头看”."""
    bodies, ways = _visits()
    if name is None or name.removeprefix("重点") not in bodies:
        return False
    behind = end + len(name) if text.startswith(name, end) else end
    return any(
        before.match(text, clause.opened, clause.number) and after.match(text, behind, behind + 20)
        for before, after in ways
    )


def status(clause: Clause, value: Quantity, name: str | None, heard: Heard) -> Verdict:
    """The status of one figure: as its clause says, but for tasks, of which 督察反馈 or 移交 says no more than that they are."""
    own = own_predicate(clause)
    only = own is not None and own in clause.before and heard.text.endswith(_ONLY, clause.opened, own.start)
    done, future = tense(clause, name, _due(clause, heard), only)
    case = Case(clause, value, name, heard, own, done, future)
    verdict = next((verdict for way in _WAYS if (verdict := way(case))), None) or carried(case)
    if verdict.status == "inspected" and verdict.cue is not None and _is_source(case, verdict.cue):
        return Verdict("total", "counts.source", verdict.cue)
    if verdict.status in _CAME_UP and name is not None and name.endswith(words("whole_objects")):
        return Verdict("total", "counts.whole", verdict.cue)
    return verdict


def _due(clause: Clause, heard: Heard) -> bool:
    """Whether the sentence names a deadline before the clause ends, by which nothing was done already (5月24日前已告一段落)."""
    last = bisect_left(heard.due, clause.end) - 1
    if last < 0 or heard.due[last] < clause.opened:
        return False
    return pattern("past_due").match(heard.text, heard.due[last], clause.start) is None


def _is_source(case: Case, cue: Token) -> bool:
    """Whether an inspection is only where tasks or complaints come from: 第一轮督察及“回头看”的149项任务."""
    sourced = case.name is not None and case.name.endswith(words("sourced"))
    return cue.word.nominal and sourced and case.clause.owned and cue in case.clause.before


def _divided(case: Case) -> Verdict | None:
    """What its parts are told of right behind is the whole: 38项任务中，27项…"""
    clause = case.clause
    summed = clause.whole and case.value.unit in _CASES and case.heard.text.startswith(_SUMS, clause.number)
    if summed and case.heard.intake is not None:
        return Verdict(case.heard.intake.status, "counts.summed")  # 连同先前各批共1583件当中
    if _has_share(case) or (
        clause.whole
        and not any(t.word.kind is Kind.CUE and t.word.status != "found" and clause.adjoins(t) for t in clause.before)
    ):
        kin = case.heard.kin
        if (
            kin
            and kin.status in _ENDED
            and case.heard.text.endswith(words("left_over"), clause.opened, case.heard.start)
        ):
            return Verdict("not_completed", "counts.rest")  # 办结41件，其余7件中6件推进
        answered = case.value.unit in _PEOPLE and kin is not None and kin.status in _PUNISHED
        return kin if kin and answered else Verdict("total", "counts.divided")  # 问责62人。62人中，处级…
    return None


@cached
def _share_base() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    before, behind = load_pack("counts").lexicons["share_base"]
    return regex.compile(before), regex.compile(behind)


def _has_share(case: Case) -> bool:
    """Whether the figure is what a share is of: 占总投资1945万元的6.35%."""
    before, behind = _share_base()
    text, clause = case.heard.text, case.clause
    return bool(behind.match(text, clause.edge) and before.match(text, clause.opened, case.heard.start))


def _limit(case: Case) -> Verdict | None:
    """A limit to be kept is planned, unless it only tells how much was done; one that is measured against is no result."""
    if case.value.unit == "倍" and _says_before(case, "exceeded"):
        return Verdict("found", "counts.exceeded")
    kept = measured(case.value.unit) and pattern("kept_within").match(case.heard.text, case.clause.edge)
    if kept or pattern("norms").match(case.heard.text, case.clause.start, case.heard.start):
        return Verdict("other", "counts.norm")
    before = case.heard.before
    told = before is not None and before.status in DOABLE and case.own is not None
    return Verdict("planned", "counts.bound", case.own) if case.heard.bound and not case.done and not told else None


def _share(case: Case) -> Verdict | None:
    """A share has the status of the figure before it: 办结8766件（占83%）."""
    if case.value.unit != "%" or case.name != "占比":
        return None
    before = case.heard.before
    if case.future:
        return Verdict("planned", "counts.share")  # 2030年底前须完成的占38.5%
    shared = before is not None and (before.status in _SHARED or (before.status == "found" and case.clause.faulty))
    return Verdict(before.status if before and shared else "total", "counts.share")


def _judged(case: Case) -> Verdict | None:
    """A rate that is called low, or high, before its figure: 管网覆盖率低，仅为58%."""
    low = measured(case.value.unit) and not case.future
    low = low and pattern("judged").match(case.heard.text, case.clause.opened, case.clause.number) is not None
    return Verdict("found", "counts.defect") if low else None


def _changed(case: Case) -> Verdict | None:
    """By how much something rose or fell against another time, but for faults that grew; or a number of cases at all."""
    clause, before, start = case.clause, case.heard.before, case.heard.start
    opened = max(0, clause.opened - _JOINED) if clause.joined else clause.opened
    told = before.status if before is not None else None
    done_to = told in _DONE_TO or (case.own is not None and case.own.word.status in _DONE_TO)
    if done_to and case.value.unit in RATES and pattern("risen").match(case.heard.text, opened, start):
        return Verdict("other", "counts.risen")  # 查封扣押案件数量上升31%
    found = None if case.future else pattern("compared").match(case.heard.text, opened, start)
    if before is not None and before.status == "planned":
        return None  # 力争达到75微克/立方米，同比下降13.8%
    worse = found is not None and found["up"] and (case.heard.mood == "found" or (before and before.status == "found"))
    if worse and (case.value.unit in RATES or case.value.unit == "倍"):
        return Verdict("found", "counts.risen")  # 遥感监测到火点43个，同比增加1.4倍
    return Verdict("other", "counts.risen") if found and not worse else None


def _named(case: Case) -> Verdict | None:
    """What is counted tells the status itself (完成率, 督察组), unless a cue has more to say (反馈的4个方面39个问题)."""
    said, own, clause = _by_name(case.name), case.own, case.clause
    if said == "completed" and pattern("condition").match(case.heard.text, clause.edge):
        return Verdict("planned", "counts.bound")  # 完成率达到95%以上的，方可申请销号
    if said is None or (case.future and case.value.unit == "%"):
        return None
    found = own is not None and own.word.status == "found" and said == "total"
    outranked = said in ("other", "received") or (
        found and (clause.owned or (case.name == "方面" and own is not None and clause.adjoins(own)))
    )
    if own is not None and outranked and own.word.kind is Kind.CUE:
        return None
    if said == "total" and case.future:
        return Verdict("planned", "counts.planned")  # 将派出7个督导组
    return Verdict(said, "counts.named")


def _passed_on(case: Case) -> Verdict | None:
    """Leads of which the sentence says behind the comma that they were handed over: 梳理问题线索7件，已移交市委处理."""
    if (case.own is None or case.own.word.status == "found") and case.name and case.name.endswith(words("leads")):
        token = next((t for t in case.clause.later if t.word.status == "transferred"), None)
        return Verdict("transferred", "counts.later", token) if token else None
    return None


def _involves(case: Case) -> Verdict | None:
    """The places that something touches: 交办举报件涉及18个地市; 3个举报件同时涉及2个市州."""
    clause = case.clause
    own = case.own is None or case.own in clause.before
    if "involved" in clause.marks and own and case.name in _visits()[0] and not clause.faulty:
        return Verdict("total", "counts.scope")
    return None


def _predicated(case: Case) -> Verdict | None:
    """What the predicate that decides says, of people and hazards in its own way."""
    own, before = case.own, case.heard.before
    if own is None or (own.word.status == "inspected" and measured(case.value.unit)):
        return None  # what was measured is no inspection: 监测氨氮1.1毫克/升
    if own.word.status == "invested" and own.word.nominal and not case.future and _cut(case, own):
        return Verdict("completed", "counts.work", own)  # 核减工程投资742万元
    if own.word.status == "built" and case.name and case.name.endswith(words("procedures")) and not case.future:
        return Verdict("completed", "counts.work", own)
    if own.word.text == "正在" and case.value.unit in words("machines") and _runs(case, own):
        return Verdict("found", "counts.defect", own)
    if own.word.status == "inspected" and case.heard.text.startswith("有", own.end) and own in case.clause.before:
        return Verdict("found" if faulty(case.name) else "total", "counts.scope", own)  # 经排查有养殖场27户
    if own.word.status == "inspected" and case.heard.mood == "found" and _says_little(case, own):
        return Verdict("found", "counts.defect", own)
    if own.word.status == "transferred" and _takes_in(case, own):
        return Verdict("received", "counts.cue", own)  # 收到督察组转办信访件39件
    if own.word.status == "transferred" and case.name in _visits()[0]:
        return Verdict("total", "counts.scope", own)  # 分流至13个省辖市
    if own.word.text.endswith("完成") and not case.future and _inspecting(case):
        return Verdict("inspected", "counts.cue", own)  # 完成监督抽检4870批次
    if own.word.text == "核实" and case.name and not case.name.endswith(words("alleged")):
        return Verdict("inspected", "counts.cue", own)
    if _is_actor(case, own) and not case.future:
        return Verdict("other" if case.value.unit in _PEOPLE else "total", "counts.actor", own)
    if case.value.unit in _PEOPLE and (said := _said_of("person_cues").get(own.word.text)):
        return Verdict(said, "counts.cue", own)
    kind = "problem_cues" if case.name and case.name.endswith("问题") else "hazard_cues"
    if faulty(case.name) and (said := _said_of(kind).get(own.word.text)):
        return Verdict(said, "counts.cue", own)
    if case.value.unit == "元" and (said := _said_of("fund_cues").get(own.word.text)):
        return Verdict(said, "counts.cue", own)
    if case.value.unit in _FIRMS and (said := _said_of("firm_cues").get(own.word.text)):
        return Verdict(said, "counts.cue", own)
    if case.name and case.name.endswith(words("notes")) and not case.future:
        return Verdict("other", "counts.cue", own)
    if own.word.text in words("drawn_up") and case.name and case.name.endswith("措施"):
        return Verdict("total", "counts.whole", own)
    if own.word.text in words("issued") and case.name and not case.name.endswith(words("papers")):
        return Verdict("total", "counts.cue", own)
    if own.word.mark == "denied" and before is not None and before.status in PROGRESS and not case.clause.faulty:
        return Verdict("not_completed", "counts.denied", own)
    return _said(case, own)


def _says_little(case: Case, own: Token) -> bool:
    """Whether so few inspections are the fault: 河长全年仅巡河1次."""
    return case.value.unit in _OCCASIONS and case.heard.text.endswith(_BARELY, case.clause.opened, own.start)


def _takes_in(case: Case, own: Token) -> bool:
    """Whether the sentence says who took in what was handed over, and that nobody else had handed it on."""
    text, clause = case.heard.text, case.clause
    passed_on = own in clause.before and "组" in text[own.end : clause.number]
    return not passed_on and pattern("taken_in").match(text, clause.opened, own.start) is not None


def _cut(case: Case, own: Token) -> bool:
    """Whether what was done to the sum stands right before what it is called."""
    return any(t.word.kind is Kind.WORK and 0 <= own.start - t.end < 3 for t in case.clause.before)


def _runs(case: Case, own: Token) -> bool:
    """Whether machines are doing something that the lexicon knows for no work: 两台中频炉正在熔炼."""
    clause = case.clause
    return own in clause.after and clause.after[-1] is own and 1 < clause.end - own.end < 9


def _inspecting(case: Case) -> bool:
    """Whether what inspectors do stands right beside the figure: 完成监督抽检4870批次, 完成3次巡查."""
    text, clause, done = case.heard.text, case.clause, words("inspections")
    return text.endswith(done, clause.opened, clause.number) or (case.name is not None and case.name.endswith(done))


def _missed(case: Case) -> Verdict | None:
    """What should have been done by a day, and is not yet: 应于2022年底前复绿的380亩林地至今杂草丛生."""
    text, clause = case.heard.text, case.clause
    if not (clause.owned and pattern("missed_yet").match(text, clause.edge)):
        return None
    doing = next((t for t in clause.before if t.word.kind is Kind.WORK or t.word.status in DOABLE | {"ordered"}), None)
    missed = doing is not None and pattern("missed").match(text, clause.opened, clause.number) is not None
    return Verdict("not_completed", "counts.denied", doing) if missed else None


def _troubled(case: Case) -> Verdict | None:
    """What has faults, with nothing said of what became of it: 存在突出火灾隐患的15家医院."""
    if case.own is not None or not case.clause.owned:
        return None
    return Verdict("found", "counts.defect") if _says_before(case, "troubled") else None


def _put_right(case: Case) -> Verdict | None:
    """Faults put right, with what is wrong between the verb and their name: 整改补充耕地不实问题23个."""
    clause, own = case.clause, case.own
    if own is not None and own.word.kind is not Kind.DEFECT:
        return None
    right = (
        not case.future
        and faulty(case.name)
        and pattern("put_right").fullmatch(case.heard.text, clause.start, clause.number)
    )
    return Verdict("completed", "counts.put_right") if right else None


def _is_actor(case: Case, own: Token) -> bool:
    """Whether the things counted do what is said, to something else: 31个省份出台职责分工文件."""
    clause, goes_on = case.clause, case.clause.end - own.end > 2
    if case.value.unit in _PEOPLE and (own.word.status == "inspected" or own.word.text.endswith("验收")):
        return own in clause.after and not own.word.text.endswith(words("talks"))  # 5名专家现场复核
    doing = goes_on and (own.word.kind is Kind.WORK or own.word.status == "built")
    reports = own.word.text in words("reports")
    return (doing or reports) and own in clause.after and case.name in _visits()[0]


def _is_fault(case: Case, word: Word) -> bool:
    """Whether what was not done is a fault, where faults are told and no progress (38个党组织仍未配齐班子, but 应退出的至今未退)."""
    if word.status != "not_completed" or (case.future and not faulty(case.name)):
        return False
    if case.clause.faulty and word.text in words("not_yet"):
        return True
    before = case.heard.before
    told = case.clause.faulty or faulty(case.name) or case.heard.mood == "found"
    if before is not None:
        told = (
            before.status == "inspected" or before.rule == "counts.defect" or (told and before.status not in PROGRESS)
        )
    progress = any(verb in word.text for verb in words("progress_verbs"))
    return told and word.text.startswith(_NOT) and not progress


def _unlawful(case: Case) -> bool:
    """Whether something was built on what was taken unlawfully: 未经批准占用土地74亩，建起冷库3座."""
    before, clause = case.heard.before, case.clause
    told = before is not None and before.status == "found" and before.rule in ("counts.defect", "counts.inherited")
    return told and not case.done and clause.label not in ("completed", "planned")


def _intended(clause: Clause, own: Token) -> bool:
    """Whether the clause says that something is only meant to be done: 拟按上限处罚款9万元."""
    meant = own.word.text.startswith(_INTENT)
    return meant or any(t.word.text == _INTENT and t.end <= own.start for t in (*clause.before, *clause.after))


def _ahead(case: Case) -> bool:
    """Whether a deadline lies over work that the clause itself gives none: one behind the comma (清淤4公里，年底前完工), or that
    of the figure before, to which a stroke joins it (6月底前关停41家、搬迁30家)."""
    clause, before, text = case.clause, case.heard.before, case.heard.text
    if case.done or clause.faulty or case.own is None:
        return False
    joined = before is not None and before.status == "planned" and before.cue is not None
    if joined and pattern("joined").match(text, clause.start, clause.number):
        return True
    due = joined and case.heard.due_within(clause.opened - _LATELY, clause.opened)
    if (
        due
        and not any(c in text[clause.opened : case.heard.start] for c in _BARELY)
        and pattern("goes_on").fullmatch(text, clause.opened, clause.number)
    ):
        return True
    end = clause.end + _NEAR
    return case.own.word.kind is Kind.WORK and case.heard.due_within(clause.end, end) and _goes_on_to_due(case, end)


def _goes_on_to_due(case: Case, end: int) -> bool:
    """Whether the deadline before `end` still belongs to the sentence of the clause."""
    start = case.clause.end
    due = case.heard.due[bisect_left(case.heard.due, start)]
    return due < end and pattern("until_due").fullmatch(case.heard.text, start, due) is not None


def _said(case: Case, own: Token) -> Verdict:
    word, future = own.word, case.future or ((own.word.kind is Kind.WORK or own.word.status in DOABLE) and _ahead(case))
    if _intended(case.clause, own):
        return Verdict("planned", "counts.planned", own)
    if word.kind is Kind.WORK:
        return Verdict("planned" if future else "completed", "counts.work", own)
    before = case.heard.before
    if word.text in STILL and before is not None and before.status in PROGRESS and not case.clause.faulty:
        return Verdict("not_completed", "counts.denied", own)  # 应关停的41家中仍有16家生产
    if word.kind is Kind.DEFECT or (word.status == "built" and (faulty(case.name) or _unlawful(case))):
        if before is not None and before.status in _ENFORCED and case.name and case.name.endswith("案件"):
            return Verdict(before.status, "counts.carried")  # 查处商标侵权案件2件、假冒食品案件94件
        if case.clause.label == "planned" and "patient" in case.clause.marks and not case.done:
            return Verdict("planned", "counts.planned", own)  # 整改措施：对26家超标企业限期治理
        return Verdict("found", "counts.defect", own)  # 新增问题2个 are none that somebody built
    if _is_fault(case, word):
        return Verdict("found", "counts.defect", own)
    if word.mark == "rest" and future:  # 剩余3个年底前完成
        return Verdict("planned", "counts.rest", own)
    occasion = case.value.unit in _OCCASIONS and word.status in INTAKE  # 年底前对移交问题开展一次“回头看”
    if future and (occasion or word.status in DOABLE or word.text in words("aims")):
        return Verdict("planned", "counts.planned", own)
    assert word.status is not None
    return Verdict(word.status, "counts.cue", own)


def _stock(case: Case) -> Verdict | None:
    """What a place holds, or a thing does by the day, nothing is done to: 存栏生猪420头, 日处理废水600吨."""
    stock = not case.future and not _too_little(case) and _says_before(case, "stock")
    return Verdict("total", "counts.scope") if stock else None


def _too_little(case: Case) -> bool:
    """Whether the figure is told for being small, where faults are told: 渗滤液处理能力每天只有150吨."""
    faults = case.clause.label == "found" or case.heard.mood == "found"
    return faults and case.heard.text.startswith(_LITTLE, case.clause.number)


def _occasion(case: Case) -> Verdict | None:
    """How often leaders met, decided or looked into something: 常委会会议11次研究督察整改, 主要领导批示28次."""
    if case.value.unit not in _OCCASIONS or case.future or case.heard.bound:
        return None
    text, clause = case.heard.text, case.clause
    before, behind = _leaders()
    led = before.match(text, clause.opened, clause.number) or behind.match(text, clause.edge)
    return Verdict("other", "counts.occasion") if led else None


@cached
def _leaders() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    before, behind = load_pack("counts").lexicons["leaders"]
    return regex.compile(before), regex.compile(behind)


def _cost(case: Case) -> Verdict | None:
    """How many accidents there were, and what they cost in people and money, is no finding: 造成3人死亡，直接经济损失486万元."""
    before, name = case.heard.before, case.name
    goes_on = before is not None and before.rule == "counts.cost"
    hurt = case.value.unit in _PEOPLE and any(
        t.word.text in words("casualties") for t in (*case.clause.after, *case.clause.before)
    )
    lost = name is not None and name.endswith("经济损失")
    happened = name is not None and name.endswith(words("accidents")) and _happened(case)
    told = happened or (hurt and (goes_on or _says_before(case, "cost"))) or (lost and goes_on)
    return Verdict("total", "counts.cost") if told else None


def _happened(case: Case) -> bool:
    """Whether the sentence says that an accident happened, or whom it killed."""
    return _says_before(case, "happened") or pattern("deadly").match(case.heard.text, case.clause.edge) is not None


def _looked_into(case: Case) -> Verdict | None:
    """What inspectors went to, named with what they did (督导检查企业320家次), or so often as is told (对38段水体开展9次监测)."""
    text, clause = case.heard.text, case.clause
    if case.future:
        return None
    often = "patient" in clause.marks and pattern("so_often").match(text, clause.edge)
    named = case.own is None and case.name is not None and pattern("looked_into").fullmatch(case.name)
    return Verdict("inspected", "counts.cue", case.own) if often or named else None


def _opened(case: Case) -> Verdict | None:
    """Cases opened, with their kind between the verb and the figure: 立林业行政案件2起."""
    return Verdict("case_filed", "counts.opened") if case.own is None and _says_before(case, "opened") else None


def _carried_out(case: Case) -> Verdict | None:
    """Projects that are carried out: 实施治理项目64项."""
    projects = case.name is not None and case.name.endswith(("项目", "工程"))
    return (
        Verdict("built", "counts.carried_out")
        if projects and not case.future and _says_before(case, "carried_out")
        else None
    )


def _all_there_is(case: Case) -> Verdict | None:
    """How many there are in a place (全市17个县), or what something can hold, is the whole."""
    clause, unit = case.clause, case.value.unit
    holds = case.name is not None and case.name.endswith(words("capacities"))
    holds = (
        holds and not _too_little(case) and not (clause.joined and case.heard.before is not None)
    )  # 压减炼钢产能60万吨、煤炭产能42万吨
    there = "scope" in clause.marks and not measured(unit) and unit not in _CASES and not clause.breaks_down
    there = (
        there and not clause.joined and not (clause.label == "found" and unit in names().measures)
    )  # 全县调出公益林1.7万亩
    return Verdict("total", "counts.scope") if (holds or there) and not case.future else None


def _again(case: Case) -> Verdict | None:
    """What was told before and is only taken up again: 上述464条重大隐患，整改销号441条."""
    again = case.own is None and case.heard.text.endswith(_AGAIN, case.clause.opened, case.clause.number)
    return Verdict("total", "counts.again") if again else None


def _failed(case: Case) -> Verdict | None:
    """What did not do as it should is a fault, but not among complaints handed on: 23人未带定位卡."""
    before = case.heard.before
    open_to = before is None or before.status in ("found", "inspected", "total", "built")
    denied = "after_denied" in case.clause.marks and not measured(case.value.unit)
    return Verdict("found", "counts.defect") if denied and open_to else None


def _earlier(case: Case) -> Verdict | None:
    """What came in or was found, as a clause before in the sentence says; what was measured proves the fault told before it."""
    if not case.clause.first or case.future:
        return None
    proves = measured(case.value.unit) or case.clause.dimension is not None  # 违规堆放砂石，面积31亩
    people = case.value.unit in _PEOPLE or case.value.unit == "人次"
    told = INTAKE | _PUNISHED if people else INTAKE  # 问责人数最多，达221人
    for token in case.clause.earlier:
        if token.word.kind is Kind.DEFECT and not proves:
            continue
        if token.word.status in told and (not token.word.nominal or token.word.status in _PUNISHED):
            said = "found" if token.word.status == "inspected" and faulty(case.name) else token.word.status
            assert said is not None
            return Verdict(said, "counts.earlier", token)
    return None


def _later(case: Case) -> Verdict | None:
    """What the sentence says behind the comma: 其余42项，总体按序时推进; 遗留危废约1.3万吨，2019年6月底前处置完毕."""
    later = case.clause.later
    if not case.future and not measured(case.value.unit):
        for token in later:
            if token.word.status in UNDER_WAY:
                return Verdict(token.word.status, "counts.later", token)
    doing = next((t for t in later if t.word.kind is Kind.WORK or t.word.status in DOABLE), None)
    aside = case.clause.faulty or case.clause.joined or "involved" in case.clause.marks
    due = doing is not None and not aside and _due_later(case)
    return Verdict("planned", "counts.later", doing) if due else None


def _due_later(case: Case) -> bool:
    """Whether the sentence names a deadline behind the clause, within reach."""
    text, start = case.heard.text, case.clause.end
    stop = min(len(text), start + _REACH)
    end = _END.search(text, start, stop)
    return case.heard.due_within(start, end.start() if end else stop)


def _says_before(case: Case, words: str) -> bool:
    """Whether the sentence says such `words` of the pack before the figure."""
    return pattern(words).match(case.heard.text, case.clause.opened, case.clause.number) is not None


_WAYS = (
    _divided, _cost, _occasion, _stock, _limit, _share, _judged, _changed, _named, _passed_on, _looked_into, _opened, _carried_out, _put_right, _involves, _missed, _troubled, _predicated, _again, _all_there_is, _failed, _earlier, _later,
)  # fmt: skip


def of_rate(verdict: Verdict, unit: str, name: str | None) -> Verdict:
    """The verdict of a percentage that nothing is said of: as the rate says that it goes on with (整改完成率为90.9%；遂宁市97%)."""
    if unit == "%" and verdict.rule in _UNSAID and (said := _by_name(name)):
        return Verdict(said, "counts.named")
    return verdict


@remembered
def _by_name(name: str | None) -> str | None:
    """What the longest end of the name says that says anything."""
    ends, name = object_status(), name or ""
    return next((ends[end] for at in range(len(name)) if (end := name[at:]) in ends), None)
