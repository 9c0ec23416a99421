"""What a bulletin is about, and which campaign it speaks of."""

import datetime as dt

import pytest

from taizhang.document import draft
from taizhang.link import campaign
from taizhang.numerals import read_numeral
from taizhang.read import read_text

NOTICE = (
    "安阳市整改情况的通报\n2021年12月29日至2022年3月9日，省委第四生态环境保护督察组对安阳市开展了督察。"
    "2022年5月20日，督察组向市委、市政府反馈了督察意见。我市共有整改任务38项。\n"
)


def about(text):
    return [r.name for r in draft(read_text(text, "a.txt")).regions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NOTICE, ["安阳市"]),
        ("八省公开整改方案\n吉林、浙江、山东、海南、四川、西藏、青海、新疆8省区公开整改方案。", ["吉林省", "浙江省", "山东省", "海南省", "四川省",
         "西藏自治区", "青海省", "新疆维吾尔自治区"]),
        ("我省信访任务清零\n自贡、泸州、广元、内江等市的任务已清零。我省坚持季调度。", ["四川省"]),
        ("邯郸市安委办通报督导检查情况\n1.武安市某铸造厂。未安装报警装置。\n2.永年区某标准件公司。通道堵塞。\n3.磁县某加油站。监控损坏。", ["邯郸市"]),
        ("关于审计查出问题整改情况的报告\n受省政府委托，省审计厅报告整改情况。\n（一）省财政厅已督促缴库。\n（二）聊城市政府追回资金。", ["山东省"]),
        ("县长调研污水处理厂\n2021-09-16　来源：桃江发布\n县长听取了益阳市生态环境局桃江分局的汇报。县委要求抓紧完工。", ["桃江县"]),
        ("我市办结投诉件\n2017-05-23　泉城晨报\n我市共接到交办件30件，已办结21件。", ["济南市"]),
        ("我省办结投诉件\n2017-05-23　三秦都市报\n我省共接到交办件30件，已办结21件。", ["陕西省"]),
        ("移交线索追责收尾\n经省委、省政府同意，省纪委牵头核查，问责38人。省级督察还将继续。（辽宁日报 唐某）", ["辽宁省"]),
        ("五市州整改滞后被约谈\n具体情形：\n◎延安市政府——志丹县含油污泥堆放。\n◎平凉市政府——泾河断面水质下降。\n◎临夏州政府——砂场侵占河道。", ["延安市", "平凉市", "临夏回族自治州"]),
        ("暗访片又点名\n市政府常务会议先放了暗访片，市生态环境局拍的。\n▲临河区：污水站停运。\n▲五原县：粪污池没建。", ["巴彦淖尔市"]),
        ("投诉件办结过半\n2017-05-23　三秦都市报\n共接到交办件30件，已办结21件。", []),
        ("三市州公开整改方案\n昭通、曲靖、楚雄同日公开方案，省督察办通报。", ["昭通市", "曲靖市", "楚雄彝族自治州"]),
        ("两市公开整改方案\n昭通、曲靖同日公开方案，省督察办通报。", ["昭通市", "曲靖市"]),
        ("首轮督察总账\n31个省（区、市）一个不落，河北、河南、江苏等试点在先。", []),
    ],
)  # fmt: skip
def test_the_regions_a_bulletin_is_about(text, expected):
    assert about(text) == expected


def test_the_campaign_of_a_provincial_inspection():
    d = draft(read_text(NOTICE, "a.txt"))
    found = campaign(d, "progress_report", "environment")
    assert found.level == "province"
    assert found.kind == "inspection"
    assert found.inspector.name == "河南省委第四生态环境保护督察组"
    assert found.region_adcode == "410500"


def test_two_bulletins_on_one_campaign_share_its_id():
    first = campaign(draft(read_text(NOTICE, "a.txt")), None, None)
    second = campaign(draft(read_text(NOTICE + "另悉，整改仍在推进。", "b.txt")), None, None)
    assert first.campaign_id == second.campaign_id


