"""Tables of `ledger.duckdb` alone, made of the others for its views: what no query could tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from taizhang.write.divisions import Named, named
from taizhang.write.newest import newest_first, told_on
from taizhang.write.reprints import reprints_of
from taizhang.write.rows import Row
from taizhang.write.task_links import same_tasks

if TYPE_CHECKING:
    import duckdb

_CODES: Final = """
    select distinct code from (
        select region_adcode as code from tasks union all select region_adcode from counts union all select adcode from parties
        union all select region_adcode from campaigns union all select unnest(regions).adcode from documents)
    where code is not null"""
_DOCUMENTS: Final = """
    select doc_id, source_uri, published_on::varchar as published_on, reported_on::varchar as reported_on from documents"""


def write_further_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make them in a database that holds the tables of the ledger."""
    codes = [code for (code,) in connection.execute(_CODES).fetchall()]
    about = "Names of the divisions that the other tables have codes of."
    _write(connection, "divisions", [f"{name} varchar" for name in Named._fields], named(codes), about)
    about = "Bulletins with the day they tell of, from the newest on; of a reprint the first of those that it is like."
    columns = ["doc_id varchar", "told_on date", "turn integer", "reprint_of varchar"]
    _write(connection, "bulletins_in_turn", columns, _in_turn(connection), about)
    about = "Keys of tasks that are one for sure, and the first of all that are."
    same = same_tasks(_rows(connection, "select * from task_links"))
    _write(connection, "same_tasks", ["task_key varchar", "first_key varchar"], list(same.items()), about)


def _in_turn(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str | None, int, str | None]]:
    documents = newest_first(row | {"told_on": told_on(row)} for row in _rows(connection, _DOCUMENTS))
    reprints = reprints_of(documents, _rows(connection, "select * from reprints"))
    return [(d["doc_id"], d["told_on"], turn, reprints.get(d["doc_id"])) for turn, d in enumerate(documents, 1)]


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    found = connection.execute(query)
    names = [name for name, *_ in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _write(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
    about: str,
) -> None:
    connection.execute(f"create table {name} ({', '.join(columns)})")
    values = [list(column) for column in zip(*rows, strict=True)] or [[]] * len(columns)
    connection.execute(f"insert into {name} select {', '.join(['unnest(?)'] * len(columns))}", values)
    connection.execute(f"comment on table {name} is '{about}'")
