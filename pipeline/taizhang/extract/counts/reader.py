"""Reads the figures of a text one after another, what was said before in mind: here status, object, place and day of a figure come
together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import regex

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.elided import (
    elliptic,
    is_key,
    is_part,
    of_done,
    of_lacking,
    of_part,
    only_said,
    told_of,
    whole_of,
)
from taizhang.extract.counts.memory import Memory
from taizhang.extract.counts.names import base, names, pattern, said_before, seldom, words
from taizhang.extract.counts.objects import beside
from taizhang.extract.counts.phrases import is_no_noun, name_of, noun_of
from taizhang.extract.counts.scan import Hit, compared
from taizhang.extract.counts.status import of_rate, status, visited
from taizhang.extract.counts.things import summed_up
from taizhang.extract.counts.units import LENGTHS, PEOPLE
from taizhang.extract.counts.verdict import Heard, Verdict
from taizhang.extract.counts.whereabouts import Whereabouts
from taizhang.extract.places.gazetteer import gazetteer
from taizhang.rules import load_pack
from taizhang.types import CountMention, Quantity
from taizhang.vocabulary import CountStatus

_ASIDE = "counts.risen"  # 整改率87.3%，较上年提高3.6个百分点: a remark, that nothing goes on with
_OF_OTHERS = ("counts.carried", "counts.work")  # 组织8个组，对18个县开展检查: what is said of the groups
_INTAKE: Final[tuple[CountStatus, ...]] = ("received", "transferred")
_SAMPLES = "样品"
_TYPES = regex.compile("类[型别]")
_PROBLEMS = "问题"
_SHARE = "占比"
_NAME = 10  # characters before that in which what has types is named
_TESTS = ("抽检", "检验", "检测", "抽样")
_WEIGHTS = frozenset({"吨", "立方米", "立方", "方", "千克", "公斤"})
_NOISE = "噪声"
_ASPECT = "方面"  # 问题共4个方面31个
_SIGHT = 300  # characters


@dataclass(slots=True)
class Reader:
    """Reads the figures of one text in order. `due` are where its deadlines begin; `mood` is what a figure is of which nothing is said."""

    text: str
    mood: CountStatus
    due: Sequence[int]
    whereabouts: Whereabouts
    memory: Memory = field(default_factory=Memory)
    kin: dict[str, Verdict] = field(default_factory=dict)
    wholes: dict[str, Verdict] = field(default_factory=dict)
    intake: Verdict | None = None
    last: Verdict | None = None
    breaks_down: bool = False
    divided: str | None = None  # the unit of a whole whose parts follow
    named: list[bool] = field(default_factory=list)  # of each figure, whether a noun stands beside it
    before: int = 0
    bounds: frozenset[str] = field(default_factory=lambda: frozenset(load_pack("counts").lexicons["bounds"]))

    def read(self, hit: Hit, clause: Clause) -> CountMention:
        """One figure with all that is said of it, but for its whole."""
        text, unit = self.text, base(hit.value.unit)
        value = hit.value if unit == hit.value.unit else replace(hit.value, unit=unit)
        kin = names().kin.get(unit, unit)
        self.memory.hear(text, clause)
        clause.breaks_down = self.breaks_down = clause.breaks_down or (self.breaks_down and not self._anew(hit.start))
        place = self.whereabouts.ending_at(clause.left[1]) if clause.left else None
        clause.listed = place is not None and not clause.owned
        if clause.left and place is None:
            clause.left = self.whereabouts.behind_name(clause.left, unit in names().occasions)
        name = self._beside(clause, value, place is not None or self._is_place(clause, unit))
        self.named.append(name is not None)
        heard = self._heard(hit, clause, kin, unit)
        verdict = status(clause, value, name, heard)
        carried_out = (
            verdict.status == "completed" and verdict.cue is not None and verdict.cue.word.text.endswith("完成")
        )
        if (verdict.status in ("found", "total") or verdict.rule in _OF_OTHERS or carried_out) and visited(
            text, clause, name, hit.end
        ):
            verdict = Verdict("inspected", "counts.visited", verdict.cue)
        self.memory.here = self.memory.here and not clause.first
        if name is None:
            name = self._elided(clause, value, verdict, hit.start)
            verdict = of_rate(verdict, unit, name)
        else:
            self._keep(clause, unit, name, hit.start)
        self.memory.previous = name
        if verdict.rule != _ASIDE:
            self.last = self.kin[kin] = verdict
        self.before = hit.end
        if not (clause.breaks_down or clause.bracket or "subset" in clause.marks):
            self.wholes[kin] = verdict
        if verdict.status in _INTAKE and kin == "件":
            self.intake = verdict
        place = place or self.whereabouts.place(clause.start, clause.number)
        return CountMention(
            hit.start, hit.end, text[hit.start : hit.end], compared(text, hit), name, verdict.status, verdict.rule,
            self.whereabouts.day(hit.start), place.region.adcode if place else None,
        )  # fmt: skip

    def _heard(self, hit: Hit, clause: Clause, kin: str, unit: str) -> Heard:
        """What was said before that bears on the status of a figure."""
        of_whole = (
            (self.intake if kin == "件" and self.intake else self.wholes.get(kin))
            if clause.breaks_down and unit != "%"
            else None
        )
        return Heard(
            before=of_whole or (None if clause.first else self.last),
            kin=of_whole or self.kin.get(kin),
            intake=self.intake,
            text=self.text,
            start=hit.start,
            due=self.due,
            bound=self.text[hit.start : hit.number] in self.bounds,
            mood="found" if clause.faulty else self.mood,
        )

    def _elided(self, clause: Clause, value: Quantity, verdict: Verdict, start: int) -> str | None:
        """The object of a figure beside which none is named."""
        verb = clause.touching.start if clause.touching else clause.number
        alone = clause.left is None and clause.second is None  # 减少8起，下降17%
        grown = alone and pattern("grows").match(self.text, verb, start) is not None
        changes = grown or seldom("changes").match(self.text, clause.opened, start) is not None
        before = None if clause.first else self.last
        if clause.owned and pattern("than").match(self.text, clause.opened, start):
            return self.memory.previous  # 2284起，比上年的4310起减少
        return (
            self._of_types(clause, value)
            or self._topic(value, verdict, start)
            or self._heaped(clause, value)
            or self._noise(clause, value.unit)
            or self._first_of(clause, value.unit)
            or elliptic(value, verdict, before, self.memory, changes, self._paragraph(start))
        )

    def _keep(self, clause: Clause, unit: str, name: str, start: int) -> None:
        """Keep in mind what later figures may take up: the object named, or the whole that it is a part of."""
        if name == _ASPECT and clause.left:  # 反映的问题共四个方面31个
            name = noun_of(self.text[slice(*clause.left)]).rpartition("的")[2] or name
        if name.endswith((*names().teams, _ASPECT)):
            return
        kind = (
            clause.breaks_down and clause.right is None and name.endswith(names().counted)
        )  # 从问题类型看，腐败问题13起
        if not kind and not is_part(self.text, name, clause):
            self.memory.keep(unit, name, start, clause.joined)
        elif self.memory.recall(unit) is None and (whole := whole_of(name)):
            self.memory.keep(unit, whole, start)

    def _beside(self, clause: Clause, value: Quantity, place: bool) -> str | None:
        """The object beside the figure, but in a breakdown what is known for a noun only."""
        name = of_done(self.text, clause, beside(self.text, clause, value, place), None if clause.first else self.last)
        if value.unit == "个" and pattern("team_alone").match(self.text, clause.edge):
            team = said_before("team_work", self.text, clause.number)
            name = self.memory.team or (f"{team[1]}组" if team else name)  # 8个组交出成绩单
        if value.unit == "批次" and name and (name.endswith(_TESTS) or self._is_sample(clause, name)):
            name = self.memory.named.get(value.unit) or name  # 完成监督抽检4870批次: of food
        if clause.kind_of and self._only_kind(clause.kind_of, name or ""):
            return clause.kind_of
        if name is None and self._extends(clause, value):
            usual = names().defaults.get(value.unit)
            known = self.memory.by_unit.get(value.unit) == usual and usual is not None
            return usual if known else self.memory.previous  # 矿山28处、1300亩
        if name and (state := pattern("state").match(name)):
            name = self._stated(value.unit, name[state.end() :])
        if name and self._only_work(clause, value, name):
            return None
        if name and clause.touching and name == clause.touching.word.text and value.unit in names().measures:
            name = self._disposed_of(clause) or self._worked_on(clause, name) or name
        if name and value.unit == "元" and clause.touching and name == clause.touching.word.text:
            name = self._spoken(clause.number) or name  # 欠缴社保费问题。共欠缴28.6万元
        if (
            name
            and not clause.first
            and self.memory.here
            and told_of(self.text, clause, value.unit, self.memory.by_unit.get(value.unit))
        ):
            return None
        if name and of_part(self.text, clause, self.memory.by_unit.get(value.unit)):
            return None
        counted = not clause.first and self.memory.here and value.unit in self.memory.by_unit
        if name and counted and only_said(self.text, clause, name, value.unit):
            return None
        if name and self.divided == value.unit and not clause.first and of_lacking(self.text, clause):
            name = None
        divided = (clause.breaks_down and value.unit not in PEOPLE) or (self.divided == value.unit and not clause.first)
        self.divided = value.unit if clause.whole else self.divided if not clause.first else None
        return None if name and divided and is_key(self.text, clause, name, value.unit) else name

    def _stated(self, unit: str, name: str) -> str:
        """What the text has counted so before, whose state alone is told anew: 整改任务 of 已完成任务12项."""
        known = self.memory.recall(unit)
        return known if known and known.endswith(name) else name

    def _is_sample(self, clause: Clause, name: str) -> bool:
        """Whether a figure counts samples of the goods that the sentence has counted: 食品186批次，合格样品179批次."""
        goods = self.memory.by_unit.get("批次", _SAMPLES)
        return name.endswith(_SAMPLES) and clause.right is None and not clause.first and not goods.endswith(_SAMPLES)

    @staticmethod
    def _only_kind(whole: str, name: str) -> bool:
        """Whether `name` only says of which kind the things of the whole are, and is no name of such a thing itself."""
        own = name.endswith(names().counted) or name.startswith(names().parts) or name.endswith(whole[-1])
        return whole.endswith(names().counted) and not own

    def _is_place(self, clause: Clause, unit: str) -> bool:
        """Whether nothing but the short name of a place that is no everyday word stands before the figure: 其中邢台6个."""
        name = self.text[slice(*clause.left)] if clause.left and unit not in names().measures else ""
        if not 1 < len(name) < 4:
            return False
        thing = name.endswith(names().heads)  # 石灰窑
        return any(d.code.endswith("00") or (d.common < 2 and not thing) for d in gazetteer().named(name))

    def _paragraph(self, start: int) -> int:
        """Where the paragraph, as far as it is in sight, begins that holds the figure at `start`."""
        return self.text.rfind("\n", max(0, start - _SIGHT), start) + 1 or max(0, start - _SIGHT)

    def _extends(self, clause: Clause, value: Quantity) -> bool:
        """Whether an area or length only goes on with the figure before it, after 、 alone or at once (土地9宗420亩)."""
        alone = self.text[self.before : clause.number] in ("、", "")
        extent = names().defaults.get(value.unit) == "面积" or value.unit in LENGTHS
        return alone and not clause.first and extent

    def _only_work(self, clause: Clause, value: Quantity, name: str) -> bool:
        """Whether `name` is only what was done to what the paragraph has counted already: 堆渣3800吨，已转运2100吨."""
        done = clause.touching
        if done is None or name != done.word.text or name.endswith(names().worked_on) or name in names().fault_nouns:
            return False
        if value.unit not in names().measures or self.memory.by_unit.get(value.unit) in names().defaults.values():
            return False
        items = pattern("item_start").finditer(self.text, max(0, clause.number - _SIGHT), clause.number)
        begin = max((item.start() for item in items), default=max(0, clause.number - _SIGHT))
        return self.memory.where.get(value.unit, -1) >= begin

    def _of_types(self, clause: Clause, value: Quantity) -> str | None:
        """What is broken down by its types, where the sentence says so: 从环境问题类型看，水2个、大气3个; 按类别分，水37.5%."""
        if value.unit not in ("个", "%") or not (clause.breaks_down or clause.facet):
            return None
        begin = max(clause.opened - _SIGHT, self.text.rfind("。", max(0, clause.opened - _SIGHT), clause.number), 0)
        types = list(_TYPES.finditer(self.text, begin, clause.number))
        if value.unit == "%":
            return _SHARE if types else None
        said = (said_before("types_of", self.text, m.start()) for m in types)
        kind = next(filter(None, said), None)
        return name_of(kind[1] or _PROBLEMS) if kind else None

    def _heaped(self, clause: Clause, value: Quantity) -> str | None:
        """What a weight alone behind the comma is of, where none was weighed in the sentence yet: 危废去向不明，约620吨."""
        alone = clause.left is None and clause.touching is None
        if value.unit in _WEIGHTS and (name := summed_up(self.text, clause)):
            return name
        if alone and value.unit in _WEIGHTS and (name := self._disposed_of(clause)):
            return name
        if (
            not (alone and clause.topic)
            or value.unit not in _WEIGHTS
            or (self.memory.here and value.unit in self.memory.by_unit)
        ):
            return None
        name = clause.topic[-1].word.text
        return name if name.endswith(words("bulk")) and clause.opened <= clause.topic[-1].start else None

    def _noise(self, clause: Clause, unit: str) -> str | None:
        """夜间噪声 of 夜间实测58分贝."""
        noise = names().defaults.get(unit)
        at = pattern("noise_at").match(self.text, clause.opened, clause.number) if noise == _NOISE else None
        return f"{at[1]}{noise}" if at else None

    def _disposed_of(self, clause: Clause) -> str | None:
        """矸石 of 把矸石倒进沟道，堆存约3万吨: what the sentence says before that something is done with."""
        said = pattern("disposed_of").search(self.text, clause.opened, clause.start)
        return name_of(said[1]) if said else None

    def _first_of(self, clause: Clause, unit: str) -> str | None:
        """别墅 of 7栋别墅占用林地: what stands between a figure and its predicate, where nothing was counted so before, so that
        no other name is left out."""
        if unit not in words("bodies") or unit in self.memory.by_unit or clause.left or not clause.right:
            return None
        start, end = clause.right
        told = bool(clause.after) and clause.after[0].start == end
        return name_of(self.text[start:end]) if start == clause.edge and told and 1 < end - start < _NAME else None

    def _worked_on(self, clause: Clause, work: str) -> str | None:
        """What the paragraph said before that this work is done to: 塌陷地治理弄虚作假。应治理7300亩."""
        begin = self._paragraph(clause.number)
        at = self.text.rfind(work, begin, clause.start)
        said = pattern("worked").match(self.text, begin, at) if at > begin else None
        name = name_of(said[1]) if said else None
        return name if name and not is_no_noun(name) and not work.endswith(names().worked_on) else None

    def _topic(self, value: Quantity, verdict: Verdict, start: int) -> str | None:
        """The money a paragraph speaks of, where no sum in it had a name: 运维费拨付滞后。已拨付1134万元."""
        if value.unit != "元" or (verdict.cue is not None and verdict.cue.word.text in names().by_cue):
            return None
        return self._spoken(start)

    def _spoken(self, start: int) -> str | None:
        """What the paragraph of the figure at `start` says of money last, unless it has named a sum already."""
        begin = self._paragraph(start)
        if self.memory.where.get("元", -1) >= begin:
            return None
        sums = pattern("sums")
        spoken = sums.findall(self.text, begin, start) or sums.findall(self.text, self._heading(begin), begin)
        return noun_of(spoken[-1]) if spoken else None

    def _heading(self, begin: int) -> int:
        """Where the numbered line begins that stands right above the paragraph at `begin`; `begin` where there is none."""
        above = self.text.rfind("\n", max(0, begin - _SIGHT), max(0, begin - 1))
        return above if above >= 0 and pattern("item_start").match(self.text, above, begin) else begin

    def _anew(self, start: int) -> bool:
        """Whether a new statement began since the figure before: a breakdown runs on over semicolons only."""
        return any(mark in self.text[self.before : start] for mark in "。！？\n")
