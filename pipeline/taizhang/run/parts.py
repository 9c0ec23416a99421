"""Parquet parts: what each chunk yielded, under names made of its content, so that a chunk done twice overwrites itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Final

from taizhang.run.worker import Result
from taizhang.write.schema import LINKS, TABLES, TableSchema

_PER_DOCUMENT: Final = tuple(name for name in TABLES if name not in LINKS)


def write_parts(results: Iterable[Result], target: str) -> None:
    """Write `TARGET/TABLE/PART.parquet` for every table; `target` is a folder or an fsspec URL. Needs `taizhang[remote]`.

    Parties and campaigns are as each bulletin tells them; the ledger merges them.
    """
    from fsspec.core import url_to_fs

    results = list(results)
    fs, root = url_to_fs(target)
    name = hashlib.sha256("".join(sorted(r.sha256 or r.uri for r in results)).encode()).hexdigest()[:16]
    for table in _PER_DOCUMENT:
        rows = [row for result in results for row in _rows(result, table)]
        if rows:
            _write(rows, TABLES[table], fs, f"{root}/{table}/{name}.parquet")


def _rows(result: Result, table: str) -> list[dict[str, Any]]:
    if table == "failures":
        return result.failures
    return [row for tables in result.documents for row in tables[table]]


def _write(rows: list[dict[str, Any]], table: TableSchema, fs: Any, path: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
    with fs.open(path, "wb") as file:
        pq.write_table(
            pa.Table.from_pylist([_plain(row) for row in rows], schema=_arrow(table)), file, compression="zstd"
        )


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    import datetime as dt

    return {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in row.items()}


def _arrow(table: TableSchema) -> Any:
    """Dates stay ISO text here: parts are read by engines that agree on text and not on dates before 1970."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.string(),
        "list": pa.list_(pa.string()), "regions": pa.list_(pa.struct([("name", pa.string()), ("adcode", pa.string())])),
    }  # fmt: skip
    return pa.schema([(c.name, kinds[c.type]) for c in table.columns])
