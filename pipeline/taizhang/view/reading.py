"""One document's records in reading order: `taizhang show LEDGER --doc ID` and `taizhang parse FILE`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from taizhang import vocabulary_zh as zh
from taizhang.ledger import Ledger
from taizhang.messages import DAMAGE
from taizhang.terminal import harmless, typed
from taizhang.vocabulary_zh import say

Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]  # the rows of one document by table
Known = dict[str, Row]  # bodies and figures by their id
Told = tuple[str, str, str]  # kind, value, note
_LONGEST: Final = 60


class Record(NamedTuple):
    """A record as a person reads it: its id, the colour of its kind, and its cells: place, kind, words, value, note."""

    start: int
    record_id: str
    style: str
    cells: tuple[str, ...]


def document_view(path: Path, doc: str) -> RenderableType:
    """The records of the document that `doc` names (see `Ledger.document`). Raises LedgerError."""
    ledger = Ledger.open(path)
    tables = tables_of(ledger, ledger.document(doc)["doc_id"])
    return Group(tables_view(tables), *_next(path, records_of(tables)))


def tables_view(tables: Tables) -> RenderableType:
    """The records of one document whose rows are given, as `taizhang.to_rows` or `tables_of` gives them."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    for heading, width in (("位置", 9), ("类别", 6), ("原文", 30), ("值", None), ("说明", None)):
        table.add_column(heading, max_width=width, overflow="fold", header_style="dim")
    for record in records_of(tables):
        styles = ("dim", record.style, "", "", "")
        table.add_row(*(Text(cell, style=style) for cell, style in zip(record.cells, styles, strict=True)))
    return Group(_head(tables["documents"][0]), table, *_checks(tables))


def tables_of(ledger: Ledger, doc_id: str) -> Tables:
    """The rows of one document in a ledger, and all parties."""
    names = ("documents", "checks", *(table for table, _, _ in _KINDS))
    own = {name: [row for row in ledger.rows(name) if row["doc_id"] == doc_id] for name in names}
    return {**own, "parties": list(ledger.rows("parties"))}


def head_of(row: Row) -> list[tuple[str, str]]:
    """What is known of a document as a whole, as (word, value)."""
    regions = "、".join(f"{g['name']} {g['adcode'] or ''}".strip() for g in row["regions"])
    told = (
        ("标题", row["title"]), ("来源", harmless(row["source_uri"])), ("编号", row["doc_id"]), ("发布", row["published_on"]),
        ("文种", f"{say(zh.DOC_TYPE, row['doc_type'])} {row['doc_type_score']:.2f}"),
        ("领域", f"{say(zh.DOMAIN, row['domain'])} {row['domain_score']:.2f}"), ("地区", regions),
        ("修复", "、".join(say(DAMAGE, kind) for kind in row["restored"])), ("提醒", "\n".join(row["warnings"])),
    )  # fmt: skip
    return [(word, value) for word, value in told if value]


def records_of(tables: Tables) -> list[Record]:
    """All dates, counts, parties and tasks of a document, in reading order; long quotations are cut."""
    known = {r["party_id"]: r for r in tables["parties"]} | {r["count_id"]: r for r in tables["counts"]}
    found = [
        Record(
            r["start_char"],
            next(iter(r.values())),
            style,
            (f"{r['start_char']}–{r['end_char']}", kind, _cut(r["text"]), *told),
        )
        for table, style, say_it in _KINDS
        for r in tables[table]
        for kind, *told in (say_it(r, known),)
    ]
    return sorted(found, key=lambda record: record.start)


def checks_of(tables: Tables) -> list[tuple[bool, str]]:
    """What was checked in a document: whether it holds, and what was compared."""
    return [(r["ok"], f"{say(zh.CHECK, r['rule'])}: {r['detail']}") for r in tables["checks"]]


def _next(path: Path, records: list[Record]) -> list[RenderableType]:
    """How to ask where a value comes from, with an id that works."""
    if not records:
        return []
    told = f"追问来历 why: taizhang explain {typed(path)} {records[0].record_id}\n（编号 id：通报编号.类别字母加位置 document.letter and place）"
    return [Text(told, style="dim")]


def _head(row: Row) -> RenderableType:
    grid = Table.grid("", Column(overflow="fold"), padding=(0, 2))
    for word, value in head_of(row):
        grid.add_row(Text(word, style="dim"), Text(str(value)))
    return grid


def _checks(tables: Tables) -> list[RenderableType]:
    return [Text(f"{'✓' if ok else '✗'} {told}", style="green" if ok else "red") for ok, told in checks_of(tables)]


def _date(r: Row, _: Known) -> Told:
    first, last = r["from_date"] or "…", r["to_date"] or "…"
    return "日期", first if first == last else f"{first} ~ {last}", say(zh.DATE_ROLE, r["role"])


def _count(r: Row, known: Known) -> Told:
    part = f"（共{known[r['part_of']]['text']}）" if r["part_of"] else ""
    return "数量", _amount(r), f"{r['object'] or ''} {say(zh.COUNT_STATUS, r['status'])}{part}".strip()


def _mention(r: Row, known: Known) -> Told:
    party = known[r["party_id"]]
    note = f"{say(zh.PARTY_KIND, party['kind'])} {say(zh.PARTY_ROLE, r['role'])}"
    return "主体", f"{party['name']} {party['adcode'] or ''}".strip(), note


def _task(r: Row, _: Known) -> Told:
    note = " ".join(x for x in (say(zh.TASK_STATUS, r["status"]), r["deadline_text"]) if x)
    return say(zh.TASK_KIND, r["kind"]), f"{r['number'] or ''} {r['title']}".strip(), note


_KINDS: Final[tuple[tuple[str, str, Callable[[Row, Known], Told]], ...]] = (
    ("dates", "cyan", _date), ("counts", "green", _count), ("mentions", "magenta", _mention), ("tasks", "bold yellow", _task),
)  # fmt: skip


def _cut(text: str) -> str:
    text = text.replace("\t", " ")  # between the cells of a row
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _amount(r: Row) -> str:
    sign = {"eq": "", "approx": "约", "gt": ">", "lt": "<"}[r["comparator"]]
    value = "不明" if r["value"] is None else f"{r['value']:,}"
    upper = f"–{r['value_to']:,}" if r["value_to"] is not None else ""
    each = f" ×{r['each_of']}" if r["each_of"] else ""
    return f"{sign}{value}{upper} {r['unit']}{each}"
