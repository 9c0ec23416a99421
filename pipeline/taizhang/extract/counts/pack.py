"""The pack `counts` as the code reads it: its word lists, typed, by `words()`; its patterns by `pattern` and `said`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Literal, get_args

import regex

from taizhang.extract.counts.lexicon import LABELS, Label
from taizhang.rules import (
    Dictionary,
    Seldom,
    cached,
    compiled,
    latest,
    load_pack,
    remembered,
    table,
    term,
    term_by_word,
    words_by_term,
)
from taizhang.rules.needed import needed
from taizhang.vocabulary import COUNT_STATUSES, CountStatus

_SENTENCE = 200  # characters
Rare = Literal[
    "blacklisted", "carried_out", "changes", "compared", "cost", "deducted", "done_so", "exceeded", "faults", "handled",
    "held", "involving", "laid_down", "listed", "measure_of_people", "moved_from", "moved_to", "multiple_bad", "needs", "net_of", "norms",
    "opened", "passive", "placed", "pointed_out", "problem_head", "problem_label", "problems_again", "punished_next", "ranked", "recurring", "reflecting", "repeated", "risen", "sampled",
    "stock", "suspended", "taken_back", "target", "team_work", "to_be_dealt_with", "trouble_named", "troubled", "types_of",
]  # fmt: skip
"""Patterns for what is asked of many figures and seldom said: the words they need are found in one pass over a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """The word lists of the pack, each under its name there, where it is explained. The words of one pass over the text (`cues`,
    `nouns`, …) are read by `lexicon`."""

    above_tables: Mapping[str, str]
    accidents: tuple[str, ...]
    acts_measured: frozenset[str]
    adverbs: tuple[str, ...]
    agents: tuple[str, ...]
    aims: tuple[str, ...]
    aliases: Mapping[str, str]
    alleged: tuple[str, ...]
    arisen: Mapping[CountStatus, tuple[str, ...]]
    assay_limits: tuple[str, ...]
    assay_substances: tuple[str, ...]
    assay_values: tuple[str, ...]
    attributes: tuple[str, ...]
    attributive: tuple[str, ...]
    better_more: tuple[str, ...]
    barely: tuple[str, ...]
    bodies: tuple[str, ...]
    bound_cues: Mapping[CountStatus, tuple[str, ...]]
    bounds: frozenset[str]
    bulk: tuple[str, ...]
    called_by_fault: tuple[str, ...]
    campaigns: frozenset[str]
    capacities: tuple[str, ...]
    cases_and_leads: tuple[str, ...]
    casualties: tuple[str, ...]
    channels: tuple[str, ...]
    column_parts: Mapping[Label, tuple[str, ...]]
    columns: Mapping[Label, tuple[str, ...]]
    counted: tuple[str, ...]
    cue_objects: Mapping[str, str]
    dealt_by: tuple[str, ...]
    dealt_with: tuple[str, ...]
    default_objects: Mapping[str, str]
    default_status: Mapping[CountStatus, tuple[str, ...]]
    denials: tuple[str, ...]
    done_badly: tuple[str, ...]
    done_rates: Mapping[str, str]
    drawn_up: tuple[str, ...]
    duties: tuple[str, ...]
    earthworks: frozenset[str]
    elsewhere: tuple[str, ...]
    extended: frozenset[str]
    facet_bases: tuple[str, ...]
    facets: tuple[str, ...]
    fault_nouns: frozenset[str]
    firm_cues: Mapping[str, CountStatus]
    firm_ends: tuple[str, ...]
    firms: tuple[str, ...]
    formerly: tuple[str, ...]
    fund_cues: Mapping[str, CountStatus]
    givers: tuple[str, ...]
    grants: tuple[str, ...]
    happenings: tuple[str, ...]
    hazard_cues: Mapping[str, CountStatus]
    headers: tuple[str, ...]
    heads: tuple[str, ...]
    heaps: tuple[str, ...]
    in_modifiers: tuple[str, ...]
    inspection_names: tuple[str, ...]
    inspections: tuple[str, ...]
    issued: tuple[str, ...]
    kept_faults: frozenset[str]
    lacking: tuple[str, ...]
    leaders: tuple[str, ...]
    leads: tuple[str, ...]
    left_over: tuple[str, ...]
    like_units: tuple[tuple[str, ...], ...]
    machines: tuple[str, ...]
    materials: tuple[str, ...]
    measures: frozenset[str]
    mended: tuple[str, ...]
    moods: Mapping[CountStatus, tuple[str, ...]]
    negations: frozenset[str]
    no_ends: tuple[str, ...]
    no_firms: tuple[str, ...]
    no_headers: tuple[str, ...]
    no_names: frozenset[str]
    no_starts: tuple[str, ...]
    not_yet: tuple[str, ...]
    notes: tuple[str, ...]
    noun_enders: tuple[str, ...]
    object_status: Mapping[CountStatus, tuple[str, ...]]
    occasions: frozenset[str]
    one_character: frozenset[str]
    papers: tuple[str, ...]
    part_ends: tuple[str, ...]
    part_objects: tuple[str, ...]
    patients: tuple[str, ...]
    payments: tuple[str, ...]
    people: tuple[str, ...]
    person_cues: Mapping[str, CountStatus]
    household_works: tuple[str, ...]
    body_kinds: tuple[str, ...]
    payees: tuple[str, ...]
    person_ends: tuple[str, ...]
    place_heads: tuple[str, ...]
    plans: tuple[str, ...]
    premises: tuple[str, ...]
    pretexts: tuple[str, ...]
    problem_cues: Mapping[str, CountStatus]
    procedures: tuple[str, ...]
    prosecuted: frozenset[str]
    progress_verbs: tuple[str, ...]
    ranks: tuple[str, ...]
    ratios: tuple[str, ...]
    recovered: frozenset[str]
    rectified: tuple[str, ...]
    remedies: tuple[str, ...]
    reports: tuple[str, ...]
    sample_ends: tuple[str, ...]
    sample_faults: tuple[str, ...]
    samples: tuple[str, ...]
    self_counting: frozenset[str]
    share_base: tuple[str, ...]
    shortened: tuple[str, ...]
    side_by_side: Mapping[CountStatus, tuple[str, ...]]
    sorts: frozenset[str]
    sourced: tuple[str, ...]
    splits: tuple[str, ...]
    standing: tuple[str, ...]
    status_objects: Mapping[CountStatus, Mapping[str, str]]
    sums_lost: tuple[str, ...]
    standings: tuple[str, ...]
    tails: tuple[str, ...]
    talks: tuple[str, ...]
    teams: tuple[str, ...]
    thing_cues: Mapping[str, CountStatus]
    topics: Mapping[str, tuple[str, ...]]
    total_rows: frozenset[str]
    unlike: tuple[str, ...]
    unit_status: Mapping[str, CountStatus]
    visited: frozenset[str]
    visits: tuple[str, ...]
    visits_behind: tuple[str, ...]
    whereabouts: tuple[str, ...]
    whole_headers: tuple[str, ...]
    whole_objects: tuple[str, ...]
    worked_on: tuple[str, ...]


