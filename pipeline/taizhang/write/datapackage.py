"""`datapackage.json`: the ledger described for machines, after Frictionless Data Package v2."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import orjson

from taizhang.version import __version__
from taizhang.vocabulary import SCHEMA_VERSION
from taizhang.write.schema import TABLES, TableSchema

_PROFILE: Final = "https://datapackage.org/profiles/2.0/"
_TYPES: Final = {"list": "array", "regions": "array"}


def write_datapackage(folder: Path) -> None:
    """Write the descriptor of the tables in `folder`."""
    package = {
        "$schema": _PROFILE + "datapackage.json", "name": "taizhang-ledger", "title": "台账 taizhang ledger", "version": SCHEMA_VERSION,
        "description": "Tasks, counts, dates, parties and statuses read from inspection bulletins, each with its place in the source.",
        "sources": [{"title": f"taizhang {__version__}"}], "resources": [_resource(t) for t in TABLES.values()],
    }  # fmt: skip
    (folder / "datapackage.json").write_bytes(orjson.dumps(package, option=orjson.OPT_INDENT_2) + b"\n")


def _resource(table: TableSchema) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [{"name": c.name, "type": _TYPES.get(c.type, c.type), "description": c.about} for c in table.columns]
    }
    if table.key:
        schema["primaryKey"] = [table.key]
    if table.foreign:
        schema["foreignKeys"] = [_foreign(table, column, target) for column, target in table.foreign]
    return {
        "name": table.name, "type": "table", "path": f"{table.name}.jsonl", "format": "jsonl", "mediatype": "application/jsonl",
        "encoding": "utf-8", "description": table.about, "schema": schema,
    }  # fmt: skip


def _foreign(table: TableSchema, column: str, target: str) -> dict[str, Any]:
    resource = "" if target == table.name else target
    return {"fields": [column], "reference": {"resource": resource, "fields": [TABLES[target].key]}}
