"""Read a folder of office files and write its ledger tables in this process: the short way to a score.

python benchmarks/quick_files.py FOLDER LEDGER/    then score LEDGER with the scorer of files
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from taizhang.document import parse_readings
from taizhang.errors import SourceError
from taizhang.read import read_source
from taizhang.types import Reading
from taizhang.write.rows import rows


def readings_of(folder: Path) -> list[Reading]:
    """The readings of all files of a folder; failures are printed."""
    found: list[Reading] = []
    for path in sorted(p for p in folder.iterdir() if p.suffix != ".jsonl"):
        begin = time.perf_counter()
        try:
            for item in read_source(path.read_bytes(), str(path)):
                found += [item] if isinstance(item, Reading) else []
                if isinstance(item, SourceError):
                    print(f"{item.reason}: {item}")
        except SourceError as error:
            print(f"{error.reason}: {error}")
        print(f"{time.perf_counter() - begin:7.3f} s  {path.name}")
    return found


def main(folder: Path, ledger: Path) -> None:
    """Write the per-document tables of all files in `folder` to `ledger`."""
    tables: dict[str, list[dict[str, object]]] = defaultdict(list)
    for bulletin in parse_readings(readings_of(folder)):
        for name, group in rows(bulletin).items():
            tables[name] += group
    ledger.mkdir(parents=True, exist_ok=True)
    for name, group in tables.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in group)
        (ledger / f"{name}.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
