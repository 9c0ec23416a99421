"""Open a ledger for reading: tables as data frames, and a DuckDB connection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

import orjson

from taizhang.errors import EnvironmentFault, LedgerError, NotInLedger
from taizhang.near import near_names
from taizhang.terminal import typed
from taizhang.write.schema import TABLES

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl


_BLOCK: Final = 1 << 20
_DATABASE: Final = "ledger.duckdb"
_CORRUPT: Final = "Corrupt database file"  # DuckDB has no error of its own for a block whose checksum is another


class Ledger:
    """A ledger on disk, read-only.

    >>> ledger = Ledger.open(path)          # doctest: +SKIP
    >>> ledger.table("counts")              # a pandas frame   # doctest: +SKIP
    >>> ledger.sql("select * from tasks")   # any DuckDB query # doctest: +SKIP
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __repr__(self) -> str:
        return f"Ledger({str(self.path)!r})"

    @classmethod
    def open(cls, path: str | Path) -> Ledger:
        """The ledger in the folder `path`. Raises LedgerError if there is none."""
        folder = Path(path)
        if not (folder / "documents.jsonl").is_file():
            raise LedgerError(
                f"{folder}: 这里没有（完整的）台账，请先跑完：taizhang run 来源 --out {typed(folder)}"
                f" no (whole) ledger here; make one with: taizhang run SOURCE --out {typed(folder)}"
            )
        return cls(folder)

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables that are there, in the contract's order, further ones behind."""
        known = [name for name in TABLES if (self.path / f"{name}.jsonl").exists()]
        more = sorted(p.stem for p in self.path.glob("*.jsonl") if p.stem not in TABLES and p.stem != "corrections")
        return (*known, *more)

    def table(self, name: str) -> pd.DataFrame:
        """A table as a pandas frame, typed as in `datapackage.json`: days can be reckoned with, and whole numbers stay whole where some
        are missing. Raises LedgerError if there is no such table."""
        import pandas as pd
        import pyarrow as pa
        import pyarrow.parquet as pq

        whole = {pa.int64(): pd.Int64Dtype()}
        frame: pd.DataFrame = pq.read_table(self._parquet(name)).to_pandas(date_as_object=False, types_mapper=whole.get)
        return frame

    def polars(self, name: str) -> pl.DataFrame:
        """A table as a polars frame. Raises EnvironmentFault without the extra `taizhang[polars]`."""
        try:
            import polars as pl
        except ImportError as error:
            raise EnvironmentFault(
                "没有装 polars，请装 taizhang[polars]（怎么装见 taizhang doctor） polars is not installed"
            ) from error
        return pl.read_parquet(self._parquet(name))

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table as they stand in its JSONL, one by one. Raises LedgerError if there is no such table, or a line is torn."""
        path = self.path / f"{name}.jsonl"
        if not path.exists():
            raise self._no_table(name)
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield orjson.loads(line)
                except orjson.JSONDecodeError as error:
                    raise LedgerError(
                        f"{path}:{number}: 这一行不完整或被改坏；再跑一次 taizhang run，各表会重新写好"
                        f" this line is torn or was changed; run taizhang run again, and the tables are written anew: {error}"
                    ) from error

    def size(self, name: str) -> int:
        """How many rows a table has: its lines, which are counted and not understood."""
        with (self.path / f"{name}.jsonl").open("rb") as lines:
            return sum(block.count(b"\n") for block in iter(lambda: lines.read(_BLOCK), b""))

    def document(self, doc: str) -> dict[str, Any]:
        """The row of the one document whose id starts with `doc`, or whose source ends with it; where there is none like that, of the
        one with `doc` in its file name, else in its title. Raises NotInLedger if it is none or several."""
        found = [r for r in self.rows("documents") if r["doc_id"].startswith(doc) or r["source_uri"].endswith(doc)]
        found = [r for r in found if PurePath(r["source_uri"]).name == doc] or found  # 1.txt is not 11.txt
        found = found or [r for r in self.rows("documents") if doc in PurePath(r["source_uri"]).name]
        found = found or [r for r in self.rows("documents") if doc in (r["title"] or "")]
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotInLedger(
                f"{self.path}: 没有 {doc!r} 这一篇{self._near(doc)}；文件名和编号见 documents.jsonl 的 source_uri、doc_id"
                " no document like that; names and ids are in documents.jsonl, columns source_uri and doc_id"
            )
        raise NotInLedger(
            f"{len(found)} 篇都对得上 {doc!r}，请写全"
            " documents match; say more: "
            + ", ".join(f"{r['doc_id']} {r['source_uri']}" for r in found[:5])
            + (" …" if len(found) > 5 else "")
        )

    def _near(self, doc: str) -> str:
        near = near_names(doc, (PurePath(r["source_uri"]).name for r in self.rows("documents")))
        return f"，相近的有 did you mean {'、'.join(near)}" if near else ""

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A read-only DuckDB connection to `ledger.duckdb`: all tables, and views. Close it when done.

        Raises LedgerError if the file is missing or damaged."""
        import duckdb

        path = self.path / _DATABASE
        try:
            return duckdb.connect(str(path), read_only=True)
        except duckdb.Error as error:
            raise _damaged(path, error) from error

    def sql(self, query: str, *parameters: object) -> pd.DataFrame:
        """The answer to a DuckDB query as a pandas frame; `?` in the query takes the parameters in order. Raises LedgerError if the
        file is missing or damaged, and what DuckDB says of the query."""
        import duckdb

        with self.connect() as connection:
            try:
                return connection.execute(query, list(parameters)).df()
            except duckdb.Error as error:
                if str(error).startswith(_CORRUPT):
                    raise _damaged(self.path / _DATABASE, error) from error
                raise

    def _no_table(self, name: str) -> LedgerError:
        view = name.startswith("v_")
        asked = "；视图用 sql() 查 a view is asked with sql()" if view else ""
        lost = "；缺的表再跑一次 taizhang run 就会补上 run again, and it is written again" if name in TABLES else ""
        return LedgerError(
            f"{self.path}: 没有 {name!r} 这张表，现有 no such table; there are: {', '.join(self.tables)}{asked}{lost}"
        )

    def _parquet(self, name: str) -> Path:
        path = self.path / "parquet" / f"{name}.parquet"
        if not path.exists():
            raise self._no_table(name)
        return path


def _damaged(path: Path, error: Exception) -> LedgerError:
    return LedgerError(
        f"{path}: 打不开；再跑一次 taizhang run，它会重新写好"
        f" cannot be opened; run taizhang run again, and it is written anew: {error}"
    )
