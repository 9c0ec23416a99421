"""Ellipsis: the object of a figure beside which none is named."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from taizhang.extract.counts.decisions import StatusDecision, measured
from taizhang.extract.counts.discourse_state import DiscourseState
from taizhang.extract.counts.pack import words
from taizhang.extract.counts.phrases import acts, is_ratio
from taizhang.extract.counts.statuses import OFFICIALS, TREATED
from taizhang.extract.counts.units import CASES, LENGTHS, RATES, UnitRules, any_unit
from taizhang.types import Quantity
from taizhang.vocabulary import CountStatus

_SAMPLED: Final[tuple[CountStatus, ...]] = ("inspected", "found", "other")
_INCOME, _SPENT = "收入", "支出"  # what is spent is none of the income told before it
_DENSITY = "浓度"  # its change is told in percent, itself in milligrams
_NOTHING = ""  # what a rule gives that knows that there is no object


class Named(NamedTuple):
    """An object and the rule of `count_objects.yml` that told it, None for both where there is none."""

    name: str | None
    rule: str | None


NAMELESS: Final = Named(None, None)


class Since(NamedTuple):
    """Where the paragraph and the numbered item of a figure begin."""

    paragraph: int
    item: int


@dataclass(slots=True, eq=False)
class _Ellipsis:
    """A figure without a noun: its unit, what was said of it and of the figure `before` it in the sentence, and what was counted so
    far. `changes`: it says by how much the one before it has changed. `since`: where paragraph and item begin."""

    unit: str
    decision: StatusDecision
    before: StatusDecision | None
    state: DiscourseState
    changes: bool
    since: Since

    def near(self) -> bool:
        """Whether something was counted in that unit since the paragraph began."""
        return self.state.where.get(self.unit, -1) >= self.since.paragraph

    def in_item(self) -> bool:
        """The same since the numbered item began."""
        return self.state.where.get(self.unit, -1) >= self.since.item

    def first_of_unit(self) -> bool:
        """Whether nothing was counted in that unit yet."""
        return self.unit not in self.state.by_unit

    def enforced(self) -> bool:
        """Whether a measure was taken that the clause itself tells."""
        return self.decision.status in TREATED and self.decision.rule == "counts.cue"


_NOWHERE: Final = Since(sys.maxsize, sys.maxsize)


def elliptic(
    value: Quantity,
    decision: StatusDecision,
    before: StatusDecision | None,
    state: DiscourseState,
    changes: bool = False,
    since: Since = _NOWHERE,
) -> Named:
    """The object of a figure beside which none is named: the cue's own (罚款), a former one, or the unit's usual one.

    `before` is the decision of the figure before it: 约谈党政干部872人，问责283人 tells of one sort of people. `changes`: the
    figure says by how much the one before it has changed (同比下降17.1%). `since`: where its paragraph and item begin.
    """
    figure = _Ellipsis(value.unit, decision, before, state, changes, since)
    for way, rule in _RULES.of(value.unit):
        if (name := rule(figure)) is not None:
            return Named(name, way) if name else NAMELESS
    return NAMELESS


def _same_officials(figure: _Ellipsis) -> str | None:
    """党政干部 of 约谈党政干部872人，问责283人."""
    before, state = figure.before, figure.state
    if before is None or not state.here or not OFFICIALS.issuperset((figure.decision.status, before.status)):
        return None
    return state.recall(figure.unit) or _usual(figure) or _NOTHING


def _of_cue(figure: _Ellipsis) -> str | None:
    """罚款 of 共罚款37.5万元; of people counted once a time the measure itself: 党纪政务处分107人次, 培训1.9万人次."""
    cue, unit = figure.decision.cue, figure.unit
    if cue is None:
        return None
    named = words().cue_objects.get(cue.word.text)
    sums = unit in ("元", "倍", *RATES)
    again = unit in (*CASES, "宗", *words().bodies) and not figure.first_of_unit()  # 占用耕地建厂房12宗。没收2宗
    if named and (sums or (unit not in words().measures and not again)):  # no area or weight of what was seized
        return named
    return cue.word.text if unit == "人次" else None


def _samples(figure: _Ellipsis) -> str | None:
    """The goods that samples are of, or the test: 每日检测不低于10批次."""
    cue, unit, status = figure.decision.cue, figure.unit, figure.decision.status
    if status not in _SAMPLED or cue is None or unit in figure.state.by_unit:
        return None
    return figure.state.named.get(unit) or (cue.word.text if status == "inspected" else _NOTHING)


def _of_measure_taken(figure: _Ellipsis) -> str | None:
    """What a measure is usually taken against (罚款 of 处罚9起37.5万元), but not where households were counted before: 养殖户1260户，
    关停38户."""
    unit, status = figure.unit, figure.decision.status
    if unit == "元" and status == "penalised":
        return words().status_objects[status][unit]
    if not figure.enforced():
        return None
    named = words().status_objects.get(status, {}).get(unit) if unit != "户" or not figure.near() else None
    return named or (_usual(figure) if unit == "家" and not _are_firms(figure) else None)


def _are_firms(figure: _Ellipsis) -> bool:
    """Whether what 家 counted last, in this sentence or paragraph, is one sort of firms, and no authority (走访部门20家)."""
    state = figure.state
    name = state.by_unit.get("家")
    if name is None or "家" in state.mixed or not (state.here or figure.in_item()):
        return False
    return name.endswith(words().firms) or not acts(name)


def _changed(figure: _Ellipsis) -> str | None:
    """What has changed by so much: 立案查处312件，同比增长12%; 平均浓度为34微克/立方米，同比下降17.1%."""
    state, decision = figure.state, figure.decision
    if figure.before is not None and figure.changes and state.previous:
        return state.previous
    told = figure.changes or (decision.cue is not None and decision.status == "other")
    return state.last or _NOTHING if state.here and told else None


def _counted_before(figure: _Ellipsis) -> str | None:
    """What the unit counted last, but sums are named anew in each paragraph, and who was counted last is not put right: 问题63个，涉及
    36个单位，整改到位55个."""
    state, unit = figure.state, figure.unit
    known = state.recall(unit) if unit != "元" or figure.near() else None
    if known and known.endswith(_INCOME) and figure.decision.cue and figure.decision.cue.word.text == _SPENT:
        return _SPENT
    if known and state.tasks and unit in ("个", "项") and _who(known) and _puts_right(figure.decision):
        return state.tasks
    return known


def _who(name: str) -> bool:
    """Whether a name is of who acts, or where: nothing that is put right."""
    return acts(name) or name.endswith(("单位", "部门"))


def _puts_right(decision: StatusDecision) -> bool:
    """Whether the figure is of what was put right, or was not."""
    return decision.cue is not None and any(word in decision.cue.word.text for word in words().rectified)


def _usual(figure: _Ellipsis) -> str | None:
    return words().default_objects.get(figure.unit)


def _last(figure: _Ellipsis) -> str | None:
    """What was counted last, if the unit may count it: 淘汰老旧车1.2万辆。（二）…完成21座 are of another sort of things."""
    last, unit, state = figure.state.last, figure.unit, figure.state
    if last and unit in LENGTHS and last.endswith(words().bulk):
        return None  # 清运矸石46万吨。改造46公里
    if last and measured(unit) and unit not in RATES and last.endswith(words().counted):
        return None  # 办结信访件210件。接近国家标准的35微克/立方米
    if state.unit_of(last) in words().measures and unit not in words().measures:
        return last if last and last.endswith(_DENSITY) and measured(unit) else None  # 占用耕地120亩。正在整改7宗
    if not last or (unit in RATES and not state.here) or is_ratio(last, unit) or unit in words().occasions:
        return None
    return None if unit in words().bodies and state.unit_of(last) not in ("", unit) else last


_RULES: Final[UnitRules[tuple[str, Callable[[_Ellipsis], str | None]]]] = UnitRules(
    (any_unit, ("objects.carried", _same_officials)),
    (any_unit, ("objects.of_cue", _of_cue)),
    ("批次".__eq__, ("objects.goods", _samples)),
    (any_unit, ("objects.usual", _of_measure_taken)),
    (RATES.__contains__, ("objects.grown", _changed)),
    (any_unit, ("objects.carried", _counted_before)),
    (any_unit, ("objects.usual", _usual)),
    (any_unit, ("objects.grown", lambda figure: figure.state.previous if figure.changes else None)),
    (any_unit, ("objects.carried", _last)),
)
