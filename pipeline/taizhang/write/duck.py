"""Parquet files and one DuckDB file from the JSONL tables, at native speed: DuckDB reads them with the schema's types."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from taizhang.write.duck_tables import write_further_tables
from taizhang.write.schema import TABLES, TableSchema

if TYPE_CHECKING:
    import duckdb

_SQL_TYPES: Final = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE", "list": "VARCHAR[]",
    "regions": "STRUCT(name VARCHAR, adcode VARCHAR)[]",
}  # fmt: skip
# A bulletin's text stands in one JSON value; DuckDB's default limit for one is 16 MB.
_LARGEST_ROW: Final = 512_000_000

# Bulletins with the day they tell of (`write/newest.py`), and the first of those they are a reprint of.
_TOLD: Final = "(select * from documents join bulletins_in_turn using (doc_id))"

# The names of the divisions a bulletin is about, and what city and province they lie in where it is one.
_ABOUT: Final = """
    (select doc_id, string_agg(coalesce(r.name, g.name), '、' order by nth) as region,
            case when count(distinct r.prefecture) = 1 then min(r.prefecture) end as prefecture,
            case when count(distinct r.province) = 1 then min(r.province) end as province
     from (select doc_id, unnest(regions) as g, generate_subscripts(regions, 1) as nth from documents)
     left join divisions r on r.adcode = g.adcode group by doc_id)"""


def _as_told_last(task: str) -> str:
    """The rows of `v_tasks` that the newest bulletin on the same `task` has."""
    return f"""
        select t.* from v_tasks t join bulletins_in_turn using (doc_id) left join same_tasks s using (task_key)
        qualify doc_id = first_value(doc_id) over (partition by {task} order by turn)"""


VIEWS: Final = {
    "v_documents": f"""
        select d.doc_id, d.title as bulletin, d.doc_type, d.domain, d.publisher, d.published_on, d.told_on, d.reprint_of, a.region, a.prefecture, a.province,
               c.name as campaign, (select count(*) from tasks t where t.doc_id = d.doc_id) as tasks,
               (select count(*) from counts n where n.doc_id = d.doc_id) as counts, d.source_uri
        from {_TOLD} d left join {_ABOUT} a using (doc_id) left join campaigns c using (campaign_id)""",
    "v_tasks": f"""
        select t.task_id, t.task_key, d.title as bulletin, d.published_on, d.told_on, t.kind, t.number, t.subject_text as subject, t.title, t.status,
               t.status_text, t.status_as_of, t.verified, t.deadline_to, t.completed_on, t.categories, t.region_adcode, r.name as region, r.prefecture, r.province,
               coalesce(string_agg(p.name, '、' order by a.rowid) filter (a.role = 'lead'), any_value(t.lead_text)) as lead,
               coalesce(string_agg(p.name, '、' order by a.rowid) filter (a.role = 'responsible'), any_value(t.responsible_text)) as responsible,
               string_agg(p.name, '、' order by a.rowid) filter (a.role = 'cooperating') as cooperating,
               string_agg(p.name, '、' order by a.rowid) filter (a.role = 'supervisor') as supervisor,
               string_agg(p.name, '、' order by a.rowid) filter (a.role = 'acceptance') as acceptance, t.doc_id, d.source_uri
        from tasks t join {_TOLD} d using (doc_id) left join divisions r on r.adcode = t.region_adcode
        left join assignments a using (task_id) left join parties p using (party_id)
        group by all""",
    "v_tasks_now": _as_told_last("coalesce(s.first_key, task_key)"),
    "v_task_links": f"""
        with told as ({_as_told_last("task_key")})
        select l.basis, l.confidence, l.task_key, one.title, one.bulletin, one.region, one.status,
               l.same_as, other.title as same_title, other.bulletin as same_bulletin, other.region as same_region, other.status as same_status
        from task_links l join told one using (task_key) join told other on other.task_key = l.same_as""",
    "v_counts": f"""
        select c.count_id, d.title as bulletin, d.published_on, d.told_on, c.object, c.status, c.comparator, c.value, c.unit, c.as_of,
               c.region_adcode, r.name as region, r.prefecture, r.province, c.part_of, d.reprint_of, c.text,
               d.source_uri
        from counts c join {_TOLD} d using (doc_id)
        left join divisions r on r.adcode = coalesce(c.region_adcode, case when len(d.regions) = 1 then d.regions[1].adcode end)""",
    "v_parties": """
        select p.party_id, p.name, p.kind, p.adcode, m.role, count(distinct m.doc_id) as bulletins, count(*) as mentions
        from parties p join mentions m using (party_id)
        group by all""",
    "v_failed_checks": """
        select k.rule, k.detail, d.title as bulletin, d.source_uri, k.check_id
        from checks k join documents d using (doc_id) where not k.ok""",
}


def write_duckdb_and_parquet(folder: Path) -> None:
    """Make `ledger.duckdb` and `parquet/` in a folder that holds the JSONL tables. Raises OSError if the disk is full."""
    import duckdb

    (folder / "parquet").mkdir()
    try:
        with duckdb.connect(str(folder / "ledger.duckdb")) as connection:
            _write(connection, folder)
    except (duckdb.OperationalError, duckdb.FatalException) as error:  # DuckDB has its own names for what the disk says
        code = errno.ENOSPC if "No space left" in str(error) else errno.EIO
        raise OSError(code, os.strerror(errno.ENOSPC) if code == errno.ENOSPC else str(error)) from error


def _write(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    connection.execute("set preserve_insertion_order = true")
    connection.execute("begin")  # one transaction: each of its own would wait for the disk
    for table in TABLES.values():
        connection.execute(_load(table, folder))
        target = _quoted(folder / "parquet" / f"{table.name}.parquet")
        connection.execute(f"copy {table.name} to {target} (format parquet, compression zstd)")
    write_further_tables(connection)
    for name, query in VIEWS.items():
        connection.execute(f"create view {name} as {query}")
    for table in TABLES.values():
        connection.execute(f"comment on table {table.name} is {_quoted(table.about)}")
    connection.execute("commit")
    connection.execute("checkpoint")  # closing does it too, but says nothing when the disk is full


def _load(table: TableSchema, folder: Path) -> str:
    columns = ", ".join(f"'{c.name}': '{_SQL_TYPES[c.type]}'" for c in table.columns)
    names = ", ".join(f'"{c.name}"' for c in table.columns)
    source = _quoted(folder / f"{table.name}.jsonl")
    options = f"columns={{{columns}}}, format='newline_delimited', maximum_object_size={_LARGEST_ROW}"
    return f"create table {table.name} as select {names} from read_json({source}, {options})"


def _quoted(words: Path | str) -> str:
    return "'" + str(words).replace("'", "''") + "'"
