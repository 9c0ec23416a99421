"""Mentions in colour: a record's sentence, or a whole document, as HTML that needs nothing from outside."""

from __future__ import annotations

from typing import Any

from taizhang import vocabulary_zh as zh
from taizhang.errors import NotInLedger
from taizhang.ledger import Ledger
from taizhang.segment.around import sentence_around
from taizhang.view.bulletins import bulletins_of
from taizhang.vocabulary_zh import say
from taizhang.write.newest import newest_first
from taizhang.write.schema import TABLES

__all__ = ["COLOURS", "document_html", "document_row", "find_record", "sentence_around", "sentence_html"]

Row = dict[str, Any]

# Colours of the Okabe-Ito palette, lightened so that black text stays readable: told apart by the colour-blind too.
COLOURS = {"日期": "#bfe3f5", "数量": "#bfe6d8", "主体": "#f2d3e3", "任务": "#f7e4b5"}
_KINDS = {"dates": "日期", "counts": "数量", "mentions": "主体"}


def find_record(ledger: Ledger, record_id: str) -> tuple[str, Row]:
    """(table, row) of the record with this id; for a `task_key`, which spreadsheets show, of the task as the newest bulletin tells
    it. Raises NotInLedger if there is none."""
    for table in TABLES.values():
        if table.key is None:
            continue
        for row in ledger.rows(table.name):
            if row[table.key] == record_id:
                return table.name, row
    if told := [row for row in ledger.rows("tasks") if row["task_key"] == record_id]:
        return "tasks", _newest(ledger, told)
    raise NotInLedger(
        f"{ledger.path}: 没有编号为 {record_id!r} 的记录；编号在各表第一列"
        " no record with this id; ids stand in the first column of each table"
    )


def _newest(ledger: Ledger, told: list[Row]) -> Row:
    """The task of the newest bulletin, as `export --latest` and `v_tasks_now` have it."""
    bulletins = bulletins_of(ledger)
    newest = newest_first(bulletins[doc_id] for doc_id in {row["doc_id"] for row in told})[0]["doc_id"]
    return next(row for row in told if row["doc_id"] == newest)


def document_row(ledger: Ledger, doc_id: str) -> Row:
    """The row of a document. Raises NotInLedger if there is none."""
    return find_record(ledger, doc_id)[1]


def sentence_html(ledger: Ledger, record_id: str) -> str:
    """The sentence (or line) around a record, with everything that was read in it in colour."""
    _, row = find_record(ledger, record_id)
    text = document_row(ledger, row["doc_id"])["text"]
    start, end = sentence_around(text, row["start_char"], row["end_char"])
    return _html(ledger, row["doc_id"], text, start, end)


def document_html(ledger: Ledger, doc_id: str) -> str:
    """A whole document with its dates, counts and parties in colour."""
    text = document_row(ledger, doc_id)["text"]
    return _html(ledger, doc_id, text, 0, len(text))


def _html(ledger: Ledger, doc_id: str, text: str, start: int, end: int) -> str:
    from spacy import displacy

    ents = []
    taken = start
    for kind, row in _mentions(ledger, doc_id):
        if taken <= row["start_char"] and row["end_char"] <= end:
            ents.append(
                {"start": row["start_char"] - start, "end": row["end_char"] - start, "label": _label(kind, row)}
            )
            taken = row["end_char"]
    colours = {e["label"]: COLOURS[e["label"].split(" ")[0]] for e in ents}
    options = {"colors": colours, "ents": list(colours)}
    document = {"text": text[start:end], "ents": ents, "title": None}
    return str(displacy.render(document, style="ent", manual=True, options=options, jupyter=False))


def _mentions(ledger: Ledger, doc_id: str) -> list[tuple[str, Row]]:
    found = [(word, r) for table, word in _KINDS.items() for r in ledger.rows(table) if r["doc_id"] == doc_id]
    return sorted(found, key=lambda m: (m[1]["start_char"], -m[1]["end_char"]))


def _label(kind: str, row: Row) -> str:
    vocabulary = {"日期": zh.DATE_ROLE, "数量": zh.COUNT_STATUS, "主体": zh.PARTY_ROLE}[kind]
    return f"{kind} {say(vocabulary, row['status'] if kind == '数量' else row['role'])}"
