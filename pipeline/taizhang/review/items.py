"""Which values deserve a look: those that fail a check or come with a warning, then the least certain ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from taizhang.confidence import WHOLE, confidences
from taizhang.correct.fields import NOTHING, Field, field_of
from taizhang.correct.match import HEAD, anchors, head_hash
from taizhang.labels import COLUMN, value_label
from taizhang.ledger import Ledger
from taizhang.segment.around import sentence_around
from taizhang.vocabulary_zh import CHECK, say

Row = dict[str, Any]
TABLES: Final = ("documents", "dates", "counts", "mentions", "tasks")
_IDS: Final = {"dates": "date_id", "counts": "count_id", "mentions": "mention_id", "tasks": "task_id"}
_COLUMN: Final = {"deadline": "deadline_to"}  # the column in which a measured field is corrected
_SHOWN: Final = {
    "dates": ("from_date", "to_date", "granularity", "role"), "mentions": ("name", "role"),
    "counts": ("comparator", "value", "value_to", "unit", "object", "status", "as_of"),
    "tasks": ("kind", "number", "title", "status", "deadline_from", "deadline_to", "categories"),
    "documents": ("doc_type", "domain", "title", "publisher", "published_on"),
}  # fmt: skip
_UNSAID: Final[tuple[object, ...]] = (None, [], "eq")  # that a figure is just so goes without saying
_AROUND: Final = 150  # characters on each side of a value that are shown of a long sentence


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list: at most `limit` values with a confidence under `below`, of one table or of one document (id or place)
    where given."""

    limit: int = 200
    below: float = 0.8
    table: str | None = None
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One value to look at. `key` is what a correction of it begins with; `sentence` has the record marked with 【】."""

    key: Row
    field: Field
    confidence: float
    why: str
    urgent: bool
    bulletin: str
    before: str
    quote: str
    after: str
    record: str

    @property
    def sentence(self) -> str:
        """The sentence with the record marked."""
        return f"{self.before}【{self.quote}】{self.after}"

    @property
    def current(self) -> str:
        """The value as people read it."""
        return shown(self.field, self.key["old"])


class _Span(NamedTuple):
    start: int
    end: int


def shown(field: Field, value: Any) -> str:
    """A value as it stands in the drop-down: `completed 完成`, 无 for null, several with commas."""
    known = dict(field.words)
    if value is None or value == []:
        return NOTHING
    if isinstance(value, list):
        return "、".join(str(v) for v in value)
    return f"{value} {known[value]}" if value in known else str(value)


def items(path: Path, wanted: Wanted = Wanted()) -> list[Item]:
    """The values of the ledger in `path` to look at, the most urgent first. What a person has looked at is not listed again.
    Raises LedgerError."""
    ledger = Ledger.open(path)
    doc_id = ledger.document(wanted.doc)["doc_id"] if wanted.doc else None
    failing = _failing(ledger)
    names = {p["party_id"]: p["name"] for p in ledger.rows("parties")}
    documents = {d["doc_id"]: d for d in ledger.rows("documents")}
    found = [item for d in documents.values() for item in _of_document(d)]
    for table in _IDS:
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in ledger.rows(table):
            groups[row["doc_id"]].append(row | {"name": names[row["party_id"]]} if table == "mentions" else row)
        for owner, rows in groups.items():
            found += _of_table(table, documents[owner], rows, failing)
    found = [i for i in found if wanted.table in (None, i.key["table"]) and doc_id in (None, i.key["doc_id"])]
    chosen = [i for i in found if i.urgent or i.confidence < wanted.below]
    return sorted(chosen, key=lambda i: (not i.urgent, i.confidence))[: wanted.limit]


def _failing(ledger: Ledger) -> dict[str, tuple[str, str]]:
    """Record id -> (rule, detail) of a failing check."""
    failing: dict[str, tuple[str, str]] = {}
    for check in ledger.rows("checks"):
        if not check["ok"]:
            for record in check["record_ids"]:
                failing.setdefault(record, (check["rule"], check["detail"]))
    return failing


def _of_document(d: Row) -> Iterator[Item]:
    warned = "；".join(d["warnings"])
    for name, score in (("doc_type", d["doc_type_score"]), ("domain", d["domain_score"])):
        if score < 1.0:  # 1 is what a person said
            urgent = (bool(warned) and name == "doc_type") or d[name] is None
            why = f"提醒 warning: {warned}" if warned and name == "doc_type" else f"把握 {score:.2f}"
            start, end = 0, min(HEAD, len(d["text"]))
            key = _key(d, "documents", name, d[name]) | {
                "start": 0,
                "end": end,
                "sentence": head_hash(d["text"]),
                "at": 0,
                "quote": d["title"] or "",
            }
            yield _item(key, d, (start, end), (start, end), score, why, urgent, d)


def _of_table(table: str, d: Row, rows: list[Row], failing: dict[str, tuple[str, str]]) -> Iterator[Item]:
    text = d["text"]
    places = anchors(text, [_Span(r["start_char"], r["end_char"]) for r in rows])
    for row, place in zip(rows, places, strict=True):
        if row["rule_id"].startswith("review."):
            continue
        span = row["start_char"], row["end_char"]
        for column, sure, why, urgent in _doubts(table, row, failing.get(row[_IDS[table]])):
            old = row[column]
            key = _key(d, table, column, old) | place._asdict()
            key |= {"start": row["source_start"], "end": row["source_end"], "quote": row["text"][:500]}
            yield _item(key, d, span, sentence_around(text, *span), sure, why, urgent, row)


def _doubts(table: str, row: Row, failed: tuple[str, str] | None) -> Iterator[tuple[str, float, str, bool]]:
    """(column, confidence, why, urgent) of the columns of a record that may be wrong."""
    sure = confidences(table, row["rule_id"], row["text"], row.get("role"))
    suspect = _suspect(table, row, failed[0]) if failed else None
    if failed and suspect:
        yield suspect, row["confidence"], f"核对不符 {say(CHECK, failed[0])}: {failed[1]}", True
    for measured, rate in sure.items():
        column = _COLUMN.get(measured, measured)
        if table == "dates" and measured == "value":
            column = "to_date" if row["from_date"] is None else "from_date"
        unknown = measured == "value" and row["confidence"] == 0.0
        if measured != WHOLE and column != suspect:
            yield column, 0.0 if unknown else rate, "原文损坏 damaged" if unknown else f"把握 {rate:.2f}", unknown


def _suspect(table: str, row: Row, rule: str) -> str | None:
    """The column that a failing check casts doubt on."""
    if table == "dates":
        return "from_date" if row["to_date"] is None else "to_date"
    return {"counts": "status" if rule == "status_conflict" else "value", "tasks": "deadline_to"}.get(table)


def _key(d: Row, table: str, column: str, old: Any) -> Row:
    return {"doc_id": d["doc_id"], "source_uri": d["source_uri"], "table": table, "field": column, "nth": 1, "old": old}


def _item(
    key: Row, d: Row, span: tuple[int, int], sentence: tuple[int, int], sure: float, why: str, urgent: bool, row: Row
) -> Item:
    text, (start, end) = d["text"], span
    left, right = max(sentence[0], start - _AROUND), min(sentence[1], end + _AROUND)
    before, after = text[left:start], text[end:right]
    quote = text[start:end] if end - start <= 4 * _AROUND else text[start : start + 4 * _AROUND] + "…"
    table = key["table"]
    shown_columns = (name for name in _SHOWN[table] if row[name] not in _UNSAID)
    record = "，".join(f"{COLUMN.get(name, name)}={value_label(table, name, row[name])}" for name in shown_columns)
    bulletin = d["title"] or Path(d["source_uri"]).name
    context = f"{before}{quote}{after}"
    return Item(
        key | {"context": context},
        field_of(key["table"], key["field"]),
        sure,
        why,
        urgent,
        bulletin,
        before,
        quote,
        after,
        record,
    )
