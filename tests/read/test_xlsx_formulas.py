"""Formulas count by the value they hold; one that holds none is told, for it reads as an empty cell."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from taizhang.document import parse_readings
from taizhang.read import read_source

ROWS = (
    ["序号", "存在问题", "整改时限", "责任单位", "完成情况"],
    [1, "尾矿库防渗不到位", "2024年12月底前", "市水利局", "已完成"],
    [2, '=CONCATENATE("污水","直排")', "2025年3月底前", "市住建局", "正在推进"],
)


def reading(value):
    """A workbook with a formula, what stands for its value in the sheet's XML put in its place."""
    made, plain, patched = openpyxl.Workbook(), BytesIO(), BytesIO()
    for row in ROWS:
        made.active.append(row)
    made.save(plain)
    with ZipFile(plain) as old, ZipFile(patched, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                assert part.count(b"<v></v>") + part.count(b"<v />") + part.count(b"<v/>") == 1
                for empty in (b"<v></v>", b"<v />", b"<v/>"):
                    part = part.replace(empty, value)
                part = part.replace(b'<c r="B3">', b'<c r="B3" t="str">') if value else part
            new.writestr(name, part)
    (found,) = read_source(patched.getvalue(), "a.xlsx")
    return found


def test_a_formula_without_its_value_is_told_and_takes_no_problem_from_above():
    found = reading(b"")
    assert found.warnings == (
        "read: formula_unread: 1 个公式单元格（B3）没有存下算好的值，按空白读；请用 Excel 或 WPS 打开、另存后再读",
    )
    assert [(t.number, t.problem) for t in parse_readings([found])[0].tasks] == [("1", "尾矿库防渗不到位")]


@pytest.mark.parametrize(
    ("value", "problems"), [("<v>污水直排</v>", ["尾矿库防渗不到位", "污水直排"]), ("<v></v>", ["尾矿库防渗不到位"])]
)
def test_a_formula_with_its_value_is_read_like_what_it_comes_to_be_it_nothing(value, problems):
    found = reading(value.encode())
    assert found.warnings == ()
    assert [t.problem for t in parse_readings([found])[0].tasks] == problems


def test_a_formula_is_told_with_its_sheet_where_there_are_several_and_not_at_all_where_it_is_hidden():
    made, stored = openpyxl.Workbook(), BytesIO()
    for title, shown in (("一季度", True), ("二季度", True), ("草稿", False)):
        sheet = made.create_sheet(title)
        for row in ROWS:
            sheet.append(row)
        sheet.sheet_state = "visible" if shown else "hidden"
    made.remove(made.worksheets[0])
    made.save(stored)
    (found,) = read_source(stored.getvalue(), "a.xlsx")
    assert "2 个公式单元格（一季度!B3、二季度!B3）" in found.warnings[-1]
