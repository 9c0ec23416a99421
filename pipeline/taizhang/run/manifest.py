"""The memory of a ledger: which sources it knows, what their content yielded, and with which pipeline. SQLite in WAL mode.

A source is a place (URI); content is what stood there, by SHA-256. Rows hang on the content, so a moved file or an exact
duplicate is not read twice. A chunk's results go in with one transaction: after a kill they are there wholly or not at all.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from taizhang.errors import LedgerBusy, LedgerError
from taizhang.run.exchange import Packed
from taizhang.run.fingerprint import Marks
from taizhang.run.sources import Source, is_remote
from taizhang.write.conform import conforming, schema_mark

_SCHEMA = """
create table if not exists source (
  uri text primary key, size integer, mtime_ns integer, sha256 text, fingerprint text, failure blob, attempts integer default 1, folder text);
create index if not exists source_by_content on source (sha256);
create index if not exists source_by_size on source (size);
create table if not exists content (
  sha256 text primary key, fingerprint text, uri text, failed integer, payload blob, schema text);
create table if not exists run (
  id text primary key, started real, seconds real, read integer, failed integer, unchanged integer, removed integer, documents integer);
create table if not exists state (key text primary key, value text);
pragma temp_store = file;
create temp table there (uri text primary key) without rowid;
create temp table moved (sha256 text primary key) without rowid;
create temp table todo (uri text primary key, size integer, mtime_ns integer) without rowid;
"""
_VERSION = 1  # of these tables and of the rows that `content` holds; SQLite's `user_version`
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class Known(NamedTuple):
    """What the manifest knows of a source."""

    size: int
    mtime_ns: int
    sha256: str | None
    fingerprint: str
    failed: bool


class Manifest:
    """The manifest in `folder` (made if missing). Use as a context manager. A full disk and the like raise LedgerError.
    One that is `read_only` needs no right to write, and is an empty one where there is none.

    What a run finds in its sources and has yet to read stands in temporary tables, on disk: memory does not grow with the inbox.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self._folder = folder
        try:
            if read_only:
                self._db = _reader(folder / "manifest.sqlite")
                self._check_version()
                return
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / "manifest.sqlite", isolation_level=None)
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = normal")
            self._check_version()
            self._db.executescript(_SCHEMA)
            _complete(self._db)
        except (OSError, sqlite3.Error) as error:
            raise self._fault(error) from error

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self._db.close()
        if isinstance(error, sqlite3.Error):
            raise self._fault(error) from error

    def _check_version(self) -> None:
        """Raises LedgerError for a manifest of a later version of taizhang, which this one would misread or cut down."""
        (version,) = self._db.execute("pragma user_version").fetchone()
        if version > _VERSION:
            self._db.close()
            raise LedgerError(
                f"{self._folder}: 运行记录由更新版本的 taizhang 写成；请升级 taizhang，或换一个输出文件夹"
                " its manifest was written by a later version of taizhang; upgrade taizhang, or write to another folder"
            )

    def _fault(self, error: Exception) -> LedgerError:
        if getattr(error, "sqlite_errorcode", None) in _DAMAGED:  # Python's own errors have none
            return LedgerError(
                f"{self._folder}: 运行记录已损坏（{error}）；删去其中的 manifest.sqlite* 再跑一次，来源会全部重读，更正不丢"
                f" the manifest is damaged; delete manifest.sqlite* in it and run again: all sources are read anew, corrections stay"
            )
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            return LedgerBusy(
                f"{self._folder}: 另一个程序（备份、数据库工具）占着运行记录 manifest.sqlite，请关掉它再跑一次"
                " another program (a backup, a database tool) holds manifest.sqlite in it; close it and run again"
            )
        return LedgerError(
            f"{self._folder}: 运行记录写不进去（{error}）；请检查磁盘空间和权限，再跑一次，已读的都保留"
            f" the manifest cannot be written ({error}); check disk space and rights and run again: what was read is kept"
        )

    def known(self, uri: str) -> Known | None:
        """What is known of the source at `uri`."""
        row = self._db.execute(
            "select s.size, s.mtime_ns, s.sha256, s.fingerprint, s.failure is not null or coalesce(c.failed, 0)"
            " from source s left join content c using (sha256) where s.uri = ?", (uri,)
        ).fetchone()  # fmt: skip
        return Known(row[0], row[1], row[2], row[3], bool(row[4])) if row else None

    def n_sources(self) -> int:
        """How many sources are known."""
        return int(self._db.execute("select count(*) from source").fetchone()[0])

    def has_size(self, size: int) -> bool:
        """Whether content of so many bytes was read before; if not, a source of this size can be no moved one, and need not be opened
        to see. 0 stands for a size that nobody knows."""
        row = self._db.execute(
            "select 1 from source where size = ? and size > 0 and sha256 is not null limit 1", (size,)
        )
        return row.fetchone() is not None

    def content_is_known(self, sha256: str, fingerprint: str) -> bool:
        """Whether this pipeline has read this content before."""
        row = self._db.execute("select 1 from content where sha256 = ? and fingerprint = ?", (sha256, fingerprint))
        return row.fetchone() is not None

    def found(self, uri: str) -> bool:
        """Note that a run has found something at `uri`; False if it had already."""
        return self._db.execute("insert or ignore into there values (?)", (uri,)).rowcount > 0

    def found_at_new_place(self, sha256: str) -> None:
        """Note that a run has found known content at a place that was not known."""
        self._db.execute("insert or ignore into moved values (?)", (sha256,))

    def has_moved(self, uri: str) -> bool:
        """Whether the content of a known source was found at a new place."""
        row = self._db.execute("select 1 from source join moved using (sha256) where uri = ?", (uri,))
        return row.fetchone() is not None

    def to_read(self, source: Source) -> None:
        """Put a source on the list of this run."""
        self._db.execute("insert or replace into todo values (?, ?, ?)", source)

    def todo(self) -> Iterator[Source]:
        """The list of this run, ordered by URI."""
        yield from map(Source._make, self._db.execute("select * from todo order by uri"))

    def n_todo(self) -> int:
        """How many sources are on the list of this run."""
        return int(self._db.execute("select count(*) from todo").fetchone()[0])

    def not_found(self) -> Iterator[tuple[str, str]]:
        """(uri, folder it is relative to) of known sources that this run has not found, ordered; "" where it is relative to none."""
        yield from self._db.execute(
            "select uri, coalesce(folder, '') from source where uri not in (select uri from there) order by uri"
        )

    def is_only_missing(self, uri: str) -> bool:
        """Whether all that is known of a place is that it was asked for and was not there, and no source lies in it."""
        row = self._db.execute("select failure from source where uri = ? and sha256 is null", (uri,)).fetchone()
        inside = "select 1 from source where uri > ? and uri < ? limit 1"
        if not row or not row[0] or self._db.execute(inside, (f"{uri}/", f"{uri}0")).fetchone():
            return False
        return bool(orjson.loads(row[0])["reason"] == "missing")

    def store(self, results: Iterable[Packed], marks: Marks) -> None:
        """Keep the results of a chunk from the list of this run, in one transaction."""
        with self.transaction():
            for result in results:
                (source,) = self._db.execute("select * from todo where uri = ?", (result.uri,))
                fingerprint = marks.of(result.uri, result.sha256)
                failure = None if result.sha256 else orjson.dumps(result.failures[0])
                attempts = max((f["attempts"] for f in result.failures), default=1)
                self._put_source((*source, result.sha256, fingerprint, failure, attempts))
                if result.sha256:
                    self._db.execute(
                        "insert or replace into content (sha256, fingerprint, uri, failed, payload, schema) values (?, ?, ?, ?, ?, ?)",
                        (result.sha256, fingerprint, result.uri, bool(result.failures), result.payload, schema_mark()),
                    )
            self._changed()

    def _put_source(self, row: tuple[Any, ...]) -> None:
        """A source: uri, size, mtime_ns, sha256, fingerprint, failure, attempts. A relative one is so from the working folder."""
        uri: str = row[0]
        folder = None if is_remote(uri) or os.path.isabs(uri) else os.getcwd()
        self._db.execute("insert or replace into source values (?, ?, ?, ?, ?, ?, ?, ?)", (*row, folder))

    def seen_again(self, source: Source, sha256: str, fingerprint: str) -> None:
        """Known content at a new place, or at its old place with a new time stamp."""
        self._put_source((*source, sha256, fingerprint, None, 1))
        self._changed()

    def failed_at(self, failure: dict[str, Any]) -> bool:
        """A source that could not even be looked at; False if that was known. What was read where a look is denied now stays."""
        uri, told = failure["source_uri"], orjson.dumps(failure)
        if self._db.execute("select 1 from source where uri = ? and failure = ?", (uri, told)).fetchone() is not None:
            return False
        known = self.known(uri) if failure["reason"] == "denied" else None
        size, sha256 = (known.size, known.sha256) if known else (0, None)
        self._put_source((uri, size, 0, sha256, "", told, 1))
        self._changed()
        return True

    def forget(self, uris: Iterable[str]) -> None:
        """Sources that are gone."""
        with self.transaction():
            self._db.executemany("delete from source where uri = ?", ((u,) for u in uris))
            self._changed()

    def drop_replaced(self) -> None:
        """Let go of content that stands nowhere any more: its files were edited or are gone."""
        self._db.execute("delete from content where sha256 not in (select sha256 from source where sha256 is not null)")

    def _changed(self) -> None:
        self._db.execute(
            "insert into state values ('version', '1') on conflict (key) do update set value = cast(value as integer) + 1"
        )

    def contents(self) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
        """(sha256, its URIs sorted, what it yielded) of all content, ordered by hash: the order of the ledger. What was read for another
        schema is fitted to this one."""
        uris = self._db.cursor()
        for sha256, packed, schema in self._db.execute("select sha256, payload, schema from content order by sha256"):
            places = [u for (u,) in uris.execute("select uri from source where sha256 = ? order by uri", (sha256,))]
            if places:
                payload = orjson.loads(zlib.decompress(packed))
                yield sha256, places, payload if schema == schema_mark() else conforming(payload, sha256)

    def of_another_schema(self) -> Iterator[tuple[str, list[tuple[Source, str]]]]:
        """(sha256, its sources and the folders that they are relative to, "" for none) of content that was read for other tables than
        the present ones and is not on the list of this run."""
        sources = self._db.cursor()
        for (sha256,) in self._db.execute(
            "select sha256 from content where schema is not ? and sha256 not in (select sha256 from source join todo using (uri)"
            " where sha256 is not null) order by sha256", (schema_mark(),)
        ):  # fmt: skip
            query = "select uri, size, mtime_ns, coalesce(folder, '') from source where sha256 = ? order by uri"
            yield sha256, [(Source(*place), folder) for *place, folder in sources.execute(query, (sha256,))]

    def unread(self) -> Iterator[dict[str, Any]]:
        """The failures of sources whose content was never seen, ordered by URI."""
        for (failure,) in self._db.execute("select failure from source where failure is not null order by uri"):
            yield orjson.loads(failure)

    def failed_uris(self) -> dict[str, list[str]]:
        """Sources with any failure, ordered, by the folder they are relative to; "" for those that are relative to none."""
        found: dict[str, list[str]] = {}
        for uri, folder in self._db.execute(
            "select s.uri, coalesce(s.folder, '') from source s left join content c using (sha256)"
            " where s.failure is not null or c.failed order by s.uri"
        ):
            found.setdefault(folder, []).append(uri)
        return found

    def version(self) -> str:
        """Changes whenever the ledger may."""
        return self.get("version") or "0"

    def get(self, key: str) -> str | None:
        """A remembered value."""
        row = self._db.execute("select value from state where key = ?", (key,)).fetchone()
        return row[0] if row else None

    def put(self, key: str, value: str) -> None:
        """Remember a value."""
        self._db.execute("insert or replace into state values (?, ?)", (key, value))

    def add_run(self, row: tuple[Any, ...]) -> None:
        """Keep the report of a run: id, started, seconds, read, failed, unchanged, removed, documents. Of runs one after the other that did
        nothing and met as many failures, which a watched inbox has many of, only the last is kept."""
        with self.transaction():
            before = self.runs(1)
            self._db.execute("insert into run values (?, ?, ?, ?, ?, ?, ?, ?)", row)
            if before and _as_before(row, before[0]):
                self._db.execute("delete from run where id = ?", before[0][:1])

    def runs(self, n: int = 10) -> list[tuple[Any, ...]]:
        """The last `n` runs, newest first, whatever the clock said."""
        return self._db.execute("select * from run order by rowid desc limit ?", (n,)).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is done inside, or nothing."""
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # a full disk has rolled back already
                self._db.execute("rollback")
            raise
        self._db.execute("commit")


def _as_before(run: tuple[Any, ...], before: tuple[Any, ...]) -> bool:
    """Whether a run did nothing and met as many failures as the one before it, which did nothing either."""
    (_, _, _, read, failed, _, removed, _), (_, _, _, read_before, failed_before, _, removed_before, _) = run, before
    return not (read or removed or read_before or removed_before) and failed == failed_before


def _complete(db: sqlite3.Connection) -> None:
    """Give a manifest of an earlier version what it lacks."""
    for table, name in (("source", "folder"), ("content", "schema")):
        if not _has(db, table, name):
            db.execute(f"alter table {table} add column {name} text")
    if _has(db, "run", "known"):
        db.execute("alter table run rename column known to unchanged")
    db.execute(
        "create index if not exists content_by_schema on content (schema, sha256)"
    )  # looks past the large payloads
    if db.execute("pragma user_version").fetchone() != (_VERSION,):
        db.execute(f"pragma user_version = {_VERSION}")


def _has(db: sqlite3.Connection, table: str, column: str) -> bool:
    return any(name == column for _, name, *_ in db.execute(f"pragma table_info ({table})"))


def _reader(file: Path) -> sqlite3.Connection:
    """A connection that only reads. SQLite opens a WAL file where it may not write beside it only if told that nobody else does."""
    if not file.exists():
        db = sqlite3.connect(":memory:", isolation_level=None)
        db.executescript(_SCHEMA)
        return db
    uri = f"{file.absolute().as_uri()}?mode=ro"
    alone = "" if os.access(file.parent, os.W_OK) or file.with_name(f"{file.name}-wal").exists() else "&immutable=1"
    return sqlite3.connect(uri + alone, uri=True, isolation_level=None)
