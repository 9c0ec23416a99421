"""Which predicate of a clause decides over its figure.

The nearest cue before it, unless it is weak and a stronger one stands behind; a cue behind; a defect; a work.
"""

from __future__ import annotations

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind, Token
from taizhang.extract.counts.names import words
from taizhang.extract.counts.verdict import DOABLE, INTAKE, LAGGING, PROGRESS, UNDER_WAY, WEAK

FAULTY = frozenset({"found", "not_completed", "overdue", "in_progress"})
TREATED = frozenset({"ordered", "penalised", "case_filed", "detained", "interviewed", "accountable", "disciplined"})
CLAIMED = "认领"
SUFFERED = "被"
_TREATED_OR_DONE = TREATED | {"completed", "phased", "closed"}
_OF_THE_PUBLIC = ("群众", "来")  # what came in so is a name for what is handed over
STILL = frozenset({"仍有", "尚有"})
_LISTED = "列"
_TRUE = "属实"
_CARRIED_OUT = ("实施", "组织实施")
_WENT_ON = UNDER_WAY | {"transferred"}
_ENDED = frozenset({"completed", "closed"})
_URGED = ("督办", "整改")
_REST = 4  # characters that may follow behind such a predicate: 发现44个点位存在进展缓慢、虚报等问题 are findings


def _is_last(clause: Clause, token: Token) -> bool:
    return clause.after[-1] is token or clause.end - token.end < _REST


def own_predicate(clause: Clause) -> Token | None:
    """The predicate that decides, None where the clause has none."""
    left, right = _first(clause, Kind.CUE, WEAK), _behind(clause)
    if "patient" in clause.marks and (treated := _treated(clause, right)):
        return treated  # 实行停产整治，并对5家企业立案调查
    if left is not None and (
        stronger := _taker(clause, left) or _either(clause, left) or _stronger(clause, left, right)
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
            or right.word.status in ("not_completed", "verified")
        )
    ):
        return right
    if defect is not None:
        start = defect.start
        for token in clause.before:  # 拆除违法违规建筑260平方米
            start = token.start if token.word.kind is Kind.DEFECT and token.end == start else start
        badly = clause.touching is defect and defect.word.text.startswith(words("done_badly"))
        mended = work is not None and 0 <= start - work.end < 2 and not badly
        return work if mended else defect  # 更换破损管道2160米, but 培训走过场18家
    lacking = "after_denied" in clause.marks  # 6家没有油气回收装置
    return work or next((t for t in clause.after if t.word.kind is Kind.WORK and not lacking), None) or _weak(clause)


def _weak(clause: Clause) -> Token | None:
    return next((t for t in clause.before if t.word.status in WEAK and (not t.word.nominal or clause.adjoins(t))), None)


def _treated(clause: Clause, right: Token | None) -> Token | None:
    """What is done to the patient of the clause, which may have a fault for its attribute: 对3家未及时整改的单位通报批评."""
    if right is None or right.word.status in TREATED:
        return right
    if right.word.text.startswith(_CARRIED_OUT):  # 对23名干部实施了任中审计
        return next((t for t in clause.after if t.start > right.start and t.word.status == "inspected"), right)
    treated = next((t for t in clause.after if t.start > right.start and t.word.status in TREATED), None)
    if treated and right.word.status in LAGGING and treated.word.text.endswith(_URGED):
        return right  # 对4个滞后问题包保督办
    return treated or (right if right.word.kind is Kind.CUE else None)


def _either(clause: Clause, left: Token) -> Token | None:
    """The first of two verbs of which one or the other holds: 已办结或阶段性办结396件."""
    if left.word.status != "phased":
        return None
    return next((t for t in clause.before if 0 < left.start - t.end < 3 and t.word.status == "completed"), None)


def _taker(clause: Clause, left: Token) -> Token | None:
    """Who takes in what somebody hands over (累计接到转办举报件83件), if nothing stands between the two verbs."""
    if left.word.text in words("attributes"):
        return next((t for t in clause.before if t.end == left.start), None)
    if left.word.status == "found":  # 认领督察反馈问题12项, 办结督察反馈的12个问题
        owned = clause.owned or left.word.text.endswith("的")
        ended = _ENDED if owned and clause.among < 0 else ()
        return next((t for t in clause.before if t.word.text == CLAIMED or t.word.status in ended), None)
    if left.word.status == "in_progress":  # 按照序时进度正在整改的有16项
        return next((t for t in clause.before if t.word.status == "on_schedule"), None)
    if left.word.text in words("dealt_by"):  # 移交住建部门查处违建线索12件
        return next((t for t in clause.before if left.start - t.end > 1 and t.word.status == "transferred"), None)
    if left.word.status in _TREATED_OR_DONE:  # 抽查关停矿山15座: they were closed before
        return next((t for t in clause.before if t.end == left.start and t.word.text.endswith(words("samples"))), None)
    if left.word.status == "inspected" and left.word.nominal and not clause.owned:  # 移交督察图斑12个
        return next((t for t in clause.before if t.end == left.start and t.word.status in INTAKE), None)
    if left.word.status == "received" and left.word.text.startswith(_OF_THE_PUBLIC):  # 转办群众来电举报件81件
        return next((t for t in clause.before if t.end <= left.start and t.word.status == "transferred"), None)
    if left.word.status != "transferred":
        return None
    return next((t for t in clause.before if t.end == left.start and t.word.status == "received"), None)


