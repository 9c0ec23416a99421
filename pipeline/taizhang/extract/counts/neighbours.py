"""What the figures beside it tell of a figure, once all are read: those that follow at once, and what came of a whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.decisions import FAULTY, faulty, measured
from taizhang.extract.counts.limits import against_limits
from taizhang.extract.counts.pack import base, pattern, said, words
from taizhang.extract.counts.phrases import is_no_noun
from taizhang.extract.counts.statuses import LAGGING, SETTLED
from taizhang.extract.counts.units import LENGTHS, PEOPLE
from taizhang.types import CountMention
from taizhang.vocabulary import CountStatus

_UNSAID = ("counts.carried", "counts.plain", "counts.by_unit")
_TAKEN_OVER = ("counts.carried", "counts.inherited", "counts.labelled")
_STILL = ("仍有", "尚有", "还有", "还剩")
_LIMIT = 10  # characters from a figure to that of how far it exceeds its limit
_STOPS = frozenset("，,。；;：:！？\n|")
_LACKING: Final[frozenset[CountStatus]] = LAGGING | {"found"}
_DEALT_WITH: Final[frozenset[CountStatus]] = SETTLED | {"ordered", "built"}
_DONE = frozenset({"done", "after_done"})
_NEXT = frozenset({"，", ","})  # what stands between a whole and its part
_UNTOLD: Final[frozenset[CountStatus]] = frozenset({"total", "other", "not_completed"})  # what may yet turn out a fault
_BOUND = ("应于", "应在", "本应")
_PLANS = frozenset({"计划", "拟", "规划", "预计"})


def compare(text: str, found: list[CountMention], around: Sequence[Clause], named: Sequence[bool]) -> None:
    """Put right in `found` what its neighbours tell of each figure; `named` says whether a noun stands beside it."""
    _name_appositions(text, found, around, named)
    _listed_by_place(text, found, around)
    _faulty_subjects(text, found)
    _visited_together(text, found, around)
    _owed(text, found, around)
    _partly_done(text, found, around)
    _lacking(text, found, around)
    _sums_of_others(text, found, around)
    against_limits(text, found, around, named)


def _name_appositions(text: str, found: list[CountMention], around: Sequence[Clause], named: Sequence[bool]) -> None:
    """六类25个问题, 二十六批444件: a figure that the next one follows at once counts the same things, of which the same is said."""
    for i in range(len(found) - 2, -1, -1):
        here, behind = found[i], found[i + 1]
        if around[i + 1].left is not None or not (around[i].runs_on or _extends(text, here, behind)):
            continue
        people = behind.value.unit in PEOPLE and here.value.unit not in PEOPLE  # 移送文物9件14人, 减少5起4人
        known = people or (here.object or "").endswith(words().counted)
        apart = around[i + 1].right is not None and behind.value.unit not in words().measures
        known = known or (apart and here.object is not None and not is_no_noun(here.object))  # 拆除码头24座27个泊位
        own = here.object if known and (people or (around[i].left and named[i])) else None
        still = here.status == "found" and behind.status == "not_completed"  # 尚有9人4300元未追回
        extended = base(here.value.unit) in words().extended and around[i + 1].right is not None
        same = behind.value.unit not in words().measures or (extended and behind.value.unit != "元")
        if still or (same and here.rule_id in _UNSAID):
            here = replace(here, status=behind.status, rule_id=behind.rule_id)
        if same:
            name, rule = (own, here.object_rule) if own else (behind.object, behind.object_rule)
            here = replace(here, object=name, object_rule=rule)
        found[i] = here


def _listed_by_place(text: str, found: list[CountMention], around: Sequence[Clause]) -> None:
    """清水河2处、北河沟5处排污口: where the last of a list has its noun behind it, what stands before them is where they are."""
    for i in range(len(found) - 2, -1, -1):
        here, behind = found[i], found[i + 1]
        if here.object_rule != "objects.before" or behind.object_rule != "objects.behind" or not around[i + 1].joined:
            continue
        named = around[i + 1].left is not None and around[i + 1].right is not None
        alike = text[here.end : here.end + 1] == "、" and around[i].right is None
        if named and alike and behind.value.unit == here.value.unit and here.value.unit not in words().measures:
            found[i] = replace(here, object=behind.object, object_rule="objects.behind")
            around[i].right = around[i + 1].right


def _extends(text: str, here: CountMention, behind: CountMention) -> bool:
    """25条、117.3公里黑臭水体: how many things there are, with how long they are all together."""
    counts = behind.value.unit in LENGTHS and here.object is None and base(here.value.unit) in words().extended
    return counts and text[here.end : behind.start] == "、"


def _faulty_subjects(text: str, found: list[CountMention]) -> None:
    """6个部门存量资金2478万元沉淀: who or what the fault is told of, in one clause with its figure, was found as well; and so
    was what exceeds a limit, as the next figure says (总磷0.9毫克/升，超标2倍)."""
    for i in range(len(found) - 2, -1, -1):
        here, behind = found[i], found[i + 1]
        if here.status not in _UNTOLD:
            continue
        between = text[here.end : behind.start]
        unsaid = here.status == "total" and here.rule_id in ("counts.plain", "counts.inherited")
        other = here.value.unit != behind.value.unit  # 17户有11户没建池 are a whole and its part
        above = behind.rule_id == "counts.exceeded" or between.startswith(("，超", ",超"))  # 夜间噪声61分贝，超标6分贝
        exceeds = above and here.status == "other" and between[:1] in ("，", ",")
        left = here.status == "not_completed" and here.rule_id == "counts.denied"  # 尚有3家的406万元未缴
        if left and other and behind.rule_id in FAULTY and not _STOPS & set(between):
            found[i + 1] = replace(behind, status="not_completed", rule_id="counts.denied")
        elif unsaid and other and behind.rule_id in FAULTY and not _STOPS & set(between):
            found[i] = replace(here, status="found", rule_id="counts.defect")
        elif exceeds and len(between) <= _LIMIT and measured(here.value.unit):
            found[i] = replace(here, status="found", rule_id="counts.exceeded")


class _Pair(NamedTuple):
    """A figure and the one behind it in a sentence, with the clauses of both."""

    text: str
    here: CountMention
    behind: CountMention
    clause: Clause
    next: Clause

    def between(self) -> str:
        """What stands between the figures."""
        return self.text[self.here.end : self.behind.start]

    def says(self, words: Collection[str]) -> bool:
        """Whether one of the words stands before the first figure, as a word of its own."""
        return any(token.word.text in words for token in self.clause.before)


def _visited_together(text: str, found: list[CountMention], around: Sequence[Clause]) -> None:
    """对9个市州、21所高校开展检查: what is said behind the last of several sorts of bodies is said of them all."""
    for i in range(len(found) - 2, -1, -1):
        here, behind, clause = found[i], found[i + 1], around[i + 1]
        if behind.status != "inspected" or here.status != "total" or clause.first or clause.before:
            continue
        if here.rule_id not in (*_UNSAID, *_TAKEN_OVER):
            continue
        name = here.object or ""
        bodies = any(name[at:] in words().visited for at in range(len(name)))
        if bodies and not around[i].after and not _STOPS & set(text[here.end : behind.start]):
            found[i] = replace(here, status="inspected", rule_id="counts.visited")


def _owed(text: str, found: list[CountMention], around: Sequence[Clause]) -> None:
    """应改造218座，已改造203座: what was to be done, with how much of it was (or still was not), is the whole."""
    for i in range(len(found) - 1):
        here, behind = found[i], found[i + 1]
        if around[i + 1].first or behind.value.unit != here.value.unit:
            continue
        if here.status == "completed" and "after_all" in around[i].marks:
            continue  # 应退出的582座已全部退出
        pair = _Pair(text, here, behind, around[i], around[i + 1])
        if _was_due(pair) and (_lags(pair) or _is_done(pair) or "实有" in pair.between()):
            found[i] = replace(here, status="total", rule_id="counts.owed")


def _had_to_be(pair: _Pair) -> bool:
    """Whether the clause of the first figure says that it had to be done: 需治理沙地11万亩, 应于去年建成的六座."""
    text, clause = pair.text, pair.clause
    if said("taken_back", text, clause.opened, clause.number):
        return False
    needs = said("needs", text, clause.opened, clause.number) is not None
    return needs or pair.says(words().duties) or any(d in text[clause.opened : pair.here.start] for d in _BOUND)


def _was_due(pair: _Pair) -> bool:
    """Whether the first figure was to be done: as it says, or as what was done of it is told right behind."""
    here, between = pair.here, pair.between()
    if here.rule_id == "counts.denied" or (here.status == "planned" and not pair.says(_PLANS)) or _had_to_be(pair):
        return True
    barely = any(word in between for word in words().barely)
    if (here.object or "").endswith("任务") and barely and not _STOPS & set(between[1:]):
        return True  # 清退任务1.26万亩，只完成4870亩
    told = (here.status == "completed" or here.rule_id == "counts.plain") and _says_done(pair)
    if told and not any(mark in between for mark in "，,；;、"):
        return True  # 197个已整改118个
    return here.rule_id in _TAKEN_OVER and barely and not _STOPS & set(between)  # 另外9个项目仅验收2个


def _says_done(pair: _Pair) -> bool:
    """Whether the second figure says that it was done, or that so little was."""
    done = not _DONE.isdisjoint(pair.next.marks)
    return done or any(word in pair.between() for word in words().barely)


def _is_done(pair: _Pair) -> bool:
    """Whether the second figure is of what was done of the first: 应整治34座，取缔19座."""
    return pair.behind.status in _DEALT_WITH and (_says_done(pair) or pair.says(words().duties))


def _lags(pair: _Pair) -> bool:
    """Whether the second figure is of what was not done of the first: 仍有三座未开工; 应提标的17座，5座没有动工."""
    if pair.behind.status not in _LACKING:
        return False
    between = pair.between()
    still = any(word in between for word in _STILL) or between.endswith("，有")
    return still or (between.removeprefix(pair.here.object or "") in _NEXT and _had_to_be(pair))


def _partly_done(text: str, found: list[CountMention], around: Sequence[Clause]) -> None:
    """What is told of a whole by what its part is, right behind it: 办结率97%，其中重大隐患41项，已销号33项 (what only took it from
    others that it was done is found if it is faulty, and else the whole); 处理站18座，7座进水偏低 (what nothing is said of)."""
    for i in range(len(found) - 1):
        here, behind = found[i], found[i + 1]
        if around[i + 1].first or around[i + 1].left is not None or behind.value.unit != here.value.unit:
            continue
        less = (behind.value.value or 0) < (here.value.value or 0)
        if not less or text[here.end : here.end + 1] not in ("，", ",", "、"):
            continue
        part = behind.status in _DEALT_WITH and behind.rule_id in ("counts.cue", "counts.work")
        if part and here.status in _DEALT_WITH and here.rule_id in _TAKEN_OVER:
            found[i] = replace(here, status="found" if faulty(here.object) else "total", rule_id="counts.owed")
        elif behind.rule_id in FAULTY and here.rule_id == "counts.plain" and not faulty(here.object):
            found[i] = replace(here, status="total", rule_id="counts.divided")


def _lacking(text: str, found: list[CountMention], around: Sequence[Clause]) -> None:
    """应建成12处，仅建成7处，缺口5处: what a whole still lacks was not done; what was done of it makes the whole with that."""
    for i in range(2, len(found)):
        whole, done, here = found[i - 2 : i + 1]
        if here.rule_id not in FAULTY or around[i].first or around[i - 1].first or done.status not in _DEALT_WITH:
            continue
        values = (whole.value.value, done.value.value, here.value.value)
        adds_up = None not in values and values[0] == values[1] + values[2]  # type: ignore[operator]
        if adds_up and pattern("short_of").fullmatch(text, done.end, here.start):
            found[i] = replace(here, status="not_completed", rule_id="counts.rest")


def _sums_of_others(text: str, found: list[CountMention], around: Sequence[Clause]) -> None:
    """收回14个部门沉淀资金2860万元: what is done to the sum is done to no one whose it was; nor does it lie idle any more."""
    for i in range(len(found) - 1):
        here, behind, before = found[i], found[i + 1], around[i].before
        if behind.value.unit != "元" or not before or (here.status != "completed" and here.rule_id not in FAULTY):
            continue
        if before[0].word.text.removeprefix("已") not in words().recovered or here.value.unit in words().measures:
            continue
        if not _STOPS.isdisjoint(text[here.end : behind.start]):
            continue
        found[i] = replace(here, status="total", rule_id="counts.scope")
        if behind.rule_id in FAULTY:
            found[i + 1] = replace(behind, status="completed", rule_id="counts.cue")
