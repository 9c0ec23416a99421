"""The object of a figure beside which none is named, and what of the objects named a later figure may take up."""

from __future__ import annotations

import sys
from typing import Final

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind
from taizhang.extract.counts.memory import Memory
from taizhang.extract.counts.names import names, pattern, words
from taizhang.extract.counts.phrases import acts, is_noun, is_ratio, phrase_of
from taizhang.extract.counts.units import PEOPLE, RATES
from taizhang.extract.counts.verdict import Verdict
from taizhang.types import Quantity
from taizhang.vocabulary import CountStatus

_DONE: Final[frozenset[CountStatus]] = frozenset({"completed", "closed", "phased", "verified"})
_LACKS = ("无", "未", "没", "不")
_NEAR = 3
_FIRMS = ("企业", "单位", "公司", "集团", "主体")
_SAMPLED: Final[tuple[CountStatus, ...]] = ("inspected", "found", "other")
_OFFICIALS: Final[frozenset[CountStatus]] = frozenset({"interviewed", "accountable", "disciplined"})
_ENFORCED: Final[frozenset[CountStatus]] = frozenset(
    {"ordered", "penalised", "case_filed", "detained", "interviewed", "accountable", "disciplined"}
)


def elliptic(
    value: Quantity,
    verdict: Verdict,
    before: Verdict | None,
    memory: Memory,
    changes: bool = False,
    begin: int = sys.maxsize,
) -> str | None:
    """The object of a figure beside which none is named: the cue's own (罚款), a former one, or the unit's usual one.

    `before` is the verdict of the figure before it: 约谈党政干部872人，问责283人 tells of one sort of people. `changes`: the
    figure says by how much the one before it has changed (同比下降17.1%). `begin`: where the paragraph begins.
    """
    lists = names()
    unit = value.unit
    if verdict.status in _OFFICIALS and before is not None and before.status in _OFFICIALS and memory.here:
        return memory.recall(unit) or lists.defaults.get(unit)
    if verdict.cue is not None and (own := lists.by_cue.get(verdict.cue.word.text)) and _pays(unit):
        return own
    if (
        unit == "人次" and verdict.cue is not None
    ):  # 党纪政务处分107人次, 培训1.9万人次: the measures are counted, not the people
        return verdict.cue.word.text
    if unit == "批次" and verdict.status in _SAMPLED and verdict.cue is not None and unit not in memory.by_unit:
        goods = memory.named.get(unit)
        return goods or (verdict.cue.word.text if verdict.status == "inspected" else None)  # 每日检测不低于10批次
    if unit == "元" and verdict.status == "penalised":
        return lists.by_status["penalised"][unit]  # 处罚9起37.5万元
    enforced = verdict.status in _ENFORCED and verdict.rule == "counts.cue"
    known_here = unit == "户" and _near(memory, unit, begin)  # 养殖户1260户，关停38户
    if enforced and not known_here and (named := lists.by_status.get(verdict.status, {}).get(unit)):
        return named
    if enforced and unit == "家" and not _are_firms(memory, begin):
        return lists.defaults[unit]
    if unit in RATES and before is not None and changes and memory.previous:
        return memory.previous  # 立案查处312件，同比增长12%
    if unit in RATES and memory.here and (changes or (verdict.cue is not None and verdict.status == "other")):
        return memory.last  # 平均浓度为34微克/立方米，同比下降17.1%
    last = memory.last
    if last and ((unit in RATES and not memory.here) or is_ratio(last, unit)):
        last = None
    if last and unit in words("bodies") and memory.unit_of(last) not in ("", unit):
        last = None  # 淘汰老旧车1.2万辆。（二）…完成21座: another sort of things
    known = memory.recall(unit) if unit != "元" or _near(memory, unit, begin) else None
    if known and memory.tasks and unit in ("个", "项") and _who(known) and _puts_right(verdict):
        return memory.tasks  # 问题63个，涉及36个单位，整改到位55个
    return known or lists.defaults.get(unit) or (memory.previous if changes else None) or last


def _near(memory: Memory, unit: str, begin: int) -> bool:
    """Whether something was counted in that unit since `begin`, where the paragraph begins: sums are named anew in each."""
    return memory.where.get(unit, -1) >= begin


def _who(name: str) -> bool:
    """Whether a name is of who acts, or where: nothing that is put right."""
    return acts(name) or name.endswith(("单位", "部门"))


def _puts_right(verdict: Verdict) -> bool:
    """Whether the figure is of what was put right, or was not."""
    return verdict.cue is not None and any(word in verdict.cue.word.text for word in words("rectified"))


def _are_firms(memory: Memory, begin: int) -> bool:
    """Whether what 家 counted last, in this sentence or since `begin`, is one sort of firms, and no authority (走访部门20家)."""
    name = memory.by_unit.get("家")
    near = memory.here or memory.where.get("家", -1) >= begin
    return name is not None and near and "家" not in memory.mixed and (name.endswith(_FIRMS) or not acts(name))


