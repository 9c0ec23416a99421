"""A watched inbox, with the real command: what arrives is read once it is whole, and SIGTERM ends it."""

import json
import signal
import subprocess
import sys
import time

from taizhang.run.manifest import Manifest

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


def runs(ledger):
    with Manifest(ledger / ".taizhang", read_only=True) as manifest:
        return len(manifest.runs(100))
