"""How fast a document is understood, stage by stage, beside `jieba.lcut` on the same text in the same run; and that time grows
linearly with length, on texts made to hurt.

    python benchmarks/extract.py [--rounds 5] [--no-lengths]

Writes docs/benchmarks/extraction.md and extraction.png; ends with exit code 1 where time grows faster than the text. Each round is a
process of its own, made ready as a worker of a run is and warmed up on other bulletins of every kind, that reads each text once: what
it remembers of names it learnt on the way. jieba and the stages take turns every sixteen texts, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing as mp
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import hurting
import inbox

TARGET = inbox.REPOSITORY / "docs" / "benchmarks"
STAGES = (
    "restore",
    "segment",
    "dates",
    "places",
    "regions",
    "parties",
    "counts",
    "with_confidence",
    "with_statuses",
    "tasks",
    "campaign",
    "checks",
)
LABELS = ("classify", "with_categories")  # not extraction, but on the way
BATCH = 16  # texts at a time, as many as a worker of a run is given
TOGETHER = 4  # annotated bulletins are short; four in a row are as long as a page of a plan
LENGTHS = (250_000, 500_000, 1_000_000)  # bytes in UTF-8
GROWTH = 2.7  # times what half the length takes: with more, time grows faster than the text, whatever the noise
EACH_KIND = (
    30_000,
    60_000,
)  # bytes of what is read as every kind of bulletin: what tasks are looked for in depends on it


def main() -> None:
    """Run the benchmark and write its page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--no-lengths", action="store_true", help="leave the texts of 1 MB and their picture as they are"
    )
    options = parser.parse_args()
    short = gold()
    long = ["\n".join(short[i : i + TOGETHER]) for i in range(0, len(short), TOGETHER)]
    tables = {name: _rounds(texts, options.rounds) for name, texts in (("gold", short), ("four in a row", long))}
    lengths_file, kinds_file = TARGET / "extraction.json", TARGET / "extraction_kinds.json"
    if not options.no_lengths:
        lengths_file.write_text(json.dumps(_lengths(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        kinds_file.write_text(json.dumps(_each_kind(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    lengths: dict[str, list[float]] = json.loads(lengths_file.read_text(encoding="utf-8"))
    kinds: dict[str, tuple[str, list[float]]] = json.loads(kinds_file.read_text(encoding="utf-8"))
    _draw(lengths)
    (TARGET / "extraction.md").write_text(
        _page(tables, {"gold": short, "four in a row": long}, lengths, kinds), encoding="utf-8"
    )
    print((TARGET / "extraction.md").read_text(encoding="utf-8"))
    if outgrown := [name for name, seconds in lengths.items() if seconds[-1] > GROWTH * seconds[-2]]:
        sys.exit(f"time grows faster than the text: {', '.join(outgrown)}")


def gold() -> list[str]:
    """The annotated bulletins."""
    lines = (inbox.REPOSITORY / "corpora" / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


# --- ratios -------------------------------------------------------------------------------------------------------


def _rounds(texts: list[str], rounds: int) -> dict[str, float]:
    """The median, over the rounds, of each stage's time by jieba's."""
    found: list[dict[str, float]] = []
    for _ in range(rounds):
        with mp.get_context("spawn").Pool(1) as pool:
            found.append(pool.apply(one_round, (texts,)))
    return {name: statistics.median(f.get(name, 0.0) for f in found) for name in found[0]}


def one_round(texts: list[str]) -> dict[str, float]:
    """Stage -> its time by jieba's on the same texts; `jieba` in seconds."""
    import jieba

    import taizhang.document as document
    from taizhang.read import read_text
    from taizhang.rules.kept import keep
    from taizhang.run.worker import initialise

    jieba.setLogLevel(40)
    jieba.initialize()
    initialise()
    for text in inbox.texts()[::10]:
        document.parse_readings([read_text(text)])
    spent: dict[str, float] = defaultdict(float)
    for name in (*STAGES, *LABELS):
        setattr(document, name, _timed(getattr(document, name), name, spent))
    for at in range(0, len(texts), BATCH):
        batch = texts[at : at + BATCH]
        start = time.perf_counter()
        for text in batch:
            jieba.lcut(text)
        middle = time.perf_counter()
        document.parse_readings([read_text(text) for text in batch])
        spent["jieba"] += middle - start
        spent["all"] += time.perf_counter() - middle
    keep()  # the patterns it has compiled, as a worker does after each chunk: the next round finds them on the disk
    ratios = {name: seconds / spent["jieba"] for name, seconds in spent.items()}
    ratios["extraction"] = ratios["all"] - sum(ratios[name] for name in LABELS)
    return ratios | {"jieba": spent["jieba"]}


def _timed(work: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    """`work` with its time added to that spent; of work in steps, the time of each, not that of others between them."""

    def once(step: Callable[..., Any], *given: Any) -> Any:
        start = time.perf_counter()
        try:
            return step(*given)
        finally:
            spent[name] += time.perf_counter() - start

    def in_steps(steps: Generator[None, None, Any]) -> Generator[None, None, Any]:
        while True:
            try:
                yield once(next, steps)
            except StopIteration as end:
                return end.value

    def timed(*given: Any) -> Any:
        found = once(work, *given)
        return in_steps(found) if isinstance(found, Generator) else found

    return timed


# --- lengths ------------------------------------------------------------------------------------------------------


def _lengths() -> dict[str, list[float]]:
    """Kind of text -> seconds for each of LENGTHS."""
    from taizhang.document import parse_readings
    from taizhang.read import read_text

    parse_readings([read_text("移交的1项任务已完成。")])
    found: dict[str, list[float]] = {}
    for name in hurting.PIECES:
        found[name] = []
        for length in LENGTHS:
            text = hurting.text(name, length)
            start = time.process_time()
            parse_readings([read_text(text)])
            found[name].append(round(time.process_time() - start, 3))
        print(name, found[name], file=sys.stderr, flush=True)
    return found


def _each_kind() -> dict[str, tuple[str, list[float]]]:
    """Kind of text -> the kind of bulletin for which its tasks took longest, and the seconds for each of EACH_KIND."""
    from taizhang.document import acting, draft
    from taizhang.extract.counts import with_stated
    from taizhang.extract.tasks import tasks
    from taizhang.read import read_text
    from taizhang.vocabulary import DOC_TYPES

    found: dict[str, tuple[str, list[float]]] = {}
    for name in hurting.PIECES:
        seconds: dict[str, list[float]] = {kind: [] for kind in DOC_TYPES}
        for length in EACH_KIND:
            read = draft(read_text(hurting.text(name, length)))
            for kind in DOC_TYPES:
                start = time.process_time()
                told = acting([read], [kind])[0]
                with_stated(told, tasks(told, kind), kind)
                seconds[kind].append(round(time.process_time() - start, 3))
        slowest = max(seconds, key=lambda kind: seconds[kind][-1])
        found[name] = slowest, seconds[slowest]
        print(name, *found[name], file=sys.stderr, flush=True)
    return found


def _draw(lengths: dict[str, list[float]]) -> None:
    """Time against length, a line a kind of text."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 5.5))
    for number, (name, seconds) in enumerate(lengths.items()):
        axes.plot([n / 1e6 for n in LENGTHS], seconds, marker="o", label=name, linestyle=("-", "--")[number % 2])
    axes.set(
        xlabel="length of the text in MB",
        ylabel="CPU seconds",
        xlim=(0, 1.05),
        ylim=(0, None),
        title="Time against length, texts made to hurt",
    )
    axes.legend(fontsize=7, ncols=2)
    figure.tight_layout()
    figure.savefig(TARGET / "extraction.png", dpi=110, metadata={"Software": None})


# --- the page -----------------------------------------------------------------------------------------------------


def _page(
    tables: dict[str, dict[str, float]],
    texts: dict[str, list[str]],
    lengths: dict[str, list[float]],
    kinds: dict[str, tuple[str, list[float]]],
) -> str:
    commit = subprocess.run(
        ["git", "log", "-1", "--format=%cs"], check=True, capture_output=True, text=True
    ).stdout.strip()
    names = list(tables)
    lines = [
        "# Speed of extraction", "",
        f"Made by `python benchmarks/extract.py` ({commit}), on one core of a shared machine: compare ratios. 1.00 is the time of",
        "`jieba.lcut` on the same text, which takes turns with the stages every sixteen texts. Medians of rounds; in each a new process",
        "reads every text once.", "",
        f"| stage | {' | '.join(names)} |", "|---|" + "---|" * len(names),
        "| documents, characters | " + " | ".join(f"{len(texts[n])}, {sum(map(len, texts[n])):,}" for n in names) + " |",
    ]  # fmt: skip
    for stage in ("extraction", *sorted(STAGES, key=lambda s: -tables[names[0]][s]), *LABELS):
        bold = "**" if stage == "extraction" else ""
        lines.append(
            f"| {bold}{stage}{bold} | " + " | ".join(f"{bold}{tables[n][stage]:.2f}{bold}" for n in names) + " |"
        )
    lines += [
        "", "`extraction` is everything from the decoded text to dates, counts, parties, places, regions, tasks, campaign and checks,",
        "without the two classifiers below it.", "", "## Length", "",
        "CPU seconds for a text of one thing over and over, with everything above and the classifiers. Twice the text, twice the time:", "",
        "![time against length](extraction.png)", "",
        "| text | " + " | ".join(f"{n / 1e6:g} MB" for n in LENGTHS) + " | twice the length, times |", "|---|" + "---|" * (len(LENGTHS) + 1),
    ]  # fmt: skip
    lines += [f"| {name} | " + _growing(seconds, 2) for name, seconds in lengths.items()]
    lines += [
        "", "Taken for each kind of bulletin in turn, CPU seconds until parts of parties and tasks are told, of the kind that takes longest:",
        "", "| text | kind | " + " | ".join(f"{n / 1e3:g} KB" for n in EACH_KIND) + " | twice the length, times |",
        "|---|---|" + "---|" * (len(EACH_KIND) + 1),
    ]  # fmt: skip
    lines += [f"| {name} | `{kind}` | " + _growing(seconds, 3) for name, (kind, seconds) in kinds.items()]
    return "\n".join(lines) + "\n"


def _growing(seconds: list[float], digits: int) -> str:
    """The rest of a row: seconds by length, and by how much they grew at last."""
    growth = f"{seconds[-1] / seconds[-2]:.1f}" if seconds[-2] > 0.05 else "–"
    return " | ".join(f"{s:.{digits}f}" for s in seconds) + f" | {growth} |"


if __name__ == "__main__":
    main()
