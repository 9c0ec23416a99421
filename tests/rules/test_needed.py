"""The words a match of a pattern must hold, which a scan relies on to leave the pattern untried: none may be missing."""

import pytest
import regex

from taizhang.rules import Scanner, Seldom, Together, load_pack, pack_names
from taizhang.rules.load import Rule
from taizhang.rules.needed import FAR, Needs, needed, one_within


@pytest.mark.parametrize(("pattern", "words", "longest"), [
    ("[省市](?P<core>[^，。]{1,9}?(?:领导小组|指挥部))", "领导小组 指挥部", 14),
    ("(?<=由)(?!省)甲(?=乙)丙丁", "甲丙丁", 3),
    ("(?:中共)?安阳市{1,2}委", "安阳", 7),
    ("[厅局委]长", "长", 2),
    (r"\d年|\d日", "年 日", 2),
    ("市(?:督察|巡视)?组", "组", 4),
    (r"(?<=由)(?P<who>[王李]\p{Han}{1,2})(?=(?:同志)?(?:兼任|担任)(?!过))", "兼任 担任", 7),
    ("市[^，]{0,9}(?=组|$)", "市", 10),
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
                near = text[match.start() : match.start() + longest]
                assert not words or any(word in near for word in words), rule.id
                assert not words or len(match[0]) <= longest, rule.id


def test_a_stretch_holds_what_ends_in_it():
    assert one_within([3, 9, FAR], 2, 3)
    assert one_within([3, 9, FAR], 3, 9)
    assert not one_within([3, 9, FAR], 3, 8)
    assert not one_within([FAR], 0, 9)


def test_the_words_of_several_patterns_are_found_together():
    ends = Needs(["市长", "(?:局|市)长", "长|局", "市长", r"\d"]).ends("市长和局长")
    assert [tuple(found) for found in ends] == [(2, FAR), (2, 5, FAR), (2, 4, 5, FAR), (2, FAR), (FAR,)]


def test_a_rule_is_tried_where_the_word_it_needs_stands_far_behind():
    rule = Rule("a", "far", "市[^，]{0,30}组")
    text = "市某，市" + "某" * 30 + "组，市" + "某" * 31 + "组"
    assert [match.span() for _, match in Scanner([rule]).scan(text)] == [(3, 35)]


def test_of_words_alike_a_pattern_read_backwards_needs_those_read_last():
    assert needed("(?r)(?:由|从)[^，]{0,4}(?:升|降)")[0] == {"由", "从"}
    assert needed("(?:由|从)[^，]{0,4}(?:升|降)")[0] == {"升", "降"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("产量从三成升至", "从三成升至"),
        ("从三成升至，共", None),
        ("产量升至", None),
        ("从很远很远很远的地方升至", None),
    ],
)
def test_what_is_seldom_said_is_found_within_its_reach(text, found):
    match = Seldom(regex.compile("(?r)从[^，]{0,4}升至")).match(text, 0, len(text))
    assert (match and match[0]) == found


def test_what_is_seldom_said_is_searched_for_in_its_stretch():
    rise = Seldom(regex.compile("从[^，]{0,4}升至"))
    text = "产量从三成升至九成"
    assert rise.search(text, 0, len(text)).span() == (2, 7)
    assert rise.search(text, 3, len(text)) is None
    assert rise.search(text, 0, 6) is None


def test_what_is_seldom_said_stays_within_its_stretch():
    assert Seldom(regex.compile("(?r)从[^，]{0,4}升至")).match("从三成升至", 1, 5) is None
    assert Seldom(regex.compile("从[^，]{0,4}升至")).match("从三成升至", 0, 4) is None
    assert Seldom(regex.compile("从[^，]{0,4}升至")).match("由从三成升至", 1, 6)


def test_of_patterns_asked_together_those_are_tried_whose_words_stand_near():
    patterns = ["[^，]{0,4}升至", "[^，]*降至", "[^，]{0,6}至", r"\w{3}", "某"]
    never = [f"{letter}不" for letter in "甲乙丙丁戊己庚辛壬癸"]
    together = Together([Seldom(regex.compile(pattern)) for pattern in (*patterns, *never)])
    found = [(number, match[0]) for number, match in together.matches("由三成升至九成", 1, 7)]
    assert found == [(0, "三成升至"), (2, "三成升至"), (3, "三成升")]
    assert [number for number, _ in together.matches("由三成升至九成", 1, 4)] == [3]


_EXAMPLES = sorted(
    {str(e.get("text", "")) for name in pack_names() for rule in load_pack(name).rules for e in rule.examples}
)


@pytest.mark.parametrize(
    "pattern", [p for p in load_pack("counts").lexicons.values() if isinstance(p, str) and p.startswith("(?r)")]
)
def test_the_patterns_of_a_pack_that_are_read_backwards_find_as_much(pattern):
    plain = regex.compile(pattern)
    seldom = Seldom(plain)
    matches = 0
    for text in _EXAMPLES:
        for end in range(len(text) + 1):
            found, sure = seldom.match(text, 0, end), plain.match(text, 0, end)
            assert (found and found.span()) == (sure and sure.span())
            matches += bool(sure and sure[0])
    assert matches
