"""The words a match of a pattern must hold, which a scan relies on to leave the pattern untried: none may be missing."""

import pytest
import regex

from taizhang.rules import Scanner, load_pack, pack_names
from taizhang.rules.load import Rule
from taizhang.rules.needed import begins_within, needed


@pytest.mark.parametrize(("pattern", "words", "longest"), [
    ("[省市](?P<core>[^，。]{1,9}?(?:领导小组|指挥部))", "领导小组 指挥部", 14),
    ("(?<=由)(?!省)甲(?=乙)丙丁", "甲丙丁", 3),
    ("(?:中共)?安阳市{1,2}委", "安阳", 7),
    ("[厅局委]长", "长", 2),
    (r"\d年|\d日", "年 日", 2),
    ("市(?:督察|巡视)?组", "组", 4),
])  # fmt: skip
def test_what_a_match_must_hold(pattern, words, longest):
    assert needed(pattern) == (frozenset(words.split()), longest)


@pytest.mark.parametrize("pattern", [r"\d+", "[^省]", "(?:市)?", "市|", "(?i)ab", "(甲", r"\p{Han}"])
def test_what_may_match_without_any_word_needs_none(pattern):
    assert needed(pattern)[0] == frozenset()


@pytest.mark.parametrize("name", pack_names())
def test_no_match_of_a_rule_lacks_them(name):
    for rule in load_pack(name).rules:
        words, longest = needed(rule.pattern)
        for text in (str(example.get("text", "")) for example in rule.examples):
            for match in regex.finditer(rule.pattern, text):
                assert not words or any(word in match[0] for word in words), rule.id
                assert not words or len(match[0]) <= longest, rule.id


def test_a_stretch_holds_what_begins_in_it():
    assert begins_within([3, 9], 3, 4)
    assert begins_within([3, 9], 4, 10)
    assert not begins_within([3, 9], 4, 9)
    assert not begins_within([], 0, 9)


def test_a_rule_is_tried_where_the_word_it_needs_stands_far_behind():
    rule = Rule("a", "far", "市[^，]{0,30}组")
    text = "市某，市" + "某" * 30 + "组，市" + "某" * 31 + "组"
    assert [match.span() for _, match in Scanner([rule]).scan(text)] == [(3, 35)]
