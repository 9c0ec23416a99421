"""The noun phrase beside a figure that names what is counted: behind it, before it, or inside its predicate."""

from __future__ import annotations

import regex

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind, lexicon
from taizhang.extract.counts.memory import PEOPLE
from taizhang.extract.counts.names import names, pattern, words
from taizhang.extract.counts.phrases import (
    acts,
    cut_noun,
    cut_person,
    is_no_noun,
    is_noun,
    is_ratio,
    name_of,
    noun_of,
    phrase_of,
)
from taizhang.extract.counts.rates import (
    compared,
    exceeding,
    grown,
    is_share,
    judged,
    named_rate,
    rate,
    risen,
    said_ratio,
)
from taizhang.extract.counts.verdict import measured
from taizhang.types import Quantity

_JOINED = regex.compile(
    r"(\p{Han}{1,8}?)(?:和|以及|及其|及)(?=\p{Han}{2})"
)  # 4个省和一家集团: what is joined is not counted
_ABSTRACT = frozenset({"件", "项", "个", "条", "起", "宗"})  # units of problems, cases and tasks
_RATES = frozenset({"%", "个百分点", "百分点", "‰"})
_LENGTHS = frozenset({"公里", "千米", "米"})
_OWNERS = ("家", "户")
_MULTIPLES = frozenset({"倍", "%"})
_THERE = "存在的"
_TOWNS = ("镇", "乡", "街道", "县", "管委会", "办事处")
_HAVING = ("有", "无", "没", "缺")
_DENIALS = frozenset("未没不")
_SUMS = ("补贴", "补助", "津贴", "资金", "款")
_SAID_OF_FAULTS = "的从在向往直伸通连正已被均都未没仍"
_QUOTES = ("“", "「")
_AGAINST = ("较", "比", "低于", "高于", "相比")
_RECIPIENTS = ("向", "对", "给", "由", "被", "与", "为", "替")


def beside(text: str, clause: Clause, value: Quantity, place: bool) -> str | None:
    """The object the text names beside the figure. `place` says that the phrase before it is a place."""
    lists = names()
    unit = value.unit
    if unit in lists.self_counting:
        return unit
    left = None
    if not place:
        left = (
            _compound(text, clause)
            or _fault(text, clause)
            or _grant(text, clause, unit)
            or phrase_of(text, clause.left)
        )
    thing = unit == "条" and clause.first  # 全市有河流126条
    if (
        clause.facet is not None
        and clause.left is not None
        and not thing
        and (unit == "%" or unit not in lists.measures)
        and not ((_in_clause(clause) or unit == "个") and str(left).endswith("问题"))  # 发现扬尘问题18个
    ):
        left = _of_facet(clause, left)
    if unit in _MULTIPLES and (above := exceeding(text, clause)):
        return above
    if unit == "倍" and clause.owned and (multiple := pattern("multiple").match(text, clause.opened, clause.number)):
        return name_of(multiple[1].rpartition("的")[2])  # 手工监测的浓度是上传数据的6.5倍
    if unit in _MULTIPLES and clause.start and pattern("exceeding_alone").match(text, clause.opened, clause.number):
        return None  # of what was measured before
    if unit == "%":
        return _of_share(text, clause, left)
    against = unit in _RATES and pattern("changes").match(text, clause.opened, clause.number)
    if left and clause.left and (against or text.endswith(_AGAINST, 0, clause.left[0])):
        left = None  # 较上一批提高1.6个百分点: with what it is compared
    if left and (not _may_name(text, left, unit, clause) or (acts(left) and _adjoins_figure(text, clause))):
        left = None
    if unit in _LENGTHS and pattern("distance").match(text, clause.opened, clause.number):
        return "距离"
    right = _behind(text, clause, unit)
    if unit not in lists.measures and (fault := _fault_behind(text, clause, right)):
        return fault
    is_so = pattern("copula").match(text, clause.edge) if right is None else None
    if is_so and is_so[1].endswith((*lists.heads, *lists.counted)):
        return is_so[1]  # 其中18亩为耕地
    if (
        unit in PEOPLE
        and clause.others
        and (person := pattern("among_people").match(text, clause.opened, clause.number))
    ):
        return str(person[1])  # 村民吴某等7人
    if unit not in lists.measures and left is None and right is None and (moved := _moved(text, clause, unit)):
        return moved
    if unit == "元" and (fine := pattern("fine").match(text, clause.edge)):
        return str(fine[1])
    if unit in lists.measures:
        return _of_measure(text, clause, unit, left, right)
    return _of_things(text, clause, unit, left, right)


