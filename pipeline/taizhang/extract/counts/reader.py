"""Reads the figures of a text one after another, what was said before in mind: here status, object, place and day of a figure come
together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import regex

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.decisions import StatusDecision
from taizhang.extract.counts.pack import base, said, words
from taizhang.extract.counts.resolver import Figure, ObjectResolver
from taizhang.extract.counts.scan import Hit, compared
from taizhang.extract.counts.status import of_rate, status
from taizhang.extract.counts.status_history import StatusHistory
from taizhang.extract.counts.visits import visited
from taizhang.extract.counts.whereabouts import Whereabouts
from taizhang.extract.places.gazetteer import gazetteer
from taizhang.rules import cached, compiled
from taizhang.types import CountMention, PlaceMention

_OF_OTHERS = ("counts.carried", "counts.work")  # 组织8个组，对18个县开展检查: what is said of the groups


@cached
def _leading_away() -> regex.Pattern[str]:
    return compiled("|".join(map(re.escape, words().elsewhere)))


@dataclass(slots=True)
class Reader:
    """Reads the figures of one text in order. `said` and `objects` are what it remembers of those before."""

    text: str
    whereabouts: Whereabouts
    said: StatusHistory
    objects: ObjectResolver
    breaks_down: bool = False
    named: list[bool] = field(default_factory=list)  # of each figure, whether a noun stands beside it
    before: int = 0  # where the figure before ends
    region: str | None = None  # of whose division figures go on to be till the sentence names another

    def read(self, hit: Hit, clause: Clause) -> CountMention:
        """One figure with all that is said of it, but for its whole."""
        unit, state = base(hit.value.unit), self.objects.state
        value = hit.value if unit == hit.value.unit else replace(hit.value, unit=unit)
        state.hear(self.text, clause)
        self.said.reach(hit.start)
        clause.breaks_down = self.breaks_down = clause.breaks_down or (self.breaks_down and not self._anew(hit.start))
        place = self._place(clause, unit)
        figure = Figure(clause, value, unit, hit.start, self.before, self.said.before(clause))
        name, way = self.objects.named(figure, place is not None or self._is_place(clause, unit))
        self.named.append(name is not None)
        decision = self._status(hit, figure, name)
        state.here = state.here and not clause.first
        state.elided = name is None
        if name is None:
            name, way = self.objects.elided(figure, decision)
            decision = of_rate(decision, unit, name)
        else:
            self.objects.keep(figure, name)
        state.previous = name
        self.said.keep(decision, clause, unit)
        begin = self._rank(clause) if place is None else None
        place = place or self.whereabouts.place(clause.start if begin is None else begin, clause.number)
        region = self._region(clause, place)
        self.before = hit.end
        return CountMention(
            start=hit.start,
            end=hit.end,
            text=self.text[hit.start : hit.end],
            value=compared(self.text, hit),
            object=name,
            status=decision.status,
            rule_id=decision.rule,
            object_rule=way,
            as_of=self.whereabouts.standing.at(hit.start),
            region_adcode=region,
        )

    def _place(self, clause: Clause, unit: str) -> PlaceMention | None:
        """The place whose name ends the phrase before the figure; of a phrase that goes on behind such a name only that is left."""
        place = self.whereabouts.ending_at(clause.left[1]) if clause.left else None
        clause.listed = place is not None and not clause.owned
        if clause.left and place is None:
            clause.left = self.whereabouts.behind_name(clause.left, unit in words().occasions)
        return place

    def _region(self, clause: Clause, place: PlaceMention | None) -> str | None:
        """The division a figure is of: that of its place, unless several share it; else the one that the sentence went on telling of
        (甲县检查企业120家，发现隐患356项), but not the last of a list of places with a figure each (甲县45件、乙县30件，办结70件)."""
        if place is not None:
            region = None if self.whereabouts.is_joined(place, clause.start) else place.region.adcode
            self.region = None if clause.listed else region
            return region
        if clause.first or self._elsewhere(clause.number):
            self.region = None
        return self.region

    def _rank(self, clause: Clause) -> int | None:
        """Where it begins to be told of the place that is ranked before it is told how many that has (甲市最多，达12件), if any is."""
        opened = max(clause.opened, self.before)
        return opened if said("placed", self.text, opened, clause.number) else None

    def _elsewhere(self, start: int) -> bool:
        """Whether something stands since the figure before that leads away from its place: another place or body, 全市, a semicolon."""
        leads_away = _leading_away().search(self.text, self.before, start) is not None
        return leads_away or self.whereabouts.names_any(self.before, start)

    def _is_place(self, clause: Clause, unit: str) -> bool:
        """Whether nothing but the short name of a place that is no everyday word stands before the figure: 其中邢台6个."""
        name = self.text[slice(*clause.left)] if clause.left and unit not in words().measures else ""
        if not 1 < len(name) < 4:
            return False
        known = gazetteer().named(name)
        if not known:
            return False
        thing = name.endswith(words().heads)  # 石灰窑
        return any(d.code.endswith("00") or (d.common < 2 and not thing) for d in known)

    def _status(self, hit: Hit, figure: Figure, name: str | None) -> StatusDecision:
        """The status of a figure; where inspectors went is inspected, though the words say no more than that it is there."""
        clause = figure.clause
        decision = status(clause, figure.value, name, self.said.context(hit, clause, figure.unit, figure.before))
        carried_out = (
            decision.status == "completed" and decision.cue is not None and decision.cue.word.text.endswith("完成")
        )
        says_little = decision.status in ("found", "total") or decision.rule in _OF_OTHERS or carried_out
        if says_little and visited(self.text, clause, name, hit.end):
            return StatusDecision("inspected", "counts.visited", decision.cue)
        return decision

    def _anew(self, start: int) -> bool:
        """Whether a new statement began since the figure before: a breakdown runs on over semicolons only."""
        return any(mark in self.text[self.before : start] for mark in "。！？\n")
