"""Tables that a page lost the cells of, one value a line."""

import pytest

import taizhang

TABLE = "某市转办信访件情况统计表\n单位：件\n区县\n转办件数\n水\n大气\n东湖区\n6\n1\n5\n西山区\n3\n0\n3\n合计\n9\n1\n8\n说明：部分信访件涉及两种污染。"


def test_every_number_has_its_column():
    counts = taizhang.parse(TABLE).counts
    assert [(c.text, c.value.unit, c.status) for c in counts[:3]] == [
        ("6", "件", "transferred"),
        ("1", "件", "total"),
        ("5", "件", "total"),
    ]
    assert [c.value.value for c in counts[:9]] == [6, 1, 5, 3, 0, 3, 9, 1, 8]


def test_the_unit_line_gives_the_unit():
    text = TABLE.replace("单位：件", "单位：宗").replace("转办件数", "转办数")
    assert [(c.value.value, c.value.unit) for c in taizhang.parse(text).counts[:2]] == [(6, "宗"), (1, "宗")]


@pytest.mark.parametrize("lines", ["栏目\n" * 12, "1\n" * 12, "栏目\n1\n" * 12])
def test_lists_of_words_or_numbers_are_no_table(lines):
    assert not taizhang.parse(lines).counts


def test_rows_of_unequal_length_are_no_table():
    assert not [c for c in taizhang.parse(TABLE.replace("西山区\n3\n0\n3", "西山区\n3\n0")).counts if c.text.isdigit()]