def _stronger(clause: Clause, left: Token, right: Token | None) -> Token | None:
    """The predicate that says more of the figure than the nearest one before it, if there is one."""
    said = left.word.status
    if (said in DOABLE or said == "received") and (fault := _fault(clause, left)):
        return fault
    badly = clause.touching
    if badly and badly.word.kind is Kind.DEFECT and badly.word.text.startswith(words("done_badly")):
        return badly  # 隐患排查走形式9家
    if said == "not_completed" and right is None:  # 余下29项时限未到，均达到序时进度
        right = next((t for t in clause.later if t.word.status in UNDER_WAY), None)
    if right is None:
        return None
    apart = not clause.first and clause.left is None and left.end < clause.number
    if apart and right.word.status in LAGGING and _is_last(clause, right):
        return right  # 6项达到序时进度、1项逾期
    if apart and right.word.text.endswith(_TRUE) and _is_last(clause, right):
        return right  # 1个属实、1个不属实
    if right.word.text.startswith(SUFFERED) and said == "inspected" and not clause.modifies:
        return right  # 消防夜查月余 31家单位被封
    if clause.headline:
        return right  # 抽检结果公布 6批次不合格
    owned = clause.owned or left.word.text.endswith("的")
    if said == "transferred" and owned and right.word.status in LAGGING:
        return right  # 去年移交的6个问题至今未整改
    ended = right.word.status in _ENDED and not clause.marks.isdisjoint(("after_done", "after_all"))
    if said == "found" and owned and (ended or right.word.status in _WENT_ON):
        return right  # 督察发现的12个问题移交我省, 反馈的12个问题全部办结
    if said == "found" and right.word.status in LAGGING and _is_last(clause, right):
        return right  # 仍有3个未整改到位
    if left.word.text == _LISTED and right.word.status in PROGRESS:
        return right  # 下列2项已达到销号条件
    if left.word.text in STILL and right.word.status in UNDER_WAY:
        return right  # 仍有7项正在整改
    if (
        owned
        and said in FAULTY
        and left.word.mark != "rest"
        and right.word.status in TREATED
        and not right.word.text.endswith(_URGED)
    ):
        return right  # 对未按期整改的2家企业依法查封
    if "to" in clause.marks and clause.owned and right.word.status in TREATED:
        return right  # 对查处不力的11个县将挂牌督办
    if said == "inspected" and right.word.text.endswith(_TRUE):
        return right  # 经调查1个问题部分属实
    if said == "inspected" and left.word.nominal and right.word.status in PROGRESS:
        return right  # 专项巡察31个问题全部整改完成
    if left.word.mark == "rest" and "after_done" in clause.marks and right.word.status in _TREATED_OR_DONE:
        return right  # 剩余3个已完成整改
    if said == "not_completed" and right.word.status in UNDER_WAY:
        return right  # 剩余3项按时序推进
    return right if clause.among >= left.end else None  # 停产企业中有1家已复工


def _names_fault(clause: Clause, token: Token) -> bool:
    """Whether a word of faults is what the figure counts: 拆除3处违建."""
    return token.start == clause.edge and token.word.text in words("fault_nouns")


def _fault(clause: Clause, done: Token) -> Token | None:
    """What makes a fault of something done: 未…, or an adverb right before it (超标准列支会议费14万元)."""
    for token in clause.before:
        if token.word.status == "not_completed" or (token.word.kind is Kind.DEFECT and token.end == done.start):
            return token
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
    return next((t for t in clause.after if t.start > fault.end and t.word.status in ("completed", "closed")), None)


def _put_right(clause: Clause, fault: Token) -> Token | None:
    """What is done to the things counted behind their name, which has the fault in it: 2个私设景点进行清理整治."""
    if clause.right is None or not (clause.noun_behind or fault.start == clause.edge) or fault.end >= clause.right[1]:
        return None
    behind = (t for t in clause.after if t.start >= clause.right[1])
    doing = next(behind, None)
    return doing if doing and (doing.word.text in words("remedies") or doing.word.status in _TREATED_OR_DONE) else None


def _behind(clause: Clause) -> Token | None:
    """The first predicate behind the figure that says something of it, not of what it does (11个市收到举报件)."""
    if "after_because" in clause.marks:  # 其余9万元因企业停产暂未收回: what comes of the reason
        ends = LAGGING | TREATED
        still = (t for t in clause.after[1:] if t.word.status in ends or t.word.mark == "denied")
        if (left_open := next(still, None)) is not None:
            return left_open
    for at, token in enumerate(clause.after):
        word = token.word
        behind = clause.after[at + 1] if at + 1 < len(clause.after) else None
        if word.status == "inspected" and behind and behind.start == token.end and behind.word.status == "found":
            continue  # 9处工程水质检测不合格
        if word.kind is Kind.DEFECT:
            return _mended(clause, token) or _put_right(clause, token) or token
        if word.kind is Kind.CUE and word.status not in WEAK:
            noun = clause.right[1] if clause.right else clause.edge
            adjoins = word.status == "transferred" and token.start - noun < 2  # 将线索3件移送省应急管理厅
            if word.status in ("received", "transferred") and clause.end - token.end > 1 and not adjoins:
                # 11个市收到举报件, but 42家企业存在废气收集不到位问题
                return next((t for t in clause.after if t.start > token.start and t.word.kind is Kind.DEFECT), None)
            if word.status == "in_progress":  # 正在按序时进度积极推进
                return next((t for t in clause.after if t.word.status == "on_schedule"), token)
            return token
    return None
