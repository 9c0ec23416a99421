"""A long run: rate and memory over time, as a picture.

    python benchmarks/soak.py [--documents 100000] [--workers 2]

Writes docs/benchmarks/soak.png and soak.md: documents kept and resident memory of all processes, sampled every two seconds.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent))
from inbox import REPOSITORY, fill

TARGET = REPOSITORY / "docs" / "benchmarks"
Sample = tuple[float, int, float]  # seconds, documents, MB


def main() -> None:
    """Run the benchmark and write its picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="taizhang-soak-"))
    chars = fill(work / "inbox", options.documents, bad=0.01)
    samples = _watch(work, options.workers)
    _draw(samples)
    (TARGET / "soak.md").write_text(_page(samples, options.documents, options.workers, chars), encoding="utf-8")
    shutil.rmtree(work)


def _watch(work: Path, workers: int) -> list[Sample]:
    """Start the run and sample it until it ends."""
    ledger = work / "ledger"
    command = [
        sys.executable,
        "-m",
        "taizhang",
        "run",
        str(work / "inbox"),
        "--out",
        str(ledger),
        "--workers",
        str(workers),
        "--quiet",
    ]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    start, samples = time.monotonic(), list[Sample]()
    while process.poll() is None:
        samples.append((time.monotonic() - start, _stored(ledger), _memory(process.pid)))
        time.sleep(2)
    if process.returncode not in (0, 1):
        raise SystemExit(f"the run ended with {process.returncode}")
    return samples


def _stored(ledger: Path) -> int:
    try:
        with sqlite3.connect(f"file:{ledger / '.taizhang' / 'manifest.sqlite'}?mode=ro", uri=True) as db:
            return int(db.execute("select count(*) from source").fetchone()[0])
    except sqlite3.Error:
        return 0


def _memory(pid: int) -> float:
    """Resident MB of the run and its workers; shared pages count once for each."""
    try:
        run = psutil.Process(pid)
        return sum(p.memory_info().rss for p in (run, *run.children(recursive=True))) / 1e6
    except psutil.Error:
        return 0.0


def _draw(samples: list[Sample]) -> None:
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    seconds, documents, memory = zip(*samples, strict=True)
    figure, (above, below) = plt.subplots(2, sharex=True, figsize=(8, 5))
    above.plot(seconds, documents)
    above.set_ylabel("documents kept")
    below.plot(seconds, memory, color="tab:red")
    below.set_ylabel("resident MB, all processes")
    below.set_ylim(0)
    below.set_xlabel("seconds")
    figure.tight_layout()
    figure.savefig(TARGET / "soak.png", dpi=110)


def _page(samples: list[Sample], documents: int, workers: int, chars: int) -> str:
    reading = [s for s in samples if 0 < s[1] < documents]
    tenth = max(1, len(reading) // 10)
    first, last = _rate(reading[:tenth]), _rate(reading[-tenth:])
    writing = samples[-1][0] - reading[-1][0]
    return f"""# Soak: {documents:,} documents in one run

Made by `python benchmarks/soak.py`: {documents:,} files (1 % bad), {chars / 1e6:.0f} million characters, {workers} workers, two cores.

![documents and memory over time](soak.png)

| | |
|---|---|
| whole run | {samples[-1][0]:.0f} s, {documents / samples[-1][0]:.0f} documents/s |
| rate in the first tenth and in the last | {first:.0f} and {last:.0f} documents/s |
| writing the ledger at the end | {writing:.0f} s |
| most memory, all processes | {max(s[2] for s in samples):.0f} MB |
"""


def _rate(samples: list[Sample]) -> float:
    (start, first, _), (end, last, _) = samples[0], samples[-1]
    return (last - first) / max(end - start, 1e-9)


if __name__ == "__main__":
    main()
