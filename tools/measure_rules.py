"""Measure how often each rule is right and write `pipeline/taizhang/confidence/measured.json`.

    python tools/measure_rules.py            on corpora/gold; run it again when rules or gold change
    python tools/measure_rules.py --report   print how well the confidences fit bulletins they were not measured on
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from taizhang.confidence import MEAN, MEASURED, WHOLE
from taizhang.document import parse_readings
from taizhang.evaluate import GoldDocument, read_gold
from taizhang.evaluate.reliability import Rates, rule_rates
from taizhang.read import read_text
from taizhang.write.rows import rows

GOLD = Path(__file__).parent.parent / "corpora" / "gold"
PRIOR = 10  # a rule met ten times is believed half as much as the mean of its field
FOLDS = 8
Tables = dict[str, list[dict[str, Any]]]


def gold() -> list[GoldDocument]:
    """All annotated bulletins of the project."""
    return [document for file in sorted(GOLD.glob("*.jsonl")) for document in read_gold(file)]


def tables_of(documents: list[GoldDocument]) -> Tables:
    """The ledger of the bulletins."""
    tables: Tables = defaultdict(list)
    for bulletin in parse_readings([read_text(d.text, f"{d.id}.txt") for d in documents]):
        for name, group in rows(bulletin).items():
            tables[name] += group
    return tables


def report(documents: list[GoldDocument], tables: Tables) -> None:
    """Out of fold: of the records with a confidence in each tenth, how many are right."""
    bins: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0, 0.0]))
    for fold in range(FOLDS):
        known = rule_rates([d for i, d in enumerate(documents) if i % FOLDS != fold], tables)
        held = rule_rates([d for i, d in enumerate(documents) if i % FOLDS == fold], tables)
        for table, fields in held.items():
            for key, (right, n) in fields[WHOLE].items():
                if key != MEAN:
                    sure = _rate(known, table, key)
                    for i, value in enumerate((n, n * sure, right)):
                        bins[table][min(9, int(sure * 10))][i] += value
    print("| table | confidence from | n | mean confidence | right |\n|---|---|---|---|---|")
    for table, rows_of in bins.items():
        for tenth, (n, sure, right) in sorted(rows_of.items()):
            print(f"| {table} | {tenth / 10:.1f} | {n:.0f} | {sure / n:.3f} | {right / n:.3f} |")


def _rate(rates: Rates, table: str, key: str) -> float:
    right, n = rates[table][WHOLE].get(key, [0, 0])
    all_right, all_n = rates[table][WHOLE][MEAN]
    return (right + PRIOR * all_right / all_n) / (n + PRIOR)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", action="store_true")
    documents = gold()
    tables = tables_of(documents)
    if parser.parse_args().report:
        report(documents, tables)
        return
    content = {
        "made_by": "python tools/measure_rules.py", "on": sorted(f.name for f in GOLD.glob("*.jsonl")), "documents": len(documents),
        "prior": PRIOR, "rates": rule_rates(documents, tables),
    }  # fmt: skip
    lines = json.dumps(content, ensure_ascii=False, indent=1)
    MEASURED.write_text(_compact(lines) + "\n", encoding="utf-8")
    print(MEASURED)


def _compact(text: str) -> str:
    """[right, all] on one line."""
    import re

    return re.sub(r"\[\s+(\d+),\s+(\d+)\s+\]", r"[\1, \2]", text)


if __name__ == "__main__":
    main()
