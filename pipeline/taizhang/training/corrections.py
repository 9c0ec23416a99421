"""What people corrected, as examples to learn from: doc_type and domain of bulletins, categories of tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from taizhang.correct import Correction
from taizhang.correct.match import head_hash
from taizhang.training.corpus import Example
from taizhang.vocabulary import Category

Row = dict[str, Any]
_LABELS: Final = ("doc_type", "domain")
_SURE: Final = 0.9  # a label that nobody looked at is learned beside a corrected one only where the model was so sure


def corrected_examples(
    corrections: Sequence[Correction], documents: Iterable[Row], tasks: Iterable[Row]
) -> tuple[list[Example], list[Correction]]:
    """(an example a corrected bulletin, corrections nothing could be learned from). `documents` and `tasks` are rows of the
    ledger that the corrections are about. A bulletin that has changed since, or is gone, is not learned from."""
    wanted: dict[str, list[Correction]] = defaultdict(list)
    for c in corrections:
        if c.op != "drop" and (
            (c.table == "documents" and c.field in _LABELS) or (c.table, c.field) == ("tasks", "categories")
        ):
            wanted[c.doc_id].append(c)
    examples, left = [], []
    rows = {d["doc_id"]: d for d in documents if d["doc_id"] in wanted}
    statements = {(t["doc_id"], t["source_start"], t["source_end"]): t["title"] for t in tasks if t["doc_id"] in wanted}
    for doc_id, group in sorted(wanted.items()):
        example = _example(rows[doc_id], group, statements) if doc_id in rows else None
        if example is None:
            left += group
        else:
            examples.append(example)
    return examples, left


def _example(d: Row, corrections: Sequence[Correction], statements: dict[tuple[str, int, int], str]) -> Example | None:
    labels: Row = {name: d[name] if d[f"{name}_score"] >= _SURE else None for name in _LABELS}
    categories: dict[str, tuple[Category, ...]] = {}
    for c in corrections:
        value = c.new if c.op == "set" else c.old
        if c.table == "documents" and c.sentence == head_hash(d["text"]):
            labels[c.field] = value
        elif c.table == "tasks":
            title = statements.get((c.doc_id, c.start, c.end), c.quote)
            if title in d["text"]:
                categories[title] = tuple(value or ())
    if not any(c.table == "documents" for c in corrections) or None in labels.values():
        labels = dict.fromkeys(_LABELS)
    if labels["doc_type"] is None and not categories:
        return None
    name = f"review-{d['doc_id']}"
    return Example(
        name, d["text"], labels["doc_type"], labels["domain"], tuple(categories.items()), name, "train", True
    )
