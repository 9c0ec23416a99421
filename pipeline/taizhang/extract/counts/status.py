"""What the clause says of the things counted. The words are the pack's `cues`, `defects`, `works`, `labels`.

`_WAYS` are tried in their order: what the figure itself or its name settles, the predicate that decides (`predicate`, `acts`),
what the rest of the sentence says (`sentence_cues`); and where nothing is said, what other figures and labels tell (`fallback`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Final, NamedTuple

import regex

from taizhang.extract.counts.acts import predicated
from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.decisions import (
    FAULTY,
    DiscourseContext,
    StatusDecision,
    StatusInput,
    measured,
    says_before,
    tense,
)
from taizhang.extract.counts.fallback import carried
from taizhang.extract.counts.lexicon import Kind, Token
from taizhang.extract.counts.pack import Rare, may_say, pattern, said, words
from taizhang.extract.counts.predicate import own_predicate
from taizhang.extract.counts.sentence_cues import (
    again,
    all_there_is,
    carried_out,
    cost,
    deducted,
    earlier,
    failed,
    judged,
    later,
    left_to_do,
    looked_into,
    missed,
    occasion,
    of_problem,
    opened,
    punished_next,
    put_right,
    recurring,
    reflected,
    revised,
    stock,
    struck,
    too_little,
    troubled,
)
from taizhang.extract.counts.statuses import DOABLE, ENFORCED, PROGRESS, PUNISHED, SETTLED, TAKEN_IN
from taizhang.extract.counts.units import CASES, FIRMS, OCCASIONS, PERCENTS, PERSONS, TIMES
from taizhang.rules import Seldom, cached, compiled, remembered
from taizhang.types import Quantity
from taizhang.vocabulary import CountStatus

_CAME_UP: Final[frozenset[CountStatus]] = frozenset({"found", "transferred"})
_SHARED: Final[frozenset[CountStatus]] = PROGRESS | {"overdue"}
_DONE_TO: Final[frozenset[CountStatus]] = (
    ENFORCED | TAKEN_IN | {"ordered", "detained", "inspected", "accountable", "disciplined"}
)
_CHANGES: Final[frozenset[Rare]] = frozenset({"risen", "compared", "moved_from", "moved_to"})
_ONLY = ("只", "仅", "才", "目前", "已")
_SUMS = ("共", "累计", "合计", "总计", "总共")
_GOES_ON_WITH = frozenset({"counts.carried", "counts.plain", "counts.inherited"})
_JOINED = 40  # characters in which the verb of joined figures is looked for: 分别下降9%和16%


@cached
def _object_status() -> dict[str, CountStatus]:
    """What objects with these endings are when nothing else is said."""
    return {end: said for said, ends in words().object_status.items() for end in ends}


def status(clause: Clause, value: Quantity, name: str | None, context: DiscourseContext) -> StatusDecision:
    """The status of one figure: as its clause says, but for tasks, of which 督察反馈 or 移交 says no more than that they are."""
    own = own_predicate(clause)
    only = own is not None and own in clause.before and context.text.endswith(_ONLY, clause.opened, own.start)
    due = bool(context.due) and _due(clause, context)
    done, future = tense(clause, name, due, only)
    future = future or (not done and ((own is not None and _owes(clause, own)) or _laid_down(value, clause, context)))
    case = StatusInput(clause, value, name, context, own, done, future)
    decision = _told(case) or carried(case)
    if decision.status == "inspected" and decision.cue is not None and _is_source(case, decision.cue):
        return StatusDecision("total", "counts.source", decision.cue)
    if decision.status in _CAME_UP and name is not None and name.endswith(words().whole_objects):
        return _of_all(clause, decision)
    return decision


def _of_all(clause: Clause, decision: StatusDecision) -> StatusDecision:
    """What is said of all tasks that came up: 移交的38项任务已全部完成; else that they are the whole."""
    finished = next((t for t in clause.after if t.word.status == "completed" and not clause.whole), None)
    if finished is not None:
        return StatusDecision("completed", "counts.cue", finished)
    return StatusDecision("total", "counts.whole", decision.cue)


def _owes(clause: Clause, own: Token) -> bool:
    """Whether what decides was only to be done: 应完成14项."""
    if own.word.kind is not Kind.WORK and own.word.status not in DOABLE:
        return False
    return any(t.end == own.start and t.word.text in words().duties for t in clause.before)


def _laid_down(value: Quantity, clause: Clause, context: DiscourseContext) -> bool:
    """Whether a plan lays it down for a year (明确2023年完成31项), or the sentence sets a mark for one (到2030年底，达到60%以上)."""
    mark = value.unit == "%" and value.comparator == "gt" and said("target", context.text, clause.opened, context.start)
    return bool(mark) or said("laid_down", context.text, clause.opened, context.start) is not None


def _due(clause: Clause, context: DiscourseContext) -> bool:
    """Whether the sentence names a deadline before the clause ends, by which nothing was done already (5月24日前已告一段落)."""
    last = bisect_left(context.due, clause.end) - 1
    if last < 0 or context.due[last] < clause.opened:
        return False
    return pattern("past_due").match(context.text, context.due[last], clause.start) is None


def _is_source(case: StatusInput, cue: Token) -> bool:
    """Whether an inspection is only where tasks or complaints come from: 第一轮督察及“回头看”的149项任务."""
    sourced = case.name is not None and case.name.endswith(words().sourced)
    task = case.name is not None and case.name.endswith(words().whole_objects)
    owned = case.clause.owned or (task and cue.end == case.clause.number)  # 我市承担的省级督察42项任务
    return cue.word.nominal and sourced and owned and cue in case.clause.before


def _divided(case: StatusInput) -> StatusDecision | None:
    """What its parts are told of right behind is the whole: 38项任务中，27项…"""
    clause = case.clause
    summed = clause.whole and case.value.unit in CASES and case.context.text.startswith(_SUMS, clause.number)
    if summed and case.context.intake is not None:
        return StatusDecision(case.context.intake.status, "counts.summed")  # 连同先前各批共1583件当中
    if _has_share(case) or (
        clause.whole
        and (
            not any(t.word.kind is Kind.CUE and t.word.status != "found" and clause.adjoins(t) for t in clause.before)
            or any(t.word.text in words().duties for t in clause.before)
            or says_before(case, "needs")
        )  # 到期应完成的17项任务中，3项没有完成
    ):
        same_class = case.context.same_class
        if (
            same_class
            and same_class.status in SETTLED
            and case.context.text.endswith(words().left_over, clause.opened, case.context.start)
        ):
            return StatusDecision("not_completed", "counts.rest")  # 办结41件，其余7件中6件推进
        answered = case.value.unit in PERSONS and same_class is not None and same_class.status in PUNISHED
        return (
            same_class if same_class and answered else StatusDecision("total", "counts.divided")
        )  # 问责62人。62人中，处级…
    return None


@cached
def _share_base() -> tuple[Seldom, regex.Pattern[str]]:
    before, behind = words().share_base
    return Seldom(compiled(before)), compiled(behind)


def _has_share(case: StatusInput) -> bool:
    """Whether the figure is what a share is of: 占总投资1945万元的6.35%."""
    before, behind = _share_base()
    text, clause = case.context.text, case.clause
    return bool(before.match(text, clause.opened, case.context.start) and behind.match(text, clause.edge))


def _limit(case: StatusInput) -> StatusDecision | None:
    """A limit to be kept is planned, unless it only tells how much was done; one that is measured against is no result."""
    if case.value.unit == "倍" and (says_before(case, "exceeded") or says_before(case, "multiple_bad")):
        return StatusDecision("found", "counts.exceeded")
    kept = measured(case.value.unit) and pattern("kept_within").match(case.context.text, case.clause.edge)
    norm = measured(case.value.unit) and pattern("norms_behind").match(case.context.text, case.clause.edge)
    limits = measured(case.value.unit) or case.value.unit in words().measures  # but 不符合食品安全标准23批次
    if kept or norm or (limits and said("norms", case.context.text, case.clause.start, case.context.start)):
        return StatusDecision("other", "counts.norm")
    before = case.context.before
    told = before is not None and before.status in DOABLE and case.own is not None
    return (
        StatusDecision("planned", "counts.bound", case.own)
        if case.context.bound and not case.done and not told
        else None
    )


def _share(case: StatusInput) -> StatusDecision | None:
    """A share has the status of the figure before it: 办结8766件（占83%）."""
    if case.name != "占比":
        return None
    before = case.context.before
    if case.future:
        return StatusDecision("planned", "counts.share")  # 2030年底前须完成的占38.5%
    shared = before is not None and (
        before.status in _SHARED or (before.status == "found" and (case.clause.faulty or before.rule in FAULTY))
    )
    return StatusDecision(before.status if before and shared else "total", "counts.share")


def _changed(case: StatusInput) -> StatusDecision | None:
    """By how much something rose or fell against another time, but for faults that grew; or a number of cases at all."""
    if not may_say(case.context.text, _CHANGES):
        return None
    clause, before, start = case.clause, case.context.before, case.context.start
    opened = max(0, clause.opened - _JOINED) if clause.joined else clause.opened
    told = before.status if before is not None else None
    done_to = told in _DONE_TO or (case.own is not None and case.own.word.status in _DONE_TO)
    if done_to and case.value.unit in PERCENTS and said("risen", case.context.text, opened, start):
        return StatusDecision("other", "counts.risen")  # 查封扣押案件数量上升31%
    found = None if case.future else said("compared", case.context.text, opened, start)
    if before is not None and before.status == "planned":
        return None  # 力争达到75微克/立方米，同比下降13.8%
    worse = found is not None and _for_the_worse(case, up=bool(found["up"]))
    if worse and (case.value.unit in PERCENTS or case.value.unit == "倍" or case.name in words().better_more):
        return StatusDecision("found", "counts.risen")  # 遥感监测到火点43个，同比增加1.4倍
    if not case.future and not found and _moved(case):
        return StatusDecision("other" if measured(case.value.unit) else "total", "counts.risen")
    if worse and before is not None and before.status == "found":
        return StatusDecision("found", "counts.carried")  # 发现火点23处，比上次督查多9处
    return StatusDecision("other", "counts.risen") if found and not worse else None


def _for_the_worse(case: StatusInput, up: bool) -> bool:
    """Whether a rise (or the fall of what there should be more of) is told among faults."""
    good = case.name is not None and case.name.endswith(words().better_more)
    before = case.context.before
    return up is not good and (case.context.mood == "found" or (before is not None and before.status == "found"))


def _moved(case: StatusInput) -> bool:
    """Whether a number went from the figure to another, or from another to it: 利用率由76%升至83%, 江豚由1005头回升到1260头."""
    text, clause, start = case.context.text, case.clause, case.context.start
    opened = max(clause.opened, start - _JOINED)
    away = said("moved_from", text, opened, start) and pattern("moved_on").match(text, clause.edge)
    return bool(away or said("moved_to", text, opened if clause.first else max(0, start - _JOINED), start))


def _named(case: StatusInput) -> StatusDecision | None:
    """What is counted tells the status itself (完成率, 督察组), unless a cue has more to say (反馈的4个方面39个问题)."""
    told, own, clause = _by_name(case.name), case.own, case.clause
    if told == "completed" and pattern("condition").match(case.context.text, clause.edge):
        return StatusDecision("planned", "counts.bound")  # 完成率达到95%以上的，方可申请销号
    ahead = case.future or (
        case.context.before is not None and case.context.before.status == "planned" and not case.done
    )
    if told is None or (ahead and case.value.unit == "%"):
        return None
    found = own is not None and own.word.status == "found" and told == "total"
    outranked = told in ("other", "received") or (
        found and (clause.owned or (case.name == "方面" and own is not None and clause.adjoins(own)))
    )
    held = case.name is not None and case.name.endswith("会") and own is not None and own.word.status == "inspected"
    if own is not None and outranked and own.word.kind is Kind.CUE and not held:
        return None  # 发函督办的12个, but 巡察整改专题民主生活会38次
    if told == "other" and case.value.unit == "%" and too_little(case):
        return StatusDecision("found", "counts.defect")  # 2个工地覆盖率不到五成
    if told == "total" and case.future:
        return StatusDecision("planned", "counts.planned")  # 将派出7个督导组
    return StatusDecision(told, "counts.named")


def _passed_on(case: StatusInput) -> StatusDecision | None:
    """Leads of which the sentence says behind the comma that they were handed over: 梳理问题线索7件，已移交市委处理."""
    if (case.own is None or case.own.word.status == "found") and case.name and case.name.endswith(words().leads):
        token = next((t for t in case.clause.later if t.word.status == "transferred"), None)
        return StatusDecision("transferred", "counts.later", token) if token else None
    return None


def _involves(case: StatusInput) -> StatusDecision | None:
    """The places that something touches: 交办举报件涉及18个地市; 3个举报件同时涉及2个市州."""
    clause = case.clause
    own = case.own is None or case.own in clause.before
    if "involved" in clause.marks and own and case.name in words().visited and not clause.faulty:
        return StatusDecision("total", "counts.scope")
    return None


class _Way(NamedTuple):
    """A way to tell a status, with what it needs: one of some units, that the clause has no predicate that decides (`bare`), that
    nothing lies ahead (`now`), that there is a name (`named`). Asked of a figure without that, it would have nothing to say."""

    tells: Callable[[StatusInput], StatusDecision | None]
    of: Callable[[str], bool] | None = None
    bare: bool = False
    now: bool = False
    named: bool = False


_WAYS: Final = (
    _Way(_divided),
    _Way(of_problem),
    _Way(cost),
    _Way(occasion, TIMES.__contains__, now=True),
    _Way(stock, now=True),
    _Way(_limit),
    _Way(recurring, OCCASIONS.__contains__),
    _Way(_share, "%".__eq__, named=True),
    _Way(judged, measured, now=True),
    _Way(_changed),
    _Way(_named, named=True),
    _Way(_passed_on, named=True),
    _Way(looked_into),
    _Way(struck, (FIRMS | PERSONS).__contains__, now=True),
    _Way(punished_next, PERSONS.__contains__, now=True),
    _Way(opened, bare=True),
    _Way(carried_out, named=True, now=True),
    _Way(reflected, "件".__eq__, named=True),
    _Way(deducted, CASES.__contains__),
    _Way(left_to_do),
    _Way(put_right, named=True, now=True),
    _Way(_involves, named=True),
    _Way(missed),
    _Way(troubled, bare=True),
    _Way(revised),
    _Way(predicated),
    _Way(again, bare=True),
    _Way(all_there_is, now=True),
    _Way(failed),
    _Way(earlier, now=True),
    _Way(later),
)


@remembered
def _ways(unit: str, bare: bool, now: bool, named: bool) -> tuple[Callable[[StatusInput], StatusDecision | None], ...]:
    """The ways to tell the status of such a figure."""
    return tuple(
        way.tells
        for way in _WAYS
        if (way.of is None or way.of(unit))
        and (bare or not way.bare)
        and (now or not way.now)
        and (named or not way.named)
    )


def _told(case: StatusInput) -> StatusDecision | None:
    """What the first of the ways tells that tells anything."""
    for tells in _ways(case.value.unit, case.own is None, not case.future, case.name is not None):
        if (decision := tells(case)) is not None:
            return decision
    return None


def of_rate(decision: StatusDecision, unit: str, name: str | None) -> StatusDecision:
    """The decision of a percentage that nothing is said of: as the rate says that it goes on with (整改完成率为90.9%；遂宁市97%)."""
    if unit == "%" and decision.rule in _GOES_ON_WITH and (told := _by_name(name)):
        return StatusDecision(told, "counts.named")
    return decision


@remembered
def _by_name(name: str | None) -> CountStatus | None:
    """What the longest end of the name says that says anything, and is not denied (不达标断面)."""
    ends, name = _object_status(), name or ""
    told = next((at for at in range(len(name)) if name[at:] in ends), 0)
    return None if name[told - 1 : told] in words().negations else ends.get(name[told:])
