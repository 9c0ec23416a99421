"""The noun phrase that names what is counted: behind the figure, before it, or carried on from an earlier figure."""

from __future__ import annotations

import regex

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind, lexicon
from taizhang.extract.counts.memory import PEOPLE, Memory
from taizhang.extract.counts.names import names, pattern
from taizhang.extract.counts.verdict import Verdict
from taizhang.rules import remembered
from taizhang.types import Quantity

_ASIDE = regex.compile(r"[（(][^（()）]{0,6}[)）]$")
_BETWEEN = regex.compile(r"(?<=\p{Han})[（(]\p{Han}{1,6}[)）](?=\p{Han})")  # 村(社区)党组织
_BATCH = regex.compile(r"^第.*批次?")
_DENIED = ("已", "未", "没")
_QUOTES = str.maketrans("", "", "“”「」")
_RATE_BEHIND = regex.compile(r"的(\p{Han}{0,6}率)(?!\p{Han}*率)")
_ABSTRACT = frozenset({"件", "项", "个", "条", "起", "宗"})  # units of problems, cases and tasks
_RATES = frozenset({"%", "个百分点", "百分点", "‰"})
_MULTIPLES = frozenset({"倍", "%"})
_RECIPIENTS = ("向", "对", "给", "由", "被", "与")
_DONE = frozenset({"completed", "closed", "phased", "verified"})
_OFFICIALS = frozenset({"interviewed", "accountable", "disciplined"})
_ENFORCED = frozenset({"ordered", "penalised", "case_filed", "detained", "interviewed", "accountable", "disciplined"})


def beside(text: str, clause: Clause, value: Quantity, place: bool) -> str | None:
    """The object the text names beside the figure. `place` says that the phrase before it is a place."""
    lists = names()
    unit = value.unit
    if unit in lists.self_counting:
        return unit
    left = None if place else (_compound(text, clause) or _fault(text, clause) or _phrase(text, clause.left))
    thing = unit == "条" and clause.first  # 全市有河流126条
    if (
        clause.facet is not None
        and clause.left is not None
        and not thing
        and (unit == "%" or unit not in lists.measures)
    ):
        left = _of_facet(clause, left)
    if unit in _MULTIPLES and (exceeding := _exceeding(text, clause)):
        return exceeding
    if unit == "%":
        return _of_share(text, clause, left)
    if left and (not _may_name(left, unit, clause) or (_acts(left) and _adjoins_figure(text, clause))):
        left = None
    right = _behind(text, clause, unit)
    is_so = pattern("copula").match(text, clause.edge) if right is None else None
    if is_so and is_so[1].endswith((*lists.heads, *lists.counted)):
        return is_so[1]  # 其中18亩为耕地
    if unit in lists.measures:
        return _of_measure(text, clause, unit, left, right)
    return _of_things(text, clause, unit, left, right)


def _behind(text: str, clause: Clause, unit: str) -> str | None:
    """The noun phrase behind the figure, without what is said of the things counted."""
    if clause.right is None or pattern("said_behind").match(text, clause.edge):
        return None
    right = _phrase(text, clause.right)
    if right is None or _is_ratio(right, unit):
        return _cut(text[slice(*clause.right)])  # 7座进水浓度偏低: what is said of them
    return right


def _of_share(text: str, clause: Clause, left: str | None) -> str | None:
    """What a percentage is of."""
    share = "占比" if _is_share(text, clause) else None
    return (
        _named_rate(text, clause)
        or share
        or _rate(clause, left)
        or _compared(text, clause)
        or _judged(text, clause)
        or _risen(text, clause)
        or _inner(clause)
        or clause.dimension
    )


def _may_name(left: str, unit: str, clause: Clause) -> bool:
    """Whether the phrase before a figure can be what it counts, and does not only say which, where, or who does something."""
    lists = names()
    if unit in _ABSTRACT and left.endswith(lists.part_ends):
        return False  # a kind names nothing, its figure is of the whole
    if _is_ratio(left, unit) or _is_whereabouts(left, unit, clause):
        return False
    if clause.others and unit not in lists.measures:
        return False
    if lists.kin.get(unit) in ("件", "项") and _acts(left):
        return False
    if unit == "家" and left.endswith(lists.no_firms):
        return False
    if not clause.owned or _is_channel(left):
        return True
    if _in_clause(clause) and unit not in lists.measures:
        return False  # 未安装治理设施的43个: what they lack is not what they are
    return left.endswith(
        (*lists.counted, *lists.heads)
    )  # 南昌承担的9项, 分阶段整改的197个: what stands before 的 says which, not what


