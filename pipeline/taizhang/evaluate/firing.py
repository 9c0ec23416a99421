"""Whether a rule does what it is there for: its pattern tried as the code that reads the pack tries it, its votes, what it lets be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import regex

from taizhang.document import draft
from taizhang.extract.counts.quantities import quantities
from taizhang.extract.parties import with_roles
from taizhang.extract.parties.votes import Reader
from taizhang.rules import Rule, ready
from taizhang.types import Bulletin, DateMention, Reading
from taizhang.vocabulary import DocType

_NAMING: Final = frozenset({"dates", "parties"})  # packs whose rules are named, as `rule_id`, by all that they make
_LINES: Final = "heading."  # the ids of rules that are tried where a line begins
_HIDING: Final = "quantities.none"  # the rule that keeps numerals from being read


def matched(pack: str, rule: Rule, text: str) -> regex.Match[str] | None:
    """What a rule's pattern matches in a text: from end to end or from its beginning where the rule or its pack says so."""
    if rule.id.startswith(_LINES):
        return ready(rule.pattern, regex.MULTILINE).match(text)
    pattern = ready(rule.pattern)
    if rule.yields.get("whole"):
        return pattern.fullmatch(text)
    backwards = pattern.pattern.startswith("(?r)")
    from_an_end = rule.yields.get("begins") or (pack == "regions" and (backwards or rule.id.endswith("_behind")))
    return pattern.match(text) if from_an_end else pattern.search(text)


def fires(pack: str, rule: Rule, bulletin: Bulletin) -> bool:
    """Whether a rule does what it does in the text of that bulletin."""
    text = bulletin.reading.text
    if pack in _NAMING:
        made = [*(d.rule_id for d in bulletin.dates), *(p.rule_id for p in bulletin.parties)]
        return any(rule.id in rule_id.split() for rule_id in made)
    if pack == "party_roles":
        kinds = {example.get("doc_type") for example in rule.examples}
        return any(cue == rule.id for _, cue in votes(bulletin.reading, kinds))
    if pack == "date_roles":
        return any(told_by(rule, date) for date in drafted_dates(bulletin.reading))
    if pack == "quantities":
        return _reads_quantity(rule, text)
    if not rule.pattern or matched(pack, rule, text) is None:
        return False
    return pack != "chrome" or bulletin.text != text  # what only looks like chrome stays


def drafted_dates(reading: Reading) -> tuple[DateMention, ...]:
    """The dates of a text with their roles as rules tell them, which a model may overrule in a bulletin."""
    return draft(reading).dates


def told_by(rule: Rule, date: DateMention) -> bool:
    """Whether a date has its role by this rule."""
    return rule.id in date.rule_id.split()


def votes(reading: Reading, kinds: Iterable[DocType | None]) -> set[tuple[str, str]]:
    """The votes on roles in a text, read as bulletins of these kinds: (name of the party, id of the rule)."""
    drafted = draft(reading)
    readers = [Reader(drafted, kind or "other") for kind in kinds]
    return {(m.party.name, v.cue) for reader in readers for i, m in enumerate(drafted.parties) for v in reader.votes(i)}


def roles(reading: Reading, kind: DocType | None) -> list[tuple[str, str]]:
    """The (name, role) of each party in a text, read as a bulletin of that kind."""
    return [(m.party.name, m.role) for m in with_roles(draft(reading), kind).parties]


def _reads_quantity(rule: Rule, text: str) -> bool:
    read = [(bare.start, bare.end) for bare in quantities(text)]
    if rule.id == _HIDING:
        return not read
    found = [match.span() for match in ready(rule.pattern).finditer(text)]
    return any(start <= left and right <= end for start, end in read for left, right in found)
