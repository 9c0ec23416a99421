"""Announced inspections of the central government: which one a bulletin speaks of, and which it does not."""

import pytest
import yaml

from taizhang.document import draft
from taizhang.errors import RulePackError
from taizhang.extract.places.gazetteer import gazetteer
from taizhang.link import campaign
from taizhang.numerals import read_numeral, write_numeral
from taizhang.read import read_text
from taizhang.rules import check_packs, load_pack, use_packs

CALENDAR = load_pack("inspections").lexicons["calendar"]


def spoken_of(text):
    return campaign(draft(read_text(text, "a.txt")), None, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我市收到信访件\n2021年9月7日，中央第五生态环境保护督察组转办泸州市信访件12件。", "第二轮第四批中央生态环境保护督察 四川省"),
        ("2017年8月21日讯 中央第五环境保护督察组向四川省移交举报件75件。", "第一轮第四批中央环境保护督察 四川省"),
        ("2018年11月15日，中央第四生态环境保护督察组“回头看”期间向湖南省转办信访件66件。", "第一轮第二批中央生态环境保护督察“回头看” 湖南省"),
        ("贵州省整改情况\n2023年6月1日 第二轮中央生态环境保护督察反馈贵州省问题53项，已完成40项。", "第二轮第五批中央生态环境保护督察 贵州省"),
        ("2024年8月22日，生态环境部公布，第三轮第二批中央生态环境保护督察全部完成反馈。", "第三轮第二批中央生态环境保护督察"),
        ("2021年12月20日 中央第二生态环境保护督察组向贵阳市转办第9批信访件，须于24日前反馈第一轮办理意见。", "第二轮第五批中央生态环境保护督察 贵州省"),
        ("2016年7月14日至8月14日，中央第四环境保护督察组进驻江西省，第二批名单待公布。", "第一轮第一批中央环境保护督察 江西省"),
        ("九江市整改“回头看”案例\n2023年9月12日 第二轮中央生态环境保护督察指出，九江市管网建设滞后。", "第二轮第三批中央生态环境保护督察 江西省"),
        ("2020年9月21日，中央第四生态环境保护督察组向中国铝业反馈情况，中国铝业已办结信访件18件。", "第二轮第二批中央生态环境保护督察"),
    ],
)  # fmt: skip
def test_a_bulletin_without_a_round_is_of_the_announced_inspection_that_fits(text, name):
    found = spoken_of(text)
    assert (found.name, found.rule_id) == (name, "campaign.calendar")


@pytest.mark.parametrize(
    "text",
    [
        "2025年12月30日 中央第一生态环境保护督察组交给山西省的信访件已办结。",  # two rounds had that team there
        "中央生态环境保护督察组反馈的问题，上海市已完成整改21项。",  # no day, two rounds
        "九江市整改进展\n2024年12月30日 中央生态环境保护督察反馈我市问题5项，已完成3项。",  # two rounds, and a 回头看 before them
        "2019年7月20日，国家海洋督察组向福建省反馈意见，共9项问题。",
        "2021年9月7日，四川省第五生态环境保护督察组转办泸州市信访件12件。",
        "2021年9月7日，中央第七巡视组向四川省反馈巡视情况，发现问题9个。",
    ],
)
def test_where_none_or_several_fit_none_is_told(text):
    found = spoken_of(text)
    assert found is None or found.rule_id != "campaign.calendar"


def test_a_county_and_its_province_share_the_campaign_however_much_each_tells():
    county = spoken_of("2021年4月20日，中央第四生态环境保护督察组向余干县转办信访件3件。")
    province = spoken_of("江西省整改方案\n2021年12月3日 第二轮第三批中央生态环境保护督察反馈江西省问题51项。")
    assert county.campaign_id == province.campaign_id
    assert (county.region_adcode, county.round, county.batch) == ("360000", 2, 3)


def test_every_province_of_the_calendar_is_in_the_gazetteer():
    provinces = {d.name for code in gazetteer().by_code if code.endswith("0000") for d in gazetteer().by_code[code]}
    subjects = [name for entry in CALENDAR for names in entry["teams"].values() for name in names]
    assert {s for s in subjects if s.endswith(("省", "自治区", "市"))} <= provinces


def test_batches_follow_one_another_and_name_no_province_twice():
    days = [(entry["from"], entry["to"]) for entry in CALENDAR]
    assert days == sorted(days)
    assert all(start < end for start, end in days)
    for entry in CALENDAR:
        subjects = [name for names in entry["teams"].values() for name in names]
        assert len(subjects) == len(set(subjects))


LATER = {
    "round": 9,
    "batch": 1,
    "kind": "inspection",
    "from": "2031-05-06",
    "to": "2031-06-06",
    "teams": {1: ["云南省"]},
}


def pack_of_ones_own(folder, entry):
    text = yaml.safe_dump({"lexicons": {"calendar": [entry]}}, allow_unicode=True)
    (folder / "inspections.yml").write_text(text, encoding="utf-8")
    return (folder,)


def test_a_pack_of_ones_own_adds_a_batch(tmp_path):
    try:
        use_packs(pack_of_ones_own(tmp_path, LATER))
        found = spoken_of("2031年5月20日，中央第一生态环境保护督察组向昆明市转办信访件3件。")
        assert (found.round, found.batch) == (9, 1)
    finally:
        use_packs(())


@pytest.mark.parametrize("wrong", [{"from": "soon"}, {"teams": ["云南省"]}, {"round": None}])
def test_a_wrong_entry_is_named(tmp_path, wrong):
    with pytest.raises(RulePackError, match=r"inspections\.yml"):
        check_packs(pack_of_ones_own(tmp_path, LATER | wrong))


@pytest.mark.parametrize("value", [1, 9, 10, 12, 20, 31])
def test_numbers_of_rounds_are_written_as_they_are_read(value):
    assert read_numeral(write_numeral(value)) == value
