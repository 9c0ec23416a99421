"""The noun phrase beside a figure that names what is counted: behind it, before it, or inside its predicate."""

from __future__ import annotations

from typing import Final

from taizhang.extract.counts.amounts import of_measure
from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.decisions import measured
from taizhang.extract.counts.lexicon import Kind, Token, Word
from taizhang.extract.counts.may_name import in_clause, may_name
from taizhang.extract.counts.noun_phrases import NOTHING, NounPhrases, Rule, first_name
from taizhang.extract.counts.pack import pattern, said_before, words
from taizhang.extract.counts.phrases import acts, cut_noun, is_facet, is_no_noun, is_noun, is_ratio, name_of, phrase_of
from taizhang.extract.counts.rates import exceeding, of_share
from taizhang.extract.counts.things import of_things
from taizhang.extract.counts.units import LENGTHS, PEOPLE, UnitRules, any_unit
from taizhang.rules import compiled
from taizhang.types import Quantity

_MULTIPLES = frozenset({"倍", "%"})
_JOINED = compiled(
    r"(\p{Han}{1,12}?)(?:和|以及|及其|及)(?=\p{Han}{2})"
)  # 4个省和一家集团: what is joined is not counted
_RANGE = compiled("的?(范围)")
_AND = compiled("[和与及]")
_THERE = "存在的"
_QUOTES = ("“", "「")
_BEGINS = (
    2  # characters of a name by which it is looked for behind the figure: what is said in its midst may be left out
)
_SAID_OF_FAULTS = "共均发造致的从在向往直伸通连正已被均都未没仍"


def beside(text: str, clause: Clause, value: Quantity, place: bool) -> str | None:
    """The object the text names beside the figure. `place` says that the phrase before it is a place."""
    unit = value.unit
    if unit in words().self_counting:
        return unit
    left = _before(text, clause, unit, place)
    if unit in _MULTIPLES and (name := _of_multiple(text, clause, unit, left)) is not None:
        return name or None
    phrases = NounPhrases(text, clause, unit, left, _behind(text, clause, unit))
    if not left or not may_name(phrases):
        phrases.left = None
    return first_name(_RULES.of(unit), phrases)


def _before(text: str, clause: Clause, unit: str, place: bool) -> str | None:
    """The noun phrase before the figure, None for a place and for a kind that names nothing."""
    left = None
    if not place:
        left = _compound(text, clause) or _of_cue(text, clause, unit) or phrase_of(text, clause.left)
        left = _with_fault(text, clause, left)
    if clause.facet is None or clause.left is None or (unit != "%" and unit in words().measures):
        return left
    thing = unit == "条" and clause.first  # 全市有河流126条
    problem = (in_clause(clause) or unit == "个") and str(left).endswith("问题")  # 发现扬尘问题18个
    return left if thing or problem else _of_facet(clause, left)


def _with_fault(text: str, clause: Clause, name: str | None) -> str | None:
    """违法占用耕地案件 before 12宗, 劣Ⅴ类断面 before 2个: a name with the faults right before it that are part of it."""
    if not name or clause.left is None:
        return name
    start = begins = clause.left[1] - len(name)
    for token in clause.before:
        if token.end == start and _is_part_of(name, token.word):
            start = token.start
    return text[start:begins] + name if start < begins and text.startswith(name, begins) else name


def _is_part_of(name: str, fault: Word) -> bool:
    """Whether a fault right before a name is part of it."""
    told = fault.kind is Kind.DEFECT and fault.mark != "denied" and name.endswith(words().called_by_fault)
    return told or fault.text in words().kept_faults


def _of_multiple(text: str, clause: Clause, unit: str, left: str | None) -> str | None:
    """What a percentage or a multiple is of; None for multiples that are told like other figures."""
    if above := exceeding(text, clause):
        return above
    if unit == "倍" and clause.owned and (multiple := pattern("multiple").match(text, clause.opened, clause.number)):
        return name_of(multiple[1].rpartition("的")[2]) or NOTHING  # 手工监测的浓度是上传数据的6.5倍
    if clause.start and pattern("exceeding_alone").match(text, clause.opened, clause.number):
        return NOTHING  # of what was measured before
    return of_share(text, clause, left) or NOTHING if unit == "%" else None


def _distance(beside: NounPhrases) -> str | None:
    """距离 of 最近处仅15米."""
    far = pattern("distance").match(beside.text, beside.clause.opened, beside.clause.number)
    return "距离" if far else None


def _range(beside: NounPhrases) -> str | None:
    """范围 of 20米范围内, 6平方公里的范围."""
    far = beside.left is None and _RANGE.match(beside.text, beside.clause.edge)
    return far[1] if far else None


def _repeated(beside: NounPhrases) -> str | None:
    """重复件 of 与前期重复的3件: complaints that had come in before."""
    text, at = beside.text, beside.clause.number
    said = said_before("repeated", text, at) if not beside.right else None
    return f"{said[1]}{beside.unit}" if said and not pattern("leaves").match(text, at) else None


