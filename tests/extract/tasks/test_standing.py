"""For which day the status of a task holds."""

import datetime as dt

import pytest

import taizhang

PAGE = (
    "关于督察整改进展情况的通报\n{day}一、污水管网建设滞后。\n整改情况：已完成。\n"
    "二、堆场渗滤液外排。\n整改情况：截至2024年9月18日，正在推进。\n三、总磷超标。\n整改目标：2030年底前达标。\n"
)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("（截至2024年9月15日）\n", dt.date(2024, 9, 15)),
        ("截至2024年9月15日，共完成12项。\n", None),  # of that paragraph alone
        ("", None),
    ],
)
def test_a_status_holds_for_the_day_told_of_it_or_of_the_page(day, first):
    found = taizhang.parse(PAGE.format(day=day)).tasks
    assert [task.status_as_of for task in found] == [first, dt.date(2024, 9, 18), None]
