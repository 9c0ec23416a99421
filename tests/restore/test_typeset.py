"""How a page is set: wide digits and blanks beside figures are read like any others, and lead back to the source."""

from pathlib import Path

import pytest

import taizhang
from taizhang.restore import restore
from taizhang.restore.typeset import broken_lines, gaps, half_width, torn_figures


def test_wide_digits_are_read() -> None:
    source = "２０２２年５月２０日，共办结２７项，占３８．５％；ＰＭ２．５浓度２９微克／立方米。"
    b = taizhang.parse(source)
    assert [str(d.value.start) for d in b.dates] == ["2022-05-20"]
    assert [c.value.value for c in b.counts] == [27, 38.5, 29]
    assert b.counts[-1].value.unit == "微克/立方米"
    start, end = b.restored.offsets.to_source(b.counts[0].start, b.counts[0].end)
    assert source[start:end] == "２７项"


@pytest.mark.parametrize("text", ["２０２２年", "共 27 项"])
def test_setting_is_no_damage(text: str) -> None:
    assert restore(text).text == text


def test_blanks_beside_figures_are_passed_over() -> None:
    source = "截至 2022 年 6 月 30 日，共交办信访件 27 件，办结 25 件，办结率 92.6%。"
    b = taizhang.parse(source)
    assert [(d.text, d.role) for d in b.dates] == [("截至2022年6月30日", "as_of")]
    assert [(c.object, c.status) for c in b.counts][:2] == [("信访件", "transferred"), ("信访件", "completed")]
    start, end = b.restored.offsets.to_source(b.counts[0].start, b.counts[0].end)
    assert source[start:end] == "27 件"


def test_blanks_are_passed_over_on_a_web_page_too(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    words = "截至 2022 年 6 月 30 日，共交办信访件 27 件，办结 25 件。"
    page.write_text(
        f"<html><body><nav>首页 联系我们</nav><h1>通报</h1><p>发布日期：2022-07-01 浏览次数：85</p><p>{words}</p></body></html>",
        encoding="utf-8",
    )
    b = taizhang.parse(page)
    assert "截至2022年6月30日，共交办信访件27件" in b.text


@pytest.mark.parametrize(
    "text",
    [
        "宁安市 5 22 6\n海林市 4 19 2\n合计 9 41 8",  # rows of figures
        "1 某厂锅炉未拆\n2 某矿越界开采\n3 某镇垃圾露天堆放",  # numbers of items
        "共27项，其中 3 项滞后。",  # a slip
    ],
)
def test_other_blanks_stay(text: str) -> None:
    assert gaps(text) == []


def test_narrow_text_is_the_same_object() -> None:
    text = "共27项。"
    assert half_width(text) is text


LONG = (
    "关于第二批省级生态环境保护督察整改进展的通报\n截至2022年6月底，反馈问题三十八项已完成整改二十七项，达到序时进度十一项，督察期间交办的"
    "群众举报件一百一十四件全部办结，责令整改企业二十一家，立案处罚企业九家，罚款八十四万元，约谈十二人，问责三人。\n"
    "一、加强组织领导，市委常委会会议四次研究整改，市政府常务会议六次调度，分管负责人带队现场督办十九次。\n"
    "二、压实整改责任，三十八项任务逐项明确牵头单位和责任单位，建立清单台账，实行每周调度、每月通报、每季督查。"
)


def wrapped(text: str, width: int) -> str:
    return "\n".join(line[i : i + width] for line in text.split("\n") for i in range(0, len(line), width))


@pytest.mark.parametrize("width", [20, 26])
def test_lines_of_one_width_are_joined(width: int) -> None:
    b = taizhang.parse(wrapped(LONG, width))
    assert b.text == LONG
    assert ("27", "completed") in [(f"{c.value.value:.0f}", c.status) for c in b.counts]


@pytest.mark.parametrize(
    "text", [LONG, "\n".join(["宁安市第六批件数", "海林市累计件数合", "东宁市办结件数表"] * 4), "短行\n" * 9]
)
def test_other_lines_stay(text: str) -> None:
    assert broken_lines(text) == []


@pytest.mark.parametrize(
    ("source", "value", "printed"),
    [
        ("上缴财政资金1 , 236.40万元。", 12_364_000, "1 , 236.40万元"),
        ("盘活资金3,0 80 万元。", 30_800_000, "3,0 80 万元"),
    ],
)
def test_blanks_inside_thousands_are_none_of_the_figure(source: str, value: float, printed: str) -> None:
    b = taizhang.parse(source)
    assert [c.value.value for c in b.counts] == [value]
    start, end = b.restored.offsets.to_source(b.counts[0].start, b.counts[0].end)
    assert source[start:end] == printed


@pytest.mark.parametrize("source", ["分别为12, 36和48件。", "东区 1, 西区 236 件", "第1, 236号文件"])
def test_a_list_is_no_figure_by_thousands(source: str) -> None:
    assert torn_figures(source) == []


def test_no_line_begins_with_the_month_of_a_date() -> None:
    b = taizhang.parse("某县整改通报\n2024年9月2日\n计划于2025年3\n月底前完成。")
    assert str(b.dates[-1].value.end) == "2025-03-31"
    assert torn_figures("共3\n月亮湾项目") == []
