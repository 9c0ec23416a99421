"""What is the same in a task however a bulletin words it: the words of its problem without those around it, and its number.

A plan says 12.水东片区污水管网建设滞后，污水直排, the report 关于水东片区污水管网建设滞后的整改情况, the notice 整改任务（序号12）. Knowledge:
`rules/links.yml`.
"""

from __future__ import annotations

from typing import Final

from taizhang.extract.tasks.titles import title_of
from taizhang.numerals import read_numeral
from taizhang.rules import compiled, remembered, rule_pattern

_ENOUGH: Final = 8  # letters that tell one problem of an inspection from its others
_MOST: Final = 40
_RECEIPT: Final = 8  # characters of a number that names a complaint in the whole inspection
_CLAUSE: Final = compiled("[，,：:]")
_ORDINAL: Final = compiled(
    r"^(?:第|序号|编号)?[（(]?(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,5})[）)]?[项条号个]?$"
)


@remembered
def core(statement: str) -> str:
    """The letters of the first clause that says what is wrong, with the next where it is short; of a statement that is nothing
    but words around one, all of them."""
    words = title_of(rule_pattern("links", "link.gloss").sub("", statement), limit=len(statement))
    told = ""
    for clause in _CLAUSE.split(words):
        if told or not rule_pattern("links", "link.lead_in").search(clause.strip()):
            told += letters(rule_pattern("links", "link.frame").sub("", clause, count=1))
        if len(told) >= _ENOUGH:
            break
    return letters(told or statement)


def letters(words: str) -> str:
    """The letters of some words, without marks, at most forty."""
    return "".join(ch for ch in words if ch.isalnum())[:_MOST]


def receipt(number: str | None) -> str | None:
    """The number under which a complaint was received (D3SX202505280018), which is its own in the whole inspection."""
    return number if number and len(number) >= _RECEIPT else None


def ordinal(number: str | None) -> int | None:
    """The place of a task in the list of its plan: 12, 第十二项."""
    told = _ORDINAL.match(number.strip()) if number else None
    return read_numeral(told["number"]) if told else None
