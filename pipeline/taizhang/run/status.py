"""What the manifest tells of past runs, for people and for monitoring."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from taizhang.run.batch import STATE
from taizhang.run.manifest import Manifest

_RUN = ("run_id", "started", "seconds", "read", "failed", "known", "removed", "documents")


def status_of(ledger: Path) -> dict[str, Any]:
    """Last runs (newest first), numbers of sources and documents, failures by cause."""
    with Manifest(ledger / STATE) as manifest:
        runs = [dict(zip(_RUN, row, strict=True)) for row in manifest.runs()]
        sources = len(manifest.known())
    with (ledger / "failures.jsonl").open(encoding="utf-8") as lines:
        failures = Counter(json.loads(line)["reason"] for line in lines)
    documents = runs[0]["documents"] if runs else 0
    return {"documents": documents, "sources": sources, "runs": runs, "failures": dict(sorted(failures.items()))}


def as_prometheus(status: dict[str, Any]) -> str:
    """The status as a Prometheus textfile (node_exporter's textfile collector reads it)."""
    lines = ["# TYPE taizhang_documents gauge", f"taizhang_documents {status['documents']}"]
    lines += ["# TYPE taizhang_sources gauge", f"taizhang_sources {status['sources']}", "# TYPE taizhang_failures gauge"]
    lines += [f'taizhang_failures{{reason="{reason}"}} {n}' for reason, n in status["failures"].items()]
    if status["runs"]:
        last = status["runs"][0]
        lines += ["# TYPE taizhang_last_run_timestamp_seconds gauge", f"taizhang_last_run_timestamp_seconds {last['started']:.0f}"]
        lines += ["# TYPE taizhang_last_run_seconds gauge", f"taizhang_last_run_seconds {last['seconds']}"]
        lines += ["# TYPE taizhang_last_run_read gauge", f"taizhang_last_run_read {last['read']}"]
    return "\n".join(lines) + "\n"
