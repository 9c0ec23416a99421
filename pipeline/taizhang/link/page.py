"""A bulletin as the signs of its region see it: the places that count, its title, its publisher, how it speaks of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from taizhang.extract.places import places as find_places
from taizhang.extract.places.gazetteer import CORPS, MUNICIPALITIES, gazetteer, month_of, within
from taizhang.link.signs import address_before, sign
from taizhang.rules import load_pack, rule_pattern
from taizhang.types import PlaceMention, Region, Structure

_BRACKET = re.compile(r"[（(][^）)\n]{0,14}[）)]")
_JOINED = "、和及与，"
_SPOKEN_OF = 3  # times that a text says 省委, 省政府 or 全省 and means its own
_REPORTER = 60  # the last characters of a page, where its reporter and paper sign
_RANKED = 20  # characters before a list in which it is said that it ranks
_IMPRINT = 200  # characters behind the title in which the paper or station that tells it is named


def _called_after(names: Iterable[str], called: Mapping[str, str]) -> list[Region]:
    """The places that papers and stations of these names are called after."""
    full = (f for n in sorted(names) for f in ([called[n]] if n in called else [n, f"{n}市", f"{n}县"]))
    return [p.region for f in full for p in find_places(f) if p.text == f]


class Page:
    """One bulletin. `own`, `whole`: how often it says 我市 and 全市, by the letter of the level."""

    def __init__(
        self,
        text: str,
        structure: Structure,
        places: Sequence[PlaceMention],
        metadata: Mapping[str, str],
        around: Sequence[str] = (),
    ) -> None:
        self.text = text
        self._around, self._site = around, metadata.get("site", "")
        self.gaz = gazetteer()
        self.places = [p for p in places if self._counts(p)]
        self.titled = structure.title is not None
        self.title = structure.title or self._first_line()
        publisher = metadata.get("publisher", "")
        self.published_by = [p.region for p in find_places(publisher)] if publisher else []
        self.own = Counter(m[1] for m in sign("own").finditer(text))
        self.whole = Counter(m[1] or m[2] or m[3] or m[4] for m in sign("whole").finditer(text))

    def _first_line(self) -> tuple[int, int]:
        stripped = len(self.text) - len(self.text.lstrip())
        end = self.text.find("\n", stripped)
        return (stripped, min(end if end >= 0 else len(self.text), stripped + 60))

    def _counts(self, place: PlaceMention) -> bool:
        """Not a dateline (新华社北京5月1日电), not an address."""
        if sign("skipped_behind").match(self.text, place.end):
            return False
        return address_before().match(self.text, max(place.start - 24, 0), place.start) is None

    def is_a_list(self) -> bool:
        """Whether the title, or a line above what was taken for it, calls the bulletin a list: its rows, one cell a line,
        may begin with a place each."""
        return sign("list").search(self.text, 0, self.title[1]) is not None

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

    def only_for_examples(self, run: Sequence[PlaceMention]) -> bool:
        """Whether a list of provinces ends with 等地 (it goes on, nobody says how far), or tells who comes first or last of all
        (排名前三的省份为河北、广东、山东)."""
        provinces = len(run) > 1 and all(self.level(p.region) == "province" for p in run)
        start, end = run[0].start, run[-1].end
        return provinces and bool(
            sign("and_elsewhere").match(self.text, end)
            or sign("ranked_before").match(self.text, max(start - _RANKED, 0), start)
        )

    @cached_property
    def media(self) -> list[Region]:
        """The cities or counties whose paper or station tells it (鹰潭日报, 筑城早报): local media tell of their own, those of
        a province only where they say so (我省, or 省委 and 省政府 again and again)."""
        foot = max(len(self.text.rstrip()) - _REPORTER, self.title[1] + _IMPRINT)
        heads = (
            *sign("medium").finditer(self.text, 0, self.title[1] + _IMPRINT),
            *sign("medium").finditer(self.text, foot),
        )
        called = load_pack("places").lexicons["media_names"]
        own = self.own["省"] or self.own["自治区"] or self.own["区"] or self.whole["省"] >= _SPOKEN_OF
        told_by = _called_after({m[0] if m[0] in called else m["place"] for m in heads}, called)
        cities = [r for r in told_by if self.level(r) != "province"]
        if self.own["市"] and not any(map(self._still_is, cities)):  # 南海新闻网海口9月3日讯 … 我市
            lines = sign("dateline").finditer(self.text, 0, self.title[1] + _IMPRINT)
            written = _called_after({m["place"] for m in lines}, called)
            cities = [r for r in written if self.level(r) != "province"]
        return told_by if own and told_by else cities

    def _still_is(self, region: Region) -> bool:
        """Whether there is such a division today: a name of former times (南海市) may be that of a landscape."""
        return any(d.code == region.adcode and not d.distance(month_of(None)) for d in self.gaz.named(region.name))

    def _is_a_city(self, region: Region) -> bool:
        """Whether a region is called a city to this day."""
        division = self.gaz.division(region.adcode) if region.adcode else None
        return region.name.endswith("市") and division is not None and division.lasts

    @cached_property
    def site_owners(self) -> list[Region]:
        """The places of the body whose site the bulletin stands on, as the foot of the page tells it (主办：庆云县人民政府)."""
        owner = rule_pattern("read", "read.site_owner")
        told = (m[1] for line in self._around for m in owner.finditer(line))
        return [p.region for name in (self._site, *told) if name for p in find_places(name)]

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
    return county[:2] + "0000" if county[:2] in MUNICIPALITIES else county[:4] + "00"


def unique(found: Sequence[Region]) -> tuple[Region, ...]:
    """Each once, in order, without the corps."""
    return tuple(dict.fromkeys(r for r in found if r != CORPS))
