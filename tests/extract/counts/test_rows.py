"""The division of a row of a table, its total, and what its columns count."""

import taizhang

TITLE = "2024年上半年安全生产执法情况统计表\n"


def told(table):
    return [(c.text, c.object, c.region_adcode) for c in taizhang.parse(TITLE + table).counts]


def test_figures_are_of_the_place_of_their_row():
    table = "县区 | 检查企业（家） | 发现隐患（处）\n沂水县 | 456 | 89\n蒙阴县 | 320 | 56\n合计 | 776 | 145"
    assert [code for _, _, code in told(table)] == ["371323"] * 2 + ["371328"] * 2 + [None] * 2
    words = "县区 | 查出什么 | 处罚 | 备注\n沂水县 | 无证 | 罚款3万元 | 无\n蒙阴县 | 超期 | 由平邑县罚款1万元 | 无"
    assert [code for _, _, code in told(words)] == ["371323", "371326"]


def test_figures_below_a_place_are_of_it():
    table = "项目 | 沂水县 | 蒙阴县 | 合计\n检查企业（家） | 456 | 320 | 776\n发现隐患（处） | 89 | 56 | 145"
    assert [code for _, _, code in told(table)] == ["371323", "371328", None] * 2


def test_the_nearest_place_to_the_left_is_meant():
    table = "县区 | 办结数 | 县区 | 办结数\n沂水县 | 45 | 蒙阴县 | 30\n平邑县 | 12 | 费县 | 9"
    assert [code for _, _, code in told(table)] == ["371323", "371328", "371326", "371325"]


def test_rows_that_add_up_are_parts_of_their_total():
    table = "县区 | 检查企业（家） | 罚款（万元）\n沂水县 | 456 | 15.5\n蒙阴县 | 320 | 9\n合计 | 776 | 25"
    counts = taizhang.parse(TITLE + table).counts
    assert [c.part_of for c in counts] == [4, None, 4, None, None, None]  # the fines do not add up


def test_a_column_is_named_by_its_own_words():
    table = "县区 | 出动人次 | 检查企业（家次） | 发现问题（个） | 立案（件）\n沂水县 | 1230 | 456 | 89 | 12\n蒙阴县 | 860 | 320 | 56 | 8"
    counts = taizhang.parse(TITLE + table).counts
    assert [(c.value.unit, c.object) for c in counts[:4]] == [
        ("人次", "出动"), ("家次", "企业"), ("个", "问题"), ("件", "案件"),
    ]  # fmt: skip


def test_neither_a_rate_nor_the_name_of_a_row_is_what_a_column_counts():
    table = "县区 | 发现隐患数 | 整改率 | 立案数\n沂水县 | 89 | 98% | 12\n蒙阴县 | 56 | 95% | 8"
    assert [name for _, name, _ in told(table)] == ["隐患", "整改率", "案件"] * 2
    complaints = taizhang.parse("信访件办理情况\n序号 县区 交办数 办结数\n1 沂水县 45 40\n2 蒙阴县 30 30").counts
    assert {c.object for c in complaints} == {"信访件"}
