"""Complaints told in sentences around the numbers they were received under."""

import datetime as dt

import pytest

from taizhang.document import draft
from taizhang.extract.parties import with_roles
from taizhang.extract.tasks import tasks
from taizhang.read import read_text

HEAD = "衡阳市办理省督察组转办信访件情况通报\n2021年5月20日\n"


def found(text, doc_type="complaint_handling"):
    return tasks(with_roles(draft(read_text(HEAD + text)), doc_type), doc_type)


@pytest.mark.parametrize(
    ("text", "number", "title", "status"),
    [
        ("受理编号3127：“山上有人采砂”。\n经查，情况属实，本案正在办理。\n截至5月底共办结12件。", "3127", "山上有人采砂", "in_progress"),
        ("受理编号1907的信访件反映蒸湘区某板材厂气味刺鼻。经查属实，此件阶段性办结。", "1907", "蒸湘区某板材厂气味刺鼻", "phased"),
        ("“作坊从早敲到晚”，居民的投诉（受理编号X3HN202105150027）交了下来。作坊已搬走，此件办结。", "X3HN202105150027", "作坊从早敲到晚", "completed"),
        ("群众反映某砖厂烟气呛人（D3HN202105160043）。经核实属实，目前阶段性办结。", "D3HN202105160043", "某砖厂烟气呛人", "phased"),
        ("常宁市“水库里养鱼投肥”一件（D3HN202105170008），查无实据，按不属实办结。", "D3HN202105170008", "水库里养鱼投肥", "completed"),
        ("编号为D3HN202105170009的举报件称，某养殖场粪水横流，经现场核查，部分属实，已办结。", "D3HN202105170009", "某养殖场粪水横流", "completed"),
        ("第0126号信访件反映：某饭店油烟扰民。执法人员上门核查，正在整改。", "0126", "某饭店油烟扰民", "in_progress"),
        ("3访受〔2021〕0517031号来电1.蒸湘区某村南侧道路扬尘污染。蒸湘区大气经查，有扬尘。是区政府已清扫，正在整改。无", "访受〔2021〕0517031号", "蒸湘区某村南侧道路扬尘污染", "in_progress"),
        ("一、耒阳市（D430000202105190043）反映情况：耒阳市某养猪场粪便外排。经查属实，正在整改。", "D430000202105190043", "耒阳市某养猪场粪便外排", "in_progress"),
        ("信访转办件20210519-3号：反映某砂场夜间噪声扰民。经查属实，正在整改。", "20210519-3", "某砂场夜间噪声扰民", "in_progress"),
        ("按照《交办单》（D430000202105190044）要求，市水利局对反映的“某砂场夜间扰民”问题进行核查，正在整改。", "D430000202105190044", "某砂场夜间扰民", "in_progress"),
        ("信访件编号：0311\n反映某加工点噪声大。\n经查属实，正在整改。", "0311", "某加工点噪声大", "in_progress"),
    ],
)  # fmt: skip
def test_a_number_with_what_it_says_is_a_complaint(text, number, title, status):
    (task,) = found(text)
    assert (task.kind, task.number, task.title, task.status) == ("complaint", number, title, status)


@pytest.mark.parametrize(
    "text",
    [
        "截至目前，共受理案件187件，办结122件。群众反映的问题大都解决。",
        "某厂排污许可证编号1907，经查属实。",
        "第十九批信访件共11件，编号X3HN202105150027至X3HN202105150037，已全部办结。",
    ],
)
def test_totals_and_other_numbers_are_no_complaints(text):
    assert not found(text)


def test_a_complaint_without_fellows_is_told_of_up_to_the_totals():
    (task,) = found(
        "受理编号3127：“楼下烧烤店油烟扰民”。\n此件与前一批反映的是同一家店。\n"
        "经查属实。珠晖区城管局责令店主整改，6月15日前装好净化器。\n至此，共受理12件。\n"
    )
    assert task.deadline.end == dt.date(2021, 6, 15)


def test_each_complaint_keeps_its_own_handling():
    first, second = found(
        "受理编号3127：“山上有人采砂”。\n与受理编号0911重复。衡南县林业局立案1起，限10月15日前恢复植被。本案阶段性办结。\n"
        "受理编号3140：“某饭店油烟直排”。\n经查属实，蒸湘区城管局已督促改正。本案办结。\n"
        "全市共接到187件，正在办理65件，珠晖区政府推进较慢。\n"
    )
    assert (first.number, second.number) == ("3127", "3140")
    assert [a.party.name for a in first.assignments] == ["衡南县林业局"]
    assert first.deadline.end == dt.date(2021, 10, 15)
    assert [a.party.name for a in second.assignments] == ["蒸湘区城管局"]
    assert (first.status, second.status, second.deadline) == ("phased", "completed", None)


def test_two_complaints_of_one_paragraph_part_at_the_second():
    first, second = found(
        "举报件（编号0126）反映某砂场夜间生产，衡南县水利局已取缔，办结。另一件（编号X3HN202105150027）反映“河水发臭”，正在整改。"
    )
    assert (first.status, second.status) == ("completed", "in_progress")
    assert first.end <= second.start


def test_the_offices_of_the_investigation_answer_where_the_handling_names_none():
    (task,) = found(
        "受理编号：D3HN202105220011\n举报内容：某家具厂喷漆异味大。\n调查核实情况：蒸湘区城管局两次夜查，属实。\n"
        "处理及整改情况：责令6月10日前更换设备。\n办结状态：未办结\n"
    )
    assert [a.party.name for a in task.assignments] == ["蒸湘区城管局"]
    assert task.status == "not_completed"


@pytest.mark.parametrize("label", ["交办问题", "转办内容", "信访问题", "投诉问题"])
def test_a_form_names_what_was_handed_over_in_several_ways(label):
    first, second = found(
        f"一、受理编号：HY202105220003\n{label}：某木材厂锯末乱飞。\n污染类型：大气\n处理情况：已密闭车间。\n是否办结：已办结\n"
        f"二、受理编号：HY202105220004\n{label}：某河岸倒满建筑垃圾。\n污染类型：土壤\n处理情况：正在清运。\n是否办结：未办结\n"
    )
    assert (first.number, first.title, first.status) == ("HY202105220003", "某木材厂锯末乱飞", "completed")
    assert (second.number, second.title, second.status) == ("HY202105220004", "某河岸倒满建筑垃圾", "not_completed")


def test_a_complaint_has_the_number_that_its_heading_holds_in_brackets():
    text = (
        "举报件办理情况公开\n2022年9月20日\n（一）城北某沙场扬尘问题（受理编号：SX2022091403）\n经查，属实。市生态环境局责令停产整改，已完成整改。\n"
        "（二）城南某养殖场臭味问题（受理编号：SX2022091404）\n经查，属实。分局责令整改，正在整改。\n"
    )
    found = tasks(draft(read_text(text)), "complaint_handling")
    assert [(t.number, t.problem) for t in found] == [
        ("SX2022091403", "城北某沙场扬尘问题"),
        ("SX2022091404", "城南某养殖场臭味问题"),
    ]
