"""How right is what is read on pages nobody worked on? Writes docs/benchmarks/blind.md and blind.png.

    python benchmarks/blind.py                 score every blind set as it is read now
    python benchmarks/blind.py --first SET     and keep the figures of SET as its first run; once, before its errors are read

A blind set is written and annotated without a look at rules or results. Its first run, kept in corpora/gold/first_runs.tsv, is the
honest figure; after that its errors are read and models learn from it, so that `now` says little of other pages.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from taizhang.document import parse_readings
from taizhang.evaluate import Score, evaluate_ledger, read_gold
from taizhang.read import read_text
from taizhang.write.rows import rows

HOME = Path(__file__).resolve().parent.parent
GOLD = HOME / "corpora" / "gold"
FIRST = GOLD / "first_runs.tsv"
OUT = HOME / "docs" / "benchmarks"
SIZE = "bulletins"
LAST = 4  # sets that are summed up
DRAWN = ("doc_type", "dates full", "counts full", "count status", "parties name", "tasks found", "whole, value")
Runs = dict[str, dict[str, float]]  # by set, by field

PARTS = {  # the tables of a page: their fields by heading
    "Bulletins and parties": (
        "doc_type", "domain", "published_on", "regions", "parties name", "party kind", "party role",
    ),
    "Dates and counts": (
        "dates found", "dates value", "dates full", "counts found", "counts value", "count comparator", "count object", "count status",
        "counts full", "whole, value", "whole, full",
    ),
    "Tasks": (
        "tasks found", "task kind", "task status", "task deadline", "task category", "task lead", "task responsible",
    ),
}  # fmt: skip

INTRO = """# Quality on pages nobody worked on

Made by `python benchmarks/blind.py`. Each set was written and annotated by the guide before any rule or model was run on it; what each set
holds stands in the [table of sets](../../corpora/README.md#annotated-sets). Columns are F1 by field, or the share that
is right among what was found ([what they mean](../evaluate.md)).

**First run** is by the rules and models as they were before anybody opened the set: the honest figures, in the order of the first runs. The
kinds of page differ from set to set, so one set alone says little; the mean of the last {last} weighs each set by its bulletins. Annotations
were corrected after the first run where they broke the guide (17 slips in the third, 62 in the fourth, few elsewhere).
"""
NOW = """## Now

What was missed has been read since, and its causes corrected where they were wide; models learn from all sets but the newest. These figures
say how well known pages are read, and little about others.
"""


def kept() -> Runs:
    """The first runs, by set in the order in which they were made."""
    with FIRST.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="\t")
        runs: Runs = defaultdict(dict)
        for line in reader:
            for name in list(line)[1:]:
                runs[name][line["field"]] = float(line[name])
    return dict(runs)


def keep(runs: Runs) -> None:
    """Write the first runs back."""
    with FIRST.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
        writer.writerow(["field", *runs])
        for field in next(iter(runs.values())):
            writer.writerow([field, *(_shown(field, run[field]) for run in runs.values())])


def run_of(name: str) -> dict[str, float]:
    """The scores of a set, as it is read now."""
    documents = read_gold(GOLD / f"{name}.jsonl")
    tables: dict[str, list[dict[str, object]]] = defaultdict(list)
    for bulletin in parse_readings([read_text(d.text, f"{d.id}.txt") for d in documents]):
        for table, group in rows(bulletin).items():
            tables[table] += group
    score: Score = evaluate_ledger(documents, tables)
    return {SIZE: len(documents)} | {field: score.f1(field) for field in score.tallies}


def mean(runs: Runs) -> dict[str, float]:
    """The mean of some runs, each weighed by its bulletins."""
    total = sum(run[SIZE] for run in runs.values())
    fields = next(iter(runs.values()))
    return {f: total if f == SIZE else sum(r[f] * r[SIZE] for r in runs.values()) / total for f in fields}


def tables(runs: Runs) -> str:
    """Markdown tables, one for each of `PARTS`: a row a set, a column a field."""
    return "\n".join(f"### {heading}\n\n{_table(runs, fields)}\n" for heading, fields in PARTS.items())


def _table(runs: Runs, fields: Sequence[str]) -> str:
    columns, days = (SIZE, *fields), _days()
    lines = [f"| set | first run | {' | '.join(columns)} |", "|---|---|" + "---|" * len(columns)]
    for name, run in runs.items():
        figures = " | ".join(_shown(field, run[field]) for field in columns)
        lines.append(f"| {name} | {days.get(name, '')} | {figures} |")
    return "\n".join(lines)


def _days() -> dict[str, str]:
    """The day of each set's first run."""
    with (GOLD / "sets.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["set"]: row["first_run"] for row in csv.DictReader(lines, delimiter="\t")}


def _shown(field: str, value: float) -> str:
    return f"{value:.0f}" if field == SIZE else f"{value:.3f}"


def draw(runs: Runs, path: Path) -> None:
    """First runs over the sets as lines."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(11, 5))
    for field in DRAWN:
        axes.plot(list(runs), [run[field] for run in runs.values()], marker="o", markersize=3, linewidth=1, label=field)
    axes.set_ylim(0.2, 1.02)
    axes.grid(alpha=0.3)
    axes.set_ylabel("F1 at first run")
    axes.tick_params(axis="x", rotation=90, labelsize=8)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)


def main() -> None:
    """Score, and write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n")[0], formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--first", metavar="SET", help="keep this set's figures as its first run")
    wanted, first = parser.parse_args().first, kept()
    if wanted in first:
        parser.error(f"{wanted} has had its first run")
    now = {name: run_of(name) for name in [*first, *([wanted] if wanted else [])]}
    if wanted:
        first[wanted] = now[wanted]
        keep(first)
    last = dict(list(first.items())[-LAST:])
    parts = [
        INTRO.format(last=LAST), "![first runs, set by set](blind.png)\n", "## First run\n",
        tables({f"**last {LAST}**": mean(last)} | first), NOW, tables(now),
    ]  # fmt: skip
    draw(first, OUT / "blind.png")
    (OUT / "blind.md").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
