"""The memory of a ledger: which sources it knows, what their content yielded, and with which pipeline. SQLite in WAL mode.

A source is a place (URI); content is what stood there, by SHA-256. Rows hang on the content, so a moved file or an exact
duplicate is not read twice. A chunk's results go in with one transaction: after a kill they are there wholly or not at all.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from taizhang.run.fingerprint import Marks
from taizhang.run.sources import Source
from taizhang.run.worker import Result, plain

_SCHEMA = """
create table if not exists source (
  uri text primary key, size integer, mtime_ns integer, sha256 text, fingerprint text, failure blob, attempts integer default 1);
create index if not exists source_by_content on source (sha256);
create table if not exists content (sha256 text primary key, fingerprint text, uri text, failed integer, payload blob);
create table if not exists run (
  id text primary key, started real, seconds real, read integer, failed integer, known integer, removed integer, documents integer);
create table if not exists state (key text primary key, value text);
"""


class Known(NamedTuple):
    """What the manifest knows of a source."""

    size: int
    mtime_ns: int
    sha256: str | None
    fingerprint: str
    failed: bool


class Manifest:
    """The manifest in `folder` (made if missing). Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "manifest.sqlite", isolation_level=None)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = normal")
        self._db.executescript(_SCHEMA)

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def known(self) -> dict[str, Known]:
        """All known sources by URI."""
        rows = self._db.execute(
            "select s.uri, s.size, s.mtime_ns, s.sha256, s.fingerprint, s.failure is not null or coalesce(c.failed, 0)"
            " from source s left join content c using (sha256)"
        )
        return {uri: Known(size, mtime, sha256, mark, bool(failed)) for uri, size, mtime, sha256, mark, failed in rows}

    @property
    def has_content(self) -> bool:
        """Whether anything was read before; if not, no new source can be a moved one."""
        return bool(self._db.execute("select exists (select 1 from content)").fetchone()[0])

    def content_is_known(self, sha256: str, fingerprint: str) -> bool:
        """Whether this pipeline has read this content before."""
        row = self._db.execute("select 1 from content where sha256 = ? and fingerprint = ?", (sha256, fingerprint))
        return row.fetchone() is not None

    def store(self, results: Iterable[Result], sources: dict[str, Source], marks: Marks) -> None:
        """Keep the results of a chunk, in one transaction."""
        with self._transaction():
            for result in results:
                source, fingerprint = sources[result.uri], marks.of(result.uri, result.sha256)
                failure = None if result.sha256 else orjson.dumps(result.failures[0])
                self._db.execute(
                    "insert or replace into source values (?, ?, ?, ?, ?, ?, ?)",
                    (*source, result.sha256, fingerprint, failure, max((f["attempts"] for f in result.failures), default=1)),
                )
                if result.sha256:
                    payload = zlib.compress(orjson.dumps(plain(result)), 1)
                    self._db.execute(
                        "insert or replace into content values (?, ?, ?, ?, ?)",
                        (result.sha256, fingerprint, result.uri, int(bool(result.failures)), payload),
                    )

    def seen_again(self, source: Source, sha256: str, fingerprint: str) -> None:
        """Known content at a new place, or at its old place with a new time stamp."""
        self._db.execute("insert or replace into source values (?, ?, ?, ?, ?, null, 1)", (*source, sha256, fingerprint))

    def failed_at(self, uri: str, failure: dict[str, Any]) -> None:
        """A source that could not even be looked at."""
        self._db.execute("insert or replace into source values (?, 0, 0, null, '', ?, 1)", (uri, orjson.dumps(failure)))

    def forget(self, uris: Iterable[str]) -> None:
        """Sources that are gone. Content without a source goes too."""
        with self._transaction():
            self._db.executemany("delete from source where uri = ?", ((u,) for u in uris))
            self._db.execute("delete from content where sha256 not in (select sha256 from source where sha256 is not null)")

    def contents(self) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
        """(sha256, its URIs sorted, what it yielded) of all content, ordered by hash: the order of the ledger."""
        uris = self._db.cursor()
        for sha256, payload in self._db.execute("select sha256, payload from content order by sha256"):
            places = [u for (u,) in uris.execute("select uri from source where sha256 = ? order by uri", (sha256,))]
            if places:
                yield sha256, places, orjson.loads(zlib.decompress(payload))

    def unread(self) -> Iterator[dict[str, Any]]:
        """The failures of sources whose content was never seen, ordered by URI."""
        for (failure,) in self._db.execute("select failure from source where failure is not null order by uri"):
            yield orjson.loads(failure)

    def failed_uris(self) -> list[str]:
        """Sources with any failure, ordered."""
        return sorted(uri for uri, known in self.known().items() if known.failed)

    def version(self) -> str:
        """Changes whenever the ledger would."""
        row = self._db.execute(
            "select count(*), coalesce(sum(length(payload)), 0), coalesce(group_concat(key), '') from"
            " (select c.payload, s.uri || ifnull(c.sha256, s.failure) || ifnull(c.fingerprint, '') as key"
            " from source s left join content c using (sha256) order by s.uri)"
        ).fetchone()
        return f"{row[0]}-{row[1]}-{zlib.crc32(str(row[2]).encode()):08x}"

    def get(self, key: str) -> str | None:
        """A remembered value."""
        row = self._db.execute("select value from state where key = ?", (key,)).fetchone()
        return row[0] if row else None

    def put(self, key: str, value: str) -> None:
        """Remember a value."""
        self._db.execute("insert or replace into state values (?, ?)", (key, value))

    def add_run(self, row: tuple[Any, ...]) -> None:
        """Keep the report of a run: id, started, seconds, read, failed, known, removed, documents."""
        self._db.execute("insert or replace into run values (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def runs(self, n: int = 10) -> list[tuple[Any, ...]]:
        """The last `n` runs, newest first."""
        return self._db.execute("select * from run order by started desc limit ?", (n,)).fetchall()

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)


class _Transaction:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("begin immediate")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._db.execute("rollback" if kind else "commit")
