"""Fitting, shared by all models. scikit-learn fits in the span of the examples (a dimension an example instead of a hundred
thousand columns), which is exact for an L2 penalty and many times faster.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from taizhang.classify.features import GROUPS
from taizhang.classify.hashing import BUCKETS
from taizhang.training.corpus import Example
from taizhang.training.recipe import Settings

Matrix = npt.NDArray[np.float64]
Back = Callable[[Matrix], Matrix]
FEW: Final = 40  # annotated examples from which on they alone choose thresholds


def column_weights(x: Any, **groups: float) -> npt.NDArray[np.float64]:
    """What each column of `x` is weighed with: 1, or what `groups` say of a hashed group or of `dense`. A column that weighs more is
    shrunk less by the penalty; times the weights found it is part of the model."""
    columns = np.ones(x.shape[1])
    for name, weight in groups.items():
        at = GROUPS.index(name) * BUCKETS if name in GROUPS else len(GROUPS) * BUCKETS
        columns[at : at + BUCKETS if name in GROUPS else None] = weight
    return columns


def weighted(x: Any, columns: npt.NDArray[np.float64]) -> Any:
    """`x` with its columns times `columns`."""
    from scipy import sparse

    return (x @ sparse.diags(columns.astype(np.float32))).tocsr()


def span(x: Any) -> tuple[Matrix, Back]:
    """(z, back): the rows of `x` in an orthonormal basis of their span, and what takes weights back to columns of `x`."""
    gram = np.asarray((x @ x.T).todense(), dtype=np.float64)
    values, vectors = np.linalg.eigh(gram)
    keep = values > 1e-7 * values.max()
    root = np.sqrt(values[keep])
    basis = vectors[:, keep]
    return basis * root, lambda weights: np.asarray(x.T @ ((basis / root) @ weights))


def fit(z: Matrix, labels: Any, how: Settings, weight: Any) -> Any:
    """A fitted logistic regression with an L2 penalty."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=how.c, max_iter=300).fit(z, labels, sample_weight=weight)


def folds_of(examples: Sequence[Example], labels: Any, how: Settings) -> Any:
    """The fold of each example; a family is never on two sides."""
    from sklearn.model_selection import StratifiedGroupKFold

    fold = np.zeros(len(examples), dtype=int)
    groups = np.array([e.family for e in examples])
    splitter = StratifiedGroupKFold(how.folds, shuffle=True, random_state=how.seed)
    for number, (_, held) in enumerate(splitter.split(labels, labels, groups)):
        fold[held] = number
    return fold


def judges(real: Any) -> Any:
    """The rows that thresholds are chosen on: annotated pages, or all where there are few of those."""
    return real if real.sum() >= FEW else np.ones(len(real), dtype=bool)


def cross_fitted(choose: Callable[[Any], float], rows: Any, folds: Any) -> Matrix:
    """For every example the number that `choose` picks on the `rows` of the other folds, so that none is measured with a number
    chosen on itself."""
    out = np.empty(len(folds))
    for number in np.unique(folds):
        out[folds == number] = choose(rows & (folds != number))
    return out
