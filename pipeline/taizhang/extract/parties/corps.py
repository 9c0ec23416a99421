"""Divisions of 新疆生产建设兵团, which govern like prefectures and print no more than 师市党委, 师水利局 once they are named."""

from __future__ import annotations

import regex

from taizhang.extract.parties.named import Named, Site
from taizhang.extract.parties.names import make_party
from taizhang.rules import Rule

_NUMBERED = regex.compile(r"第?(?P<number>十[一二三四]?|[一二三四五六七八九])师(?P<city>\p{Han}{2,4}市)?")
_KINDS = (
    (("党委",), "party_committee"),
    (("纪委", "监委"), "discipline_body"),
    (("政府",), "government"),
    (("办", "办公室", "领导小组"), "leading_group"),
)


def corps_body(site: Site, rule: Rule, match: regex.Match[str]) -> list[Named]:
    """第二师水利局 as it stands; 师市水利局 of the division named before it, else of the only one named."""
    printed = _NUMBERED.fullmatch(match["division"])
    division = _division(printed) if printed else _named_division(site.text, match.start())
    if division is None:
        return []
    kind = next((kind for ends, kind in _KINDS if match["core"].endswith(ends)), "department")
    named = site.named(rule, match.start(), match.end(), division + match["core"], None, prefix=division)
    assert named.party is not None
    named.party = make_party(named.party.name, kind, None, "prefecture")
    return [named]


def _division(printed: regex.Match[str]) -> str:
    return f"第{printed['number']}师{printed['city'] or ''}"


def _named_division(text: str, at: int) -> str | None:
    named = [(m.start(), _division(m)) for m in _NUMBERED.finditer(text)]
    before = [name for start, name in named if start < at]
    if before:
        return before[-1]
    return named[0][1] if len({name for _, name in named}) == 1 else None
