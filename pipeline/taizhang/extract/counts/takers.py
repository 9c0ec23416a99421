"""Which predicate takes in the nearest one before a figure, as its object or with it: 接到转办举报件83件 were received."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind, Token
from taizhang.extract.counts.pack import words
from taizhang.extract.counts.statuses import ENDED, INTAKE, TAKEN_IN, TREATED, TREATED_OR_DONE

_CLAIMED = "认领"
_OF = "的"
_OF_THE_PUBLIC = ("群众", "来")  # what came in so is a name for what is handed over


class _Row(NamedTuple):
    """Which nearest predicate is taken in, and by which other one before it."""

    left: Callable[[Clause, Token], bool]
    takes: Callable[[Clause, Token, Token], bool]


def taker(clause: Clause, left: Token) -> Token | None:
    """The predicate that takes in the nearest one, None where there is none."""
    takes = next((row.takes for row in _ROWS if row.left(clause, left)), None)
    return next((token for token in clause.before if takes(clause, left, token)), None) if takes else None


def _touches(_: Clause, left: Token, token: Token) -> bool:
    return token.end == left.start


def _ends_what_was_found(clause: Clause, left: Token, token: Token) -> bool:
    owned = clause.owned or left.word.text.endswith("的")
    done = clause.touching is not None and clause.touching.word.kind is Kind.WORK  # 完成不合格软管更换557条
    named = token.end == left.start and clause.left is not None and left not in (clause.touching,)  # 收缴不合格钢瓶26支
    if named and (token.word.status in TREATED or token.word.status in ENDED):
        return True
    return token.word.text == _CLAIMED or (token.word.status in ENDED and (owned or done) and clause.among < 0)


def _treats_what_was_found(clause: Clause, left: Token, token: Token) -> bool:
    """Whether what was found only says to whom something was done: 约谈了检查中发现问题较多的3个县的负责人."""
    inspecting = any(t.end == clause.among and t.word.status == "inspected" for t in clause.before)
    apart = left.start - token.end > 0 and (clause.among < 0 or inspecting)
    return clause.owned and apart and token.word.status in TREATED and not token.word.nominal


def _owns_phrase(clause: Clause, left: Token) -> bool:
    """Whether only 的 parts a predicate from the noun phrase before the figure."""
    return clause.left is not None and clause.left[0] - left.end == len(_OF)


def _ends(clause: Clause) -> bool:
    return any(token.word.status in ENDED for token in clause.before)


def _to_be_done(clause: Clause, left: Token, token: Token) -> bool:
    """Whether the one is only to be done with what the other hands over, right behind it: 交办拆除整改图斑12宗."""
    between = (t for t in clause.before if token.end <= t.start < left.start)
    follows = left.start - token.end == sum(t.end - t.start for t in between)
    return follows and token.word.status == "transferred" and left.word.text in words().rectified


def _hands_over(left: Token, token: Token) -> bool:
    return left.start - token.end > 1 or (token.end == left.start and token.word.text in words().prosecuted)


_ROWS: Final = (
    # 查扣涉案船只160艘
    _Row(lambda _, left: left.word.text in words().attributes, _touches),
    # 认领督察反馈问题12项, 办结督察反馈的12个问题
    _Row(
        lambda _, left: left.word.status == "found",
        lambda clause, left, token: (
            _ends_what_was_found(clause, left, token) or _treats_what_was_found(clause, left, token)
        ),
    ),
    # 按照序时进度正在整改的有16项
    _Row(lambda _, left: left.word.status == "in_progress", lambda _, left, token: token.word.status == "on_schedule"),
    # 移交住建部门查处违建线索12件, 移送司法机关处理12人
    _Row(
        lambda _, left: left.word.text in words().dealt_by,
        lambda _, left, token: token.word.status == "transferred" and _hands_over(left, token),
    ),
    # 抽查关停矿山15座: they were closed before
    _Row(
        lambda _, left: left.word.status in TREATED_OR_DONE,
        lambda clause, left, token: (
            (token.end == left.start and token.word.text.endswith(words().samples)) or _to_be_done(clause, left, token)
        ),
    ),
    # 移交督察图斑12个
    _Row(
        lambda clause, left: left.word.status == "inspected" and left.word.nominal and not clause.owned,
        lambda _, left, token: token.end == left.start and token.word.status in INTAKE,
    ),
    # 转办群众来电举报件81件
    _Row(
        lambda _, left: left.word.status == "received" and left.word.text.startswith(_OF_THE_PUBLIC),
        lambda _, left, token: token.end <= left.start and token.word.status == "transferred",
    ),
    # 已办结督察组转办的信访件202件
    _Row(
        lambda clause, left: left.word.status in TAKEN_IN and _owns_phrase(clause, left) and _ends(clause),
        lambda _, left, token: token.word.status in ENDED,
    ),
    # 累计接到转办举报件83件
    _Row(
        lambda _, left: left.word.status == "transferred",
        lambda _, left, token: token.end == left.start and token.word.status == "received",
    ),
)