def _is_so(beside: NounPhrases) -> str | None:
    """耕地 of 其中18亩为耕地."""
    said = pattern("copula").match(beside.text, beside.clause.edge) if beside.right is None else None
    return said[1] if said and said[1].endswith((*words().heads, *words().counted)) else None


def _person(beside: NounPhrases) -> str | None:
    """村民 of 村民吴某等7人; 人员 of 追究有关人员责任6人次."""
    held = (beside.left or "").removesuffix("责任")
    if held != beside.left and held.endswith(words().person_ends):
        return held
    if not beside.clause.others:
        return None
    person = pattern("among_people").match(beside.text, beside.clause.opened, beside.clause.number)
    return person[1] if person else None


def _fine(beside: NounPhrases) -> str | None:
    """罚款 of 12.6万元罚款."""
    fine = pattern("fine").match(beside.text, beside.clause.edge)
    return fine[1] if fine else None


def _moved(beside: NounPhrases) -> str | None:
    """江豚 of 江豚由2017年的1005头回升到1260头: whose number went from the figure to another. What is measured may follow other
    figures: 建成泵站4座，氨氮浓度由上年的1.4毫克/升降至0.5毫克/升."""
    text, clause, unit = beside.text, beside.clause, beside.unit
    if beside.left is not None or beside.right is not None:
        return None
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
    return verb.removeprefix("共") + noun if compound else None


def _of_cue(text: str, clause: Clause, unit: str) -> str | None:
    """What the predicate that touches the figure is called by itself: a fault, or a grant."""
    cue = clause.touching
    if cue is None:
        return None
    fault = _fault(text, clause, cue) if cue.word.text in words().fault_nouns else None
    return fault or (_grant(text, clause, cue) if unit == "元" else None)


def _fault(text: str, clause: Clause, cue: Token) -> str:
    """严重缺陷 before 1项: what is called by a word of faults is counted by it."""
    kind = text[slice(*clause.second)] if clause.second and clause.second[1] == cue.start else ""
    return (kind if len(kind) < 5 or cue.word.text == "事故" else "") + cue.word.text


def _fault_behind(beside: NounPhrases) -> str | None:
    """违建 of 3处违建: what is counted, where a word of faults stands behind the figure and no other noun (5处违建房屋)."""
    text, clause, right = beside.text, beside.clause, beside.right
    word = clause.after[0] if clause.after and clause.after[0].start == clause.edge else None
    behind = clause.after[1] if len(clause.after) > 1 else None
    if word and behind and behind.start == word.end and behind.word.kind is Kind.DEFECT:
        return None  # 工地26个，17个裸土未苫盖
    if word and text[word.end : word.end + 1].isalpha() and text[word.end] not in _SAID_OF_FAULTS:
        return None  # 2个裸土覆盖率不到50%
    named = (
        right is not None and (clause.noun_behind or right.endswith(words().heads)) and right not in words().fault_nouns
    )
    return word.word.text if word and not named and word.word.text in words().fault_nouns else None


def _grant(text: str, clause: Clause, cue: Token) -> str | None:
    """值班补助 before 3万元: what a grant is called that is named for what it is given for, and not by who gives it."""
    if cue.word.text not in words().grants or clause.second is None:
        return None
    kind = phrase_of(text, clause.second)
    given = kind is None or acts(kind) or kind.endswith(words().givers) or clause.second[1] != cue.start
    return None if given else f"{kind}{cue.word.text}"


def _of_facet(clause: Clause, left: str | None) -> str | None:
    """A rank names its people (厅级干部); a kind of pollution names nothing, its figure is of the whole."""
    facet = clause.facet
    if facet is not None and left and all(map(is_facet, _AND.split(left))):
        return None  # 大气和噪声7个
    if facet is None or clause.left is None or facet.start > clause.left[0] + 2:
        return left
    return f"{facet.word.text}干部" if facet.word.kind is Kind.RANK else None


def _measures(unit: str) -> bool:
    return unit in words().measures


def _counts(unit: str) -> bool:
    return unit not in words().measures


def stands(text: str, clause: Clause, name: str) -> str:
    """Which rule of `count_objects.yml` told a name, by where it stands beside the figure."""
    if text[clause.edge : clause.edge + 1] in _QUOTES:
        return "objects.quoted"
    if clause.right and text.find(name[:_BEGINS], *clause.right) >= 0:
        return "objects.behind"
    cue = clause.touching
    if cue is not None and cue.word.text.endswith(name):
        return "objects.of_cue"
    if name == clause.dimension:
        return "objects.dimension"
    if clause.out_of and text.endswith(name, *clause.out_of):
        return "objects.out_of"
    return "objects.before"


_RULES: Final[UnitRules[Rule]] = UnitRules(
    (_measures, _range),
    (LENGTHS.__contains__, _distance),
    ("件".__eq__, _repeated),
    (_counts, _fault_behind),
    (any_unit, _is_so),
    (PEOPLE.__contains__, _person),
    (_counts, _moved),
    ("元".__eq__, _fine),
    (_measures, of_measure),
    (_counts, of_things),
)