def test_a_report_that_does_not_say_when_the_inspection_was_is_of_the_same_campaign():
    texts = (
        "衡阳市整改进展\n2023年6月5日至7月4日，省第二生态环境保护督察组对衡阳市开展第二轮省级生态环境保护督察。\n",
        "衡阳市整改进展\n第二轮省级生态环境保护督察中，省第二生态环境保护督察组反馈衡阳市的38项任务已完成27项。\n",
    )
    first, second = (campaign(draft(read_text(text, "a.txt")), None, None) for text in texts)
    assert first.round == second.round == 2
    assert first.campaign_id == second.campaign_id


@pytest.mark.parametrize(
    "other",
    [
        "衡阳市整改方案\n第二轮省级生态环境保护督察反馈衡阳市的38项任务，限2024年6月底前完成。\n",
        "衡南县关于第二轮省级生态环境保护督察反馈问题整改完成情况的公示\n衡南县已完成整改。\n",
    ],
)
def test_a_round_in_a_city_is_one_campaign_whoever_tells_of_it(other):
    told = "衡阳市整改进展\n2023年6月5日至7月4日，省第二生态环境保护督察组对衡阳市开展第二轮省级生态环境保护督察。\n"
    first, second = (campaign(draft(read_text(text, "a.txt")), None, None) for text in (told, other))
    assert first.region_adcode == second.region_adcode == "430400"
    assert first.campaign_id == second.campaign_id


@pytest.mark.parametrize(
    ("told", "day"), [("2022年5月20日", "2022-05-20"), ("2022年5月", None), ("2022年5月（5月20日）", "2022-05-20")]
)
def test_a_month_is_no_day_of_feedback(told, day):
    found = campaign(draft(read_text(NOTICE.replace("2022年5月20日", told), "a.txt")), None, None)
    assert found.feedback_on == (day and dt.date.fromisoformat(day))


def test_an_inspection_without_a_number_is_named_by_its_year():
    texts = (
        "衡阳市整改进展\n2021年省级环保督察反馈衡阳市的12项任务已完成9项。\n",
        "衡南县关于2021年省级环保督察反馈问题整改的公示\n衡南县已完成整改。\n",
        "衡阳市整改进展\n2018年省级环保督察反馈衡阳市的12项任务已完成9项。\n",
    )
    first, second, earlier = (campaign(draft(read_text(text, "a.txt")), None, None) for text in texts)
    assert first.name == "2021年省级环保督察 衡阳市"
    assert first.campaign_id == second.campaign_id != earlier.campaign_id
    assert (first.inspected_from, first.inspected_to) == (None, None)  # its year tells no day


@pytest.mark.parametrize("region", ["三明市", "永安市"])
def test_an_inspection_of_the_province_is_called_by_it_whichever_part_a_bulletin_is_about(region):
    text = f"{region}中央生态环境保护督察反馈问题整改情况\n第三轮第二批中央生态环境保护督察反馈问题整改进展如下。{region}完成3项。"
    found = campaign(draft(read_text(text, "a.txt")), None, None)
    assert (found.name, found.region_adcode) == ("第三轮第二批 督察 福建省", "350000")


def test_a_municipality_inspects_its_districts():
    text = "万州区办理情况\n2021年10月12日，重庆市生态环境保护督察组向万州区交办4件举报。\n"
    assert campaign(draft(read_text(text, "a.txt")), None, None).region_adcode == "500101"


def test_the_first_rounds_of_two_terms_are_two_campaigns():
    text = "安阳县巡察整改进展\n{}年3月10日至5月10日，{}届县委第一轮巡察中，县委第二巡察组对县水利局开展了巡察。\n"
    of_term = {
        term: [
            campaign(draft(read_text(text.format(year, term) + more, "a.txt")), None, None)
            for more in ("", "整改仍在推进。")
        ]
        for year, term in ((2017, "十三"), (2022, "十四"))
    }
    assert {found.round for told in of_term.values() for found in told} == {1}
    assert [len({found.campaign_id for found in told}) for told in of_term.values()] == [1, 1]
    assert of_term["十三"][0].campaign_id != of_term["十四"][0].campaign_id


def test_a_text_without_inspection_has_no_campaign():
    assert campaign(draft(read_text("清明小长假出行提示，请文明祭扫。", "a.txt")), None, None) is None


@pytest.mark.parametrize(("printed", "value"), [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("3", 3)])
def test_rounds_are_numbers(printed, value):
    assert read_numeral(printed) == value
