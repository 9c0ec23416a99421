"""Which division a bare form belongs to: 市委 of which city, 省生态环境厅 of which province.

In: the places of the text, what the bulletin is about, its lines and sentences. The order of trust: the bulletin's own
region where it has that level; a division named before in the same sentence, then line; those above the region; the last
one named before that has the level or lies in one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from taizhang.extract.places.gazetteer import Division, Gazetteer, gazetteer
from taizhang.rules import compiled
from taizhang.types import PlaceMention, Region

_FAR = 2000  # characters: no line of a bulletin is longer, and looking further would make long texts slow
# The seat of an office of the centre is no place its text speaks of: 审计署|武汉|特派办
_SEAT = compiled(r"特派员?办|专员办|督察局")
# The district of a shop whose goods were tested does not tell whose city an office is of (东城区|某店销售的大米)
_SHOP = compiled(r"(?<=区)\p{Han}{2,16}?[店场所部行厅楼坊馆厂市](?:销售|经营|出售|加工|制售|生产|使用)的")


class Anchors:
    """The divisions around a position."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        places: Sequence[PlaceMention],
        regions: Sequence[Region],
        month: int,
    ) -> None:
        self.text, self.month, self.gaz = text, month, gazetteer()
        self._sentence_starts = [s for s, _ in sentences]
        self.places = [p for p in places if not _SEAT.match(text, p.end)]
        self.starts = [p.start for p in self.places]
        self.ending = {p.end: p for p in places}
        self.regions = regions
        own = [d for r in regions if r.adcode and (d := self.gaz.division(r.adcode, month))]
        self.own = own
        named = {(p.region.adcode, self._holds_a_shop(p)) for p in self.places}
        shops = {code for code, shop in named if shop and (code, False) not in named}
        self.above = [list(_chain(d, self.gaz, month)) for d in own if d.code not in shops]
        self._cache: dict[tuple[str, int], tuple[Division | None, ...]] = {}

    def sentence_start(self, at: int) -> int:
        """Where the sentence around a position begins."""
        i = bisect_right(self._sentence_starts, at) - 1
        return self._sentence_starts[i] if i >= 0 else 0

    def resolve(self, level: str, at: int) -> Division | None:
        """The division that a form beginning with the level letter (市, 省, 自治区) at that position belongs to."""
        own = [d for d in self.own if _has_level(d, level)]
        last = bisect_left(self.starts, at)
        if len(own) == 1 and len(self.own) == 1:
            return self._subject_of_line(level, at, last) or own[0]
        sentence, line = self.sentence_start(at), self.text.rfind("\n", max(at - _FAR, 0), at) + 1
        for floor in (sentence, line):
            for i in range(last - 1, max(last - 12, -1), -1):
                if self.starts[i] < floor:
                    break
                if found := self._of_place(self.places[i], level):
                    return None if self._one_of_a_list(i, found, level) else found
        above = {d.code: d for chain in self.above for d in chain if _has_level(d, level)}
        if len(above) == 1:
            return next(iter(above.values()))
        for i in range(last - 1, max(last - 12, -1), -1):
            if found := self._of_place(self.places[i], level):
                return None if self._one_of_a_list(i, found, level) else found
        return None

    def _one_of_a_list(self, i: int, found: Division, level: str) -> bool:
        """Whether a place ends a list of such divisions (普陀区、崇明区等区), so that the letter alone (区委) means none of them."""
        before = self.places[i - 1] if i else None
        joined = before is not None and self.text[before.end : self.places[i].start] in ("、", "和", "及", "与")
        other = self._of_place(before, level) if before and joined else None
        return other is not None and other.code != found.code

    def called(self, division: Division) -> str:
        """How a body of the division is called: 恩施州 for an autonomous prefecture, its full name where only that is printed."""
        brief = brief_name(division)
        return division.name if division.name in self._printed and brief not in self._printed else brief

    def names(self, code: str) -> bool:
        """Whether the text names the division of that code itself."""
        return code in self._codes

    @cached_property
    def _codes(self) -> frozenset[str | None]:
        return frozenset(p.region.adcode for p in self.places)

    @cached_property
    def _printed(self) -> frozenset[str]:
        return frozenset(p.text for p in self.places)

    def hidden_name(self, level: str, at: int) -> str | None:
        """某县, where the line names nobody else of that level before it."""
        name = "某" + level
        return name if name in self.text[self.text.rfind("\n", max(at - _FAR, 0), at) + 1 : at] else None

    def shared_name(self, level: str) -> str:
        """The one division of that level that the text names without telling which of several it is (通州区); else the letter."""
        names = [name for name in self._shared if name.endswith(level)]
        return names[0] if len(names) == 1 else level

    @cached_property
    def _shared(self) -> frozenset[str]:
        return frozenset(p.region.name for p in self.places if p.region.adcode is None)

    def _subject_of_line(self, level: str, at: int, last: int) -> Division | None:
        """The division that heads the line, in a bulletin that takes one place after the other."""
        line = self.text.rfind("\n", max(at - _FAR, 0), at) + 1
        first = bisect_left(self.starts, line)
        if first < last and self.starts[first] - line <= 6 and not self._in_a_cell(first):
            return self._of_place(self.places[first], level)
        return None

    def _in_a_cell(self, i: int) -> bool:
        """Whether the place only begins a cell of a table that goes on (1 → 某市对…): then it heads no line. A cell of
        its own does (某市 → 1 → …)."""
        start, end = self.places[i].start, self.places[i].end
        row_end = self.text.find("\n", end, end + _FAR)
        row = self.text[max(start - 6, 0) : row_end if row_end >= 0 else end + _FAR]
        return any(separator in row for separator in "\t|｜") and self.text[end : end + 2].strip(" ")[:1] not in (
            "",
            "\t",
            "|",
            "｜",
        )

    def _holds_a_shop(self, place: PlaceMention) -> bool:
        return _SHOP.match(self.text, place.end) is not None

    def _of_place(self, place: PlaceMention, level: str) -> Division | None:
        code = place.region.adcode
        if code is None or (level in ("市", "省") and self._holds_a_shop(place)):
            return None
        key = (level, int(code))
        if key not in self._cache:
            start = self.gaz.division(code, self.month)
            chain = _chain(start, self.gaz, self.month) if start else ()
            self._cache[key] = (next((d for d in chain if _has_level(d, level)), None),)
        return self._cache[key][0]

    def province_of(self, code: str) -> str:
        """The name of the province or municipality a code lies in."""
        found = self.gaz.division(code[:2] + "0000", self.month)
        return found.name if found else ""

    def county_around(self, at: int) -> str | None:
        """The code of the county a township lies in, where the bulletin is about one or names one in the sentence."""
        counties = [d.code for d in self.own if self.gaz.holds_towns(d.code)]
        if len(counties) == 1 and len(self.own) == 1:
            return counties[0]
        floor = self.sentence_start(at)
        last = bisect_left(self.starts, at)
        for i in range(last - 1, max(last - 12, -1), -1):
            if self.starts[i] < floor:
                return None
            code = self.places[i].region.adcode
            if code and self.gaz.holds_towns(code):
                return code
        return None


def brief_name(division: Division) -> str:
    """The customary name of a division: 恩施州 for the autonomous prefecture, else the full name."""
    kind = division.name[-1]
    if division.name.endswith(("自治州", "自治县", "自治旗")) and division.short:
        return division.short + kind
    return division.name


def _chain(division: Division | None, gaz: Gazetteer, month: int) -> list[Division]:
    chain = []
    while division is not None:
        chain.append(division)
        division = gaz.parent(division.code, month)
    return chain


def _has_level(division: Division, level: str) -> bool:
    """Whether a body of the division may begin with that letter."""
    if level == "区":
        return division.name[-1] == "区" and not division.name.endswith("自治区")
    return division.name.endswith(level)
