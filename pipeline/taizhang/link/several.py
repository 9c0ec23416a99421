"""The several divisions a bulletin is about: those it lists together, those that head its cases."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from taizhang.link.page import Page, city_of, covers, past_brackets, unique
from taizhang.link.signs import sign
from taizhang.numerals import read_numeral
from taizhang.types import PlaceMention, Region

# Figures on complaints in many provinces at once are the whole country's; plans and progress are each province's own.
_LEAD_LENGTH = 40  # characters of what may stand before the first place of a case
_MANY = 3  # provinces
_HEAD = 160  # characters behind the title in which it is told who was inspected


class Several:
    """The signs of several divisions in one bulletin."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def listed_provinces(self) -> tuple[Region, ...]:
        """Three or more provinces in one list, or two that were each inspected, in a bulletin that reports on them and not
        on the whole country."""
        if sign("national").search(self.page.text):
            return ()
        best: list[PlaceMention] = []
        for run in self.page.runs:
            provinces = [p for p in run if p.region.adcode and p.region.adcode.endswith("0000")]
            least = 2 if len(provinces) == len(run) and (self._in_turn(run[0]) or self._are_two(run)) else 3
            if self.page.only_for_examples(run) or sign("firms_behind").match(self.page.text, run[-1].end):
                continue
            if len(provinces) >= least and len(provinces) > len(best) and self._reported_together(run):
                best = provinces
        heads = [r for _, group in self._heading_places for r in group if self.page.level(r) == "province"]
        found = best if len(best) >= len(heads) else []
        return unique([p.region for p in found] + (heads if found or len(heads) >= 3 else []))

    def _in_turn(self, first: PlaceMention) -> bool:
        """分别进驻天津、广东: two are enough where each was inspected for itself."""
        return sign("in_turn_before").match(self.page.text, max(first.start - 10, 0), first.start) is not None

    def _are_two(self, run: Sequence[PlaceMention]) -> bool:
        """湖南、湖北两省公开整改方案: a list of two that says that they are two, in a bulletin that tells no cases of each."""
        counted = sign("counted").match(self.page.text, run[-1].end)
        two = counted is not None and not counted["and_others"] and read_numeral(counted["number"] or "") == len(run)
        return two and not self._tells_cases

    @cached_property
    def _tells_cases(self) -> bool:
        return sign("collection").search(self.page.text) is not None

    def _figures_of_complaints(self) -> bool:
        return len(sign("complaints").findall(self.page.text)) >= 2 and self.page.text.count("整改方案") < 3

    def _counted_in_title(self) -> bool:
        """四省市收到举报: the title counts the provinces, and the text lists as many: it is about them, figures or not."""
        counted = sign("provinces_in_title").search(self.page.text, *self.page.title)
        return counted is not None and any(len(run) == read_numeral(counted["number"]) for run in self.page.runs)

    def complaints_of_many(self, found: Sequence[Region]) -> bool:
        """Whether provinces are only listed with their figures of complaints, in a bulletin on the whole country."""
        if not self._figures_of_complaints() or self._counted_in_title():
            return False
        return all(self.page.level(r) == "province" for r in found)

    def _reported_together(self, run: Sequence[PlaceMention]) -> bool:
        """Whether a list is of those the bulletin reports on: counted (等8省), entered, or first in the text."""
        first, last = run[0], run[-1]
        if first.start > max(len(self.page.text) // 2, 400):
            return False
        if sign("sent_to_before").match(self.page.text, max(first.start - 3, 0), first.start) or sign("counted").match(
            self.page.text, past_brackets(self.page.text, last.end)
        ):
            return True
        return first.start < self.page.title[1] + 120

    def _titles(self, place: PlaceMention) -> bool:
        """Whether a place stands in the title; the first case of an untitled page, whose number opens it, is none."""
        start, end = self.page.title
        if not start <= place.start < end:
            return False
        return self.page.titled or sign("first_case").match(self.page.text, start) is None

    @cached_property
    def _heading_places(self) -> list[tuple[PlaceMention, list[Region]]]:
        """The places at the head of lines, each with the innermost of its chain and those joined to that."""
        out = []
        runs = {run[0].start: run for run in self.page.runs}
        for i, place in enumerate(self.page.places):
            if self.page.level(place.region) is None or self._titles(place):
                continue
            if (
                place.start > 0
                and sign("head_of_a_case").match(self.page.text, max(place.start - _LEAD_LENGTH, 0), place.start)
                is None
            ):
                continue
            j = i
            while j + 1 < len(self.page.places) and self.page.places[j + 1].start == self.page.places[j].end:
                j += 1
            run = runs.get(self.page.places[j].start) or [self.page.places[j]]
            out.append((place, [p.region for p in run]))
        return out

    def heads_of_cases(self) -> tuple[Region, ...]:
        """The divisions that head the cases of a bulletin, where they are two or more and its title names none of them."""
        found = self._heading_places
        lines = {p.start for p, _ in found}
        heads = unique([r for _, group in found for r in group])
        in_title = {p.region.adcode for p in self.page.places if self._titles(p)}
        if len(heads) < 2 or len(lines) < 2 or any(h.adcode in in_title for h in heads):
            return ()
        outer = _outer(heads)
        return outer if len(outer) == len(heads) or of_many_provinces(outer) else ()

    def of_inspectors(self) -> tuple[Region, ...]:
        """The cities or counties whose cases inspectors of their province made known, or whose heads it called in: it is their work
        that such a bulletin is about (江西省生态环境保护督察曝光2起典型案例: 一、景德镇市…), each as the case names it first."""
        head = self.page.title[1] + _HEAD
        shown = sign("shown_by_inspectors").search(self.page.text, self.page.title[0], head)
        if shown is None or sign("held_to_account").search(self.page.text, self.page.title[0], head):
            return ()
        return _outer(unique([self._outermost(place) for place, _ in self._heading_places]))

    def _outermost(self, place: PlaceMention) -> Region:
        """新余市 of 江西省新余市分宜县."""
        part = next((p for p in self.page.places if p.start == place.end and p.region.adcode), None)
        return part.region if part and self.page.level(place.region) == "province" else place.region

    def listed_divisions(self) -> tuple[Region, ...]:
        """霍邱、濉溪、灵璧、肥东4县: a counted list of divisions of one level; with 等 only if it names them all; not 甲、乙、丙三市各4件."""
        if sign("national").search(self.page.text):
            return ()
        for run in self.page.runs:
            counted = sign("counted").match(self.page.text, run[-1].end) if len(run) >= 3 else None
            if (
                counted
                and counted["and_others"]
                and not (counted["number"] and read_numeral(counted["number"]) == len(run))
            ):
                continue
            shares = counted and sign("shares").match(self.page.text, counted.end())
            alike = len({self.page.level(p.region) for p in run}) == 1
            named = [p.region for p in run]
            listed = (counted and not shares) or (len(run) > 1 and self._each_inspected(run))
            if listed and alike and not self.titled_above(named):
                return unique(named)
        return self._as_many_as_titled()

    def _each_inspected(self, run: Sequence[PlaceMention]) -> bool:
        """对毕节市、铜仁市和黔东南州开展督察: parts of a province in the first lines, each of which was looked into."""
        behind = sign("inspection_behind").match(self.page.text, run[-1].end) is not None
        parts = all(self.page.level(p.region) in ("prefecture", "county") for p in run)
        return behind and parts and run[0].start < self.page.title[1] + _HEAD

    def _as_many_as_titled(self) -> tuple[Region, ...]:
        """6市州公开整改方案 / 甲、乙、丙、丁、戊、己当日公开: as many divisions of one level in a row as the title counts."""
        counted = sign("divisions_in_title").search(self.page.text, *self.page.title)
        if counted is None:
            return ()
        for run in self.page.runs:
            alike = len({self.page.level(p.region) for p in run}) == 1
            if alike and len(run) == read_numeral(counted["number"]) and len(run) >= 2:
                return unique([p.region for p in run])
        return ()

    def titled_above(self, parts: Sequence[Region]) -> bool:
        """Whether the title names a division that holds them all: 邯郸市安委办通报 / 1.武安市某厂 / 2.永年区某公司."""
        named = [
            p.region.adcode
            for p in self.page.places
            if self.page.title[0] <= p.start < self.page.title[1] and p.region.adcode
        ]
        return any(all(r.adcode and covers(code, r.adcode) for r in parts) for code in named)

    def issuer_above(self, parts: Sequence[Region]) -> Region | None:
        """The one division whose bulletin on cases in its parts this is: named in the title or the first lines and above
        all of them, or the province of all of them where it speaks as 全省 or 省…厅."""
        codes = [r.adcode for r in parts if r.adcode]
        first_head = min((p.start for p in self.page.places if p.region in parts), default=0)
        for place in self.page.places:
            code = place.region.adcode
            if (
                code
                and place.start < max(first_head, self.page.title[1])
                and codes
                and all(covers(code, c) for c in codes)
                and not sign("team_behind").match(self.page.text, place.end)  # it sent a team, and tells nothing itself
            ):
                return place.region
        provinces = {code[:2] for code in codes}
        if len(provinces) == 1 and self.page.whole["省"] and not all(code.endswith("0000") for code in codes):
            return self.page.region(provinces.pop() + "0000")
        return None

    def city_of_parts(self, parts: Sequence[Region]) -> Region | None:
        """The one city whose counties the cases lie in: the bulletin goes through its own."""
        cities = {city_of(r.adcode) for r in parts if r.adcode and not r.adcode.endswith("00")}
        alone = len(cities) == 1 and not any(r.adcode and r.adcode.endswith("00") for r in parts)
        return self.page.region(cities.pop()) if alone else None


def of_many_provinces(cases: Sequence[Region]) -> bool:
    """Whether the cases of a bulletin lie all over the country."""
    return len({r.adcode[:2] for r in cases if r.adcode}) >= _MANY


def _outer(found: Sequence[Region]) -> tuple[Region, ...]:
    """Those that lie in none of the others."""
    codes = [r.adcode for r in found if r.adcode]
    return tuple(r for r in found if not any(c != r.adcode and r.adcode and covers(c, r.adcode) for c in codes))
