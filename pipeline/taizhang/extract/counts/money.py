"""Sums of money whose 元 is left out: 罚款3亿, 总投资约12亿, 涉案金额达724万.

In: a text. Out: a `Hit` for each, in 元. Only words of money before a figure in 万 or 亿 with nothing to measure behind it tell
that it is one (人口3亿 is none); they are `money` of the pack `count_figures`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from taizhang.extract.counts.numerals import number, scaled
from taizhang.extract.counts.scan import Hit, comparator_before, grammar
from taizhang.rules import cached, compiled, load_pack
from taizhang.types import Quantity
from taizhang.vocabulary import Comparator

_REACH = 16  # characters before a figure in which the word of money stands, and those between


class _Words(NamedTuple):
    figure: regex.Pattern[str]
    said: regex.Pattern[str]
    after: dict[str, Comparator]


@cached
def _words() -> _Words:
    lists = load_pack("count_figures").lexicons
    money, after = lists["money"], "|".join(lists["after"])
    figure = (
        r"(?<![\d.．,，第])(?:(?P<digits>\d{1,9}(?:[.．]\d{1,6})?)(?P<scale>[十百千]?(?:万亿|亿|万))"
        rf"|(?P<han>[一二两三四五六七八九十][一二三四五六七八九十百千]{{0,8}}(?:万亿|亿|万)))(?P<after>{after})?(?={money['behind']})"
    )
    said = rf"(?r)(?:{'|'.join(money['said'])})(?:{'|'.join(money['between'])}){{0,3}}"
    return _Words(compiled(figure), compiled(said), dict(lists["after"]))


def sums(text: str) -> Iterator[Hit]:
    """The sums of `text` that print no 元, in order."""
    words = _words()
    for match in words.figure.finditer(text):
        at = match.start()
        first, before = comparator_before(text, at, grammar())
        if words.said.match(text, max(0, first - _REACH), first) is None:
            continue
        value = number(match["han"]) if match["han"] else scaled(match["digits"].replace("．", "."), match["scale"])
        if value is not None:
            told = words.after[match["after"]] if match["after"] else before
            yield Hit(first, at, match.end(), Quantity(value, None, told or "eq", "元"))
