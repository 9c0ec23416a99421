"""Every example of the pack `count_objects` gets its object."""

import pytest

import taizhang
from taizhang.rules import load_pack

EXAMPLES = [(rule, example) for rule in load_pack("count_objects").rules for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(EXAMPLES)])
def test_the_figure_of_an_example_gets_its_object(rule, example):
    found = {c.text: c.object for c in taizhang.parse(example["text"]).counts}
    assert next(name for text, name in found.items() if text.startswith(example["of"])) == example["object"]
