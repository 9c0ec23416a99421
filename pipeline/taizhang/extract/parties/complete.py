"""Complete the core of a name: put the division before it, or take in what stands to its left.

Each form of a rule (`yields.form` in `rules/parties.yml`) has one method here; a method gives no party where the core turns
out to be nobody in particular.
"""

from __future__ import annotations

from typing import Final

import regex

from taizhang.extract.parties.anchors import Anchors
from taizhang.extract.parties.corps import Corps
from taizhang.extract.parties.divisions import Divided, Divisions
from taizhang.extract.parties.left import LeftNames
from taizhang.extract.parties.named import Named, Site, kinds_told, nobody_before, ordinals, words
from taizhang.extract.parties.names import make_party
from taizhang.extract.parties.shared import Shared
from taizhang.extract.parties.units import Units
from taizhang.extract.parties.zones import Zones
from taizhang.extract.places.gazetteer import Division
from taizhang.rules import Rule, cached, compiled, load_pack
from taizhang.types import Party
from taizhang.vocabulary import PartyKind

_JOINED = compiled(r"(?r)[、,，和及与]")
_ORDERED = compiled(r"(?r)(?:责成|组织了?|召集|安排|要求|督促)")
_ACT_WITH_BODIES: Final[frozenset[PartyKind]] = frozenset({"party_committee", "government"})
_LONGEST_LINE = 44  # characters of a line, its blanks included, that a name may begin on
_GROUPS = ("领导小组", "领导小组办公室")
_ACTS_BELOW = 120  # characters in which a body that acts is the subject of the next sentence too
_TORN = compiled(r"(?r)\p{Han}[ \t\u3000]")
_OF_A_PLACE = compiled(r"分局$|^\p{Han}{2,4}?[省市县区州旗盟]")  # 肥东县市场监管局 behind 合肥市
_BRANCH = compiled(r"(\p{Han}+局)\p{Han}{2,4}分局")
_ACT_WITH_TOWNS: Final[frozenset[PartyKind]] = frozenset({"department", "government"})
_SHARED_KINDS: Final[frozenset[PartyKind]] = frozenset(
    {"government", "party_committee", "department", "leading_group", "discipline_body"}
)
_ALIKE_AT_ALL_LEVELS: Final[frozenset[PartyKind]] = frozenset({"government", "party_committee", "discipline_body"})
_SHARED_NAMES = frozenset({"卫生健康委", "国资委"})
_IN_NAMES, _OWN = ("州", "旗", "盟"), ("我", "该", "本", "全", "各")  # 古州煤业, but 我州
_OWN_WORDS = 12  # characters before such a letter
_PARTS = "市县旗州盟"  # the last letters of the cities and counties of a province
_NEAR_SITE = compiled(r"(?:网站|官网|微信|公众号|公号|网|微博)")
_LABEL = compiled(r"[^:：]{2,8}[:：]")
_PICTURED = compiled(r" ?供图")
_SOURCE = compiled(r"(?r)来源[:：]?\s*")


@cached
def _cadre() -> regex.Pattern[str]:
    return compiled(r"原?(?:党组|党委)?(?:副?(?:局长|主任|厅长|县长|区长|市长|书记|镇长|院长|部长)|负责人)")


@cached
def _name_above() -> regex.Pattern[str]:
    """A line that a name breaks off at the end of, read backwards: it ends in a matter that a group is set up for."""
    return compiled(rf"(?r)(?:^|\n)[ 　]*(?P<name>\p{{Han}}{{4,30}})(?<={words('broken_off').pattern})[ 　]*\n[ 　]*")


@cached
def _each() -> regex.Pattern[str]:
    return compiled("各|分别|层层|逐级")


@cached
def _town() -> Rule:
    return next(rule for rule in load_pack("parties").rules if rule.id == "party.town_joined")


