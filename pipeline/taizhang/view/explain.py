"""Why a value is what it is: its sentence, the rules that made it, and the other rules that match there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import regex
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from taizhang.labels import TABLE, column_label, value_label
from taizhang.ledger import Ledger
from taizhang.rules import Rule, load_pack, pack_names
from taizhang.view.places import region_names
from taizhang.view.spans import document_row, find_record, sentence_around
from taizhang.vocabulary_zh import ASSIGNMENT_ROLE
from taizhang.write.schema import TABLES

Row = dict[str, Any]
_HIDDEN = {"start_char", "end_char", "source_start", "source_end", "doc_id", "rule_id", "text"}
_ONE_A_LINE = {"record_ids", "source_uris", "measures", "warnings"}  # to be copied, or long
# The table and the column that say what an id stands for, by the column it is in; for records, by the letter in their id.
_OF = {
    "party_id": (("parties", "name"),), "inspector_party_id": (("parties", "name"),), "campaign_id": (("campaigns", "name"),),
    "part_of": (("counts", "text"),),
}  # fmt: skip
_OF_RECORD = {"d": ("dates", "text"), "c": ("counts", "text"), "m": ("mentions", "text"), "t": ("tasks", "title")}
_SPAN_TABLES = {"dates", "counts", "mentions", "tasks"}


def explanation(path: Path, record_id: str) -> RenderableType:
    """The explanation of one record of the ledger in folder `path`. Raises NotInLedger if there is no such record."""
    ledger = Ledger.open(path)
    table, row = find_record(ledger, record_id)
    parts: list[RenderableType] = [
        Text(f"{TABLE[table]} {table} {record_id}", style="bold"),
        _values(ledger, table, row),
    ]
    if table not in _SPAN_TABLES:
        return Group(*parts)
    document = document_row(ledger, row["doc_id"])
    text = document["text"]
    parts.append(Text(f"来源 {document['source_uri']}  {document['title'] or ''}".rstrip(), style="dim"))
    left, right = sentence_around(text, row["start_char"], row["end_char"])
    parts.append(_sentence(text, left, right, row))
    chain = [step.split(":")[0] for step in regex.split(r"[+ ]", row["rule_id"])]
    parts += [_rule(rule_id) for rule_id in chain]
    others = [r for r in _matching(table, text, left, right, row) if r.id not in chain]
    if others:
        parts.append(Text("这里也能匹配、但未采用的规则 other rules that match here:", style="dim"))
        parts += [Text(f"  {r.id}  {r.why}", style="dim") for r in others]
    return Group(*parts)


def _values(ledger: Ledger, table: str, row: Row) -> RenderableType:
    grid = Table.grid("", Column(overflow="fold"), padding=(0, 2))
    for key, value in row.items():
        if key not in _HIDDEN and value not in (None, []):
            values = value if key in _ONE_A_LINE else [value]
            names = _names(ledger, key, values) if key != TABLES[table].key else {}
            told = (f"{value_label(table, key, one)} {names.get(one, '') if names else ''}".rstrip() for one in values)
            grid.add_row(Text(column_label(key), style="dim"), Text("\n".join(told)))
    for role, bodies in _parties(ledger, table, row):
        grid.add_row(Text(role, style="dim"), Text(bodies))
    return grid


def _names(ledger: Ledger, key: str, values: list[Any]) -> dict[str, str]:
    """What codes and ids stand for: the names of divisions, bodies and campaigns, the words of other records."""
    if key.endswith("adcode"):
        return region_names(values)
    found: dict[str, str] = {}
    for table, column in (
        {_OF_RECORD[v.rpartition(".")[2][0]] for v in values} if key == "record_ids" else _OF.get(key, ())
    ):
        own = TABLES[table].key or ""
        found |= {row[own]: row[column] for row in ledger.rows(table) if row[own] in values}
    return found


def _parties(ledger: Ledger, table: str, row: Row) -> Iterator[tuple[str, str]]:
    """(in what part, names) of the bodies that a task leads to."""
    if table != "tasks":
        return
    names = {r["party_id"]: r["name"] for r in ledger.rows("parties")}
    parts: dict[str, list[str]] = {}
    for a in ledger.rows("assignments"):
        if a["task_id"] == row["task_id"]:
            parts.setdefault(a["role"], []).append(names[a["party_id"]])
    yield from ((f"{ASSIGNMENT_ROLE[role]} {role}", "、".join(of)) for role, of in parts.items())


def _sentence(text: str, left: int, right: int, row: Row) -> RenderableType:
    start, end = row["start_char"], min(row["end_char"], right)
    place = f"正文 {row['start_char']}–{row['end_char']}，原文 {row['source_start']}–{row['source_end']}"
    marked = f"{escape(text[left:start])}[bold reverse]{escape(text[start:end])}[/]{escape(text[end:right])}"
    return Group(Text(place, style="dim"), Text.from_markup(marked.strip()))


def _rule(rule_id: str) -> RenderableType:
    rule = next((r for r in _all_rules() if r.id == rule_id), None)
    if rule is None:
        return Text(
            f"规则 {rule_id}: {note(rule_id) or '不在自带的规则包里 in none of the built-in packs'}", style="cyan"
        )
    lines = [f"规则 {rule.id}: {rule.why}"]
    lines += [f"    例 {example['text']}" for example in rule.examples[:2]]
    return Text("\n".join(lines), style="cyan")


def note(rule_id: str) -> str | None:
    """What a `rule_id` that names no pattern means; notes on `dates.role` hold for all that begin so."""
    notes = load_pack("explain").lexicons["notes"]
    parts = rule_id.split(".")
    return next((notes[key] for n in range(len(parts), 0, -1) if (key := ".".join(parts[:n])) in notes), None)


def _all_rules() -> Iterator[Rule]:
    for name in pack_names():
        yield from load_pack(name).rules


_PACKS = {
    "dates": "dates",
    "counts": "counts",
    "mentions": "parties",
}  # the rules of tasks each tell a part of one: all of them match


def _matching(table: str, text: str, left: int, right: int, row: Row) -> Iterator[Rule]:
    """Rules of the table's packs with a match that touches the record."""
    for rule in load_pack(_PACKS[table]).rules if table in _PACKS else ():
        spans = (m.span() for m in regex.finditer(rule.pattern, text, pos=left, endpos=right) if m.group())
        if rule.pattern and any(s < row["end_char"] and e > row["start_char"] for s, e in spans):
            yield rule
