"""Sources as they lie in an inbox: new, changed, moved, twice, linked, unreadable, oddly named."""

from __future__ import annotations

import json
import os
import shutil
import sys
from functools import partial
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY
from tests.conftest import taizhang as command
from tests.run.conftest import SAMPLES, TEXT, rows, tables

from taizhang.errors import SourceError
from taizhang.run import Options, run
from taizhang.run.sources import Source, digest, find, read_bytes
from taizhang.run.status import run_again


def test_new_changed_moved_and_removed_sources_are_told_apart(inbox, tmp_path):
    ledger = tmp_path / "l"
    run([inbox], ledger, Options(workers=1))
    (inbox / "new.txt").write_text(TEXT.format(n=3), encoding="utf-8")
    (inbox / "m01.txt").write_text(TEXT.format(n=4), encoding="utf-8")
    (inbox / "m05.txt").rename(inbox / "moved.txt")
    (inbox / "m12.txt").unlink()
    for report in (run([inbox], ledger, Options(workers=1, dry_run=True)), run([inbox], ledger, Options(workers=1))):
        assert (report.new, report.changed, report.moved, report.removed) == (1, 1, 1, 1)
    uris = {d["source_uri"].rsplit("/", 1)[1] for d in rows(ledger, "documents")}
    assert {"new.txt", "moved.txt"} <= uris
    assert uris.isdisjoint({"m05.txt", "m12.txt"})
    fresh = tmp_path / "fresh"
    run([inbox], fresh, Options(workers=1))
    assert tables(ledger) == tables(fresh)


def test_exact_duplicates_are_one_document_with_two_places(inbox, tmp_path):
    shutil.copy(inbox / "m01.txt", inbox / "copy.txt")
    run([inbox], tmp_path / "l", Options(workers=1))
    (both,) = [d for d in rows(tmp_path / "l", "documents") if len(d["source_uris"]) == 2]
    assert [u.rsplit("/", 1)[1] for u in both["source_uris"]] == ["copy.txt", "m01.txt"]


def test_a_ledger_is_no_inbox(sample_ledger, tmp_path):
    done = command("run", sample_ledger, "--out", tmp_path / "l")
    assert (done.returncode, (tmp_path / "l").exists()) == (2, False)
    assert "是台账" in done.stderr


def test_sources_that_are_all_missing_are_wrong_usage_and_leave_no_ledger(tmp_path):
    done = command("run", tmp_path / "nowhere", "--out", tmp_path / "l")
    assert done.returncode == 2
    assert "请检查路径" in done.stderr
    assert not (tmp_path / "l").exists()


def test_a_file_that_has_just_been_written_waits_to_settle(inbox, tmp_path):
    for file in inbox.iterdir():
        os.utime(file, (1, 1))
    (inbox / "new.txt").write_text(TEXT.format(n=2), encoding="utf-8")
    report = run([inbox], tmp_path / "l", Options(workers=1, settle=60))
    assert (report.waiting, report.read) == (1, len(list(SAMPLES.iterdir())))


def test_a_time_stamp_far_ahead_keeps_no_file_waiting(inbox, tmp_path):
    os.utime(inbox / "m01.txt", (4_000_000_000, 4_000_000_000))
    for file in set(inbox.iterdir()) - {inbox / "m01.txt"}:
        os.utime(file, (1, 1))
    assert run([inbox], tmp_path / "l", Options(workers=1, settle=60)).waiting == 0


def test_a_new_file_is_opened_before_it_is_read_only_where_it_may_be_a_moved_one(inbox, tmp_path, monkeypatch):
    run([inbox], tmp_path / "l", Options(workers=1))
    opened = []
    monkeypatch.setattr("taizhang.run.plan.digest", lambda uri: opened.append(Path(uri).name) or digest(uri))
    shutil.copy(inbox / "m01.txt", inbox / "copy.txt")
    (inbox / "new.txt").write_text("新" * 12_345, encoding="utf-8")
    report = run([inbox], tmp_path / "l", Options(workers=1))
    assert (opened, report.moved, report.read) == (["copy.txt"], 1, 1)


