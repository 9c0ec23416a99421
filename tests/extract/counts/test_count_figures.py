"""Every example of the pack `count_figures` has its figures, and no other; its `never` texts have none."""

import pytest

import taizhang
from taizhang.rules import load_pack

RULES = load_pack("count_figures").rules
EXAMPLES = [(rule.id, example) for rule in RULES for example in rule.examples]
NEVER = [(rule.id, text) for rule in RULES for text in rule.never]


def read(text: str) -> list[list[object]]:
    """(text, value, unit, comparator) of each count."""
    return [[c.text, c.value.value, c.value.unit, c.value.comparator] for c in taizhang.parse(text).counts]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{name}-{i}" for i, (name, _) in enumerate(EXAMPLES)])
def test_an_example_has_its_figures(rule, example):
    assert read(example["text"]) == example["found"]


@pytest.mark.parametrize(("rule", "text"), NEVER, ids=[f"{name}-{i}" for i, (name, _) in enumerate(NEVER)])
def test_a_counterexample_has_no_figure(rule, text):
    assert read(text) == []
