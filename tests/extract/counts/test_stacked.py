"""Tables that a page lost the cells of, one value a line."""

import pytest

import taizhang
from taizhang.extract.counts.grids import printed
from taizhang.extract.counts.tables import bare

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


def test_a_line_that_lists_units_gives_each_column_its_own():
    rows = "地区 责令整改 立案处罚 罚款金额 约谈 问责\n东湖区 402 97 812.6 66 18\n西山区 171 28 154 31 9\n合计 573 125 966.6 97 27"
    told = [
        (c.value.value, c.value.unit) for c in taizhang.parse(f"各地处理情况（单位：家、万元、人）\n{rows}").counts[:5]
    ]
    assert told == [(402, "家"), (97, "家"), (8126000, "元"), (66, "人"), (18, "人")]
    # A column that none of the units fits, or several do, has none; a sum whose unit is not told is left out.
    columns = {"402": "起、人", "66": "家、万元", "28": "家、户、人"}
    for text, units in columns.items():
        told = taizhang.parse(f"各地处理情况统计（单位：{units}）\n{rows}").counts
        assert {c.value.unit for c in told if c.text == text} <= {""}
    assert not [c for c in taizhang.parse(f"各地处理情况（单位：家、人）\n{rows}").counts if c.text == "812.6"]


@pytest.mark.parametrize("lines", ["栏目\n" * 12, "1\n" * 12, "栏目\n1\n" * 12])
def test_lists_of_words_or_numbers_are_no_table(lines):
    assert not taizhang.parse(lines).counts


def test_rows_of_unequal_length_are_no_table():
    assert not [c for c in taizhang.parse(TABLE.replace("西山区\n3\n0\n3", "西山区\n3\n0")).counts if c.text.isdigit()]


MERGED = (
    "督察组向我市交办群众举报件7件。\n交办情况统计表\n批次\n县区\n合计\n来电\n重点关注\n第三批\n东湖区\n4\n3\n1\n西山区\n3\n3\n0\n"
    "小计\n7\n6\n1\n说明：来信略。"
)


def test_a_cell_that_holds_for_several_rows_moves_no_column():
    counts = taizhang.parse(MERGED).counts[1:4]
    assert [(c.text, c.value.unit, c.object, c.status) for c in counts] == [
        ("4", "件", "群众举报件", "transferred"),
        ("3", "件", "来电", "transferred"),
        ("1", "件", "重点关注件", "transferred"),
    ]


def test_columns_of_channels_that_open_with_a_word_for_a_part_are_as_the_title_says():
    text = "我市办理信访件。\n转办信访件统计表（单位：件）\n县区 累计转办 其中来电 其中来信 已办结\n东湖区 34 25 9 13\n西山区 9 6 3 3\n"
    counts = taizhang.parse(text).counts
    assert [(c.text, c.object, c.status) for c in counts[1:4]] == [
        ("25", "来电", "transferred"),
        ("9", "来信", "transferred"),
        ("13", "信访件", "completed"),
    ]


ROWS = (
    "整改情况表\n序号 问题 来源 整改时限 牵头单位 责任单位 整改进展 状态\n"
    "1 某煤化工企业异味扰民，群众投诉46次 省环保督察 2020年6月底前 市生态环境局 东湖街道办 企业投入1150万元建成装置2套 已完成\n"
    "2 沿江非法码头14座 市级自查 2020年9月底 市交通运输局 西山镇政府 拆除14座 已销号\n"
)


def test_a_clause_ends_with_its_cell_where_only_blanks_part_the_cells():
    counts = taizhang.parse(ROWS).counts
    assert [(c.text, c.object, c.status) for c in counts] == [
        ("46次", "群众投诉", "received"),
        ("1150万元", "资金", "invested"),
        ("2套", "装置", "built"),
        ("14座", "沿江非法码头", "found"),
        ("14座", "沿江非法码头", "completed"),
    ]


