"""Speed and memory of the PDF reader, beside plain pdfplumber in the same run.

    python benchmarks/readers.py PROSE.pdf RULED.pdf [TIMES]

Pages are repeated TIMES (default 60) in one file, so that a long document is measured; prints pages/s and peak memory.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil


def repeated(path: Path, times: int) -> bytes:
    """A PDF with the pages of `path` over and over."""
    import pypdfium2

    source, target = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    for _ in range(times):
        target.import_pages(source)
    stream = io.BytesIO()
    target.save(stream)
    return stream.getvalue()


def ours(data: bytes) -> int:
    """Read by taizhang; returns the number of pages."""
    from taizhang.read import read_source
    from taizhang.types import Reading

    (reading,) = read_source(data, "benchmark.pdf")
    assert isinstance(reading, Reading)
    return reading.n_pages or 0


def plain(data: bytes) -> int:
    """Text and tables of every page by pdfplumber alone."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
        return len(document.pages)


def measure(name: str, read: Callable[[bytes], int], data: bytes) -> None:
    """Print the speed of one reader on one file, and how far memory grew."""
    process = psutil.Process()
    before, begin = process.memory_info().rss, time.perf_counter()
    pages = read(data)
    seconds = time.perf_counter() - begin
    grown = (process.memory_info().rss - before) / 1e6
    print(f"{name:28} {pages:5} pages {pages / seconds:8.1f} pages/s  memory +{grown:.0f} MB")


def main(prose: Path, ruled: Path, times: int) -> None:
    """Measure both readers on both files."""
    for label, path in (("prose", prose), ("ruled", ruled)):
        data = repeated(path, times)
        measure(f"taizhang {label}", ours, data)
        measure(f"pdfplumber {label}", plain, repeated(path, max(times // 10, 1)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 60)
