"""Which predicate behind a figure says more of it than the nearest one before it: a table of both and of how they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Token
from taizhang.extract.counts.statuses import (
    ENDED,
    LAGGING,
    PROGRESS,
    SETTLED,
    TAKEN_IN,
    TREATED,
    TREATED_OR_DONE,
    UNDER_WAY,
)
from taizhang.vocabulary import CountStatus

_FAULTY: Final[frozenset[CountStatus]] = frozenset({"found", "not_completed", "overdue", "in_progress"})
STILL: Final = frozenset({"仍有", "尚有"})
URGED: Final = ("督办", "整改")
_WENT_ON: Final[frozenset[CountStatus]] = UNDER_WAY | {"transferred"}
_LISTED = "列"
_SUFFERED = "被"
_TRUE = "属实"
_REST = 4  # characters that may follow behind such a predicate: 发现44个点位存在进展缓慢、虚报等问题 are findings
_ALL = "全部"
_FOUND: Final[frozenset[CountStatus]] = frozenset({"found"})
_RECEIVED: Final[frozenset[CountStatus]] = frozenset({"received"})
_INSPECTED: Final[frozenset[CountStatus]] = frozenset({"inspected"})
_TRANSFERRED: Final[frozenset[CountStatus]] = frozenset({"transferred"})
_ORDERED: Final[frozenset[CountStatus]] = frozenset({"ordered"})
_NOT_COMPLETED: Final[frozenset[CountStatus]] = frozenset({"not_completed"})


class _Pair(NamedTuple):
    """The predicate before a figure and the one behind it."""

    clause: Clause
    left: Token
    right: Token


class _Row(NamedTuple):
    """The statuses of both predicates, None for any, and all that must hold of how they stand."""

    left: frozenset[CountStatus] | None
    right: frozenset[CountStatus] | None
    when: tuple[str, ...] = ()


def says_more(clause: Clause, left: Token, right: Token) -> bool:
    """Whether the predicate behind the figure says more of it than the one before."""
    pair = _Pair(clause, left, right)
    return any(
        (row.left is None or left.word.status in row.left)
        and (row.right is None or right.word.status in row.right)
        and all(_HOLDS[name](pair) for name in row.when)
        for row in _ROWS
    )


def _owned(pair: _Pair) -> bool:
    return pair.clause.owned or pair.left.word.text.endswith("的")


def _apart(pair: _Pair) -> bool:
    return not pair.clause.first and pair.clause.left is None and pair.left.end < pair.clause.number


def _is_last(pair: _Pair) -> bool:
    return pair.right in pair.clause.after[-1:] or pair.clause.end - pair.right.end < _REST


_HOLDS: Final[Mapping[str, Callable[[_Pair], bool]]] = {
    "apart": _apart,
    "last": _is_last,
    "owned": _owned,
    "true": lambda pair: pair.right.word.text.endswith(_TRUE),
    "suffered": lambda pair: pair.right.word.text.startswith(_SUFFERED) and not pair.clause.modifies,
    "headline": lambda pair: pair.clause.headline,
    "ended": lambda pair: not pair.clause.marks.isdisjoint(("after_done", "after_all")),
    "all": lambda pair: pair.right.word.text.startswith(_ALL),
    "listed": lambda pair: pair.left.word.text == _LISTED,
    "still": lambda pair: pair.left.word.text in STILL,
    "not urged": lambda pair: not pair.right.word.text.endswith(URGED),
    "of those": lambda pair: "to" in pair.clause.marks and pair.clause.owned,
    "noun": lambda pair: pair.left.word.nominal,
    "rest": lambda pair: pair.left.word.mark == "rest",
    "no rest": lambda pair: pair.left.word.mark != "rest",
    "some": lambda pair: "some" in pair.clause.marks,
    "done": lambda pair: "after_done" in pair.clause.marks,
    "among": lambda pair: pair.clause.among >= pair.left.end,
}
_ROWS: Final = (
    _Row(None, LAGGING, ("apart", "last")),  # 6项达到序时进度、1项逾期
    _Row(None, None, ("apart", "true", "last")),  # 1个属实、1个不属实
    _Row(_INSPECTED, None, ("suffered",)),  # 消防夜查月余 31家单位被封
    _Row(None, None, ("headline",)),  # 抽检结果公布 6批次不合格
    _Row(_TRANSFERRED, LAGGING, ("owned",)),  # 去年移交的6个问题至今未整改
    _Row(_FOUND, ENDED, ("owned", "ended")),  # 反馈的12个问题全部办结
    _Row(_FOUND, SETTLED, ("done", "last")),  # 回头看发现27个问题已整改到位
    _Row(TAKEN_IN, SETTLED, ("owned", "ended", "last")),  # 两批交办的518件已全部整改销号
    _Row(_RECEIVED, ENDED, ("owned", "all", "last")),  # 我县收到的9件信访件全部办结
    _Row(_ORDERED, SETTLED, ("owned", "ended")),  # 挂牌督办的13家单位已基本整改完毕
    _Row(_FOUND, _WENT_ON, ("owned",)),  # 督察发现的12个问题移交我省
    _Row(_FOUND, LAGGING, ("last",)),  # 仍有3个未整改到位
    _Row(None, PROGRESS, ("listed",)),  # 下列2项已达到销号条件
    _Row(None, UNDER_WAY, ("still",)),  # 仍有7项正在整改
    _Row(_FAULTY, TREATED, ("owned", "no rest", "not urged")),  # 对未按期整改的2家企业依法查封
    _Row(None, TREATED, ("of those",)),  # 对查处不力的11个县将挂牌督办
    _Row(_INSPECTED, None, ("true",)),  # 经调查1个问题部分属实
    _Row(_INSPECTED, PROGRESS, ("noun",)),  # 专项巡察31个问题全部整改完成
    _Row(TAKEN_IN, SETTLED, ("some",)),  # 收到的信访件有91.7%已解决
    _Row(None, TREATED_OR_DONE, ("rest", "done")),  # 剩余3个已完成整改
    _Row(_NOT_COMPLETED, _INSPECTED, ("rest",)),  # 剩余9户接受走访
    _Row(_NOT_COMPLETED, UNDER_WAY),  # 剩余3项按时序推进
    _Row(None, None, ("among",)),  # 停产企业中有1家已复工
)
