"""Whether the noun beside a figure names something new, or says something of what was counted before it; and which of the
objects named a later figure may take up."""

from __future__ import annotations

from typing import Final

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.decisions import StatusDecision
from taizhang.extract.counts.lexicon import Kind
from taizhang.extract.counts.pack import pattern, unit_class, words
from taizhang.extract.counts.phrases import is_noun, is_ratio, phrase_of
from taizhang.extract.counts.statuses import SETTLED
from taizhang.extract.counts.units import PEOPLE
from taizhang.vocabulary import CountStatus

_ANSWERED: Final[frozenset[CountStatus]] = SETTLED | {"verified"}
SHARE: Final = "占比"
_LACKS = ("无", "未", "没", "不")
_NEAR = 3
_LIST_MARKS = ("、", "和", "及")


def only_said(text: str, clause: Clause, name: str, unit: str) -> bool:
    """Whether `name` is all that stands behind the figure, in no noun known, or is none that the unit counts: it may be said of
    what was counted (16家断续生产, 9家机械已拆除)."""
    lists = words()
    if unit in ("家", "户"):
        return not name.endswith(lists.firm_ends) or (
            name.endswith(words().premises) and clause.left is None
        )  # 已安装净化设施98家, 5家冷库温度造假
    if clause.right is None or name != phrase_of(text, clause.right):
        return False
    if unit in PEOPLE:
        return not name.endswith(lists.person_ends)  # 1名科长被记过
    stuff = unit in lists.measures and name.endswith(lists.materials)  # 每天约3万吨雨水直排
    return not clause.noun_behind and not stuff and not name.endswith((*lists.heads, *lists.counted))


def told_of(text: str, clause: Clause, unit: str, before: str) -> bool:
    """Whether what stands behind the figure is another thing than the unit has counted, which lacks something or is faulty
    with those counted (86所食堂，8所留样不规范, 3所从业人员无健康证; 31座水库有9座坝体渗漏)."""
    if clause.right is None:
        return False
    if clause.left is None and is_ratio(text[slice(*clause.right)], unit):
        return True  # 133个村中有18个水费收缴率不足60%
    if not text.endswith(words().standing, 0, clause.edge):
        return False
    if clause.left is not None and ("some" not in clause.marks or phrase_of(text, clause.left) != before):
        return False
    end = clause.right[1]
    faulty = any(t.word.kind is Kind.DEFECT and t.start - end < _NEAR for t in clause.after[:1])
    return (faulty or text.startswith(_LACKS, end)) and text[end - 1] != before[-1]


def of_part(text: str, clause: Clause, before: str) -> bool:
    """Whether the phrase behind the figure begins with what was counted before, and tells what is wrong with a part of it:
    9座水库…；4座水库溢洪道被占."""
    if clause.right is None:
        return False
    start, end = clause.right
    faulty = any(t.word.kind is Kind.DEFECT and t.start - end < _NEAR for t in clause.after[:1])
    return faulty and start == clause.edge and start + len(before) < end and text.startswith(before, start)


def of_lacking(text: str, clause: Clause) -> bool:
    """Whether the noun behind the figure is what those counted lack: 5家没有专门的环保机构."""
    behind = clause.right is not None and clause.left is None and clause.right[0] > clause.edge
    return behind and text.startswith(_LACKS, clause.edge)


def of_done(clause: Clause, name: str, before: StatusDecision | None) -> str:
    """办结率 for 已办结12件，占75%: the share of what was done is its rate. `name` is that of a share."""
    if before is None or before.cue is None or before.status not in _ANSWERED or clause.left:
        return name
    rates = words().done_rates
    return next((rate for word, rate in rates.items() if word in before.cue.word.text), name)


def is_part(text: str, name: str, clause: Clause) -> bool:
    """Whether `name` is a part of what is counted (来电, 重点件, 处级干部), which later figures do not take up."""
    return (
        name.startswith(words().ranks)
        or (_is_channel(name) and not (name.endswith("隐患") and clause.before))
        or clause.bracket
        or "subset" in clause.marks
        or pattern("copula").match(text, clause.edge) is not None  # 53宗案例中，31宗是个人
    )


def _is_channel(name: str) -> bool:
    """Whether a name is of complaints that came some way, or of some that matter: 来电举报, 重点件, but not 重点行业企业."""
    return name.startswith(words().part_objects) and (len(name) < 5 or name.endswith(words().counted))


def is_key(text: str, clause: Clause, name: str, unit: str) -> bool:
    """Whether a phrase before the figure is not known for a noun of what `unit` counts, so that in a breakdown it is what
    the whole is broken down by (分行业看，矿山11项、消防6项)."""
    lists = words()
    known = name.endswith(lists.counted)
    if not known and (unit == "批次" or unit_class(unit) not in ("件", "项")):
        known = name.endswith(lists.heads) or is_noun(name[-2:])
    return name == phrase_of(text, clause.left) and not known


def whole_of(part: str) -> str | None:
    """What a part is one of: 举报 of 有效举报."""
    known = max((p for p in words().part_objects if part.startswith(p)), key=len, default="")
    whole = part.removeprefix(known) if known else ""
    if whole[:1] in _LIST_MARKS:  # 来电、来信举报
        return whole_of(whole[1:])
    return whole if len(whole) > 1 and whole.endswith(words().counted) else None
