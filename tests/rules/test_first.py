"""The first characters of a pattern, on which a scan relies to skip places: none may be missing."""

import pytest
import regex

from taizhang.rules import load_pack
from taizhang.rules.first import first_characters
from taizhang.rules.load import BUILT_IN


@pytest.mark.parametrize(("pattern", "first"), [
    ("市委|县政府", "市县"),
    ("(?P<lv>省|[市县])(?P<core>委)", "省市县"),
    ("(?:中共)?安阳市", "中安"),
    ("(?<=由)(?!市)[市区]{2,3}+组", "市区"),
    ("(?:第{1,2}){0,3}+督察", "第督"),
    ("(?>甲|乙)*丙", "甲乙丙"),
    ("[1-3]是", "123"),
    (r"[\d〇]年", {"〇", *regex.findall(r"\d", "".join(map(chr, range(0x20000))))}),
])  # fmt: skip
def test_what_a_pattern_can_begin_with(pattern, first):
    assert first_characters(pattern) == frozenset(first)


@pytest.mark.parametrize("pattern", [r"\w项", r"\p{Han}市", "[^省]市", ".市", "(?:市)?", "", "(?i)a", "(?i:a)b", "[[:digit:]]a",
                                     "(?:市){e<=1}", "(?|甲|乙)", "(甲"])  # fmt: skip
def test_what_is_not_told_for_certain_may_be_anything(pattern):
    assert first_characters(pattern) is None


@pytest.mark.parametrize("name", sorted(file.stem for file in BUILT_IN.glob("*.yml")))
def test_no_match_of_a_rule_begins_otherwise(name):
    for rule in load_pack(name).rules:
        first = first_characters(rule.pattern)
        for text in (str(example.get("text", "")) for example in rule.examples):
            for match in regex.finditer(rule.pattern, text):
                assert first is None or not match[0] or match[0][0] in first, rule.id