def test_a_file_that_grows_while_it_is_read_is_read_as_far_as_it_was_when_it_was_opened(tmp_path, monkeypatch):
    file = tmp_path / "log.txt"
    file.write_bytes(b"first")
    look = os.fstat

    def grows(descriptor):
        found = look(descriptor)
        with file.open("ab") as more:
            more.write(b" and more")
        return found

    monkeypatch.setattr(os, "fstat", grows)
    assert read_bytes(str(file), 10) == b"first"


def test_a_place_that_cannot_be_looked_at_is_logged_as_well(inbox, tmp_path):
    (inbox / "dangling.txt").symlink_to("nowhere")
    first, second = (command("run", inbox, "--out", tmp_path / "l", "--quiet").stderr for _ in range(2))
    assert "dangling.txt" in first
    assert "dangling.txt" not in second  # as any failure, it is told when it is new and stands in `failures`


def test_links_to_files_are_followed_and_none_leads_round_in_a_circle(tmp_path):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "apart").mkdir()
    (tmp_path / "apart" / "far.txt").write_text(TEXT.format(n=3), encoding="utf-8")
    (folder / "near.txt").write_text(TEXT.format(n=4), encoding="utf-8")
    links = {"again.txt": "near.txt", "out.txt": "../apart/far.txt", "self": "self", "a": "b", "b": "a", "gone.txt": "x.txt",
             "sub/up": "..", "apart": "../apart"}  # fmt: skip
    for name, target in links.items():
        (folder / name).symlink_to(target)
    found = list(find([str(folder)]))
    assert [s.uri[len(str(folder)) + 1 :] for s in found if isinstance(s, Source)] == [
        "again.txt",
        "near.txt",
        "out.txt",
    ]
    errors = {s[0].rsplit("/", 1)[1]: s[1].reason for s in found if not isinstance(s, Source)}
    assert errors == dict.fromkeys(("a", "b", "gone.txt", "self"), "missing")
    (tmp_path / "way").symlink_to("in")
    assert next(s.uri for s in find([str(tmp_path / "way")]) if isinstance(s, Source)) == f"{tmp_path}/way/again.txt"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_inbox_is_a_failure_and_nobody_waits_for_it(tmp_path):
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    (tmp_path / "in" / "zero.txt").symlink_to("/dev/zero")
    assert run([tmp_path / "in"], tmp_path / "l", Options(workers=1)).failed == 2
    assert {row["reason"] for row in rows(tmp_path / "l", "failures")} == {"unsupported"}


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_a_name_that_is_not_utf8_is_a_failure_and_the_others_are_read(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "好.txt").write_text(TEXT.format(n=3), encoding="utf-8")
    (folder / os.fsdecode("整改通报.txt".encode("gbk"))).write_text(TEXT.format(n=4), encoding="utf-8")
    inner = folder / os.fsdecode("县".encode("gbk"))
    inner.mkdir()
    (inner / "a.txt").write_text(TEXT.format(n=5), encoding="utf-8")
    ledger = tmp_path / "l"
    assert run([folder], ledger, Options(workers=1)).failed == 2
    assert [row["source_uri"] for row in rows(ledger, "documents")] == [f"{folder}/好.txt"]
    assert {row["reason"] for row in rows(ledger, "failures")} == {"undecodable"}
    assert run([folder, inner], ledger, Options(workers=1)).failed == 2
    assert command("status", ledger).returncode == 0


def test_a_ledger_in_its_own_inbox_is_not_read(inbox, tmp_path):
    ledger = inbox / "ledger"
    run([inbox], ledger, Options(workers=1))
    before = tables(ledger)
    report = run([inbox], ledger, Options(workers=1))
    assert (report.new, report.unchanged, report.failed) == (0, len(list(SAMPLES.iterdir())), 0)
    assert tables(ledger) == before


