"""Every example of the pack `quantities` is read as it says, and no rule reads a figure out of its `never` texts."""

import pytest

from taizhang.extract.counts import quantities
from taizhang.extract.counts.numerals import number
from taizhang.rules import load_pack

RULES = load_pack("quantities").rules
EXAMPLES = [(rule.id, example) for rule in RULES for example in rule.examples]
NEVER = [(rule.id, text) for rule in RULES for text in rule.never]


def read(text):
    """(text, kind, value or both ends, unit) of each quantity."""
    for bare in quantities(text):
        value = bare.value.value if bare.value.value_to is None else [bare.value.value, bare.value.value_to]
        yield [text[bare.start : bare.end], bare.kind, value, bare.value.unit]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{name}-{i}" for i, (name, _) in enumerate(EXAMPLES)])
def test_an_example_is_read_as_it_says(rule, example):
    assert list(read(example["text"])) == [
        [*found[:2], pytest.approx(found[2]), found[3]] for found in example["found"]
    ]


@pytest.mark.parametrize(("rule", "text"), NEVER, ids=[f"{name}-{i}" for i, (name, _) in enumerate(NEVER)])
def test_a_counterexample_holds_no_such_figure(rule, text):
    if rule == "quantities.none":  # which keeps figures from being read
        assert list(read(text))
        return
    kind = {"money": "money", "number": "number", "fraction": "number"}.get(rule.partition(".")[2], "percent")
    assert kind not in [found[1] for found in read(text)]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("二三十", None),
        ("三四万", None),
        ("一百二", 120),
        ("一千六点五", 1600.5),
        ("两百零五点五", 205.5),
        ("一亿零六", 100000006),
        ("二十三万", 230000),
    ],
)
def test_numerals_as_people_say_them(printed, value):
    assert number(printed) == value
