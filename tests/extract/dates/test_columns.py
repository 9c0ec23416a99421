"""What the head of a column says of the dates below it."""

import datetime as dt

import pytest

from taizhang.document import draft
from taizhang.read import read_source, read_text

TABLE = """隐患整改清单 2021年3月1日
序号 问题 整改时限 牵头单位 责任单位 完成时间
1 消防通道堵塞 2020年5月31日 市消防局 桥头镇政府 2020年4月2日
2 液氧储罐超期未检 2020年12月底 市应急局 西山镇政府 2020年9月8日
"""


def test_a_day_in_a_column_of_deadlines_is_an_upper_bound():
    found = {d.text: d for d in draft(read_text(TABLE)).dates}
    due = found["2020年5月31日"]
    assert (due.role, due.value.start, due.value.end) == ("deadline", None, dt.date(2020, 5, 31))
    assert found["2020年12月底"].role == "deadline"
    done = found["2020年4月2日"]
    assert (done.value.start, done.value.end) == (dt.date(2020, 4, 2), dt.date(2020, 4, 2))


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("受理时间", "transfer"),
        ("交办日期", "transfer"),
        ("接收日期", "transfer"),
        ("办结时间", "completed"),
        ("检查日期", "inspection"),
        ("备注", "completed"),
    ],
)
def test_the_head_of_a_column_tells_what_its_days_are(head, role):
    rows = f"序号,受理编号,反映问题,{head},是否属实,办理情况\n1,D001,夜间噪声扰民,2025年6月14日,属实,2025年7月1日前加装隔声屏障\n"
    (reading,) = read_source(rows.encode(), "list.csv")
    found = {d.text: d.role for d in draft(reading).dates}
    assert found["2025年6月14日"] == role
    assert found["2025年7月1日前"] == "deadline"
