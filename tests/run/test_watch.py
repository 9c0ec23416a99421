"""A watched inbox, with the real command: what arrives is read once it is whole, and SIGTERM ends it."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time

import pytest

from taizhang.errors import EnvironmentFault
from taizhang.run import Options, watch
from taizhang.run.manifest import Manifest
from taizhang.run.options import Report

TEXT = "截至{n}月底，移交某市的{n}项整改任务，已完成{n}项。\n某市生态环境局\n2022年12月1日"


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.1)
    return found


def documents(ledger):
    file = ledger / "documents.jsonl"
    return (
        [json.loads(line)["source_uri"].rsplit("/", 1)[1] for line in file.open(encoding="utf-8")]
        if file.exists()
        else []
    )


def test_what_arrives_is_read_once_it_is_whole(tmp_path):
    inbox, ledger = tmp_path / "inbox", tmp_path / "ledger"
    inbox.mkdir()
    (inbox / "a.txt").write_text(TEXT.format(n=3), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "taizhang",
        "watch",
        inbox,
        "--out",
        ledger,
        "--settle",
        "1",
        "--workers",
        "1",
        "--log-format",
        "json",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(lambda: documents(ledger) == ["a.txt"])
        with (inbox / "b.txt").open("w", encoding="utf-8") as slow:
            for part in TEXT.format(n=4).splitlines():
                slow.write(part + "\n")
                slow.flush()
                time.sleep(0.6)
                assert documents(ledger) == ["a.txt"]
        (inbox / "c.txt.part").write_text(TEXT.format(n=5), encoding="utf-8")
        wait_for(lambda: len(documents(ledger)) == 2)
        (whole,) = [line for line in (ledger / "documents.jsonl").open(encoding="utf-8") if "b.txt" in line]
        assert "2022年12月1日" in whole
    finally:
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=30)
    assert process.returncode == 0
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"run.started", "run.done"} <= {line["event"] for line in lines}
    assert all(line["run_id"] for line in lines if line["event"].startswith("run."))


def test_a_ledger_in_its_own_inbox_sets_off_no_run(tmp_path):
    inbox, ledger = tmp_path / "inbox", tmp_path / "inbox" / "ledger"
    inbox.mkdir()
    (inbox / "a.txt").write_text(TEXT.format(n=3), encoding="utf-8")
    command = [sys.executable, "-m", "taizhang", "watch", "inbox", "--out", "inbox/ledger", "--settle", "1"]
    process = subprocess.Popen([*command, "--workers", "1"], stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    try:
        wait_for(lambda: documents(ledger) == ["a.txt"])
        time.sleep(2.5)  # the run that wrote it is over
        before = runs(ledger)
        time.sleep(4)
        assert runs(ledger) == before
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def test_a_report_that_cannot_be_written_ends_no_watch(tmp_path):
    inbox, ledger = tmp_path / "inbox", tmp_path / "ledger"
    inbox.mkdir()
    (tmp_path / "file").touch()
    command = [sys.executable, "-m", "taizhang", "watch", inbox, "--out", ledger, "--settle", "1", "--workers", "1"]
    process = subprocess.Popen([*command, "--report", tmp_path / "file" / "r.json"], stderr=subprocess.PIPE, text=True)
    try:
        for name, n in (("a.txt", 3), ("b.txt", 4)):
            (inbox / name).write_text(TEXT.format(n=n), encoding="utf-8")
            wait_for(lambda name=name: name in documents(ledger))
    finally:
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=30)
    assert (process.returncode, "r.json" in told) == (0, True)


def runs(ledger):
    with Manifest(ledger / ".taizhang", read_only=True) as manifest:
        return manifest.runs(100)


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """To watch an inbox with runs that only look: the inbox, a queue of what each run finds in it, what they wait for, and the start."""
    inbox, found, go_on, stopped = tmp_path / "inbox", queue.Queue(), threading.Event(), threading.Event()
    inbox.mkdir()

    def look(*_):
        found.put(sorted(file.name for file in inbox.glob("*")))
        go_on.wait(20)
        return Report("x")

    def keep_watch():
        for _ in watch.watch([inbox], tmp_path / "ledger", Options(settle=0.2)):
            if stopped.is_set():
                break

    monkeypatch.setattr(watch, "run", look)
    monkeypatch.setattr(watch, "_AWAY_SECONDS", 0.5)
    thread = threading.Thread(target=keep_watch, daemon=True)
    yield inbox, found, go_on, thread.start
    stopped.set()
    (inbox / "last.txt").touch()
    thread.join(20)


def until(found, names):
    end = time.monotonic() + 20
    while (now := found.get(timeout=20)) != names:
        assert time.monotonic() < end, now


def test_what_arrives_while_the_first_run_is_at_work_is_found(watched):
    inbox, found, go_on, start = watched
    start()
    assert found.get(timeout=20) == []
    (inbox / "a.txt").touch()
    time.sleep(1)
    go_on.set()
    until(found, ["a.txt"])


def test_an_inbox_that_was_away_is_found_again(watched, monkeypatch):
    inbox, found, go_on, start = watched
    monkeypatch.setattr(watch, "_ROUND_SECONDS", 0.5)
    go_on.set()
    start()
    until(found, [])
    inbox.rename(inbox.with_name("away"))
    time.sleep(2)
    inbox.mkdir()
    (inbox / "b.txt").touch()
    until(found, ["b.txt"])


def test_a_link_to_itself_ends_no_watch(watched):
    inbox, found, go_on, start = watched
    go_on.set()
    start()
    until(found, [])
    (inbox / "loop").symlink_to("loop")
    until(found, ["loop"])
    (inbox / "a.txt").touch()
    until(found, ["a.txt", "loop"])


def test_an_inbox_whose_name_is_not_utf8_is_looked_at_in_every_round(tmp_path, monkeypatch):
    inbox = tmp_path / os.fsdecode("通报".encode("gbk"))
    inbox.mkdir()
    (inbox / "a.txt").write_text(TEXT.format(n=3), encoding="utf-8")
    monkeypatch.setattr(watch, "_AWAY_SECONDS", 0.1)
    reports = watch.watch([inbox], tmp_path / "ledger", Options(settle=0.1, workers=1))
    assert [next(reports).failed for _ in range(2)] == [1, 1]
    reports.close()


def test_a_second_sigterm_does_not_break_off_the_clean_up_of_the_first():
    before, cleaned = signal.getsignal(signal.SIGTERM), []
    stop = watch._Stop()
    try:
        with stop:
            try:
                signal.raise_signal(signal.SIGTERM)
            finally:
                signal.raise_signal(signal.SIGTERM)
                cleaned.append("up")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert cleaned == ["up"]
    assert stop.event.is_set()


def test_a_limit_of_the_system_is_told_with_what_to_do(tmp_path, monkeypatch):
    def refused(*_, **__):
        raise OSError("OS file watch limit reached")

    (tmp_path / "inbox").mkdir()
    monkeypatch.setattr("watchfiles.watch", refused)
    with pytest.raises(EnvironmentFault, match="--poll"):
        next(watch.watch([tmp_path / "inbox"], tmp_path / "ledger", Options()))


def test_of_runs_that_did_nothing_only_the_last_is_kept(tmp_path):
    with Manifest(tmp_path) as manifest:
        for number, read in enumerate([0, 0, 3, 0, 0, 0]):
            manifest.add_run((str(number), 100.0 - number, 0.1, read, 0, 5, 0, 5))
        assert [run[0] for run in manifest.runs()] == ["5", "2", "1"]
