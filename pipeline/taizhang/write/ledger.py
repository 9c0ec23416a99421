"""Write a whole ledger from the rows of its documents, streaming, and put it in place at once.

Everything is written into a folder of its own first; then each file is renamed over its predecessor, so that a reader never
meets half a table. The order of rows is the order in which `contents` come, which is that of their hashes: it depends on
nothing but the inputs.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Protocol

import orjson

from taizhang.write.campaign_links import campaign_links
from taizhang.write.datapackage import write_datapackage
from taizhang.write.duck import write_duckdb_and_parquet
from taizhang.write.files import unwritable
from taizhang.write.merge import merge_campaign, merge_party
from taizhang.write.reprints import Reprints
from taizhang.write.rows import Row
from taizhang.write.schema import TABLES
from taizhang.write.task_links import TaskLinks


class Store(Protocol):
    """Where the rows come from: the manifest of a run."""

    def contents(self) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
        """(sha256, URIs, {uri, documents, failures}) in ledger order."""
        ...

    def unread(self) -> Iterator[Row]:
        """Failures of sources whose content was never seen."""
        ...


def publish(store: Store, ledger: Path, work: Path) -> int:
    """Write all tables in `work`, then move them to `ledger`; returns the number of documents.

    Raises LedgerError if the disk is full or the folder cannot be written; what stood there before then still stands.
    """
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        documents = write_jsonl(store, work)
        write_duckdb_and_parquet(work)
        write_datapackage(work)
        _move(work, ledger)
    except OSError as error:
        raise unwritable(ledger, error, _advice(error)) from error
    return documents


def _advice(error: OSError) -> str:
    """What to do about a ledger that cannot be written."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "请检查对这个目录的写权限，原有台账未动 check your rights to this folder; what stood there still stands"
    return "腾出空间后再跑一次，原有台账未动 make room and run again; what stood there still stands"


def write_jsonl(store: Store, folder: Path) -> int:
    """The JSONL tables of all content; returns the number of documents."""
    with ExitStack() as stack:
        files = {name: stack.enter_context((folder / f"{name}.jsonl").open("wb")) for name in TABLES}
        merged: dict[str, dict[str, Row]] = {"parties": {}, "campaigns": {}}
        reprints, tasks = Reprints(), TaskLinks()
        seen: set[str] = set()
        for _, uris, payload in store.contents():
            for tables in payload["documents"]:
                (document,) = tables["documents"]
                if document["doc_id"] in seen:
                    continue
                seen.add(document["doc_id"])
                document["source_uris"] = [_placed(document["source_uri"], payload["uri"], uri) for uri in uris]
                document["source_uri"] = document["source_uris"][0]
                reprints.add(document, tables["counts"], tables.pop("signatures")[0]["signature"])
                tasks.add(document, tables["tasks"])
                _write_document(tables, files, merged)
            _write(files["failures"], (_failure(f, payload["uri"], uri) for f in payload["failures"] for uri in uris))
        _write(files["failures"], store.unread())
        _write(files["parties"], (merged["parties"][key] for key in sorted(merged["parties"])))
        _write(files["campaigns"], (merged["campaigns"][key] for key in sorted(merged["campaigns"])))
        _write(files["reprints"], reprints.rows())
        names = {party_id: party["name"] for party_id, party in merged["parties"].items()}
        links = list(campaign_links(merged["campaigns"].values(), names))
        _write(files["campaign_links"], links)
        _write(files["task_links"], tasks.rows(links))
    return len(seen)


def _write(file: IO[bytes], rows: Iterable[Row]) -> None:
    file.writelines(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)


def _write_document(
    tables: dict[str, list[Row]], files: Mapping[str, IO[bytes]], merged: dict[str, dict[str, Row]]
) -> None:
    for name, rows in tables.items():
        if name == "parties":
            for row in rows:
                merge_party(merged["parties"], row)
        elif name == "campaigns":
            for row in rows:
                merge_campaign(merged["campaigns"], row)
        else:
            _write(files[name], rows)


def _placed(uri: str, made_with: str, now: str) -> str:
    """A URI as it is now: its source may have been moved since its rows were made; a member's name stays behind it."""
    return now + uri[len(made_with) :] if uri.startswith(made_with) else uri


def _failure(row: Row, made_with: str, now: str) -> Row:
    """A failure as of a source at its present place: each of several copies of a bad file is a row of its own."""
    return row | {
        "source_uri": _placed(row["source_uri"], made_with, now),
        "message": row["message"].replace(made_with, now),
    }


def _move(work: Path, ledger: Path) -> None:
    """Rename each file over its predecessor, after its bytes are on the disk: power lost in between tears no file."""
    files = [file for file in sorted(work.rglob("*")) if file.is_file()]
    for file in files:
        with file.open("rb") as written:
            os.fsync(written.fileno())
    for file in files:
        target = ledger / file.relative_to(work)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(file, target)
    shutil.rmtree(work)
