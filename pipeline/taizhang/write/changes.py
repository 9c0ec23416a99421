"""Changes only: what is new, different or gone in a ledger since the last call, for systems that take it in.

An outbox is a folder of numbered files, `000001.jsonl` and on, one a call that found changes; a tracker takes them in the order
of their names and deletes what it has taken. Beside them `seen.sqlite` holds a digest of every row handed out: who else wants
the changes keeps an outbox of their own. A call that is killed hands the same changes out again under the same number, and to
apply a file twice does no harm.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from graphlib import TopologicalSorter
from pathlib import Path
from typing import BinaryIO, Final

import orjson

from taizhang.errors import LedgerBusy, LedgerError, SettingsError
from taizhang.litter import is_litter
from taizhang.write.files import unwritable
from taizhang.write.schema import TABLES

_SEEN: Final = "seen.sqlite"
_NUMBERED: Final = re.compile(r"\d{6,}\.jsonl")
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS file (name TEXT PRIMARY KEY, digest BLOB);
CREATE TABLE IF NOT EXISTS handed_out (number INTEGER);
CREATE TABLE IF NOT EXISTS seen (name TEXT, id TEXT, digest BLOB, PRIMARY KEY (name, id)) WITHOUT ROWID;
CREATE TEMP TABLE present (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_PUT_IN: Final = "INSERT INTO seen VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest"


def write_changes(ledger: Path, outbox: Path) -> tuple[Path | None, Counter[str]]:
    """Write what has changed in the ledger since the last call with this outbox to its next file.

    Each line is `{"op", "table", "id", "row"}`: ADD and MOD with the row as it is now, DEL without. Rows come behind those their
    ids lead to and are deleted before them. A row without a key of its own (assignments, failures, links) has the digest of its
    content for id. A call while a run puts a new ledger in place may meet some tables of before: the next call hands out the rest.
    Returns the file, None if nothing has changed, and how many there are of each op. Raises LedgerError if
    there is no ledger or the outbox cannot be written, LedgerBusy if another call is at work on it, SettingsError if it is the
    ledger's own folder, or one that holds something else: an inbox would read what is written there.
    """
    if missing := [name for name in TABLES if not (ledger / f"{name}.jsonl").is_file()]:
        raise LedgerError(
            f"{ledger}: 这里没有完整的台账，缺 {'、'.join(missing)}；请先跑完 taizhang run"
            " no whole ledger here; finish a taizhang run first"
        )
    if outbox.resolve() == ledger.resolve():
        raise SettingsError(
            f"{outbox}: 是台账本身，变动文件会混进各表；请另给 --to 文件夹"
            " is the ledger itself, whose tables the files would mix with; give another folder with --to"
        )
    if _holds_other_things(outbox):
        raise SettingsError(
            f"{outbox}: 里面有别的东西，不是发件目录；请另给 --to 一个空的或新的文件夹"
            " holds something else and is no outbox; give an empty or a new folder with --to"
        )
    try:
        outbox.mkdir(parents=True, exist_ok=True)
        with _memory(outbox / _SEEN) as memory:
            return _hand_out(ledger, outbox, memory)
    except OSError as error:
        raise unwritable(outbox, error) from error


def _holds_other_things(outbox: Path) -> bool:
    """Whether a folder that is no outbox yet holds more than files of one, which an outbox that was lost leaves behind."""
    if not outbox.is_dir() or (outbox / _SEEN).exists():
        return False
    return not all(_may_lie_in_one(entry.name) for entry in outbox.iterdir())


def _may_lie_in_one(name: str) -> bool:
    return bool(_NUMBERED.fullmatch(name)) or name.startswith(".") or is_litter(name)


@contextmanager
def _memory(path: Path) -> Iterator[sqlite3.Connection]:
    """The digests of what was handed out, ours alone until the end; they change only if all went well."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as memory:
        try:
            memory.executescript(_TABLES)
            memory.execute("BEGIN IMMEDIATE")
            yield memory
            memory.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise LedgerBusy(
                    f"{path.parent}: 另一个 taizhang changes 正在写，请等它结束 another call is at work on this outbox; wait for it to end"
                ) from error
            raise OSError(0, str(error)) from error
        except sqlite3.DatabaseError as error:
            raise LedgerError(
                f"{path}: 不是 taizhang 记下的文件或已损坏；删掉它，下次会把全部记录重发一遍"
                f" not a file of taizhang or damaged; delete it, and the next call hands out everything again: {error}"
            ) from error


def _hand_out(ledger: Path, outbox: Path, memory: sqlite3.Connection) -> tuple[Path | None, Counter[str]]:
    (last,) = memory.execute("SELECT coalesce(max(number), 0) FROM handed_out").fetchone()
    to, part = outbox / f"{last + 1:06}.jsonl", outbox / ".changes.part"
    ops: Counter[str] = Counter()
    with part.open("wb") as file:
        gone = [(name, _write_new(ledger / f"{name}.jsonl", name, file, memory, ops)) for name in _in_order()]
        for name, ids in reversed(gone):
            for row_id in ids:
                _line(file, "DEL", name, row_id)
        ops["DEL"] += sum(len(ids) for _, ids in gone)
        file.flush()
        os.fsync(file.fileno())
    if not +ops:
        part.unlink()
        return None, +ops
    memory.execute("INSERT INTO handed_out VALUES (?)", (last + 1,))
    os.replace(part, to)
    return to, +ops


def _write_new(path: Path, name: str, out: BinaryIO, memory: sqlite3.Connection, ops: Counter[str]) -> list[str]:
    """Write the rows of a table that are new or different; the ids of those that are gone."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
        if memory.execute("SELECT 1 FROM file WHERE name = ? AND digest = ?", (name, digest)).fetchone():
            return []
        memory.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (name, digest))
        file.seek(0)
        for line in file:
            _compare(line.rstrip(b"\n"), name, out, memory, ops)
    gone = [i for (i,) in memory.execute("SELECT id FROM seen WHERE name = ? AND id NOT IN present", (name,))]
    memory.executemany("DELETE FROM seen WHERE name = ? AND id = ?", ((name, row_id) for row_id in gone))
    memory.execute("DELETE FROM present")
    return gone


def _compare(line: bytes, name: str, out: BinaryIO, memory: sqlite3.Connection, ops: Counter[str]) -> None:
    digest = hashlib.blake2b(line, digest_size=16).digest()
    key = TABLES[name].key
    row_id = orjson.loads(line)[key] if key else digest.hex()
    memory.execute("INSERT OR IGNORE INTO present VALUES (?)", (row_id,))
    old = memory.execute("SELECT digest FROM seen WHERE name = ? AND id = ?", (name, row_id)).fetchone()
    if old != (digest,):
        op = "MOD" if old else "ADD"
        _line(out, op, name, row_id, line)
        memory.execute(_PUT_IN, (name, row_id, digest))
        ops[op] += 1


def _line(out: BinaryIO, op: str, name: str, row_id: str, row: bytes | None = None) -> None:
    head = {"op": op, "table": name, "id": row_id}
    out.write(orjson.dumps(head if row is None else head | {"row": orjson.Fragment(row)}) + b"\n")


def _in_order() -> list[str]:
    """The tables, each behind those that its ids lead to."""
    leads_to = {t.name: {other for _, other in t.foreign if other != t.name} for t in TABLES.values()}
    return list(TopologicalSorter(leads_to).static_order())
