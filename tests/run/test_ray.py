"""The Ray engine on a real local cluster: the same bytes as the local engine, also when workers die under it."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest
from tests.conftest import REPOSITORY

from taizhang.run import Options, run

os.environ["RAY_AUTH_MODE"] = "disabled"  # the cluster of this test is its own
pytest.importorskip("ray", reason="needs taizhang[ray]")
SAMPLES = REPOSITORY / "corpora" / "samples"
TEXT = "截至{n}月底，移交某市的{n}项整改任务，已完成{n}项。\n某市生态环境局\n2022年12月1日\n编号{i}"
pytestmark = pytest.mark.slow


def tables(ledger):
    return {p.name: p.read_bytes() for p in sorted(ledger.glob("*.jsonl"))}


@pytest.fixture(scope="module")
def cluster():
    ray = [sys.executable, "-m", "ray.scripts.scripts"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
    port = 26379 + os.getpid() % 1000
    subprocess.run([*ray, "start", "--head", f"--port={port}", "--num-cpus=2", "--include-dashboard=false"], **quiet)
    yield f"127.0.0.1:{port}"
    subprocess.run([*ray, "stop", "--force"], **quiet)


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    shutil.copytree(SAMPLES, folder)
    for i in range(600):
        (folder / f"x{i:03}.txt").write_text(TEXT.format(n=i % 12 + 1, i=i), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def kill_a_worker(done):
    """Kill the first process that runs one of our tasks."""
    while not done.is_set():
        for process in psutil.process_iter(["name", "cmdline"]):
            if (process.info["cmdline"] or [""])[0].startswith("ray::work"):
                process.send_signal(signal.SIGKILL)
                return
        time.sleep(0.02)


def test_a_cluster_gives_the_same_bytes_with_a_worker_killed_mid_run(cluster, inbox, tmp_path):
    run([inbox], tmp_path / "local", Options(workers=2))
    done = threading.Event()
    killer = threading.Thread(target=kill_a_worker, args=(done,), daemon=True)
    killer.start()
    report = run([inbox], tmp_path / "ray", Options(engine="ray", address=cluster, parts=str(tmp_path / "parts")))
    killed = not killer.is_alive()
    done.set()
    killer.join()
    assert killed
    assert report.failed == 1
    assert tables(tmp_path / "ray") == tables(tmp_path / "local")
    import pyarrow.parquet as pq

    assert pq.read_table(tmp_path / "parts" / "documents").num_rows == report.documents


def test_a_cluster_that_is_not_there_is_named(tmp_path):
    from taizhang.errors import EnvironmentFault

    (tmp_path / "a.txt").write_text(TEXT.format(n=1, i=1), encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="no Ray cluster"):
        run([tmp_path / "a.txt"], tmp_path / "l", Options(engine="ray", address="127.0.0.1:1"))


def test_a_task_that_fails_over_its_surroundings_ends_the_run_in_words(cluster, tmp_path):
    from taizhang.errors import EnvironmentFault

    (tmp_path / "a.txt").write_text(TEXT.format(n=1, i=1), encoding="utf-8")
    with pytest.raises(EnvironmentFault, match=r"nosuch.*check --parts"):
        run([tmp_path / "a.txt"], tmp_path / "l", Options(engine="ray", address=cluster, parts="nosuch://parts"))
