"""Keep what the rules say of an annotated set before anybody mends them for it: adds its rows to `first_reading.tsv`, `first_dates.tsv`
and `first_roles.tsv` in corpora/gold, from which models learn how far to believe rules on pages they do not know.

    python tools/first_readings.py SET    once, together with the first run (benchmarks/blind.py --first SET)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from taizhang.document import draft
from taizhang.extract.parties import with_roles
from taizhang.read import read_text
from taizhang.types import Draft

GOLD = Path(__file__).parent.parent / "corpora" / "gold"
TABLES = ("first_reading.tsv", "first_dates.tsv", "first_roles.tsv")
Row = tuple[object, ...]


def main(name: str) -> None:
    """Read the set and add its rows; refuses a set that has some."""
    records = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]
    ids = {record["id"] for record in records}
    for table in TABLES:
        if ids & {line.split("\t")[0] for line in (GOLD / table).read_text("utf-8").splitlines()}:
            sys.exit(f"{table} has rows of {name} already: a first reading is kept once")
    drafts = [(r["id"], with_roles(draft(read_text(r["text"], r["id"])), r["gold"].get("doc_type"))) for r in records]
    for table, rows in zip(TABLES, (_counts, _dates, _roles), strict=True):
        with (GOLD / table).open("a", encoding="utf-8") as file:
            file.writelines("\t".join(map(str, (doc, *row))) + "\n" for doc, d in drafts for row in rows(d))


def _counts(d: Draft) -> Iterator[Row]:
    for count in d.counts:
        yield *d.restored.offsets.to_source(count.start, count.end), count.status, count.rule_id


def _dates(d: Draft) -> Iterator[Row]:
    for date in d.dates:
        yield *d.restored.offsets.to_source(date.start, date.end), date.role, date.rule_id.split(" ")[-1]


def _roles(d: Draft) -> Iterator[Row]:
    yield from dict.fromkeys((mention.party.name, mention.role) for mention in d.parties)


if __name__ == "__main__":
    main(*sys.argv[1:])
