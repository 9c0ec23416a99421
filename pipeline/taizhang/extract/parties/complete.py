"""Complete the core of a name: put the division before it, or take in what stands to its left.

Each form of a rule (`yields.form` in `rules/parties.yml`) has one method here; a method gives no party where the core turns
out to be nobody in particular.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from taizhang.extract.parties.anchors import Anchors, brief_name
from taizhang.extract.parties.names import canonical_name, make_party
from taizhang.rules import Rule, cached, load_pack
from taizhang.types import Party, PartyMention, PlaceMention, Region

_HAN_RUN = regex.compile(r"(?r)\p{Han}{1,24}")
_JOINED = regex.compile(r"(?r)[、,，和及与]")
_ORDINAL = regex.compile(r"第?([一二三四五六七八九十]{1,3}|\d{1,2})")
_RANGE = regex.compile(r"第?(\w{1,3})(?:至|到|—|-)第?(\w{1,3})")
# The letter of a level where it ends another word: 地区, 郊区, 都市, 各县. Only a known place may end so (房山区).
_PART_OF_WORD = regex.compile(
    r"(?r)(?:[城上都超门股夜菜各每两沿跨县省夺全多]市|[各每两多节跨该外全]省|[各每两多省市全]县"
    r"|[各每两园厂库山景灾市郊辖片街林牧特战军地开县全多]区|[各全每神]州)"
)
_TORN = regex.compile(r"(?r)\p{Han}[ \t\u3000]")
_NEAR_SITE = regex.compile(r"(?:网站|官网|微信|公众号|公号|网|微博)")
_SOURCE = regex.compile(r"(?r)来源[:：]?\s*")
_TOWN_IN_LIST = regex.compile(r"(?r)(?<=[、对在向和])\p{Han}{2,3}(?:镇|乡|街道)[、和]")
_MUNICIPALITIES = ("11", "12", "31", "50")
_NUMERALS = "一二三四五六七八九十"


@dataclass(slots=True)
class Named:
    """A name found and completed. `team` holds (ordinal, words) of a team that is told elsewhere."""

    start: int
    end: int
    text: str
    party: Party | None
    rule_id: str
    prefix: str = ""
    adcode: str | None = None
    zone: str = ""
    team: tuple[str, str] | None = None
    short_for: str = ""

    def mention(self) -> PartyMention:
        """As a mention; the role is told later."""
        assert self.party is not None
        return PartyMention(self.start, self.end, self.text, self.party, "mentioned", self.rule_id)


@cached
def _words(name: str) -> regex.Pattern[str]:
    entries = sorted(load_pack("parties").lexicons[name], key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, entries)))


@cached
def _cadre() -> regex.Pattern[str]:
    return regex.compile(r"原?(?:党组|党委)?(?:副?(?:局长|主任|厅长|县长|区长|市长|书记|镇长|院长|部长)|负责人)")


@cached
def _nobody_before() -> regex.Pattern[str]:
    return regex.compile(f"(?r)(?:{_words('nobody').pattern})")


@cached
def _generic_ends() -> tuple[str, ...]:
    return tuple(load_pack("parties").lexicons["generic_firms"])


@cached
def _each() -> regex.Pattern[str]:
    return regex.compile("各|分别|层层|逐级")


@cached
def _only_generic() -> regex.Pattern[str]:
    return regex.compile(f"(?:{_words('generic_firms').pattern})*")


class Completer:
    """Completes the matches of one text, in order."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        places: Sequence[PlaceMention],
        regions: Sequence[Region],
        month: int,
    ) -> None:
        self.text = text
        self.anchors = Anchors(text, sentences, places, regions, month)
        self.last: Named | None = None
        self._committees: list[Party] = []
        self._several_provinces = len({r.adcode[:2] for r in regions if r.adcode}) > 1
        self._forms = {
            "level": self._level, "central": self._central, "both": self._both, "zone": self._zone, "zone_bare": self._zone_bare,
            "town": self._town, "firm": self._firm, "some": self._some, "person": self._person, "bare": self._bare,
            "coordinated": self._coordinated, "central_plain": self._inside,
        }  # fmt: skip

    def complete(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """The parties a match names, none where it is nobody in particular."""
        if _NEAR_SITE.match(self.text, match.end()) and _SOURCE.match(
            self.text, max(match.start() - 12, 0), match.start()
        ):
            return []  # 来源：生态环境部网站 names a medium
        found = self._forms[rule.yields["form"]](rule, match)
        if found:
            self.last = found[-1]
            self._committees += [
                n.party for n in found if n.party and n.party.kind in ("party_committee", "discipline_body")
            ]
        return found

    # --- division before the core -------------------------------------------------------------------------------

    def _division(self, level: str, at: int) -> tuple[int, str, str | None] | None:
        """(start, prefix, code) for a core whose level letter stands at `at`; None where it is nobody's."""
        end = at + len(level)
        place = self.anchors.ending.get(end) or self.anchors.ending.get(at)
        if place is not None and (place.end == end or place.region.name.endswith(level)):
            return self._printed(place, level)
        before = self.text[at - 1 : at]
        if _PART_OF_WORD.match(self.text, max(at - 1, 0), end):
            return None
        if before == "某":
            return at - 1, "某" + level, None
        if _nobody_before().match(self.text, max(at - 2, 0), at):
            return None
        start = at - 1 if before in ("我", "本") else at
        if level == "兵团":
            return start, "新疆生产建设兵团", None
        found = self.anchors.resolve(level, at)
        return (start, brief_name(found), found.code) if found else (start, level, None)

    def _printed(self, place: PlaceMention, level: str) -> tuple[int, str, str | None]:
        """The division as printed; a district keeps the city printed before it, because districts share names."""
        name = place.text if place.text.endswith(level) else place.region.name
        start = place.start
        code = place.region.adcode
        above = self.anchors.ending.get(start)
        if above is not None and level == "区" and code and above.region.adcode and above.region.adcode[-2:] == "00":
            city = above.region.name
            if not city.endswith(("省", "自治区")):
                name, start = city + name, above.start
        elif level == "区" and code and code[:2] in _MUNICIPALITIES and self._several_provinces:
            name = self.anchors.province_of(code) + name
        if name.endswith("兵团"):
            name = "新疆生产建设兵团"
        return start, name, code

    def _named(self, rule: Rule, start: int, end: int, name: str, code: str | None, level: str | None = None, prefix: str = "",
               zone: str = "") -> Named:  # fmt: skip
        kind = rule.yields["kind"]
        for other in ("department", "other", "discipline"):
            mark = rule.yields.get(f"{other}_when")
            if mark and name.endswith(mark):
                kind = "discipline_body" if other == "discipline" else other
        if rule.yields["form"] == "central" and kind != "enterprise":
            level = "central"
        party = make_party(canonical_name(name), kind, code, level)
        return Named(start, end, self.text[start:end], party, rule.id, prefix, code, zone)

    def _level(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        level = match["lv"]
        core = match["core"] if rule.yields["kind"] != "inspection_team" else ""
        division = self._division(level, match.start())
        covering = self.anchors.ending.get(match.start() + 2)
        if covering is not None and covering.start < match.start() and core[:1] in ("市", "县", "区"):
            division, core = (
                self._printed(covering, core[0]),
                core[1:],
            )  # 辉县|市水利局: the level is the place's last letter
        if division is None:
            return []
        start, prefix, code = division
        if prefix[0] == "某" and _cadre().match(self.text, match.end()):
            return []  # 某县住建局局长王某: only the person is told
        if rule.yields["kind"] == "inspection_team":
            words = prefix + (match["of"] or "")
            return self._teams(rule, match, start, words, code)
        if core == "委员会":
            core = "委"
        found = [self._named(rule, start, match.end(), prefix + core, code, prefix=prefix)]
        if rule.yields["kind"] in ("government", "party_committee"):
            found = self._distributed(rule, start, match.end(), core, level) + found
        return found

    def _distributed(self, rule: Rule, start: int, end: int, core: str, level: str) -> list[Named]:
        """宜昌、黄冈市政府: the divisions listed before share the core."""
        out: list[Named] = []
        while _JOINED.match(self.text, max(start - 1, 0), start) and (place := self.anchors.ending.get(start - 1)):
            if not place.region.name.endswith(level) or place.region.adcode is None:
                break
            start = place.start
            out.append(
                self._named(rule, start, end, place.region.name + core, place.region.adcode, prefix=place.region.name)
            )
        return out[::-1]

    def _both(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        division = self._division(match["lv"], match.start())
        if division is None:
            return []
        divisions = [division]
        start = division[0]
        while _JOINED.match(self.text, max(start - 1, 0), start) and (place := self.anchors.ending.get(start - 1)):
            start = place.start
            divisions.append((start, place.region.name, place.region.adcode))
        out = []
        for start, prefix, code in reversed(divisions):
            committee = prefix + ("党委" if prefix.endswith(("自治区", "兵团")) else "委")
            out.append(self._named(rule, start, match.end(), committee, code, prefix=prefix))
            government = make_party(canonical_name(prefix + "政府"), "government", code)
            out.append(Named(start, match.end(), self.text[start : match.end()], government, rule.id, prefix, code))
        return out

    def _coordinated(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        core, start, last = match["core"], match.start(), self.last
        if _nobody_before().match(self.text, max(start - 2, 0), start):
            return []
        prefix, code = "", None
        if _TORN.match(self.text, max(start - 2, 0), start) and (last is None or last.end != start - 1):
            return []  # the torn end of a name: 住房和城乡 建设局
        if core.endswith(("领导小组", "领导小组办公室")) and _each().search(
            self.text, max(self.anchors.sentence_start(start), start - 80), start
        ):
            return []
        if last is not None and last.prefix and last.end == start - 1:
            prefix, code = last.prefix, last.adcode
        elif (place := self.anchors.ending.get(start)) is not None:
            start, prefix, code = place.start, place.text, place.region.adcode
        elif len(self.anchors.own) == 1:
            prefix, code = brief_name(self.anchors.own[0]), self.anchors.own[0].code
        named = self._named(rule, start, match.end(), prefix + core, code, prefix=prefix)
        assert named.party is not None
        named.party = make_party(named.party.name, kind_of(core), code)
        return [named]

    # --- teams --------------------------------------------------------------------------------------------------

    def _inside(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """局党组: the one of the office named before, as printed where none was."""
        known = next(
            (party for party in self._committees if party.name.endswith(match[0]) and party.name != match[0]), None
        )
        if known is None:
            return self._central(rule, match)
        return [Named(match.start(), match.end(), match[0], known, rule.id)]

    def _central(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        if rule.yields["kind"] == "inspection_team":
            sender = self.text[match.start() : match.start("ord") if match["ord"] else match.start("team")]
            return self._teams(rule, match, match.start(), sender, None)
        name = match[0]
        if name.startswith("总局"):
            return [Named(*match.span(), name, None, rule.id, short_for="总局")]
        if name.endswith("兵团"):
            name = "新疆生产建设兵团"
        return [self._named(rule, match.start(), match.end(), name, None)]

    def _teams(self, rule: Rule, match: regex.Match[str], start: int, sender: str, code: str | None) -> list[Named]:
        numbers = ordinals(match["ord"]) if match["ord"] else [""]
        if match["ord"] and self.text[match.end("ord") : match.end("ord") + 1] in "批轮":
            numbers = [""]
        out = []
        for number in numbers:
            named = self._named(rule, start, match.end(), sender + number + match["team"], code, prefix=sender)
            named.team = (number, match["team"])
            out.append(named)
        return out

    def _bare(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        groups = match.groupdict()
        words = match[0]
        numbers = ordinals(groups["ord"]) if rule.id.endswith("ordinal") and groups["ord"] else [""]
        if numbers != [""]:
            words = match["team"]
        return [Named(*match.span(), match[0], None, rule.id, team=(number, words)) for number in numbers]

    # --- names that lie to the left -----------------------------------------------------------------------------

    def _left(self, end: int, longest: int) -> int:
        """Where a name that ends at `end` begins: at a place, or behind the last word that no name begins with."""
        run = _HAN_RUN.match(self.text, max(end - longest, 0), end)
        if run is None:
            return end
        start = run.start()
        cut = start
        for stop in _words("name_stops").finditer(self.text, start, end):
            if not _words("not_stops").match(self.text, max(stop.start() - 1, start), end):  # 草原 holds 原
                cut = stop.end()
        starts = self.anchors.starts
        i = bisect_left(starts, start)
        while i < len(starts) and starts[i] < end:
            if self.anchors.places[i].end >= cut:
                return starts[i]
            i += 1
        return cut

    def _firm(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        start = self._left(match.start(), 22)
        place = self._place_at(start)
        own_name = self.text[place.end if place and place.end <= match.start() else start : match.start()]
        registered = "公司" in match[0]
        if (
            "某" in own_name
            or len(own_name) < 2
            or (own_name.endswith(_generic_ends()) and not registered)
            or _only_generic().fullmatch(own_name)
        ):
            return []
        return [
            self._named(
                rule, start, match.end(), self.text[start : match.end()], place.region.adcode if place else None
            )
        ]

    def _place_at(self, start: int) -> PlaceMention | None:
        i = bisect_left(self.anchors.starts, start)
        at = i < len(self.anchors.starts) and self.anchors.starts[i] == start
        return self.anchors.places[i] if at else None

    def _some(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        place = self.anchors.ending.get(match.start())
        if place is None and len(match["core"]) <= 2:
            return []
        start = place.start if place else match.start()
        return [
            self._named(
                rule, start, match.end(), self.text[start : match.end()], place.region.adcode if place else None
            )
        ]

    def _town(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        end = match.start("town")
        start = self._left(end, 8)
        while (place := self._place_at(start)) is not None and place.end <= end:
            start = place.end  # 和平县林寨镇: the county is told by the code
        own = self.text[start:end]
        if len(own) > 4:
            start, own = end - 2, self.text[end - 2 : end]
        if not own or own in ("乡", "县") or own[-1] in "各该本乡" or _words("nobody").match(own):
            return []
        code = self.anchors.county_around(match.start())
        if rule.id.endswith("town_bare"):
            return [
                *self._towns_before(rule, start, code),
                self._named(rule, start, match.end(), self.text[start : match.end()], code, level="township"),
            ]
        level = "village" if rule.yields["kind"] == "community" else "township"
        return [self._named(rule, start, match.end(), self.text[start : match.end()], code, level=level)]

    def _towns_before(self, rule: Rule, start: int, code: str | None) -> list[Named]:
        """石湍镇、高寺镇等6个乡镇: the towns listed before the last."""
        out: list[Named] = []
        while town := _TOWN_IN_LIST.match(self.text, max(start - 8, 0), start):
            end, start = town.end() - 1, town.start()
            out.append(self._named(rule, start, end, self.text[start:end], code, level="township"))
        return out[::-1]

    def _zone(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        start = self._left(match.start(), 14)
        zone = self.text[start : match.end("zone")]
        place = self._place_at(start)
        code = place.region.adcode if place else None
        common = place is None and self.text[start : match.start()] in load_pack("parties").lexicons["common_zones"]
        if start == match.start() or common:
            city = self.anchors.resolve("市", match.start())
            if city is None and start == match.start():
                return []
            if city is not None:
                zone, code = (city.short or city.name) + zone, city.code
        return [self._zone_party(rule, start, match.end(), zone, match["core"], code)]

    def _zone_bare(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        if self.last is None or not self.last.zone or match.start() - self.last.end > 40:
            return []
        return [self._zone_party(rule, *match.span(), self.last.zone, match["core"], self.last.adcode)]

    def _zone_party(self, rule: Rule, start: int, end: int, zone: str, core: str, code: str | None) -> Named:
        named = self._named(rule, start, end, zone + core, code, zone=zone)
        if core.endswith("工委"):
            assert named.party is not None
            named.party = make_party(named.party.name, "party_committee", code)
        return named

    def _person(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        party = make_party(match["person"], "person", None)
        return [Named(*match.span(), match[0], party, rule.id)]


def kind_of(core: str) -> str:
    """The kind of a body named without its division, told by the end of its name."""
    if core.startswith(("纪委", "监委")):
        return "discipline_body"
    if core.endswith(("法院", "检察院")):
        return "judiciary"
    if core.endswith(("人大常委会", "政协")):
        return "congress"
    if core.endswith(("安委办", "安委会", "整改办", "督察办", "河长办", "领导小组", "领导小组办公室")):
        return "leading_group"
    return "department"


def ordinals(printed: str) -> list[str]:
    """第一、第二、第四 → each; 第一至第六 → all between."""
    span = _RANGE.fullmatch(printed)
    if span and all(x in _NUMERALS for x in span.groups()):
        first, last = (_NUMERALS.index(x) for x in span.groups())
        return [f"第{n}" for n in _NUMERALS[first : last + 1]]
    return [f"第{m[1]}" for m in _ORDINAL.finditer(printed)] or [""]
