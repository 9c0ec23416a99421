"""The cues that tell what a date is for: words, where they have to stand, and how surely they tell; read from the pack `date_roles`.

Out: the `Lexicon` that `roles` asks, and what a label says by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import regex

from taizhang.rules import (
    Dictionary,
    Seldom,
    Together,
    compiled,
    load_pack,
    rule_pattern,
    table,
    term,
    yielded,
    yielded_all,
)
from taizhang.vocabulary import DATE_ROLES, DateRole

AT_ONCE = 8.0  # the weight of what follows a date at once


class Cue(NamedTuple):
    """A word that tells a role, where it has to stand, and how surely."""

    word: str
    role: DateRole  # of a stop `other`, and not asked
    side: str  # behind | before
    weight: float


class Behind(NamedTuple):
    """A rule for what follows a date of some kinds at once."""

    id: str
    role: DateRole
    kinds: frozenset[str]
    pattern: Seldom


Hits = list[tuple[int, int, tuple[Cue, ...]]]


class Marks(NamedTuple):
    """The patterns of the pack `date_marks`, by which a date is told to be of a kind of its own."""

    hour: regex.Pattern[str]
    caption: regex.Pattern[str]
    past: regex.Pattern[str]
    closes: regex.Pattern[str]
    summed: regex.Pattern[str]
    stood: regex.Pattern[str]
    at: regex.Pattern[str]
    object: regex.Pattern[str]
    compared: regex.Pattern[str]
    limit_above: regex.Pattern[str]


class Lexicon(NamedTuple):
    """All that tells roles."""

    words: Dictionary[tuple[Cue, ...]]
    priors: Mapping[str, Mapping[DateRole, float]]
    roles_of: Mapping[str, frozenset[DateRole]]
    right_behind: Mapping[str, tuple[tuple[Behind, ...], Together]]  # by kind: the rules, and the pattern of each
    marks: Marks


@table()
def lexicon() -> Lexicon:
    """The packs `date_roles` and `date_marks`, with the labels of the pack `tasks`."""
    lists = load_pack("date_roles").lexicons
    by_word: dict[str, list[Cue]] = {label: [cue] for label, cue in _labels()}
    for side, roles in lists["cues"].items():
        for role, weights in roles.items():
            for weight, words in weights.items():
                for word in words:
                    by_word.setdefault(str(word), []).append(Cue(str(word), _role(role, "cues"), side, float(weight)))
    for stop in lists["cue_stops"]:
        by_word[stop] = [Cue(stop, "other", "stop", 0.0)]
    for word in lists["cue_blanks"]:
        by_word.setdefault(word, [])
    words = Dictionary({word: tuple(cues) for word, cues in by_word.items()})
    allowed = {kind: frozenset(_role(name, "roles_of") for name in names) for kind, names in lists["roles_of"].items()}
    behind = _right_behind(tuple(lists["priors"]), allowed)
    priors = {
        kind: {_role(role, "priors"): weight for role, weight in weights.items()}
        for kind, weights in lists["priors"].items()
    }
    marks = Marks(*(rule_pattern("date_marks", f"dates.mark.{name}") for name in Marks._fields))
    return Lexicon(words, priors, allowed, behind, marks)


def _role(said: object, name: str) -> DateRole:
    return term(said, DATE_ROLES, f"date_roles: lexicons.{name}")


def _labels() -> Iterator[tuple[str, Cue]]:
    """The names of fields of tasks that hold a date, as cues before it."""
    names = load_pack("tasks").lexicons
    for field, (role, weight) in load_pack("date_roles").lexicons["fields"].items():
        for label in {*names["fields"].get(field, ()), *names["columns"].get(field, ())}:
            yield label, Cue(label, _role(role, "fields"), "before", float(weight))


def _right_behind(
    kinds: tuple[str, ...], allowed: Mapping[str, frozenset[DateRole]]
) -> dict[str, tuple[tuple[Behind, ...], Together]]:
    """By kind of date the rules of the pack that hold for it, in order."""
    rules = list(_rules_behind(kinds, allowed))
    of_kind = {kind: tuple(rule for rule in rules if kind in rule.kinds) for kind in kinds}
    return {kind: (found, Together([rule.pattern for rule in found])) for kind, found in of_kind.items()}


def _rules_behind(kinds: tuple[str, ...], allowed: Mapping[str, frozenset[DateRole]]) -> Iterator[Behind]:
    """The rules of the pack, each with the kinds it names, or all that can have its role."""
    for rule in load_pack("date_roles").rules:
        role = yielded("date_roles", rule, "role", DATE_ROLES)
        possible = frozenset(kind for kind in kinds if kind not in allowed or role in allowed[kind])
        named = yielded_all("date_roles", rule, "kinds", kinds)
        yield Behind(rule.id, role, named or possible, Seldom(compiled(rule.pattern)))


def role_of_label(label: str) -> DateRole | None:
    """The role that a label by its last word gives the date behind or below it (举报受理时间); None where it gives none."""
    last = (found for _, end, found in lexicon().words.find(label) if end == len(label))
    cues = [cue for found in last for cue in found if cue.side == "before"]
    best = max(cues, key=lambda cue: cue.weight, default=None)
    return best.role if best and best.weight >= AT_ONCE else None
