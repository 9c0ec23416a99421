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
