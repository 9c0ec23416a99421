"""The model that puts statuses of counts right. It learns from annotated figures as rules read them that knew nothing of the page,
and as they are read now. Rules are right more often on the pages they were mended for, so what they say there now would, alone, teach
too much trust; what they said then, alone, too little in rules that were mended since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from taizhang.annotation import pair
from taizhang.classify.count_features import BUCKETS, COUNT_FEATURES_VERSION, count_columns
from taizhang.classify.count_status import COUNT_STATUS, STEP, TOLD_BY_COLUMN, Weigher, sure
from taizhang.document import draft
from taizhang.read import read_text
from taizhang.rules import load_pack
from taizhang.training.card import count_status_card
from taizhang.training.corpus import Example
from taizhang.training.fit import folds_of
from taizhang.training.recipe import Made, Settings, as_json, header_of
from taizhang.types import CountMention, Draft

SEEN: Final = 2  # figures a column must have, to be learned from
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Annotated figures: their bulletins, their columns (figures x BUCKETS), the annotated statuses, what the rules said and by
    which rule."""

    owners: Sequence[Example]
    columns: Any
    labels: npt.NDArray[np.str_]
    ruled: npt.NDArray[np.str_]
    rules: npt.NDArray[np.str_]

    def take(self, rows: npt.NDArray[np.bool_]) -> Figures:
        """The figures where `rows` is true."""
        owners = [owner for owner, kept in zip(self.owners, rows.tolist(), strict=True) if kept]
        return Figures(owners, self.columns[rows], self.labels[rows], self.ruled[rows], self.rules[rows])


def figures(examples: Sequence[Example], drafts: Sequence[Draft], first: bool = True) -> Figures:
    """The annotated figures of the examples that were found, but those of tables; as they were first read, or as they are read now."""
    from scipy import sparse

    owners: list[Example] = []
    labels: list[str] = []
    rows: list[CountMention] = []
    columns: list[npt.NDArray[np.intp]] = []
    for example, d in zip(examples, drafts, strict=True):
        if not (example.counts and d.counts):
            continue
        places = [d.restored.offsets.to_source(c.start, c.end) for c in d.counts]
        counts = _as_first(d.counts, places, example) if first else d.counts
        found, ends = count_columns([(d.text, counts)])
        for i, j in sorted(pair([(start, end) for start, end, _ in example.counts], places).items()):
            if counts[j].rule_id != TOLD_BY_COLUMN:
                owners.append(example)
                labels.append(example.counts[i][2])
                rows.append(counts[j])
                columns.append(found[ends[j] : ends[j + 1]])
    lengths = np.cumsum([0, *map(len, columns)])
    flat = np.concatenate([*columns, np.zeros(0, dtype=np.intp)])
    matrix = sparse.csr_matrix((np.ones(len(flat), dtype=np.float32), flat, lengths), shape=(len(rows), BUCKETS))
    matrix.sum_duplicates()
    said, rules = np.array([c.status for c in rows], dtype=str), np.array([c.rule_id for c in rows], dtype=str)
    return Figures(owners, matrix, np.array(labels, dtype=str), said, rules)


def figures_now(examples: Sequence[Example], drafts: Sequence[Draft]) -> Figures:
    """The figures of the examples that have a first reading, as the rules read them now."""
    again = [(e, d) for e, d in zip(examples, drafts, strict=True) if e.first]
    return figures([e for e, _ in again], [d for _, d in again], first=False)


def plain_figures() -> Figures:
    """The examples of the pack `count_status`: short sentences that the rules read rightly, so that the model learns to leave
    what is said in plain words alone."""
    examples: list[Example] = []
    drafts: list[Draft] = []
    for rule in load_pack("count_status").rules:
        for number, told in enumerate(rule.examples):
            d = draft(read_text(told["text"], "example.txt"))
            of = [c for c in d.counts if c.text.startswith(told["of"]) and c.status == told["status"]]
            spans = tuple((*d.restored.offsets.to_source(c.start, c.end), c.status) for c in of)
            name = f"{rule.id}-{number}"
            examples.append(Example(name, told["text"], None, None, (), name, "train", False, counts=spans))
            drafts.append(d)
    return figures(examples, drafts, first=False)


def joined(parts: Sequence[Figures]) -> Figures:
    """Several sets of figures as one."""
    from scipy import sparse

    owners = [owner for part in parts for owner in part.owners]
    columns = sparse.vstack([part.columns for part in parts]).tocsr()
    labels, ruled, rules = (np.concatenate([getattr(p, n) for p in parts]) for n in ("labels", "ruled", "rules"))
    return Figures(owners, columns, labels, ruled, rules)


