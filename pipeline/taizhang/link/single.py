"""The one division a bulletin is about: its own (我市, 全省), or the place with the most weight."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import regex

from taizhang.extract.places import short_names
from taizhang.extract.places.gazetteer import Division
from taizhang.link.page import Page, city_of, covers, past_brackets
from taizhang.link.signs import of_a_firm, sign
from taizhang.numerals import read_numeral
from taizhang.types import Region

_BEFORE_IN_PAPER = 6  # characters of a paper's title before the place: 《中共, 《关于印发
_LEAD = 60  # characters behind the title in which a bulletin says whose it is
_LEVELS = ("省", "自治区", "市", "州", "盟", "地区", "县", "旗", "区")  # the higher first
_HAS_LEAGUES = "150000"
_OFTEN = 3  # bodies of a province named, beside one city in passing
_SELDOM = 4  # times that a part is named for once that its province is (督察组进驻某省期间，某县…)
_PARTS = 3  # cities of which none is spoken of more than the others
_ALIKE = 0.4  # of the weight of one part, which is the first named, another weighs as much
_TAIL = 90  # the last characters of a page, where it is signed


class Single:
    """The signs of one division in one bulletin."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def own_level(self) -> str | None:
        """The level letter with which the bulletin speaks of its own division; None where it does not. A city says 我省 of its
        province, but no province 我市."""
        own = self.page.own
        if not own:
            return None
        most = max(own.values())
        return max(own, key=lambda level: (2 * own[level] >= most, _LEVELS.index(level)))

    def own(self, level: str) -> Region | None:
        """The bulletin's own division at that level: named, or that in which most of the places named lie."""
        weights = self._weights
        fitting = {
            code: w for code, w in weights.items() if (d := self.page.gaz.division(code)) and _has_level(d, level)
        }
        if fitting:
            best = max(fitting, key=lambda code: fitting[code])
            return self.page.region(city_of(best) if level == "市" and self._is_a_part(best) else best)
        if level in ("省", "自治区"):
            return self._common_province() or self._province_of_short_names()
        if level == "区" and "自治区" in self.page.text:  # 我区 said of 自治区, of which only the cities are named
            above = self._common_province()
            return above if above and above.name.endswith("自治区") else None
        if level in ("市", "州", "盟"):
            cities = Counter(
                city_of(p.region.adcode)
                for p in self.page.places
                if p.region.adcode and not p.region.adcode.endswith("00")
            )
            return self.page.region(max(cities, key=lambda c: cities[c])) if len(cities) == 1 else None
        return None

    def _is_a_part(self, county: str) -> bool:
        """Whether a city of county rank is a part of our city: the paper of 鹰潭市 tells of 贵溪市, or it is one of several
        counties named, or stands in a list with another (铜山区、邳州市), and no title names it."""
        city = city_of(county)
        if county.endswith("00") or any(r.adcode == city for r in self.page.media):
            return not county.endswith("00")
        beside = {p.region.adcode for p in self.page.places if p.region.adcode and covers(city, p.region.adcode)}
        titled = self.page.titled and any(
            p.region.adcode == county and p.start < self.page.title[1] for p in self.page.places
        )
        listed = any(
            county in codes and any(c != county and covers(city, c) for c in codes)
            for codes in ({p.region.adcode or "" for p in run} for run in self.page.runs)
        )
        return (len(beside) > 2 or listed) and not titled

    def part_spoken_of(self, own: Region) -> Region | None:
        """我省 said by one of its cities or counties: the one that title, signature or most mentions are about, its own parts among them
        (督察组进驻我省期间，衡阳市收到38件，其中衡南县12件)."""
        code = own.adcode
        if code is None or not code.endswith("0000"):
            return None
        weights = {c: w for c, w in self._weights.items() if covers(code, c)}
        mentions = Counter(p.region.adcode for p in self.page.places)
        best = max(weights, key=lambda c: weights[c], default=None)
        if best is None or _SELDOM * mentions[code] > mentions[best]:
            return None
        only_said = not (
            self.page.whole["省"] or self.page.whole["自治区"]
        )  # 全省, or bodies of a province: it speaks itself
        inside = sum(n for c, n in mentions.items() if c == best or (only_said and c and covers(best, c)))
        spoken = inside >= 2 and sum(mentions.values()) - mentions[code] <= inside * 1.5
        return self.page.region(best) if spoken else None

    def shortly_named(self) -> Region | None:
        """The one division that the head of the page, or its first words, name by its short name alone (舟山海上客运停航, 清风沂水), of
        the level of which the bulletin speaks (全市, 县委)."""
        levels = {*self.page.own, *self.page.whole}
        top = self.page.title[1]
        for head in (self.page.text[:top], self.page.text[top : top + _LEAD]):
            shortly = short_names(sign("branch").sub("", head))
            named = {d.region for d in shortly if any(_has_level(d, x) for x in levels)}
            if named:
                return named.pop() if len(named) == 1 else None
        return None

    def of_the_site(self) -> Region | None:
        """The one place whose site tells it, where the bulletin names none itself and speaks as one of that level (全县, 县委)."""
        fitting = {r for r in self.page.site_owners if self.as_level(r.name[-1])}
        return fitting.pop() if len(fitting) == 1 else None

    def of_the_index(self) -> Region | None:
        """The division whose code begins the index number of the page, where no place named lies outside of it."""
        told = sign("index_code").search(self.page.text)
        region = self.page.region(told[1]) if told else None
        codes = {p.region.adcode for p in self.page.places if p.region.adcode}
        within = told is not None and all(c == told[1] or covers(told[1], c) or covers(c, told[1]) for c in codes)
        return region if within else None

    def unnamed_province(self) -> Region | None:
        """The province of the places named, where the bulletin speaks as a province and never says which; the one autonomous
        region that has leagues (盟市)."""
        if sign("leagues").search(self.page.text):
            return self.page.region(_HAS_LEAGUES)
        return self._common_province() if self.page.whole["省"] or self.page.whole["自治区"] else None

    def shortly_placed_province(self) -> Region | None:
        """The same, where all that tells it are the short names of its cities."""
        return self._province_of_short_names() if self.page.whole["省"] else None

    def of_its_own_team(self) -> Region | None:
        """The one division that the text names, whose committee's team looks into its own bodies (泰州市委巡察组向5家单位反馈)."""
        named = {p.region for p in self.page.places}
        teams = any(sign("own_team_behind").match(self.page.text, p.end) for p in self.page.places)
        return named.pop() if teams and len(named) == 1 else None

    def _common_province(self) -> Region | None:
        """The province in which most of the places named lie, if they are two or more, or one speaks of 省."""
        seen = {p.region.adcode for p in self.page.places if p.region.adcode}
        above = Counter(code[:2] + "0000" for code in seen if code)
        if not above:
            return None
        best, n = above.most_common(1)[0]
        return self.page.region(best) if n >= max(1, sum(above.values()) * 0.6) else None

    def _province_of_short_names(self) -> Region | None:
        """The province of the cities, all that the text names, which it calls by their short names alone."""
        cities = {d.code for d in short_names(self.page.text) if d.code.endswith("00")}
        above = {code[:2] + "0000" for code in cities}
        return self.page.region(above.pop()) if len(above) == 1 else None

    def weightiest(self) -> Region | None:
        """The place with the most weight; the province of the places where the text speaks of 省 and names none."""
        weights = self._weights
        if not weights:
            return None
        best = max(weights, key=lambda code: (weights[code], -int(code)))
        if self.page.whole["省"] and not any(code.endswith("0000") for code in weights):
            cities = {code[:4] for code in weights}
            mentions = sum(p.region.adcode == best for p in self.page.places)
            passing = self.page.whole["省"] >= _OFTEN and mentions == 1 >= self.page.whole["市"]
            if (len(cities) > 1 and weights[best] < 8) or passing:
                return self._common_province()
        if above := self._city_of_parts(best, weights) or self._province_of_parts(best, weights):
            return above
        if city := self._city_in_passing(best):
            return city
        if self._is_far_above(best):
            return None
        second = max((w for code, w in weights.items() if code != best and not _nested(code, best)), default=0.0)
        named_in_full = any(p.text == p.region.name for p in self.page.places if p.region.adcode == best)
        borne_out = any(covers(best, code) and code != best for code in weights)  # one of its parts is named as well
        enough = 6 if sign("national").search(self.page.text) else 3 if named_in_full or borne_out else 4
        if self._speaks_as(best):
            return self.page.region(best)
        if weights[best] < enough or (weights[best] < 6 and second > weights[best] * 0.75):
            return None
        return self.page.region(best)

    def _city_of_parts(self, county: str, weights: Mapping[str, float]) -> Region | None:
        """The city of two or more counties of like weight, or of one where the bulletin speaks of 市 and its bodies, where neither
        title nor signature names one of them."""
        if county.endswith("00"):
            return None
        city, called = county[:4] + "00", self.page.region(county)
        speaks = self.page.whole["市"] >= _OFTEN and called is not None and not self._has_bodies(called.name[-1])
        beside = [c for c in self._alike(county, city, weights) if not c.endswith("00")]
        return self.page.region(city) if (beside or speaks) and not self._titled_or_signed(county, beside) else None

    def _province_of_parts(self, city: str, weights: Mapping[str, float]) -> Region | None:
        """The province of three or more cities of like weight, where neither title nor signature names the first of them."""
        if not city.endswith("00") or city.endswith("0000"):
            return None
        province = city[:2] + "0000"
        beside = [c for c in self._alike(city, province, weights) if c.endswith("00")]
        many = len(beside) >= _PARTS - 1
        return self.page.region(province) if many and not self._titled_or_signed(city, beside) else None

    def _city_in_passing(self, province: str) -> Region | None:
        """The city named before its parts, in which all places lie but its province, named once (转办某省的举报里有11件是某市的); or the
        one place named besides, again and again. What names a body of the province says nothing of where one is."""
        named = [p.region.adcode for p in self.page.places if p.region.adcode and not self._begins_a_group(p.end)]
        if not province.endswith("0000") or named.count(province) != 1:
            return None
        below = list(dict.fromkeys(code for code in named if code != province))
        of_one_city = len(below) > 2 and all(city_of(code) == below[0] for code in below)
        alone = len(below) == 1 and below[0].endswith("00") and named.count(below[0]) >= _OFTEN
        return self.page.region(below[0]) if of_one_city or alone else None

    def _begins_a_group(self, end: int) -> bool:
        """Whether a place only begins the name of a body that hands on what others sent (某省…督察工作领导小组办公室)."""
        return sign("group_behind").match(self.page.text, end) is not None

    def _is_far_above(self, province: str) -> bool:
        """Whether a bulletin of a county, which it never names (全县, 县委), names a province once in passing."""
        named = [p for p in self.page.places if p.region.adcode == province]
        passing = province.endswith("0000") and len(named) == 1 and named[0].start >= self.page.title[1]
        return passing and not self.page.whole["省"] and sign("county").search(self.page.text) is not None

    def _speaks_as(self, county: str) -> bool:
        """Whether a bulletin speaks of the bodies of a county by its letter alone (区委), names its committee or government in full, and
        no other place but those above it."""
        named = {p.region.adcode for p in self.page.places if p.region.adcode}
        called = self.page.region(county)
        alone = not county.endswith("00") and all(code == county or covers(code, county) for code in named)
        bodies = (
            sign("body_behind").match(self.page.text, p.end) for p in self.page.places if p.region.adcode == county
        )
        return alone and called is not None and any(bodies) and self._has_bodies(called.name[-1])

    def is_of_the_country(self) -> bool:
        """Whether a body of the centre tells cases of several provinces, of which no title names one: it is about none of them."""
        provinces = {p.region.adcode[:2] for p in self.page.places if p.region.adcode}
        titled = self.page.titled and any(p.start < self.page.title[1] for p in self.page.places)
        head = self.page.title[1] + _LEAD
        return len(provinces) > 1 and not titled and sign("centre").search(self.page.text, 0, head) is not None

    def _alike(self, part: str, above: str, weights: Mapping[str, float]) -> list[str]:
        """The other parts of a division that weigh about as much as one of them."""
        least = _ALIKE * weights[part]
        return [c for c, w in weights.items() if c != part and covers(above, c) and w >= least]

    def _titled_or_signed(self, part: str, beside: Sequence[str]) -> bool:
        """Whether the title, or the signature of a bulletin that does not speak of 市, names that part; the first line of a bulletin
        without a title must not name those beside it as well."""
        tail = len(self.page.text.rstrip()) - _TAIL
        on_top = {p.region.adcode for p in self.page.places if p.start < self.page.title[1]}
        headed = self.page.titled or (on_top.isdisjoint(beside) and self.page.text.startswith("\n", self.page.title[1]))
        if part in on_top and headed:
            return True
        return not self.page.whole["市"] and any(
            p.region.adcode == part and p.start >= tail and self._signs(p.start, tail) for p in self.page.places
        )

    def as_level(self, level: str) -> bool:
        """Whether the bulletin speaks as one of that level, by its letter alone: 我县, 区水务局, 县委, 全区."""
        return bool(self.page.own[level]) or self._has_bodies(level)

    def _has_bodies(self, level: str) -> bool:
        """Whether the bulletin speaks of bodies by that letter of a level alone: 区水务局, 县委, 全区."""
        bodies = rf"(?<!\p{{Han}}){level}(?:委|政府|人民政府|\p{{Han}}{{2,8}}局)"
        return bool(self.page.whole[level] or regex.search(bodies, self.page.text))

    @cached_property
    def _weights(self) -> dict[str, float]:
        weights: dict[str, float] = defaultdict(float)
        seen: Counter[str] = Counter()
        last_lines = self.page.text.rstrip()
        tail = len(last_lines) - _TAIL
        examples = self._examples()
        for i, place in enumerate(self.page.places):
            code = place.region.adcode
            if code is None or place.start in examples or sign("visited_behind").match(self.page.text, place.end):
                continue
            if (
                self._names_a_part(i)
                or self._of_a_law(place.start, place.end)
                or of_a_firm().match(self.page.text, place.end)
                or sign("team_behind").match(self.page.text, place.end)
            ):
                weights[code] += 0.2
                continue
            seen[code] += 1
            weight = 1.0 if seen[code] <= 4 else 0.2
            if self.page.title[0] <= place.start < self.page.title[1]:
                weight += 5 if self.page.titled else 3
            elif place.start < self.page.title[1] + 150 and seen[code] == 1:
                weight += 1
            if i == 0 and not self._has_a_share(i):
                weight += 1.5
            if sign("body_behind").match(self.page.text, place.end):
                weight += 1
            if place.start >= tail and self._signs(place.start, tail):
                weight += 4
            if sign("inspected_before").match(self.page.text, max(place.start - 20, 0), place.start):
                weight += 3
            if self.page.whole[place.region.name[-1]]:
                weight += 0.5
            if place.text == place.region.name and seen[code] == 1:
                weight += 1
            weights[code] += weight
        for code in weights:  # a division of which several parts are named
            parts = sum(1 for other in seen if other != code and covers(code, other))
            weights[code] += min(max(parts - 1, 0), 5)
        for region in (*self.page.published_by, *self.page.media):
            if region.adcode:
                weights[region.adcode] += 4
        return weights

    def _signs(self, start: int, tail: int) -> bool:
        """Whether a name opens one of the last lines, and that line is no sentence."""
        text = self.page.text
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        return text[text.rfind("\n", tail, start) + 1 : start].strip("　 中共") == "" and "。" not in line

    def _names_a_part(self, i: int) -> bool:
        """贵港市 in 贵港市港南区 only says where the part lies that is spoken of."""
        place, then = self.page.places[i], self.page.places[i + 1 : i + 2]
        code = place.region.adcode
        return any(p.start == place.end and code and p.region.adcode and covers(code, p.region.adcode) for p in then)

    def _has_a_share(self, i: int) -> bool:
        """Whether a figure is told of the place, and the next of another: 贵州省3个、云南省12个."""
        place, then = self.page.places[i], self.page.places[i + 1 : i + 2]
        share = sign("share").match(self.page.text, place.end)
        return share is not None and any(p.start == share.end() for p in then)

    def _of_a_law(self, start: int, end: int) -> bool:
        """Whether a name only tells whose rules a paper holds that the bulletin rests on (根据《某省…管理办法》)."""
        opened = self.page.text.rfind("《", max(start - _BEFORE_IN_PAPER, 0), start)
        return opened >= 0 and sign("law_behind").match(self.page.text, end) is not None

    def _examples(self) -> set[int]:
        """Where places stand that a list names for examples only: 河北、内蒙古等10个省, 河北、内蒙古等地."""
        found: set[int] = set()
        for run in self.page.runs:
            if self.page.only_for_examples(run):
                found.update(p.start for p in run)
            counted = sign("counted").match(self.page.text, past_brackets(self.page.text, run[-1].end))
            if counted and counted["and_others"] and (read_numeral(counted["number"] or "") or 0) > len(run):
                found.update(p.start for p in run)
        return found


def _has_level(division: Division, level: str) -> bool:
    name = division.name
    if level == "区":
        return name.endswith("区")
    return name.endswith(level) or (level == "市" and name.endswith(("自治州",)))


def _nested(a: str, b: str) -> bool:
    return covers(a, b) or covers(b, a)
