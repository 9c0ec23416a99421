"""The examples of the pack `campaigns`: what each rule reads, and what it must not."""

import pytest
import regex

from taizhang.numerals import read_numeral
from taizhang.rules import load_pack

RULES = load_pack("campaigns").rules


@pytest.mark.parametrize(("rule", "example"), [(r, e) for r in RULES for e in r.examples])
def test_examples(rule, example):
    match = regex.search(rule.pattern, example["text"])
    assert match
    told = {k: read_numeral(v) for k, v in match.groupdict().items() if v and k in ("round", "batch")}
    assert told == {k: v for k, v in example.items() if k in ("round", "batch")}
    if "year" in example:
        assert int(match["year"]) == example["year"]
    if "level" in example:
        assert match.lastgroup == example["level"]


@pytest.mark.parametrize(("rule", "text"), [(r, text) for r in RULES for text in r.never])
def test_texts_a_rule_must_not_fire_on(rule, text):
    assert not regex.search(rule.pattern, text)
