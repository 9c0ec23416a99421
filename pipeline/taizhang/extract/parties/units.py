"""The bodies inside a company, a school, an office, which print no more than 集团党委, 党委巡察办, 集团安全环保部: those of the unit
that the text names in full."""

from __future__ import annotations

from collections.abc import Callable

import regex

from taizhang.extract.parties.named import Named, Site, words
from taizhang.rules import Rule, compiled
from taizhang.types import Party

# The brand of a group of companies, where a clause opens with it: 首钢|集团党委
_BRAND = compiled(r"(?r)(?<=^|[。；，,、;：:\n])(?![该本各某其省市县区国上所下有相由向对经报要])\p{Han}{2}")
_COMMITTEE = ("党委", "党组")

Teams = Callable[[Rule, "regex.Match[str]", int, str, str | None], list[Named]]
Form = Callable[[Rule, "regex.Match[str]"], list[Named]]


class Units:
    """The forms unit, unit_office, unit_team and school of one text. `committees`: those named so far, by their ids; `teams` makes
    teams of a sender, `schools` names schools in full."""

    def __init__(self, site: Site, committees: dict[str, Party], teams: Teams, schools: Form) -> None:
        self.site, self._committees, self._teams, self._schools = site, committees, teams, schools

    def unit(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """局党组: the one of the office named before, as printed where none was."""
        start, printed = self._branded(match.start(), match[0])
        known = None if start < match.start() else self._known(printed)
        if known is not None:
            return [Named(*match.span(), match[0], known, rule.id)]
        return [self.site.named(rule, start, match.end(), printed, None)]

    def school(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """A school, or its committee; 学院党委 alone is the one named in full before."""
        named = self._schools(rule, match)
        known = None if named or not match["core"] else self._known(match[0])
        return [Named(*match.span(), match[0], known, rule.id)] if known else named

    def unit_office(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """集团安全环保部, 党委巡察办: an office of that unit."""
        start, of = self._of(match)
        return [self.site.named(rule, start, match.end(), of + match["core"], None)]

    def unit_team(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """集团党委第一、第二巡察组: teams of that unit."""
        return self._teams(rule, match, *self._of(match), None)

    def _of(self, match: regex.Match[str]) -> tuple[int, str]:
        """Where the name begins, and the unit or its committee in full."""
        start, printed = self._branded(match.start(), match["unit"] or "")
        committee = printed if printed.endswith(_COMMITTEE) else printed + "党委"
        if start == match.start() and (known := self._known(committee)):
            printed = known.name if printed.endswith(_COMMITTEE) else known.name.removesuffix("党委")
        return start, printed

    def _branded(self, start: int, unit: str) -> tuple[int, str]:
        brand = _BRAND.match(self.site.text, max(start - 3, 0), start) if unit.startswith("集团") else None
        if brand and not words("name_stops").fullmatch(brand[0]):  # 关于|集团党委
            return brand.start(), brand[0] + unit
        return start, unit

    def _known(self, ending: str) -> Party | None:
        """The first committee or discipline body named in the text whose name ends so and says more."""
        return next((p for p in self._committees.values() if p.name.endswith(ending) and p.name != ending), None)
