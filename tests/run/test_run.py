"""Runs as an operator meets them: incremental, interrupted, with bad sources, with workers that die."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from tests.conftest import REPOSITORY
from tests.conftest import taizhang as command
from tests.run.conftest import SAMPLES, TEXT, rows, tables

from taizhang.errors import EnvironmentFault, LedgerBusy, LedgerError, ModelError, RulePackError
from taizhang.models import model_folder
from taizhang.run import Options, pool, run
from taizhang.run.exchange import Setup
from taizhang.run.lock import locked
from taizhang.run.manifest import Manifest
from taizhang.run.pool import PoolLimits, run_pool
from taizhang.run.todo import Todo
from taizhang.version import __version__


def test_one_and_two_workers_and_shuffled_sources_give_the_same_bytes(inbox, tmp_path):
    files = sorted(inbox.iterdir())
    run([inbox], tmp_path / "a", Options(workers=1))
    random.Random(7).shuffle(files)
    run(files, tmp_path / "b", Options(workers=2))
    assert tables(tmp_path / "a") == tables(tmp_path / "b")


def test_a_second_run_reads_nothing_and_writes_nothing(inbox, tmp_path):
    run([inbox], tmp_path / "l", Options(workers=1))
    before = (tmp_path / "l" / "documents.jsonl").stat().st_mtime_ns
    report = run([inbox], tmp_path / "l", Options(workers=1))
    assert (report.read, report.written, report.unchanged) == (0, False, len(list(inbox.iterdir())))
    assert (tmp_path / "l" / "documents.jsonl").stat().st_mtime_ns == before


def test_a_ledger_is_written_again_by_another_version_of_its_writer(inbox, tmp_path, monkeypatch):
    run([inbox], tmp_path / "l", Options(workers=1))
    monkeypatch.setattr("taizhang.run.batch.writer", lambda: "another")
    report = run([inbox], tmp_path / "l", Options(workers=1))
    assert (report.read, report.written, report.documents) == (0, True, len(list(inbox.iterdir())))
    assert not run([inbox], tmp_path / "l", Options(workers=1)).written


@pytest.mark.parametrize(
    "harm", [lambda f: f.unlink(), lambda f: f.write_bytes(f.read_bytes()[:-50])], ids=["lost", "torn"]
)
@pytest.mark.parametrize(
    ("verb", "name"), [("show", "tasks.jsonl"), ("status", "failures.jsonl"), (None, "parquet/tasks.parquet")]
)
def test_a_table_that_was_harmed_is_told_and_written_again_by_the_next_run(inbox, tmp_path, harm, verb, name):
    ledger = tmp_path / "l"
    (inbox / "empty.txt").write_bytes(b"")
    run([inbox], ledger, Options(workers=1))
    whole, size = tables(ledger), (ledger / name).stat().st_size
    harm(ledger / name)
    if verb:
        done = command(verb, ledger)
        assert (done.returncode, done.stderr.startswith("taizhang: "), "Traceback" in done.stderr) == (4, True, False)
    report = run([inbox], ledger, Options(workers=1))
    assert (report.read, report.written) == (0, True)
    assert (tables(ledger), (ledger / name).stat().st_size) == (whole, size)


def test_a_damaged_manifest_says_what_to_delete_and_a_run_without_it_makes_the_same_ledger(inbox, tmp_path):
    ledger = tmp_path / "l"
    run([inbox], ledger, Options(workers=1))
    whole = tables(ledger)
    for file in (ledger / ".taizhang").glob("manifest.sqlite*"):
        file.unlink()
    (ledger / ".taizhang" / "manifest.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(LedgerError, match=r"delete manifest\.sqlite\*"):
        run([inbox], ledger, Options(workers=1))
    (ledger / ".taizhang" / "manifest.sqlite").unlink()
    run([inbox], ledger, Options(workers=1))
    assert tables(ledger) == whole


def test_a_manifest_that_another_program_holds_is_worth_waiting_for(inbox, tmp_path):
    run([inbox], tmp_path / "l", Options(workers=1))
    with sqlite3.connect(tmp_path / "l" / ".taizhang" / "manifest.sqlite", isolation_level=None) as db:
        db.execute("begin immediate")
        with pytest.raises(LedgerBusy, match="close it"):
            run([inbox], tmp_path / "l", Options(workers=1))
        db.execute("rollback")
    assert run([inbox], tmp_path / "l", Options(workers=1)).read == 0


def test_what_an_edited_file_said_before_is_not_kept_for_ever(inbox, tmp_path):
    for n in (3, 4, 5):
        (inbox / "m01.txt").write_text(TEXT.format(n=n), encoding="utf-8")
        run([inbox], tmp_path / "l", Options(workers=1))
    with sqlite3.connect(tmp_path / "l" / ".taizhang" / "manifest.sqlite") as db:
        assert db.execute("select count(*) from content").fetchone() == (len(list(inbox.iterdir())),)


def test_bad_sources_become_failures_and_the_others_are_read(inbox, tmp_path):
    (inbox / "empty.txt").write_bytes(b"")
    (inbox / "noise.txt").write_bytes(bytes(range(256)) * 40)
    done = command("run", inbox, tmp_path / "nowhere", "--out", tmp_path / "l", "--quiet")
    assert done.returncode == 1
    reasons = {f["source_uri"].rsplit("/", 1)[1]: f["reason"] for f in rows(tmp_path / "l", "failures")}
    assert reasons["empty.txt"] == "empty"
    assert reasons["nowhere"] == "missing"
    assert "noise.txt" in reasons
    assert len(rows(tmp_path / "l", "documents")) == len(list(SAMPLES.iterdir()))


def test_an_output_folder_that_holds_something_else_is_left_alone(inbox, tmp_path):
    done = command("run", inbox, "--out", inbox)
    assert done.returncode == 4
    assert "holds something else" in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2


def test_a_ledger_that_duckdb_could_not_open_is_refused_before_anything_is_read(inbox, tmp_path):
    with pytest.raises(LedgerError, match="question mark"):
        run([inbox], tmp_path / "what?" / "l", Options(workers=1))
    assert not (tmp_path / "what?").exists()


def test_the_version_is_told():
    assert command("--version").stdout == f"taizhang {__version__}\n"


def test_a_retry_of_nothing_says_so(sample_ledger, tmp_path):
    ledger = shutil.copytree(sample_ledger, tmp_path / "l")
    done = command("retry", ledger, "--quiet")
    assert (done.returncode, "nothing has failed" in done.stderr) == (0, True)


def test_wrong_usage_ends_with_code_2(inbox):
    assert command("run", inbox).returncode == 2


def test_a_second_run_at_the_same_time_is_refused(tmp_path):
    (tmp_path / ".taizhang").mkdir()
    with (
        locked(tmp_path / ".taizhang"),
        pytest.raises(LedgerError, match="another run"),
        locked(tmp_path / ".taizhang"),
    ):
        pass


def test_a_dry_run_changes_nothing(inbox, tmp_path):
    report = run([inbox], tmp_path / "l", Options(dry_run=True))
    assert report.new == len(list(inbox.iterdir()))
    assert not (tmp_path / "l").exists()
    with pytest.raises(LedgerError, match="holds something else"):
        run([inbox], inbox, Options(dry_run=True))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("counts.yml", "rules: [", "YAML"),
        ("count.yml", "rules: []", "counts"),
        (None, "", "没有"),
        ("x.txt", "", "*.yml"),
    ],
)
def test_a_bad_pack_ends_the_run_before_anything_is_read(inbox, tmp_path, name, content, told):
    packs = tmp_path / "packs"
    if name:
        packs.mkdir()
        (packs / name).write_text(content, encoding="utf-8")
    done = command("run", inbox, "--out", tmp_path / "l", "--packs", packs)
    assert (done.returncode, len(done.stderr.strip().splitlines()) < 5) == (2, True), done.stderr
    assert told in done.stderr or not name
    assert not (tmp_path / "l").exists()


def test_a_worker_that_is_killed_costs_nothing(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(300):
        (inbox / f"{n:03}.txt").write_text(TEXT.format(n=n % 12 + 1) + f"\n编号{n}", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "taizhang", "run", inbox, "--out", tmp_path / "l", "--quiet"], stderr=subprocess.DEVNULL
    )
    time.sleep(1.2)
    import psutil

    for child in psutil.Process(process.pid).children(recursive=True):
        if "spawn_main" in " ".join(child.cmdline()):
            child.send_signal(signal.SIGKILL)
            break
    assert process.wait(120) == 0
    assert len(rows(tmp_path / "l", "documents")) == 300


@pytest.mark.slow
def test_a_run_killed_at_any_moment_is_completed_by_the_next(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(400):
        bad = n % 20 == 0
        (inbox / f"{n:03}.txt").write_bytes(b"" if bad else (TEXT.format(n=n % 12 + 1) + f"\n编号{n}").encode())
    run([inbox], tmp_path / "whole", Options(workers=2))
    dice = random.Random(3)
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-m", "taizhang", "run", inbox, "--out", tmp_path / "l", "--quiet"],
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        time.sleep(dice.uniform(0.3, 1.8))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    run([inbox], tmp_path / "l", Options(workers=2))
    assert tables(tmp_path / "l") == tables(tmp_path / "whole")


def test_a_document_that_hangs_is_stopped_and_named(tmp_path):
    endless = tmp_path / "inbox" / "hang.txt"
    endless.parent.mkdir()
    (endless.parent / "good.txt").write_text(TEXT.format(n=5), encoding="utf-8")
    endless.write_text("27项已完成，占71%" * 300_000, encoding="utf-8")  # some 8 MB, a minute's work at the least
    report = run([endless.parent], tmp_path / "l", Options(workers=1, pool=PoolLimits(seconds=6)))
    assert report.failed == 1
    (failure,) = rows(tmp_path / "l", "failures")
    assert (failure["reason"], failure["source_uri"].rsplit("/", 1)[1]) == ("timeout", "hang.txt")
    assert len(rows(tmp_path / "l", "documents")) == 1


def test_of_many_in_a_chunk_the_one_that_hangs_is_named_at_once(tmp_path, monkeypatch):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(12):
        (inbox / f"{n:02}.txt").write_text(TEXT.format(n=n + 2), encoding="utf-8")
    os.mkfifo(inbox / "05b")  # whoever opens it waits for ever
    chunk = sorted(map(str, inbox.iterdir()))
    started = []
    monkeypatch.setattr(pool, "_Worker", lambda *args, make=pool._Worker: started.append(1) or make(*args))
    results = [r for done in run_pool([tuple(chunk)], 1, pool=PoolLimits(seconds=8)) for r in done]
    assert len(started) == 3  # it cost a worker twice; halving the chunk until it stands alone would cost six
    assert sorted(r.uri for r in results) == chunk
    assert [(r.uri, f["reason"]) for r in results for f in r.failures] == [(str(inbox / "05b"), "timeout")]


def test_of_many_in_a_chunk_the_one_that_kills_its_worker_is_tried_alone_next():
    todo = Todo([tuple("abcde")])
    assert todo.lost(todo.next(), "crash", "c") == []
    assert todo.lost(todo.next(), "crash", "c")[0].failures[0]["attempts"] == 2
    assert [todo.next(), todo.next()] == [tuple("abde"), None]


def test_a_chunk_goes_down_with_a_machine_without_blame_but_not_with_one_after_the_other():
    todo = Todo([("a",), ("b",)])
    for _ in range(3):
        assert todo.went_down(todo.next()) == []
    (failed,) = todo.went_down(todo.next())
    assert (failed.uri, failed.failures[0]["reason"], todo.next(), todo.next()) == ("a", "crash", ("b",), None)


def test_a_locked_file_is_reported_and_read_with_its_password(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    shutil.copy(REPOSITORY / "tests" / "hostile" / "files" / "locked.pdf", inbox)
    run([inbox], tmp_path / "l", Options(workers=1))
    assert [f["reason"] for f in rows(tmp_path / "l", "failures")] == ["encrypted"]
    assert (
        run(
            [inbox], tmp_path / "l", Options(workers=1, only=frozenset({f"{inbox}/locked.pdf"}), password="mima2024")
        ).failed
        == 0
    )
    assert len(rows(tmp_path / "l", "documents")) == 1


def test_workers_that_cannot_start_end_the_run_and_blame_no_document(inbox, tmp_path):
    broken = Setup(corrections=None)
    with pytest.raises(EnvironmentFault, match="before they can begin"):
        list(run_pool([[str(inbox / "m01.txt")]], 1, broken))


def test_rules_or_models_that_a_worker_cannot_load_end_the_run_and_are_named(inbox, tmp_path, monkeypatch):
    gone = Setup(packs=(str(tmp_path / "removed.yml"),))
    with pytest.raises(RulePackError, match=r"removed\.yml"):
        list(run_pool([[str(inbox / "m01.txt")]], 1, gone))
    shutil.copytree(model_folder("bulletins"), tmp_path / "bulletins")
    monkeypatch.setenv("TAIZHANG_MODELS", str(tmp_path))
    (tmp_path / "bulletins" / "model.npz").write_bytes(b"altered")
    with pytest.raises(ModelError, match="altered"):
        list(run_pool([[str(inbox / "m01.txt")]], 1))


def test_the_report_and_the_prometheus_file_are_written(inbox, tmp_path):
    (inbox / "empty.txt").write_bytes(b"")
    command(
        "run",
        inbox,
        "--out",
        tmp_path / "l",
        "--report",
        tmp_path / "r.json",
        "--prometheus",
        tmp_path / "t.prom",
        "--quiet",
    )
    report = json.loads((tmp_path / "r.json").read_bytes())
    assert (report["failed"], report["documents"]) == (1, len(list(SAMPLES.iterdir())))
    gauges = (tmp_path / "t.prom").read_text(encoding="utf-8").splitlines()
    assert 'taizhang_failures{reason="empty"} 1' in gauges
    assert 'taizhang_failures{reason="timeout"} 0' in gauges
    (inbox / "late.txt").write_text(TEXT.format(n=2), encoding="utf-8")
    assert "late.txt" in command("status", tmp_path / "l").stdout


def test_reading_the_manifest_changes_nothing_beside_it(tmp_path):
    with Manifest(tmp_path / "new", read_only=True) as manifest:
        assert (manifest.n_sources(), manifest.runs()) == (0, [])
    assert not (tmp_path / "new").exists()
    with Manifest(tmp_path / "old") as manifest:
        manifest.put("version", "3")
    with Manifest(tmp_path / "old", read_only=True) as manifest:
        assert manifest.get("version") == "3"
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            manifest.put("version", "4")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_ends_in_one_line(sample_ledger):
    with open("/dev/full", "w", encoding="utf-8") as full:
        shown = [sys.executable, "-m", "taizhang", "show", sample_ledger]
        done = subprocess.run(shown, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (3, 1)
    assert "No space left" in done.stderr


@pytest.mark.parametrize("most", [2_000, 60_000, 200_000, 400_000], ids=lambda n: f"{n} bytes a file")
def test_a_ledger_that_cannot_be_written_ends_in_one_line_and_not_in_a_traceback(inbox, tmp_path, most):
    """A limit on the size of files stands for the full disk: manifest, tables and DuckDB meet it at different sizes."""
    shell = f"ulimit -f {most // 512}; exec {sys.executable} -m taizhang run {inbox} --out {tmp_path / 'l'} --workers 1"
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (4, False), done.stderr
    assert "写不进去" in done.stderr


def test_a_locked_file_is_read_by_a_retry_with_its_password(tmp_path):
    locked_files = REPOSITORY / "tests" / "hostile" / "files"
    (tmp_path / "in").mkdir()
    shutil.copy(locked_files / "locked.pdf", tmp_path / "in")
    ledger = str(tmp_path / "l")
    assert command("run", str(tmp_path / "in"), "--out", ledger).returncode == 1
    assert "retry" in rows(tmp_path / "l", "failures")[0]["message"]
    assert command("retry", ledger, "--password", "mima2024").returncode == 0
    assert len(rows(tmp_path / "l", "documents")) == 1


def test_a_retry_goes_by_the_settings_and_has_more_patience(inbox, tmp_path, monkeypatch):
    import taizhang.cli.run as verbs

    (inbox / "empty.txt").write_bytes(b"")
    ledger = tmp_path / "l"
    run([inbox], ledger, Options(workers=1))
    seen = []
    monkeypatch.setattr(verbs, "_run", lambda *args, **_: seen.append(args[2]) or 0)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taizhang.toml").write_text("workers = 3\ntime_limit = 7", encoding="utf-8")
    for flags in ({}, {"time_limit": 9.0, "workers": 1}):
        with pytest.raises(typer.Exit):
            verbs.retry(ledger, **flags)
    assert [(o.workers, o.pool.seconds) for o in seen] == [(3, 35.0), (1, 9.0)]
    assert seen[0].only == {f"{inbox}/empty.txt"}


@pytest.mark.parametrize("seconds", [0.0, 0.3, 1.5])
def test_an_interrupt_ends_in_one_line_and_the_next_run_goes_on(inbox, tmp_path, seconds):
    for n in range(400):
        (inbox / f"{n:03}.txt").write_text(TEXT.format(n=n % 12 + 1) * 9 + f"\n编号{n}", encoding="utf-8")
    whole = [sys.executable, "-m", "taizhang", "run", inbox, "--out", tmp_path / "l", "--quiet"]
    process = subprocess.Popen(whole, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not (tmp_path / "l").exists():
        time.sleep(0.01)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers as well
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert "Traceback" not in told
    assert "再跑一次" in told
    for late in inbox.glob("[1-3]??.txt"):  # the rest is enough to see it go on
        late.unlink()
    assert command("run", inbox, "--out", tmp_path / "l", "--quiet").returncode == 0


def test_workers_that_cannot_be_started_are_told_with_what_to_do(inbox, tmp_path, monkeypatch):
    def refused(_):
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr("taizhang.run.pool.start_context", refused)
    with pytest.raises(EnvironmentFault, match="请看上面的信息"):
        run([inbox], tmp_path / "l", Options(workers=1))


def test_a_source_with_many_failures_counts_as_one_everywhere(inbox, tmp_path):
    (inbox / "lines.jsonl").write_text('{"no": 1}\n' * 20)
    (inbox / "empty.txt").write_bytes(b"")
    told = command("run", inbox, "--out", tmp_path / "l")
    assert [line.count("lines.jsonl") for line in told.stderr.splitlines() if "lines.jsonl" in line] == [1]
    assert "共 20 处" in told.stderr
    assert "未读成 2；" in told.stderr
    assert "failures (2)" in told.stdout
    status = json.loads(command("status", tmp_path / "l", "--json").stdout)
    assert status["failures"] == {"damaged": 1, "empty": 1}
    report = json.loads((tmp_path / "l" / ".taizhang" / "last_run.json").read_text())
    assert {key: report[key] for key in ("read", "unchanged")} == {
        key: status["runs"][0][key] for key in ("read", "unchanged")
    }
    told = command("status", tmp_path / "l").stdout
    assert [told.count(name) for name in ("lines.jsonl", "empty.txt")] == [1, 1]
