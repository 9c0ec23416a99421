"""Speed and memory of the PDF reader beside plain pdfplumber, in the same run; writes docs/benchmarks/readers.md.

    python benchmarks/readers.py [--pages 500] [--rounds 3]

The pages of tests/read/files are repeated to long documents. Every measurement is a process of its own, one at a time;
rounds of ours and plain take turns, so that what else the machine does weighs on both. The median of the rounds counts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = ROOT / "tests" / "read" / "files"
REPORT = ROOT / "docs" / "benchmarks" / "readers.md"
SETS = {"text": "prose.pdf", "ruled tables": "list_repeat.pdf", "lists without rules": "list_no_rules.pdf"}


def repeated(path: Path, pages: int) -> bytes:
    """A PDF of `pages` pages: those of `path` over and over."""
    import pypdfium2

    source, target = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    while len(target) < pages:
        target.import_pages(source, list(range(min(len(source), pages - len(target)))))
    stream = io.BytesIO()
    target.save(stream)
    return stream.getvalue()


def ours(data: bytes) -> None:
    """Read by taizhang."""
    from taizhang.read import read_source

    list(read_source(data, "benchmark.pdf"))


def plain(data: bytes, tables: bool) -> None:
    """Text, and tables where there are any, of every page by pdfplumber alone."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            if tables:
                page.extract_tables()
            page.close()


def one(reader: str, kind: str, path: Path) -> None:
    """Measure in this process; prints seconds and peak memory (bytes) beyond what was there before reading."""
    data = path.read_bytes()
    __import__("taizhang.read.pdf" if reader == "ours" else "pdfplumber")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.perf_counter()
    ours(data) if reader == "ours" else plain(data, kind != "text")
    seconds = time.perf_counter() - begin
    print(
        json.dumps({"seconds": seconds, "memory": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024})
    )


def measured(reader: str, kind: str, path: Path) -> dict[str, float]:
    """Seconds and memory of one reading, in a process of its own."""
    command = [sys.executable, __file__, "--one", reader, kind, str(path)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def row(kind: str, pages: int, rounds: int, folder: Path) -> list[str]:
    """A line of the report: pages/s of both, their ratio, memory of both."""
    path, few = folder / f"{kind}.pdf", folder / f"{kind}_few.pdf"
    fewer = max(pages // 5, 1)
    path.write_bytes(repeated(FILES / SETS[kind], pages))
    few.write_bytes(repeated(FILES / SETS[kind], fewer))
    a, b = [], []
    for _ in range(rounds):
        a.append(measured("ours", kind, path))
        b.append(measured("plain", kind, few))
    mine = pages / statistics.median(x["seconds"] for x in a)
    theirs = fewer / statistics.median(x["seconds"] for x in b)
    memory = max(x["memory"] for x in a) / 1e6
    print(f"{kind}: {mine:.0f} pages/s, pdfplumber {theirs:.1f}, +{memory:.0f} MB", file=sys.stderr)
    return [kind, f"{mine:.0f}", f"{theirs:.1f}", f"{mine / theirs:.1f}", f"{memory:.0f} MB"]


def report(rows: list[list[str]], pages: int, rounds: int) -> str:
    """The page that is written."""
    names = ("pypdfium2", "pdfplumber", "pdfminer.six")
    head = ["kind of page", "taizhang, pages/s", "plain pdfplumber, pages/s", "ratio", f"memory over {pages} pages"]
    lines = [" | ".join(line) for line in [head, ["---"] * len(head), *rows]]
    return "\n".join(
        [
            "# Readers: speed and memory", "", "Written by `python benchmarks/readers.py`; do not edit.", "",
            f"{dt.date.today()}, Python {platform.python_version()}, {', '.join(f'{n} {version(n)}' for n in names)}, one process on a",
            "shared machine: the ratios are what to compare.", "", *(f"| {line} |" for line in lines), "",
            f"Median of {rounds} rounds, ours over {pages} pages and pdfplumber over {max(pages // 5, 1)} in turn. For text pages pdfplumber extracts",
            "text only, for the others text and tables. Memory is how far the peak grew while reading.", "",
        ]
    )  # fmt: skip


def main() -> None:
    """Measure every kind of page and write the report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=500)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--one", nargs=3)
    chosen = options.parse_args()
    if chosen.one:
        one(chosen.one[0], chosen.one[1], Path(chosen.one[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = [row(kind, chosen.pages, chosen.rounds, Path(folder)) for kind in SETS]
    REPORT.write_text(report(rows, chosen.pages, chosen.rounds), encoding="utf-8")


if __name__ == "__main__":
    main()
