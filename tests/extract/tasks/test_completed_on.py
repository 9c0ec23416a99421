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


@pytest.mark.parametrize(
    ("told", "status", "due"),
    [
        ("。责任单位：市水务局。完成时间：2023年3月底。", "none", dt.date(2023, 3, 31)),
        ("（责任单位：市水务局；完成时间：2023年3月底）：正在铺设管网。", "in_progress", dt.date(2023, 3, 31)),
        ("。责任单位：市水务局。完成时间：2023年3月10日。", "none", dt.date(2023, 3, 10)),  # still to come
        ("。责任单位：市水务局。完成时间：2022年9月10日。", "completed", None),
    ],
)
def test_the_time_of_completion_is_a_limit_where_its_words_are_one(told, status, due):
    text = f"某市整改进展情况\n2022年10月8日\n一、清河沿线污水直排{told}\n二、北山矿坑未复绿{told}\n"
    for task in taizhang.parse(text).tasks:
        assert (task.status, task.deadline and task.deadline.end) == (status, due)
    roles = {d.role for d in taizhang.parse(text).dates} - {"published"}
    assert roles == {"deadline" if due else "completed"}


def test_a_label_names_the_end_of_the_month_in_which_it_was_done():
    told = "一、清河沿线污水直排\n责任单位：市水务局\n完成时间：2021年12月底\n整改进展：{}\n"
    done, open_ = (
        taizhang.parse("某市整改进展情况\n2022年10月8日\n" + told.format(w)).tasks[0]
        for w in ("已完成。", "正在推进。")
    )
    assert (done.completed_on, done.deadline) == (dt.date(2021, 12, 31), None)
    assert (open_.completed_on, str(open_.deadline.end)) == (None, "2021-12-31")


def test_what_stands_behind_the_bracket_of_the_fields_tells_the_progress():
    text = "某市整改方案\n2022年3月1日\n一、污水直排（责任单位：市水务局；完成时间：2022年6月底）：正在拆除。\n"
    text += "二、砂场占用河道（责任单位：市水利局；完成时间：2022年底）已完成整改。\n"
    assert [t.status for t in taizhang.parse(text).tasks] == ["in_progress", "completed"]
