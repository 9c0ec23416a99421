"""The noun phrase beside a figure that names what is counted: behind it, before it, or inside its predicate."""

from __future__ import annotations

import regex

from taizhang.extract.counts.by_predicate import before_predicate, compared, dimension, inner
from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.lexicon import Kind
from taizhang.extract.counts.noun_phrases import NounPhrases
from taizhang.extract.counts.pack import pattern, said_before, seldom, unit_class, words
from taizhang.extract.counts.phrases import (
    acts,
    cut_noun,
    is_no_noun,
    is_noun,
    is_ratio,
    name_of,
    phrase_of,
)
from taizhang.extract.counts.rates import exceeding, grown, judged, of_share
from taizhang.extract.counts.things import of_things
from taizhang.extract.counts.units import LENGTHS, OWNERS, PEOPLE, RATES
from taizhang.extract.counts.verdict import measured
from taizhang.types import Quantity

_JOINED = regex.compile(
    r"(\p{Han}{1,8}?)(?:和|以及|及其|及)(?=\p{Han}{2})"
)  # 4个省和一家集团: what is joined is not counted
_ABSTRACT = frozenset({"件", "项", "个", "条", "起", "宗"})  # units of problems, cases and tasks
_MULTIPLES = frozenset({"倍", "%"})
_THERE = "存在的"
_TOWNS = ("镇", "乡", "街道", "县", "管委会", "办事处")
_SAID_OF_FAULTS = "的从在向往直伸通连正已被均都未没仍"
_HAVING = ("有", "无", "没", "缺")
_SUMS = ("补贴", "补助", "津贴", "资金", "款")
_AGAINST = ("较", "比", "低于", "高于", "相比")


def beside(text: str, clause: Clause, value: Quantity, place: bool) -> str | None:
    """The object the text names beside the figure. `place` says that the phrase before it is a place."""
    lists = words()
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
        return of_share(text, clause, left)
    against = unit in RATES and seldom("changes").match(text, clause.opened, clause.number)
    if left and clause.left and (against or text.endswith(_AGAINST, 0, clause.left[0])):
        left = None  # 较上一批提高1.6个百分点: with what it is compared
    if left and (not _may_name(text, left, unit, clause) or (acts(left) and _adjoins_figure(text, clause))):
        left = None
    if unit in LENGTHS and pattern("distance").match(text, clause.opened, clause.number):
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
    return of_things(NounPhrases(text, clause, unit, left, right))


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
        return str(where[1] or where[2])  # 12个村生活污水治理
    first = _JOINED.match(right)
    return first[1] if first and (first[1].endswith(words().heads)) else right


def _may_name(text: str, left: str, unit: str, clause: Clause) -> bool:
    """Whether the phrase before a figure can be what it counts, and does not only say which, where, or who does something."""
    lists = words()
    if (unit in _ABSTRACT or unit in PEOPLE) and left.endswith(lists.part_ends):
        return False  # a kind names nothing, its figure is of the whole
    if unit == "件" and is_no_noun(left) and not is_noun(left) and not left.startswith(lists.part_objects):
        return False  # 与前期重复3件, 超期未报2件: what is said of them
    if is_ratio(left, unit) or _is_whereabouts(left, unit, clause):
        return False
    if unit in ("人", "名", "位") and not left.endswith((*lists.person_ends, *lists.dealt_with)):
        return False  # 国土103人, 下落不明2人: where they are, what became of them
    if (clause.others and unit not in lists.measures) or (unit == "起" and not left.endswith(lists.happenings)):
        return False
    if (
        unit_class(unit) in ("件", "项")
        and acts(left)
        and not (
            unit == "处" and (left.endswith(("设施", "保护区")) or _in_clause(clause))  # 划定保护区9处
        )
    ):
        return False
    things = unit not in lists.measures and unit not in (*OWNERS, "个") and unit not in PEOPLE
    if things and left.endswith(_TOWNS):
        return False  # 整治16栋（临江镇13栋、河西街道3栋）
    if unit in OWNERS and len(left) == 1 and acts(left):
        return False
    if (
        unit == "户"
        and not left.endswith(lists.firm_ends)
        and not (clause.before and clause.adjoins(clause.before[0]) and not left.endswith(_SUMS))
    ):
        return False  # 某片区1200户, 重复发放补助183户, but 新增清洁取暖3万户
    if unit == "家" and left.endswith(lists.no_firms):
        return False
    if clause.noun_behind and left.endswith(words().whereabouts):
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
    if right and unit != "元" and clause.closed and left and right.endswith(words().heads) and is_no_noun(left):
        return right  # 破除300方混凝土
    touches = clause.right is not None and clause.right[0] == clause.edge
    if left and right and touches and acts(left) and right.endswith(words().materials):
        return right  # 城区每天0.6万吨污水溢流
    of_done = clause.owned and bool(clause.before) and bool(right) and str(right).endswith(words().heads)
    if right and ((clause.noun_behind and unit != "元") or of_done):
        return right  # 虚报的42万元清运费
    return (
        left
        or inner(clause)
        or dimension(text, clause)
        or compared(text, clause)
        or grown(text, clause)
        or (judged(text, clause) if unit in RATES else None)
        or (right if right and clause.closed and unit != "元" and right.endswith(words().heads) else None)
        or before_predicate(text, clause, unit)
        or _undergoing(text, clause, unit)
        or (right if clause.closed and (unit != "元" or clause.noun_behind) else None)
        or (right if right and unit != "元" and right.endswith(words().materials) else None)
        or (cut_noun(right) if unit != "元" else None)
    )


