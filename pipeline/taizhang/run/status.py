"""What the manifest tells of past runs, for people and for monitoring."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from taizhang.ledger import Ledger
from taizhang.messages import REASON
from taizhang.run.manifest import Manifest
from taizhang.run.sources import STATE, Source, find, is_remote
from taizhang.terminal import typed

_RUN = ("run_id", "started", "seconds", "read", "failed", "unchanged", "removed", "documents")
_FEW = 5


def status_of(ledger: Path) -> dict[str, Any]:
    """Last runs (newest first), numbers of sources and documents, sources that failed by cause, and what lies in the inbox unread:
    how many, and the oldest of them with its age in seconds. Raises LedgerError."""
    opened = Ledger.open(ledger)
    with Manifest(ledger / STATE, read_only=True) as manifest:
        runs = [dict(zip(_RUN, row, strict=True)) for row in manifest.runs()]
        sources = manifest.n_sources()
        unread = _unread(manifest)
    failed = {(row["source_uri"], row["reason"]) for row in opened.rows("failures")}
    failures = Counter(reason for _, reason in failed)
    documents = runs[0]["documents"] if runs else 0
    return {
        "documents": documents, "sources": sources, "runs": runs, "failures": dict(sorted(failures.items())), "unprocessed": unread,
    }  # fmt: skip


def _unread(manifest: Manifest) -> dict[str, Any]:
    """Sources of the last run's roots that the manifest does not know as they are now. URLs are not looked at."""
    n, oldest = 0, None
    roots = [root for root in json.loads(manifest.get("roots") or "[]") if not is_remote(root)]
    for source in (s for root in roots for s in _there(root, manifest.get("roots_in") or "")):
        known = manifest.known(source.uri)
        if known is None or (known.size, known.mtime_ns) != (source.size, source.mtime_ns):
            n += 1
            oldest = min(oldest or source, source, key=lambda s: s.mtime_ns)
    age = max(0.0, round(time.time() - oldest.mtime_ns / 1e9, 1)) if oldest else None  # a time stamp may lie ahead
    return {"sources": n, "oldest": oldest.uri if oldest else None, "oldest_seconds": age}


def run_again(ledger: Path) -> str:
    """The command that runs the last run's sources again, as it is typed in the working folder. Where there were many of them, which
    nobody types twice, only its name: a run of some would take the others out of the ledger."""
    with Manifest(ledger / STATE, read_only=True) as manifest:
        roots: list[str] = json.loads(manifest.get("roots") or "[]")
        folder = manifest.get("roots_in") or ""
    if not 0 < len(roots) <= _FEW:
        return "taizhang run"
    elsewhere = Path(folder) != Path.cwd() and not all(is_remote(root) or Path(root).is_absolute() for root in roots)
    out = typed(os.path.abspath(ledger) if elsewhere else ledger)
    command = f"taizhang run {' '.join(map(typed, roots))} --out {out}"
    return f"cd {typed(folder)} && {command}" if elsewhere else command


def _there(root: str, relative_to: str) -> Iterator[Source]:
    """The sources under a root as the run named them, whatever the working folder is now."""
    place = Path(relative_to, root)
    for source in find([str(place)]):
        if isinstance(source, Source):
            yield source._replace(uri=Path(root, Path(source.uri).relative_to(place)).as_posix())


def as_prometheus(status: dict[str, Any]) -> str:
    """The status as a Prometheus textfile (node_exporter's textfile collector reads it). A cause without failures is told as 0: an
    alert cannot go by a series that is not there."""
    lines = ["# TYPE taizhang_documents gauge", f"taizhang_documents {status['documents']}"]
    lines += [
        "# TYPE taizhang_sources gauge",
        f"taizhang_sources {status['sources']}",
        "# TYPE taizhang_failures gauge",
    ]
    lines += [f'taizhang_failures{{reason="{reason}"}} {status["failures"].get(reason, 0)}' for reason in REASON]
    lines += ["# TYPE taizhang_unprocessed gauge", f"taizhang_unprocessed {status['unprocessed']['sources']}"]
    lines += ["# TYPE taizhang_oldest_unprocessed_seconds gauge"]
    lines += [f"taizhang_oldest_unprocessed_seconds {status['unprocessed']['oldest_seconds'] or 0}"]
    if status["runs"]:
        last = status["runs"][0]
        lines += [
            "# TYPE taizhang_last_run_timestamp_seconds gauge",
            f"taizhang_last_run_timestamp_seconds {last['started']:.0f}",
        ]
        lines += ["# TYPE taizhang_last_run_seconds gauge", f"taizhang_last_run_seconds {last['seconds']}"]
        lines += ["# TYPE taizhang_last_run_read gauge", f"taizhang_last_run_read {last['read']}"]
    return "\n".join(lines) + "\n"
