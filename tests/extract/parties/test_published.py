"""Who published a bulletin."""

from __future__ import annotations

import pytest

import taizhang
from taizhang.document import parse_readings
from taizhang.read import read_source
from taizhang.types import Reading

BODY = "关于铜陵市督察整改进展情况的通报\n{above}全市35项整改任务已完成33项。\n{below}"


@pytest.mark.parametrize(
    ("above", "below", "publisher"),
    [
        ("", "铜陵市水务局\n2024年7月3日", "铜陵市水务局"),
        ("发布机构：铜陵市水务局 发布时间：2024-07-03\n", "", "铜陵市水务局"),
        ("", "记者从铜陵市水务局获悉，剩余2项年底前完成。", "铜陵市水务局"),
        ("", "记者从铜陵市水务局获悉，剩余2项年底前完成。\n铜陵市整改办\n2024年7月3日", "铜陵市整改办"),
        ("", "铜陵市水务局\n铜陵市林业局\n2024年7月3日", None),
        ("", "", None),
    ],
)
def test_who_signs_a_bulletin_published_it(above, below, publisher):
    assert taizhang.parse(BODY.format(above=above, below=below)).publisher == publisher


def test_what_a_page_says_of_itself_goes_first():
    page = f'<meta name="ContentSource" content="铜陵日报"><p>{BODY.format(above="", below="</p><p>铜陵市水务局</p><p>2024年7月3日")}</p>'
    (reading,) = (r for r in read_source(page.encode(), "a.html") if isinstance(r, Reading))
    assert parse_readings([reading])[0].publisher == "铜陵日报"


def test_the_name_of_a_row_signs_nothing():
    rows = "举报件交办统计（单位：件）\n镇街（部门）\n5月26日\n累计\n中山路街道\n2\n15\n区住房城乡建委\n0\n10\n合计\n2\n25\n办理结果向社会公开。"
    assert taizhang.to_rows(taizhang.parse(rows))["documents"][0]["publisher"] is None
    assert (
        taizhang.to_rows(taizhang.parse(f"{rows}\n永川区督察办\n2024年5月26日"))["documents"][0]["publisher"]
        == "永川区督察办"
    )