def test_an_empty_cell_is_a_blank_line_and_a_share_a_cell_too():
    text = (
        "各单位任务完成情况表\n单位\n任务数（项）\n已完成\n推进中\n完成率\n"
        "东湖区\n9\n8\n1\n88.9%\n西山区\n6\n6\n\n100%\n合计\n15\n14\n1\n93.3%\n说明：数据截至3月底。"
    )
    counts = [c for c in taizhang.parse(text).counts if c.text.isdigit()]
    assert [c.value.value for c in counts] == [9, 8, 1, 6, 6, 15, 14, 1]
    assert [c.status for c in counts[:3]] == ["total", "completed", "in_progress"]


def test_lines_set_apart_by_blank_ones_are_a_table_all_the_same():
    spaced = TABLE.replace("\n", "\n\n")
    assert [c.value.value for c in taizhang.parse(spaced).counts[:9]] == [6, 1, 5, 3, 0, 3, 9, 1, 8]


def test_a_share_that_is_a_cell_is_of_what_heads_its_column():
    text = "各镇任务完成情况见下表：\n单位\n任务数（项）\n已完成\n完成率\n东湖镇\n8\n6\n75%\n西山镇\n5\n\n0%\n合计\n13\n6\n46.2%\n"
    shares = [(c.text, c.object, c.status) for c in taizhang.parse(text).counts if c.value.unit == "%"]
    assert shares == [(share, "完成率", "completed") for share in ("75%", "0%", "46.2%")]


def test_a_column_named_by_a_verb_and_a_unit_counts_what_the_verb_is_of():
    text = (
        "督察组受理举报4300件。\n县区 转办(件) 责令整改(家) 立案处罚(家) 罚款(万元) 约谈(人) 累计重点关注(件)\n"
        "东湖县 571 409 121 1014.5 38 12\n西山县 428 116 30 193.6 20 7\n"
    )
    counts = taizhang.parse(text).counts[1:7]
    assert [(c.value.unit, c.object, c.status) for c in counts] == [
        ("件", "举报", "transferred"),
        ("家", "企业", "ordered"),
        ("家", "企业", "penalised"),
        ("元", "罚款", "penalised"),
        ("人", "人", "interviewed"),
        ("件", "重点关注件", "total"),
    ]


NOTED = (
    "巡察共反馈问题12个。\n附：整改情况统计表\n单位\n反馈问题（个）\n已完成（个）\n东湖局\n7\n5\n西山局\n5\n5\n"
    "合计\n12\n10\n注：东湖局另有3个泵站未验收。"
)


def test_a_note_below_a_table_does_not_name_what_its_cells_count():
    cells = [c for c in taizhang.parse(NOTED).counts if c.rule_id == "counts.cell"]
    assert {c.object for c in cells} == {"问题"}


def test_a_table_that_nothing_stands_above_is_named_by_what_stands_below():
    below = NOTED.partition("\n附")[2].partition("注")[0].replace("反馈问题", "反馈") + "注：以上3个泵站均未验收。"
    assert {c.object for c in taizhang.parse(f"附{below}").counts if c.text == "7"} == {"泵站"}


PAIRED = (
    "督察组共向我市转办群众举报46件。\n边督边改情况汇总（单位：件、家、人）\n区（县）\n转办 办结 立案处罚（家） 问责（人）\n"
    "东湖区\n31 28 6 2\n西山县\n15 15 1 0\n合计\n46 43 7 2\n返回顶部"
)


def _cells(text: str) -> list[tuple[float | None, str, str]]:
    return [(c.value.value, c.value.unit, c.status) for c in taizhang.parse(text).counts if c.rule_id == "counts.cell"]


def test_a_row_may_stand_below_its_name():
    cells = _cells(PAIRED)
    assert cells[:4] == [
        (31, "件", "transferred"),
        (28, "件", "completed"),
        (6, "家", "penalised"),
        (2, "人", "accountable"),
    ]
    assert [value for value, _, _ in cells[4:]] == [15, 15, 1, 0, 46, 43, 7, 2]


def test_the_names_of_columns_must_be_as_many_as_the_numbers_below():
    assert not _cells(PAIRED.replace(" 问责（人）", ""))


def test_a_unit_holds_for_its_column_and_for_the_parts_behind_it():
    text = "各单位情况表\n单位 交办 任务数（项） 已完成 罚款（万元）\n东湖局 3 9 8 20\n西山局 4 6 6 0\n"
    assert [unit for _, unit, _ in _cells(text)[:4]][1:] == ["项", "项", "元"]
    assert _cells(text)[0][1] != "项"


