"""Python's own engine stands in for `regex` only where it reads a pattern alike."""

import re

import pytest
import regex

from taizhang.rules import compiled, load_pack, pack_names


@pytest.mark.parametrize(
    "pattern",
    [
        "(?r)整改",
        "[[:alpha:]]+",
        "(?:整改){e<=1}",
        "(?<=整改.*)完成",
        r"\b\w+",
        "(?P<a>省)(?P<a>市)",
        "(?:(?P<a>省)、?)+",
        "(?P<a>省)|(?P<b>县)(?P<a>市)",
    ],
)
def test_what_python_does_not_know_or_reads_differently_stays_with_regex(pattern):
    assert isinstance(compiled(pattern), regex.Pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\p{Han}+市", r"[^\p{Han}\d]+", r"\P{Han}", r"[\p{P}\p{S}]", "(?P<a>省)(?P<b>长)?|(?P<a>市)长", r"(?P<a>市)长(?P=a)?|(?P<a>县)",
        "(?<=省|地区|[一二]{0,3}号)市", "(?<!省|地区|(?:第|前)?[一二]{1,2}号|^)市", r"(?<=^|\n)市", "(?=[省市])(?:省|市长)", "(?=(?<!第)[一二]).",
        "(?i:a)|b", "市?", "(?:市|)长*",
    ],
)  # fmt: skip
def test_what_is_translated_for_python_matches_as_it_did(pattern):
    text = "河北省市，第一号市 地区市长市\n市县省长𠀀々〇１２三12ab A。二号市一二号市第二二号省 ＋$省市"
    one, other = compiled(pattern, re.M), regex.compile(pattern, regex.M)
    assert isinstance(one, re.Pattern)
    assert one.groups == other.groups
    assert one.groupindex == other.groupindex
    for start in range(len(text)):
        assert [(m.span(), m.groups()) for m in one.finditer(text, start)] == [
            (m.span(), m.groups()) for m in other.finditer(text, start)
        ]
        assert (one.match(text, start) is None) == (other.match(text, start) is None)


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
