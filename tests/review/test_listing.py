"""What a review lists, in which order, and what its workbook offers."""

from __future__ import annotations

import openpyxl
from tests.review.office import TEXT, export_all

from taizhang.review import Wanted, items
from taizhang.run import Options, run


def test_failing_checks_come_first_then_the_least_certain(inbox, tmp_path):
    (inbox / "bad.txt").write_text(TEXT.replace("其余11项", "剩余12项"), encoding="utf-8")
    run([inbox], tmp_path / "l", Options(workers=1))
    listed = items(tmp_path / "l", Wanted(10_000, 1.0))
    urgent = [i.urgent for i in listed]
    assert urgent[0]
    assert urgent == sorted(urgent, reverse=True)
    rest = [i.confidence for i in listed if not i.urgent]
    assert rest == sorted(rest)
    assert "分项合计" in listed[0].why


def test_the_limit_and_the_table_hold(ledger):
    assert len(items(ledger, Wanted(limit=3, below=1.0))) == 3
    assert {i.field.table for i in items(ledger, Wanted(10_000, 1.0, table="dates"))} == {"dates"}


def test_the_sentence_is_shown_with_the_value_marked(ledger):
    (item,) = [i for i in items(ledger, Wanted(10_000, 1.0)) if i.key["quote"] == "27项" and i.field.name == "status"]
    assert item.sentence == "截至2022年10月底，移交某市的38项整改任务，已完成【27项】，其余11项正在推进。"
    assert item.current == "completed 完成"


def test_a_record_says_of_a_figure_that_it_is_rough_but_not_that_it_is_just_so(tmp_path):
    (tmp_path / "a.txt").write_text("全县排查隐患约30处，已整改28处。", encoding="utf-8")
    run([tmp_path / "a.txt"], tmp_path / "l", Options(workers=1))
    records = {item.record for item in items(tmp_path / "l", Wanted(below=1.0, table="counts"))}
    assert any(record.startswith("比较=约 approx，值=30，") for record in records)
    assert any(record.startswith("值=28，") for record in records)


def test_drop_downs_offer_the_vocabulary(ledger, tmp_path):
    book = openpyxl.load_workbook(export_all(ledger, tmp_path))
    sheet, lists = book["复核 review"], book["词表 lists"]
    assert len(sheet.data_validations.dataValidation) >= 5
    status = next(column for column in lists.iter_cols(values_only=True) if column[0] == "counts.status")
    assert "completed 完成" in status
    assert sheet.column_dimensions["I"].hidden


def test_the_same_ledger_gives_the_same_workbook(ledger, tmp_path):
    first = export_all(ledger, tmp_path).read_bytes()
    assert export_all(ledger, tmp_path).read_bytes() == first


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "x.txt").write_text(
        '=HYPERLINK("http://x.example","点我")，移交的38项任务，已完成27项。\n', encoding="utf-8"
    )
    run([inbox], tmp_path / "l", Options(workers=1))
    book = openpyxl.load_workbook(export_all(tmp_path / "l", tmp_path))
    cells = [c for row in book["复核 review"].iter_rows() for c in row]
    assert any(str(c.value).startswith("=HYPERLINK") for c in cells)
    assert {c.data_type for c in cells} <= {"s", "n"}
