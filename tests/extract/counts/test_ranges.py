"""Ranges: one count with both ends; a change or a list stays two."""

import pytest

import taizhang


def read(text: str) -> list[tuple[str, float | None, float | None, str]]:
    return [(c.text, c.value.value, c.value.value_to, c.value.unit) for c in taizhang.parse(text).counts]


@pytest.mark.parametrize(
    ("text", "span", "low", "high", "unit"),
    [
        ("处2万元以上5万元以下罚款", "2万元以上5万元以下", 20000, 50000, "元"),
        ("处二万元以上、二十万元以下的罚款", "二万元以上、二十万元以下", 20000, 200000, "元"),
        ("罚款2万元至5万元", "2万元至5万元", 20000, 50000, "元"),
        ("罚款2至5万元", "2至5万元", 20000, 50000, "元"),
        ("处违法所得一倍以上三倍以下罚款", "一倍以上三倍以下", 1, 3, "倍"),
        ("抽查10%~20%的企业", "10%~20%", 10, 20, "%"),
    ],
)
def test_a_range_is_one_count(text, span, low, high, unit):
    assert read(text) == [(span, low, high, unit)]


@pytest.mark.parametrize("text", ["由3家到5家", "罚款2万元，5万元", "5家至3家", "2万元以上的5家"])
def test_two_figures_stay_two(text):
    assert [high for _, _, high, _ in read(text)] == [None, None]
