"""Answers that cannot be, and corrections files that are broken."""

from __future__ import annotations

import json

import openpyxl
import pytest
from tests.conftest import REPOSITORY
from tests.conftest import taizhang as command
from tests.review.office import again, correct, count, export_all, fill

from taizhang.correct.fields import field_of
from taizhang.errors import CorrectionError
from taizhang.review import apply_review, export_review
from taizhang.review.answers import correction


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("全部完成", "不在词表里 is not in its vocabulary；是不是 did you mean 完成"),
        ("sometimes", "不在词表里 is not in its vocabulary；可填 one of: total 总数、"),
        ("=1+1", "is a formula"),
        (True, "truth value"),
        ("无", "cannot be empty"),
    ],
)
def test_a_wrong_answer_is_named_by_its_row_and_nothing_is_stored(ledger, tmp_path, answer, message):
    file = export_all(ledger, tmp_path)
    assert fill(file, {("counts", "status", "27项"): answer, ("counts", "status", "118件"): "closed"}) == 2
    with pytest.raises(CorrectionError, match=rf"第 \d+ 行 row \d+: .*{message}"):
        apply_review(file, ledger)
    assert not (ledger / "corrections.jsonl").exists()


def test_a_number_and_a_day_that_are_none(ledger, tmp_path):
    file = export_all(ledger, tmp_path)
    fill(file, {("counts", "value", "27项"): "二十七左右", ("dates", "from_date", "2022年11月3日"): "11月4日"})
    with pytest.raises(CorrectionError, match=r"no (number|day).*no (number|day)"):
        apply_review(file, ledger)


def test_rows_that_are_wrong_are_told_one_a_line(ledger, tmp_path):
    file = export_all(ledger, tmp_path)
    fill(file, {("counts", "value", "27项"): "二十七左右", ("dates", "from_date", "2022年11月3日"): "11月4日"})
    done = command("review", "apply", file, "--to", ledger)
    first, *rows = done.stderr.splitlines()
    assert (done.returncode, "nothing was stored" in first) == (2, True)
    assert [row.startswith("  第 ") for row in rows] == [True, True]


@pytest.mark.parametrize("answer", ["2022-06-03", "2022/6/3", "2022.6.3", "2022年6月3日"])
def test_a_day_may_be_written_as_offices_write_it(answer):
    assert field_of("dates", "to_date").parse(answer) == "2022-06-03"


@pytest.mark.parametrize("answer", ["6月3日", "2022年6月", "20220603日"])
def test_a_day_has_its_year_and_its_month(answer):
    with pytest.raises(CorrectionError, match="is no day"):
        field_of("dates", "to_date").parse(answer)


@pytest.mark.parametrize("answer", ["√", "✔", "✓ 对", "正确", "OK"])
def test_a_tick_of_any_hand_says_that_a_value_is_right(answer):
    assert answered(answer).op == "confirm"


@pytest.mark.parametrize("answer", ["错", "×", "不对"])
def test_that_a_value_is_wrong_is_no_value(answer):
    with pytest.raises(CorrectionError, match="does not say what is right"):
        answered(answer)


def answered(answer):
    key = {"doc_id": "0" * 16, "source_uri": "a.txt", "table": "tasks", "field": "title", "nth": 1, "old": "扬尘污染"}
    place = {"start": 0, "end": 4, "sentence": "0" * 16, "at": 0, "quote": "扬尘污染"}
    return correction("第 2 行", key | place, answer, None)


@pytest.mark.parametrize(
    ("table", "answer"), [("counts", "已完成"), ("counts", "完成"), ("tasks", "完成"), ("tasks", "已完成")]
)
def test_a_status_is_known_with_and_without_its_particle(table, answer):
    assert field_of(table, "status").parse(answer) == "completed"


def test_a_damaged_key_is_named(ledger, tmp_path):
    file = export_all(ledger, tmp_path)
    book = openpyxl.load_workbook(file)
    sheet = book["复核 review"]
    sheet["G2"], sheet["I2"] = "other", '{"table": 1}'
    book.save(file)
    with pytest.raises(CorrectionError, match=r"row 2: .*its key is damaged"):
        apply_review(file, ledger)


def test_other_files_and_places_are_refused(ledger, tmp_path):
    for file, message in ((tmp_path / "no.xlsx", "no such file"), (REPOSITORY / "README.md", "give a reviewed")):
        with pytest.raises(CorrectionError, match=message):
            apply_review(file, ledger)
    (tmp_path / "bad.xlsx").write_bytes(b"no zip")
    with pytest.raises(CorrectionError, match="no workbook"):
        apply_review(tmp_path / "bad.xlsx", ledger)
    file = export_all(ledger, tmp_path)
    with pytest.raises(CorrectionError, match="is no ledger"):
        apply_review(file, tmp_path)
    with pytest.raises(CorrectionError, match=r"\.xlsx or \.json"):
        export_review(ledger, tmp_path / "review.csv")
    done = command("review", "apply", tmp_path / "no.xlsx", "--to", ledger)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "message"), [("{", "no JSON"), ("[]", "one JSON object"), ('{"doc_id": "x"}', "doc_id")]
)
def test_a_broken_corrections_file_stops_the_run_with_its_line(inbox, ledger, tmp_path, line, message):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    with (ledger / "corrections.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(CorrectionError, match=rf"corrections\.jsonl:2: .*{message}"):
        again(inbox, ledger)


def test_a_value_that_its_field_cannot_have_is_refused_in_the_file_too(ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    line = json.loads((ledger / "corrections.jsonl").read_text(encoding="utf-8"))
    for change in ({"new": "sometimes"}, {"field": "rule_id"}, {"table": "parties"}, {"op": "eat"}, {"colour": 1}):
        (tmp_path / "c.jsonl").write_text(json.dumps(line | change) + "\n", encoding="utf-8")
        with pytest.raises(CorrectionError, match=r"c\.jsonl:1: "):
            apply_review(tmp_path / "c.jsonl", ledger)


def test_the_same_answers_are_stored_once_and_the_last_one_holds(inbox, ledger, tmp_path):
    assert correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})[1] == 1
    assert correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})[1] == 0
    assert correct(ledger, tmp_path, {("counts", "status", "27项"): "phased"})[1] == 1
    again(inbox, ledger)
    assert count(ledger, "27项")["status"] == "phased"


def test_a_file_without_a_new_answer_says_so_and_asks_for_no_run(inbox, ledger, tmp_path):
    file = export_all(ledger, tmp_path)
    empty = command("review", "apply", file, "--to", ledger)
    assert "nothing is filled in yet" in empty.stdout
    assert fill(file, {("counts", "status", "27项"): "✓ 对"}) == 1
    first, second = (command("review", "apply", file, "--to", ledger).stdout for _ in range(2))
    assert "taizhang run" in first
    assert "stored before" in second
    assert "taizhang run" not in empty.stdout + second
