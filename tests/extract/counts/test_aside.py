"""Figures of pages that are no bulletins."""

import pytest

from taizhang.document import draft
from taizhang.extract.counts import with_asides
from taizhang.read import read_text

WEATHER = "台风来袭，海上客运停航\n截至23日，航线14条停航，避灾场所436处，转移人员3000人。"


@pytest.mark.parametrize(("doc_type", "status"), [("other", "other"), ("meeting_news", "total"), (None, "total")])
def test_what_is_merely_there_is_no_whole_of_an_inspection(doc_type, status):
    told = with_asides(draft(read_text(WEATHER)), doc_type).counts
    assert {c.text: c.status for c in told}["436处"] == status


def test_what_is_said_of_a_figure_stays():
    read = draft(read_text("防汛工作\n已完成加固堤防4公里，排查隐患12处。"))
    assert with_asides(read, "other") is read


def test_the_rule_that_was_overruled_is_kept():
    told = with_asides(draft(read_text(WEATHER)), "other").counts
    assert {c.rule_id.split()[-1] for c in told if c.status == "other"} == {"counts.aside"}
