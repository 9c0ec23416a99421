"""Places are found as a careful reader finds them, under the codes of their day."""

import datetime as dt

import pytest

from taizhang.extract.places import places, short_names
from taizhang.extract.places.gazetteer import Division, gazetteer


def found(text, on=None):
    return [(m.text, m.region.adcode) for m in places(text, on)]


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("襄樊市环保局通报。", dt.date(2009, 5, 1), [("襄樊市", "420600")]),
        ("襄阳市环保局通报。", dt.date(2015, 5, 1), [("襄阳市", "420600")]),
        ("莱芜市整改方案公开。", dt.date(2017, 5, 1), [("莱芜市", "371200")]),
        ("莱芜区整改方案公开。", dt.date(2023, 5, 1), [("莱芜区", "370116")]),
        ("监利县整改方案公开。", dt.date(2018, 5, 1), [("监利县", "421023")]),
        ("监利市整改方案公开。", dt.date(2023, 5, 1), [("监利市", "421088")]),
        ("恩施州7件。", None, [("恩施州", "422800")]),
    ],
)
def test_a_code_is_that_of_the_bulletins_day(text, day, expected):
    assert found(text, day) == expected


@pytest.mark.parametrize(
    "text",
    ["朝阳产业发展迅速。", "以上海洋生态问题", "城西安全隐患", "河长治理体系", "平安建设工作", "东方向好", "中山路拓宽", "公安局立案",
     "长江西岸", "新城区建设提速", "城区3家污水厂", "据湖北日报消息", "牡丹江干流水质下降", "攀枝花路改造"],
)  # fmt: skip
def test_a_word_that_only_looks_like_a_place_is_none(text):
    assert found(text) == []


def test_a_short_name_counts_beside_another_of_its_province():
    assert [code for _, code in found("自贡、泸州、广元等市已清零。")] == ["510300", "510500", "510800"]


def test_stretches_of_a_river_are_called_by_the_places_in_the_list():
    assert [p.region.name for p in places("长江干流安庆段、池州段、铜陵段整治岸线12公里。")] == [
        "安庆市",
        "池州市",
        "铜陵市",
    ]


def test_a_name_that_is_a_verb_too_counts_where_it_opens_a_line_or_its_city_is_named():
    assert found("县水利局会同县农业农村局查处。") == []
    assert found("会同县水利局通报") == [("会同县", "431225")]
    assert ("会同县", "431225") in found("怀化市水利局约谈会同县、辰溪县。")


def test_short_names_of_a_prefecture_and_its_county_bear_each_other_out():
    assert [code for _, code in found("高速温州南出口排队，请走瓯海。")] == ["330300", "330304"]
    assert found("高速温州南出口排队，请走海沧。") == []


def test_the_long_short_name_of_a_prefecture_is_no_other_word():
    assert found("鄂尔多斯煤矿越界开采")[0][1] == "150600"


def test_an_everyday_word_is_a_place_before_a_hidden_name():
    assert found("东方市通报：东方某砖厂停产，东方向好。") == [("东方市", "469007"), ("东方", "469007")]


def test_a_short_name_counts_behind_its_province():
    assert found("宁夏吴忠污水溢流")[-1] == ("吴忠", "640300")


def test_of_two_districts_of_one_name_the_city_before_tells_which():
    assert found("长春市朝阳区")[-1] == ("朝阳区", "220104")
    assert found("北京市朝阳区")[-1] == ("朝阳区", "110105")


def test_a_market_is_no_city():
    assert found("北京市场监管")[0][0] == "北京"


def test_parents_lead_to_the_province():
    gaz = gazetteer()
    assert gaz.parent("410502").code == "410500"
    assert gaz.parent("410500").code == "410000"
    assert gaz.parent("429021").code == "420000"
    assert gaz.parent("410000") is None


def named(text):
    return [(p.text, p.region.name) for p in places(text)]


def test_an_everyday_word_before_an_office_is_the_place_named_in_full():
    assert ("安居", "安居区") in named("安居区一件。安居分局已立案。")
    assert "安居" not in [text for text, _ in named("安居区一件。百姓安居乐业。")]


def test_a_name_before_an_office_needs_no_other_sign_where_one_prefecture_bears_it():
    assert ("枞阳", "枞阳县") in named("枞阳公安局立案")


def test_divisions_are_called_by_customary_contractions():
    assert [name for _, name in named("准旗政府、锡盟行署")] == ["准格尔旗", "锡林郭勒盟"]


def test_a_short_full_name_stands_behind_the_words_for_the_party():
    assert ("茂县", "茂县") in named("中共茂县委员会关于巡视整改进展情况的通报")


def test_a_person_may_have_a_name_that_holds_a_place():
    assert [name for _, name in named("临海市审计局局长 俞金华报告")] == ["临海市"]
    assert [name for _, name in named("长武县通报。副局长武某被免职")] == ["长武县"]
    assert [name for _, name in named("湖南省长沙、株洲两市")][1:] == ["长沙市", "株洲市"]


def test_a_name_that_also_describes_counts_before_an_office_where_its_city_is_named():
    assert ("向阳区", "230803") in found("佳木斯市办理信访件。向阳区城管局已督促整改。")
    assert found("佳木斯市办理信访件。向阳区块整改到位。") == [("佳木斯市", "230800")]
    assert found("向阳区城管局已督促整改。") == []


@pytest.mark.parametrize(
    ("month", "months"), [(200011, 2), (200012, 1), (200101, 0), (201012, 0), (201101, 1), (201102, 2), (201201, 13)]
)
def test_the_distance_to_a_divisions_life_is_counted_in_months(month, months):
    division = Division("110101", "东城区", 200101, 201101, "东城", 0)
    assert division.distance(month) == months


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("商洛市对东坪镇安全隐患检查", ["商洛市"]),
        ("商洛市检查城关镇安全生产", ["商洛市"]),
        ("南阳市检查乡镇平均分", ["南阳市"]),
        ("盈江县大盈江保护规划", ["盈江县"]),
        ("南盘江西桥断面水质达标", []),
        ("商洛市赴镇安检查", ["商洛市", "镇安"]),
    ],
)
def test_no_place_begins_inside_a_word(text, named):
    assert [p.text for p in places(text)] == named


@pytest.mark.parametrize("text", ["县城固废堆场", "上林地12亩", "新安装设备3套", "清水河道3条", "嘉陵江边"])
def test_no_short_name_ends_inside_a_word(text):
    assert short_names(text) == []


def test_figures_of_each_bear_out_a_list_of_short_names():
    found = places("焉耆9项，博湖8项、和静4项")
    assert [p.region.name for p in found] == ["焉耆回族自治县", "博湖县", "和静县"]
    assert places("博湖8项，水质4项") == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("督察组向山西省反馈意见", ["山西省"]),
        ("督察组分别向山东、山西反馈意见", ["山东省", "山西省"]),
        ("废旧电池从江西省运来", ["江西省"]),
        ("从江县有12座矿山", ["从江县"]),
        ("云南省德宏州瑞丽江采砂，瑞丽市未查", ["云南省", "德宏傣族景颇族自治州", "瑞丽市", "瑞丽市"]),
    ],
)
def test_a_name_may_begin_across_what_looks_like_another(text, named):
    assert [p.region.name for p in places(text)] == named
