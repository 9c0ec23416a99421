"""Running lines and paragraph joins, on lines as a reader places them."""

from __future__ import annotations

import pytest

from taizhang.read.pdf_flow import Margins, mark_running
from taizhang.read.pdf_page import Line, PageContent


def page(number: int, *texts: tuple[str, float]) -> PageContent:
    """A page of lines as (text, top), each character 10 points wide from x = 50."""
    lines = [Line(text, 50, 50 + 10 * len(text), top, top + 10, number) for text, top in texts]
    return PageContent(number, 600, 800, [*lines])


@pytest.mark.parametrize("text", ["— 3 —", "第3页 共12页", "3/12", "第 3 页", "- 3 -", "3", "Page 3 of 12"])
def test_page_numbers_in_the_margin_are_dropped(text: str) -> None:
    content = page(3, ("整改情况报告正文在此。", 400), (text, 770))
    mark_running([content])
    assert [line.dropped for line in content.items if isinstance(line, Line)] == [None, "page_number"]


def test_a_number_in_the_body_is_no_page_number() -> None:
    content = page(1, ("3", 400))
    mark_running([content])
    assert [line.dropped for line in content.items if isinstance(line, Line)] == [None]


@pytest.mark.parametrize(
    "text", ["http://www.example.gov.cn/a.html 1/2", "2024/8/26 16:42 某区整改情况", "11/23/26, 1:29 PM 某区"]
)
def test_what_a_browser_prints_about_a_page_is_dropped(text: str) -> None:
    content = page(1, (text, 20), ("正文。", 400))
    mark_running([content])
    assert [line.dropped for line in content.items if isinstance(line, Line)] == ["running_header", None]


def test_a_running_header_stays_where_it_stands_first() -> None:
    pages = [page(n, ("某市人民政府文件", 30), (f"第{n}段正文。", 400)) for n in (1, 2, 3)]
    mark_running(pages)
    heads = [p.items[0] for p in pages]
    assert [h.dropped for h in heads if isinstance(h, Line)] == [None, "running_header", "running_header"]


def test_a_line_goes_on_only_if_the_next_word_would_not_have_fitted() -> None:
    full, short = "整改任务已完成二十七项其余十一项达到序时进度责任", "整改任务已完成。"
    content = page(
        1, (full, 100), ("落实到人。", 115), (short, 130), ("另起一段的文字。", 145), (full, 160), ("后文。", 175)
    )
    margins = Margins([content])
    a, b, c, d, *_ = (line for line in content.items if isinstance(line, Line))
    assert margins.goes_on(a, b)
    assert not margins.goes_on(c, d)
