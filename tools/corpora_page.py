"""Write the table of annotated sets into corpora/README.md, from corpora/gold/sets.tsv and tools/marked_gold.py.

python tools/corpora_page.py
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator

from marked_gold import GOLD, NEWEST, SOURCES

PAGE = GOLD.parent / "README.md"
BEGIN, END = "<!-- sets: made by tools/corpora_page.py -->", "<!-- end of sets -->"


def sets() -> Iterator[dict[str, str]]:
    """The annotated sets in the order of their first runs: `set`, `first_run` (a day, or "" where there was none), `about`."""
    with (GOLD / "sets.tsv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t")


def table() -> str:
    """The sets as a Markdown table."""
    lines = ["| set | bulletins | first run | what it is | models learn from it |", "|---|---|---|---|---|"]
    for row in sets():
        n = len((GOLD / f"{row['set']}.jsonl").read_text(encoding="utf-8").splitlines())
        learned = "no" if SOURCES[row["set"]] == "unseen" else "yes"
        lines.append(f"| `{row['set']}` | {n} | {row['first_run'] or '–'} | {row['about']} | {learned} |")
    return "\n".join([*lines, "", f"No model learns from the newest {len(NEWEST)} sets."])


def page() -> str:
    """corpora/README.md with the table as it must be."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
