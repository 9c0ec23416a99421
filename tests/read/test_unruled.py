"""Lists without rules, as placed characters: a table only where header, columns and numbers agree."""

from __future__ import annotations

from typing import Any

import pytest

from taizhang.read.pdf_page import PageTable
from taizhang.read.pdf_unruled import may_begin, unruled_table

COLUMNS = (50, 90, 250, 400)
HEADER = ("序号", "反馈问题", "整改措施", "整改时限")


def row(top: float, *cells: str) -> list[dict[str, Any]]:
    """A line of cells, each at its column; characters 10 points wide."""
    return [
        {"text": c, "x0": x + 10 * i, "x1": x + 10 * i + 10, "top": top, "bottom": top + 10}
        for x, text in zip(COLUMNS, cells, strict=False)
        for i, c in enumerate(text)
    ]


def table(*lines: list[dict[str, Any]], before: PageTable | None = None) -> list[list[str]] | None:
    """The cells of the table that these lines make."""
    found = unruled_table([c for line in lines for c in line], 1, before)
    return [[cell.text for cell in cells] for cells in found.rows] if found else None


BODY = (
    row(120, "1", "污水直排", "建管网", "六月底前"),
    row(135, "", "未收集"),
    row(150, "2", "扬尘", "洒水", "立行立改"),
)


def test_rows_begin_at_the_numbers_and_wrapped_lines_join() -> None:
    assert table(row(100, *HEADER), *BODY, row(180, "", "", "", "")) == [
        [*HEADER],
        ["1", "污水直排未收集", "建管网", "六月底前"],
        ["2", "扬尘", "洒水", "立行立改"],
    ]


def test_a_paragraph_below_is_no_row() -> None:
    found = table(row(100, *HEADER), *BODY, row(165, "以上问题请各单位认真整改并按时报送结果。"))
    assert found is not None
    assert len(found) == 3


def test_a_list_goes_on_on_the_next_page_where_its_numbers_do() -> None:
    before = unruled_table([c for line in (row(100, *HEADER), *BODY) for c in line], 1, None)
    assert table(row(60, "3", "噪声", "隔声", "七月"), row(75, "4", "异味", "加盖", "八月"), before=before) is not None
    assert table(row(60, "8", "噪声", "隔声", "七月"), row(75, "9", "异味", "加盖", "八月"), before=before) is None


@pytest.mark.parametrize(
    "lines",
    [
        (row(100, *HEADER), row(120, "", "污水直排", "建管网"), row(135, "1", "未收集"), row(150, "", "分流")),
        (
            row(100, *HEADER),
            row(120, "1", "污水", "建管网", "六月"),
            row(150, "", "分流"),
            row(165, "2", "扬尘", "洒水", "七月"),
        ),
        (row(100, *HEADER), row(120, "1", "污水", "建管网", "六月"), row(135, "7", "扬尘", "洒水", "七月")),
        (row(100, "地点", "时间", "人员"), row(120, "1", "污水", "建管网"), row(135, "2", "扬尘", "洒水")),
    ],
    ids=["numbers centred", "white inside a row", "numbers jump", "no running number"],
)
def test_what_does_not_agree_stays_text(lines: tuple[list[dict[str, Any]], ...]) -> None:
    assert table(*lines) is None


def test_few_lines_may_be_a_header() -> None:
    assert may_begin(["序号反馈问题整改措施整改时限责任单位"])
    assert not may_begin(
        ["现将反馈问题整改措施和整改时限予以公示。", "序号一的问题已经整改，责任单位正在落实整改措施。", "序号"]
    )
