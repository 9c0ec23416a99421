"""The day a task was done: told by its report, and only where it is done."""

import datetime as dt

import pytest

import taizhang

ITEM = """某市整改进展情况
2022年10月8日
一、清河沿线污水直排
整改时限：2022年9月30日前
责任单位：市水务局
整改进展：{report}
"""


@pytest.mark.parametrize(
    ("report", "day"),
    [
        ("已完成。2022年9月2日完成整改。", dt.date(2022, 9, 2)),
        ("已完成。2022年6月10日完成清淤，2022年9月20日完成验收。", dt.date(2022, 9, 20)),
        ("正在推进。2022年6月10日完成清淤，管网正在建设。", None),
        ("已完成整改，长期坚持。", None),
    ],
)
def test_the_last_day_of_a_report_on_what_is_done(report, day):
    (task,) = taizhang.parse(ITEM.format(report=report)).tasks
    assert task.completed_on == day
