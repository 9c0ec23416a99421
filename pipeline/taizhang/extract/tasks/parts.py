"""Who does what inside one cell: 牵头单位：甲；配合单位：乙, 甲（牵头）、乙, 甲牵头，乙配合, and 排在首位的为牵头单位 below the list."""

from __future__ import annotations

import regex

from taizhang.rules import cached, compiled, latest, load_pack, table, words_by_term
from taizhang.types import Span
from taizhang.vocabulary import ASSIGNMENT_ROLES, AssignmentRole

_COLON = compiled(r"(?P<name>\p{Han}{2,8})[：:]")


@table()
def _parts() -> dict[str, AssignmentRole]:
    return {word: role for role, words in words_by_term("tasks", "parts", ASSIGNMENT_ROLES).items() for word in words}


@cached
def _said_behind() -> regex.Pattern[str]:
    """甲（牵头）, 甲牵头: the part stands right behind the name."""
    return compiled(
        rf"[ \u3000]?(?:[（(](?P<part>{'|'.join(_parts())})(?:单位|部门)?[）)]|(?P<part>{'|'.join(_parts())})(?=[，,、；;。\n]|$))"
    )


@cached
def _first_leads() -> regex.Pattern[str]:
    return compiled(next(r.pattern for r in load_pack("tasks").rules if r.id == "tasks.first_leads"))


@latest
def first_takes_the_lead(text: str) -> bool:
    """Whether a note says that of several bodies under 责任单位 the first one takes the lead."""
    return _first_leads().search(text) is not None


def part_in_cell(text: str, cell: Span, name: Span, column: AssignmentRole) -> AssignmentRole:
    """The part of the body at `name` in a cell under `column`: what the cell itself says of it, else the column's."""
    if behind := _said_behind().match(text, name[1], cell[1]):
        return _parts()[behind["part"]]
    labels = [
        m
        for m in _COLON.finditer(text, cell[0], name[0])
        if m["name"].removesuffix("单位").removesuffix("部门") in _parts()
    ]
    return _parts()[labels[-1]["name"].removesuffix("单位").removesuffix("部门")] if labels else column
