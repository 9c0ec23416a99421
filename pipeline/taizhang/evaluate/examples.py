"""Run the examples of a user's own rule packs: what a rule is to find is found, and what it must not fire on is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from taizhang.document import parse_readings
from taizhang.read import read_text
from taizhang.rules import Rule, own_rules, pack_of, ready
from taizhang.types import Bulletin, Reading

Case = Mapping[str, Any]  # an example, or {never: TEXT}

_TEXTS: Final = ("text", "cell", "deadline", "never")  # the key of the text that is read
_NAMING: Final = frozenset({"dates", "parties"})  # packs whose rules are named, as `rule_id`, by all that they make
_KEYS: Final = {  # by pack: the keys of an example that say what must be read, and how
    "dates": ("span", "from", "to", "role"), "date_roles": ("span", "role"), "parties": ("name",), "party_roles": ("party", "role"),
}  # fmt: skip


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
    tried = [(file, rule, case) for file, rule in found for case in cases(rule)]
    failed = [
        Failed(file, _line(file, rule), rule.id, reading_of(case).text, why)
        for file, rule, case in tried
        if (why := _tried(pack_of(file), rule, case))
    ]
    return Checked(len(found), len(tried), failed, [rule.id for _, rule in found if not any(cases(rule))])


def _tried(pack: str, rule: Rule, case: Case) -> str | None:
    try:
        (bulletin,) = parse_readings([reading_of(case)])
    except (
        LookupError
    ) as error:  # a group of the pattern, or a key of `yields`, that the code which reads the pack goes by
        return f"缺 lacks {error}；请参照 yields 相同的自带规则 compare a built-in rule with the same yields"
    return wrong(pack, rule, case, bulletin)


def reading_of(case: Case) -> Reading:
    """The text of a case; where it names a `reference` day, that is the day on which it was published."""
    reading = read_text(next(str(case[key]) for key in _TEXTS if key in case))
    return replace(reading, metadata={"published_on": str(case["reference"])}) if "reference" in case else reading


def wrong(pack: str, rule: Rule, case: Case, bulletin: Bulletin) -> str | None:
    """What is wrong with a case whose text was read as `bulletin`; None where it holds."""
    matches = not rule.pattern or bool(ready(rule.pattern).search(bulletin.reading.text))
    if "never" in case:
        fires = _made(rule, bulletin) if pack in _NAMING else rule.pattern and matches
        return "不该认出却认出了 fires where it must not" if fires else None
    records = _records(pack, bulletin)
    if wanted := _expected(pack, case):
        read = [{key: _plain(record[key]) for key in wanted} for record in records]
        return None if wanted in read else f"读出的是 read instead: {_shown(read)}"
    return None if matches else "模式没有匹配 the pattern matches nowhere in it"


def cases(rule: Rule) -> Iterator[Case]:
    """What a rule is tried on: its examples, and its `never` texts as `{never: TEXT}`."""
    yield from (example for example in rule.examples if not example.keys().isdisjoint(_TEXTS))
    yield from ({"never": text} for text in rule.never)


def _made(rule: Rule, bulletin: Bulletin) -> bool:
    made = [*(d.rule_id for d in bulletin.dates), *(p.rule_id for p in bulletin.parties)]
    return any(rule.id in rule_id.split() for rule_id in made)


def _expected(pack: str, case: Case) -> dict[str, str]:
    """What an example says must be read of its text; the role only where it holds in whatever kind of bulletin."""
    what, *how = _KEYS.get(pack, ("",))
    keys = (what, *(key for key in how if key != "role" or "doc_type" not in case))
    return {key: _plain(case[key]) for key in keys if key in case} if what in case else {}


def _records(pack: str, bulletin: Bulletin) -> list[dict[str, Any]]:
    """What was read of the kind that a pack is about, under the keys that its examples use."""
    if pack.startswith("date"):
        return [{"span": d.text, "from": d.value.start, "to": d.value.end, "role": d.role} for d in bulletin.dates]
    return [{"name": p.party.name, "party": p.party.name, "role": p.role} for p in bulletin.parties]


def _plain(value: Any) -> str:
    """A value of an example or a record as text: restoring takes blanks out of dates and names."""
    return str(value).replace(" ", "")


def _shown(read: list[dict[str, str]]) -> str:
    return "; ".join(" ".join(record.values()) for record in read) or "无 nothing"


def _line(file: Path, rule: Rule) -> int:
    """The line on which a rule begins."""
    begins = re.compile(rf"\bid:\s*['\"]?{re.escape(rule.id)}\b")
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if begins.search(line)), 1)
