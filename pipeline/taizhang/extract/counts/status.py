"""What the clause says of the things counted. The words are the pack's `cues`, `defects`, `works`, `labels`.

Precedence: a cue before the figure, a cue behind it, a defect, a work, what the figure before it in the sentence said,
the label in force, the whole (`total`).
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind, Token
from taizhang.rules import cached, load_pack, remembered
from taizhang.types import Quantity

_INTAKE = frozenset({"received", "transferred", "found", "inspected"})
_CAME_UP = frozenset({"found", "transferred"})
_SHARED = frozenset({"completed", "phased", "closed", "planned", "on_schedule", "in_progress", "not_completed"})
_WEAK = frozenset({"planned"})
_MEASURED = frozenset({"%", "个百分点", "百分点", "℃", "微克/立方米", "毫克/升", "毫克/立方米", "倍", "分贝", "dB", "%vol", "‰"})
_CASES = frozenset({"件", "起", "批", "批次", "次", "人次", "项"})
_PROGRESS = frozenset({"completed", "planned", "phased", "in_progress", "on_schedule", "not_completed", "closed"})
_RATES = frozenset({"%", "个百分点", "百分点"})
_MEANT = frozenset({"found", "completed", "planned", "other"})  # what a measure may take from the figure before it
_UNDER_WAY = frozenset({"in_progress", "on_schedule", "phased", "overdue"})
_LAGGING = frozenset({"not_completed", "overdue"})
_DOABLE = frozenset({"completed", "built", "closed", "inspected", "invested"})
_UNSAID = frozenset({"counts.carried", "counts.plain", "counts.inherited"})
_FUTURE = ("future", "ahead", "after_future")
_DONE = ("done", "after_done")
_ALL = ("all", "after_all")  # 全部: done, unless it is to be (5月底前全部补齐)
_DENSITIES = ("毫克", "微克", "克/", "mg", "μg", "ug", "µg", "g/")


def _measured(unit: str) -> bool:
    """Whether figures of a unit tell a state and no amount of work: 46%, 4.6毫克/升."""
    return unit in _MEASURED or unit.startswith(_DENSITIES)


@cached
def object_status() -> dict[str, str]:
    """What objects with these endings are when nothing else is said."""
    return {end: said for said, ends in load_pack("counts").lexicons["object_status"].items() for end in ends}


@cached
def person_cues() -> dict[str, str]:
    """What some predicates say where people are counted."""
    return dict(load_pack("counts").lexicons["person_cues"])


@cached
def hazard_cues() -> dict[str, str]:
    """What some predicates say where hazards are counted."""
    return dict(load_pack("counts").lexicons["hazard_cues"])


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
    names, ways = _visits()
    if name not in names:
        return False
    behind = end + len(name) if text.startswith(name, end) else end
    return any(
        before.match(text, clause.opened, clause.number) and after.match(text, behind, behind + 20)
        for before, after in ways
    )


@cached
def _aims() -> frozenset[str]:
    """Predicates that are no progress by themselves, but an aim where the clause looks ahead."""
    return frozenset(load_pack("counts").lexicons["aims"])


class Verdict(NamedTuple):
    """A status, the rule that gave it, and the cue it was read from."""

    status: str
    rule: str
    cue: Token | None = None


class Heard(NamedTuple):
    """What the text has said up to a figure.

    `before`: the verdict of the figure before it in the sentence. `kin`: that of the last figure with a like unit. `intake`:
    that of the last complaints received or transferred. `due`: the sentence names a deadline. `due_later`:
    one stands in the sentence behind the clause. `bound`: the figure is a limit to be kept (不少于, 不超过). `norm`: it is a
    limit that is measured against (标准值). `mood`: the status of a figure of which nothing is said.
    """

    before: Verdict | None
    kin: Verdict | None
    intake: Verdict | None
    due: bool
    due_later: bool
    bound: bool
    norm: bool
    mood: str


@cached
def _whole() -> tuple[str, ...]:
    return tuple(load_pack("counts").lexicons["whole_objects"])


@cached
def _unit_status() -> dict[str, str]:
    return dict(load_pack("counts").lexicons["unit_status"])


def status(clause: Clause, value: Quantity, name: str | None, heard: Heard) -> Verdict:
    """The status of one figure: as its clause says, but for tasks, of which 督察反馈 or 移交 says no more than that they are."""
    verdict = _status(clause, value, name, heard)
    if verdict.status in _CAME_UP and name is not None and name.endswith(_whole()):
        return Verdict("total", "counts.whole", verdict.cue)
    return verdict


def _status(clause: Clause, value: Quantity, name: str | None, heard: Heard) -> Verdict:
    """The status of one figure. `name` is what is counted, where the text says so beside the figure."""
    before = heard.before
    own = _own(clause)
    ahead = heard.due or not clause.marks.isdisjoint(_FUTURE)
    done = not clause.marks.isdisjoint(_DONE) or (not ahead and not clause.marks.isdisjoint(_ALL))
    future = not done and (ahead or (clause.label == "planned" and not _faulty(name)))
    if clause.whole and not any(t.word.kind is Kind.CUE and clause.adjoins(t) for t in clause.before):
        return Verdict("total", "counts.divided")
    if heard.norm:
        return Verdict("other", "counts.norm")
    if heard.bound and not done and not (before is not None and before.status in _DOABLE and own is not None):
        return Verdict("planned", "counts.bound", own)
    if value.unit == "%" and name == "占比":  # 办结8766件（占83%）
        return Verdict(before.status if before and before.status in _SHARED else "total", "counts.share")
    by_name = _by_name(name)
    outranked = by_name == "other" or (
        by_name == "total"
        and own is not None
        and own.word.status == "found"
        and (clause.owned or (name == "方面" and clause.adjoins(own)))
    )
    silent = own is None or not outranked or own.word.kind is not Kind.CUE  # 反馈的4个方面39个问题
    if by_name and silent and not (future and value.unit == "%"):
        return Verdict(by_name, "counts.named")
    if (own is None or own.word.status == "found") and (passed := _passed_on(clause, name)):
        return Verdict("transferred", "counts.later", passed)
    if own is not None:
        if value.unit in ("人", "名") and (said := person_cues().get(own.word.text)):
            return Verdict(said, "counts.cue", own)
        if name and name.endswith("隐患") and (said := hazard_cues().get(own.word.text)):
            return Verdict(said, "counts.cue", own)
        if own.word.mark == "denied" and before is not None and before.status in _PROGRESS and not clause.faulty:
            return Verdict("not_completed", "counts.denied", own)
        return _said(clause, own, future, done)
    if not future and _all_there_is(clause, value, name):
        return Verdict("total", "counts.scope")
    if "after_denied" in clause.marks and not _measured(value.unit) and _may_fail(before):
        return Verdict("found", "counts.defect")
    if clause.earlier and clause.first and not future:
        for token in clause.earlier:
            if token.word.status in _INTAKE and not token.word.nominal:
                assert token.word.status is not None
                return Verdict(token.word.status, "counts.earlier", token)
    if (
        not future
        and not _measured(value.unit)
        and (ahead := next((t for t in clause.later if t.word.status in _UNDER_WAY), None))
    ):
        assert ahead.word.status is not None
        return Verdict(ahead.word.status, "counts.later", ahead)
    if heard.due_later and own is None and not clause.faulty and _will_be_done(clause):
        return Verdict("planned", "counts.later")
    return _carried(clause, value, name, heard, future)


def _will_be_done(clause: Clause) -> bool:
    """Whether the sentence goes on to what is to be done with the figure: 遗留危废约1.3万吨，2019年6月底前处置完毕."""
    return any(t.word.kind is Kind.WORK or t.word.status in _DOABLE for t in clause.later)


def _all_there_is(clause: Clause, value: Quantity, name: str | None) -> bool:
    """Whether the figure tells how many there are in a place (全市17个县), or what something can hold."""
    if name is not None and name.endswith(_capacities()):
        return True
    return "scope" in clause.marks and not _measured(value.unit) and value.unit not in _CASES and not clause.breaks_down


@cached
def _capacities() -> tuple[str, ...]:
    return tuple(load_pack("counts").lexicons["capacities"])


def _may_fail(before: Verdict | None) -> bool:
    """Whether a fault may be told after that: not of complaints handed on, nor of what people say."""
    return before is None or before.status in ("found", "inspected", "total", "built")


def _passed_on(clause: Clause, name: str | None) -> Token | None:
    """What says behind the comma that leads were handed over: 梳理责任追究问题线索7件，已移交市委处理."""
    if name is None or not name.endswith(_leads()):
        return None
    return next((t for t in clause.later if t.word.status == "transferred"), None)


@cached
def _leads() -> tuple[str, ...]:
    return tuple(load_pack("counts").lexicons["leads"])


def _faulty(name: str | None) -> bool:
    """Problems are never planned: 二、重点任务 / 补充耕地不实问题33个."""
    return name is not None and name.endswith(("问题", "隐患"))


def _carried(clause: Clause, value: Quantity, name: str | None, heard: Heard, future: bool) -> Verdict:
    """The status of a figure without a predicate of its own."""
    before, kin, intake, mood = heard.before, heard.kin, heard.intake, heard.mood
    if clause.breaks_down and kin and kin.status in ("received", "transferred"):
        return Verdict("total", "counts.broken_down")
    part = clause.bracket or "subset" in clause.marks or clause.joined or clause.breaks_down
    facet = clause.facet
    if clause.faulty and before is not None and before.rule == "counts.scope" and "subset" not in clause.marks:
        before = None  # 设计日处理能力6万吨、实际日进水8.3万吨: all there is, and then what is wrong with it
        part = part and not clause.joined
    if part and (before or kin):
        return Verdict((before or kin).status, "counts.inherited")  # type: ignore[union-attr]
    if facet is not None and facet.word.kind is Kind.RANK and (before or kin):
        return Verdict((before or kin).status, "counts.ranked")  # type: ignore[union-attr]
    if future and "involved" in clause.marks:  # 7月底前建档，涉及小作坊530余户
        return Verdict("total", "counts.plain")
    if future:
        return Verdict("planned", "counts.planned")
    if before is not None and clause.subject and before.status in ("completed", "built"):
        return Verdict(mood, "counts.plain")  # 新建管网214公里，8个断面水质保持Ⅱ类: more is said of it than what was done before
    if before is not None:
        if facet is not None and before.status in ("received", "transferred"):
            return Verdict("total", "counts.broken_down")
        if _measured(value.unit) and before.status not in (
            _MEANT if value.unit in _RATES else _MEANT - {"completed"}
        ):
            return Verdict("other" if mood == "total" else mood, "counts.plain")  # 198座污水处理厂平均负荷率仅46%
        return Verdict(before.status, "counts.carried")
    if intake is not None and "sum" in clause.marks and value.unit in ("件", "批", "批次", "起"):
        return Verdict(intake.status, "counts.summed")
    if clause.label == "planned" and _faulty(name):
        return Verdict("found", "counts.labelled")
    if clause.label and not (clause.label == "completed" and _measured(value.unit)):
        return Verdict(clause.label, "counts.labelled")
    if value.unit in (usual := _unit_status()):
        return Verdict(usual[value.unit], "counts.by_unit")
    return Verdict("other" if mood == "total" and _measured(value.unit) else mood, "counts.plain")


def _own(clause: Clause) -> Token | None:
    """The predicate that decides: the nearest one before, unless it is weak and a stronger one stands behind."""
    left = _first(clause, clause.before, Kind.CUE, _WEAK)
    right = _behind(clause)
    if left is not None and (stronger := _stronger(clause, left, right)):
        return stronger
    if left is not None and (right is None or right.word.status != "not_completed" or left.word.status in _INTAKE):
        return left
    defect = _first(clause, clause.before, Kind.DEFECT)
    work = _first(clause, clause.before, Kind.WORK)
    if right is not None and (
        defect is None or "after_done" in clause.marks or right.word.status in ("not_completed", "verified")
    ):
        return right
    if defect is not None:
        return work if work is not None and 0 <= defect.start - work.end < 2 else defect  # 更换破损管道2160米
    work = work or _first(clause, clause.after, Kind.WORK)
    return work or next(
        (t for t in clause.before if t.word.status in _WEAK and (not t.word.nominal or clause.adjoins(t))), None
    )


def _stronger(clause: Clause, left: Token, right: Token | None) -> Token | None:
    """The predicate that says more of the figure than the nearest one before it, if there is one."""
    said = left.word.status
    if said in _DOABLE:
        for token in clause.before:
            if token.word.status == "not_completed":
                return token
            if token.word.kind is Kind.DEFECT and token.end == left.start:  # 超标准列支会议费14万元
                return token
    if said == "not_completed" and (going := next((t for t in clause.later if t.word.status in _UNDER_WAY), None)):
        right = right or going  # 余下29项时限未到，均达到序时进度
    if right is None:
        return None
    if said == "found" and clause.owned and right.word.status == "transferred":
        return right  # 督察发现的12个问题移交我省
    if said == "found" and right.word.status in _LAGGING:
        return right  # 仍有3个未整改到位
    if said == "not_completed" and right.word.status in _UNDER_WAY:
        return right  # 剩余3项按时序推进
    return right if clause.among >= left.end else None  # 停产企业中有1家已复工


def _first(clause: Clause, tokens: list[Token], kind: Kind, but: frozenset[str] = frozenset()) -> Token | None:
    """The nearest predicate of a kind; words that are nouns as well must touch the phrase."""
    for token in tokens:
        word = token.word
        if (
            word.kind is kind
            and word.status not in but
            and (not word.nominal or tokens is clause.after or clause.adjoins(token))
        ):
            return token
    return None


def _behind(clause: Clause) -> Token | None:
    """The first predicate behind the figure that says something of it, not of what it does (11个市收到举报件)."""
    for token in clause.after:
        word = token.word
        if word.kind is Kind.DEFECT:
            return token
        if word.kind is Kind.CUE and word.status not in _WEAK:
            if word.status in ("received", "transferred") and clause.end - token.end > 1:
                return None
            return token
    return None


def _said(clause: Clause, own: Token, future: bool, done: bool) -> Verdict:
    word = own.word
    if word.kind is Kind.WORK:
        return Verdict("planned" if future else "completed", "counts.work", own)
    if word.kind is Kind.DEFECT:
        return Verdict("found", "counts.defect", own)
    if word.mark == "rest" and future and any(t.end == own.start and t.word.status in _DOABLE for t in clause.before):
        return Verdict("planned", "counts.planned", own)  # 完成剩余1360亩池塘改造
    if word.mark == "rest" and future:
        return Verdict("in_progress", "counts.rest", own)
    if future and (word.status in _DOABLE or word.text in _aims()):
        return Verdict("planned", "counts.planned", own)
    assert word.status is not None
    return Verdict(word.status, "counts.cue", own)


def of_rate(verdict: Verdict, unit: str, name: str | None) -> Verdict:
    """The verdict of a percentage that nothing is said of: as the rate says that it goes on with (整改完成率为90.9%；遂宁市97%)."""
    if unit == "%" and verdict.rule in _UNSAID and (said := _by_name(name)):
        return Verdict(said, "counts.named")
    return verdict


@remembered
def _by_name(name: str | None) -> str | None:
    if name:
        for end, said in object_status().items():
            if name.endswith(end):
                return said
    return None
