"""Individual tasks, complaints, findings, cases and commitments, from prose and from tables. See `docs/tasks.md`."""

from __future__ import annotations

from taizhang.types import Draft, Task


def tasks(draft: Draft, doc_type: str | None) -> tuple[Task, ...]:
    """The tasks of a document in order, without categories (see `classify.categorise`)."""
    return ()
