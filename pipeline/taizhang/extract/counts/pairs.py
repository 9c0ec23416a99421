"""Bare numbers behind names in one line, where a label says in what they are counted: 分布（件）：甲区139 乙区63 丙县51."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.extract.counts.headers import BareNumber, printed_unit
from taizhang.rules import compiled
from taizhang.types import Quantity, Span

_PAIR = r"[ 　]*(?P<name>\p{Han}{2,10}?)[ 　]?(?P<number>\d{1,6})(?![\d.．%％\p{Han}])[、，,；;]?"
_LIST = compiled(rf"(?P<head>\p{{Han}}{{2,10}}[（(]\p{{Han}}{{1,3}}[)）])[:：](?P<pairs>(?:{_PAIR}){{3,60}})")
_ONE = compiled(_PAIR)
_HEADED = compiled("[)）][:：]")  # seldom stands in a text, and is found much sooner than what may stand before it


def pairs(text: str) -> Iterator[tuple[BareNumber, Span]]:
    """The numbers of all such lists, each with where its name stands; at least three in one."""
    for listed in _LIST.finditer(text) if _HEADED.search(text) else ():
        if (told := printed_unit(listed["head"])) is None:
            continue
        for pair in _ONE.finditer(text, *listed.span("pairs")):
            value = Quantity(float(pair["number"]), None, "eq", told[1])
            yield BareNumber(*pair.span("number"), value, listed["head"], pair["name"], ""), pair.span("name")
