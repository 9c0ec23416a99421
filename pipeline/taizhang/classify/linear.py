"""A linear model over features: numpy alone, so that classifying a document needs no scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from taizhang import models
from taizhang.classify.features import DENSE_SCALE, FEATURES_VERSION, GROUPS, Features, scale
from taizhang.classify.hashing import BUCKETS
from taizhang.rules import cached

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """One question the model answers: its classes, and the columns of the weights that answer it. `temperature` makes
    its scores probabilities; below `threshold` it abstains."""

    name: str
    classes: tuple[str, ...]
    columns: slice
    temperature: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of all heads side by side; rows are the hashed groups and then the dense columns."""

    hashed: tuple[Floats, ...]
    dense: Floats
    intercept: Floats
    heads: tuple[Head, ...]
    version: str

    def scores(self, row: Features) -> npt.NDArray[np.float64]:
        """The raw scores of one document, all heads side by side."""
        total = self.intercept + (row.dense * DENSE_SCALE) @ self.dense
        for columns, weights in zip((row.words, row.body, row.lead), self.hashed, strict=True):
            if len(columns):
                total += np.einsum("ij->j", weights.take(columns, axis=0)) * np.float32(scale(len(columns)))
        return total.astype(np.float64)

    def probabilities(self, rows: Sequence[Features]) -> dict[str, npt.NDArray[np.float64]]:
        """For each head, documents x classes."""
        raw = np.stack([self.scores(row) for row in rows]) if rows else np.zeros((0, len(self.intercept)))
        return {head.name: softmax(raw[:, head.columns] / head.temperature) for head in self.heads}


def softmax(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Row by row, the scores as probabilities."""
    exp = np.exp(scores - scores.max(axis=1, keepdims=True)) if scores.size else scores
    return np.asarray(exp / exp.sum(axis=1, keepdims=True) if scores.size else exp)


@cached
def load_linear(name: str) -> Linear:
    """The model `name`, checked; kept for the life of the process. Raises ModelError."""
    header, arrays = models.load(name, FEATURES_VERSION)
    weights = arrays["weights"].astype(np.float32)
    heads, at = [], 0
    for head in header["heads"]:
        columns = slice(at, at := at + len(head["classes"]))
        heads.append(Head(head["name"], tuple(head["classes"]), columns, head["temperature"], head["threshold"]))
    hashed = tuple(weights[i * BUCKETS : (i + 1) * BUCKETS] for i in range(len(GROUPS)))
    dense = weights[len(GROUPS) * BUCKETS :]
    return Linear(hashed, dense, arrays["intercept"].astype(np.float32), tuple(heads), f"{name}-{header['version']}")