def test_a_bar_at_the_end_of_a_row_parts_no_cells():
    text = "信访件情况表\n属地 交办(件) 办结(件)\n东湖区 5 4\n西山区 7 7\n合计 12 11 | \n"
    assert [value for value, _, _ in _cells(text)] == [5, 4, 7, 7, 12, 11]


def test_a_column_counts_what_the_text_told_of_it():
    told = PAIRED.replace("\n边督", "，问责党政领导干部2人，约谈企业负责人4人。\n边督")
    assert {c.object for c in taizhang.parse(told).counts if (c.text, c.status) == ("2", "accountable")} == {
        "党政领导干部"
    }
    assert {c.object for c in taizhang.parse(PAIRED).counts if (c.text, c.status) == ("2", "accountable")} == {"人"}


HEADED = "各镇整治情况见下表：\n单位\n网箱清除（口）\n搬迁（户）\n罚款（万元）\n完成率\n东湖镇 31 8 20.5 100%\n西山镇 6 — 3 75%\n合计 37 8 23.5 —\n"


def test_the_names_of_columns_may_stand_one_a_line_above_rows_in_one_line_each():
    cells = [(c.text, c.value.unit, c.object, c.status) for c in taizhang.parse(HEADED).counts]
    assert cells[:4] == [
        ("31", "口", "网箱", "completed"),
        ("8", "户", "户", "completed"),
        ("20.5", "元", "罚款", "penalised"),
        ("100%", "%", "完成率", "completed"),
    ]
    assert [words for words, *_ in cells[4:]] == ["6", "3", "75%", "37", "8", "23.5"]


@pytest.mark.parametrize("change", [("\n完成率\n", "\n"), ("\n单位\n", "\n整治以来，各镇抓紧推进。\n")])
def test_such_names_must_be_as_many_as_the_cells_of_a_row(change):
    assert not [c for c in taizhang.parse(HEADED.replace(*change)).counts if c.text in ("31", "6")]


CHECKS = [
    ("序号", "企业名称", "检查次数", "发现隐患数", "已整改数", "罚款金额（万元）"),
    ("1", "某铸造厂", "3", "12", "11", "5"),
    ("2", "某木器厂", "2", "9", "7", "1.5"),
]


@pytest.mark.parametrize("mark", ["|", "\t", "  ", "\u3000", "\n"])
def test_whatever_parts_the_cells_of_a_numbered_table(mark: str):
    counts = taizhang.parse("专项检查情况表\n" + "\n".join(mark.join(row) for row in CHECKS)).counts
    assert [(c.text, c.value.unit, c.object, c.status) for c in counts[1:4]] == [
        ("12", "", "隐患", "found"),
        ("11", "", "隐患", "completed"),
        ("5", "元", "罚款", "penalised"),
    ]
    assert len(counts) == 8


def test_samples_are_counted_below_their_heads():
    rows = ["食品安全监督抽检情况", "类别|抽检批次|不合格批次|不合格率", "蛋制品|1204|5|0.42%", "酒类|830|9|1.08%"]
    counts = taizhang.parse("\n".join(rows)).counts
    assert [(c.text, c.value.unit, c.object, c.status) for c in counts[:2]] == [
        ("1204", "批次", "食品", "inspected"),
        ("5", "批次", "食品", "found"),
    ]


def test_the_number_of_a_batch_counts_nothing():
    assert not [
        c for c in taizhang.parse("交办情况\n批次|县区|备注\n3|东湖区|无\n4|西山区|无").counts if c.text in "34"
    ]


def test_empty_cells_at_the_end_of_a_row_keep_their_columns():
    text = (
        "山阳区群众信访举报件污染类型统计表(第三批)\n部门 | 移交件数 | 污染类型 |||\n水 | 大气 | 噪声 | |\n"
        "区水务局 | 4 | 3 | | |\n区住建局 | 2 | | | 2 |\n合计 | 6 | 3 | 0 | 2 |\n"
    )
    values = [(value, status) for value, _, status in _cells(text)]
    assert values[:4] == [(4, "transferred"), (3, "total"), (2, "transferred"), (2, "total")]
    assert values[4:] == [(6, "transferred"), (3, "total"), (0, "total"), (2, "total")]
    numbers = [n for n in bare(text, printed(text)) if n.label != "合计"]
    assert [n.header for n in numbers] == ["移交件数", "水", "移交件数", "噪声"]


