"""Words found in one pass: the longest at each place, or all of them."""

from taizhang.rules import Dictionary

WORDS = {"湖": 1, "湖北": 2, "河": 3, "北京市": 4, "京": 5}


def test_of_words_that_begin_at_one_place_the_longest_is_found():
    assert Dictionary(WORDS).find("湖北京市的河") == [(0, 2, 2), (2, 3, 5), (5, 6, 3)]


def test_words_inside_others_and_across_them_are_found_where_asked_for():
    found = Dictionary(WORDS, everywhere=True).find("湖北京市")
    assert sorted(found) == [(0, 1, 1), (0, 2, 2), (1, 4, 4), (2, 3, 5)]


def test_a_longer_word_that_breaks_off_hides_none_within_it():
    assert Dictionary({"整改任务书": 1, "改任": 2}).find("整改任务") == [(1, 3, 2)]


def test_places_are_told_in_characters_also_behind_rare_ones():
    assert Dictionary({"镇": 0}).find("𡐓𠙶镇") == [(2, 3, 0)]
