"""The beginnings of a pattern, on which a scan relies to skip places: none may be missing."""

import pytest
import regex

from taizhang.rules import load_pack, pack_names
from taizhang.rules.first import ANY, DIGIT, characters, keys, last_characters, one_of, openings


@pytest.mark.parametrize(("pattern", "pairs"), [
    ("市委|县政府", "市委 县政"),
    ("(?P<lv>省|[市县])(?P<core>委)", "省委 市委 县委"),
    ("(?:中共)?安阳市", "中共 安阳"),
    ("(?<=由)(?!市)[市区]{2,3}+组", "市市 市区 区市 区区"),
    ("(?:第{1,2}){0,3}+督察", "第第 第督 督察"),
    ("(?>甲|乙)*丙", "甲甲 甲乙 乙甲 乙乙 甲丙 乙丙 丙*"),
    ("[1-3]?是的", "1是 2是 3是 是的"),
    (r"市\p{Han}+局|县", "市* 县*"),
    (r"\p{Han}市", "*市"),
    ("[^省]市|某", "*市 某*"),
    (r"\w项", "*项"),
    (".市", "*市"),
    (r"某\d?(?=厂)", "某* 某" + DIGIT),
])  # fmt: skip
def test_what_a_pattern_can_begin_with(pattern, pairs):
    assert openings(pattern) == frozenset(pairs.replace("*", ANY).split() if isinstance(pairs, str) else pairs)


@pytest.mark.parametrize(("pattern", "last"), [
    ("市委|县政府", "委 府"),
    ("由(?:市|县)?", "由 市 县"),
    ("(?P<lv>省|市)(?:委办?)+(?!公)", "委 办"),
    ("(?>甲|乙)丙*", "甲 乙 丙"),
    (r"第\d{1,2}", DIGIT),
    ("对[^，]{0,4}", "对 *"),
    (r"责成(?<!不责成)\p{Han}", "*"),
    ("(?:市)?", "*"),
    ("(?:市|县)(?=委)", "市 县"),
])  # fmt: skip
def test_what_a_pattern_can_end_with(pattern, last):
    assert last_characters(pattern) == frozenset(last.replace("*", ANY).split())


def test_where_pairs_are_too_many_first_characters_are_told():
    first = {pair[0] for pair in openings("[一-丿][一-丿]年") or ()}
    assert first == set(map(chr, range(ord("一"), ord("丿") + 1)))


@pytest.mark.parametrize("pattern", [r"\w\w项", r"\p{Han}", "[^省]+市", "(?:市)?", "", "(?i)a", "(?i:a)b", "[[:digit:]]a",
                                     "(?:市){e<=1}", "(?|甲|乙)", "(甲"])  # fmt: skip
def test_what_is_not_told_for_certain_may_be_anything(pattern):
    assert openings(pattern) is None


@pytest.mark.parametrize("name", pack_names())
def test_no_match_of_a_rule_begins_otherwise(name):
    for rule in load_pack(name).rules:
        pairs = openings(rule.pattern)
        for text in (str(example.get("text", "")) for example in rule.examples):
            for match in regex.finditer(rule.pattern, text):
                may = keys(text[match.start() : match.start() + 2])
                assert pairs is None or not match[0] or not pairs.isdisjoint(may), rule.id


@pytest.mark.parametrize("digit", ["7", "７", "٣"])
def test_a_digit_of_any_script_may_stand_where_digits_may(digit):
    assert (openings(r"第\d+批") or set()).intersection(keys("第" + digit))
    assert (openings(r"\d+批") or set()).intersection(keys(digit + digit))
    assert regex.fullmatch(one_of(["第", DIGIT]), digit)


@pytest.mark.parametrize(("pattern", "held"), [
    ("[一二]{1,3}(?:点[零半])?", "一二点零半"), ("(?>三|四)+(?!五)(?<=六)", "三四"), (r"\d万", DIGIT + "万"),
])  # fmt: skip
def test_the_characters_of_a_pattern_are_told(pattern, held):
    assert characters(pattern) == set(held)


@pytest.mark.parametrize("pattern", [r"\p{Han}万", "[^一]", ".", r"\w"])
def test_characters_that_are_not_told_may_be_any(pattern):
    assert characters(pattern) is None


def test_no_rule_of_parties_is_tried_everywhere():
    """One whose beginning is not told makes the scan stop at every character, and the stage twice as slow."""
    assert [rule.id for rule in load_pack("parties").rules if openings(rule.pattern) is None] == []
