"""Build the hostile set: python -m tests.hostile.build FOLDER [--quick]

Several hundred bad files of every format, numbered, with a good file after every fifteenth; the same bytes every time.
`--quick` leaves out those that take seconds or 100 MB.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.archive_inputs import archives, images
from tests.hostile.html_inputs import pages
from tests.hostile.kinds import READ_FILES, TEXT, Bad, reads
from tests.hostile.mail_inputs import mails
from tests.hostile.office_inputs import old, sheets, word_files
from tests.hostile.pdf_inputs import page, pdfs
from tests.hostile.text_inputs import csv, jsonl, plain

GOOD = "第{n}份：2024年5月{n}日，县政府召开会议，反馈的38项任务已完成{n}项。"
_EVERY = 15


def _misnamed() -> Iterator[Bad]:
    """Sound content under a wrong name: read by its content, with a warning."""
    seeds = {"docx": "prose.docx", "pdf": "prose.pdf", "xlsx": "sheets.xlsx", "html": "page_ruled.html"}
    for kind, seed in seeds.items():
        for name in ("txt", "csv", "pdf", "docx", "xlsx", "zip", "html", "jsonl", "bin"):
            if name != kind:
                yield Bad(f"{kind}_as.{name}", (READ_FILES / seed).read_bytes)
    yield reads("text_as.pdf", lambda: TEXT.encode())
    yield reads("no_suffix", lambda: page(b"BT /F 12 Tf 50 700 Td (Readable text stands here) Tj ET"))


def inputs(quick: bool = False) -> list[Bad]:
    """All bad inputs; `quick` without the big ones. Names are unique."""
    kinds = (plain, csv, jsonl, pages, archives, images, pdfs, word_files, sheets, old, mails, _misnamed)
    found = [bad for kind in kinds for bad in kind() if not (quick and bad.big)]
    assert len({bad.name for bad in found}) == len(found)
    return found


def build(folder: Path, quick: bool = False) -> tuple[dict[Path, Bad], list[Path]]:
    """Write the set; returns the bad files with what they are, and the good ones between them."""
    folder.mkdir(parents=True, exist_ok=True)
    bad: dict[Path, Bad] = {}
    good: list[Path] = []
    for number, item in enumerate(inputs(quick)):
        path = folder / f"{number:03}_{item.name}"
        path.write_bytes(item.make())
        bad[path] = item
        if number % _EVERY == 0:
            good.append(folder / f"{number:03}_zz_good.txt")
            good[-1].write_text(GOOD.format(n=len(good)), encoding="utf-8")
    return bad, good


if __name__ == "__main__":
    made, sound = build(Path(sys.argv[1]), "--quick" in sys.argv)
    print(f"{len(made)} bad files and {len(sound)} good ones in {sys.argv[1]}")
