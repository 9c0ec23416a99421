"""Whether the noun phrase before a figure can be what it counts: what it cannot be is a table of ways to tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.noun_phrases import NounPhrases
from taizhang.extract.counts.pack import said, unit_class, words
from taizhang.extract.counts.phrases import acts, is_no_noun, is_noun, is_ratio
from taizhang.extract.counts.units import OWNERS, PEOPLE, PERSONS, RATES, UnitRules, any_unit

_ABSTRACT = frozenset({"件", "项", "个", "条", "起", "宗"})  # units of problems, cases and tasks
_TOWNS = ("村", "社区", "镇", "乡", "街道", "县", "管委会", "办事处")
_SHORT = 4  # characters of the name of a place or sort
_HAVING = ("有", "无", "没", "缺")
_SUMS = ("补贴", "补助", "津贴", "资金", "款")
_AND = frozenset("和与及")
_TEAM = "组"
_AGAINST = ("较", "比", "低于", "高于", "高出", "相比")


def may_name(beside: NounPhrases) -> bool:
    """Whether the phrase before a figure does not only say which, where, or who does something."""
    left = beside.left or ""
    return not any(holds(beside, left) for holds in _CANNOT.of(beside.unit))


def _is_compared(beside: NounPhrases, left: str) -> bool:
    """What a figure is compared with: 较上一批提高1.6个百分点."""
    text, clause = beside.text, beside.clause
    if clause.left is None:
        return False
    changes = beside.unit in RATES and said("changes", text, clause.opened, clause.number)
    return bool(changes) or text.endswith(_AGAINST, 0, clause.left[0])


def _is_share_of_cases(beside: NounPhrases, left: str) -> bool:
    """Where or of which sort some of the complaints before are: 转办46件，其中鼓楼3件."""
    short = "subset" in beside.clause.marks and len(left) <= _SHORT
    return short and not left.endswith((*words().counted, "件")) and not left.startswith(words().part_objects)


def _is_kind(beside: NounPhrases, left: str) -> bool:
    """A kind names nothing, its figure is of the whole: 企业层面531条."""
    return left.endswith(words().part_ends)


def _is_team(beside: NounPhrases, left: str) -> bool:
    """Who is given complaints: 交办信访处理组96件."""
    return left.endswith(_TEAM)


def _is_said_of_cases(beside: NounPhrases, left: str) -> bool:
    """What is said of complaints: 与前期重复3件, 超期未报2件."""
    return is_no_noun(left) and not is_noun(left) and not left.startswith(words().part_objects)


def _is_whereabouts(beside: NounPhrases, left: str) -> bool:
    """Where people are, if no breakdown by it follows: 经开区13人."""
    clause, ends = beside.clause, words().person_ends
    if not clause.first or clause.breaks_down or "subset" in clause.marks:
        return False
    return acts(left) and not left.endswith(ends)


def _is_no_person(beside: NounPhrases, left: str) -> bool:
    """Where people are, or what became of them: 国土103人, 下落不明2人; not in which bodies those held to account are: 党委系统12人."""
    if left.endswith(words().body_kinds) and not (beside.clause.before or beside.clause.after):
        return False
    return not left.endswith((*words().person_ends, *words().dealt_with))


def _is_payee(beside: NounPhrases, left: str) -> bool:
    """Who was paid: 退还患者61.2万元."""
    return left.endswith(words().payees)


def _is_one_of_others(beside: NounPhrases, left: str) -> bool:
    """One of those counted: 铜矿等6座."""
    return beside.clause.others


def _does_not_happen(beside: NounPhrases, left: str) -> bool:
    """Where or to whom it happened: 煤矿发生1起."""
    return not left.endswith(words().happenings)


def _is_actor(beside: NounPhrases, left: str) -> bool:
    """Who acts, or where, before units of cases, but what is protected or built counts by 处: 划定保护区9处."""
    if not acts(left):
        return False
    return beside.unit != "处" or not (left.endswith(("设施", "保护区")) or in_clause(beside.clause))


def _is_doer(beside: NounPhrases, left: str) -> bool:
    """Who did something so often: 县水务局5次到现场督办."""
    goes_on = beside.text[beside.clause.edge : beside.clause.edge + 1].isalpha()
    return goes_on and acts(left) and beside.clause.touching is None


def _is_town(beside: NounPhrases, left: str) -> bool:
    """Where things are: 整治16栋（临江镇13栋、河西街道3栋）."""
    return left.endswith(_TOWNS)


def _is_place_of_owners(beside: NounPhrases, left: str) -> bool:
    return len(left) == 1 and acts(left)


def _is_no_household(beside: NounPhrases, left: str) -> bool:
    """Where households are, or what they get: 某片区1200户, 重复发放补助183户, but 新增清洁取暖3万户."""
    if left.endswith((*words().firm_ends, *words().household_works)):
        return False
    before = beside.clause.before
    return not (before and beside.clause.adjoins(before[0]) and not left.endswith(_SUMS))


def _is_no_firm(beside: NounPhrases, left: str) -> bool:
    return left.endswith(words().no_firms)


def _is_where_the_noun_is(beside: NounPhrases, left: str) -> bool:
    """Where the noun behind the figure is: 水库下游300亩受污染耕地."""
    return beside.clause.noun_behind and left.endswith(words().whereabouts)


def _says_which(beside: NounPhrases, left: str) -> bool:
    """What stands before 的 says which, not what: 南昌承担的9项, 分阶段整改的197个; what they lack or have is not what they are:
    未安装治理设施的43个, 有设施的8个."""
    clause = beside.clause
    if not clause.owned or _is_channel(left):
        return False
    having = beside.text.endswith(_HAVING, 0, clause.left[0] if clause.left else 0)
    if beside.unit not in words().measures and (in_clause(clause) or having):
        return True
    return not left.endswith((*words().counted, *words().heads))


def _is_of_figure_before(beside: NounPhrases, left: str) -> bool:
    """Who acts, or of what sorts things are, right behind another figure, whose noun it is: 17家单位163万元, 9个大类320批次; or
    anything that 和 parts from a figure with a noun of its own: 6吨砂石料和3.5吨水泥."""
    clause = beside.clause
    start, end = clause.left or (0, 0)
    adjoins = not clause.first and start == clause.start and beside.text[start - 1 : start].isalpha()
    parted = beside.right is not None and beside.text[end : clause.number] in _AND
    return adjoins and (acts(left) or left in words().sorts or parted)


def in_clause(clause: Clause) -> bool:
    """Whether a predicate stands right before the phrase before 的."""
    return bool(clause.left and clause.before and clause.before[0].end == clause.left[0])


def _is_channel(name: str) -> bool:
    """Whether a name is of a part of the complaints (来电, 其他问题), with no words of its own (其他部门处理)."""
    part = next((p for p in words().part_objects if name.startswith(p)), None)
    return part is not None and len(name) <= len(part) + 2


def _is_thing(unit: str) -> bool:
    return unit not in words().measures and unit not in (*OWNERS, "个") and unit not in PEOPLE


_CANNOT: Final[UnitRules[Callable[[NounPhrases, str], bool]]] = UnitRules(
    (any_unit, _is_compared),
    ("件".__eq__, _is_share_of_cases),
    ((_ABSTRACT | PEOPLE).__contains__, _is_kind),
    ("件".__eq__, _is_team),
    ("件".__eq__, _is_said_of_cases),
    (any_unit, lambda beside, left: is_ratio(left, beside.unit)),
    (PEOPLE.__contains__, _is_whereabouts),
    ((PERSONS | {"位"}).__contains__, _is_no_person),
    ("元".__eq__, _is_payee),
    (lambda unit: unit not in words().measures, _is_one_of_others),
    ("起".__eq__, _does_not_happen),
    (lambda unit: unit_class(unit) in ("件", "项"), _is_actor),
    (lambda unit: unit in words().occasions, _is_doer),
    (_is_thing, _is_town),
    (OWNERS.__contains__, _is_place_of_owners),
    ("户".__eq__, _is_no_household),
    ("家".__eq__, _is_no_firm),
    (any_unit, _is_where_the_noun_is),
    (any_unit, _says_which),
    (any_unit, _is_of_figure_before),
)
