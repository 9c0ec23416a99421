"""Runs that are ended from outside: nothing goes on without them, and no document is blamed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import psutil
import pytest
from tests.run.conftest import TEXT

from taizhang.errors import LedgerError
from taizhang.run.manifest import Manifest

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system has no groups of processes")
ENDLESS = "27项已完成，占71%" * 300_000  # some 8 MB, a minute's work at the least


@pytest.fixture
def busy(tmp_path):
    """A command in a group of its own, whose worker is at a document that takes long; called with the verb."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(TEXT.format(n=3), encoding="utf-8")
    (inbox / "hang.txt").write_text(ENDLESS, encoding="utf-8")
    for file in inbox.iterdir():
        os.utime(file, (1, 1))
    started = []

    def start(verb):
        command = [sys.executable, "-m", "taizhang", verb, inbox, "--out", tmp_path / "l", "--workers", "1"]
        process = psutil.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
        started.append(process)
        await_(lambda: a_is_kept(tmp_path / "l"))
        time.sleep(0.5)  # the next document has been begun
        return process

    yield start
    for process in started:
        process.stderr.close()
        if process.is_running():
            process.kill()


def await_(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


def a_is_kept(ledger):
    with (
        suppress(LedgerError),
        Manifest(ledger / ".taizhang", read_only=True) as manifest,
    ):  # which is in the making at first
        return manifest.n_sources() == 1


def over(process):
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_workers_end_with_a_run_that_is_killed(busy):
    process = busy("run")
    children = process.children(recursive=True)
    assert children
    process.kill()
    process.wait(10)
    await_(lambda: all(map(over, children)), 30)


def test_a_service_that_is_stopped_ends_at_once_and_blames_no_document(busy, tmp_path):
    """A service manager sends SIGTERM to the workers as well, and would have to wait for the document they are at."""
    process = busy("watch")
    os.killpg(process.pid, signal.SIGTERM)
    assert process.wait(30) == 0
    with Manifest(tmp_path / "l" / ".taizhang", read_only=True) as manifest:
        assert (manifest.n_sources(), manifest.failed_uris()) == (1, {})


def test_a_worker_may_have_less_memory_than_the_settings_say(inbox, tmp_path):
    shell = f"ulimit -v 5000000; exec {sys.executable} -m taizhang run {inbox} --out {tmp_path / 'l'} --quiet"
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
