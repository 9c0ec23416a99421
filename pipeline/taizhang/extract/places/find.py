"""Find divisions in a text: full names as they stand, short names (安阳) only where the text bears them out.

In: the restored text and the bulletin's day. Out: `PlaceMention`s in order, never overlapping. A short name counts when it
is a province's, is long and a prefecture's alone, stands in a list beside a place of the same parent, directly behind the
division it lies in, when the text names that division, or its parent, elsewhere, or a county of it by its short name. An
everyday word (朝阳, 东方) needs more than the last of these.
Knowledge: `divisions.tsv.gz` and `rules/places.yml`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from taizhang.extract.places.edges import cuts_words, word_edges
from taizhang.extract.places.gazetteer import CORPS, Division, Gazetteer, gazetteer, month_of, within
from taizhang.rules import Dictionary, Seldom, cached, compiled, load_pack
from taizhang.types import PlaceMention, Region

# 安庆市、池州市; stretches of a river or road: 安庆段、池州段; figures of each: 博湖8项，和静4项
_JOINT = compiled(r"段?[、和及与]|[ 　]?[0-9]{1,4}[件项个家起处宗](?:[,，、；;|｜/／][ 　]*){1,3}")
_BLANKS = " \u3000"
_BORDERS = frozenset(("", "\n", "\t", "|", "│", "┃", "｜"))
_HAN = compiled(r"\p{Han}")
_SHORE = compiled(r"(?<=[河江湖海])[道水岸堤床畔滩]")
# A two-character full name (和县, 郊区) must begin where a word can begin: at a mark, behind a place, behind these.
_MAY_STAND_BEFORE_SHORT_FULL = "在对向由和与及、为从到至赴是于"
_LED = frozenset("省市县区州局厅部院校所站处科队组镇乡村厂矿")  # what somebody heads: 局长, 镇长
_UNMISTAKABLE = 3  # characters from which on the short name of a prefecture is no other word (攀枝花, 克拉玛依)
_LONG_GONE = 60  # months behind which short names are not read any more


@dataclass(slots=True)
class _Hit:
    start: int
    end: int
    name: str
    full: bool
    candidates: list[Division]
    chosen: Division | None = None
    ok: bool = False
    cut: bool | None = None  # whether it begins inside a word; None until asked


@cached
def _names() -> Dictionary[str]:
    names = (*gazetteer().by_name, "新疆生产建设兵团", "生产建设兵团")
    return Dictionary({name: name for name in names}, everywhere=True)


@cached
def _other_things() -> regex.Pattern[str]:
    words = load_pack("places").lexicons["names_of_other_things"]
    return compiled("|".join(sorted(map(regex.escape, words), key=len, reverse=True)))


@cached
def _waters() -> regex.Pattern[str]:
    """What follows the name of a river or mountain that a prefecture is called by: 牡丹江干流."""
    return compiled("|".join(map(regex.escape, load_pack("places").lexicons["behind_nature"])))


@cached
def _behind_a_place() -> regex.Pattern[str]:
    return compiled("|".join(map(regex.escape, load_pack("places").lexicons["behind_a_place"])))


@cached
def _surname_before() -> Seldom:
    """A post and a surname, read backwards: 局长 俞|金华 is a person."""
    surname = load_pack("parties").pieces["surname"]
    return Seldom(compiled(rf"(?r)(?:[长员者任记席理]|代表|编辑|作者)[ \u3000:：]{{0,2}}{surname}"))


@cached
def _office() -> regex.Pattern[str]:
    """What an office or a government is called behind the name of its place."""
    pieces = load_pack("parties").pieces
    return compiled(rf"(?:人民)?政府(?!性)|纪委|(?:{pieces['subject']}){{1,3}}{pieces['office']}")


@cached
def _cut_across() -> dict[str, tuple[str, ...]]:
    return {name: tuple(ends) for name, ends in load_pack("places").lexicons["cut_across_words"].items()}


@cached
def _verbs() -> frozenset[str]:
    return frozenset(load_pack("places").lexicons["verbs_before_a_level"])


def places(text: str, on: dt.date | None = None) -> tuple[PlaceMention, ...]:
    """The divisions named in `text`, in order, with the codes valid `on` that day (latest where None)."""
    return _Finder(text, month_of(on)).found()


def short_names(text: str, on: dt.date | None = None) -> list[Division]:
    """The divisions whose short name stands in `text`, borne out or not: one that no other division has and no everyday word, or one
    that a city shares with a county of its own (吉安市, 吉安县)."""
    finder = _Finder(text, month_of(on))
    named = (h for h in finder.hits if not h.full and not finder.is_something_else(h) and _in_one_city(h.candidates))
    alone = [h for h in named if h.end in finder.starts or _ends_a_word(text, h)]
    return [d for h in alone for d in h.candidates if not d.common]


def _ends_a_word(text: str, hit: _Hit) -> bool:
    """Not in 县城固|废, nor in 清水河|道."""
    nature = _waters().match(text, hit.end) or _SHORE.match(text, hit.end)
    return nature is None and hit.end in word_edges(text, hit.start, hit.end)


def _in_one_city(candidates: Sequence[Division]) -> bool:
    """Whether it is one division, or all are a city and parts of it."""
    cities = {d.code[:4] for d in candidates}
    return len(candidates) == 1 or (len(cities) == 1 and any(d.code.endswith("00") for d in candidates))


class _Finder:
    def __init__(self, text: str, month: int) -> None:
        self.text, self.month, self.gaz = text, month, gazetteer()
        self.hits = list(_hits(text, self.gaz, month))
        self.starts, self.ends = {h.start for h in self.hits}, {h.end: h for h in self.hits}
        self._names = {h.name for h in self.hits}
        self.codes: set[str] = set()  # divisions the text surely names, and those above them

    def found(self) -> tuple[PlaceMention, ...]:
        """The hits that are places, in order of the text."""
        for hit in self.hits:
            if hit.full and self._stands_alone(hit):
                hit.ok = True
                if len(hit.candidates) == 1:
                    self._choose(hit, hit.candidates[0])
        self._provinces()
        self._each_other()
        for _ in range(2):  # a list gives its neighbours away, from both ends
            for i, hit in enumerate(self.hits):
                if not hit.ok and self._borne_out(i, hit):
                    hit.ok = True
                if hit.ok and hit.chosen is None:
                    self._settle(i, hit)
        return tuple(m for hit in self.hits if hit.ok for m in self._mention(hit))

    def _mention(self, hit: _Hit) -> Iterator[PlaceMention]:
        d = hit.chosen
        if not hit.candidates:
            region = CORPS
        elif d is None:
            region = Region(hit.candidates[0].name if hit.full else hit.name, None)
        else:
            region = d.region
        sure = 1.0 if hit.full and d else 0.8 if d else 0.5
        yield PlaceMention(hit.start, hit.end, self.text[hit.start : hit.end], region, sure)

    def _stands_alone(self, hit: _Hit) -> bool:
        """Whether a full name counts without looking further."""
        if not hit.candidates:
            return True
        if any(d.common == 2 for d in hit.candidates) or (hit.name in _verbs() and self._is_a_verb(hit)):
            return False
        if len(hit.name) > 2:
            return True
        return self._opens_a_word(hit)

    def _is_a_verb(self, hit: _Hit) -> bool:
        """会同|县水利局, in a text that names nothing 会同县 lies in."""
        opens = not self.text[max(hit.start - 1, 0) : hit.start].strip(" \u3000")
        return not opens and not self._above_is_named(hit.candidates[0])

    def _above_is_named(self, division: Division) -> bool:
        above = self.gaz.parent(division.code, self.month)
        return above is not None and bool(self._names & {above.name, above.short})

    def _ends_a_list(self, hit: _Hit) -> bool:
        """区和县: no 和县 behind the letter of a level."""
        return self.text[max(hit.start - 1, 0) : hit.start] in tuple("省市县区旗州乡镇")

    def _opens_a_word(self, hit: _Hit) -> bool:
        before = self.text[max(hit.start - 2, 0) : hit.start]
        return (
            not before or not _HAN.match(before[-1]) or before[-1] in _MAY_STAND_BEFORE_SHORT_FULL or before == "中共"
        )

    def _choose(self, hit: _Hit, division: Division) -> None:
        hit.chosen = division
        code = division.code
        self.codes.update((code, code[:4] + "00", code[:2] + "0000"))

    def _provinces(self) -> None:
        for hit in self.hits:
            top = None if hit.full else next((d for d in hit.candidates if d.code.endswith("0000")), None)
            if top and not self.is_something_else(hit):
                if hit.name == "吉林" and "220000" not in self.codes and "220200" in self.codes:
                    continue
                hit.ok = True
                self._choose(hit, top)

    def _each_other(self) -> None:
        """温州 … 瓯海: the short names of a prefecture and of a county in it, neither an everyday word nor shared, bear each
        other out."""
        prefectures: dict[str, _Hit] = {}
        counties: set[str] = set()
        for hit in self.hits:
            d = hit.candidates[0] if len(hit.candidates) == 1 and not hit.full else None
            if d is None or d.common or d.level == "province" or self.is_something_else(hit):
                continue
            if d.level == "prefecture":
                prefectures.setdefault(d.code[:4], hit)
            else:
                counties.add(d.code[:4])
        for hit in [hit for code, hit in prefectures.items() if code in counties]:
            self._choose(hit, hit.candidates[0])

    def is_something_else(self, hit: _Hit) -> bool:
        """Whether a short name is part of another word or name (海南|通知, 黄山|风景区)."""
        ends = _cut_across().get(hit.name)
        if ends and self.text.startswith(ends, hit.end):
            return True
        if _surname_before().match(self.text, max(hit.start - 8, 0), hit.start) or self._ends_a_post(hit):
            return True
        if hit.end not in self.starts and _other_things().match(self.text, hit.end):
            return True
        return self._cuts_a_word(hit)

    def _cuts_a_word(self, hit: _Hit) -> bool:
        """对东坪镇|安全 and 南盘江|西桥: no 镇安, no 江西."""
        if hit.cut is None:
            inside = hit.start > 0 and _HAN.match(self.text, hit.start - 1) is not None
            before = self.ends.get(hit.start)
            behind_a_place = before is not None and (before.ok or before.full)
            hit.cut = inside and not behind_a_place and cuts_words(self.text, hit.start, hit.end)
        return hit.cut

    def _ends_a_post(self, hit: _Hit) -> bool:
        """副局|长武|某: a name whose first letter ends a post, unless a place does that stands before it (湖南省|长沙)."""
        return (
            hit.name[0] == "长" and self.text[max(hit.start - 1, 0) : hit.start] in _LED and hit.start not in self.ends
        )

    def _borne_out(self, i: int, hit: _Hit) -> bool:
        if hit.full:  # 城区, 新城区: a name only behind its city, or alone in a table cell
            known = any(d.code in self.codes and d.common != 2 for d in hit.candidates) and not self._ends_a_list(hit)
            inside = self._inside_previous(i, hit.candidates) is not None
            return known or inside or self._fills_a_cell(hit) or self._has_an_office(hit)
        near = [d for d in hit.candidates if d.distance(self.month) <= _LONG_GONE]
        if not near or self.is_something_else(hit):
            return False
        hit.candidates = near
        if len(hit.name) >= _UNMISTAKABLE and len(near) == 1 and near[0].level == "prefecture" and not near[0].common:
            if _waters().match(self.text, hit.end):
                return False
            self._choose(hit, near[0])
            return True
        plain = _behind_a_place().match(self.text, hit.end) is not None  # 兴化某公司: no other word stands before 某
        city = hit.candidates[0].level == "prefecture" and self._opens_a_word(hit)
        if any(d.code in self.codes and (plain or city or not d.common) for d in near) or self._inside_previous(
            i, near
        ):
            return True
        if self._in_list(i, near):
            return True
        if plain and len({d.code[:4] for d in near}) == 1 and not any(d.common for d in near):
            self._choose(hit, min(near, key=lambda d: d.code))
            return True
        return (plain or not any(d.common for d in near)) and any(self._parent_known(d) for d in near)

    def _fills_a_cell(self, hit: _Hit) -> bool:
        before, behind = self.text[max(hit.start - 2, 0) : hit.start], self.text[hit.end : hit.end + 2]
        alone = before.rstrip(_BLANKS)[-1:] in _BORDERS and behind.lstrip(_BLANKS)[:1] in _BORDERS
        alone = alone or _HAN.search(before + behind) is None
        return alone and any(map(self._parent_known, hit.candidates))

    def _has_an_office(self, hit: _Hit) -> bool:
        """向阳区|城管局, where the city is named that has such a district."""
        return _office().match(self.text, hit.end) is not None and any(map(self._parent_known, hit.candidates))

    def _parent_known(self, division: Division) -> bool:
        parent = self.gaz.parent(division.code, self.month)
        return parent is not None and parent.code in self.codes

    def _inside_previous(self, i: int, near: list[Division]) -> Division | None:
        """The candidate that lies in the division named directly before (山西|临汾, 福州市|鼓楼区)."""
        previous = self.hits[i - 1] if i else None
        if previous is None or not previous.ok or previous.chosen is None or previous.end != self.hits[i].start:
            return None
        above = previous.chosen.code
        return next((d for d in near if d.code != above and within(d.code, above)), None)

    def _in_list(self, i: int, near: list[Division]) -> Division | None:
        """The candidate that has the same parent as a neighbour in a list of names."""
        for j in (i - 1, i + 1):
            if not 0 <= j < len(self.hits):
                continue
            first, second = sorted((self.hits[i], self.hits[j]), key=lambda h: h.start)
            if not _JOINT.fullmatch(self.text, first.end, second.start):
                continue
            other = self.hits[j]
            for d in near:
                for o in [other.chosen] if other.chosen else other.candidates:
                    near_enough = (
                        d.level == "prefecture" or o.code[:4] == d.code[:4] or d.code[:2] + "0000" in self.codes
                    )
                    if o.code != d.code and o.level == d.level and o.code[:2] == d.code[:2] and near_enough:
                        return d
        return None

    def _settle(self, i: int, hit: _Hit) -> None:
        """Tell which of several divisions of that name is meant; none where nothing tells."""
        near = hit.candidates
        choice = self._inside_previous(i, near) or self._in_list(i, near)
        if choice is None:
            for known in (lambda d: d.code in self.codes and not d.code.endswith("0000"), self._parent_known,
                          lambda d: d.code[:2] + "0000" in self.codes):  # fmt: skip
                fitting = [d for d in near if known(d)]
                if len(fitting) == 1 or (fitting and not hit.full):
                    choice = min(fitting, key=lambda d: (not d.code.endswith("00"), d.code))
                    break
        if choice is not None:
            self._choose(hit, choice)


def _hits(text: str, gaz: Gazetteer, month: int) -> Iterator[_Hit]:
    hit: _Hit | None = None
    last = -1  # where the hit before ends: a name right behind a place is one
    for start, end, name in sorted(_names().find(text), key=lambda found: (found[0], -found[1])):
        if name[-1] == "市" and text.startswith("场", end):  # 北京|市场
            name, end = name[:-1], end - 1
        if hit and end <= hit.end:
            continue
        then = _Hit(start, end, name, name in gaz.full_names or not gaz.by_name.get(name), gaz.named(name, month))
        if hit and start < hit.end:
            hit = then if hit.start != last and _is_only_across(text, hit, then) else hit
            continue
        if hit:
            yield hit
            last = hit.end
        hit = then
    if hit:
        yield hit


def _is_only_across(text: str, hit: _Hit, then: _Hit) -> bool:
    """Whether a short name is none, as one begins in its midst: 向|山西省反馈 names no 向山, 从|江西 no 从江."""
    if hit.full or then.full:
        return then.full and not hit.full
    return cuts_words(text, hit.start, hit.end) and not cuts_words(text, then.start, then.end)
