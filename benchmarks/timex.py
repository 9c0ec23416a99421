"""Read other projects' test cases for Chinese dates and quantities and write what is found, for their scorer.

    python benchmarks/timex.py CASES.jsonl OUT.jsonl    then score OUT.jsonl with the scorer that came with the cases

A case is a JSON line with `id`, `text` and `reference` (the day it is said on, ISO, or null). A text that is one
expression and nothing else is read as a table cell is (`only_date`), any other as prose (`dates`); `quantities` reads
numbers, money and percentages.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from taizhang.extract.counts import Bare, quantities
from taizhang.extract.dates import dates, only_date
from taizhang.types import DateRange, Reference, Structure

Span = Mapping[str, object]


def main(cases: Path, out: Path) -> None:
    """Write one line of spans for each line of `cases`."""
    read = [json.loads(line) for line in cases.read_text(encoding="utf-8").splitlines()]
    started = time.perf_counter()
    found = [{"id": case["id"], "spans": spans(case["text"], case.get("reference"))} for case in read]
    seconds = time.perf_counter() - started
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), encoding="utf-8")
    print(f"{len(read)} cases, {seconds:.2f} s")


def spans(text: str, said_on: str | None) -> list[Span]:
    """Dates and quantities of `text`; a numeral that touches a date belongs to it and is no quantity."""
    calendar = list(_dates(text, said_on))
    taken = [range(start, end) for start, end, _ in calendar]
    amounts = (_amount(b) for b in quantities(text) if not any(b.start < t.stop and t.start < b.end for t in taken))
    return [{"start": start, "end": end, **_days(value)} for start, end, value in calendar] + list(amounts)


def _dates(text: str, said_on: str | None) -> Iterator[tuple[int, int, DateRange]]:
    day = dt.date.fromisoformat(said_on) if said_on else None
    alone = only_date(text, Reference(day, day.year if day else None, "metadata" if day else "none", day))
    if alone is not None:
        start = len(text) - len(text.lstrip())
        yield start, start + len(text.strip()), alone
        return
    nothing = Structure((), (), None, (0, len(text)))
    for mention in dates(text, nothing, {"published_on": said_on} if said_on else {})[0]:
        yield mention.start, mention.end, mention.value


def _days(value: DateRange) -> Span:
    day = value.start is not None and value.start == value.end
    whole = value.start is not None and value.end is not None
    kind = "date" if day else "period" if whole and value.granularity != "period" else "daterange"
    return {"kind": kind, "iso_start": _iso(value.start), "iso_end": _iso(value.end)}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _amount(found: Bare) -> Span:
    value: object = found.value.value
    if found.value.value_to is not None:
        value = [found.value.value, found.value.value_to]
    elif found.kind == "money" and found.value.comparator in ("gt", "lt"):
        value = [value, None] if found.value.comparator == "gt" else [None, value]
    return {"start": found.start, "end": found.end, "kind": found.kind, "value": value, "unit": found.value.unit}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