class Completer:
    """Completes the matches of one text, in order."""

    def __init__(self, anchors: Anchors) -> None:
        self.site = Site(anchors)
        self._left = left = LeftNames(self.site)
        zones = Zones(self.site, left)
        self._divisions = Divisions(self.site, zones, len({r.adcode[:2] for r in anchors.regions if r.adcode}) > 1)
        self._shared = Shared(self.site, self._divisions)
        self._committees: dict[str, Party] = {}
        units = Units(self.site, self._committees, self._teams, left.school)
        self._branch_named: str | None = None  # the office whose branch was named last
        self._offices: set[str] = set()  # the business of the bureaus named (市场监管局)
        self._forms = {
            "level": self._level, "central": self._central, "both": self._shared.both, "zone": zones.zone, "zone_bare": zones.zone_bare,
            "town": left.town, "town_joined": left.town_joined, "firm": left.firm, "school": units.school, "some": left.some, "person": self._person, "bare": self._bare,
            "coordinated": self._coordinated, "central_plain": self._central, "branch": self._branch, "bureau": self._bureau,
            "placed": self._placed, "division": self._shared.told, "counted": self._shared.counted, "unit": units.unit, "unit_office": units.unit_office, "unit_team": units.unit_team,
            "corps": Corps(self.site).body,
        }  # fmt: skip

    def complete(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """The parties a match names, none where it is nobody in particular."""
        if _NEAR_SITE.match(self.site.text, match.end()) and _SOURCE.match(
            self.site.text, max(match.start() - 12, 0), match.start()
        ):
            return []  # 来源：生态环境部网站 names a medium
        if _PICTURED.match(self.site.text, match.end()):
            return []  # 省生态环境厅供图
        found = self._forms[rule.yields["form"]](rule, match)
        if found:
            if kinds_told()[rule.id] in _ACT_WITH_TOWNS and not rule.yields["form"].startswith("town"):
                found = [*self._left.towns_joined(_town(), found[0].start), *found]
            self.site.last = found[-1]
            if office := _BRANCH.fullmatch(found[-1].party_name):
                self._branch_named = office[1]
            names = (n.party_name.removeprefix(n.prefix) for n in found if n.prefix and n.party_name.endswith("局"))
            self._offices |= {name for name in names if not _OF_A_PLACE.search(name)}
            for n in found:
                if n.party and n.party.kind in ("party_committee", "discipline_body"):
                    self._committees.setdefault(n.party.party_id, n.party)
        return found

    def _level(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        level, core, division = self._divided(rule, match)
        if division is None:
            return self._with_a_level_in_its_name(rule, match)
        start, prefix, code = self._shared.above_its_branch(match, division)
        if (
            kinds_told()[rule.id] == "enterprise"
            and (named_after := self._left.named_after(start, match.end())) != start
        ):
            return [self.site.named(rule, named_after, match.end(), self.site.text[named_after : match.end()], code)]
        if prefix[0] == "某" and _cadre().match(self.site.text, match.end()):
            return []  # 某县住建局局长王某: only the person is told
        if kinds_told()[rule.id] == "inspection_team":
            words = prefix + (match["of"] or "")
            return self._teams(rule, match, start, words, code)
        code = self.site.innermost(match.end("lv"), match.end(), code)
        core = "委" if core == "委员会" else core
        if kinds_told()[rule.id] == "department":
            core = core.removeprefix("原")  # 汤阴县|原国土资源局
        leads_on = "" if start == match.start() and prefix != division[1] else prefix  # 市局|枝江市|分局、市水利局
        found = [self.site.named(rule, start, match.end(), prefix + core, code, prefix=leads_on)]
        if kinds_told()[rule.id] in _SHARED_KINDS and start < match.start():  # 甲县和乙市，市水利局 is one
            found = self._shared.distributed(rule, start, match.end(), core, level) + found
        elif kinds_told()[rule.id] in _ALIKE_AT_ALL_LEVELS and start == match.start():
            found = self._shared.above(rule, start, match.end(), core, code) + found
        return found

    def _with_a_level_in_its_name(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """山西|古州冠裕煤业有限公司: a firm whose own words hold the letter of a level."""
        before = self.site.text[max(match.start() - 1, 0) : match.start()]
        if kinds_told()[rule.id] != "enterprise" or match["lv"] not in _IN_NAMES or before in _OWN:
            return []
        start = self._left.left(match.start(), _OWN_WORDS)
        if start == match.start():
            return []
        code = self.site.innermost(start, match.end(), None)
        return [self.site.named(rule, start, match.end(), self.site.text[start : match.end()], code)]

    def _divided(self, rule: Rule, match: regex.Match[str]) -> tuple[str, str, Divided | None]:
        """The letter of a level, the core behind it, and the division they belong to."""
        level, kind = match["lv"], kinds_told()[rule.id]
        core = match["core"] if kind != "inspection_team" else ""
        covering = self.site.anchors.ending.get(match.start() + 2)
        if covering is not None and covering.start < match.start() and core[:1] in ("市", "县", "区"):
            # 辉县|市水利局: the level is the place's last letter
            return level, core[1:], self._divisions.printed(covering, core[0])
        inner = self.site.place_at(match.end("lv")) if level in ("省", "自治区") and kind in _SHARED_KINDS else None
        if (
            inner is not None
            and inner.end < match.end()
            and inner.region.name == inner.text
            and inner.text[-1] in _PARTS
        ):
            # 河南省|林州市|应急管理局: a county and its offices go without their province
            letter = inner.text[-1]
            return letter, self.site.text[inner.end : match.end()], self._divisions.printed(inner, letter)
        return level, core, self._divisions.of(level, match.start())

    def _coordinated(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        core, start, last = match["core"], match.start(), self.site.last
        if nobody_before().match(self.site.text, max(start - 2, 0), start):
            return []
        prefix, code = "", None
        if _TORN.match(self.site.text, max(start - 2, 0), start) and (last is None or last.end != start - 1):
            return []  # the torn end of a name: 住房和城乡 建设局
        if core.endswith(_GROUPS) and _each().search(
            self.site.text, max(self.site.anchors.sentence_start(start), start - 80), start
        ):
            return []
        if head := self._line_above(rule, match):
            return [head]
        if last is not None and last.prefix and last.end == start - 1:
            prefix, code = last.prefix, last.adcode
        elif (place := self.site.anchors.ending.get(start)) is not None:
            start, prefix, code = place.start, place.text, place.region.adcode
        elif acting := self._acting(start):
            prefix, code = acting.prefix, acting.adcode
        elif (own := self._own_division(core, start)) is not None:
            prefix, code = self.site.anchors.called(own), own.code
        named = self.site.named(rule, start, match.end(), prefix + core, code, prefix=prefix)
        assert named.party is not None
        named.party = make_party(named.party.name, kind_of(core), code)
        return [named]

    def _line_above(self, rule: Rule, match: regex.Match[str]) -> Named | None:
        """The group whose name begins on the line above: 某县督察反馈意见 / 整改工作领导小组办公室."""
        head = _name_above().match(self.site.text, max(match.start() - _LONGEST_LINE, 0), match.start())
        place = self.site.place_at(head.start("name")) if head else None
        if head is None or place is None or not match["core"].endswith(_GROUPS):
            return None
        start = head.start("name")
        name = self.site.text[start : match.end()]
        named = self.site.named(rule, start, match.end(), name, place.region.adcode, prefix=place.text)
        assert named.party is not None
        named.party = make_party(named.party.name, "leading_group", place.region.adcode)
        return named

    def _acting(self, at: int) -> Named | None:
        """仁化县委责成|国土局: the committee or government that has just been told to act, and gives orders to a body of its own."""
        last = self.site.last
        if last is None or not last.prefix or last.party is None or last.party.kind not in _ACT_WITH_BODIES:
            return None
        ordered = _ORDERED.match(self.site.text, max(at - 3, 0), at)
        if ordered is None or last.end < at - _ACTS_BELOW:
            return None
        sentence = self.site.anchors.sentence_start(at)
        return last if last.start >= sentence or ordered.start() == sentence else None

    def _own_division(self, core: str, at: int) -> Division | None:
        """The division that a body without one is of: the province for a 厅, for others the one that the bulletin is of."""
        anchors = self.site.anchors
        if core.endswith("厅"):
            return anchors.resolve("省", at) or anchors.resolve("自治区", at)
        return anchors.own[0] if len(anchors.own) == 1 else None

    def _branch(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """渌口分局 beside 株洲市生态环境局荷塘分局: the branch of that office in the place before."""
        place, last = self.site.anchors.ending.get(match.start()), self._branch_named
        if place is None or last is None or place.text in last:
            return []
        name = last + self.site.text[place.start : match.end()]
        return [self.site.named(rule, place.start, match.end(), name, place.region.adcode)]

    def _bureau(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """省局 in a bulletin that tells of one kind of bureau (县市场监管局): that of the province."""
        office = next(iter(self._offices)) if len(self._offices) == 1 else None
        division = self._divisions.of(match["lv"], match.start()) if office else None
        if office is None or division is None or division[2] is None:
            return []
        start, prefix, code = division
        if (
            code is not None
            and code.endswith("0000")
            and office not in load_pack("parties").lexicons["provincial_bureaus"]
        ):
            return []  # in a province it is a 厅
        name = prefix + office + (match["team"] or "")
        return [self.site.named(rule, start, match.end(), name, code)]

    def _placed(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """岫岩|应急局: the office of a place called by its short name."""
        place = self.site.anchors.ending.get(match.start())
        if place is None:
            return []
        name = self.site.text[place.start : match.end()]
        return [self.site.named(rule, place.start, match.end(), name, place.region.adcode)]

    def _central(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        if kinds_told()[rule.id] == "inspection_team" and rule.yields["form"] == "central":
            groups = match.groupdict()
            first = next(name for name in ("topic", "ord", "team") if groups.get(name))
            sender = self.site.text[match.start() : match.start(first)].strip()
            return self._teams(rule, match, match.start(), sender, None)
        name = match[0]
        if shared := self._beside_a_body(rule, match):
            return shared
        if name.startswith("总局"):
            return [Named(*match.span(), name, None, rule.id, short_for="总局")]
        if name.endswith("兵团"):
            name = "新疆生产建设兵团"
        return [self.site.named(rule, match.start(), match.end(), name, None)]

    def _beside_a_body(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """市公安局、卫生健康委: a name that ministries and local offices share is that of the body joined before it."""
        last, start, end = self.site.last, *match.span()
        if match[0] not in _SHARED_NAMES or last is None or not last.prefix or last.end != start - 1:
            return []
        if not _JOINED.match(self.site.text, start - 1, start):
            return []
        return [self.site.named(rule, start, end, last.prefix + match[0], last.adcode, prefix=last.prefix)]

    def _teams(self, rule: Rule, match: regex.Match[str], start: int, sender: str, code: str | None) -> list[Named]:
        ordinal = match.groupdict().get("ord")
        numbers = ordinals(ordinal) if ordinal else [""]
        if ordinal and self.site.text[match.end("ord") : match.end("ord") + 1] in "批轮":
            numbers = [""]
        team = (match.groupdict().get("topic") or "") + match["team"]  # 中央环境保护|第二|督察组
        out = []
        for number in numbers:
            named = self.site.named(rule, start, match.end(), sender + number + team, code, prefix=sender)
            named.team = (number, team)
            out.append(named)
        return out

    def _bare(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        groups = match.groupdict()
        words = match[0]
        numbers = ordinals(groups["ord"]) if rule.id.endswith("ordinal") and groups["ord"] else [""]
        if numbers != [""]:
            words = match["team"]
        return [Named(*match.span(), match[0], None, rule.id, team=(number, words)) for number in numbers]

    def _person(self, rule: Rule, match: regex.Match[str]) -> list[Named]:
        """A person with the post before the name, and those listed behind: 副市长张某、|李某; 安阳|市长 is a place with its post."""
        place = self.site.place_at(match.start())
        if place and place.end > match.end("person"):
            return []
        begin = match.start("person") if _LABEL.match(match[0]) else match.start()  # 责任领导：|张某
        spans = [(begin, match.end("person"), match["person"])]
        if match.groupdict().get("joined"):
            spans += [(*span, self.site.text[slice(*span)]) for span in match.spans("joined")]
        return [
            Named(start, end, self.site.text[start:end], make_party(name, "person", None), rule.id)
            for start, end, name in spans
        ]


def kind_of(core: str) -> PartyKind:
    """The kind of a body named without its division, told by the end of its name."""
    if core.startswith(("纪委", "监委")):
        return "discipline_body"
    if core.endswith(("法院", "检察院")):
        return "judiciary"
    if core.endswith(("人大常委会", "政协")):
        return "congress"
    if core == "行署":
        return "government"
    if core.endswith(("安委办", "安委会", "整改办", "督察办", "河长办", "领导小组", "领导小组办公室")):
        return "leading_group"
    return "department"
