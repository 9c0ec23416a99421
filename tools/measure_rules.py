"""Measure how often each rule is right and write `pipeline/taizhang/confidence/measured.json`. Takes some minutes: a bulletin
is read with models that have not seen it, or what follows from its doc_type would look surer than it is.

    python tools/measure_rules.py            on corpora/gold; run it again when rules or gold change
    python tools/measure_rules.py --report   print how well the confidences fit bulletins they were not measured on
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import warnings
from collections import defaultdict
from pathlib import Path
from typing import Any

from taizhang.classify.linear import load_linear
from taizhang.classify.weigher import load_weigher
from taizhang.confidence import MEAN, MEASURED, WHOLE
from taizhang.document import parse_readings
from taizhang.evaluate import GoldDocument, read_gold
from taizhang.evaluate.reliability import Rates, rule_rates
from taizhang.read import read_text
from taizhang.training.corpus import read_corpus
from taizhang.training.train import train
from taizhang.write.rows import rows

GOLD = Path(__file__).parent.parent / "corpora" / "gold"
PRIOR = 10  # a rule met ten times is believed half as much as the mean of its field
FOLDS = 8  # of the report
PARTS = 4  # of the bulletins: the models are trained once without each
Tables = dict[str, list[dict[str, Any]]]


def gold() -> list[GoldDocument]:
    """All annotated bulletins of the project."""
    return [document for file in sorted(GOLD.glob("*.jsonl")) for document in read_gold(file)]


def tables_of(documents: list[GoldDocument]) -> Tables:
    """The ledger of the bulletins, each read with models trained without it."""
    tables: Tables = defaultdict(list)
    corpus = read_corpus(GOLD.parent)
    for part in range(PARTS):
        held = documents[part::PARTS]
        with tempfile.TemporaryDirectory() as home, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of folds with few examples: nothing is measured on them here
            _recipes(Path(home))
            train([e for e in corpus if e.id not in {d.id for d in held}], Path(home), characters=False)
            os.environ["TAIZHANG_MODELS"] = home
            load_linear.cache_clear()  # type: ignore[attr-defined]  # forget the models of the part before
            load_weigher.cache_clear()  # type: ignore[attr-defined]
            for bulletin in parse_readings([read_text(d.text, f"{d.id}.txt") for d in held]):
                for name, group in rows(bulletin).items():
                    tables[name] += group
    return tables


def _recipes(home: Path) -> None:
    """The recipes of the project's models, so that those trained here are made alike; `chars` says nothing of a bulletin's
    values and is taken as it is."""
    for recipe in (GOLD.parent.parent / "models").glob("*/train.toml"):
        shutil.copytree(recipe.parent, home / recipe.parent.name)


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
        for tenth, (total, expected, found) in sorted(rows_of.items()):
            print(f"| {table} | {tenth / 10:.1f} | {total:.0f} | {expected / total:.3f} | {found / total:.3f} |")


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
