"""What a workbook hides is told by the names that Excel shows."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from taizhang.errors import SourceError
from taizhang.read import read_source


def book(rows=8):
    made = openpyxl.Workbook()
    made.active.title = "整改清单"
    made.active.append(["序号", "问题", "整改时限", "责任单位"])
    for n in range(1, rows + 1):
        made.active.append([n, f"第{n}处污水直排", "立行立改", "市水利局"])
    return made


def reading(made):
    file = BytesIO()
    made.save(file)
    (found,) = read_source(file.getvalue(), "a.xlsx")
    return found


def test_nothing_hidden_nothing_told():
    assert reading(book()).warnings == ()


def test_hidden_rows_and_columns_are_read_and_named():
    made = book()
    for row in (3, 5, 6, 7, 40):  # in row 40 stands nothing
        made.active.row_dimensions[row].hidden = True
    made.active.column_dimensions.group("C", "D", hidden=True)
    found = reading(made)
    assert "第2处污水直排" in found.text
    assert "市水利局" in found.text
    (told,) = found.warnings
    assert told == "read: hidden_read: 工作表“整改清单”里隐藏或筛掉的第 3、5–7 行、C–D 列也读了；请对照原件"


def test_of_many_hidden_rows_the_first_are_named():
    made = book(60)
    for row in range(2, 60, 2):
        made.active.row_dimensions[row].hidden = True
    (told,) = reading(made).warnings
    assert "第 2、4、6、8、10、12、14、16、18、20 等 行" in told


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_not_read_and_named(state):
    made = book()
    for title in ("上月", "选项", "空白"):
        made.create_sheet(title).sheet_state = state
    made["上月"].append(["旧清单"])
    made["选项"]["B2"] = "已完成"
    found = reading(made)
    assert "旧清单" not in found.text
    assert found.warnings == ("read: sheets_unread: 隐藏的工作表“上月”“选项”未读；要读请取消隐藏后另存",)


def test_a_workbook_that_shows_nothing_says_what_it_hides():
    made = openpyxl.Workbook()
    made.create_sheet("底稿").sheet_state = "hidden"
    made["底稿"].append(["序号", "问题"])
    with pytest.raises(SourceError, match="隐藏的工作表“底稿”未读") as refused:
        reading(made)
    assert refused.value.reason == "empty"