def _moved(text: str, clause: Clause, unit: str) -> str | None:
    """江豚 of 江豚由2017年的1005头回升到1260头: whose number went from the figure to another. What is measured may follow other
    figures: 建成泵站4座，氨氮浓度由上年的1.4毫克/升降至0.5毫克/升."""
    near = clause.first or measured(unit)
    found = pattern("from_to").match(text, clause.opened, clause.number) if near else None
    name = name_of(found[1]) if found else None
    return None if not name or acts(name) else name


def _behind(text: str, clause: Clause, unit: str) -> str | None:
    """The noun phrase behind the figure, without what is said of the things counted."""
    if clause.right is None or pattern("said_behind").match(text, clause.edge):
        return None
    right = phrase_of(text, clause.right)
    if right is None or is_ratio(right, unit):
        return cut_noun(text[slice(*clause.right)])  # 7座进水浓度偏低: what is said of them
    if unit == "件" and is_no_noun(right) and not is_noun(right):
        return None  # 7件出现反弹, 剩余9件餐饮油烟
    right = right.partition(_THERE)[0] or right  # 5个党组织存在的问题
    if where := pattern("village_of").fullmatch(right):
        return where[1] or where[2]  # 12个村生活污水治理
    first = _JOINED.match(right)
    return first[1] if first and (first[1].endswith(names().heads)) else right


def _of_share(text: str, clause: Clause, left: str | None) -> str | None:
    """What a percentage is of."""
    share = "占比" if is_share(text, clause) else None
    return (
        named_rate(text, clause)
        or share
        or rate(clause, left)
        or compared(text, clause)
        or judged(text, clause)
        or risen(text, clause)
        or grown(text, clause)
        or _inner(clause)
        or clause.dimension
        or said_ratio(text, clause)
    )


def _may_name(text: str, left: str, unit: str, clause: Clause) -> bool:
    """Whether the phrase before a figure can be what it counts, and does not only say which, where, or who does something."""
    lists = names()
    if (unit in _ABSTRACT or unit in PEOPLE) and left.endswith(lists.part_ends):
        return False  # a kind names nothing, its figure is of the whole
    if unit == "件" and is_no_noun(left) and not is_noun(left) and not left.startswith(lists.parts):
        return False  # 与前期重复3件, 超期未报2件: what is said of them
    if is_ratio(left, unit) or _is_whereabouts(left, unit, clause):
        return False
    if unit in ("人", "名", "位") and not left.endswith((*lists.person_ends, *lists.dealt_with)):
        return False  # 国土103人, 下落不明2人: where they are, what became of them
    if (clause.others and unit not in lists.measures) or (unit == "起" and not left.endswith(lists.happenings)):
        return False
    if (
        lists.kin.get(unit) in ("件", "项")
        and acts(left)
        and not (
            unit == "处" and (left.endswith(("设施", "保护区")) or _in_clause(clause))  # 划定保护区9处
        )
    ):
        return False
    things = unit not in lists.measures and unit not in (*_OWNERS, "个") and unit not in PEOPLE
    if things and left.endswith(_TOWNS):
        return False  # 整治16栋（临江镇13栋、河西街道3栋）
    if unit in _OWNERS and len(left) == 1 and acts(left):
        return False
    if (
        unit == "户"
        and not left.endswith(lists.firm_ends)
        and not (clause.before and clause.adjoins(clause.before[0]) and not left.endswith(_SUMS))
    ):
        return False  # 某片区1200户, 重复发放补助183户, but 新增清洁取暖3万户
    if unit == "家" and left.endswith(lists.no_firms):
        return False
    if clause.noun_behind and left.endswith(words("whereabouts")):
        return False  # 水库下游300亩受污染耕地
    if not clause.owned or _is_channel(left):
        return True
    if unit not in lists.measures and (
        _in_clause(clause) or text.endswith(_HAVING, 0, clause.left[0] if clause.left else 0)
    ):
        return False  # 未安装治理设施的43个, 有设施的8个: what they lack or have is not what they are
    return left.endswith(
        (*lists.counted, *lists.heads)
    )  # 南昌承担的9项, 分阶段整改的197个: what stands before 的 says which, not what


