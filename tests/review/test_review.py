"""Correct and learn, as an office does it: export, fill in, apply, run again."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.conftest import REPOSITORY
from tests.conftest import taizhang as command

from taizhang.correct import Book, read_corrections
from taizhang.errors import CorrectionError
from taizhang.review import Wanted, apply_review, export_review, items
from taizhang.run import Options, run
from taizhang.run.ray_engine import work
from taizhang.run.worker import Setup, process, use_corrections

TEXT = (
    "某市通报督察整改进展\n截至2022年10月底，移交某市的38项整改任务，已完成27项，其余11项正在推进。\n"
    "督察组交办的信访件共120件，办结118件。\n某市生态环境局\n2022年11月3日\n"
)
CHANGED = TEXT.replace("已完成27项", "已经完成27项")
ANSWER, KEY = "正确值 correct value", "键 key"


def rows(ledger, name):
    return [json.loads(line) for line in (ledger / f"{name}.jsonl").open(encoding="utf-8")]


def count(ledger, text):
    return next(c for c in rows(ledger, "counts") if c["text"] == text)


@pytest.fixture(autouse=True)
def _here(request, monkeypatch):
    """Run without worker processes, but where the test is about them or starts the command: they take a second each."""

    def in_this_process(chunks, workers, setup, pool):
        use_corrections(setup.corrections)
        yield from (process(chunk, setup) for chunk in chunks)

    if "worker" not in request.node.name:
        monkeypatch.setattr("taizhang.run.batch.run_pool", in_this_process)
    yield
    use_corrections(Book())


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A folder with an inbox and its ledger, made once; tests work in copies."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "inbox").mkdir()
    (folder / "inbox" / "a.txt").write_text(TEXT, encoding="utf-8")
    shutil.copy(REPOSITORY / "corpora" / "samples" / "m01.txt", folder / "inbox" / "b.txt")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)  # places are kept as they are given: relative ones hold in a copy too
        run([Path("inbox")], Path("ledger"), Options(workers=1))
    return folder


@pytest.fixture
def inbox(office, tmp_path, monkeypatch):
    shutil.copytree(office, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Path("inbox")


@pytest.fixture
def ledger(inbox):
    return Path("ledger")


def again(inbox, ledger):
    return run([inbox], ledger, Options(workers=1))


def fill(file, answers):
    """Fill in answers by (table, field, words of the value), as a person would; returns how many rows were filled."""
    book = openpyxl.load_workbook(file)
    sheet = book["复核 review"]
    names = [c.value for c in sheet[1]]
    filled = 0
    for row in sheet.iter_rows(min_row=2):
        key = json.loads(row[names.index(KEY)].value)
        answer = answers.get((key["table"], key["field"], key["quote"]))
        if answer is not None:
            row[names.index(ANSWER)].value = answer
            filled += 1
    book.save(file)
    return filled


def export_all(ledger, tmp_path):
    file = tmp_path / "review.xlsx"
    export_review(ledger, file, Wanted(limit=10_000, below=1.0))
    return file


def correct(ledger, tmp_path, answers):
    file = export_all(ledger, tmp_path)
    assert fill(file, answers) == len(answers)
    return apply_review(file, ledger, by="王某")


def test_a_corrected_value_is_in_the_ledger_after_the_next_run(inbox, ledger, tmp_path):
    file = tmp_path / "review.xlsx"
    exported = command("review", "export", ledger, "--out", file, "--below", "1.0")
    assert exported.returncode == 0, exported.stderr
    assert fill(file, {("counts", "status", "27项"): "closed 销号"}) == 1
    applied = command("review", "apply", file, "--to", ledger, "--by", "王某")
    assert applied.returncode == 0, applied.stderr
    assert count(ledger, "27项")["status"] == "completed"
    ran = command("run", inbox, "--out", ledger, "--workers", "1", "--quiet")
    assert ran.returncode == 0, ran.stderr
    corrected = count(ledger, "27项")
    assert (corrected["status"], corrected["confidence"]) == ("closed", 1.0)
    assert corrected["rule_id"].split()[0] == "review.corrected"


def test_only_the_corrected_document_is_read_again(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    report = again(inbox, ledger)
    assert (report.read, report.unchanged, report.written) == (1, 1, True)
    report = again(inbox, ledger)
    assert (report.read, report.unchanged, report.written) == (0, 2, False)


def test_a_correction_is_laid_over_every_later_run(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    run([inbox], ledger, Options(workers=1, force=True))
    assert count(ledger, "27项")["status"] == "closed"


def test_a_change_elsewhere_leaves_the_correction_in_place(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    (inbox / "a.txt").write_text("来源：某市日报\n" + TEXT + "（编辑：某某）\n", encoding="utf-8")
    again(inbox, ledger)
    assert count(ledger, "27项")["status"] == "closed"
    assert [c for c in rows(ledger, "checks") if c["rule"] == "stale"] == []


def test_a_changed_sentence_is_flagged_and_the_machines_value_stands(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    (inbox / "a.txt").write_text(CHANGED, encoding="utf-8")
    again(inbox, ledger)
    assert count(ledger, "27项")["status"] == "completed"
    (stale,) = [c for c in rows(ledger, "checks") if c["rule"] == "stale"]
    assert not stale["ok"]
    assert "27项" in stale["detail"]
    assert "原句已变" in stale["detail"]


def test_a_new_answer_for_the_changed_sentence_ends_the_flag(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    (inbox / "a.txt").write_text(CHANGED, encoding="utf-8")
    again(inbox, ledger)
    correct(ledger, tmp_path, {("counts", "status", "27项"): "phased"})
    again(inbox, ledger)
    assert count(ledger, "27项")["status"] == "phased"
    assert [c for c in rows(ledger, "checks") if c["rule"] == "stale"] == []


def test_a_moved_file_keeps_its_corrections_and_is_not_read_again(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    again(inbox, ledger)
    (inbox / "a.txt").rename(inbox / "moved.txt")
    report = again(inbox, ledger)
    assert (report.read, report.moved) == (0, 1)
    assert count(ledger, "27项")["status"] == "closed"


def test_checks_add_up_the_corrected_figures(inbox, ledger, tmp_path):
    assert any(c["rule"] == "parts_sum" and c["ok"] for c in rows(ledger, "checks"))
    correct(ledger, tmp_path, {("counts", "value", "27项"): 20})
    again(inbox, ledger)
    corrected = count(ledger, "27项")
    assert corrected["value"] == 20
    mine = [c for c in rows(ledger, "checks") if c["rule"] == "parts_sum" and corrected["count_id"] in c["record_ids"]]
    assert not any(c["ok"] for c in mine)


def test_a_doc_type_is_corrected_and_counts_as_certain(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("documents", "doc_type", "某市通报督察整改进展"): "closure_notice 验收销号"})
    again(inbox, ledger)
    (document,) = [d for d in rows(ledger, "documents") if d["source_uri"].endswith("a.txt")]
    assert (document["doc_type"], document["doc_type_score"]) == ("closure_notice", 1.0)


def test_a_record_that_should_not_be_there_is_dropped_and_ids_still_join(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "38项"): "✗ 删除 drop"})
    again(inbox, ledger)
    counts = rows(ledger, "counts")
    assert "38项" not in [c["text"] for c in counts]
    ids = {c["count_id"] for c in counts}
    assert {c["part_of"] for c in counts} - {None} <= ids
    assert [c for c in rows(ledger, "checks") if c["rule"] == "stale"] == []


def test_parties_dates_and_a_confirmation(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {
        ("mentions", "name", "某市生态环境局"): "安阳市生态环境局", ("dates", "from_date", "2022年11月3日"): "2022-11-04",
        ("counts", "status", "118件"): "✓ 对 right",
    })  # fmt: skip
    again(inbox, ledger)
    assert "安阳市生态环境局" in {p["name"] for p in rows(ledger, "parties")}
    (day,) = [d for d in rows(ledger, "dates") if d["text"] == "2022年11月3日"]
    assert day["from_date"] == "2022-11-04"
    confirmed = count(ledger, "118件")
    assert confirmed["rule_id"].split()[0] == "review.confirmed"
    assert not [i for i in items(ledger, Wanted(10_000, 1.0)) if i.key["quote"] == "118件"]


def test_both_worker_counts_give_the_same_bytes(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    again(inbox, ledger)
    other = tmp_path / "other"
    (other / ".taizhang").mkdir(parents=True)
    shutil.copy(ledger / "corrections.jsonl", other)
    run([inbox], other, Options(workers=2))
    for file in ledger.glob("*.jsonl"):
        assert file.read_bytes() == (other / file.name).read_bytes()


def test_explain_says_that_a_person_decided(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    again(inbox, ledger)
    done = command("explain", ledger, count(ledger, "27项")["count_id"])
    assert "a person corrected it" in done.stdout


# --- what is listed ---------------------------------------------------------------------------------------------


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
    (inbox / "x.txt").write_text('=HYPERLINK("http://x.example","点我")，移交的38项任务，已完成27项。\n', encoding="utf-8")
    run([inbox], tmp_path / "l", Options(workers=1))
    book = openpyxl.load_workbook(export_all(tmp_path / "l", tmp_path))
    cells = [c for row in book["复核 review"].iter_rows() for c in row]
    assert any(str(c.value).startswith("=HYPERLINK") for c in cells)
    assert {c.data_type for c in cells} <= {"s", "n"}


# --- answers that cannot be -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "message"),
    [("sometimes", "not in its vocabulary"), ("=1+1", "is a formula"), (True, "truth value"), ("无", "cannot be empty")],
)
def test_a_wrong_answer_is_named_by_its_row_and_nothing_is_stored(ledger, tmp_path, answer, message):
    file = export_all(ledger, tmp_path)
    assert fill(file, {("counts", "status", "27项"): answer, ("counts", "status", "118件"): "closed"}) == 2
    with pytest.raises(CorrectionError, match=rf"row \d+: .*{message}"):
        apply_review(file, ledger)
    assert not (ledger / "corrections.jsonl").exists()


def test_a_number_and_a_day_that_are_none(ledger, tmp_path):
    file = export_all(ledger, tmp_path)
    fill(file, {("counts", "value", "27项"): "二十七左右", ("dates", "from_date", "2022年11月3日"): "11月4日"})
    with pytest.raises(CorrectionError, match=r"no (number|day).*no (number|day)"):
        apply_review(file, ledger)


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


@pytest.mark.parametrize(("line", "message"), [("{", "no JSON"), ("[]", "one JSON object"), ('{"doc_id": "x"}', "doc_id")])
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


# --- Label Studio -----------------------------------------------------------------------------------------------


def test_label_studio_tasks_come_back_as_corrections(inbox, ledger, tmp_path):
    file = tmp_path / "tasks.json"
    export_review(ledger, file, Wanted(10_000, 1.0))
    tasks = json.loads(file.read_text(encoding="utf-8"))
    for task in tasks:
        key = task["data"]["key"]
        (span, _) = task["predictions"][0]["result"]
        cut = task["data"]["text"].encode("utf-16-le")[2 * span["value"]["start"] : 2 * span["value"]["end"]]
        assert cut.decode("utf-16-le") == span["value"]["text"]
        if (key["field"], key["quote"]) == ("status", "27项"):
            result = [{"type": "choices", "from_name": "choice", "to_name": "text", "value": {"choices": ["closed 销号"]}}]
            task["annotations"] = [{"was_cancelled": False, "result": result}]
        if (key["field"], key["quote"]) == ("value", "118件"):
            result = [{"type": "textarea", "from_name": "value", "to_name": "text", "value": {"text": ["117"]}}]
            task["annotations"] = [{"result": result}]
        if (key["field"], key["quote"]) == ("status", "118件"):
            task["annotations"] = [{"was_cancelled": True, "result": []}]
    file.write_text(json.dumps(tasks), encoding="utf-8")
    assert apply_review(file, ledger)[0] == 2
    again(inbox, ledger)
    assert (count(ledger, "27项")["status"], count(ledger, "118件")["value"]) == ("closed", 117)


def test_a_task_that_is_none_is_named(ledger, tmp_path):
    file = tmp_path / "tasks.json"
    file.write_text('[{"id": 5, "annotations": [{"result": 3}]}]', encoding="utf-8")
    with pytest.raises(CorrectionError, match="task 5"):
        apply_review(file, ledger)
    file.write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(CorrectionError, match="a list of tasks"):
        apply_review(file, ledger)


def test_astral_characters_do_not_shift_a_correction(tmp_path):
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "x.txt").write_text("𠮷林村😀通报：移交某市的38项整改任务，已完成27项。\n", encoding="utf-8")
    run([inbox], tmp_path / "l", Options(workers=1))
    correct(tmp_path / "l", tmp_path, {("counts", "status", "27项"): "closed"})
    run([inbox], tmp_path / "l", Options(workers=1))
    assert count(tmp_path / "l", "27项")["status"] == "closed"


# --- sources with members, files elsewhere ----------------------------------------------------------------------


def test_a_member_of_an_archive_is_corrected_and_only_its_archive_is_read_again(office, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    inbox = Path("in")
    inbox.mkdir()
    (inbox / "other.txt").write_text("移交的5项任务，已完成3项。\n", encoding="utf-8")
    with zipfile.ZipFile(inbox / "two.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", TEXT.replace("27项", "26项").replace("11项", "12项"))
    run([inbox], Path("l"), Options(workers=1))
    correct(Path("l"), tmp_path, {("counts", "status", "26项"): "closed"})
    report = run([inbox], Path("l"), Options(workers=1))
    assert (report.read, report.unchanged) == (1, 1)
    assert count(Path("l"), "26项")["status"] == "closed"
    assert count(Path("l"), "27项")["status"] == "completed"
    assert run([inbox], Path("l"), Options(workers=1)).read == 0


def test_corrections_kept_elsewhere_can_be_brought_into_a_ledger(inbox, ledger, tmp_path):
    file = export_all(ledger, tmp_path)
    fill(file, {("counts", "status", "27项"): "closed"})
    assert apply_review(file, tmp_path / "kept" / "mine.jsonl", by="王某")[1] == 1
    assert not (ledger / "corrections.jsonl").exists()
    answers, fresh, target = apply_review(tmp_path / "kept" / "mine.jsonl", ledger)
    assert (answers, fresh, target) == (1, 1, ledger / "corrections.jsonl")
    assert json.loads(target.read_text(encoding="utf-8"))["by"] == "王某"
    again(inbox, ledger)
    assert count(ledger, "27项")["status"] == "closed"


def test_taking_a_correction_back_brings_the_machines_value_back(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    again(inbox, ledger)
    (ledger / "corrections.jsonl").unlink()
    report = again(inbox, ledger)
    assert (report.read, report.unchanged) == (1, 1)
    assert count(ledger, "27项")["status"] == "completed"


def test_a_task_is_corrected_in_all_its_fields(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    inbox = Path("in")
    inbox.mkdir()
    shutil.copy(REPOSITORY / "corpora" / "samples" / "mirror.txt", inbox)
    run([inbox], Path("l"), Options(workers=1))
    (task,) = rows(Path("l"), "tasks")
    place = task["text"][:500]
    correct(Path("l"), tmp_path, {
        ("tasks", "status", place): "in_progress 正在推进", ("tasks", "deadline_to", place): dt.date(2021, 11, 30),
        ("tasks", "categories", place): "水、governance", ("tasks", "kind", place): "整改任务",
    })  # fmt: skip
    run([inbox], Path("l"), Options(workers=1))
    (new,) = rows(Path("l"), "tasks")
    assert (new["status"], new["deadline_to"], new["categories"], new["kind"]) == ("in_progress", "2021-11-30", ["water", "governance"], "rectification")
    assert (new["title"], new["confidence"]) == (task["title"], 1.0)


def test_a_summary_names_the_stale_correction(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    (inbox / "a.txt").write_text(CHANGED, encoding="utf-8")
    done = command("run", inbox, "--out", ledger, "--workers", "1")
    assert "更正失效" in done.stdout


def test_a_task_on_a_ray_cluster_lays_corrections_over_too(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    book = Book(read_corrections(ledger / "corrections.jsonl"))
    (result,) = work(("inbox/a.txt",), Setup(corrections=book), 60.0, None)
    (status,) = [c["status"] for d in result.documents for c in d["counts"] if c["text"] == "27项"]
    assert status == "closed"


def test_the_drop_downs_point_at_the_lists(ledger, tmp_path):
    book = openpyxl.load_workbook(export_all(ledger, tmp_path))
    rule = book["复核 review"].data_validations.dataValidation[0]
    sheet, cells = rule.formula1.rsplit("!", 1)
    assert sheet == "'词表 lists'"
    assert all(cell.value for (cell,) in book["词表 lists"][cells.replace("$", "")])
