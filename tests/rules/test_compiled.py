"""Python's own engine stands in for `regex` only where it reads a pattern alike."""

import re

import pytest
import regex

from taizhang.rules import compiled, load_pack, pack_names


@pytest.mark.parametrize(
    "pattern", [r"\p{Han}+市", "(?r)整改", "[[:alpha:]]+", "(?:整改){e<=1}", "(?P<a>省)|(?P<a>市)", "(?<=整改.*)完成"]
)
def test_what_python_does_not_know_or_reads_differently_stays_with_regex(pattern):
    assert isinstance(compiled(pattern), regex.Pattern)


def test_what_python_knows_is_compiled_with_it():
    assert isinstance(compiled("(?<=、)整改++(?!率)", re.M), re.Pattern)


def test_what_is_read_from_right_to_left_stays_so_beside_other_flags():
    assert compiled("(?r)整改", re.M).flags & regex.REVERSE
    assert [m.start() for m in compiled("(?r)整改", re.M).finditer("整改整改")] == [2, 0]


@pytest.mark.parametrize("pack", pack_names())
def test_both_engines_find_the_same_in_the_examples_of_all_rules(pack):
    rules = load_pack(pack).rules
    texts = [t for rule in rules for t in (*(str(e.get("text", "")) for e in rule.examples), *rule.never)]
    for rule in rules:
        one, other = compiled(rule.pattern, re.M), regex.compile(rule.pattern, regex.M)
        for text in texts[:200]:
            assert [m.span() for m in one.finditer(text)] == [m.span() for m in other.finditer(text)], rule.id