def _of_measure(text: str, clause: Clause, unit: str, left: str | None, right: str | None) -> str | None:
    """What an amount, an area, a length is of."""
    if right and unit != "元" and clause.closed and left and right.endswith(names().heads) and is_no_noun(left):
        return right  # 破除300方混凝土
    of_done = clause.owned and bool(clause.before) and bool(right) and str(right).endswith(names().heads)
    if right and ((clause.noun_behind and unit != "元") or of_done):
        return right  # 虚报的42万元清运费
    return (
        left
        or _inner(clause)
        or _dimension(text, clause)
        or compared(text, clause)
        or grown(text, clause)
        or (judged(text, clause) if unit in _RATES else None)
        or (right if right and clause.closed and unit != "元" and right.endswith(names().heads) else None)
        or _before_predicate(text, clause, unit)
        or (right if clause.closed and (unit != "元" or clause.noun_behind) else None)
        or (right if right and unit != "元" and right.endswith(names().materials) else None)
        or (cut_noun(right) if unit != "元" else None)
    )


def _of_things(text: str, clause: Clause, unit: str, left: str | None, right: str | None) -> str | None:
    """What is counted one by one."""
    lists = names()
    if right and unit in PEOPLE:
        if rank := next((r for r in lists.ranks if right.startswith(r)), None):
            return f"{rank}干部"
        if clause.closed and right.endswith(lists.person_ends):
            return right  # 3位村党支部书记
        if unit != "人次":
            right = cut_person(right)  # 9名区领导包案, but 1人送医院抢救
    if right and _is_told_of_owners(text, clause, unit, right):
        right = _firm(right)
    held = pattern("rounds").match(text, clause.edge) if unit in lists.occasions else None
    if held:
        return held[0]
    if right and (clause.noun_behind or (clause.closed and right.endswith(lists.heads))):
        return right
    if (
        unit in lists.occasions
        and left
        and left.endswith(lists.heads)
        and not acts(left)
        and clause.touching is None
        and not cut_noun(right)
    ):
        return left  # 专题会34次研究整改
    if unit in lists.occasions and (right or clause.touching or clause.after):
        return _occasion(text, clause, right)
    cut = right if unit in PEOPLE and unit != "人次" else cut_noun(right)
    if right and unit in _OWNERS and not right.endswith(lists.firm_ends):
        cut = _firm(right) or cut
    if left and left.endswith(lists.counted) and not (clause.owned and cut):
        return left
    if clause.modifies and left and not cut:
        return left
    quoted = text[clause.edge : clause.edge + 1] in _QUOTES
    if unit in _OWNERS and right and not quoted and not right.endswith((*lists.firm_ends, *lists.heads)):
        right = None  # 12户转租牟利
    named = cut or (right if clause.closed else None) or left or _told_of(clause) or _out_of(text, clause)
    named = named or (summed_up(text, clause) if unit not in PEOPLE else None)
    said = _inner(clause) or _before_predicate(text, clause, unit)
    if unit == "家" and said and not said.endswith(lists.firm_ends):
        return named  # 台账登记不规范11家
    return named or _of_people(unit, said)


def summed_up(text: str, clause: Clause) -> str | None:
    """典型案例 of 公开第三批典型案例，共6个: what stands right before the comma, behind which only its sum is told."""
    alone = clause.first and clause.right is None and clause.touching is None
    comma = max(text.rfind(mark, clause.opened, clause.number) for mark in "，,")
    if not alone or comma < 0 or not pattern("summed_up").match(text, comma + 1, clause.edge):
        return None
    start = max(clause.opened, text.rfind("，", clause.opened, comma) + 1)
    name = name_of(noun_of(text[start:comma]).rpartition("批")[2])
    return (
        name
        if name
        and not acts(name)
        and (is_noun(name) or name.endswith((*names().heads, *names().counted, *names().materials)))
        else None
    )


