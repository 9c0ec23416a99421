"""One task in two bulletins of a campaign has one key; two places that are told the same have two."""

import taizhang
from taizhang.write.rows import rows

PLAN = """{city}生态环境保护督察整改方案
{day} 中央第四生态环境保护督察组向{city}反馈了督察意见。
一、生活污水直排青河
整改目标：消除直排。
整改时限：2022年6月底前
责任单位：{city}住房和城乡建设局
二、畜禽养殖粪污处置不规范
整改目标：建成粪污处理站。
整改时限：2022年9月底前
责任单位：{city}农业农村局
"""


def keys(city, day):
    told = rows(taizhang.parse(PLAN.format(city=city, day=day)))
    return {task["title"]: task["task_key"] for task in told["tasks"]}


def test_a_later_bulletin_on_the_same_place_has_the_same_keys():
    first, later = keys("九江市", "2021年7月20日"), keys("九江市", "2021年12月3日")
    assert len(first) == 2
    assert first == later
    assert len(set(first.values())) == 2


def test_another_place_told_the_same_in_one_campaign_has_keys_of_its_own():
    assert set(keys("九江市", "2021年7月20日").values()).isdisjoint(keys("上饶市", "2021年7月20日").values())


LIST = """{city}重大火灾隐患挂牌督办情况
{day}
序号|单位|存在问题|整改时限|责任单位|整改情况
1|万象广场|消防通道堵塞|2024年6月15日|{city}应急管理局|正在整改
2|建业商场|消防通道堵塞|2024年6月30日|{city}应急管理局|正在整改
""".replace("|", "\t")


def test_one_fault_of_several_units_is_a_task_of_each():
    told = rows(taizhang.parse(LIST.format(city="濮阳市", day="2024年5月8日")))["tasks"]
    assert [task["subject_text"] for task in told] == ["万象广场", "建业商场"]
    assert len({task["task_key"] for task in told}) == 2
    later = LIST.format(city="濮阳市", day="2024年6月20日").replace("1\t万象广场", "1\t和平宾馆")
    kept = rows(taizhang.parse(later))["tasks"][1]
    assert kept["task_key"] == told[1]["task_key"]


def test_a_heading_that_names_a_body_tells_whose_task_it_is():
    text = (
        "濮阳市委巡察办关于巡察整改进展情况的通报\n2024年7月8日\n（一）市水利局党组\n1.学习贯彻不够深入。\n整改情况：已完成。\n"
        "（二）市交通运输局党组\n1.学习贯彻不够深入。\n整改情况：正在整改。\n"
    )
    told = rows(taizhang.parse(text))
    assert [task["subject_text"] for task in told["tasks"]] == ["市水利局党组", "市交通运输局党组"]
    assert len({task["task_key"] for task in told["tasks"]}) == 2
    assert [row["role"] for row in told["assignments"]] == ["responsible"] * 2
