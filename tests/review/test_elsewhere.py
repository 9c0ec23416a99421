"""Members of archives, corrections kept elsewhere, whole tasks, clusters."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
import zlib
from pathlib import Path

import openpyxl
from tests.conftest import REPOSITORY
from tests.conftest import taizhang as command
from tests.review.office import CHANGED, TEXT, again, correct, count, export_all, fill, rows

from taizhang.correct import Book, read_corrections
from taizhang.review import apply_review
from taizhang.run import Options, run
from taizhang.run.exchange import Setup
from taizhang.run.ray_engine import work


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
    assert (new["status"], new["deadline_to"], new["categories"], new["kind"]) == (
        "in_progress",
        "2021-11-30",
        ["water", "governance"],
        "rectification",
    )
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
    documents = json.loads(zlib.decompress(result.payload))["documents"]
    (status,) = [c["status"] for d in documents for c in d["counts"] if c["text"] == "27项"]
    assert status == "closed"


def test_a_bulletin_that_is_not_there_is_named(ledger, tmp_path):
    done = command("review", "export", ledger, "--doc", "nowhere.txt", "--out", tmp_path / "r.xlsx")
    assert done.returncode == 2
    assert "'nowhere.txt'" in done.stderr
    assert not (tmp_path / "r.xlsx").exists()


def test_the_drop_downs_point_at_the_lists(ledger, tmp_path):
    book = openpyxl.load_workbook(export_all(ledger, tmp_path))
    rule = book["复核 review"].data_validations.dataValidation[0]
    sheet, cells = rule.formula1.rsplit("!", 1)
    assert sheet == "'词表 lists'"
    assert all(cell.value for (cell,) in book["词表 lists"][cells.replace("$", "")])
