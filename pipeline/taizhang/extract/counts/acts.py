"""What the predicate that decides says of a figure: of people, hazards, money and firms in its own way, done or still ahead."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

import regex

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind, Token, Word
from taizhang.extract.counts.names import pattern, words
from taizhang.extract.counts.stronger import STILL, TREATED
from taizhang.extract.counts.units import PERSONS
from taizhang.extract.counts.verdict import DOABLE, INTAKE, PROGRESS, Case, Verdict, faulty, measured, says_before
from taizhang.rules import cached, load_pack, ready, table, term_by_word
from taizhang.vocabulary import COUNT_STATUSES, CountStatus

_OCCASIONS = frozenset({"次", "人次", "场次", "回"})
_FIRMS = frozenset({"家", "户", "家次", "户次"})
_ENFORCED: Final[frozenset[CountStatus]] = frozenset({"penalised", "case_filed"})
_INTENT = "拟"
_NOT = ("未", "没")
_BARELY = ("仅", "只", "才")
_NEAR = 16  # characters behind a clause in which its deadline is looked for
_LATELY = 30  # characters before the end of the figure before, in which its deadline is looked for


@table("person_cues", "problem_cues", "hazard_cues", "thing_cues", "fund_cues", "firm_cues")
def _said_of(name: str) -> dict[str, CountStatus]:
    return term_by_word("counts", name, COUNT_STATUSES)


@cached
def visits() -> tuple[frozenset[str], tuple[tuple[regex.Pattern[str], regex.Pattern[str]], ...]]:
    """What inspectors go to (regions and bodies), and for each way of saying that they went there what stands before it and behind."""
    lists = load_pack("counts").lexicons
    before, behind = (
        [ready(flag + p.removesuffix("$")) for p in lists[key]]
        for flag, key in (("(?r)", "visits"), ("", "visits_behind"))
    )
    return frozenset(lists["visited"]), tuple(zip(before, behind, strict=True))


def predicated(case: Case) -> Verdict | None:
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
    if own.word.status == "transferred" and case.name in visits()[0]:
        return Verdict("total", "counts.scope", own)  # 分流至13个省辖市
    if own.word.text.endswith("完成") and not case.future and _inspecting(case):
        return Verdict("inspected", "counts.cue", own)  # 完成监督抽检4870批次
    if own.word.status == "inspected" and own in case.clause.before and says_before(case, "trouble_named"):
        return Verdict("found", "counts.defect", own)  # 排查存在隐患房屋8栋
    if own.word.text == "核实" and case.name and not case.name.endswith(words("alleged")):
        return Verdict("inspected", "counts.cue", own)
    if _is_actor(case, own) and not case.future:
        return Verdict("other" if case.value.unit in PERSONS else "total", "counts.actor", own)
    if own.word.text in words("reports") and any(t.word.status == "completed" for t in case.clause.before):
        return Verdict("completed", "counts.cue", own)  # 已完成并上报销号材料71份
    if told := _told_of(case, own):
        return told
    if own.word.kind is Kind.DEFECT and case.clause.breaks_down and case.heard.kin is not None:
        return Verdict(case.heard.kin.status, "counts.inherited")  # 从情形看，贪污侵占的6起
    if own.word.mark == "denied" and before is not None and before.status in PROGRESS and not case.clause.faulty:
        return Verdict("not_completed", "counts.denied", own)
    return _said(case, own)


def _told_of(case: Case, own: Token) -> Verdict | None:
    """What a predicate says of people, problems, hazards, money, firms or papers, where that is not what it says of other things."""
    if case.value.unit in PERSONS and (said := _said_of("person_cues").get(own.word.text)):
        return Verdict(said, "counts.cue", own)
    kind = "problem_cues" if case.name and case.name.endswith("问题") else "hazard_cues"
    if faulty(case.name) and (said := _said_of(kind).get(own.word.text)):
        return Verdict(said, "counts.cue", own)
    if case.value.unit != "元" and not case.future and (said := _said_of("thing_cues").get(own.word.text)):
        return Verdict(said, "counts.cue", own)
    if _settles(case, own):
        return Verdict("completed", "counts.cue", own)
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
    return None


def _settles(case: Case, own: Token) -> bool:
    """Whether a sum was paid that was found unpaid or left lying before: 滞留资金420万元。已拨付398万元."""
    kin = case.heard.kin
    owed = case.value.unit == "元" and kin is not None and kin.status == "found"
    return owed and case.done and not case.future and own.word.text.removeprefix("已") in words("payments")


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
    if pattern("inspection_of").match(text, clause.edge) and text.endswith("对", clause.opened, clause.number):
        return True  # 完成对12家单位的巡察
    return text.endswith(done, clause.opened, clause.number) or (case.name is not None and case.name.endswith(done))


def _is_actor(case: Case, own: Token) -> bool:
    """Whether the things counted do what is said, to something else: 31个省份出台职责分工文件."""
    clause, goes_on = case.clause, case.clause.end - own.end > 2
    if case.value.unit in PERSONS and (own.word.status == "inspected" or own.word.text.endswith("验收")):
        patient = "patient" in clause.marks  # 对46名干部进行了审计
        return own in clause.after and not patient and not own.word.text.endswith(words("talks"))  # 5名专家现场复核
    doing = goes_on and (own.word.kind is Kind.WORK or own.word.status == "built")
    reports = own.word.text in words("reports")
    return (doing or reports) and own in clause.after and case.name in visits()[0]


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


def _undone(case: Case) -> bool:
    """Whether work was not done, as the clause says behind the figure."""
    return any(t.word.mark == "denied" and t.word.kind is Kind.DEFECT for t in case.clause.after)


def _equipped(case: Case, own: Token) -> bool:
    """Whether the things counted got something that was built: 2家装上喷淋, 9座建成截渗坝, but not 9座建成并投运."""
    clause, text = case.clause, case.heard.text
    goes_on = clause.end - own.end > 1 and text[own.end] not in "并且后投运完，"
    return own in clause.after and goes_on and case.value.unit not in PERSONS


def _unlawful(case: Case) -> bool:
    """Whether something was built on what was taken unlawfully: 未经批准占用土地74亩，建起冷库3座."""
    before, clause = case.heard.before, case.clause
    if not case.done and pattern("not_allowed").match(case.heard.text, clause.edge):
        return True  # 建设木屋23栋，未办理手续
    told = before is not None and before.status == "found" and before.rule in ("counts.defect", "counts.inherited")
    return told and not case.done and clause.label not in ("completed", "planned")


def _intended(clause: Clause, own: Token) -> bool:
    """Whether the clause says that something is only meant to be done: 拟按上限处罚款9万元."""
    meant = own.word.text.startswith(_INTENT) or (
        own in clause.after and "after_future" in clause.marks and own.word.status in TREATED
    )
    return meant or any(t.word.text == _INTENT and t.end <= own.start for t in (*clause.before, *clause.after))


def _of_like(case: Case, own: Token) -> bool:
    """Whether what `own` says is only told of things that a stroke joins to those before."""
    clause = case.clause
    stroke = pattern("joined").match(case.heard.text, clause.start, clause.number)
    return clause.left is not None and own in clause.before and stroke is not None


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
    if word.text in STILL and not case.clause.faulty and case.heard.mood == "total" and _undone(case):
        return Verdict("not_completed", "counts.denied", own)  # 尚有9.4万户居民未接入管网
    if word.text in STILL and before is not None and before.status in PROGRESS and not case.clause.faulty:
        return Verdict("not_completed", "counts.denied", own)  # 应关停的41家中仍有16家生产
    if word.kind is Kind.DEFECT or (word.status == "built" and (faulty(case.name) or _unlawful(case))):
        if before is not None and before.status in _ENFORCED and case.name and case.name.endswith("案件"):
            return Verdict(before.status, "counts.carried")  # 查处商标侵权案件2件、假冒食品案件94件
        if before is not None and before.status in _ENFORCED | {"ordered"} and _of_like(case, own):
            return Verdict(before.status, "counts.carried")  # 查扣船只16艘、非法捕捞器具230套
        if case.clause.label == "planned" and "patient" in case.clause.marks and not case.done:
            return Verdict("planned", "counts.planned", own)  # 整改措施：对26家超标企业限期治理
        return Verdict("found", "counts.defect", own)  # 新增问题2个 are none that somebody built
    if word.status == "built" and _equipped(case, own):
        return Verdict("planned" if future else "completed", "counts.work", own)
    if _is_fault(case, word):
        return Verdict("found", "counts.defect", own)
    if word.mark == "rest" and future:  # 剩余3个年底前完成
        return Verdict("planned", "counts.rest", own)
    occasion = case.value.unit in _OCCASIONS and word.status in INTAKE  # 年底前对移交问题开展一次“回头看”
    if future and (occasion or word.status in DOABLE or word.text in words("aims")):
        return Verdict("planned", "counts.planned", own)
    assert word.status is not None
    return Verdict(word.status, "counts.cue", own)
