"""The lists of the pack `counts` that objects are told with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from taizhang.rules import Seldom, cached, compiled, load_pack, table, term
from taizhang.vocabulary import COUNT_STATUSES, CountStatus

_SENTENCE = 200  # characters


@dataclass(frozen=True, slots=True)
class Names:
    """The lists of the pack that objects are told with."""

    measures: frozenset[str]
    self_counting: frozenset[str]
    defaults: Mapping[str, str]
    by_cue: Mapping[str, str]
    kin: Mapping[str, str]
    by_status: Mapping[CountStatus, Mapping[str, str]]
    heads: tuple[str, ...]
    materials: tuple[str, ...]
    counted: tuple[str, ...]
    occasions: frozenset[str]
    happenings: tuple[str, ...]
    topics: Mapping[str, tuple[str, ...]]
    parts: tuple[str, ...]
    part_ends: tuple[str, ...]
    aliases: Mapping[str, str]
    shortened: tuple[str, ...]
    agents: tuple[str, ...]
    no_ends: tuple[str, ...]
    no_names: frozenset[str]
    no_starts: tuple[str, ...]
    acts_measured: frozenset[str]
    tails: tuple[str, ...]
    ranks: tuple[str, ...]
    no_firms: tuple[str, ...]
    teams: tuple[str, ...]
    extended: frozenset[str]
    person_ends: tuple[str, ...]
    dealt_with: tuple[str, ...]
    ratios: tuple[str, ...]
    one_character: frozenset[str]
    fault_nouns: frozenset[str]
    worked_on: tuple[str, ...]
    firm_ends: tuple[str, ...]
    done_rates: Mapping[str, str]


@table()
def names() -> Names:
    """The lists of the pack in force."""
    lists = load_pack("counts").lexicons
    kin = {unit: group[0] for group in lists["like_units"] for unit in group}
    return Names(
        frozenset(lists["measures"]), frozenset(lists["self_counting"]), lists["default_objects"], lists["cue_objects"], kin,
        {term(status, COUNT_STATUSES, "counts: lexicons.status_objects"): objects for status, objects in lists["status_objects"].items()},
        tuple(lists["heads"]), tuple(lists["materials"]), tuple(lists["counted"]), frozenset(lists["occasions"]), tuple(lists["happenings"]),
        {unit: tuple(ends) for unit, ends in lists["topics"].items()}, tuple(lists["part_objects"]), tuple(lists["part_ends"]), lists["aliases"],
        tuple(lists["shortened"]), tuple(lists["agents"]), tuple(lists["no_ends"]), frozenset(lists["no_names"]), tuple(lists["no_starts"]), frozenset(lists["acts_measured"]),
        tuple(lists["tails"]), tuple(sorted(lists["ranks"], key=len, reverse=True)), tuple(lists["no_firms"]), tuple(lists["teams"]),
        frozenset(lists["extended"]), tuple(lists["person_ends"]), tuple(lists["dealt_with"]),
        tuple(lists["ratios"]), frozenset(lists["one_character"]),
        frozenset(lists["fault_nouns"]), tuple(lists["worked_on"]), tuple(lists["firm_ends"]), lists["done_rates"],
    )  # fmt: skip


@cached
def pattern(name: str) -> regex.Pattern[str]:
    """A pattern of the pack."""
    return compiled(load_pack("counts").lexicons[name])


@cached
def seldom(name: str) -> Seldom:
    """A pattern of the pack for what is seldom said."""
    return Seldom(pattern(name))


def said_before(name: str, text: str, end: int) -> regex.Match[str] | None:
    """What a pattern of the pack that is read from right to left finds right before `end`. The engine looks for the words such a
    pattern needs in all it is given, so it is given no more than a sentence."""
    return seldom(name).match(text, max(0, end - _SENTENCE), end)


@cached
def words(name: str) -> tuple[str, ...]:
    """A list of words of the pack."""
    return tuple(load_pack("counts").lexicons[name])


def base(unit: str) -> str:
    """The unit that decides what a figure with two is of: 台 of 台(套)."""
    if unit == "元人民币":
        return "元"
    return unit if unit in names().self_counting else unit.partition("（")[0].partition("(")[0]
