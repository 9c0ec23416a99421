"""Of which day and place figures are."""

import datetime as dt

import pytest

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


def test_a_sentence_that_opens_with_a_stretch_of_its_own_is_not_of_that_day():
    found = days("截至2024年底，全市完成29项。2021年至2023年，省级督察分五批覆盖14个市州，查处3起。此外，正在整改7项。")
    assert (found["29项"], found["7项"]) == (dt.date(2024, 12, 31), dt.date(2024, 12, 31))
    assert (found["14个"], found["3起"]) == (None, None)


@pytest.mark.parametrize("head", ["今年以来，", "9月25日交办的事项中，", "2024年度任务中，"])
def test_a_day_or_year_at_the_head_of_a_sentence_is_no_such_stretch(head):
    found = days(f"截至2024年9月30日，全市完成29项。{head}办结7项。")
    assert found["7项"] == dt.date(2024, 9, 30)


def test_places_are_not_given_to_figures_of_other_lists():
    text = "章丘区、历城区检查企业，大气、水污染分别发现问题15个、9个。"
    assert [c.region_adcode for c in taizhang.parse(text).counts if c.object == "问题"] != ["370114", "370112"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("章丘区检查企业120家，发现隐患356项，已整改340项。另查处3起。", ["370114", "370114", "370114", None]),
        ("章丘区检查企业120家，发现隐患356项，历城区发现90项，约谈2人。", ["370114", "370114", "370112", "370112"]),
        ("章丘区检查企业120家，其中化工企业20家，全市检查300家，立案5起。", ["370114", "370114", None, None]),
        ("章丘区检查企业120家，市应急管理局约谈3人。", ["370114", None]),
        ("群众信访件中，章丘区12件、历城区8件、有关部门3件。", ["370114", "370112", None]),
        ("章丘区检查企业120家；共立案5起。", ["370114", None]),
        # those of a list have one figure each, what follows is of all
        ("共发现隐患446项，其中章丘区356项、历城区90项，已整改430项。", [None, "370114", "370112", None]),
    ],
)
def test_a_place_holds_till_the_sentence_turns_to_another(text, codes):
    assert [c.region_adcode for c in taizhang.parse(f"济南市安全生产检查情况通报\n{text}").counts] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("清城区某花炮厂、英德市某酒店2处隐患已整改验收，罚款5万元。", [None, None]),
        ("章丘区检查了某厂，历城区某店2处隐患已整改。", ["370112"]),
        ("济南市章丘区2处隐患已整改。", ["370114"]),
    ],
)
def test_what_lies_in_several_places_is_of_none_of_them(text, codes):
    assert [c.region_adcode for c in taizhang.parse(text).counts] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("章丘区、历城区和商河县，分别接到举报件15件、9件和4件。", ["370114", "370112", "370126"]),
        ("章丘区、历城区火点分别有13个、8个。", ["370114", "370112"]),
        ("章丘区、历城区最多，依次为13件、8件；商河县最少，为2件。", ["370114", "370112", "370126"]),
        ("章丘区举报最多，达12件。历城区紧随其后，有9件。", ["370114", "370112"]),
        # as many figures as places, or it can't be told whose they are
        ("章丘区、历城区、平阴县，分别接到举报件15件和9件。", [None, None]),
    ],
)
def test_places_named_in_the_order_of_their_figures(text, codes):
    assert [c.region_adcode for c in taizhang.parse(text).counts] == codes