def test_a_folder_that_cannot_be_opened_is_a_failure_and_its_documents_stay(inbox, tmp_path, monkeypatch):
    (inbox / "county").mkdir()
    (inbox / "m01.txt").rename(inbox / "county" / "m01.txt")
    (inbox / "m05.txt").rename(inbox / "county" / "m05.txt")
    ledger = tmp_path / "l"
    run([inbox], ledger, Options(workers=1))
    before = tables(ledger)
    scandir = os.scandir

    def closed(path):
        if str(path).endswith("county"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    report = run([inbox], ledger, Options(workers=1))
    assert (report.removed, report.failed) == (0, 1)
    (row,) = rows(ledger, "failures")
    assert (row["source_uri"], row["reason"]) == (f"{inbox}/county/", "denied")
    monkeypatch.undo()
    assert run([inbox], ledger, Options(workers=1)).failed == 0
    assert tables(ledger) == before


def test_a_file_that_may_not_be_looked_at_is_a_failure_and_its_document_stays(inbox, tmp_path, monkeypatch):
    """As all files of a folder are that may be listed and not entered."""
    ledger = tmp_path / "l"
    run([inbox], ledger, Options(workers=1))
    before = tables(ledger)
    with monkeypatch.context() as patched:
        for look in (os.stat, os.lstat):
            patched.setattr(os, look.__name__, partial(denied, look))
        assert run([inbox], ledger, Options(workers=1)).failed == 1
    (row,) = rows(ledger, "failures")
    assert (row["source_uri"], row["reason"]) == (f"{inbox}/m01.txt", "denied")
    assert tables(ledger)["documents.jsonl"] == before["documents.jsonl"]
    assert run([inbox], ledger, Options(workers=1)).read == 0
    assert tables(ledger) == before


def denied(look, path, *args, **how):
    if str(path).endswith("m01.txt"):
        raise PermissionError(13, "Permission denied", str(path))
    return look(path, *args, **how)


def test_what_lies_in_a_folder_that_failed_is_read_by_a_retry(inbox, tmp_path):
    later = tmp_path / "later"
    run([inbox, later], tmp_path / "l", Options(workers=1))
    later.mkdir()
    (later / "new.txt").write_text(TEXT.format(n=7), encoding="utf-8")
    assert command("retry", tmp_path / "l", "--quiet").returncode == 0
    assert f"{later}/new.txt" in [d["source_uri"] for d in rows(tmp_path / "l", "documents")]
    assert rows(tmp_path / "l", "failures") == []


def test_folders_may_lie_in_one_another_as_deep_as_a_path_can_be_long(tmp_path, monkeypatch):
    deep = tmp_path / "in"
    deep.mkdir()
    for _ in range(1200):  # more than Python's functions may call one another
        deep /= "d"
        deep.mkdir()
    (deep / "a.txt").write_text("x", encoding="utf-8")
    assert [found.uri for found in find([str(tmp_path / "in")])] == [str(deep / "a.txt")]
    shutil.move(tmp_path / "in" / "d", tmp_path / "out")  # pytest's own way to clean up is not made for it
    while (inner := next((tmp_path / "out").iterdir())).is_dir():
        inner.rename(tmp_path / "next")
        (tmp_path / "out").rmdir()
        (tmp_path / "next").rename(tmp_path / "out")


def test_a_folder_may_be_written_in_several_ways(inbox, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run([f"./{inbox.name}"], tmp_path / "l", Options(workers=1))
    (inbox / "m12.txt").unlink()
    assert run([f"./{inbox.name}/"], tmp_path / "l", Options(workers=1)).removed == 1
    assert run([inbox], tmp_path / "l", Options(workers=1)).read == 0
    places = [uri for d in rows(tmp_path / "l", "documents") for uri in d["source_uris"]]
    assert all(uri.startswith("/") for uri in places)
    assert len(places) == len(list(inbox.iterdir()))


def test_relative_sources_are_found_from_another_folder(tmp_path):
    for name in ("here/in", "elsewhere"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "here" / "in" / "good.txt").write_text(TEXT.format(n=5), encoding="utf-8")
    shutil.copy(REPOSITORY / "tests" / "hostile" / "files" / "locked.pdf", tmp_path / "here" / "in")
    here, elsewhere = ({"cwd": tmp_path / name} for name in ("here", "elsewhere"))
    assert command("run", "in", "--out", "../l", "--quiet", **here).returncode == 1
    status = json.loads(command("status", "../l", "--json", **elsewhere).stdout)
    assert status["unprocessed"]["sources"] == 0
    retried = command("retry", "../l", "--password", "mima2024", "--report", "r.json", **elsewhere)
    assert retried.returncode == 0, retried.stderr
    assert (tmp_path / "elsewhere" / "r.json").exists()
    assert {d["source_uri"] for d in rows(tmp_path / "l", "documents")} == {"in/good.txt", "in/locked.pdf"}
    (tmp_path / "here" / "in" / "good.txt").unlink()
    assert command("run", "../here/in", "--out", "../l", "--quiet", **elsewhere).returncode == 0
    assert [d["source_uris"] for d in rows(tmp_path / "l", "documents")] == [["../here/in/locked.pdf"]]


def test_a_root_that_was_missing_is_no_failure_once_it_is_there(inbox, tmp_path):
    run([inbox, tmp_path / "later"], tmp_path / "l", Options(workers=1))
    assert [f["reason"] for f in rows(tmp_path / "l", "failures")] == ["missing"]
    (tmp_path / "later").mkdir()
    assert run([inbox, tmp_path / "later"], tmp_path / "l", Options(workers=1)).failed == 0
    assert rows(tmp_path / "l", "failures") == []


def test_a_file_name_cannot_steer_the_terminal(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a\x1b]0;owned\x07\n.txt").write_text(TEXT.format(n=2), encoding="utf-8")
    (inbox / "b\x1b[2J.txt").write_bytes(b"")
    ledger = tmp_path / "l"
    told = [command("run", inbox, "--out", ledger), command("show", ledger, "--doc", "owned")]
    shown = "".join("".join((done.stdout + done.stderr).split()) for done in told)  # long names are wrapped
    assert "\\x1b[2J" in shown
    assert "\\x1b]0;owned\\x07\\x0a" in shown
    assert "\x1b" not in shown


def test_the_command_to_run_again_works_from_where_it_is_read(tmp_path, monkeypatch):
    """As it was typed in the folder of the last run, with a change to it elsewhere, and none that names only some of many sources."""
    (tmp_path / "in box").mkdir()
    for name in "abcdefg":
        (tmp_path / "in box" / f"{name}.txt").write_text(TEXT.format(n=ord(name)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run(["in box"], Path("l"), Options(workers=1))
    assert run_again(Path("l")) == "taizhang run 'in box' --out l"
    monkeypatch.chdir("in box")
    assert run_again(Path("../l")) == f"cd {tmp_path} && taizhang run 'in box' --out {tmp_path / 'l'}"
    monkeypatch.chdir(tmp_path)
    run(sorted(Path("in box").glob("*.txt")), Path("l"), Options(workers=1))
    assert run_again(Path("l")) == "taizhang run"


def test_what_systems_and_copies_leave_in_a_folder_is_passed_over(tmp_path):
    for name in (
        "通报.txt",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "~$清单.xlsx",
        "下载.pdf.crdownload",
        "副本.part",
    ):
        (tmp_path / name).write_text(TEXT.format(n=1), encoding="utf-8")
    assert [found.uri.rsplit("/", 1)[1] for found in find([str(tmp_path)]) if isinstance(found, Source)] == ["通报.txt"]


@pytest.mark.skipif(not os.path.exists("/proc/version"), reason="needs a mount that reports no sizes")
def test_a_file_of_a_mount_that_reports_no_size_is_read_up_to_the_limit():
    assert os.stat("/proc/version").st_size == 0
    assert read_bytes("/proc/version", 1000) == Path("/proc/version").read_bytes() != b""
    with pytest.raises(SourceError) as refused:
        read_bytes("/proc/version", 3)
    assert refused.value.reason == "too_large"
