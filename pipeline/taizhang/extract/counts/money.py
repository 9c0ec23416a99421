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
_LONGEST = 19  # characters of a numeral in front of its last 万 or 亿


class _Words(NamedTuple):
    scale: regex.Pattern[str]  # the 万 or 亿 that such a figure ends in: far rarer than what one can begin with
    figure: regex.Pattern[str]
    said: regex.Pattern[str]
    after: dict[str, Comparator]


@cached
def _words() -> _Words:
    lists = load_pack("count_figures").lexicons
    money, after = lists["money"], "|".join(lists["after"])
    figure = (
        r"(?<![\d.．,，第])(?:(?P<digits>\d{1,9}(?:[.．]\d{1,6})?)(?P<vague>[余多来几])?(?P<scale>[十百千]?(?:万亿|亿|万))"
        rf"|(?P<han>[一二两三四五六七八九十][一二三四五六七八九十百千]{{0,8}})(?P<more>[余多来几])?(?P<han_scale>万亿|亿|万))(?P<after>{after})?(?={money['behind']})"
    )
    scale = rf"[万亿](?:{after})?(?={money['behind']})"
    said = rf"(?r)(?:{'|'.join(money['said'])})(?:{'|'.join(money['between'])}){{0,3}}"
    return _Words(compiled(scale), compiled(figure), compiled(said), dict(lists["after"]))


def sums(text: str) -> Iterator[Hit]:
    """The sums of `text` that print no 元, in order."""
    words = _words()
    for match in _figures(text, words):
        at = match.start()
        first, before = comparator_before(text, at, grammar())
        if words.said.match(text, max(0, first - _REACH), first) is None:
            continue
        value = (
            number(match["han"] + match["han_scale"])
            if match["han"]
            else scaled(match["digits"].replace("．", "."), match["scale"])
        )
        if value is not None:
            vague = match["vague"] or match["more"] or match["after"]
            told = words.after[vague] if vague else before
            yield Hit(first, at, match.end(), Quantity(value, None, told or "eq", "元"))


def _figures(text: str, words: _Words) -> Iterator[regex.Match[str]]:
    """The figures in 万 or 亿 with nothing to measure behind them, found by their ends."""
    ended = 0
    for scale in words.scale.finditer(text):
        starts = range(max(ended, scale.start() - _LONGEST), scale.start())
        match = next((m for at in starts if (m := words.figure.match(text, at))), None)
        if match:
            ended = match.end()
            yield match
