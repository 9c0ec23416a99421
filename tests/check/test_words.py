"""Every example of the pack `checks` passes or fails as it says, and a check says nothing in its `never` texts."""

import pytest

import taizhang
from taizhang.rules import load_pack, use_packs

RULES = load_pack("checks").rules
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
NEVER = [(rule, text) for rule in RULES for text in rule.never]
OWN_RATE = "巡查粮库80座，已清理60座，清库率57%。"


def findings(text, rule_id):
    return [check.ok for check in taizhang.parse(text).checks if f"checks.{check.rule}" == rule_id]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(EXAMPLES)])
def test_an_example_passes_or_fails_as_it_says(rule, example):
    assert findings(example["text"], rule.id) == [example["ok"]]


@pytest.mark.parametrize(("rule", "text"), NEVER, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(NEVER)])
def test_a_check_says_nothing_in_its_counterexamples(rule, text):
    assert findings(text, rule.id) == []


def test_another_field_adds_a_rate_of_its_own(tmp_path):
    (tmp_path / "checks.yml").write_text("lexicons: {rates: [清库率]}", encoding="utf-8")
    assert findings(OWN_RATE, "checks.rate") == []
    use_packs((tmp_path,))
    try:
        assert findings(OWN_RATE, "checks.rate") == [False]
    finally:
        use_packs(())