def _of_measure(text: str, clause: Clause, unit: str, left: str | None, right: str | None) -> str | None:
    """What an amount, an area, a length is of."""
    if right and clause.noun_behind and unit != "元":
        return right
    return (
        left
        or _inner(clause)
        or _dimension(text, clause)
        or _compared(text, clause)
        or (_judged(text, clause) if unit in _RATES else None)
        or (right if right and clause.closed and unit != "元" and right.endswith(names().heads) else None)
        or _before_predicate(text, clause, unit)
        or (right if clause.closed and (unit != "元" or clause.noun_behind) else None)
        or (_cut(right) if unit != "元" else None)
    )


def _of_things(text: str, clause: Clause, unit: str, left: str | None, right: str | None) -> str | None:
    """What is counted one by one."""
    lists = names()
    if right and (clause.noun_behind or (clause.closed and right.endswith(lists.heads))):
        return right
    if unit in lists.occasions and (right or clause.touching or clause.after):
        return _occasion(text, clause, right)
    if right and unit in PEOPLE and (rank := next((r for r in lists.ranks if right.startswith(r)), None)):
        return f"{rank}干部"
    cut = _cut(right)
    if left and left.endswith(lists.counted) and not (clause.owned and cut):
        return left
    if clause.modifies and left and not cut:
        return left
    named = cut or (right if clause.closed else None) or left
    return named or _of_people(unit, _inner(clause) or _before_predicate(text, clause, unit))


def _of_people(unit: str, name: str | None) -> str | None:
    """A name that a predicate holds, but of people only one that people have: 采取强制措施8人."""
    return None if name and unit in ("人", "名") and not name.endswith(names().person_ends) else name


def _in_clause(clause: Clause) -> bool:
    """Whether a predicate stands right before the phrase before 的."""
    return bool(clause.left and clause.before and clause.before[0].end == clause.left[0])


def _adjoins_figure(text: str, clause: Clause) -> bool:
    """Whether the phrase before the figure stands right behind another figure, whose noun it is: 17家单位163万元."""
    start = clause.left[0] if clause.left else 0
    return not clause.first and start == clause.start and text[start - 1 : start].isalpha()


def _is_channel(name: str) -> bool:
    """Whether a name is of a part of the complaints (来电, 其他问题), with no words of its own (其他部门处理)."""
    part = next((p for p in names().parts if name.startswith(p)), None)
    return part is not None and len(name) <= len(part) + 2


def _is_whereabouts(name: str, unit: str, clause: Clause) -> bool:
    """Whether a name before a figure of people says where they are (经开区13人), and no breakdown by it follows."""
    return (
        unit in PEOPLE and _acts(name) and not name.endswith(names().person_ends) and not clause.breaks_down
        and "subset" not in clause.marks and clause.first
    )  # fmt: skip


def _is_ratio(name: str, unit: str) -> bool:
    """Whether a name is of something measured that `unit`, of things or people, does not count: 属实率 beside 35件."""
    return unit not in names().measures and not set(unit) & set("/／每") and name.endswith(names().ratios)


def _inner(clause: Clause) -> str | None:
    """资金 of 追回资金: the noun a predicate ends with."""
    word = clause.touching.word.text if clause.touching else ""
    return (
        None
        if word in names().by_cue
        else next((word[i:] for i in range(1, len(word) - 1) if _is_noun(word[i:])), None)
        or (word[-1] if len(word) == 2 and word[-1] in names().one_character else None)
    )


def _dimension(text: str, clause: Clause) -> str | None:
    """面积 of 虚报面积1360亩, where no noun stands before it; 罚款金额 is named by its predicate."""
    cue = clause.touching
    plain = cue is None or (cue.word.kind is not Kind.CUE and _acts(_phrase(text, clause.second)))
    return clause.dimension if plain else None


