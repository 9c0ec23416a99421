"""Divisions of 新疆生产建设兵团, which govern like prefectures and print no more than 师市党委, 师水利局 once they are named."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import Final

import regex

from taizhang.extract.parties.named import Named, Site
from taizhang.extract.parties.names import make_party
from taizhang.rules import Rule, compiled
from taizhang.vocabulary import PartyKind

_NUMBERED = compiled(r"第?(?P<number>十[一二三四]?|[一二三四五六七八九])师(?P<city>\p{Han}{2,4}市)?")
_KINDS: Final[tuple[tuple[tuple[str, ...], PartyKind], ...]] = (
    (("党委",), "party_committee"),
    (("纪委", "监委"), "discipline_body"),
    (("政府",), "government"),
    (("办", "办公室", "领导小组"), "leading_group"),
)


class Corps:
    """The form corps of one text."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def body(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """第二师水利局 as it stands; 师市水利局 of the division named before it, else of the only one named."""
        printed = _NUMBERED.fullmatch(match["division"])
        division = _division(printed) if printed else self._named_before(match.start())
        if division is None:
            return []
        kind: PartyKind = next((kind for ends, kind in _KINDS if match["core"].endswith(ends)), "department")
        named = self.site.named(rule, match.start(), match.end(), division + match["core"], None, prefix=division)
        assert named.party is not None
        named.party = make_party(named.party.name, kind, None, "prefecture")
        return [named]

    @cached_property
    def _named(self) -> list[tuple[int, str]]:
        return [(m.start(), _division(m)) for m in _NUMBERED.finditer(self.site.text)]

    def _named_before(self, at: int) -> str | None:
        i = bisect_left(self._named, (at, ""))
        if i:
            return self._named[i - 1][1]
        return self._named[0][1] if len({name for _, name in self._named}) == 1 else None


def _division(printed: regex.Match[str]) -> str:
    return f"第{printed['number']}师{printed['city'] or ''}"