def only_said(text: str, clause: Clause, name: str, unit: str) -> bool:
    """Whether `name` is all that stands behind the figure, in no noun known, or is none that the unit counts: it may be said of
    what was counted (16家断续生产, 9家机械已拆除)."""
    lists = names()
    if unit in ("家", "户"):
        return not name.endswith(lists.firm_ends) or (
            name.endswith(words("premises")) and clause.left is None
        )  # 已安装净化设施98家, 5家冷库温度造假
    if clause.right is None or name != phrase_of(text, clause.right):
        return False
    if unit in PEOPLE:
        return not name.endswith(lists.person_ends)  # 1名科长被记过
    stuff = unit in lists.measures and name.endswith(lists.materials)  # 每天约3万吨雨水直排
    return not clause.noun_behind and not stuff and not name.endswith((*lists.heads, *lists.counted))


def told_of(text: str, clause: Clause, unit: str, before: str | None) -> bool:
    """Whether what stands behind the figure is another thing than the unit has counted, which lacks something or is faulty
    with those counted (86所食堂，8所留样不规范, 3所从业人员无健康证; 31座水库有9座坝体渗漏)."""
    if before is None or clause.right is None:
        return False
    if clause.left is None and is_ratio(text[slice(*clause.right)], unit):
        return True  # 133个村中有18个水费收缴率不足60%
    if not text.endswith(words("standing"), 0, clause.edge):
        return False
    if clause.left is not None and ("some" not in clause.marks or phrase_of(text, clause.left) != before):
        return False
    end = clause.right[1]
    faulty = any(t.word.kind is Kind.DEFECT and t.start - end < _NEAR for t in clause.after[:1])
    return (faulty or text.startswith(_LACKS, end)) and text[end - 1] != before[-1]


def of_part(text: str, clause: Clause, before: str | None) -> bool:
    """Whether the phrase behind the figure begins with what was counted before, and tells what is wrong with a part of it:
    9座水库…；4座水库溢洪道被占."""
    if before is None or clause.right is None:
        return False
    start, end = clause.right
    faulty = any(t.word.kind is Kind.DEFECT and t.start - end < _NEAR for t in clause.after[:1])
    return faulty and start == clause.edge and start + len(before) < end and text.startswith(before, start)


def of_lacking(text: str, clause: Clause) -> bool:
    """Whether the noun behind the figure is what those counted lack: 5家没有专门的环保机构."""
    behind = clause.right is not None and clause.left is None and clause.right[0] > clause.edge
    return behind and text.startswith(_LACKS, clause.edge)


def of_done(text: str, clause: Clause, name: str | None, before: Verdict | None) -> str | None:
    """办结率 for 已办结12件，占75%: the share of what was done is its rate."""
    if name != "占比" or before is None or before.cue is None or before.status not in _DONE or clause.left:
        return name
    rates = names().done_rates
    return next((rate for word, rate in rates.items() if word in before.cue.word.text), name)


def is_part(text: str, name: str, clause: Clause) -> bool:
    """Whether `name` is a part of what is counted (来电, 重点件, 处级干部), which later figures do not take up."""
    return (
        name.startswith(names().ranks)
        or (_is_channel(name) and not (name.endswith("隐患") and clause.before))
        or clause.bracket
        or "subset" in clause.marks
        or pattern("copula").match(text, clause.edge) is not None  # 53宗案例中，31宗是个人
    )


def _is_channel(name: str) -> bool:
    """Whether a name is of complaints that came some way, or of some that matter: 来电举报, 重点件, but not 重点行业企业."""
    return name.startswith(names().parts) and (len(name) < 5 or name.endswith(names().counted))


def is_key(text: str, clause: Clause, name: str, unit: str) -> bool:
    """Whether a phrase before the figure is not known for a noun of what `unit` counts, so that in a breakdown it is what
    the whole is broken down by (分行业看，矿山11项、消防6项)."""
    lists = names()
    known = name.endswith(lists.counted)
    if not known and (unit == "批次" or lists.kin.get(unit) not in ("件", "项")):
        known = name.endswith(lists.heads) or is_noun(name[-2:])
    return name == phrase_of(text, clause.left) and not known


def whole_of(part: str) -> str | None:
    """What a part is one of: 举报 of 有效举报."""
    known = max((p for p in names().parts if part.startswith(p)), key=len, default="")
    whole = part.removeprefix(known) if known else ""
    return whole if len(whole) > 1 and whole.endswith(names().counted) else None


def _pays(unit: str) -> bool:
    """Whether a unit counts what fines, funds and measures are named by: not the area or the weight of what was seized."""
    return unit in ("元", "倍", *RATES) or unit not in names().measures
