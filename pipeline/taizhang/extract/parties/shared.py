"""Names whose end several divisions share: 宜昌、黄冈市政府, 望城区党委和政府, 章贡区、南康区须于6月底前…"""

from __future__ import annotations

import regex

from taizhang.extract.parties.divisions import Divided, Divisions
from taizhang.extract.parties.named import Named, Site
from taizhang.extract.parties.names import canonical_name, make_party
from taizhang.extract.places.gazetteer import within
from taizhang.rules import Rule, compiled
from taizhang.types import PlaceMention

_JOINED = compiled(r"(?r)[、,，和及与]")
_LETTERS = "省市州"


def _holds(above: PlaceMention, inner: PlaceMention) -> bool:
    code, around = inner.region.adcode, above.region.adcode
    return bool(code and around and code != around and within(code, around))


class Shared:
    """The forms of one text in which divisions stand in a list."""

    def __init__(self, site: Site, divisions: Divisions) -> None:
        self.site, self._divisions = site, divisions

    def both(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """The party committee and the government of each division that the phrase is said of (党委和政府)."""
        division = self._divisions.of(match["lv"], match.start())
        if division is None:
            return []
        divisions = [division]
        start = division[0]
        while _JOINED.match(self.site.text, max(start - 1, 0), start) and (
            place := self.site.anchors.ending.get(start - 1)
        ):
            start = place.start
            divisions.append((start, place.region.name, place.region.adcode))
        out = []
        for start, prefix, code in reversed(divisions):
            committee = prefix + ("党委" if prefix.endswith(("自治区", "兵团")) else "委")
            out.append(self.site.named(rule, start, match.end(), committee, code, prefix=prefix))
            government = make_party(canonical_name(prefix + "政府"), "government", code)
            out.append(
                Named(start, match.end(), self.site.text[start : match.end()], government, rule.id, prefix, code)
            )
        return out

    def distributed(self, rule: Rule, start: int, end: int, core: str, level: str) -> list[Named]:
        """宜昌、黄冈市政府, 安徽池州市、江西上饶市政府: the divisions listed before share the core."""
        out: list[Named] = []
        start = self._before_above(start)
        while _JOINED.match(self.site.text, max(start - 1, 0), start) and (
            place := self.site.anchors.ending.get(start - 1)
        ):
            alike = place.region.name.endswith(level) or place.text.endswith(("市", "县", "区", "旗", "州", "盟"))
            if not alike or place.region.adcode is None:  # 丹江口市、郧西县政府: printed in full, of another letter
                break
            start = place.start
            out.append(
                self.site.named(
                    rule, start, end, place.region.name + core, place.region.adcode, prefix=place.region.name
                )
            )
            start = self._before_above(start)
        return out[::-1]

    def _before_above(self, start: int) -> int:
        """Where the divisions begin that stand before a place and hold it (安徽|池州市)."""
        inner = self.site.place_at(start)
        while inner and (above := self.site.anchors.ending.get(start)) and _holds(above, inner):
            start, inner = above.start, above
        return start

    def above(self, rule: Rule, start: int, end: int, core: str, code: str | None) -> list[Named]:
        """省、市政府: the letter of the level above, of which the core is said as well."""
        letter = start - 2
        if code is None or letter < 0 or self.site.text[start - 1] != "、" or self.site.text[letter] not in _LETTERS:
            return []
        first = self._divisions.of(self.site.text[letter], letter)
        if first is None or first[2] is None or first[2] == code or not within(code, first[2]):
            return []
        return [self.site.named(rule, first[0], end, first[1] + core, first[2], prefix=first[1])]

    def counted(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """池州、上饶等6市政府: the government of each place listed; none of those for which a list gives examples only is made up."""
        end, out = match.start(), list[Named]()
        while (place := self.site.anchors.ending.get(end)) is not None and place.region.adcode is not None:
            name, code = place.region.name, place.region.adcode
            out.append(self.site.named(rule, place.start, place.end, name + "政府", code, prefix=name))
            start = place.start
            while (above := self.site.anchors.ending.get(start)) is not None:  # 安徽省|池州
                start = above.start
            if not _JOINED.match(self.site.text, max(start - 1, 0), start):
                break
            end = start - 1
        return out[::-1] if len(out) > 1 else []  # 湖北四县市政府 are four in that province

    def told(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """章贡区要在10月底前…: a division that has to do something is its government, and so are those listed before it."""
        end, out = match.end("lv"), list[Named]()
        while (place := self.site.anchors.ending.get(end)) is not None and place.text == place.region.name:
            start, prefix, code = self._divisions.printed(place, place.text[-1])
            out.append(self.site.named(rule, start, end, prefix + "政府", code, prefix=prefix))
            if not _JOINED.match(self.site.text, max(start - 1, 0), start):
                break
            end = start - 1
        return out[::-1]

    def above_its_branch(self, match: regex.Match[str], division: Divided) -> Divided:
        """The city above, where an office of a bare 市 has its branch in the county that the letter would mean (市生态环境局|松滋市|分局)."""
        start, _, code = division
        if start != match.start() or code is None or code.endswith("00"):
            return division
        branch = self.site.anchors.ending.get(match.end() - 2) if match[0].endswith("分局") else None
        above = self.site.anchors.gaz.parent(code) if branch and branch.region.adcode == code else None
        return (start, above.name, above.code) if above else division
