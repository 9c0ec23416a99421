"""Parse every bulletin of a JSONL gold file in this process and write its ledger tables: the shortest way to a score.

python benchmarks/quick_ledger.py GOLD.jsonl LEDGER/    then score LEDGER with the scorer
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from taizhang.document import parse_readings
from taizhang.read import read_text
from taizhang.write.rows import rows


def main(gold: Path, ledger: Path) -> None:
    """Write the per-document tables of all bulletins in `gold` to `ledger`."""
    tables: dict[str, list[dict[str, object]]] = defaultdict(list)
    with gold.open(encoding="utf-8") as lines:
        readings = [read_text(d["text"], f"{d['id']}.txt") for d in map(json.loads, lines)]
    started = time.perf_counter()
    for bulletin in parse_readings(readings):
        for name, group in rows(bulletin).items():
            tables[name] += group
    seconds = time.perf_counter() - started
    ledger.mkdir(parents=True, exist_ok=True)
    for name, group in tables.items():
        text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in group)
        (ledger / f"{name}.jsonl").write_text(text, encoding="utf-8")
    print(
        f"{len(readings)} documents, {seconds:.2f} s, {sum(len(r.text) for r in readings) / seconds:,.0f} characters/s"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
