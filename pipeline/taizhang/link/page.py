"""A bulletin as the signs of its region see it: the places that count, its title, its publisher, how it speaks of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

import regex

from taizhang.extract.places import places as find_places
from taizhang.extract.places.gazetteer import CORPS, gazetteer, within
from taizhang.rules import Seldom, load_pack
from taizhang.types import PlaceMention, Region, Structure

_WHOLE = regex.compile(
    r"全(省|区|市|县|州|旗|盟|地区)(?!级)|(?<![各省市县自央家])(省|市|县|州)(?=委|政府|人民政府|人大|直|纪委|安委|消安委|食安委?办|整改办|(?:第\p{Han}{1,2})?(?:生态环境保护|环境保护|环保)?督察组|本级|级(?:生态|环保|督察|环境)|(?:生态环境|环保|财政|水利|水务|审计|自然资源|农业农村|应急管理|市场监管|市场监督管理|住建|林业|药监|卫健|公安)[厅局])|(?<!自治)(州)(?=党委)|(自治区)(?=党委|各盟|政府|人民政府|生态环境厅|审计厅)"
)
NATIONAL = regex.compile(r"31个省|三十一个省|全国各地|各省[（(]区")
_SKIP_AFTER = regex.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日[电讯]|[电讯](?:[（(]|\s)|时间|路|号|特派员?办|专员办|督察局"
)
_ADDRESS = Seldom(regex.compile(r"(?r)(?:地址|地点|信箱|邮编|电话|住址|邮政)\p{Han}{0,6}[:：]?[^\n]{0,14}"))
COUNTED = regex.compile(
    r"(?:(?P<and_others>等)?(?P<number>[一二三四五六七八九十\d]{0,2})个?(?:省|地|市|县|区|州)|[一二三四五六七八九十\d]{1,2}地)"
)
_BRACKET = re.compile(r"[（(][^）)\n]{0,14}[）)]")
_JOINED = "、和及与，"
_MEDIUM = regex.compile(
    r"(?<!\p{Han})(?P<place>\p{Han}{2,3})(?:[日晚早晨午]报|[晚早]讯|都市报|商报|时报|快报|导报|新闻网|网(?:\d{1,2}月\d{1,2}日)?讯|电视台|融媒|广播电视台)|来源[:：]\s?(?P<place>\p{Han}{2,3}?)(?:网|发布|在线)"
)
_MUNICIPALITIES = ("11", "12", "31", "50")
_SPOKEN_OF = 3  # times that a text says 省委, 省政府 or 全省 and means its own
_REPORTER = 60  # the last characters of a page, where its reporter and paper sign
_LIST = regex.compile(r"清单|台账|一览表|情况表|销号表|汇总表|统计表|分解表|明细表|公开表|公示表|登记表")
_OWN = regex.compile(r"我(省|自治区|市|县|区|州|旗|盟|地区)(?!级)")


class Page:
    """One bulletin. `own`, `whole`: how often it says 我市 and 全市, by the letter of the level."""

    def __init__(
        self, text: str, structure: Structure, places: Sequence[PlaceMention], metadata: Mapping[str, str]
    ) -> None:
        self.text = text
        self.gaz = gazetteer()
        self.places = [p for p in places if self._counts(p)]
        self.titled = structure.title is not None
        self.title = structure.title or self._first_line()
        publisher = metadata.get("publisher", "")
        self.published_by = [p.region for p in find_places(publisher)] if publisher else []
        self.own = Counter(m[1] for m in _OWN.finditer(text))
        self.whole = Counter(m[1] or m[2] or m[3] or m[4] for m in _WHOLE.finditer(text))

    def _first_line(self) -> tuple[int, int]:
        stripped = len(self.text) - len(self.text.lstrip())
        end = self.text.find("\n", stripped)
        return (stripped, min(end if end >= 0 else len(self.text), stripped + 60))

    def _counts(self, place: PlaceMention) -> bool:
        """Not a dateline (新华社北京5月1日电), not an address."""
        if _SKIP_AFTER.match(self.text, place.end):
            return False
        return _ADDRESS.match(self.text, max(place.start - 24, 0), place.start) is None

    def is_a_list(self) -> bool:
        """Whether the title, or a line above what was taken for it, calls the bulletin a list: its rows, one cell a line,
        may begin with a place each."""
        return _LIST.search(self.text, 0, self.title[1]) is not None

    def is_the_corps(self) -> bool:
        """Whether the bulletin is about the work of 新疆生产建设兵团, which is no division of the national code."""
        provinces = {p.region.adcode[:2] for p in self.places if p.region.adcode}
        return (
            len(provinces) < 4
            and self.text.count("兵团") >= 3
            and "兵团" in self.text[: self.title[1] + 100]
            and not self.own
        )

    @cached_property
    def runs(self) -> list[list[PlaceMention]]:
        """Places joined to lists: 吉林、浙江、新疆（含兵团）."""
        runs: list[list[PlaceMention]] = []
        for place in self.places:
            if runs and 0 < (gap := place.start - runs[-1][-1].end) <= 1 and self.text[place.start - gap] in _JOINED:
                runs[-1].append(place)
            else:
                runs.append([place])
        return runs

    @cached_property
    def media(self) -> list[Region]:
        """The cities or counties whose paper or station tells it (鹰潭日报, 筑城早报): local media tell of their own, those of
        a province only where they say so (我省, or 省委 and 省政府 again and again)."""
        foot = max(len(self.text.rstrip()) - _REPORTER, self.title[1] + 200)
        heads = (*_MEDIUM.finditer(self.text, 0, self.title[1] + 200), *_MEDIUM.finditer(self.text, foot))
        names = {m["place"] for m in heads}
        called = load_pack("places").lexicons["media_names"]
        own = self.own["省"] or self.own["自治区"] or self.own["区"] or self.whole["省"] >= _SPOKEN_OF
        found: list[Region] = []
        for name in sorted(names):
            full = [called[name]] if name in called else [name, f"{name}市", f"{name}县"]
            regions = [p.region for f in full for p in find_places(f) if p.text == f]
            found += [r for r in regions if own or self.level(r) != "province"]
        return found

    def level(self, region: Region) -> str | None:
        """province, prefecture or county; None for the corps, which has no code."""
        code = region.adcode
        if code is None:
            return None
        return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"

    def region(self, code: str) -> Region | None:
        """The division of a code, as the bulletin names it if it does."""
        named = next((p.region for p in self.places if p.region.adcode == code), None)
        division = self.gaz.division(code)
        return named or (division.region if division else None)


def past_brackets(text: str, at: int) -> int:
    """Where a short bracket that opens at `at` closes; `at` where none opens."""
    bracket = _BRACKET.match(text, at)
    return bracket.end() if bracket else at


def covers(above: str, code: str) -> bool:
    """Whether one division lies in another, by their codes; none lies in itself."""
    return above != code and within(code, above)


def city_of(county: str) -> str:
    """The code of the city a county or district lies in; a municipality's districts lie in it itself."""
    return county[:2] + "0000" if county[:2] in _MUNICIPALITIES else county[:4] + "00"


def unique(found: Sequence[Region]) -> tuple[Region, ...]:
    """Each once, in order, without the corps."""
    return tuple(dict.fromkeys(r for r in found if r != CORPS))
