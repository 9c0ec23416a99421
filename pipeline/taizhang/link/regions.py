"""Which divisions a bulletin is about.

In: the text, its title, the places named in it, the reader's metadata. Out: none (a national bulletin), one, or the several
that a list or the headings of its cases tell. The signs, in order: a list of provinces whose work is reported together;
one's own division (我市, 全省) with the place that has that level; places that head the lines of a bulletin on several cases;
else the place with the most weight from title, signature, publisher, first lines and number of mentions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import regex

from taizhang.extract.places import places as find_places
from taizhang.extract.places.gazetteer import CORPS, Division, gazetteer, within
from taizhang.link.numbers import read_number
from taizhang.types import PlaceMention, Region, Structure

_OWN = regex.compile(r"我(省|自治区|市|县|区|州|旗|盟)(?!级)")
_WHOLE = regex.compile(
    r"全(省|区|市|县|州|旗|盟)(?!级)|(?<![各省市县自央家])(省|市|县|州)(?=委|政府|人民政府|人大|直|(?:第\p{Han}{1,2})?(?:生态环境保护|环境保护|环保)?督察组|级(?:生态|环保|督察|环境)|(?:生态环境|环保|财政|水利|水务|审计|自然资源|农业农村|应急管理)[厅局])|(自治区)(?=党委|各盟|政府|人民政府|生态环境厅|审计厅)"
)
_NATIONAL = regex.compile(r"31个省|三十一个省|全国各地|各省[（(]区")
_SKIP_AFTER = regex.compile(r"(?:\d{1,2}月)?\d{1,2}日[电讯]|[电讯](?:[（(]|\s)|时间|路|号")
_ADDRESS = regex.compile(r"(?r)(?:地址|地点|信箱|邮编|电话|住址|邮政)\p{Han}{0,6}[:：]?[^\n]{0,14}")
_LEAD = regex.compile(
    r"(?r)(?:^|\n)[\s　•◆■\-—*]*(?:第?[一二三四五六七八九十\d]{1,3}[、.．)）]|[（(][一二三四五六七八九十\d]{1,3}[)）])?[\s　【]*(?:典型案例[一二三四五六七八九十\d]{1,2}[:：]?\s*)?"
)
_INSPECTED = regex.compile(
    r"(?r)(?:(?:督察|巡视|巡察|督查|检查)组?[^。\n]{0,12}(?:向|对|进驻|交给|转来|转办|移交|交办|反馈)|(?:反馈|交办|移交|转办|进驻|约谈)了?)"
)
_BODY = regex.compile(r"(?:委|党委|人民政府|政府)")
_COUNTED = regex.compile(
    r"(?:(?P<and_others>等)?(?P<number>[一二三四五六七八九十\d]{0,2})个?(?:省|地|市|县|区|州)|[一二三四五六七八九十\d]{1,2}地)"
)
# Figures on complaints in many provinces at once are the whole country's; plans and progress are each province's own.
_COMPLAINTS = regex.compile(r"举报|信访件|来电|来信")
_SENT_TO = regex.compile(r"(?r)(?:对|向|赴|在|进驻)")
_BRACKET = regex.compile(r"[（(][^）)\n]{0,14}[）)]")
_OFTEN = 3  # bodies of a province named, beside one city in passing
_JOINED = "、和及与，"
_COLLECTION = regex.compile(
    r"典型(?:案例|问题|案件)|[\d一二三四五六七八九十]起\p{Han}{0,12}(?:案例|案件|问题|线索)|曝光"
)
_MEDIUM = regex.compile(
    r"(?<!\p{Han})(?P<place>\p{Han}{2,3})(?:日报|晚报|晨报|商报|新闻网|电视台|融媒|广播电视台)|来源[:：]\s?(?P<place>\p{Han}{2,3}?)(?:网|发布|在线)"
)
_LIST = regex.compile(r"清单|台账|一览表|情况表|销号表|汇总表|统计表|分解表|明细表")


def regions(
    text: str, structure: Structure, places: tuple[PlaceMention, ...], metadata: Mapping[str, str]
) -> tuple[Region, ...]:
    """The divisions whose work the bulletin is about, not every division it names; empty for national bulletins."""
    signs = _Signs(text, structure, places, metadata)
    if signs.is_the_corps():
        return (CORPS,)
    listed = signs.listed_provinces()
    if listed:
        return listed
    own = signs.own_level()
    if own is not None:
        one = signs.own(own)
        part = signs.part_spoken_of(one) if one else None
        return (part or one,) if one else ()
    cases = signs.heads_of_cases()
    several = cases or signs.listed_divisions()
    if several and signs.complaints_of_many(several):
        return ()
    if several:
        collected = _COLLECTION.search(text) or signs.is_a_list() or signs.titled_above(cases)
        above = signs.issuer_above(cases) if cases and collected else None
        return (above,) if above else several
    one = signs.weightiest() or signs.unnamed_province()
    return (one,) if one else ()


class _Signs:
    def __init__(
        self, text: str, structure: Structure, places: Sequence[PlaceMention], metadata: Mapping[str, str]
    ) -> None:
        self.text = text
        self.gaz = gazetteer()
        self.places = [p for p in places if self._counts(p)]
        self.title = structure.title or self._first_line()
        publisher = metadata.get("publisher", "")
        self.published_by = [p.region for p in find_places(publisher)] if publisher else []
        self.whole = Counter(m[1] or m[2] or m[3] for m in _WHOLE.finditer(text))

    def is_a_list(self) -> bool:
        """Whether the title calls the bulletin a list: its rows, one cell a line, may begin with a place each."""
        return _LIST.search(self.text, *self.title) is not None

    def _first_line(self) -> tuple[int, int]:
        stripped = len(self.text) - len(self.text.lstrip())
        end = self.text.find("\n", stripped)
        return (stripped, min(end if end >= 0 else len(self.text), stripped + 60))

    def _counts(self, place: PlaceMention) -> bool:
        """Not a dateline (新华社北京5月1日电), not an address."""
        if _SKIP_AFTER.match(self.text, place.end):
            return False
        return _ADDRESS.match(self.text, max(place.start - 24, 0), place.start) is None

    def is_the_corps(self) -> bool:
        """Whether the bulletin is about the work of 新疆生产建设兵团, which is no division of the national code."""
        provinces = {p.region.adcode[:2] for p in self.places if p.region.adcode}
        return (
            len(provinces) < 4
            and self.text.count("兵团") >= 3
            and "兵团" in self.text[: self.title[1] + 100]
            and len(_OWN.findall(self.text)) == 0
        )

    # --- several divisions --------------------------------------------------------------------------------------

    def _runs(self) -> list[list[PlaceMention]]:
        """Places joined to lists: 吉林、浙江、新疆（含兵团）."""
        runs: list[list[PlaceMention]] = []
        for place in self.places:
            if runs and 0 < (gap := place.start - runs[-1][-1].end) <= 1 and self.text[place.start - gap] in _JOINED:
                runs[-1].append(place)
            else:
                runs.append([place])
        return runs

    def listed_provinces(self) -> tuple[Region, ...]:
        """Three or more provinces in one list, in a bulletin that reports on them and not on the whole country."""
        if _NATIONAL.search(self.text) or self._figures_of_complaints():
            return ()
        best: list[PlaceMention] = []
        for run in self._runs():
            provinces = [p for p in run if p.region.adcode and p.region.adcode.endswith("0000")]
            if len(provinces) >= 3 and len(provinces) > len(best) and self._reported_together(run):
                best = provinces
        heads = [r for _, group in self._heading_places() for r in group if self._level(r) == "province"]
        found = best if len(best) >= len(heads) else []
        return _unique([p.region for p in found] + (heads if found or len(heads) >= 3 else []))

    def _figures_of_complaints(self) -> bool:
        return len(_COMPLAINTS.findall(self.text)) >= 3 > self.text.count("整改方案")

    def complaints_of_many(self, found: Sequence[Region]) -> bool:
        """Whether provinces are only listed with their figures of complaints, in a bulletin on the whole country."""
        return self._figures_of_complaints() and all(self._level(r) == "province" for r in found)

    def _reported_together(self, run: Sequence[PlaceMention]) -> bool:
        """Whether a list is of those the bulletin reports on: counted (等8省), entered, or first in the text."""
        first, last = run[0], run[-1]
        if first.start > max(len(self.text) // 2, 400):
            return False
        if _SENT_TO.match(self.text, max(first.start - 3, 0), first.start) or _COUNTED.match(
            self.text, _past_brackets(self.text, last.end)
        ):
            return True
        return first.start < self.title[1] + 120

    def _heading_places(self) -> list[tuple[PlaceMention, list[Region]]]:
        """The places at the head of lines, each with the innermost of its chain and those joined to that."""
        out = []
        runs = {run[0].start: run for run in self._runs()}
        for i, place in enumerate(self.places):
            if self._level(place.region) is None or self.title[0] <= place.start < self.title[1]:
                continue
            if place.start > 0 and _LEAD.match(self.text, max(place.start - 24, 0), place.start) is None:
                continue
            j = i
            while j + 1 < len(self.places) and self.places[j + 1].start == self.places[j].end:
                j += 1
            run = runs.get(self.places[j].start) or [self.places[j]]
            out.append((place, [p.region for p in run]))
        return out

    def heads_of_cases(self) -> tuple[Region, ...]:
        """The divisions that head the cases of a bulletin, where they are two or more and its title names none of them."""
        found = self._heading_places()
        lines = {p.start for p, _ in found}
        heads = _unique([r for _, group in found for r in group])
        in_title = {p.region.adcode for p in self.places if self.title[0] <= p.start < self.title[1]}
        if len(heads) < 2 or len(lines) < 2 or any(h.adcode in in_title for h in heads):
            return ()
        codes = [h.adcode for h in heads if h.adcode]
        nested = any(a != b and _covers(a, b) for a in codes for b in codes)
        return () if nested else heads

    def listed_divisions(self) -> tuple[Region, ...]:
        """霍邱、濉溪、灵璧、肥东4县: a counted list of divisions of one level; with 等 only if it names them all."""
        if _NATIONAL.search(self.text):
            return ()
        for run in self._runs():
            counted = _COUNTED.match(self.text, run[-1].end) if len(run) >= 3 else None
            if (
                counted
                and counted["and_others"]
                and not (counted["number"] and read_number(counted["number"]) == len(run))
            ):
                continue
            if counted and len({self._level(p.region) for p in run}) == 1:
                return _unique([p.region for p in run])
        return ()

    def titled_above(self, parts: Sequence[Region]) -> bool:
        """Whether the title names a division that holds them all: 邯郸市安委办通报 / 1.武安市某厂 / 2.永年区某公司."""
        named = [p.region.adcode for p in self.places if self.title[0] <= p.start < self.title[1] and p.region.adcode]
        return any(all(r.adcode and _covers(code, r.adcode) for r in parts) for code in named)

    def issuer_above(self, parts: Sequence[Region]) -> Region | None:
        """The one division whose bulletin on cases in its parts this is: named in the title or the first lines and above
        all of them, or the province of all of them where it speaks as 全省 or 省…厅."""
        codes = [r.adcode for r in parts if r.adcode]
        first_head = min((p.start for p in self.places if p.region in parts), default=0)
        for place in self.places:
            code = place.region.adcode
            if code and place.start < max(first_head, self.title[1]) and codes and all(_covers(code, c) for c in codes):
                return place.region
        provinces = {code[:2] for code in codes}
        if len(provinces) == 1 and self.whole["省"] and not all(code.endswith("0000") for code in codes):
            return self._region(provinces.pop() + "0000")
        cities = {code[:4] for code in codes}
        return self._region(cities.pop() + "00") if len(cities) == 1 and self.whole["市"] else None

    # --- one division -------------------------------------------------------------------------------------------

    def own_level(self) -> str | None:
        """The level letter with which the bulletin speaks of its own division; None where it does not."""
        own = Counter(m[1] for m in _OWN.finditer(self.text))
        return max(own, key=lambda level: own[level]) if own else None

    def own(self, level: str) -> Region | None:
        """The bulletin's own division at that level: named, or that in which most of the places named lie."""
        weights = self._weights()
        fitting = {code: w for code, w in weights.items() if (d := self.gaz.division(code)) and _has_level(d, level)}
        if fitting:
            best = max(fitting, key=lambda code: fitting[code])
            city = best[:4] + "00"  # told by the paper of 鹰潭市, our city is not 贵溪市 in it
            return self._region(city if level == "市" and any(r.adcode == city for r in self._media()) else best)
        if level in ("省", "自治区"):
            return self._common_province()
        if level in ("市", "州", "盟"):
            cities = Counter(
                p.region.adcode[:4] + "00"
                for p in self.places
                if p.region.adcode and not p.region.adcode.endswith("00")
            )
            return (
                self._region(max(cities, key=lambda c: cities[c]))
                if len(cities) == 1 and sum(cities.values()) > 1
                else None
            )
        return None

    def part_spoken_of(self, own: Region) -> Region | None:
        """我省 said by one of its cities: the city that title, signature or most mentions are about."""
        code = own.adcode
        if code is None or not code.endswith("0000"):
            return None
        weights = {c: w for c, w in self._weights().items() if _covers(code, c) and c.endswith("00")}
        mentions = Counter(p.region.adcode for p in self.places)
        best = max(weights, key=lambda c: weights[c], default=None)
        spoken = (
            best is not None and mentions[best] >= 2 and sum(mentions.values()) - mentions[code] <= mentions[best] * 1.5
        )
        return self._region(best) if best and spoken and mentions[code] == 0 else None

    def unnamed_province(self) -> Region | None:
        """The province of the places named, where the bulletin speaks as a province and never says which."""
        return self._common_province() if self.whole["省"] or self.whole["自治区"] else None

    def _common_province(self) -> Region | None:
        """The province in which most of the places named lie, if they are two or more, or one speaks of 省."""
        seen = {p.region.adcode for p in self.places if p.region.adcode}
        above = Counter(code[:2] + "0000" for code in seen if code)
        if not above:
            return None
        best, n = above.most_common(1)[0]
        return self._region(best) if n >= max(1, sum(above.values()) * 0.6) else None

    def weightiest(self) -> Region | None:
        """The place with the most weight; the province of the places where the text speaks of 省 and names none."""
        weights = self._weights()
        if not weights:
            return None
        best = max(weights, key=lambda code: (weights[code], -int(code)))
        if self.whole["省"] and not any(code.endswith("0000") for code in weights):
            cities = {code[:4] for code in weights}
            mentions = sum(p.region.adcode == best for p in self.places)
            passing = self.whole["省"] >= _OFTEN and mentions == 1 >= self.whole["市"]
            if (len(cities) > 1 and weights[best] < 8) or passing:
                return self._common_province()
        if not best.endswith("00") and (city := self._city_of_parts(best, weights)):
            return city
        second = max((w for code, w in weights.items() if code != best and not _nested(code, best)), default=0.0)
        named_in_full = any(p.text == p.region.name for p in self.places if p.region.adcode == best)
        enough = 6 if _NATIONAL.search(self.text) else 3 if named_in_full else 4
        if weights[best] < enough or (weights[best] < 6 and second > weights[best] * 0.75):
            return None
        return self._region(best)

    def _city_of_parts(self, county: str, weights: Mapping[str, float]) -> Region | None:
        """The city of two or more counties of like weight, where neither title nor signature names one of them."""
        beside = [
            c
            for c, w in weights.items()
            if c != county and c[:4] == county[:4] and not c.endswith("00") and w >= 0.4 * weights[county]
        ]
        own = any(
            p.region.adcode == county and (p.start < self.title[1] or p.start > len(self.text.rstrip()) - 90)
            for p in self.places
        )
        return self._region(county[:4] + "00") if beside and not own else None

    def _weights(self) -> dict[str, float]:
        weights: dict[str, float] = defaultdict(float)
        seen: Counter[str] = Counter()
        last_lines = self.text.rstrip()
        tail = len(last_lines) - 90
        examples = self._examples()
        for i, place in enumerate(self.places):
            code = place.region.adcode
            if code is None or place.start in examples:
                continue
            seen[code] += 1
            weight = 1.0 if seen[code] <= 4 else 0.2
            if self.title[0] <= place.start < self.title[1]:
                weight += 5
            elif place.start < self.title[1] + 150 and seen[code] == 1:
                weight += 1
            if i == 0:
                weight += 1.5
            if _BODY.match(self.text, place.end):
                weight += 1
            if (
                place.start >= tail
                and self.text[self.text.rfind("\n", tail, place.start) + 1 : place.start].strip("　 中共") == ""
            ):
                weight += 4
            if _INSPECTED.match(self.text, max(place.start - 20, 0), place.start):
                weight += 3
            if self.whole[place.region.name[-1]]:
                weight += 0.5
            if place.text == place.region.name and seen[code] == 1:
                weight += 1
            weights[code] += weight
        for code in weights:  # a division of which several parts are named
            parts = sum(1 for other in seen if other != code and _covers(code, other))
            weights[code] += min(max(parts - 1, 0), 5)
        for region in (*self.published_by, *self._media()):
            if region.adcode:
                weights[region.adcode] += 4
        return weights

    def _examples(self) -> set[int]:
        """Where places stand that a list names for examples only: 河北、内蒙古等10个省."""
        found: set[int] = set()
        for run in self._runs():
            counted = _COUNTED.match(self.text, _past_brackets(self.text, run[-1].end))
            if counted and counted["and_others"] and counted["number"] and read_number(counted["number"]) > len(run):
                found.update(p.start for p in run)
        return found

    def _media(self) -> list[Region]:
        """The cities or counties whose paper or station tells it (鹰潭日报, 桃江发布): local media tell of their own."""
        names = {m["place"] for m in _MEDIUM.finditer(self.text, 0, self.title[1] + 200)}
        return [
            p.region
            for name in sorted(names)
            for end in "市县"
            for p in find_places(f"{name}{end}")
            if p.text == f"{name}{end}"
        ]

    def _level(self, region: Region) -> str | None:
        code = region.adcode
        return (
            None
            if code is None
            else "province"
            if code.endswith("0000")
            else "prefecture"
            if code.endswith("00")
            else "county"
        )

    def _region(self, code: str) -> Region | None:
        named = next((p.region for p in self.places if p.region.adcode == code), None)
        division = self.gaz.division(code)
        return named or (division.region if division else None)


def _past_brackets(text: str, at: int) -> int:
    bracket = _BRACKET.match(text, at)
    return bracket.end() if bracket else at


def _has_level(division: Division, level: str) -> bool:
    name = division.name
    if level == "区":
        return name.endswith("区")
    return name.endswith(level) or (level == "市" and name.endswith(("自治州",)))


def _covers(above: str, code: str) -> bool:
    return above != code and within(code, above)


def _nested(a: str, b: str) -> bool:
    return _covers(a, b) or _covers(b, a)


def _unique(found: Sequence[Region]) -> tuple[Region, ...]:
    return tuple(dict.fromkeys(r for r in found if r != CORPS))
