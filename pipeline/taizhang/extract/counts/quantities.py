"""Bare numbers, money and percentages of any Chinese text, without looking at what they count.

Wider than `counts`: a number needs no unit here, and foreign money, 折 and signs are read. Used where a text is no
bulletin, as in the benchmark of time and number expressions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import regex

from taizhang.extract.counts.numerals import number
from taizhang.rules import cached
from taizhang.types import Comparator, Quantity

Sort = Literal["number", "money", "percent"]


class Bare(NamedTuple):
    """A quantity by itself. The unit of money is the currency as printed (元 where none is), of percentages % or 个百分点."""

    start: int
    end: int
    kind: Sort
    value: Quantity


_DIGIT = "0-9０-９"
_HAN_DIGIT = "零〇○一二两兩俩倆三仨四五六七八九壹贰貳叁參肆伍陆陸柒捌玖"
_HAN_UNIT = "十百千万亿兆廿卅拾佰仟萬億"
_ARABIC = (
    rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[０-９]{{1,3}}(?:[,，][０-９]{{3}})+(?![０-９])|[{_DIGIT}]+)"
    rf"(?:[.．][{_DIGIT}]+(?![.．][{_DIGIT}]))?"
)
# Blanks stand inside a numeral only beside 十, 百, 千, 万: 7万 5千, not 3 4.
_HAN = (
    rf"(?:[{_HAN_DIGIT}半]|[十廿卅拾]|[百千](?=[{_HAN_DIGIT}]))"
    rf"(?:[{_HAN_DIGIT}]| {{0,2}}[{_HAN_UNIT}]|(?<=[{_HAN_UNIT}]) {{1,2}}[{_HAN_DIGIT}]){{0,40}}(?: ?[点點] ?[{_HAN_DIGIT}]{{1,20}}[{_HAN_UNIT}]{{0,3}})?"
)
_MIXED = (
    rf"(?:{_ARABIC}|(?<![.．{_DIGIT}])\.[{_DIGIT}]+)"
    rf"(?: {{0,2}}[十百千万亿兆萬億]{{1,4}}(?: {{0,2}}零?[{_DIGIT}]+(?= {{0,2}}[十百千万亿])|[{_DIGIT}]+)?| ?[KkM](?![A-Za-z])){{0,8}}"
)
_NUM = rf"(?>{_MIXED}|{_HAN})"
_SIGN = r"(?:[负負] ?|(?<![0-9０-９A-Za-z一-鿿）)\-－])[-－])"
_CURRENCIES: Mapping[str, str] = {
    "元": "元", "圆": "元", "圓": "元", "块": "元", "块钱": "元", "元钱": "元", "块人民币": "元", "元人民币": "元", "美元": "美元", "美圆": "美元", "美金": "美元",
    "港元": "港元", "港币": "港元", "港幣": "港元", "日元": "日元", "日币": "日元", "元日币": "日元", "日圆": "日元", "欧元": "欧元", "歐元": "欧元", "英镑": "英镑", "英鎊": "英镑",
    "新台币": "新台币", "泰铢": "泰铢", "卢布": "卢布", "澳元": "澳元", "韩元": "韩元", "瑞士法郎": "CHF", "加元": "CAD", "法郎": "CHF", "人民币": "元",
}  # fmt: skip
_SYMBOLS = {"￥": "元", "¥": "元", "$": "美元", "＄": "美元", "€": "欧元", "£": "英镑"}
_AFTER: Mapping[str, Comparator] = {"以上": "gt", "以下": "lt", "以内": "lt", "左右": "approx", "余": "gt", "多": "gt"}
_BEFORE: Mapping[str, Comparator] = {"至少": "gt", "最少": "gt", "最多": "lt", "至多": "lt", "不超过": "lt", "超过": "gt", "不少于": "gt"}
# Words in which a numeral is none: 五角大楼, 四川, 一切, 万一.
_TRAPS = r"五角大楼|四川|一切|一些|一般|一定|一样|一起|一直|一旦|一律|统一|万一|两两|陆地|陆空|登陆|肆意|肆无忌惮|三亚|九江|十堰|百度|千万别|一下|一边|同一|唯一|第一|之一(?!百)|大陆|着陆|陆续|单一|三明|六安|百分位"


@cached
def _pattern() -> regex.Pattern[str]:
    money = "|".join(sorted(_CURRENCIES, key=len, reverse=True))
    small = rf"(?:(?P<jiao>{_NUM}|{_HAN})(?:[角毛])(?:(?P<fen>{_NUM})分?)?|(?P<fen>{_NUM})分(?! *之)|(?P<tail>零?[{_HAN_DIGIT}](?![{_HAN_DIGIT}{_HAN_UNIT}个元年月])))"
    return regex.compile(
        rf"(?P<trap>{_TRAPS}|第{_NUM})"
        rf"|(?P<bound>至少|最少|最多|至多|不超过|不少于)?"
        rf"(?:(?P<sign>{_SIGN})?(?:百分之(?P<percent>{_NUM})|(?P<percent>{_NUM}) ?[%％]|(?P<points>{_NUM}) *个? ?百 ?分 ?点"
        rf"|(?P<per_many>[千万百]*[千万])分之(?P<share>{_NUM})|(?P<tenths>{_NUM}) ?成(?![立为员果都分本功效绩品长年熟因就])|(?:(?<=打)(?P<off>对)|(?P<off>{_NUM})) ?折(?![旧磨扣线断])))(?P<after>以上|以下|以内|左右|多)?"
        rf"|(?P<bound>至少|最少|最多|至多|不超过|不少于)?(?:人民币 *|RMB *)?"
        rf"(?:(?P<symbol>[￥¥$＄€£]) ?(?P<amount>{_NUM})(?P<currency>{money})?|(?P<amount>{_NUM})个?(?P<vague>[余多])?(?P<currency>{money})(?:又?(?P<cents>{_NUM})美分|{small})?|{small.replace('|(?P<tail>', '|(?P<none>(?!)')}(?![钟]))"
        rf"钱?整?(?P<after>以上|以下|以内|左右)?"
        rf"|(?P<sign>{_SIGN})?(?P<number>(?:(?:{_NUM}) ?又)?{_NUM} ?分 ?之 ?(?:[负負])?{_NUM}|{_NUM}/{_NUM}(?![/{_DIGIT}])|一半|{_NUM})(?P<dozen>打(?![^苹蘋鸡]))?"
        rf"(?P<after>余|多(?=[万亿]))?"
    )


def quantities(text: str) -> list[Bare]:
    """All bare quantities of `text`, in order, never overlapping. Numerals inside dates and names are not told apart:
    the caller drops those that touch its dates."""
    found = (_read(match) for match in _pattern().finditer(text) if match["trap"] is None)
    return [bare for bare in found if bare is not None]


def _read(match: regex.Match[str]) -> Bare | None:
    comparator = _AFTER.get(match["after"] or match["vague"] or "") or _BEFORE.get(match["bound"] or "") or "eq"
    for group, scale, unit in (("percent", 1.0, "%"), ("points", 1.0, "个百分点"), ("tenths", 10.0, "%")):
        if match[group]:
            return _bare(match, "percent", number(match[group]), scale, comparator, unit)
    if match["share"]:
        below = number("1" + match["per_many"])
        return _bare(match, "percent", number(match["share"]), 100 / below if below else 0.0, comparator, "%")
    if match["off"]:
        return _bare(match, "percent", _discount(match["off"]), 1.0, comparator, "%")
    if match["number"]:
        printed = "半" if match["number"] == "一半" else match["number"]
        return _bare(match, "number", number(printed), 12.0 if match["dozen"] else 1.0, comparator, "")
    return _money(match, comparator)


def _discount(printed: str) -> float | None:
    """九折 is 90 %, 九九折 99 %, 对折 50 %."""
    value = 5.0 if printed == "对" else number(printed)
    if value is None or value == 10:
        return None
    if printed == "半":
        return 50.0
    return value * 10 if value < 10 else value


def _money(match: regex.Match[str], comparator: Comparator) -> Bare | None:
    amount = number(match["amount"]) if match["amount"] else 0.0
    if amount is None:
        return None
    for group, part in (("jiao", 0.1), ("fen", 0.01), ("cents", 0.01)):
        if match[group]:
            amount += (number(match[group]) or 0.0) * part
    if match["tail"]:
        amount += (number(match["tail"].lstrip("零")) or 0.0) * (0.01 if match["tail"].startswith("零") else 0.1)
    unit = _CURRENCIES.get(match["currency"] or "", _SYMBOLS.get(match["symbol"] or "", "元"))
    return _bare(match, "money", round(amount, 6), 1.0, comparator, unit)


def _bare(
    match: regex.Match[str], kind: Sort, value: float | None, scale: float, comparator: Comparator, unit: str
) -> Bare | None:
    if value is None:
        return None
    sign = -1.0 if match["sign"] else 1.0
    return Bare(*match.span(), kind, Quantity(sign * value * scale, None, comparator, unit))
