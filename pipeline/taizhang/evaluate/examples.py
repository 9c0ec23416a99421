"""Run the examples of a user's own rule packs: what a rule is to find is found, and what it must not fire on is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import regex

from taizhang.document import parse_readings
from taizhang.evaluate.firing import drafted_dates, fires, matched, roles, told_by, votes
from taizhang.numerals import read_numeral
from taizhang.read import read_text
from taizhang.rules import Rule, own_rules, pack_of
from taizhang.types import Bulletin, Reading

Case = Mapping[str, Any]  # an example, or {never: TEXT}

_TEXTS: Final = ("text", "cell", "deadline", "never")  # the key of the text that is read
_KEYS: Final = {  # by pack: the keys of an example that say what must be read; those of which it has the first
    "dates": (("span", "from", "to", "role"), ("published_on", "role")),
    "date_roles": (("span", "role"),),
    "parties": (("name",),),
    "party_roles": (("party", "role"),),
}


class Failed(NamedTuple):
    """An example that does not hold: where its rule stands, its text, and what is wrong in both languages."""

    file: Path
    line: int
    rule_id: str
    text: str
    why: str


class Checked(NamedTuple):
    """What came of a check: the number of rules and of texts tried, what failed, and the rules without a text to try."""

    rules: int
    texts: int
    failed: list[Failed]
    untried: list[str]


def check_examples() -> Checked:
    """Try the rules of the user's packs in use (`taizhang.use_packs`) on their `examples` and `never` texts."""
    found = own_rules()
    tried = [(rule, case) for rule in found for case in cases(rule)]
    failed = [
        Failed(rule.file, _line(rule), rule.id, reading_of(case).text, why)
        for rule, case in tried
        if (why := _tried(pack_of(rule.file), rule, case))
    ]
    return Checked(len(found), len(tried), failed, [rule.id for rule in found if not any(cases(rule))])


def _tried(pack: str, rule: Rule, case: Case) -> str | None:
    try:
        (bulletin,) = parse_readings([reading_of(case)])
    except LookupError as error:
        # A group of the pattern, or a key of `yields`, that the code which reads the pack goes by.
        return f"缺 lacks {error}；请参照 yields 相同的自带规则 compare a built-in rule with the same yields"
    return wrong(pack, rule, case, bulletin)


def reading_of(case: Case) -> Reading:
    """The text of a case; where it names a `reference` day, that is the day on which it was published."""
    reading = read_text(next(str(case[key]) for key in _TEXTS if key in case))
    return replace(reading, metadata={"published_on": str(case["reference"])}) if "reference" in case else reading


def wrong(pack: str, rule: Rule, case: Case, bulletin: Bulletin) -> str | None:
    """What is wrong with a case whose text was read as `bulletin`; None where it holds."""
    if "never" in case:
        return "不该认出却认出了 fires where it must not" if fires(pack, rule, bulletin) else None
    if wanted := _expected(pack, case):
        records = _records(pack, case, bulletin)
        read = [{key: _plain(record[key]) for key in wanted} for record in records]
        if wanted not in read:
            return f"读出的是 read instead: {_shown(read)}"
        return None if _by_rule(pack, rule, case, bulletin) else "不是这条规则读出的 read, but not by this rule"
    return _wrong_match(rule, case, matched(pack, rule, bulletin.reading.text)) if rule.pattern else None


def _by_rule(pack: str, rule: Rule, case: Case, bulletin: Bulletin) -> bool:
    """Whether it was this rule that told what an example says, in packs whose rules compete for it."""
    if pack == "party_roles":
        return (case["party"], rule.id) in votes(bulletin.reading, [case.get("doc_type")])
    if pack == "date_roles":
        told = (date.text for date in drafted_dates(bulletin.reading) if told_by(rule, date))
        return _plain(case["span"]) in told
    return True


def _wrong_match(rule: Rule, case: Case, match: regex.Match[str] | None) -> str | None:
    """What is wrong with what a pattern matches: where the example names a group of it, that must hold what the example says."""
    if match is None:
        return "模式没有匹配 the pattern does not match there"
    groups = {key: match[key] or "" for key in case if key in match.re.groupindex}
    told = {key: str(read_numeral(text)) if isinstance(case[key], int) else text for key, text in groups.items()}
    return None if all(told[key] == str(case[key]) for key in told) else f"读出的是 read instead: {_shown([told])}"


def cases(rule: Rule) -> Iterator[Case]:
    """What a rule is tried on: its examples, and its `never` texts as `{never: TEXT}`."""
    yield from (example for example in rule.examples if not example.keys().isdisjoint(_TEXTS))
    yield from ({"never": text} for text in rule.never)


def _expected(pack: str, case: Case) -> dict[str, str]:
    """What an example says must be read of its text."""
    keys = next((keys for keys in _KEYS.get(pack, ()) if keys[0] in case), ())
    return {key: _plain(case[key]) for key in keys if key in case}


def _records(pack: str, case: Case, bulletin: Bulletin) -> list[dict[str, Any]]:
    """What was read of the kind that a pack is about, under the keys that its examples use."""
    if pack == "party_roles":
        return [{"party": name, "role": role} for name, role in roles(bulletin.reading, case.get("doc_type"))]
    if pack == "parties":
        return [{"name": mention.party.name} for mention in bulletin.parties]
    dates = drafted_dates(bulletin.reading) if pack == "date_roles" else bulletin.dates
    return [
        {"span": d.text, "from": d.value.start, "to": d.value.end, "role": d.role, "published_on": d.value.end}
        for d in dates
    ]


def _plain(value: Any) -> str:
    """A value of an example or a record as text: restoring takes blanks out of dates and names."""
    return str(value).replace(" ", "")


def _shown(read: list[dict[str, str]]) -> str:
    return "; ".join(" ".join(record.values()) for record in read) or "无 nothing"


def _line(rule: Rule) -> int:
    """The line on which a rule begins."""
    begins = re.compile(rf"\bid:\s*['\"]?{re.escape(rule.id)}\b")
    lines = rule.file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if begins.search(line)), 1)
