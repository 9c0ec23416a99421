"""The object of a figure: the noun beside it, put right by what was counted before, or where none stands there, an antecedent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from taizhang.extract.counts import antecedents
from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.decisions import StatusDecision
from taizhang.extract.counts.discourse_state import DiscourseState
from taizhang.extract.counts.ellipsis import NAMELESS, Named, Since, elliptic
from taizhang.extract.counts.lexicon import Kind, Word
from taizhang.extract.counts.novelty import (
    SHARE,
    is_key,
    is_part,
    of_done,
    of_lacking,
    of_part,
    only_said,
    told_of,
    whole_of,
)
from taizhang.extract.counts.objects import beside, stands
from taizhang.extract.counts.pack import pattern, said, said_before, unit_class, words
from taizhang.extract.counts.phrases import noun_of
from taizhang.extract.counts.things import summed_up
from taizhang.extract.counts.units import LENGTHS, PEOPLE, UnitRules
from taizhang.rules import compiled
from taizhang.types import Quantity

_SAMPLES = "样品"
_SHARED = compiled("[，,、]{0,2}(?:仅|只|才|已)?占(?![全总其])")  # 占全省的31.5% is a share of others' as well
_NEAR = 20  # characters between what is measured and a share of it
_TESTS = ("抽检", "检验", "检测", "抽样")
_WEIGHTS = frozenset({"吨", "立方米", "立方", "方", "千克", "公斤"})
_PLACES = ("处", "个")  # units of what is built, beside those of things with a body
_ASPECT = "方面"  # 问题共4个方面31个


@dataclass(slots=True, eq=False)
class Figure:
    """A figure whose object is looked for. `start`: where it begins with its comparator; `follows`: where the figure before ends;
    `before`: what was said of that, None in a new sentence."""

    clause: Clause
    value: Quantity
    unit: str
    start: int
    follows: int
    before: StatusDecision | None


@dataclass(slots=True)
class ObjectResolver:
    """Finds the objects of the figures of `text`, asked in order. `divided`: the unit of a whole whose parts follow."""

    text: str
    state: DiscourseState = field(default_factory=DiscourseState)
    divided: str | None = None

    def named(self, figure: Figure, place: bool) -> Named:
        """The object beside the figure, but in a breakdown what is known for a noun only. `place`: a place stands before it."""
        clause, unit = figure.clause, figure.unit
        name = beside(self.text, clause, figure.value, place)
        if name == SHARE:
            name = self._share(figure, of_done(clause, name, figure.before))
        elif unit == "个":
            name = self._team(figure, name)
        sampled = name
        if name is not None and unit == "批次":
            name = self._goods(figure, name)
        if clause.kind_of and _only_kind(clause.kind_of, name or ""):
            return Named(clause.kind_of, "objects.kinds")
        if name and figure.unit == "批" and name.endswith(words().splits):
            name = None  # 省委分两批开展巡视
        if name is None and self._extends(figure):
            return _by("objects.carried", self._extended(unit))
        if name and (told := pattern("state").match(name)):
            name = self._stated(unit, name[told.end() :])
        if name and self._is_campaign(clause, name):
            return NAMELESS
        plain, done = name, clause.touching
        if name and done is not None and name == done.word.text:  # what this is done to may have been named before
            if self._only_work(figure, name, done.word):
                return NAMELESS
            name = self._of_predicate(figure, name)
        if name and self._says_more_of_others(figure, name):
            return NAMELESS
        way = "objects.goods" if name != sampled == plain else "objects.worked_on" if name != plain else None
        name = self._but_keys(figure, name)
        return _by(way or stands(self.text, clause, name or ""), name)

    def elided(self, figure: Figure, decision: StatusDecision) -> Named:
        """The object of a figure beside which none is named."""
        clause, start = figure.clause, figure.start
        if clause.owned and pattern("than").match(self.text, clause.opened, start):
            return _by("objects.carried", self.state.previous)  # 2284起，比上年的4310起减少
        for way, rule in _ANTECEDENTS.of(figure.unit):
            if name := rule(self, figure, decision):
                return Named(name, way)
        paragraph = antecedents.paragraph(self.text, start)
        item = antecedents.item(self.text, clause.number) if figure.unit == "家" else paragraph  # asked of firms alone
        since = Since(paragraph, item)
        return elliptic(figure.value, decision, figure.before, self.state, self._changes(clause, start), since)

    def keep(self, figure: Figure, name: str) -> None:
        """Keep in mind what later figures may take up: the object named, or the whole that it is a part of."""
        clause, unit = figure.clause, figure.unit
        if name == _ASPECT and clause.left:  # 反映的问题共四个方面31个
            name = noun_of(self.text[slice(*clause.left)]).rpartition("的")[2] or name
        aside = (*words().teams, *words().procedures, _ASPECT)  # 完善手续7个，其余5个
        if name.endswith(aside) or (unit in PEOPLE and name.endswith(words().body_kinds)):
            return
        reach = said_before("involving", self.text, clause.number) if unit == "个" else None
        if reach and said("problems_again", self.text, clause.edge, len(self.text)):
            name = reach[1]  # 问题涉及5个方面、21个单位，共46个
        kind = clause.breaks_down and clause.right is None and name.endswith(words().counted)  # 从类型看，腐败问题13起
        if not kind and not is_part(self.text, name, clause):
            self.state.keep(unit, name, figure.start, clause.joined)
        elif self.state.recall(unit) is None and (whole := whole_of(name)):
            self.state.keep(unit, whole, figure.start)

    def _changes(self, clause: Clause, start: int) -> bool:
        """Whether the figure says by how much the one before it has changed: 减少8起，下降17%."""
        verb = clause.touching.start if clause.touching else clause.number
        alone = clause.left is None and clause.second is None
        grown = alone and pattern("grows").match(self.text, verb, start) is not None
        return grown or said("changes", self.text, clause.opened, start) is not None

    def _team(self, figure: Figure, name: str | None) -> str | None:
        """督察组 of 8个组交出成绩单."""
        if not pattern("team_alone").match(self.text, figure.clause.edge):
            return name
        work = said_before("team_work", self.text, figure.clause.number)
        return self.state.team or (f"{work[1]}组" if work else name)

    def _share(self, figure: Figure, name: str | None) -> str | None:
        """What the length, area or weight right before it is of, for a share of it: 截污干管完成5.2公里，占设计长度的65%."""
        direct = name == SHARE and _SHARED.match(self.text, figure.follows, figure.start)
        if not direct or figure.before is None or not self.state.by_unit:
            return name
        unit, counted = next(reversed(self.state.by_unit.items()))
        measured = unit in words().measures or unit in words().bodies
        near = figure.start - self.state.where[unit] < _NEAR
        return counted if measured and near and counted == self.state.previous else name

    def _goods(self, figure: Figure, name: str) -> str:
        """Food, of which samples are taken or tested, and is found to be bad: 完成监督抽检4870批次, 微生物污染4批次."""
        tested = name.endswith((*_TESTS, *words().sample_faults)) or self._is_sample(figure.clause, name)
        return self.state.named.get(figure.unit) or name if tested else name

    def _is_sample(self, clause: Clause, name: str) -> bool:
        """Whether a figure counts samples of the goods that the sentence has counted: 食品186批次，合格样品179批次."""
        goods = self.state.by_unit.get("批次", _SAMPLES)
        return name.endswith(_SAMPLES) and clause.right is None and not clause.first and not goods.endswith(_SAMPLES)

    def _says_more_of_others(self, figure: Figure, name: str) -> bool:
        """Whether the phrase beside a figure names nothing, but says something of the things counted before: 86所食堂，8所留样不规范;
        9座水库…；4座水库溢洪道被占; 16家断续生产."""
        clause, unit = figure.clause, figure.unit
        counted = self.state.by_unit.get(unit)
        if counted is None:
            return False
        goes_on = self.state.here and not clause.first
        if goes_on and (told_of(self.text, clause, unit, counted) or only_said(self.text, clause, name, unit)):
            return True
        return of_part(self.text, clause, counted)

    def _extends(self, figure: Figure) -> bool:
        """Whether an area or length only goes on with the figure before it, after 、 alone or at once (土地9宗420亩)."""
        alone = self.text[figure.follows : figure.clause.number] in ("、", "")
        extent = words().default_objects.get(figure.unit) == "面积" or figure.unit in LENGTHS
        return alone and not figure.clause.first and extent

    def _extended(self, unit: str) -> str | None:
        """What an area goes on with (矿山28处、1300亩); where the unit counted areas as such last, or the figure before names nothing,
        what the unit counted (图斑46个，涉及耕地328亩。已整改31个、215亩)."""
        known, usual = self.state.by_unit.get(unit), words().default_objects.get(unit)
        return known if known and (self.state.elided or known == usual) else self.state.previous

    def _stated(self, unit: str, name: str) -> str:
        """What the text has counted so before, whose state alone is told anew: 整改任务 of 已完成任务12项."""
        known = self.state.recall(unit)
        return known if known and known.endswith(name) else name

    def _is_campaign(self, clause: Clause, name: str) -> bool:
        """Whether an inspection stands before the figure, whose tasks are counted: “回头看”31项, but not 组织1次“回头看”."""
        return name in words().campaigns and clause.left is not None and self.text[slice(*clause.left)] == name

    def _only_work(self, figure: Figure, name: str, done: Word) -> bool:
        """Whether `name` is only what was done to what the paragraph has counted already: 堆渣3800吨，已转运2100吨."""
        unit = figure.unit
        if (
            name.endswith((*words().worked_on, *words().sums_lost))
            or name in words().fault_nouns
            or (name in words().earthworks and unit in _WEIGHTS)
        ):
            return False
        if unit not in words().measures and done.kind is Kind.WORK:
            return unit in self.state.by_unit  # 医疗设备17台，已启用6台
        if unit not in words().measures or self.state.by_unit.get(unit) in words().default_objects.values():
            return False
        return self.state.where.get(unit, -1) >= antecedents.item(self.text, figure.clause.number)

    def _of_predicate(self, figure: Figure, name: str) -> str:
        """What was said before of that which the predicate that is the name of the object measures."""
        clause, unit = figure.clause, figure.unit
        spoken = None
        if unit in words().measures:
            spoken = antecedents.disposed_of(self.text, clause) or antecedents.worked_on(self.text, clause, name)
        if unit == "元" and spoken in (None, name):
            spoken = self._money(clause.number)  # 欠缴社保费问题。共欠缴28.6万元
        return spoken or name

    def _but_keys(self, figure: Figure, name: str | None) -> str | None:
        """The name, but in a breakdown none by which the whole is broken down. Notes what is divided from here on."""
        clause, unit = figure.clause, figure.unit
        goes_on = self.divided == unit and not clause.first
        if goes_on and of_lacking(self.text, clause):
            name = None
        divided = (clause.breaks_down and unit not in PEOPLE) or goes_on
        self.divided = unit if clause.whole else self.divided if not clause.first else None
        return None if name and divided and is_key(self.text, clause, name, unit) else name

    def _money(self, start: int) -> str | None:
        """What the paragraph of the figure at `start` says of money last, unless it has named a sum already."""
        if self.state.where.get("元", -1) >= antecedents.paragraph(self.text, start):
            return None
        return antecedents.sum_spoken_of(self.text, start)

    def sum_of(self, figure: Figure, decision: StatusDecision) -> str | None:
        """The money a paragraph speaks of, where no sum in it had a name: 运维费拨付滞后。已拨付1134万元."""
        if decision.cue is not None and decision.cue.word.text in words().cue_objects:
            return None
        return self._money(figure.start)

    def heaped(self, figure: Figure) -> str | None:
        """What a weight behind the comma is of, where none was weighed in the sentence yet: 危废去向不明，约620吨."""
        clause, unit = figure.clause, figure.unit
        if name := summed_up(self.text, clause):
            return name
        if clause.left is not None or clause.touching is not None:
            return None
        if name := antecedents.disposed_of(self.text, clause):
            return name
        if not clause.topic or (self.state.here and unit in self.state.by_unit):
            return None
        last = clause.topic[-1]
        return last.word.text if last.word.text.endswith(words().bulk) and clause.opened <= last.start else None

    def built(self, figure: Figure, decision: StatusDecision) -> str | None:
        """What is built by so many, where nothing was counted so in the paragraph: 公厕建设滞后。应建成30座."""
        clause, unit = figure.clause, figure.unit
        cue = decision.cue or (clause.before[0] if clause.before else None)
        building = cue is not None and cue.word.status == "built"
        if not building or self.state.where.get(unit, -1) >= antecedents.item(self.text, clause.number):
            return None
        name = antecedents.under_construction(self.text, clause)
        if name:
            self.keep(figure, name)
        return name

    def households(self, figure: Figure) -> str | None:
        """Which households are meant, where the paragraph has counted none yet: 散养户粪污入河，涉及145户."""
        begin = antecedents.paragraph(self.text, figure.start)
        if self.state.where.get("户", -1) >= begin:
            return None
        name = antecedents.households(self.text, figure.start)
        if name:
            self.keep(figure, name)
        return name

    def subject(self, figure: Figure) -> str | None:
        """The subject of the clause, where nothing was counted so before, so that no other name is left out."""
        return antecedents.subject(self.text, figure.clause) if figure.unit not in self.state.by_unit else None


def _by(rule: str, name: str | None) -> Named:
    """The name with the rule that told it, if there is one."""
    return Named(name, rule) if name else NAMELESS


def _only_kind(whole: str, name: str) -> bool:
    """Whether `name` only says of which kind the things of the whole are, and is no name of such a thing itself."""
    own = name.endswith(words().counted) or name.startswith(words().part_objects) or name.endswith(whole[-1])
    return whole.endswith(words().counted) and not own


def _is_body(unit: str) -> bool:
    return unit in words().bodies


def _is_built(unit: str) -> bool:
    return unit in (*words().bodies, *_PLACES)


def _happens(unit: str) -> bool:
    return unit in words().occasions


_ANTECEDENTS: Final[UnitRules[tuple[str, Callable[[ObjectResolver, Figure, StatusDecision], str | None]]]] = UnitRules(
    (
        ("个", "%").__contains__,
        ("objects.of_whole", lambda resolver, figure, _: antecedents.types(resolver.text, figure.clause, figure.unit)),
    ),
    ("元".__eq__, ("objects.topic", ObjectResolver.sum_of)),
    (_WEIGHTS.__contains__, ("objects.carried", lambda resolver, figure, _: resolver.heaped(figure))),
    (
        antecedents.of_noise,
        ("objects.usual", lambda resolver, figure, _: antecedents.noise(resolver.text, figure.clause)),
    ),
    (_is_body, ("objects.before", lambda resolver, figure, _: resolver.subject(figure))),
    (_is_built, ("objects.worked_on", ObjectResolver.built)),
    ("户".__eq__, ("objects.carried", lambda resolver, figure, _: resolver.households(figure))),
    (_happens, ("objects.carried", lambda resolver, figure, _: antecedents.event(resolver.text, figure.clause))),
    ("批".__eq__, ("objects.carried", lambda resolver, figure, _: antecedents.rounds(resolver.text, figure.clause))),
    (
        lambda unit: unit_class(unit) == "件",
        ("objects.of_cue", lambda _, figure, decision: antecedents.prosecuted(figure.clause, decision.cue)),
    ),
)
