"""A day under 整改时限 is the last one, whatever words stand beside it."""

import datetime as dt

from taizhang.document import draft
from taizhang.read import read_text

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
