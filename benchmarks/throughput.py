"""How fast a whole run is (files read to ledger written), each figure beside its peer in the same run.

    python benchmarks/throughput.py [--documents 3000] [--known 100000] [--script ../shared/peers/afternoon_script.py]

Writes docs/benchmarks/throughput.md, or `--page`. One worker, two workers and jieba take turns, so that a busy machine slows all;
each figure is the median of three rounds. Peers: `jieba.lcut` over the same text (start-up taken off all), and a user's own script,
where one is given.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from inbox import REPOSITORY, fill

PAGE = REPOSITORY / "docs" / "benchmarks" / "throughput.md"
_STARTS = 5
_ROUNDS = 3
_STAGES = ("read", "restore", "segment", "extract/dates", "extract/counts", "extract/parties", "extract/places", "extract/tasks",
           "link", "check", "classify", "confidence", "rules", "write", "run")  # fmt: skip


def main() -> None:
    """Run the benchmark and write its page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--known", type=int, default=100_000)
    parser.add_argument("--script", type=Path, help="a script to run on a tenth of the inbox, beside")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has what the script needs")
    parser.add_argument("--page", type=Path, default=PAGE, help="where to write")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="taizhang-speed-"))
    chars = fill(work / "inbox", options.documents)
    (work / "one").mkdir()
    first = next((work / "inbox").rglob("*.txt"))
    shutil.copy(first, work / "one")
    # Compiled once and kept, as pip leaves an installed package, and as rules are kept on a machine in use.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(work / "compiled")
    _run(work / "one", work / "before", 1)
    first_read, start = _start(work / "one", work / "start")
    one, two, jieba = _rounds(work)
    busy = one - start
    rows = [
        ("documents, characters", f"{options.documents:,}, {chars:,}"),
        ("processes that waited for a core meanwhile", f"{os.getloadavg()[0] / (os.cpu_count() or 1):.1f} a core"),
        ("start to the first document read", f"{first_read:.1f} s"),
        ("start to the ledger of one document", f"{start:.1f} s"),
        (
            "one worker",
            f"{one:.1f} s; {options.documents / busy:.0f} documents and {chars / busy / 1000:.0f} thousand characters a second once started",
        ),
        (
            "two workers",
            f"{two:.1f} s; {one / two:.2f} times as fast, {busy / (two - start):.2f} times once started",
        ),
        (
            "`jieba.lcut` on the same text",
            f"{jieba:.1f} s: a run on one worker takes {busy / jieba:.1f} times as long once started",
        ),
    ]
    if options.script:
        rows.append(("the afternoon script", _script(options, work / "inbox", busy)))
    rows.append((f"a run without changes, {options.known:,} known sources", _unchanged(work, options.known)))
    options.page.write_text(_page(rows, _stages(work / "inbox")), encoding="utf-8")
    print(options.page.read_text(encoding="utf-8"))
    shutil.rmtree(work)


def _rounds(work: Path) -> tuple[float, float, float]:
    """Seconds of one worker, of two, and of jieba, the medians of rounds in which they take turns, each run into a ledger of its own."""
    import jieba

    jieba.initialize()
    each = [
        (
            _seconds(partial(_run, work / "inbox", work / f"one{n}", 1)),
            _seconds(partial(_run, work / "inbox", work / f"two{n}", 2)),
            _jieba(work / "inbox"),
        )
        for n in range(_ROUNDS)
    ]
    one, two, peer = (statistics.median(seconds) for seconds in zip(*each, strict=True))
    return one, two, peer


def _command(inbox: Path, ledger: Path, workers: int) -> list[str]:
    options = ["--out", str(ledger), "--workers", str(workers), "--quiet"]
    return [sys.executable, "-m", "taizhang", "run", str(inbox), *options]


def _run(inbox: Path, ledger: Path, workers: int) -> None:
    subprocess.run(_command(inbox, ledger, workers), check=True, stderr=subprocess.DEVNULL)


def _start(inbox: Path, ledger: Path) -> tuple[float, float]:
    """Seconds from the start of the command until the one document of the inbox is read, which it tells, and until it ends.
    Medians: one start is short."""
    both = [_once(inbox, ledger.with_name(f"{ledger.name}{i}")) for i in range(_STARTS)]
    return statistics.median(b[0] for b in both), statistics.median(b[1] for b in both)


