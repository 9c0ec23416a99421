"""Every example of the rules for what follows a date at once is read by its rule, and none decides on its `never` texts."""

from __future__ import annotations

import pytest

from taizhang.extract.dates import dates
from taizhang.rules import load_pack
from taizhang.types import Structure

RULES = load_pack("date_roles").rules
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
NEVER = [(rule, text) for rule in RULES for text in rule.never]


def read(text):
    return dates(text, Structure((), (), None, (0, len(text))), {})[0]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(EXAMPLES)])
def test_an_example_has_its_role_by_its_rule(rule, example):
    assert example["role"] == rule.yields["role"]
    told = {mention.text: (mention.role, mention.rule_id.split()[1]) for mention in read(example["text"])}
    assert told[example["span"]] == (example["role"], rule.id)


@pytest.mark.parametrize(("rule", "text"), NEVER, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(NEVER)])
def test_a_rule_does_not_decide_what_only_looks_like_it(rule, text):
    found = read(text)
    assert found, "no date there of which it could decide"
    assert not [mention for mention in found if rule.id in mention.rule_id.split()]
