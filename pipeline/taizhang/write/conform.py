"""Rows that were made for another schema, fitted to the tables as they are now: no ledger mixes two."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any, Final

from taizhang.write.rows import Row
from taizhang.write.schema import LINKS, TABLES, Column, TableSchema, Type

_BESIDE: Final = {"signatures": [{"signature": ""}]}  # what is kept with a document's rows and is no table
_PLAIN: Final[dict[Type, Any]] = {  # how values of a column stand in rows
    "string": str, "date": str, "integer": int, "number": (int, float), "boolean": bool, "list": list, "regions": list,
}  # fmt: skip
_MERGED: Final = ("failures", *LINKS)  # tables that no document has rows of


@cache
def schema_mark() -> str:
    """16 hex digits over the columns and types of all tables. Rows kept with another mark do not fit them."""
    columns = [(table.name, column.name, column.type) for table in TABLES.values() for column in table.columns]
    return hashlib.sha256(repr(columns).encode()).hexdigest()[:16]


def conforming(payload: dict[str, Any], sha256: str) -> dict[str, Any]:
    """What a source yielded under another schema, in the columns of this one, and a failure that says so. A row without its key
    is left out, as nothing could lead to it."""
    documents = [_document(tables) for tables in payload["documents"]]
    failures = [_row(failure, TABLES["failures"]) for failure in payload["failures"]]
    return {
        "uri": payload["uri"],
        "documents": [tables for tables in documents if tables["documents"]],
        "failures": [*failures, outdated(payload["uri"], sha256)],
    }


def outdated(uri: str, sha256: str) -> Row:
    """The failure of a source whose rows are of another schema and that cannot be read again."""
    return {
        "source_uri": uri,
        "sha256": sha256,
        "stage": "write",
        "reason": "missing",
        "message": f"{uri}: 台账表结构已升级，而来源现在读不到；旧结果照留，新增的列为空。来源可读时再跑一次"
        " the tables have changed and it cannot be read now: its old rows stay, new columns empty; run again when it can be read",
        "attempts": 1,
    }


def _document(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    fitted = {
        name: [_row(row, table) for row in tables.get(name, ()) if table.key is None or row.get(table.key)]
        for name, table in TABLES.items()
        if name not in _MERGED
    }
    return fitted | {name: tables.get(name, empty) for name, empty in _BESIDE.items()}


def _row(row: Row, table: TableSchema) -> Row:
    return {column.name: _value(row.get(column.name), column) for column in table.columns}


def _value(value: Any, column: Column) -> Any:
    """The value if it is of the column's type, else nothing."""
    fits = _PLAIN[column.type]
    if isinstance(value, fits) and isinstance(value, bool) == (fits is bool):
        return value
    return [] if fits is list else None
