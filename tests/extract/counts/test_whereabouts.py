"""On which day figures stand."""

import datetime as dt

import taizhang

LATER = "全市整改任务45项，已完成29项。\n另有2家企业被立案。"


def days(text):
    return {count.text: count.as_of for count in taizhang.parse(text).counts}


def test_a_day_under_the_title_is_of_the_whole_page():
    found = days(f"督察整改进展情况通报\n（截至2024年9月15日）\n{LATER}")
    assert set(found.values()) == {dt.date(2024, 9, 15)}


def test_until_another_day_is_told():
    found = days(f"整改任务清单（截至2024年9月15日18时）\n{LATER}\n截至9月20日，办结3件。\n约谈2人。")
    assert found["29项"] == dt.date(2024, 9, 15)
    assert found["3件"] == dt.date(2024, 9, 20)
    assert found["2人"] is None


def test_a_day_in_a_sentence_ends_with_its_paragraph():
    found = days("截至2024年9月15日，全市完成29项。\n另有2家企业被立案。")
    assert found == {"29项": dt.date(2024, 9, 15), "2家": None}
