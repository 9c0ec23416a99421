"""How fast bulletins are classified on one core, batched: features, model and rules, beside `jieba.lcut` in the same run; and what
training takes.

    python benchmarks/classify.py

The texts are restored, segmented and extracted first; that is not measured here (benchmarks/throughput.py measures it all).
Writes docs/benchmarks/classify.md.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import jieba

from taizhang.classify import categorise, classify
from taizhang.document import draft
from taizhang.extract.tasks import tasks
from taizhang.read import read_text
from taizhang.training.corpus import read_corpus
from taizhang.types import Draft

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks" / "classify.md"
ROUNDS = 5
OVER = 800
LONG = 2500  # characters of a long bulletin: as much as the classifier reads


def main() -> None:
    """Measure and write the page."""
    jieba.initialize()
    grown = _drafts([e.text for e in read_corpus(ROOT / "corpora" / "bulletins")])
    short, over = [d for d in grown if len(d.text) < OVER], [d for d in grown if len(d.text) >= OVER]
    gold = [e.text for e in read_corpus(ROOT / "corpora" / "gold")]
    annotated, joined = _drafts(gold), "\n".join(gold)
    long = _drafts([joined[i : i + LONG] for i in range(0, len(joined) - LONG, 400)])
    groups = {
        f"grown bulletins under {OVER} characters": short, f"grown bulletins of {OVER} and more": over,
        "annotated pages": annotated, f"pages of {LONG:,} characters": long,
    }  # fmt: skip
    rows = [_row(name, drafts) for name, drafts in groups.items()]
    PAGE.write_text(
        "\n".join([*_HEAD, *rows, "", _tasks([*annotated, *grown]), "", _training()]) + "\n", encoding="utf-8"
    )
    print(PAGE.read_text(encoding="utf-8"))


_HEAD = [
    "# Speed of classification", "", "Made by `python benchmarks/classify.py`: CPU time of one core, the best of "
    f"{ROUNDS} rounds, each beside `jieba.lcut` over the same texts in the same run. Features, models and rules are counted; restoring, "
    "segmenting and extracting come before and are not.", "",
    "| texts | n | median characters | `classify`, documents/s | `jieba.lcut`, documents/s | ratio |", "|---|---|---|---|---|---|",
]  # fmt: skip


def _row(name: str, drafts: Sequence[Draft]) -> str:
    ours = _rate(lambda: classify(drafts), len(drafts))
    theirs = _rate(lambda: [jieba.lcut(d.text) for d in drafts], len(drafts))
    return f"| {name} | {len(drafts):,} | {median(len(d.text) for d in drafts):.0f} | {ours:,.0f} | {theirs:,.0f} | {ours / theirs:.1f} |"


def _tasks(drafts: Sequence[Draft]) -> str:
    pairs = [(task, d) for d in drafts for task in tasks(d, None)]
    return f"`categorise`: {_rate(lambda: categorise(pairs), len(pairs)):,.0f} tasks/s over {len(pairs):,} tasks."


def _training() -> str:
    """Seconds and peak memory of `taizhang train` on the project's corpora, in a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "taizhang", "train", "--on", ROOT / "corpora", "--out", home],
            check=True,
            capture_output=True,
        )
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"`taizhang train --on corpora`: {seconds:.0f} s, at most {peak:,.0f} MB of memory."


def _rate(work: Callable[[], object], n: int) -> float:
    """Items a second of CPU, the best round: other work on the machine only ever slows a round down."""
    work()
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return n / min(times)


def _drafts(texts: Sequence[str]) -> list[Draft]:
    return [draft(read_text(text)) for text in texts]


if __name__ == "__main__":
    main()