def _is_told_of_owners(text: str, clause: Clause, unit: str, right: str) -> bool:
    """Whether what stands behind firms or households is said of them: 5户沼液外溢, 13家出焦时烟气逸散."""
    if unit not in _OWNERS or text[clause.edge : clause.edge + 1] in _QUOTES:
        return False
    faulty = bool(clause.after) and clause.after[0].word.kind is Kind.DEFECT
    verb = next(iter(lexicon().find(right)), None)
    told = faulty or (verb is not None and verb.start == 0 and Kind.CUE <= verb.word.kind <= Kind.WORK)
    return told and not right.endswith(names().firm_ends)


def _firm(phrase: str) -> str | None:
    """砖厂 of 砖厂脱硫设施: who has what is told of, where a phrase begins with that."""
    ends = names().firm_ends
    whole = (phrase[:end] for end in range(len(phrase) - 1, 1, -1))
    return next((part for part in whole if part.endswith(ends)), None)


def _of_people(unit: str, name: str | None) -> str | None:
    """A name that a predicate holds, but of people only one that people have: 采取强制措施8人."""
    people = (*names().person_ends, "人数")
    return None if name and unit in ("人", "名") and not name.endswith(people) else name


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
        unit in PEOPLE and acts(name) and not name.endswith(names().person_ends) and not clause.breaks_down
        and "subset" not in clause.marks and clause.first
    )  # fmt: skip


def _inner(clause: Clause) -> str | None:
    """资金 of 追回资金: the noun a predicate ends with."""
    word = clause.touching.word.text if clause.touching else ""
    return (
        None
        if word in names().by_cue
        else next((word[i:] for i in range(1, len(word) - 1) if is_noun(word[i:])), None)
        or (word[-1] if len(word) == 2 and word[-1] in names().one_character else None)
    )


def _dimension(text: str, clause: Clause) -> str | None:
    """面积 of 虚报面积1360亩, where no noun stands before it; 罚款金额 is named by its predicate."""
    cue = clause.touching
    plain = cue is None or (cue.word.kind is not Kind.CUE and acts(phrase_of(text, clause.second)))
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
    compound = (
        len(verb) > 1 and verb[-1] not in _DENIALS and noun in names().heads and noun not in names().agents
    )  # 建桥7座 are bridges
    return verb + noun if compound else None


def _fault(text: str, clause: Clause) -> str | None:
    """严重缺陷 before 1项: what is called by a word of faults is counted by it."""
    cue = clause.touching
    if cue is None or cue.word.text not in names().fault_nouns:
        return None
    kind = text[slice(*clause.second)] if clause.second and clause.second[1] == cue.start else ""
    return (kind if len(kind) < 5 or cue.word.text == "事故" else "") + cue.word.text


def _fault_behind(text: str, clause: Clause, right: str | None) -> str | None:
    """违建 of 3处违建: what is counted, where a word of faults stands behind the figure and no other noun (5处违建房屋)."""
    word = clause.after[0] if clause.after and clause.after[0].start == clause.edge else None
    if word and len(clause.after) > 1 and clause.after[1].start == word.end:
        return None  # 工地26个，17个裸土未苫盖
    if word and text[word.end : word.end + 1].isalpha() and text[word.end] not in _SAID_OF_FAULTS:
        return None  # 2个裸土覆盖率不到50%
    named = (
        right is not None and (clause.noun_behind or right.endswith(names().heads)) and right not in names().fault_nouns
    )
    return word.word.text if word and not named and word.word.text in names().fault_nouns else None


def _grant(text: str, clause: Clause, unit: str) -> str | None:
    """值班补助 before 3万元: what a grant is called that is named for what it is given for, and not by who gives it."""
    cue = clause.touching
    if unit != "元" or cue is None or cue.word.text not in words("grants") or clause.second is None:
        return None
    kind = phrase_of(text, clause.second)
    given = kind is None or acts(kind) or kind.endswith(words("givers")) or clause.second[1] != cue.start
    return None if given else f"{kind}{cue.word.text}"


