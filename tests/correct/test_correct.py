"""How a correction finds its record, field by field and edge by edge."""

from __future__ import annotations

import pytest

from taizhang.correct import Book, Corrector, add_corrections, make_correction, read_corrections
from taizhang.correct.fields import FIELDS, NOTHING, field_of
from taizhang.correct.match import anchors
from taizhang.document import draft
from taizhang.errors import CorrectionError
from taizhang.read import read_text

TEXT = "移交的38项任务，已完成27项。\n县里也有任务，已完成27项。\n移交的38项任务，已完成27项。\n"


def correction(d, i, **change):
    """A correction of the i-th count of a draft."""
    record, anchor = d.counts[i], anchors(d.text, d.counts)[i]
    start, end = d.restored.offsets.to_source(record.start, record.end)
    base = {
        "doc_id": d.reading.doc_id, "source_uri": "a.txt", "table": "counts", "field": "status", "start": start, "end": end,
        "quote": record.text, "old": record.status, "new": "closed", **anchor._asdict(),
    }  # fmt: skip
    return make_correction("here", base | change)


@pytest.fixture(scope="module")
def d():
    return draft(read_text(TEXT, "a.txt"))


def corrected(d, *corrections):
    person = Corrector(corrections, d.reading.doc_id)
    return [c.status for c in person.draft(d).counts], person.stale


def test_of_a_sentence_that_stands_twice_the_right_one_is_meant(d):
    for i, count in enumerate(d.counts):
        statuses, stale = corrected(d, correction(d, i))
        assert [n for n, status in enumerate(statuses) if status == "closed"] == [i], count
        assert stale == []


def test_nothing_changes_without_corrections(d):
    assert Corrector((), d.reading.doc_id).draft(d) is d


def test_a_correction_of_a_dropped_record_is_flagged(d):
    statuses, stale = corrected(d, correction(d, 0, op="drop", new=None), correction(d, 0, field="unit", new="件"))
    assert len(statuses) == len(d.counts) - 1
    assert len(stale) == 1


def test_a_record_that_is_no_longer_read_is_flagged_and_a_drop_of_it_is_content(d):
    gone = {"at": 1, "start": 1}
    (check,) = corrected(d, correction(d, 0, **gone))[1]
    assert (check.rule, check.ok) == ("stale", False)
    assert "不再读出" in check.detail
    assert corrected(d, correction(d, 0, op="drop", new=None, **gone))[1] == []


def test_a_book_finds_members_and_moved_bytes(d):
    member = correction(d, 0, source_uri="in/a.zip!b/c.txt")
    book = Book([member])
    assert book.of_source("in/a.zip", "f" * 64) == [member]
    assert book.of_source("elsewhere.txt", d.reading.sha256) == [member]
    assert book.of_source("in/a", None) == []
    assert book.of_document("f" * 16, "in/a.zip") == []


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda f: f"{f.table}.{f.name}")
def test_every_option_of_a_drop_down_means_a_value(field):
    for option in field.options:
        value = field.parse(option)
        assert value is None if option == NOTHING else value


@pytest.mark.parametrize(
    ("table", "name", "answer", "value"),
    [
        ("counts", "value", "1,234", 1234), ("counts", "value", 3.5, 3.5), ("counts", "object", "无", None),
        ("dates", "to_date", "2024/06/30", "2024-06-30"), ("tasks", "categories", "大气，水", ["water", "air"]),
        ("tasks", "verified", "部分属实", "partly"), ("documents", "doc_type", "整改方案", "plan"), ("tasks", "categories", "无", None),
    ],
)  # fmt: skip
def test_answers_as_people_write_them(table, name, answer, value):
    assert field_of(table, name).parse(answer) == value


@pytest.mark.parametrize(
    "answer", ["2024-6-30", "2024.06.30", "2024年6月30日", "2024 年 6 月 30 日", "20240630", 20240630]
)
def test_a_day_as_people_write_it(answer):
    assert field_of("tasks", "deadline_to").parse(answer) == "2024-06-30"


@pytest.mark.parametrize(
    "answer", ["24年6月30日", "24.6.30", "240630", "2024111", "2024-6", "2024-13-01", "20240631", "30/6/2024"]
)
def test_what_may_be_another_day_or_is_none_is_refused(answer):
    with pytest.raises(CorrectionError, match="2024-06-30"):
        field_of("tasks", "deadline_to").parse(answer)


@pytest.mark.parametrize(("table", "name"), [("counts", "rule_id"), ("parties", "name"), ("documents", "text")])
def test_fields_that_nobody_may_correct(table, name):
    with pytest.raises(CorrectionError, match="cannot be corrected"):
        field_of(table, name)


def test_a_corrections_file_grows_and_is_never_half_written(d, tmp_path, monkeypatch):
    file = tmp_path / "c.jsonl"
    assert add_corrections(file, [correction(d, 0), correction(d, 1)]) == 2
    before = file.read_bytes()

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("taizhang.correct.correction.os.replace", full_disk)
    with pytest.raises(CorrectionError, match="No space"):
        add_corrections(file, [correction(d, 2)])
    assert file.read_bytes() == before
    assert len(read_corrections(file)) == 2


def test_what_was_said_already_is_nothing_new_unless_somebody_else_says_it(d, tmp_path):
    file, said = tmp_path / "c.jsonl", correction(d, 0)
    by = [said.model_copy(update={"by": who}) for who in ("张", None, "张", "李")]
    assert [add_corrections(file, [one]) for one in by] == [1, 0, 0, 1]
    assert [c.by for c in read_corrections(file)] == ["李"]
