"""Manifests and rows of other versions: completed, read again, fitted to the tables, or not touched."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path

import pytest
from tests.run.conftest import TEXT, rows, tables

from taizhang.errors import LedgerError
from taizhang.run import Options, run
from taizhang.run.manifest import Manifest
from taizhang.write.schema import TABLES


def test_a_manifest_of_an_earlier_version_is_completed(tmp_path):
    with Manifest(tmp_path) as manifest:
        manifest.failed_at({"source_uri": "in/a.txt", "reason": "denied"})
    with sqlite3.connect(tmp_path / "manifest.sqlite") as db:
        db.execute("alter table source drop column folder")
        db.execute("alter table run rename column unchanged to known")
        db.execute("drop index content_by_schema")
        db.execute("alter table content drop column schema")
        db.execute("pragma user_version = 0")
    with Manifest(tmp_path) as manifest:
        assert manifest.failed_uris() == {"": ["in/a.txt"]}
        assert list(manifest.of_another_schema()) == []


def _read_for_other_tables(ledger: Path) -> None:
    """Rewrite what the manifest holds as a version with one column less, one more and one of another type would have."""
    with sqlite3.connect(ledger / ".taizhang" / "manifest.sqlite") as db:
        for sha256, payload in db.execute("select sha256, payload from content").fetchall():
            plain = json.loads(zlib.decompress(payload))
            for document in plain["documents"]:
                for count in document["counts"]:
                    count["measured"] = count.pop("value")
                    count["unit"] = [count["unit"]]
            packed = zlib.compress(json.dumps(plain).encode())
            db.execute(
                "update content set payload = ?, schema = 'other', fingerprint = 'other' where sha256 = ?",
                (packed, sha256),
            )
        db.execute("update source set fingerprint = 'other'")


@pytest.fixture
def two_roots(tmp_path):
    """Two inboxes with a bulletin each, and their ledger."""
    for n, name in enumerate(("a", "b"), start=3):
        (tmp_path / name).mkdir()
        (tmp_path / name / "m.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    run([tmp_path / "a", tmp_path / "b"], tmp_path / "l", Options(workers=1))
    return tmp_path


def test_after_an_upgrade_of_the_tables_a_run_over_one_root_reads_the_others_too(two_roots):
    ledger = two_roots / "l"
    whole = tables(ledger)
    _read_for_other_tables(ledger)
    report = run([two_roots / "a"], ledger, Options(workers=1))
    assert (report.read, report.failed) == (2, 0)
    assert tables(ledger) == whole


def test_rows_of_other_tables_whose_source_is_off_line_fit_the_tables_and_are_told(two_roots):
    ledger = two_roots / "l"
    whole = tables(ledger)
    _read_for_other_tables(ledger)
    (two_roots / "b").rename(two_roots / "off line")
    report = run([two_roots / "a"], ledger, Options(workers=1))
    assert (report.read, report.failed) == (1, 1)
    assert [(f["source_uri"], f["stage"], f["reason"]) for f in rows(ledger, "failures")] == [
        (f"{two_roots}/b/m.txt", "write", "missing")
    ]
    assert len(rows(ledger, "documents")) == 2
    for name, table in TABLES.items():
        assert all(list(row) == [c.name for c in table.columns] for row in rows(ledger, name))
    old = [c for c in rows(ledger, "counts") if c["value"] is None]
    assert old
    assert all(c["unit"] is None and c["text"] for c in old)
    (two_roots / "off line").rename(two_roots / "b")
    assert run([two_roots / "a"], ledger, Options(workers=1)).read == 1
    assert tables(ledger) == whole


@pytest.mark.parametrize("read_only", [False, True])
def test_a_manifest_of_a_later_version_is_left_alone(read_only, tmp_path):
    with Manifest(tmp_path):
        pass
    with sqlite3.connect(tmp_path / "manifest.sqlite") as db:
        db.execute("pragma user_version = 99")
    with pytest.raises(LedgerError, match="later version"):
        Manifest(tmp_path, read_only=read_only)