def _of_facet(clause: Clause, left: str | None) -> str | None:
    """A rank names its people (厅级干部); a kind of pollution names nothing, its figure is of the whole."""
    facet = clause.facet
    if facet is None or clause.left is None or facet.start > clause.left[0] + 2:
        return left
    return f"{facet.word.text}干部" if facet.word.kind is Kind.RANK else None


def _before_predicate(text: str, clause: Clause, unit: str) -> str | None:
    """渗滤液 in 渗滤液积存6万吨, 环境问题 in 环境问题解决了8万个; the work itself (复耕68亩) where nothing stands before it."""
    predicate, amount = clause.touching, unit in names().measures
    if predicate is None or (predicate.word.status == "penalised" and predicate.word.text in names().by_cue):
        return None  # 对2个项目罚款7.65万元: the fine is measured
    phrase = phrase_of(text, clause.second) or compared(text, clause)
    if phrase and clause.second and text.endswith(_RECIPIENTS, 0, clause.second[0]):
        phrase = None  # 向被督察对象转办139件: to whom
    if phrase and acts(phrase) and unit not in _OWNERS and unit not in PEOPLE:
        phrase = None  # 省农业农村厅核减面积5200亩: who does it is not measured
    which = names().kin.get(unit) == "件" or (predicate.word.kind is Kind.DEFECT and not amount)
    if phrase and clause.owned and which and not phrase.endswith(names().counted):
        return None  # 违法建筑物已拆除的7起, 防渗膜破损的5座: which ones
    if phrase and (
        phrase.endswith(("数", *names().ratios))  # 事故起数减少8起, 浓度控制在2毫克/升
        or (amount and predicate.word.kind is not Kind.CUE)
        or _is_countable(phrase, 1 if (amount and unit != "元") or predicate.word.kind is Kind.DEFECT else 2)
    ):
        return phrase
    done = predicate.word.text
    return (
        (names().aliases.get(done, done) if unit not in _LENGTHS else done)
        if amount
        and unit not in _RATES
        and not measured(unit)  # 超标0.55倍, 超标8分贝 are of what was measured before
        and len(done) > 1
        and (predicate.word.kind in (Kind.WORK, Kind.DEFECT) or done in names().acts_measured)
        and (unit != "元" or predicate.word.kind is not Kind.DEFECT or done.endswith(words("sums_lost")))
        else None
    )


def _is_countable(phrase: str, longer_than: int) -> bool:
    lists = names()
    return phrase.endswith(lists.counted) or (
        phrase.endswith(lists.heads) and not phrase.endswith(lists.agents) and len(phrase) > longer_than
    )


def _out_of(text: str, clause: Clause) -> str | None:
    """补划地块 of 补划地块中11个实为道路: the noun right before 中, of which so many are."""
    name = phrase_of(text, clause.out_of)
    return name if name and name.endswith((*names().heads, *names().counted)) and not is_ratio(name, "个") else None


def _told_of(clause: Clause) -> str | None:
    """举报 of 接到举报12次: what came in so many times."""
    word = clause.touching.word if clause.touching else None
    if word is None or word.status != "received":
        return None
    return next((end for end in names().topics["件"] if len(end) > 1 and word.text.endswith(end)), None)


def _occasion(text: str, clause: Clause, right: str | None) -> str | None:
    """What happened so many times: 3次突击检查, 溢流7次; but not what did not: 接到举报12次未查处."""
    done = clause.after and _DENIALS.isdisjoint(text[clause.after[0].start - 1 : clause.after[0].start + 1])
    if done and clause.right is None and clause.after[0].start - clause.number < 10:
        return clause.after[0].word.text
    if right and clause.after and clause.right and clause.after[0].start - clause.right[1] < 2:
        return text[clause.right[0] : clause.after[0].end]
    if told := _told_of(clause):
        return told
    if clause.touching is not None and not (right and clause.closed):
        return (phrase_of(text, clause.second) or "") + clause.touching.word.text.removeprefix("共")
    return right
