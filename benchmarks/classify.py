"""How fast bulletins are classified on one core, batched: features, model and rules, beside `jieba.lcut` in the same run.

    python benchmarks/classify.py

The texts are restored, segmented and extracted first; that is not measured here (benchmarks/throughput.py measures it all).
Writes docs/benchmarks/classify.md.
"""

from __future__ import annotations

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
LONG = 2500  # characters of a long bulletin: as much as the classifier reads


def main() -> None:
    """Measure and write the page."""
    jieba.initialize()
    grown = _drafts([e.text for e in read_corpus(ROOT / "corpora" / "bulletins")])
    gold = [e.text for e in read_corpus(ROOT / "corpora" / "gold")]
    annotated, joined = _drafts(gold), "\n".join(gold)
    long = _drafts([joined[i : i + LONG] for i in range(0, len(joined) - LONG, 400)])
    rows = [_row(name, d) for name, d in (("grown bulletins", grown), ("annotated pages", annotated), (f"pages of {LONG:,} characters", long))]
    PAGE.write_text("\n".join([*_HEAD, *rows, "", _tasks([*annotated, *grown])]) + "\n", encoding="utf-8")
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