def _list(name: str) -> Any:
    return load_pack("counts").lexicons[name]


# How a field is made of the list of its name, by its type. What is no term of its vocabulary raises RulePackError.
_MAKERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "tuple[str, ...]": lambda name: tuple(_list(name)),
    "frozenset[str]": lambda name: frozenset(_list(name)),
    "tuple[tuple[str, ...], ...]": lambda name: tuple(map(tuple, _list(name))),
    "Mapping[str, str]": lambda name: dict(_list(name)),
    "Mapping[str, tuple[str, ...]]": lambda name: {key: tuple(texts) for key, texts in _list(name).items()},
    "Mapping[str, CountStatus]": lambda name: term_by_word("counts", name, COUNT_STATUSES),
    "Mapping[CountStatus, tuple[str, ...]]": lambda name: words_by_term("counts", name, COUNT_STATUSES),
    "Mapping[CountStatus, Mapping[str, str]]": lambda name: {
        term(status, COUNT_STATUSES, f"counts: lexicons.{name}"): dict(said) for status, said in _list(name).items()
    },
    "Mapping[Label, tuple[str, ...]]": lambda name: words_by_term("counts", name, LABELS),
}


@table()
def words() -> WordLists:
    """The lists of the pack in force. Raises RulePackError."""
    return WordLists(**{field.name: _MAKERS[str(field.type)](field.name) for field in fields(WordLists)})


@cached
def _unit_classes() -> Mapping[str, str]:
    return {unit: group[0] for group in words().like_units for unit in group}


@remembered
def unit_class(unit: str) -> str:
    """The first of the units that may stand for one another: 件 for 起, 宗, 例."""
    return _unit_classes().get(unit, unit)


@cached
def pattern(name: str) -> regex.Pattern[str]:
    """A pattern of the pack."""
    return compiled(load_pack("counts").lexicons[name])


@cached
def _seldom(name: str) -> Seldom:
    return Seldom(pattern(name))


@cached
def _needed() -> tuple[Dictionary[tuple[str, ...]], frozenset[str]]:
    """The words that the patterns for what is seldom said need, each with the names of these; and the names of those that need none."""
    names: dict[str, list[str]] = defaultdict(list)
    words = {name: needed(load_pack("counts").lexicons[name])[0] for name in get_args(Rare)}
    for name, of_name in words.items():
        for word in of_name:
            names[word].append(name)
    by_word = Dictionary({word: tuple(found) for word, found in names.items()}, everywhere=True)
    return by_word, frozenset(name for name, of_name in words.items() if not of_name)


@latest
def _possible(text: str) -> frozenset[str]:
    """The names of the patterns for what is seldom said that may match somewhere in a text, as it holds a word that they need."""
    by_word, always = _needed()
    return always.union(*(names for _, _, names in by_word.find(text)))


def said(name: Rare, text: str, start: int, end: int) -> regex.Match[str] | None:
    """What a pattern of the pack for what is seldom said finds at the start of a stretch; one that is read from right to
    left, at its end."""
    return _seldom(name).match(text, start, end) if name in _possible(text) else None


def may_say(text: str, names: frozenset[Rare]) -> bool:
    """Whether one of these patterns for what is seldom said may match somewhere in a text."""
    return not names.isdisjoint(_possible(text))


def said_before(name: Rare, text: str, end: int) -> regex.Match[str] | None:
    """What a pattern of the pack that is read from right to left finds right before `end`. The engine looks for the words such a
    pattern needs in all it is given, so it is given no more than a sentence."""
    return said(name, text, max(0, end - _SENTENCE), end)


@remembered
def base(unit: str) -> str:
    """The unit that decides what a figure with two is of: 台 of 台(套)."""
    if unit == "元人民币":
        return "元"
    return unit if unit in words().self_counting else unit.partition("（")[0].partition("(")[0]