def _undergoing(text: str, clause: Clause, unit: str) -> str | None:
    """湿地 of 湿地被填2870亩: what an area or a length is taken from."""
    if words().default_objects.get(unit) != "面积" and unit not in LENGTHS:
        return None
    said = said_before("passive", text, clause.number)
    name = name_of(said[1]) if said else None
    return name if name and not acts(name) else None


def _in_clause(clause: Clause) -> bool:
    """Whether a predicate stands right before the phrase before 的."""
    return bool(clause.left and clause.before and clause.before[0].end == clause.left[0])


def _adjoins_figure(text: str, clause: Clause) -> bool:
    """Whether the phrase before the figure stands right behind another figure, whose noun it is: 17家单位163万元."""
    start = clause.left[0] if clause.left else 0
    return not clause.first and start == clause.start and text[start - 1 : start].isalpha()


def _is_channel(name: str) -> bool:
    """Whether a name is of a part of the complaints (来电, 其他问题), with no words of its own (其他部门处理)."""
    part = next((p for p in words().part_objects if name.startswith(p)), None)
    return part is not None and len(name) <= len(part) + 2


def _is_whereabouts(name: str, unit: str, clause: Clause) -> bool:
    """Whether a name before a figure of people says where they are (经开区13人), and no breakdown by it follows."""
    return (
        unit in PEOPLE and acts(name) and not name.endswith(words().person_ends) and not clause.breaks_down
        and "subset" not in clause.marks and clause.first
    )  # fmt: skip


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
    if known := next((verb[at:] + noun for at in range(1, len(verb)) if is_noun(verb[at:] + noun)), None):
        return known  # 下达整改通知书
    compound = (
        len(verb) > 1 and verb[-1] not in words().negations and noun in words().heads and noun not in words().agents
    )  # 建桥7座 are bridges
    return verb + noun if compound else None


def _fault(text: str, clause: Clause) -> str | None:
    """严重缺陷 before 1项: what is called by a word of faults is counted by it."""
    cue = clause.touching
    if cue is None or cue.word.text not in words().fault_nouns:
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
        right is not None and (clause.noun_behind or right.endswith(words().heads)) and right not in words().fault_nouns
    )
    return word.word.text if word and not named and word.word.text in words().fault_nouns else None


def _grant(text: str, clause: Clause, unit: str) -> str | None:
    """值班补助 before 3万元: what a grant is called that is named for what it is given for, and not by who gives it."""
    cue = clause.touching
    if unit != "元" or cue is None or cue.word.text not in words().grants or clause.second is None:
        return None
    kind = phrase_of(text, clause.second)
    given = kind is None or acts(kind) or kind.endswith(words().givers) or clause.second[1] != cue.start
    return None if given else f"{kind}{cue.word.text}"


def _of_facet(clause: Clause, left: str | None) -> str | None:
    """A rank names its people (厅级干部); a kind of pollution names nothing, its figure is of the whole."""
    facet = clause.facet
    if facet is None or clause.left is None or facet.start > clause.left[0] + 2:
        return left
    return f"{facet.word.text}干部" if facet.word.kind is Kind.RANK else None