@pytest.mark.parametrize("header", ["本批", "本批（5月17日）", "第八批", "九批累计", "9月12日"])
def test_a_column_named_by_its_batch_counts_what_the_title_says(header):
    text = f"信访举报件交办情况（单位：件）\n县区 {header} 已办结\n东湖区 21 14\n西山区 17 12\n合计 38 26\n"
    assert {status for value, _, status in _cells(text) if value in (21, 17, 38)} == {"transferred"}
    assert {status for value, _, status in _cells(text) if value in (14, 12, 26)} == {"completed"}


LISTED = (
    "转办第三批举报件6件。\n蕉山市群众举报污染类型统计表\n地区 类型 |\n移交件数 |\n水 |\n大气 |\n其他污染 |\n合计 |\n"
    "东城区 |\n4 |\n|\n3 |\n1 |\n4 |\n西乡市 |\n0 |\n|\n|\n|\n0 |\n北山县 |\n2 |\n1 |\n|\n1 |\n2 |\n"
)


def test_cells_may_stand_one_a_line_with_a_bar_behind_each():
    listed = taizhang.parse(LISTED).text
    numbers = bare(listed, printed(listed))
    assert [(n.label, n.header, n.value.value) for n in numbers if n.header != "合计"] == [
        ("东城区", "移交件数", 4), ("东城区", "大气", 3), ("东城区", "其他污染", 1), ("西乡市", "移交件数", 0),
        ("北山县", "移交件数", 2), ("北山县", "水", 1), ("北山县", "其他污染", 1),
    ]  # fmt: skip
    assert {c.status for c in taizhang.parse(LISTED).counts if c.text in ("4", "2")} == {"transferred", "total"}


def test_a_cell_with_words_around_its_figure_does_not_move_the_others():
    text = LISTED + "共计 |\n6件(含共办1件) |\n1 |\n3 |\n2 |\n6 |\n"
    numbers = bare(text, printed(text))
    assert [(n.header, n.value.value) for n in numbers if n.label == "共计"] == [
        ("水", 1), ("大气", 3), ("其他污染", 2), ("合计", 6),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["|\n" * 40, "甲 |\n乙 |\n" * 20, "甲 |\n3 |\n" * 20, "1 |\n" * 40])
def test_bars_alone_are_no_table(text):
    assert bare(text, printed(text)) == []


@pytest.mark.parametrize(
    ("upper", "lower", "names"),
    [
        ("区县 | 转办件数 | 污染类型 | 重点件 | ||", "水 | 大气 | 噪声 | ||", ["转办件数", "水", "大气", "噪声", "重点件"]),
        ("区县 | 交办情况 | 污染类型 | |||", "移交件数 | 水 | 大气 | 噪声 | 其他 |", ["移交件数", "水", "大气", "噪声", "其他"]),
        ("区县 | 受理件数 | 其中 | |", "水 | 大气 | 噪声 | 其他 | ", ["受理件数", "水", "大气", "噪声", "其他"]),
    ],
)  # fmt: skip
def test_of_two_rows_of_names_some_of_the_upper_stand_over_the_lower(upper, lower, names):
    text = f"举报件统计表\n{upper}\n{lower}\n东湖区 | 9 | 1 | 2 | 3 | 4 |\n西山区 | 8 | 2 | 3 | 2 | 1 |\n"
    numbers = bare(text, printed(text))
    assert [n.header for n in numbers] == names * 2


@pytest.mark.parametrize(
    ("title", "name"),
    [("信访件统计表", "信访件"), ("来电来信举报统计表", "举报件"), ("群众信访举报统计表", "信访举报件")],
)
def test_the_title_of_a_table_names_what_is_counted(title, name):
    text = f"东湖市{title}\n区县 受理（件） 办结（件）\n甲区 21 14\n乙区 17 12\n"
    assert {c.object for c in taizhang.parse(text).counts} == {name}


