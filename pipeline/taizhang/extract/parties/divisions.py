"""The division that a form beginning with the letter of a level (市委, 省生态环境厅) belongs to."""

from __future__ import annotations

import regex

from taizhang.extract.parties.anchors import brief_name
from taizhang.extract.parties.named import Site, nobody_before
from taizhang.extract.parties.zones import Zones
from taizhang.extract.places.gazetteer import MUNICIPALITIES
from taizhang.rules import cached, compiled, load_pack
from taizhang.types import PlaceMention

_INSIDE_A_NAME = compiled(r"(?![由向对经将请报和与及让被把据从同合促求在])\p{Han}")  # 崖|州湾
_JOINED = ("、", "，", ",", "和", "及", "与")
Divided = tuple[int, str, str | None]  # where a division begins, its name before the core, its code
_BRACKETED = compiled(r"(?r)[（(][市县区州旗、,，]{1,7}[)）]")  # 县（市）区政府, 县（市、区）委


@cached
def _part_of_a_word() -> regex.Pattern[str]:
    """The letter of a level where it ends another word, read backwards: only a known place may end so (房山区)."""
    words = load_pack("parties").lexicons["level_ends_a_word"].items()
    return compiled("(?r)(?:" + "|".join(f"[{before}]{level}" for level, before in words) + ")")


def _one_letter(prefix: str, level: str) -> bool:
    return len(prefix) > len(level) and prefix.endswith(level)


class Divisions:
    """The divisions before the cores of one text."""

    def __init__(self, site: Site, zones: Zones, several_provinces: bool) -> None:
        self.site, self._zones = site, zones
        self._several_provinces = several_provinces

    def of(self, level: str, at: int) -> Divided | None:
        """(start, prefix, code) for a core whose level letter stands at `at`; None where it is nobody's."""
        end = at + len(level)
        place = self.site.anchors.ending.get(end) or self.site.anchors.ending.get(at)
        if level in ("地区", "地"):
            return self._prefecture(place, at)
        if place is not None and (place.end == end or place.region.name.endswith(level)):
            return self.printed(place, level)
        if level == "区" and (zone := self._zones.ending(end)):
            return zone
        before, last = self.site.text[at - 1 : at], self.site.last
        if last is not None and last.end == at - 1 and before in _JOINED and _one_letter(last.prefix, level):
            return at, last.prefix, last.adcode  # 庐山市委、|市政府: both of the same city
        if _part_of_a_word().match(self.site.text, max(at - 1, 0), end) or _BRACKETED.match(
            self.site.text, max(at - 9, 0), at
        ):
            return None
        if before == "某":
            return at - 1, "某" + level, None
        if nobody_before().match(self.site.text, max(at - 3, 0), at):
            return None
        start = at - 1 if before in ("我", "本") else at
        if level == "兵团":
            return start, "新疆生产建设兵团", None
        found = self.site.anchors.resolve(level, at)
        if found:
            return start, self.site.anchors.called(found), found.code
        if level == "州" and _INSIDE_A_NAME.match(before):
            return None
        return start, self.site.anchors.hidden_name(level, at) or self.site.anchors.shared_name(level), None

    def _prefecture(self, place: PlaceMention | None, at: int) -> Divided | None:
        """和田地委, 地区水利局: of a prefecture called 地区, which the word alone does not tell."""
        if place is not None and place.region.name.endswith("地区"):
            return place.start, place.region.name, place.region.adcode
        for length in (2, 3, 4):
            called = self.site.text[max(at - length, 0) : at] + "地区"
            if len(named := self.site.anchors.gaz.named(called, self.site.anchors.month)) == 1:
                return at - length, called, named[0].code
        found = None if place is not None else self.site.anchors.resolve("地区", at)
        return (at, found.name, found.code) if found else None

    def _city_untold(self, code: str) -> bool:
        """Whether a page of several provinces nowhere names the municipality that a district lies in."""
        return code[:2] in MUNICIPALITIES and self._several_provinces and not self.site.anchors.names(code[:2] + "0000")

    def printed(self, place: PlaceMention, level: str) -> Divided:
        """The division as printed; a district keeps the city printed before it, because districts share names."""
        name = place.text if place.text.endswith(level) else place.region.name
        start = place.start
        code = place.region.adcode
        division = self.site.anchors.gaz.division(code, self.site.anchors.month) if code else None
        if division is not None and name != division.name and not name.startswith(division.short):
            name = brief_name(division)  # 巴州, 准旗: customary, nobody's name in full
        above = self.site.anchors.ending.get(start)
        if above is not None and level == "区" and code and above.region.adcode and above.region.adcode[-2:] == "00":
            city = above.region.name
            if not city.endswith(("省", "自治区")):
                name, start = city + name, above.start
        elif level == "区" and code and self._city_untold(code):
            name = self.site.anchors.province_of(code) + name
        if name.endswith("兵团"):
            name = "新疆生产建设兵团"
        return start, name, code
