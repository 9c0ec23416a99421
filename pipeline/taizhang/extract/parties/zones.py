"""Development zones, parks, reserves and scenic areas: their bodies (襄阳高新区|管委会) and offices (高新区|城管执法局) carry their names."""

from __future__ import annotations

import regex

from taizhang.extract.parties.left import LeftNames
from taizhang.extract.parties.named import Named, Site, nobody_before
from taizhang.extract.parties.names import make_party
from taizhang.rules import Rule, cached, compiled, load_pack
from taizhang.types import PlaceMention

_LEVEL = compiled(r"[省市县区州旗](?![城域])")
_LONGEST = 14  # characters of a zone's own words
_LONGEST_HEAD = 10
_REACH = 20
_OF_EACH = compiled(r"(?r)各[^，,。；;：:\n]{1,16}[、和及与]")  # 各县区政府、|开发区管委会: each that there is
_AND_ITS = compiled(r"(?r)(?:以?及|和|与)其")  # 汤阴县|及其|经济开发区

Zone = tuple[int, str, str | None]


@cached
def _head() -> regex.Pattern[str]:
    """What a zone's name ends in, read backwards."""
    return compiled(f"(?r)(?:{load_pack('parties').pieces['zone']})")


@cached
def _common() -> frozenset[str]:
    return frozenset(load_pack("parties").lexicons["common_zones"])


class Zones:
    """The zones of one text, and the forms zone and zone_bare."""

    def __init__(self, site: Site, left: LeftNames) -> None:
        self.site, self._left = site, left
        self._named: dict[str, Zone] = {}  # the last one with a name of its own, by the words it ends in

    def ending(self, end: int) -> Zone | None:
        """(start, name, code) of the zone whose name ends at `end`: 高新区|城管执法局; None where none does."""
        head = _head().match(self.site.text, max(end - _LONGEST_HEAD, 0), end)
        if head is None or nobody_before().match(self.site.text, max(head.start() - 2, 0), head.start()):
            return None
        return self._known(head.start(), end) or (head.start(), head[0], None)

    def _known(self, head: int, end: int) -> Zone | None:
        """The zone at `head`; of 新区 alone the one named before that ends so, or the bulletin's own."""
        found, words = self._zone(head, end), self.site.text[head:end]
        if found is not None and found[0] < head:
            self._named[words] = found
            return found
        own = ((head, d.name, d.code) for d in self.site.anchors.own if d.name.endswith(words))
        before = self._named.get(words) or next(own, None)
        return (head, *before[1:]) if before else found

    def _zone(self, head: int, end: int) -> Zone | None:
        """The zone whose last words (开发区) are at `head`; None where it has no name and nothing tells its city."""
        site = self.site
        start = self._left.left(head, _LONGEST)
        name, place = site.text[start:end], site.place_at(start)
        if _LEVEL.match(name) and (division := site.anchors.resolve(name[0], start)):
            return start, site.anchors.called(division) + name[1:], division.code
        nameless = start == head
        if nameless and (owner := self._owner(start)):
            return start, owner.text + name, owner.region.adcode
        if place is not None or not (nameless or site.text[start:head] in _common()):
            return start, name, place.region.adcode if place else None
        own, city = site.anchors.own, site.anchors.resolve("市", head)
        if city is None and nameless:
            return None
        if len(own) == 1 and own[0].level == "county" and not nameless:
            return start, site.anchors.called(own[0]) + name, own[0].code
        return (start, (city.short or city.name) + name, city.code) if city else (start, name, None)

    def _owner(self, start: int) -> PlaceMention | None:
        """The place of whose zone it is told: 汤阴县及其|经济开发区."""
        its = _AND_ITS.match(self.site.text, max(start - 3, 0), start)
        return self.site.anchors.ending.get(its.start()) if its else None

    def zone(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """The body of a zone whose name stands left of 开发区."""
        found = self._known(match.start(), match.end("zone"))
        if found is None or _OF_EACH.match(self.site.text, max(found[0] - _REACH, 0), match.start()):
            return []
        start, name, code = found
        return [self._party(rule, start, match.end(), name, match["core"], code)]

    def zone_bare(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """管委会 behind a body of its zone."""
        last = self.site.last
        if last is None or not last.zone or match.start() - last.end > 40:
            return []
        return [self._party(rule, *match.span(), last.zone, match["core"], last.adcode)]

    def _party(self, rule: Rule, start: int, end: int, zone: str, core: str, code: str | None) -> Named:
        named = self.site.named(rule, start, end, zone + core, code, zone=zone)
        if core.endswith("工委"):
            assert named.party is not None
            named.party = make_party(named.party.name, "party_committee", code)
        return named