def _once(inbox: Path, ledger: Path) -> tuple[float, float]:
    start = time.perf_counter()
    with subprocess.Popen(_command(inbox, ledger, 1), stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        read = next(time.perf_counter() - start for line in process.stderr if line.startswith("已读"))
        process.stderr.read()
    return read, time.perf_counter() - start


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _jieba(inbox: Path) -> float:
    import jieba

    texts = [path.read_text(encoding="utf-8") for path in sorted(inbox.rglob("*.txt"))]
    start = time.perf_counter()
    for text in texts:
        jieba.lcut(text)
    return time.perf_counter() - start


def _script(options: argparse.Namespace, inbox: Path, ours: float) -> str:
    """Seconds of the script for all documents, its start taken off: told from a tenth of them, because it is slow."""
    paths = sorted(inbox.rglob("*.txt"))[: options.documents // 10]
    alone, tenth = (_of_script(options, inbox.parent / f"sample{len(some)}", some) for some in (paths[:1], paths))
    seconds = (tenth - alone) * 10
    return f"{seconds:.1f} s once started: {seconds / ours:.1f} times as long as a run on one worker"


def _of_script(options: argparse.Namespace, sample: Path, paths: Sequence[Path]) -> float:
    """Seconds of the script for some documents, once its modules are compiled."""
    sample.mkdir()
    for path in paths:
        shutil.copy(path, sample)
    call = [options.python, options.script, sample, f"{sample}.out"]

    def run() -> None:
        subprocess.run(call, check=True, capture_output=True)

    run()
    return statistics.median(_seconds(run) for _ in range(_ROUNDS))


def _unchanged(work: Path, known: int) -> str:
    """A ledger that knows `known` sources, all copies of one bulletin; then a run in which nothing has changed."""
    inbox = work / "known"
    for i in range(known):
        if i % 1000 == 0:
            (inbox / f"{i // 1000:03}").mkdir(parents=True)
        (inbox / f"{i // 1000:03}" / f"{i:06}.txt").write_text("移交的3项整改任务，已完成2项。", encoding="utf-8")
    _run(inbox, work / "lk", 2)
    return f"{_seconds(lambda: _run(inbox, work / 'lk', 2)):.1f} s"


def _stages(inbox: Path) -> list[tuple[str, float]]:
    """The share of each stage in the time of a worker, by cProfile's own time."""
    from taizhang.run.worker import initialise, process

    initialise()
    paths = [str(path) for path in sorted(inbox.rglob("*.txt"))[:300]]
    profile = cProfile.Profile()
    profile.runcall(process, paths)
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        spent[_stage(file) or _caller(callers)] += own
    total = sum(spent.values())
    return [(name, seconds / total) for name, seconds in spent.most_common()]


def _stage(file: str) -> str | None:
    return next((stage for stage in _STAGES if f"/taizhang/{stage}/" in file), None)


def _caller(callers: dict[tuple[str, int, str], object]) -> str:
    """Time in libraries counts for the stage that called them most directly."""
    return next((stage for file, _, _ in callers if (stage := _stage(file))), "libraries and the rest")


def _page(rows: list[tuple[str, str]], stages: list[tuple[str, float]]) -> str:
    lines = [
        "# Speed of a run",
        "",
        "Made by `python benchmarks/throughput.py`; all figures of one run, on one machine with two cores. Compare ratios.",
        "",
        "Counted is the time on the clock from the start of the command to its end, with the ledger written; one worker, two and `jieba`",
        f"took turns, medians of {_ROUNDS} rounds, of the start medians of {_STARTS}. *Once started*: less the time of a run of one document.",
        "The script, on a tenth of the documents, took its rounds behind them.",
        "",
    ]
    lines += ["| | |", "|---|---|", *(f"| {name} | {words} |" for name, words in rows)]
    lines += [
        "",
        "Where a worker's time goes:",
        "",
        "| stage | share |",
        "|---|---|",
        *(f"| {name} | {share:.0%} |" for name, share in stages),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
