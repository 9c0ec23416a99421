"""Values in a table of tests are of the substance of their row."""

from __future__ import annotations

import pytest

import taizhang

HEAD = "关于食品抽检不合格情况的通告\n近期抽检糕点等360批次，不合格2批次。\n"
BARS = HEAD + (
    "样品名称|被抽样单位|不合格项目|检验值|标准值\n辣椒|某县某经营部|噻虫胺|0.31mg/kg|≤0.05mg/kg\n"
    "花生|某区某小吃店|酸价|7.8mg/g|≤5mg/g\n已下架封存46公斤。"
)


@pytest.mark.parametrize("text", [BARS, BARS.replace("|", " "), BARS.replace("|", "\t")])
def test_a_value_is_of_the_substance_of_its_row(text):
    told = {c.text: (c.object, c.status) for c in taizhang.parse(text).counts}
    assert told["0.31mg/kg"] == ("噻虫胺", "found")
    assert told["≤0.05mg/kg"] == ("噻虫胺标准值", "other")
    assert told["7.8mg/g"] == ("酸价", "found")
    assert told["46公斤"][0] != "酸价"


def test_what_breaks_its_limit_was_found_whatever_the_header_says():
    counts = taizhang.parse(BARS.replace("不合格项目", "检验项目").replace("7.8mg/g", "3.8mg/g")).counts
    told = {c.text: c.status for c in counts}
    assert told["0.31mg/kg"] == "found"
    assert told["3.8mg/g"] != "found"


def test_under_another_header_a_value_is_none_of_a_test():
    counts = taizhang.parse(BARS.replace("不合格项目", "备注")).counts
    assert not [c for c in counts if c.rule_id == "counts.assay"]


def test_the_surest_name_of_a_column_tells_the_substance():
    text = HEAD + "项目名称|检测指标|检测值|标准值\n城西污水处理厂|氨氮|6.4mg/L|≤5mg/L\n"
    told = {c.text: c.object for c in taizhang.parse(text).counts}
    assert told["6.4mg/L"] == "氨氮"
