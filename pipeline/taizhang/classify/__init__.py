"""What kind of bulletin, of which field; which categories a task has. See `docs/classify.md`."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.types import Draft, Label, Task


def classify(drafts: Sequence[Draft]) -> list[tuple[Label, Label]]:
    """(doc_type, domain) of each draft; the result does not depend on what else is in the batch."""
    return [(Label(None, 0.0, "none"), Label(None, 0.0, "none")) for _ in drafts]


def categorise(tasks: Sequence[tuple[Task, Draft]]) -> list[tuple[str, ...]]:
    """The categories of each task, in vocabulary order."""
    return [() for _ in tasks]
