"""A whole run over the hostile set: it ends, every bad file is told, and the good files between them are all there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import taizhang
from tests.hostile.build import build
from tests.hostile.kinds import Bad

from taizhang.read import read_source
from taizhang.types import Reading

_REASONS_OF_READ = {
    "empty",
    "damaged",
    "encrypted",
    "too_large",
    "unsupported",
    "undecodable",
    "media_type_mismatch",
    "timeout",
}


def _rows(ledger: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (ledger / f"{name}.jsonl").open(encoding="utf-8")]


def _file(uri: object) -> str:
    """The file that a document or failure is of: archives and JSONL files hold several."""
    return Path(str(uri).split("!")[0].split("#")[0]).name


def _contents(path: Path) -> set[str]:
    """The documents in a file. A ledger tells a document once: the same text in a second archive adds no row."""
    return {found.sha256 for found in read_source(path.read_bytes(), path.name) if isinstance(found, Reading)}


def _check(inbox: Path, ledger: Path, bad: dict[Path, Bad], good: list[Path], seconds: int) -> None:
    done = taizhang("run", inbox, "--out", ledger, "--workers", "1", "--time-limit", "5", "--quiet", timeout=seconds)
    assert done.returncode == 1, done.stderr[-2000:]
    failures, documents = _rows(ledger, "failures"), _rows(ledger, "documents")
    read = {_file(uri) for d in documents for uri in [d["source_uri"], *d["source_uris"]]}  # type: ignore[misc]
    failed = {_file(f["source_uri"]): f for f in failures}
    assert [path.name for path in good if path.name not in read or path.name in failed] == []
    known = {d["sha256"] for d in documents}
    untold = [path for path in bad if path.name not in read and path.name not in failed]
    assert [path.name for path in untold if not _contents(path) <= known] == []
    assert [name for path, item in bad.items() if item.outcome == "fails" and (name := path.name) not in failed] == []
    assert [f for f in failures if f["reason"] not in _REASONS_OF_READ] == []
    assert [f for f in failures if not f["message"] or not f["stage"]] == []


def test_a_run_over_a_part_of_the_set_ends_with_a_row_for_every_bad_file(tmp_path: Path) -> None:
    bad, good = build(tmp_path / "inbox", quick=True)
    dropped = [path for i, path in enumerate(bad) if i % 4]
    for path in dropped:
        path.unlink()
    kept = {path: item for path, item in bad.items() if path not in set(dropped)}
    assert len(kept) > 100
    _check(tmp_path / "inbox", tmp_path / "ledger", kept, good, seconds=240)


@pytest.mark.slow
def test_a_run_over_the_whole_set(tmp_path: Path) -> None:
    bad, good = build(tmp_path / "inbox")
    _check(tmp_path / "inbox", tmp_path / "ledger", bad, good, seconds=1800)