def _compound(text: str, clause: Clause) -> str | None:
    """打捞船 before 4艘: a predicate with a noun of one character is a noun as well."""
    if (
        clause.left is None
        or clause.left[1] - clause.left[0] != 1
        or not clause.before
        or clause.before[0].end != clause.left[0]
    ):
        return None
    noun = text[clause.left[0]]
    verb = clause.before[0].word.text
    compound = len(verb) > 1 and noun in names().heads and noun not in names().agents  # 建桥7座 are bridges
    return verb + noun if compound else None


def _fault(text: str, clause: Clause) -> str | None:
    """严重缺陷 before 1项: what is called by a word of faults is counted by it."""
    cue = clause.touching
    if cue is None or cue.word.text not in names().fault_nouns:
        return None
    kind = text[slice(*clause.second)] if clause.second and clause.second[1] == cue.start else ""
    return (kind if len(kind) < 5 else "") + cue.word.text


def _exceeding(text: str, clause: Clause) -> str | None:
    """化学需氧量 of 化学需氧量超过一级A标准3.4倍: what exceeds a norm, not the norm."""
    found = pattern("exceeding").match(text, clause.opened, clause.number)
    return _name(found[1]) if found else None


def _acts(name: str | None) -> bool:
    """Whether a name is of someone who acts, or of a place: 兵直相关单位, 其他州(市)."""
    return name is None or _ASIDE.sub("", name).endswith(names().agents)


@remembered
def _cut(phrase: str | None) -> str | None:
    """As much of a phrase behind a figure as ends like a noun: 分公司 of 分公司地表水氨氮."""
    heads = names().heads
    for end in range(len(phrase or ""), 0, -1):
        part = phrase[:end]  # type: ignore[index]
        if (_is_noun(part) and not part.endswith(names().ratios)) or (
            part.endswith(heads) and (end > 1 or part in names().one_character)
        ):
            return part
    return None


def _of_facet(clause: Clause, left: str | None) -> str | None:
    """A rank names its people (厅级干部); a kind of pollution names nothing, its figure is of the whole."""
    facet = clause.facet
    if facet is None or clause.left is None or facet.start > clause.left[0] + 2:
        return left
    return f"{facet.word.text}干部" if facet.word.kind is Kind.RANK else None


def _named_rate(text: str, clause: Clause) -> str | None:
    """完成率 of 95.5%的完成率."""
    named = _RATE_BEHIND.match(text, clause.edge)
    return named[1] if named else None


def _is_share(text: str, clause: Clause) -> bool:
    """Whether a percentage is a share of something: 占全市的42.3%, 占整改问题总数的90%."""
    keys = ("share_of", "share_part") if clause.owned else ("share_of",)
    return any(pattern(key).match(text, clause.opened, clause.number) for key in keys)


def _rate(clause: Clause, left: str | None) -> str | None:
    """大气类占33% is a share of the whole; 断面占87.5% a share of sections."""
    if left is None or left.endswith("类"):
        return "占比" if clause.share else None
    return f"{left}比例" if clause.share and not left.endswith(("比例", "率", "面积")) else left


def _before_predicate(text: str, clause: Clause, unit: str) -> str | None:
    """渗滤液 in 渗滤液积存6万吨, 环境问题 in 环境问题解决了8万个; the work itself (复耕68亩) where nothing stands before it."""
    predicate, measured = clause.touching, unit in names().measures
    if predicate is None or (predicate.word.status == "penalised" and predicate.word.text in names().by_cue):
        return None  # 对2个项目罚款7.65万元: the fine is measured
    phrase = _phrase(text, clause.second) or _compared(text, clause)
    if phrase and clause.second and text.endswith(_RECIPIENTS, 0, clause.second[0]):
        phrase = None  # 向被督察对象转办139件: to whom
    if phrase and _acts(phrase) and (measured or names().kin.get(unit) in ("件", "项")):
        phrase = None  # 省农业农村厅核减面积5200亩: who does it is not measured
    if phrase and clause.owned and names().kin.get(unit) == "件" and not phrase.endswith(names().counted):
        return None  # 违法建筑物已拆除的7起: which cases
    if phrase and (
        (measured and predicate.word.kind is not Kind.CUE)
        or _is_countable(phrase, 1 if measured and unit != "元" else 2)
    ):
        return phrase
    return (
        predicate.word.text
        if measured
        and unit not in _RATES
        and "倍" not in text[clause.number : clause.edge]  # 超标0.55倍 is of what was measured before
        and len(predicate.word.text) > 1
        and (predicate.word.kind in (Kind.WORK, Kind.DEFECT) or predicate.word.text in names().acts_measured)
        else None
    )


