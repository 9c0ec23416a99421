"""One document's records in reading order: `taizhang show LEDGER --doc ID`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from taizhang import words
from taizhang.ledger import Ledger
from taizhang.words import DAMAGE, say

Row = dict[str, Any]


def document_view(path: Path, doc: str) -> RenderableType:
    """The records of the document whose id starts with `doc`, or whose source ends with it. Raises LedgerError."""
    ledger = Ledger.open(path)
    row = ledger.document(doc)
    parties = {r["party_id"]: r for r in ledger.rows("parties")}
    table = Table(box=None, pad_edge=False, show_edge=False)
    for heading, width in (("位置", 9), ("类别", 6), ("原文", 30), ("值", None), ("说明", None)):
        table.add_column(heading, max_width=width, overflow="fold", header_style="dim")
    records = _records(ledger, row["doc_id"], parties)
    for _, _, *cells in records:
        table.add_row(*cells)
    return Group(_head(row), table, *_checks(ledger, row["doc_id"]), *_next(path, records))


def _next(path: Path, records: list[tuple[Any, ...]]) -> list[RenderableType]:
    """How to ask where a value comes from, with an id that works."""
    if not records:
        return []
    words = f"追问来历 why: taizhang explain {path} {records[0][1]}\n（编号 id：通报编号.类别字母加位置 document.letter and place）"
    return [Text(words, style="dim")]


def _head(row: Row) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    regions = "、".join(f"{g['name']} {g['adcode'] or ''}".strip() for g in row["regions"])
    for word, value in (
        ("标题", row["title"]), ("来源", row["source_uri"]), ("编号", row["doc_id"]), ("发布", row["published_on"]),
        ("文种", f"{say(words.DOC_TYPE, row['doc_type'])} {row['doc_type_score']:.2f}"),
        ("领域", f"{say(words.DOMAIN, row['domain'])} {row['domain_score']:.2f}"), ("地区", regions),
        ("修复", "、".join(say(DAMAGE, kind) for kind in row["restored"])), ("提醒", "\n".join(row["warnings"])),
    ):  # fmt: skip
        if value:
            grid.add_row(Text(word, style="dim"), Text(str(value)))
    return grid


def _records(ledger: Ledger, doc_id: str, parties: dict[str, Row]) -> list[tuple[Any, ...]]:
    out: list[tuple[Any, ...]] = []

    def add(row: Row, kind: str, style: str, value: str, note: str) -> None:
        """One line of the table, long quotations cut."""
        place = f"{row['start_char']}–{row['end_char']}"
        shown = row["text"] if len(row["text"]) <= 60 else row["text"][:59] + "…"
        record_id = next(iter(row.values()))
        out.append(
            (
                row["start_char"],
                record_id,
                Text(place, style="dim"),
                Text(kind, style=style),
                Text(shown),
                Text(value),
                Text(note),
            )
        )

    def of(table: str) -> list[Row]:
        return [r for r in ledger.rows(table) if r["doc_id"] == doc_id]

    for r in of("dates"):
        add(r, "日期", "cyan", f"{r['from_date'] or '…'} ~ {r['to_date'] or '…'}", say(words.DATE_ROLE, r["role"]))
    for r in of("counts"):
        part = " ⊂" if r["part_of"] else ""
        add(r, "数量", "green", _amount(r), f"{r['object'] or ''} {say(words.COUNT_STATUS, r['status'])}{part}".strip())
    for r in of("mentions"):
        party = parties[r["party_id"]]
        note = f"{say(words.PARTY_KIND, party['kind'])} {say(words.PARTY_ROLE, r['role'])}"
        add(r, "主体", "magenta", f"{party['name']} {party['adcode'] or ''}".strip(), note)
    for r in of("tasks"):
        note = " ".join(x for x in (say(words.TASK_STATUS, r["status"]), r["deadline_text"]) if x)
        add(r, say(words.TASK_KIND, r["kind"]), "bold yellow", f"{r['number'] or ''} {r['title']}".strip(), note)
    return sorted(out, key=lambda record: record[0])


def _amount(r: Row) -> str:
    sign = {"eq": "", "approx": "约", "gt": ">", "lt": "<"}[r["comparator"]]
    value = "不明" if r["value"] is None else f"{r['value']:,}"
    upper = f"–{r['value_to']:,}" if r["value_to"] is not None else ""
    return f"{sign}{value}{upper} {r['unit']}"


def _checks(ledger: Ledger, doc_id: str) -> list[RenderableType]:
    rows = [r for r in ledger.rows("checks") if r["doc_id"] == doc_id]
    return [
        Text(
            f"{'✓' if r['ok'] else '✗'} {say(words.CHECK, r['rule'])}: {r['detail']}",
            style="green" if r["ok"] else "red",
        )
        for r in rows
    ]