LINE = (
    "今天向我市转办信访件9件。各地接收情况：\n县(市、区) 本批(件) 累计(件) 其中重点关注(件) "
    "东湖区 2 27 3 西山县 7 24 4 合计 9 51 7\n扫一扫在手机打开当前页"
)


def test_a_table_whose_cells_all_stand_in_one_line_is_read():
    counts = taizhang.parse(LINE).counts[1:]
    assert [c.value.value for c in counts] == [2, 27, 3, 7, 24, 4, 9, 51, 7]
    assert {c.value.unit for c in counts} == {"件"}
    assert [c.object for c in counts[:3]] == ["信访件", "信访件", "重点关注件"]


@pytest.mark.parametrize("text", [LINE.replace("西山县 7 24 4", "西山县 7 24"), LINE.replace("本批(件) ", "")])
def test_one_line_with_rows_of_unequal_length_is_no_table(text):
    assert not [c for c in taizhang.parse(text).counts if c.text.isdigit()]


NAMED_ROWS = "某市边督边改情况一览\n项目 | 当日新增 | 累计\n交办举报件（件） | 7 | 163\n办结（件） | 5 | 118\n罚款（万元） | 4.6 | 189.35\n约谈（人） | 0 | 36"


def test_rows_that_name_what_they_count():
    counts = taizhang.parse(NAMED_ROWS).counts
    assert [(c.value.value, c.value.unit, c.object, c.status) for c in counts if c.rule_id == "counts.cell"] == [
        (7, "件", "举报件", "transferred"),
        (163, "件", "举报件", "transferred"),
        (5, "件", "举报件", "completed"),
        (118, "件", "举报件", "completed"),
        (46000, "元", "罚款", "penalised"),
        (1893500, "元", "罚款", "penalised"),
        (0, "人", "人", "interviewed"),
        (36, "人", "人", "interviewed"),
    ]


def test_a_header_that_says_what_was_done_keeps_it_where_rows_name_what_they_count():
    told = [
        (c.value.value, c.object, c.status)
        for c in taizhang.parse("督查统计\n项目 | 交办 | 办结\n举报件（件） | 7 | 5\n清运垃圾（吨） | 12 | 9\n").counts
    ]
    assert told == [
        (7, "举报件", "transferred"),
        (5, "举报件", "completed"),
        (12, "垃圾", "transferred"),
        (9, "垃圾", "completed"),
    ]


def test_a_case_handed_on_does_not_make_the_complaints_handed_over():
    text = "热线受理群众举报120件，其中向公安机关移交举报件2件。\n各区统计\n区县 | 本批（件） | 累计（件）\n东湖区 | 4 | 31\n西山区 | 2 | 22\n"
    assert {c.status for c in taizhang.parse(text).counts if c.rule_id == "counts.cell"} == {"received"}


def test_a_dash_is_no_figure_and_a_title_in_two_cells_tells_what_the_table_is_of():
    text = (
        "督察组向我省转办的第四批举报件，分给我市9件。\n某市第四批举报件转办统计表 单位：件\n县区 来电 来信 小计 累计\n"
        "东区 3 1 4 28\n西区 2 0 2 16\n其他县区 — — — 11\n合计 5 1 6 55\n"
    )
    cells = [(c.text, c.status, c.object) for c in taizhang.parse(text).counts if c.rule_id == "counts.cell"]
    assert [value for value, *_ in cells] == ["3", "1", "4", "28", "2", "0", "2", "16", "11", "5", "1", "6", "55"]
    assert {status for _, status, _ in cells} == {"transferred"}
    assert [name for *_, name in cells[:3]] == ["来电", "来信", "举报件"]


def test_the_figures_of_a_day_are_as_the_line_above_says():
    text = "截至9月8日，督察组累计向我市转办53件，各地数量见下表：\n县区 | 当日数量（件） | 累计数量（件）\n东区 | 3 | 21\n西区 | 4 | 32\n"
    cells = [c for c in taizhang.parse(text).counts if c.rule_id == "counts.cell"]
    assert [(c.text, c.status) for c in cells] == [(n, "transferred") for n in ("3", "21", "4", "32")]
