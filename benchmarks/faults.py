"""Kill a run again and again, with SIGKILL at random moments, and compare the ledger with that of an undisturbed run.

    python benchmarks/faults.py [--documents 2000] [--kills 50] [--seed 1]

5 % of the files are bad. Half of the kills come while workers read, the others while the run starts, plans or writes; half of
them take the run with all its workers, the others the run alone. Exit code 0 if every table is the same, byte for byte; writes
docs/benchmarks/faults.md.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import inbox
from inbox import fill


def main() -> int:
    """Run the benchmark; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="taizhang-faults-"))
    fill(work / "inbox", options.documents, bad=0.05, seed=options.seed)
    subprocess.run(_command(work, "whole"), stderr=subprocess.DEVNULL, check=False)
    dice, moments = random.Random(options.seed), Counter[str]()
    whole, same, ledgers = _tables(work / "whole"), True, 1
    while moments.total() < options.kills:
        moment = _killed(work, dice)
        if moment == "over":  # before it was killed: the ledger is whole, and the next one begins
            same, ledgers = same and _tables(work / "killed") == whole, ledgers + 1
            shutil.rmtree(work / "killed")
        else:
            moments[moment] += 1
    subprocess.run(_command(work, "killed"), stderr=subprocess.DEVNULL, check=False)
    same = same and _tables(work / "killed") == whole
    rows = sum(1 for _ in (work / "killed" / "failures.jsonl").open("rb"))
    page = PAGE.format(
        kills=options.kills,
        ledgers=ledgers,
        moments=_listed(moments),
        sources=_stored(work),
        failures=rows,
        result="the same, byte for byte" if same else "DIFFERENT",
    )
    (inbox.REPOSITORY / "docs" / "benchmarks" / "faults.md").write_text(page, encoding="utf-8")
    print(page)
    if same:
        shutil.rmtree(work)
    else:
        print(f"kept for inspection: {work}")
    return 0 if same else 1


PAGE = """# A run that is killed again and again

Made by `python benchmarks/faults.py`.

| | |
|---|---|
| sources, failures among them | {sources:,}, {failures} |
| kills (SIGKILL; half with all workers, half the run alone) | {kills} |
| while it was | {moments} |
| ledgers that came to their end so, one after the other | {ledgers} |
| every table of them, beside an undisturbed run's | {result} |
"""


def _listed(moments: Counter[str]) -> str:
    return ", ".join(f"{name} {n}" for name, n in sorted(moments.items()))


def _command(work: Path, ledger: str) -> list[str]:
    return [sys.executable, "-m", "taizhang", "run", str(work / "inbox"), "--out", str(work / ledger), "--quiet"]


def _killed(work: Path, dice: random.Random) -> str:
    """Start a run, kill it and all its workers at a random moment; returns what it was at."""
    before = _stored(work)
    process = subprocess.Popen(_command(work, "killed"), stderr=subprocess.DEVNULL, start_new_session=True)
    if dice.random() < 0.5:
        wanted, end = before + dice.randint(1, 60), time.monotonic() + 15
        while _stored(work) < wanted and time.monotonic() < end and process.poll() is None:
            time.sleep(0.02)
        time.sleep(dice.uniform(0, 0.1))
    else:
        time.sleep(dice.uniform(0.05, 4.0))
    over = process.poll() is not None
    if not over and dice.random() < 0.5:
        os.killpg(process.pid, signal.SIGKILL)
    elif not over:
        process.kill()  # workers notice that nobody listens, and end
    process.wait()
    publishing = (work / "killed" / ".taizhang" / "next").exists()
    return "over" if over else "writing" if publishing else "reading" if _stored(work) > before else "starting"


def _stored(work: Path) -> int:
    manifest = work / "killed" / ".taizhang" / "manifest.sqlite"
    if not manifest.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{manifest}?mode=ro", uri=True, timeout=5) as db:
            return int(db.execute("select count(*) from source").fetchone()[0])
    except sqlite3.Error:
        return 0


def _tables(ledger: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(ledger.glob("*.jsonl"))}


if __name__ == "__main__":
    sys.exit(main())
