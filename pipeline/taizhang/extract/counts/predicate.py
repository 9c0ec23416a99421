"""Which predicate of a clause decides over its figure.

The nearest cue before it, unless it is weak and a stronger one stands behind; a cue behind; a defect; a work.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind, Token
from taizhang.extract.counts.pack import words
from taizhang.extract.counts.statuses import (
    DOABLE,
    ENDED,
    INTAKE,
    LAGGING,
    TAKEN_IN,
    TREATED,
    TREATED_OR_DONE,
    UNDER_WAY,
    WEAK,
)
from taizhang.extract.counts.stronger import URGED, says_more
from taizhang.extract.counts.takers import taker

_CARRIED_OUT = ("实施", "组织实施")
_NEW = "新增"


def own_predicate(clause: Clause) -> Token | None:
    """The predicate that decides, None where the clause has none."""
    left, right = _first(clause, Kind.CUE, WEAK), _behind(clause)
    if "patient" in clause.marks and (treated := _treated(clause, right)):
        return treated  # 实行停产整治，并对5家企业立案调查
    if left is not None and (
        stronger := taker(clause, left) or _either(clause, left) or _stronger(clause, left, right)
    ):
        return stronger
    if left is not None and (right is None or right.word.status != "not_completed" or left.word.status in INTAKE):
        return left
    defect, work = _first(clause, Kind.DEFECT), _first(clause, Kind.WORK)
    worked_on = work is not None and right is not None and _names_fault(clause, right)
    if (
        right is not None
        and not worked_on
        and (
            defect is None
            or clause.owned
            or "after_done" in clause.marks
            or ("after_all" in clause.marks and right.word.status in ENDED)
            or right.word.status in ("not_completed", "verified")
        )
    ):
        return right
    if defect is not None:
        return _mending(clause, defect) or defect
    lacking = "after_denied" in clause.marks  # 6家没有油气回收装置
    return work or next((t for t in clause.after if t.word.kind is Kind.WORK and not lacking), None) or _weak(clause)


def _mending(clause: Clause, defect: Token) -> Token | None:
    """What was done to things whose name begins with their fault: 更换破损管道2160米, but 培训走过场18家."""
    badly = clause.touching is defect and defect.word.text.startswith(words().done_badly)
    if badly or defect.word.text in words().pretexts:  # 借修复之名外运石料31万吨
        return None
    if defect is clause.touching and defect.word.text in words().fault_nouns:  # 拆除湖岸违规违建11个
        return next((t for t in clause.before if t.word.kind is Kind.WORK), None)
    start = defect.start
    for token in clause.before:  # 拆除违法违规建筑260平方米
        start = token.start if token.word.kind is Kind.DEFECT and token.end == start else start
    return next((t for t in clause.before if t.word.kind is Kind.WORK and 0 <= start - t.end < 2), None)


def _weak(clause: Clause) -> Token | None:
    return next((t for t in clause.before if t.word.status in WEAK and (not t.word.nominal or clause.adjoins(t))), None)


def _treated(clause: Clause, right: Token | None) -> Token | None:
    """What is done to the patient of the clause, which may have a fault for its attribute: 对3家未及时整改的单位通报批评."""
    if right is None or right.word.status in TREATED:
        return right
    if right.word.text.startswith(_CARRIED_OUT):  # 对23名干部实施了任中审计, 对12家企业实施了停产整顿
        done = TREATED | {"inspected"}
        return next((t for t in clause.after if t.start > right.start and t.word.status in done), right)
    treated = next((t for t in clause.after if t.start > right.start and t.word.status in TREATED), None)
    if treated and right.word.status in LAGGING and treated.word.text.endswith(URGED):
        return right  # 对4个滞后问题包保督办
    return treated or (right if right.word.kind is Kind.CUE else None)


def _either(clause: Clause, left: Token) -> Token | None:
    """The first of two verbs of which one or the other holds: 已办结或阶段性办结396件."""
    if left.word.status != "phased":
        return None
    return next((t for t in clause.before if 0 < left.start - t.end < 3 and t.word.status == "completed"), None)


def _stronger(clause: Clause, left: Token, right: Token | None) -> Token | None:
    """The predicate that says more of the figure than the nearest one before it, if there is one."""
    said = left.word.status
    if said == "overdue" and (done := _done_to(clause, left)):
        return done
    if (said in DOABLE or said == "received") and (fault := _fault(clause, left)):
        return fault
    badly = clause.touching
    if badly and badly.word.kind is Kind.DEFECT and badly.word.text.startswith(words().done_badly):
        return badly  # 隐患排查走形式9家
    if said == "not_completed" and right is None and "to" not in clause.marks:  # 余下29项时限未到，均达到序时进度
        right = next((t for t in clause.later if t.word.status in UNDER_WAY), None)
    return right if right is not None and says_more(clause, left, right) else None


def _done_to(clause: Clause, late: Token) -> Token | None:
    """What was done to things that are called late: 追回逾期贷款112笔, 办结超期件3件."""
    done = (t for t in clause.before if t.end == late.start)  # 淘汰落后机组28台
    return next((t for t in done if t.word.kind is Kind.WORK or t.word.status in ENDED | TREATED), None)


def _names_fault(clause: Clause, token: Token) -> bool:
    """Whether a word of faults is what the figure counts: 拆除3处违建."""
    return token.start == clause.edge and token.word.text in words().fault_nouns


def _fault(clause: Clause, done: Token) -> Token | None:
    """What makes a fault of something done: 未…, an adverb right before it (超标准列支会议费14万元), or what is new is wrong
    (新增违法图斑12个)."""
    for token in clause.before:
        beside = token.end == done.start or (done.word.text == _NEW and token.start == done.end)
        if token.word.status == "not_completed":
            return token
        if token.word.kind is Kind.DEFECT and beside:
            return _mending(clause, token) or token  # 拆除违法建设800平方米
    return None


def _first(clause: Clause, kind: Kind, but: frozenset[str] = frozenset()) -> Token | None:
    """The nearest predicate of a kind before the figure; words that are nouns as well must touch the phrase."""
    for token in clause.before:
        word = token.word
        if word.kind is kind and word.status not in but and (not word.nominal or clause.adjoins(token)):
            return token
    return None


def _mended(clause: Clause, fault: Token) -> Token | None:
    """What became of the faulty things behind the figure: 3家违规企业已整改到位."""
    if clause.marks.isdisjoint(("after_done", "after_all")):
        return None
    return next((t for t in clause.after if t.start > fault.end and t.word.status in ENDED), None)


def _names(clause: Clause, token: Token) -> bool:
    """Whether a verb right behind the figure only says which things are counted: 18处关闭矿山."""
    return clause.right is not None and token.start == clause.edge and token.end < clause.right[1]


def _is_named(clause: Clause, token: Token, behind: Token) -> bool:
    """Whether a verb stands inside the name of what the predicate behind says to be wrong."""
    wrong = behind.word.kind is Kind.DEFECT or behind.word.status in LAGGING
    return wrong and clause.right is not None and token.end < clause.right[1] <= behind.start < clause.right[1] + 2


def _put_right(clause: Clause, fault: Token) -> Token | None:
    """What is done to the things counted behind their name, which has the fault in it: 2个私设景点进行清理整治."""
    if clause.right is None or not (clause.noun_behind or fault.start == clause.edge) or fault.end >= clause.right[1]:
        return None
    behind = (t for t in clause.after if t.start >= clause.right[1])
    doing = next(behind, None)
    if doing is None or doing.word.text in words().remedies or doing.word.status in TREATED_OR_DONE:
        return doing
    handed_on = doing.word.status == "transferred" and "after_done" in clause.marks
    return doing if handed_on else None  # 2宗非法占地案已移送法院


def _badly(told: Sequence[Token]) -> Token | None:
    """What says that the verbs right before it, the first of those told, were done badly."""
    for token, behind in pairwise(told):
        if behind.start != token.end:
            return None
        if behind.word.kind is Kind.DEFECT and behind.word.text.startswith(words().done_badly):
            return behind
    return None


def _behind(clause: Clause) -> Token | None:
    """The first predicate behind the figure that says something of it, not of what it does (11个市收到举报件)."""
    if "after_because" in clause.marks:  # 其余9万元因企业停产暂未收回: what comes of the reason
        ends = LAGGING | TREATED
        still = (t for t in clause.after[1:] if t.word.status in ends or t.word.mark == "denied")
        answered = (t for t in clause.later if t.word.status in TREATED)  # 3名干部因监管不力，受到处分
        if (left_open := next(still, None) or next(answered, None)) is not None:
            return left_open
    for at, token in enumerate(clause.after):
        word = token.word
        behind = clause.after[at + 1] if at + 1 < len(clause.after) else None
        if word.status == "inspected" and behind and behind.start == token.end and behind.word.status == "found":
            continue  # 9处工程水质检测不合格
        if word.text in words().attributes and behind and behind.word.status in TREATED:
            continue  # 9名涉案嫌疑人被采取刑事强制措施
        if word.text in words().issued and behind and behind.start - token.end < 2 and behind.word.status == "ordered":
            continue  # 向6家窑厂下达了停产决定
        if word.kind is Kind.DEFECT:
            return _mended(clause, token) or _put_right(clause, token) or token
        if word.kind is Kind.CUE and word.status not in WEAK:
            if badly := _badly(clause.after[at:]):
                return badly  # 27家取缔关停不彻底
            if _names(clause, token) and (mended := _mended(clause, token)):
                return mended  # 18处关闭矿山均已完成修复
            if behind and _is_named(clause, token, behind):
                return behind  # 3台检测仪器失效, 5座停产停建矿山未落实盯守
            noun = clause.right[1] if clause.right else clause.edge
            adjoins = word.status == "transferred" and token.start - noun < 2  # 将线索3件移送省应急管理厅
            if word.status in TAKEN_IN and clause.end - token.end > 1 and not adjoins:
                # 11个市收到举报件, but 42家企业存在废气收集不到位问题
                return next((t for t in clause.after if t.start > token.start and t.word.kind is Kind.DEFECT), None)
            if word.status == "in_progress":  # 正在按序时进度积极推进
                return next((t for t in clause.after if t.word.status == "on_schedule"), token)
            return token
    return None
