"""Models that overrule rules, learned from annotated cases: what the rules said of a case stands beside what the annotators said.

Rules are right more often on the pages they were mended for, so what they say there now would, alone, teach too much trust; what they
said when they knew nothing of the page, alone, too little in rules that were mended since. A model learns from both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from taizhang.classify.weigher import COLUMNS, STEP, Weigher
from taizhang.training.corpus import Example
from taizhang.training.fit import folds_of
from taizhang.training.recipe import Made, Settings, as_json, header_of

SEEN: Final = 2  # cases a column must have, to be learned from
# A coarser tolerance (1e-2) stops after a few steps, far from the optimum: statuses of unseen figures were right at 0.842 instead of
# 0.872, roles of parties at 0.797 instead of 0.832.
_TOLERANCE: Final = 3e-4
_ITERATIONS: Final = 300
Card = Callable[[dict[str, Any], dict[str, Any], Settings], str]


@dataclass(frozen=True, slots=True)
class Cases:
    """Annotated cases: their bulletins, their columns (cases x COLUMNS), the annotated classes, what the rules said, and how many
    times the margin it takes to overrule that."""

    owners: Sequence[Example]
    columns: Any
    labels: npt.NDArray[np.str_]
    ruled: npt.NDArray[np.str_]
    firm: npt.NDArray[np.float64]

    def take(self, rows: npt.NDArray[np.bool_]) -> Cases:
        """The cases where `rows` is true."""
        owners = [owner for owner, kept in zip(self.owners, rows.tolist(), strict=True) if kept]
        return Cases(owners, self.columns[rows], self.labels[rows], self.ruled[rows], self.firm[rows])


@dataclass(slots=True)
class Gathered:
    """Collects cases one by one."""

    owners: list[Example]
    columns: list[npt.NDArray[np.intp]]
    labels: list[str]
    ruled: list[str]
    firm: list[float]

    @classmethod
    def empty(cls) -> Gathered:
        """No case yet."""
        return cls([], [], [], [], [])

    def add(self, owner: Example, columns: npt.NDArray[np.intp], label: str, ruled: str, firm: float = 1.0) -> None:
        """One more case."""
        self.owners.append(owner)
        self.columns.append(columns)
        self.labels.append(label)
        self.ruled.append(ruled)
        self.firm.append(firm)

    def cases(self) -> Cases:
        """All of them."""
        from scipy import sparse

        lengths = np.cumsum([0, *map(len, self.columns)])
        flat = np.concatenate([*self.columns, np.zeros(0, dtype=np.intp)])
        shape = (len(self.owners), COLUMNS)
        matrix = sparse.csr_matrix((np.ones(len(flat), dtype=np.float32), flat, lengths), shape=shape)
        matrix.sum_duplicates()
        labels, ruled = np.array(self.labels, dtype=str), np.array(self.ruled, dtype=str)
        return Cases(self.owners, matrix, labels, ruled, np.array(self.firm, dtype=float))


def joined(parts: Sequence[Cases]) -> Cases:
    """Several sets of cases as one."""
    from scipy import sparse

    owners = [owner for part in parts for owner in part.owners]
    columns = sparse.vstack([part.columns for part in parts]).tocsr()
    labels, ruled, firm = (np.concatenate([getattr(p, n) for p in parts]) for n in ("labels", "ruled", "firm"))
    return Cases(owners, columns, labels, ruled, firm)


def learned(known: Cases, how: Settings, name: str = "") -> Weigher[str]:
    """What is learned from the cases."""
    from sklearn.linear_model import LogisticRegression

    seen = np.flatnonzero(np.bincount(known.columns.indices, minlength=COLUMNS) >= SEEN)
    fitted = LogisticRegression(C=how.c, max_iter=_ITERATIONS, tol=_TOLERANCE).fit(known.columns[:, seen], known.labels)
    weights = np.zeros((COLUMNS, len(fitted.classes_)), dtype=np.int16)
    weights[seen] = _steps(fitted.coef_.T).astype(np.int16)
    return Weigher(tuple(map(str, fitted.classes_)), weights, _steps(fitted.intercept_), how.abstain_below, name)


def _steps(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """Weights in whole steps; the penalty keeps them far from the ends of 16 bits (8.0)."""
    return np.clip(np.rint(weights / STEP), -(2**15), 2**15 - 1).astype(np.int32)


def corrected(model: Weigher[str], cases: Cases) -> npt.NDArray[np.str_]:
    """The classes of the cases after the model has spoken."""
    shares = model.shares(cases.columns.astype(np.int32) @ model.weights.astype(np.int32))
    told = model.sure(shares, cases.ruled.tolist(), cases.firm.tolist())
    return np.array([said or ruled for said, ruled in zip(told, cases.ruled.tolist(), strict=True)], dtype=str)


def overruling(name: str, version: int, card: Card, known: Cases, more: Sequence[Cases], how: Settings) -> Made:
    """The model, from the annotated cases as they were first read (`known`), of which it is measured out of fold, and from `more`,
    of which those of a bulletin that is measured are held out with it."""
    folds = folds_of(known.owners, known.labels, how)
    fold_of = {owner.id: fold for owner, fold in zip(known.owners, folds.tolist(), strict=True)}
    others = joined(more)
    folds_now = np.array([fold_of.get(owner.id, -1) for owner in others.owners], dtype=folds.dtype)
    after = known.ruled.astype(object)  # as strings of one length, longer classes would be cut
    for number in range(how.folds):
        held = folds == number
        if held.any():
            taught = joined([known.take(~held), others.take(folds_now != number)])
            after[held] = corrected(learned(taught, how), known.take(held))
    metrics = measured(known, after.astype(str))
    made = learned(joined([known, others]), how)
    used = np.flatnonzero(made.weights.any(axis=1))
    arrays: dict[str, npt.NDArray[Any]] = {
        "columns": used.astype(np.int32),
        "weights": made.weights[used],
        "intercept": made.intercept,
    }
    owners = list({owner.id: owner for owner in known.owners}.values())
    header = header_of(name, version, owners) | {"classes": list(made.classes), "margin": made.margin}
    beside = {"metrics.json": as_json(metrics), "train.toml": how.toml(), "CARD.md": card(header, metrics, how)}
    return Made(name, header, arrays, metrics, beside)


def measured(cases: Cases, after: npt.NDArray[np.str_]) -> dict[str, Any]:
    """How many cases are right before and after, in all and by class; how many were overruled, rightly and wrongly."""
    before, right = cases.ruled == cases.labels, after == cases.labels
    classes = sorted(set(cases.labels.tolist()))
    return {
        "n": len(before), "rules": _share(before), "corrected": _share(right), "overruled": int((after != cases.ruled).sum()),
        "mended": int((right & ~before).sum()), "spoilt": int((before & ~right).sum()),
        "classes": {c: {"n": int((cases.labels == c).sum()), "rules": _share(before[cases.labels == c]),
                        "corrected": _share(right[cases.labels == c])} for c in classes},
    }  # fmt: skip


def _share(right: npt.NDArray[np.bool_]) -> float:
    return round(float(right.mean()), 4) if len(right) else 0.0