def _compared(text: str, clause: Clause) -> str | None:
    """细颗粒物平均浓度 in 细颗粒物平均浓度较2017年下降15%: what is compared with a day, which no phrase reaches across."""
    end = clause.touching.start if clause.touching else clause.number
    found = pattern("comparison").match(text, clause.opened, end)
    return _phrase(text, found.span(1)) if found else None


def _risen(text: str, clause: Clause) -> str | None:
    """案件总数 in 案件总数增长92%: what rose or fell by so much."""
    rise = clause.touching is not None and pattern("risen").match(text, clause.touching.start, clause.touching.end)
    if not rise or clause.touching is None:
        return None
    found = pattern("risen_name").match(text, clause.opened, clause.touching.start)
    return _phrase(text, found.span(1)) if found else None


def _judged(text: str, clause: Clause) -> str | None:
    """综合利用率 in 综合利用率低，仅为63%: what is judged before the comma is what the figure is of."""
    found = pattern("judged").match(text, clause.opened, clause.number)
    return _phrase(text, found.span(1)) if found else None


def _is_countable(phrase: str, longer_than: int) -> bool:
    lists = names()
    return phrase.endswith(lists.counted) or (
        phrase.endswith(lists.heads) and not phrase.endswith(lists.agents) and len(phrase) > longer_than
    )


def _occasion(text: str, clause: Clause, right: str | None) -> str | None:
    """What happened so many times: 3次突击检查, 溢流7次."""
    if clause.after and clause.right is None and clause.after[0].start - clause.number < 10:
        return clause.after[0].word.text
    if right and clause.after and clause.right and clause.after[0].start - clause.right[1] < 2:
        return text[clause.right[0] : clause.after[0].end]
    if clause.touching is not None and not (right and clause.closed):
        return (_phrase(text, clause.second) or "") + clause.touching.word.text
    return right


def elliptic(
    value: Quantity, verdict: Verdict, before: Verdict | None, memory: Memory, changes: bool = False
) -> str | None:
    """The object of a figure beside which none is named: the cue's own (罚款), a former one, or the unit's usual one.

    `before` is the verdict of the figure before it: 约谈党政干部872人，问责283人 tells of one sort of people. `changes`: the
    figure says by how much the one before it has changed (同比下降17.1%).
    """
    lists = names()
    unit = value.unit
    if verdict.status in _OFFICIALS and before is not None and before.status in _OFFICIALS and memory.here:
        return memory.recall(unit) or lists.defaults.get(unit)
    if verdict.cue is not None and (own := lists.by_cue.get(verdict.cue.word.text)):
        return own
    if (
        unit == "人次" and verdict.cue is not None
    ):  # 党纪政务处分107人次, 培训1.9万人次: the measures are counted, not the people
        return verdict.cue.word.text
    if unit == "批次" and verdict.status == "inspected" and verdict.cue is not None and unit not in memory.by_unit:
        return verdict.cue.word.text  # 每日检测不低于10批次
    enforced = verdict.status in _ENFORCED and verdict.rule == "counts.cue"
    if enforced and (named := lists.by_status.get(verdict.status, {}).get(unit)):
        return named
    if enforced and unit == "家" and not (memory.here and unit in memory.by_unit and not _acts(memory.by_unit[unit])):
        return lists.defaults[unit]
    if unit in _RATES and memory.here and (changes or (verdict.cue is not None and verdict.status == "other")):
        return memory.last  # 平均浓度为34微克/立方米，同比下降17.1%
    return (
        memory.recall(unit) or lists.defaults.get(unit) or (None if unit in _RATES and not memory.here else memory.last)
    )


