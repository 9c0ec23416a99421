"""What the title of a column or row says: the status, the object and the unit of the figures below or behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from taizhang.extract.counts.lexicon import Kind, Label, Token, lexicon
from taizhang.extract.counts.pack import words
from taizhang.extract.counts.statuses import ENFORCED, PUNISHED, SETTLED, TAKEN_IN
from taizhang.extract.counts.units import CASES, FIRMS, PERSONS
from taizhang.rules import cached, compiled, load_pack, remembered
from taizhang.types import Quantity
from taizhang.vocabulary import CountStatus

_UNIT = compiled(
    r"[（(]([^（()）单位：:]{1,5}|单位[:：][^（()）]{1,5})[)）]|([件户家人个项起宗处次份台辆座条例])数|(?<=[检验测样格])(批次)|(?<=\p{Han}{2})([人家户车场]次)$"
    r"|^单位[:：](\S{1,4})"
)
_UNITS = compiled(r"单位[:：]([^（()）\n]{3,24})")
_PARTED = compiled(r"[、，,/ ]+")
_SUMS: Final = ("金额", "罚款", "资金", "经费", "投资", "款额")
_FOCUS = compiled(r"重点\p{Han}{0,2}")  # 重点关注 are 重点关注件
_BATCH = compiled(r"[本当]日|[本前第].{0,6}[批期轮]|.{1,4}批次?累计|[0-9]{1,2}月[0-9]{1,2}日")
_SO_FAR = "累计"
_SAYS_UNIT = "单位"
_TAIL = compiled(r"[总个家户项处条]?数量?$")
_SCALES = frozenset("千万亿")
_LONGEST_HEAD = 12


class BareNumber(NamedTuple):
    """A bare number of a table with its header, its row's label, the lines above the table, and what the column before it
    counts of which it may tell a part (隐患数, 已整改数)."""

    start: int
    end: int
    value: Quantity
    header: str
    label: str
    above: str
    whole: str | None = None


@remembered
def column_label(head: str) -> Label | None:
    """What the head of a column says of the figures below it; None where it says nothing."""
    if len(head) > _LONGEST_HEAD:
        return None
    whole = next((label for label, names in words().columns.items() if head in names), None)
    return whole or next(
        (label for label, parts in words().column_parts.items() if any(p in head for p in parts)), None
    )


@cached
def _units() -> frozenset[str]:
    return frozenset(load_pack("count_figures").lexicons["units"])


def printed_unit(header: str) -> tuple[str, str] | None:
    """(scale, unit) printed in a title: (万, 元) of 金额（万元）."""
    for match in _UNIT.finditer(header):
        printed = next(filter(None, match.groups())).removeprefix("单位").lstrip(":：")
        if found := _scaled(printed):
            return found
    return None


def _scaled(printed: str) -> tuple[str, str] | None:
    scale = printed[0] if printed[:1] in _SCALES and printed[1:] in _units() else ""
    unit = printed.removeprefix(scale)
    return (scale, unit) if unit in _units() else None


def units_listed(above: str) -> list[tuple[str, str]]:
    """The (scale, unit) pairs that the lines above a table list for all its columns (单位：家、万元、人); none where they list no two."""
    listed = _UNITS.search(above)
    units = list(filter(None, map(_scaled, _PARTED.split(listed[1])))) if listed else []
    return units if len(units) > 1 else []


def unit_of_all(above: str) -> tuple[str, str] | None:
    """The one (scale, unit) in which the lines above a table say that all of it is (举报件统计（单位：件）)."""
    return printed_unit(above) if _SAYS_UNIT in above else None


def unit_among(title: str, units: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The one of these that a column is in: sums are in money, what is done to people is of people, what comes in or is settled of
    cases, what is ordered or punished of firms; None where none of them fits, or several do."""
    status, name, _ = title_says(title)
    if is_sum(title):
        fitting = [unit for unit in units if unit[1] == "元"]
    elif status in PUNISHED:
        fitting = [unit for unit in units if unit[1] in PERSONS]
    elif status in TAKEN_IN | SETTLED:
        fitting = [unit for unit in units if unit[1] in CASES]
    else:
        of_firms = name.endswith(words().firms) if name else status in ENFORCED | {"ordered"}
        fitting = [unit for unit in units if unit[1] in FIRMS] if of_firms else []
    return fitting[0] if len(fitting) == 1 else None


def is_sum(title: str) -> bool:
    """Whether a column holds sums of money."""
    return any(word in title for word in _SUMS)


@cached
def _no_names() -> frozenset[str]:
    return frozenset({"合计", "小计", *words().facets, *words().facet_bases})


def said(number: BareNumber) -> tuple[CountStatus, str | None, Token | None]:
    """The status a header names, `total` where it names none, the object, None where the header is a kind or a verb, and that
    verb. What is summed up, came by some channel, or in some batch, is as the line above the table says."""
    status, name, verb = title_says(number.header)
    column = number.header.removeprefix("其中")
    if status == "total" and (column.startswith(words().whole_headers) or _BATCH.match(column)):
        status = title_says(number.above)[0]
    if name is None and (focus := _FOCUS.search(number.header)):
        name = f"{focus[0].removesuffix('件')}件"  # 累计重点（件）
    return status, name, verb


def of_some_days(number: BareNumber) -> bool:
    """Whether the header says no more than of which batch or days a number is: 本批, 第五批, 累计."""
    batch = stem(number.header) == _SO_FAR or _BATCH.match(number.header) is not None
    return batch and title_says(number.header)[0] == "total"


def named_above(number: BareNumber) -> str | None:
    """What the title of a table counts in 件: 信访件办理情况统计表, 来电来信举报类型统计表."""
    return next((name for word, name in words().above_tables.items() if word in number.above), None)


def title_says(title: str) -> tuple[CountStatus, str | None, Token | None]:
    """The status a title names, `total` where it names none, the object, and the verb that says so."""
    status: CountStatus = "total"
    name, verb = None, None
    for token in lexicon().find(title):
        if token.word.kind is Kind.CUE and token.word.status:
            status, verb = token.word.status, token
        elif token.word.kind is Kind.NOUN and token.word.text not in _no_names():
            name = token.word.text
            taken_in = lexicon().words.get(name[:2])  # 转办件 tells what was done as well
            if taken_in is not None and taken_in.kind is Kind.CUE and taken_in.status in TAKEN_IN:
                status = taken_in.status
        elif token.word.kind is Kind.WORK and token.end == len(stem(title)):  # 围网拆除（处）
            status, verb, name = "completed", token, name or title[: token.start] or None
    return status, words().aliases.get(stem(title), name), verb  # 书信 are 来信


def thing_of(title: str) -> str | None:
    """What the title of a column counts whose words all belong to what was done: 问题 of 发现问题, 企业 of 检查企业数; of complaints
    that is told above the table."""
    name = _TAIL.sub("", stem(title))
    return next((word for word in words().counted if name.endswith(word) and not _is_complaint(word)), None)


def _is_complaint(word: str) -> bool:
    return any(word.endswith(end) or end.endswith(word) for end in words().topics["件"])


def stem(title: str) -> str:
    """A header without its unit in brackets."""
    return title.partition("（")[0].partition("(")[0].rstrip()
