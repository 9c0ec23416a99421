"""The examples of the pack `regions`: what each sign is found in, and what it is not."""

import pytest

from taizhang.link.signs import sign
from taizhang.rules import load_pack

RULES = load_pack("regions").rules


def found(rule, text):
    pattern = sign(rule.id.removeprefix("region."))
    if pattern.pattern.startswith("(?r)"):  # read from the end of what stands before a place
        return pattern.match(text, 0, len(text))
    return pattern.match(text) if rule.id.endswith("_behind") else pattern.search(text)


@pytest.mark.parametrize(("rule", "text"), [(r, e["text"]) for r in RULES for e in r.examples])
def test_a_sign_is_found(rule, text):
    assert found(rule, text)


@pytest.mark.parametrize(("rule", "text"), [(r, text) for r in RULES for text in r.never])
def test_a_sign_is_not_found(rule, text):
    assert not found(rule, text)