def _as_first(counts: Sequence[CountMention], places: Spans, example: Example) -> list[CountMention]:
    """The counts with status and rule as first read, where they were found then."""
    read = pair(places, [(start, end) for start, end, *_ in example.first])
    return [
        replace(count, status=example.first[read[i]][2], rule_id=example.first[read[i]][3]) if i in read else count
        for i, count in enumerate(counts)
    ]


def weigher(known: Figures, how: Settings, name: str = COUNT_STATUS) -> Weigher:
    """What is learned from the figures."""
    from sklearn.linear_model import LogisticRegression

    seen = np.flatnonzero(np.bincount(known.columns.indices, minlength=BUCKETS) >= SEEN)
    fitted = LogisticRegression(C=how.c, max_iter=60, tol=1e-2).fit(known.columns[:, seen], known.labels)
    weights = np.zeros((BUCKETS, len(fitted.classes_)), dtype=np.int16)
    weights[seen] = _steps(fitted.coef_.T).astype(np.int16)
    return Weigher(tuple(map(str, fitted.classes_)), weights, _steps(fitted.intercept_), how.abstain_below, name)


def _steps(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """Weights in whole steps; the penalty keeps them far from the ends of 16 bits (8.0)."""
    return np.clip(np.rint(weights / STEP), -(2**15), 2**15 - 1).astype(np.int32)


def corrected(model: Weigher, figures: Figures) -> npt.NDArray[np.str_]:
    """The statuses of the figures after the model has spoken."""
    shares = model.shares(figures.columns.astype(np.int32) @ model.weights.astype(np.int32))
    told = sure(shares, list(zip(figures.ruled.tolist(), figures.rules.tolist(), strict=True)), model)
    return np.array([said or ruled for said, ruled in zip(told, figures.ruled.tolist(), strict=True)], dtype=str)


def count_status(known: Figures, now: Figures, plain: Figures, how: Settings) -> Made:
    """The model, from the annotated figures as they were first read (`known`), of which it is measured, as those of them that were
    read anew are read `now`, and the `plain` ones."""
    folds = folds_of(known.owners, known.labels, how)
    fold_of = {owner.id: fold for owner, fold in zip(known.owners, folds.tolist(), strict=True)}
    folds_now = np.array([fold_of.get(owner.id, -1) for owner in now.owners], dtype=folds.dtype)
    after = known.ruled.astype(object)  # as strings of one length, longer statuses would be cut
    for number in range(how.folds):
        held = folds == number
        if held.any():
            taught = joined([known.take(~held), now.take(folds_now != number), plain])
            after[held] = corrected(weigher(taught, how), known.take(held))
    metrics = measured(known, after.astype(str))
    made = weigher(joined([known, now, plain]), how)
    used = np.flatnonzero(made.weights.any(axis=1))
    arrays: dict[str, npt.NDArray[Any]] = {
        "columns": used.astype(np.int32),
        "weights": made.weights[used],
        "intercept": made.intercept,
    }
    owners = list({owner.id: owner for owner in known.owners}.values())
    header = header_of(COUNT_STATUS, COUNT_FEATURES_VERSION, owners) | {
        "classes": list(made.classes),
        "margin": made.margin,
    }
    beside = {
        "metrics.json": as_json(metrics),
        "train.toml": how.toml(),
        "CARD.md": count_status_card(header, metrics, how),
    }
    return Made(COUNT_STATUS, header, arrays, metrics, beside)


def measured(figures: Figures, after: npt.NDArray[np.str_]) -> dict[str, Any]:
    """How many statuses are right before and after, in all and by status; how many were overruled, rightly and wrongly."""
    before, right = figures.ruled == figures.labels, after == figures.labels
    classes = sorted(set(figures.labels.tolist()))
    return {
        "n": len(before), "rules": _share(before), "corrected": _share(right), "overruled": int((after != figures.ruled).sum()),
        "mended": int((right & ~before).sum()), "spoilt": int((before & ~right).sum()),
        "classes": {c: {"n": int((figures.labels == c).sum()), "rules": _share(before[figures.labels == c]),
                        "corrected": _share(right[figures.labels == c])} for c in classes},
    }  # fmt: skip


def _share(right: npt.NDArray[np.bool_]) -> float:
    return round(float(right.mean()), 4) if len(right) else 0.0