def only_said(text: str, clause: Clause, name: str) -> bool:
    """Whether `name` is all that stands behind the figure, in no noun known: it may be said of what was counted (16家断续生产)."""
    lists = names()
    return (
        clause.right is not None
        and not clause.noun_behind
        and name == _phrase(text, clause.right)
        and not name.endswith((*lists.heads, *lists.counted))
    )


def of_done(text: str, clause: Clause, name: str | None, before: Verdict | None) -> str | None:
    """办结率 for 已办结12件，占75%: the share of what was done is its rate."""
    if name != "占比" or before is None or before.cue is None or before.status not in _DONE or clause.left:
        return name
    rates = names().done_rates
    return next((rate for word, rate in rates.items() if word in before.cue.word.text), name)


def is_part(name: str, clause: Clause) -> bool:
    """Whether `name` is a part of what is counted (来电, 重点件, 处级干部), which later figures do not take up."""
    return (
        name.startswith(names().ranks)
        or (name.startswith(names().parts) and not (name.endswith("隐患") and clause.before))
        or clause.bracket
        or "subset" in clause.marks
    )


def is_key(text: str, clause: Clause, name: str) -> bool:
    """Whether a phrase before the figure is not known for a noun, so that in a breakdown it is what the whole is broken down by."""
    lists = names()
    return name == _phrase(text, clause.left) and not (
        name.endswith((*lists.heads, *lists.counted)) or _is_noun(name[-2:])
    )


def whole_of(part: str) -> str | None:
    """What a part is one of: 举报 of 有效举报."""
    return next((part.removeprefix(p) for p in names().parts if part.startswith(p) and len(part) > len(p) + 1), None)


def _phrase(text: str, span: tuple[int, int] | None) -> str | None:
    """The noun phrase of a span: without ordinals and what stands before a bracket that does not close in it."""
    if span is None:
        return None
    phrase = text[span[0] : span[1]]
    if ")" in phrase or "）" in phrase:
        phrase = _BETWEEN.sub("", phrase)
    phrase = phrase.translate(_QUOTES)
    # The scanner ends a phrase at a unit; behind a complaint 件 is no unit but part of its name.
    if text[span[1] : span[1] + 1] == "件" and phrase.endswith(("举报", "信访", "投诉", "转办", "交办")):
        phrase += "件"
    return _name(phrase)


def noun_of(phrase: str) -> str:
    """What stands behind the last predicate of a phrase: 津补贴 of 违规发放津补贴."""
    ends = [t.end for t in lexicon().find(phrase) if t.word.kind < Kind.NOUN and t.end < len(phrase) - 1]
    return phrase[max(ends, default=0) :]


def _is_noun(word: str) -> bool:
    known = lexicon().words.get(word)
    return known is not None and known.kind is Kind.NOUN


@remembered
def _name(phrase: str) -> str | None:
    """The name in a noun phrase, None where it is none."""
    for opening, closing in ("()", "（）"):
        if closing in phrase and opening not in phrase:
            phrase = phrase.rpartition(closing)[2]
        elif opening in phrase and closing not in phrase:
            phrase = phrase.partition(opening)[0]
    phrase = (
        _BATCH.sub("", phrase) if phrase.startswith("第") else phrase
    )  # 第21批共347件: a batch is none of the things counted
    phrase = next(
        (phrase.removesuffix(t) for t in names().tails if phrase.endswith(t) and len(phrase) > len(t) + 2), phrase
    )
    phrase = names().aliases.get(phrase, phrase)
    # The shortest name that still says what is counted: 重要生态环境损害责任追究问题 are 责任追究问题.
    phrase = next((short for short in names().shortened if phrase.endswith(short)), phrase)
    if phrase in names().no_names or (phrase.startswith(_DENIED) and not phrase.endswith(names().heads)):
        return None
    if phrase.endswith(names().no_ends) and not _is_noun(phrase[-2:]):  # 清单所列, but 避护场所
        return None
    return phrase if len(phrase) > 1 or phrase in lexicon().words or phrase in names().one_character else None
