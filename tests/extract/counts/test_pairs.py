"""Bare numbers behind names in one line."""

import taizhang

TEXT = "大同市举报办理情况\n督察组转办举报件372件。\n分布（件）：平城区139 云冈区63、云州区51 新荣区27\n办结318件。"


def test_they_count_what_the_label_says_each_of_its_place():
    counts = taizhang.parse(TEXT).counts[1:5]
    assert [(c.text, c.value.unit, c.object) for c in counts] == [
        (n, "件", "举报件") for n in ("139", "63", "51", "27")
    ]
    assert [c.region_adcode for c in counts] == ["140213", "140214", "140215", "140212"]


def test_without_a_unit_or_in_twos_they_count_nothing():
    for text in (TEXT.replace("（件）", ""), TEXT.replace(" 云冈区63、云州区51 新荣区27", "")):
        assert [c.text for c in taizhang.parse(text).counts] == ["372件", "318件"]
