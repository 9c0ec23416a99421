"""Names that lie to the left of what ends them: firms, towns, institutions."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from itertools import takewhile

import regex

from taizhang.extract.parties.brands import LONGEST_BRAND, is_a_name
from taizhang.extract.parties.named import Named, Site, kinds_told, words
from taizhang.extract.places.gazetteer import within
from taizhang.rules import Rule, cached, compiled
from taizhang.types import PlaceMention
from taizhang.vocabulary import PartyLevel

_LONGEST = 22  # characters of a firm's own words
_UNITED = 3  # characters of a trade behind 联合 in a firm's name
_BRANDS = (2, 3)  # characters of one before a place
_ITEM = 400  # characters of an item, in which a hidden firm is named with its place once
_HAN_RUN = compiled(r"(?r)\p{Han}{1,24}")
_BRANCH = compiled(r"(?r)[（(](?![一二三四五六七八九十]+[）)])\p{Han}{2,6}[）)]")  # 春和超市（淮南）|有限公司
_TOWN = compiled(r"(?r)镇|乡|街道|街|村|社区")
_TOWNS = compiled(r"镇|乡(?!镇)|街道")
_TOWN_AHEAD = compiled(
    r"(?![各该本某全有相][\p{Han}]{0,2}(?:镇|乡|街道))\p{Han}{2,3}(?:镇(?!区)|乡(?![村镇道])|街道)(?=\p{Han}{2})"
)
_IN_A_TOWN = compiled(r"\p{Han}{2,3}(?:镇|乡|街道)\p{Han}{2,3}")  # 横山镇清水|村
_TOWN_NAME = 3  # characters of a town's name, without its level
_JOINED = compiled(r"[、和及]")
_AND = "和与及"
_NAMES_TOO = ("多", "两")  # letters that mean nobody, and begin names of towns (多巴镇, 两江镇)
_NO_BRAND = "其他她它我你该此省市县区州盟旗镇乡村人"  # letters before 和 that are words of their own


@cached
def _town_in_list() -> regex.Pattern[str]:
    """A town that a list goes on behind, read backwards: 责成|束河街道、"""
    before = words("before_towns").pattern
    return compiled(
        rf"(?r)(?<={before}|^|\n)(?!(?:{words('no_town_begins').pattern}))\p{{Han}}{{2,3}}(?:镇|乡|街道)[、和及]"
    )


@cached
def _stops() -> regex.Pattern[str]:
    counted = words("counted_stops").pattern
    return compiled(
        f"{words('name_stops').pattern}|(?<=[一二三四五六七八九十百千两几数多余这那某\\d])(?:{counted})|(?<=\\d)[年月日号时]"
    )


def _is_nobody(own: str) -> bool:
    """Whether what stands before 镇 names no town: 各镇, 有关乡."""
    if own[-1] in "各该本乡" or own == "镇":  # 三个|镇镇政府
        return True
    said = words("nobody").match(own)
    return said is not None and not (said[0] in _NAMES_TOO and own[1:2] not in ("", "个", "家", "数"))


class LeftNames:
    """The forms firm, some and town of one text."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._hidden: dict[str, list[Named]] = defaultdict(list)  # firms behind 某, by the words that hide them

    def left(self, end: int, longest: int) -> int:
        """Where a name that ends at `end` begins: at a place, or behind the last word that no name begins with."""
        if bracket := _BRANCH.match(self.site.text, max(end - longest, 0), end):
            return self.left(bracket.start(), longest)
        run = _HAN_RUN.match(self.site.text, max(end - longest, 0), end)
        if run is None:
            return end
        cut = self._behind_stops(run.start(), end)
        starts = self.site.anchors.starts
        i = bisect_left(starts, run.start())
        while i < len(starts) and starts[i] < end:
            if self.site.anchors.places[i].end > cut:
                return starts[i]
            i += 1
        return cut

    def _behind_stops(self, start: int, end: int) -> int:
        """Behind the last word that no name begins with in `start`..`end`; `start` where none stands there."""
        text, cut = self.site.text, start
        for stop in _stops().finditer(text, start, end):
            held = (max(stop.start() - 1, start), stop.start())  # 草原 and 和平 hold a stop
            if any(words("not_stops").match(text, at, end) for at in held) or self._in_a_brand(stop, cut):
                continue
            if stop[0] in _AND and stop.start() == start and not _HAN_RUN.match(text, 0, start):
                continue  # ，和乐镇政府: at the head of a clause it joins nothing
            cut = stop.end()
        return cut

    def _in_a_brand(self, stop: regex.Match[str], cut: int) -> bool:
        """Whether 和 is of a brand: but one letter stands before it, too little to be joined (江苏|瑞和|化肥有限公司); or 联合 between a place
        and a trade."""
        letter = stop.start() - 1
        if stop[0] == "联合" and stop.start() in self.site.anchors.ending:
            return stop.endpos - stop.end() <= _UNITED  # 广德|联合|钙业有限公司
        return (
            stop[0] in _AND
            and self.site.text[letter : letter + 1] not in _NO_BRAND
            and (letter == cut or letter in self.site.anchors.ending)
        )

    def firm(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """An enterprise whose own words, with the places before them, stand left of its ending."""
        start = self.named_after(self.left(match.start(), _LONGEST), match.start())
        place = self.site.place_at(start)
        past = self._past_places(start, match.start())
        after_a_town = rule.yields.get("placed") or rule.yields.get("branded") == "alone"
        town = _TOWN_AHEAD.match(self.site.text, past, match.start()) if after_a_town else None
        own_name = self.site.text[town.end() if town else past : match.start()]
        placed = place is not None or town is not None
        if (rule.yields.get("placed") and not placed) or not is_a_name(own_name, rule, match[0], placed):
            short = place is not None and place.end == match.start() and place.text != place.region.name
            brand = self._brand_before(start, rule, match[0]) if place is not None and own_name else start
            if brand == start and not (short and rule.yields.get("place_is_name")):
                return []
            start = brand
        elif place is not None:
            start = self._group_before(start) if "公司" in match[0] else self._without_province(place)
        code = self.site.innermost(start, match.start(), None)
        return [self.site.named(rule, start, match.end(), self.site.text[start : match.end()], code)]

    def school(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """A university, whose own words stand left of 大学: 江南, 北京, 华中农业."""
        start = self.left(match.start(), _LONGEST)
        own = self.site.text[start : match.start()]
        if len(own) < 2 or words("generic_schools").fullmatch(own) or "某" in own:
            return []
        code = self.site.innermost(start, match.end(), None)
        return [self.site.named(rule, start, match.end(), self.site.text[start : match.end()], code)]

    def _brand_before(self, place: int, rule: Rule, head: str) -> int:
        """Where a brand begins that stands before the place in a company's name (华新|宜都|水泥有限公司); `place` where none does."""
        run = _HAN_RUN.match(self.site.text, max(place - LONGEST_BRAND, 0), place)
        if run is None or "公司" not in head:
            return place
        start = self._behind_stops(run.start(), place)
        brand = self.site.text[start:place]
        return start if len(brand) in _BRANDS and is_a_name(brand, rule, head, True) else place

    def _without_province(self, place: PlaceMention) -> int:
        """Where a shop's name begins: at its city, not at the province before (山西省|朔州市某药店)."""
        return place.end if place.text.endswith(("省", "自治区")) and self.site.place_at(place.end) else place.start

    def _group_before(self, place: int) -> int:
        """Where the group begins that stands before the place in the name of its company (春和集团|河北|永丰药业有限公司); `place`
        where none does."""
        run = _HAN_RUN.match(self.site.text, max(place - LONGEST_BRAND, 0), place)
        start = self._behind_stops(run.start(), place) if run else place
        return (
            start
            if len(self.site.text[start:place].removesuffix("集团")) in _BRANDS
            and self.site.text.endswith("集团", start, place)
            else place
        )

    def _past_places(self, at: int, end: int) -> int:
        """Behind the places that stand one behind the other: 毕节市织金县|…"""
        while (place := self.site.place_at(at)) is not None and place.end <= end:
            at = place.end
        return at

    def named_after(self, at: int, end: int) -> int:
        """Where the name of a firm begins before which its seat is told: 晋中市|山西|某煤业公司, a province behind its own city."""
        start = at
        while (place := self.site.place_at(at)) is not None and place.end < end:
            at = place.end
            town = _TOWN_AHEAD.match(self.site.text, at, end)
            at = town.end() if town and self.site.place_at(town.end()) else at  # 兴国县|兴江乡|江西|某公司
            above, below = self.site.place_at(at), place.region.adcode
            if above and (code := above.region.adcode) and below and code != below and within(below, code):
                start = at
        return start

    def _before_own(self, end: int) -> int:
        """Where the places in front of a town may end: a name that a place has too (太和|镇) is the town's own."""
        place = self.site.anchors.ending.get(end)
        return place.start if place and place.text[-1] not in "省市县区州旗盟" else end

    def some(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """An enterprise hidden behind 某, with the place or town before it."""
        place = self.site.anchors.ending.get(match.start())
        start = place.start if place else self._town_of_county(match.start())
        if start == match.start() and (known := self._hidden_before(match)):
            return [Named(*match.span(), match[0], known.party, rule.id, adcode=known.adcode)]
        if (start == match.start() and len(match["core"]) <= 2) or words("faults_in_names").search(match["core"]):
            return []
        name, code = self.site.text[start : match.end()], place.region.adcode if place else None
        named = self.site.named(rule, start, match.end(), name, code)
        self._hidden[match[0]].append(named)
        return [named]

    def _hidden_before(self, match: regex.Match[str]) -> Named | None:
        """The firm in a place told a little before that is hidden behind the same words (某县|某水电公司), if it is only one."""
        near = list(takewhile(lambda n: match.start() - n.end < _ITEM, reversed(self._hidden[match[0]])))
        return near[0] if near and len({n.party_name for n in near}) == 1 else None

    def _town_before(self, at: int) -> int:
        """Where a town or village begins that stands right before `at` (冠山镇|某村委会); `at` where none does."""
        level = _TOWN.match(self.site.text, max(at - 2, 0), at)
        start = self._own_town(level.start()) if level else at
        own = self.site.text[start : level.start()] if level else ""
        named = 2 <= len(own) <= _TOWN_NAME or _IN_A_TOWN.fullmatch(own)
        return start if named and not _is_nobody(own) else at

    def _town_of_county(self, at: int) -> int:
        """The same with the county before it (平定县冠山镇|某石料厂)."""
        start = self._town_before(at)
        place = self.site.anchors.ending.get(start) if start < at else None
        return place.start if place else start

    def _only_town(self, level: str) -> str:
        """The name of the one town of that level that the text names; empty where it names none or several."""
        names = self._towns.get(level, set())
        return next(iter(names)) if len(names) == 1 else ""

    @cached_property
    def _towns(self) -> dict[str, set[str]]:
        """The names of towns in the text, by the letters of their level."""
        found: dict[str, set[str]] = defaultdict(set)
        for level in _TOWNS.finditer(self.site.text):
            own = self.site.text[self._own_town(level.start()) : level.start()]
            if 2 <= len(own) <= _TOWN_NAME and not set("某各该本乡") & set(own) and not words("nobody").match(own):
                found[level[0]].add(own)
        return found

    def _county_of(self, town: str) -> str | None:
        """The county that the text names right before a town elsewhere (梨树县|蔡家镇); None where it names several."""
        codes = self._counties.get(town, set())
        return next(iter(codes)) if len(codes) == 1 else None

    @cached_property
    def _counties(self) -> dict[str, set[str]]:
        """The codes of the counties that the text names right before its towns, by the names of these."""
        found: dict[str, set[str]] = defaultdict(set)
        for level in _TOWNS.finditer(self.site.text):
            start = self._own_town(level.start())
            if code := self._county_before(start):
                found[self.site.text[start : level.end()]].add(code)
        return found

    def _county_before(self, at: int) -> str | None:
        """The code of the county, or the city without counties, whose name ends at `at`."""
        place = self.site.anchors.ending.get(at)
        code = place.region.adcode if place else None
        return code if code and self.site.anchors.gaz.holds_towns(code) else None

    def _own_town(self, end: int) -> int:
        """Where a town's own name begins that ends at `end`: 和平县|林寨镇, the county is told by the code."""
        return self._past_places(self.left(end, 8), self._before_own(end))

    def town(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """A township, street or village with its own name on the left, and the towns listed before it."""
        end = match.start("town")
        start = self._own_town(end)
        own = self.site.text[start:end]
        if own.endswith("某") and (hidden := self._town_before(end - 1)) < end - 1:
            start, own = hidden, self.site.text[hidden:end]  # 冠山镇|某村委会
        elif own.endswith("某"):
            start, own = end - 1, "某"  # 石岛管理区|某街道办
        elif len(own) > 4:
            start, own = end - 2, self.site.text[end - 2 : end]
        if own == "某" and (place := self.site.anchors.ending.get(start)):
            start = place.start  # 梨树县某街道办事处: no name without its place
        if not own and match.groupdict().get("core"):
            own = self._only_town(match["town"])  # 镇政府, of the one town that the bulletin names
        if not own or own in ("乡", "县") or _is_nobody(own) or (start != end and own == "地"):
            return []  # 属|地街道
        code = (
            self._county_before(start) or self.site.anchors.county_around(start) or self._county_of(own + match["town"])
        )
        level: PartyLevel = "village" if kinds_told()[rule.id] == "community" else "township"
        core = match.groupdict().get("core") or ""
        town = own if start == end else self.site.text[start:end]
        town += match["town"]
        cores = ("党委", "政府") if core.startswith("党委") and core.endswith("政府") else (core,)
        before = [n for c in cores for n in self._towns_before(rule, start, c, code)] if level == "township" else []
        here = [self.site.named(rule, start, match.end(), town + c, code, level=level) for c in cores]
        return [*before, *here]

    def town_joined(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """县水利局、南坪镇现场核查: a town joined to the body named before it."""
        last, town = self.site.last, match.start()
        if last is None or not 0 < town - last.end < _LONGEST or not _JOINED.match(self.site.text, last.end):
            return []
        own = self.site.text[self._past_places(last.end + 1, town) : town]
        if not 2 <= len(own) <= 4 or not _HAN_RUN.fullmatch(own):
            return []
        return self.town(rule, match)

    def towns_joined(self, rule: Rule, start: int) -> list[Named]:
        """束河街道、古城区水务局: the towns listed before a body act with it."""
        if self.site.text[max(start - 1, 0) : start] not in ("、", "和"):
            return []
        return self._towns_before(rule, start, "", self.site.anchors.county_around(start))

    def _towns_before(self, rule: Rule, start: int, core: str, code: str | None) -> list[Named]:
        """石湍镇、高寺镇等6个乡镇, 叶堡镇、五营镇党委: the towns listed before the last share what it is called by."""
        out: list[Named] = []
        while town := _town_in_list().match(self.site.text, max(start - 8, 0), start):
            end, start = town.end() - 1, town.start()
            town_name = self.site.text[start:end]
            name = town_name if core.endswith("政府") and town_name.endswith("街道") else town_name + core
            out.append(self.site.named(rule, start, end, name, code, level="township"))
        return out[::-1]
