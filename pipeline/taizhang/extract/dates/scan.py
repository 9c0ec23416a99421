"""One pass over a text for calendar expressions: points in time, joined to periods, with the words that bound them.

In: the text. Out: `Candidate`s in order, never overlapping, whose years and months may still be open. Time is linear:
the rules are tried only where the pack's `starts` matches, and every look aside is of bounded length.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import regex

from taizhang.extract.dates.parse import Groups, Point, point
from taizhang.rules import Rule, Scanner, cached, compiled, load_pack
from taizhang.rules.first import sought

Bound = Literal["", "until", "since", "within"]
_LONGEST_JOINT = 28
_TITLE_REACH = 40  # how far before a date the 《 of a title that holds it may stand
_QUOTES = frozenset('“"「')
_HEADING = 60  # no heading is longer
_YEAR_ENDS = frozenset("，,。；;、）) 内共全累已末来以前止")
_LEADS = "止至到迄截自 \u3000"


@dataclass(slots=True)
class Candidate:
    """A calendar expression. `last` is the right end of a period, `bound` what the words around it say, `rule_id` the
    rule of its first point; `core_start`, `core_end` are the span without the words that bound it."""

    start: int
    end: int
    first: Point
    last: Point | None
    bound: Bound
    rule_id: str
    core_start: int
    core_end: int


class _Union(NamedTuple):
    """Some rules as one pattern; `rules` by the index of their group."""

    pattern: regex.Pattern[str]
    rules: tuple[tuple[int, Rule], ...]

    def rule(self, match: regex.Match[str]) -> Rule:
        return next(rule for group, rule in self.rules if match.start(group) >= 0)


_Picker = Callable[[tuple[str | None, ...]], tuple[str | None, ...]]


class _Grammar(NamedTuple):
    """The rules; what a campaign is called; and for each pattern of a point that has matched, by its text (Python's engine hashes all
    of a pattern), what picks the groups out of its match."""

    points: Scanner
    between: _Union
    before: _Union
    after: _Union
    campaign: regex.Pattern[str]
    pickers: dict[str, _Picker]


@cached
def grammar() -> _Grammar:
    """The rules of the pack, compiled."""
    pack = load_pack("dates")
    points = Scanner(pack.group("dates.point"), pack.lexicons["starts"])
    between, before, after = (_union(pack.group(f"dates.{name}")) for name in ("between", "before", "after"))
    return _Grammar(points, between, before, after, compiled(pack.lexicons["campaign"]), {})


def _union(rules: tuple[Rule, ...]) -> _Union:
    pattern = compiled(sought("|".join(f"(?P<_{i}>{r.pattern})" for i, r in enumerate(rules))))
    return _Union(pattern, tuple((pattern.groupindex[f"_{i}"], r) for i, r in enumerate(rules)))


def scan(text: str) -> Iterator[Candidate]:
    """All calendar expressions of `text`."""
    rules = grammar()
    held: Candidate | None = None
    for start, end, found, rule in _points(text, rules):
        if held is not None:
            if held.last is None and _joined(text, held.core_end, start, end, rules.between):
                held.last, held.end, held.core_end = found, end, end
                continue
            _bound(text, held, rules)
            yield held
        held = Candidate(start, end, found, None, "", rule.id, start, end)
    if held is not None:
        _bound(text, held, rules)
        yield held


def _picker(pattern: regex.Pattern[str]) -> _Picker:
    """Picks the fields of `Groups` out of (None, group 1, group 2, …) of a pattern's match; None for groups it does not have.
    By number, because to ask a match for its groups by name takes twenty times as long."""
    return operator.itemgetter(*(pattern.groupindex.get(name, 0) for name in Groups._fields))


def _points(text: str, rules: _Grammar) -> Iterator[tuple[int, int, Point, Rule]]:
    for rule, match in rules.points.scan(text):
        if (pick := rules.pickers.get(rule.pattern)) is None:
            pick = rules.pickers[rule.pattern] = _picker(match.re)
        groups = Groups._make(pick((None, *match.groups())))
        found = point(groups)
        if (
            found is not None
            and not _in_title(text, match.start())
            and not (found.granularity == "year" and _names_a_campaign(text, match, rules))
            and not _names_a_year(text, match.end(), groups.part)
        ):
            yield match.start(), match.end(), found, rule


def _names_a_campaign(text: str, year: regex.Match[str], rules: _Grammar) -> bool:
    """Whether a year is the first word of what a campaign is called: “2018年夏季攻势”."""
    quoted = text[max(0, year.start() - 1) : year.start()] in _QUOTES
    return quoted and rules.campaign.match(text, year.end()) is not None


def _in_title(text: str, at: int) -> bool:
    """Whether the point stands in 《…》: part of a document's name, no date of the bulletin."""
    opened = text.rfind("《", max(0, at - _TITLE_REACH), at)
    return opened >= 0 and text.find("》", opened, at) < 0


def _names_a_year(text: str, end: int, part: str | None) -> bool:
    """Whether 2020年度 stands in a heading and only tells which budget, plan or list it is about."""
    if part != "度" or text[end : end + 1] in _YEAR_ENDS:
        return False
    begin = text.rfind("\n", max(0, end - _HEADING), end) + 1 or max(0, end - _HEADING)
    close = text.find("\n", end, end + _HEADING)
    line = text[begin : close if close >= 0 else end + _HEADING]
    return not any(mark in line for mark in "，。,；;：:")


def _joined(text: str, left_end: int, start: int, end: int, between: _Union) -> bool:
    """Whether the points are the two ends of a period; 2015年和2018年 are so only before 之间."""
    match = between.pattern.fullmatch(text, left_end, start) if start - left_end <= _LONGEST_JOINT else None
    return match is not None and text.startswith(between.rule(match).yields.get("closed_by", ""), end)


def _bound(text: str, found: Candidate, rules: _Grammar) -> None:
    """Take in the words before and behind that bound the stretch."""
    after = rules.after.pattern.match(text, found.core_end)
    if after is not None and after.end() > found.core_end:
        found.bound = rules.after.rule(after).yields["bound"]
        found.end = after.end()
    if found.core_start and text[found.core_start - 1] in _LEADS:
        before = rules.before.pattern.match(text, found.core_start)
        if before is not None and not (found.last and found.bound == "since"):
            _lead(text, found, rules.before.rule(before).yields["bound"])


def _lead(text: str, found: Candidate, bound: Bound) -> None:
    if bound == "until" and found.last is None and found.bound in ("", "until", "within"):
        found.bound = "until"
        for word in ("截至", "截止至", "截止到", "截至到", "截止", "到"):
            if text.endswith(word, 0, found.core_start):
                found.start = found.core_start - len(word)
                return
    elif bound == "since" and found.last is None and found.bound == "":
        found.bound = "since"
