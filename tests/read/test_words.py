"""The pack of the readers: every rule by its own examples."""

from __future__ import annotations

import pytest

from taizhang.read.words import any_of, pattern
from taizhang.rules import Rule, load_pack

RULES = load_pack("read").rules


def found(rule: Rule, text: str) -> str | None:
    """What a rule matches in a text, from end to end where it says so."""
    compiled = pattern(rule.id.removeprefix("read."))
    match = compiled.fullmatch(text) if rule.yields.get("whole") else compiled.search(text)
    return match[0] if match else None


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_rule_matches_its_examples_and_nothing_it_must_not(rule: Rule) -> None:
    assert rule.examples
    assert rule.never
    assert [e["text"] for e in rule.examples if found(rule, e["text"]) is None] == []
    assert [e for e in rule.examples if "span" in e and found(rule, e["text"]) != e["span"]] == []
    assert [text for text in rule.never if found(rule, text) is not None] == []


def test_words_are_patterns_and_case_does_not_matter() -> None:
    assert any_of("chrome_names", r"(?:^|\s){}(?:$|\s)").search("main NavBar")
    assert not any_of("chrome_names", r"(?:^|\s){}(?:$|\s)").search("canvas")
    assert any_of("column_words").search("整改时限")
