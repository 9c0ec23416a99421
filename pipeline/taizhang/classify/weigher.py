"""A linear model that weighs once more what rules decided, and overrules them where it is sure: for statuses of counts and roles of
parties.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from taizhang import models
from taizhang.classify.linear import softmax
from taizhang.rules import cached

BUCKETS: Final = 1 << 16
STEP: Final = 2.0**-12
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Weigher:
    """The model: a row of weights a column, a column a class, in whole steps of STEP, so that sums are exact in any order. It
    overrules a rule where its class is likelier than the rule's by `margin`; `name` is what stands behind the rule's id then."""

    classes: tuple[str, ...]
    weights: npt.NDArray[np.int16]
    intercept: npt.NDArray[np.int32]
    margin: float
    name: str

    def probabilities(self, columns: Places, ends: Places) -> npt.NDArray[np.float64]:
        """Cases x classes, for at least one case; those of case i are `columns[ends[i]:ends[i + 1]]`, at least one."""
        return self.shares(np.add.reduceat(self.weights.take(columns, axis=0), ends[:-1], axis=0, dtype=np.int32))

    def shares(self, sums: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
        """The probabilities, from each case's sums of weights."""
        return softmax(np.multiply(sums + self.intercept, STEP, dtype=np.float64))

    def sure(
        self, shares: npt.NDArray[np.float64], ruled: Sequence[str], firmness: Sequence[float]
    ) -> Iterator[str | None]:
        """For each case the model's class, None where it agrees with what was `ruled` or is not sure enough: it takes `firmness`
        times the margin to overrule."""
        place = {name: i for i, name in enumerate(self.classes)}
        for row, best, said, firm in zip(shares.tolist(), shares.argmax(axis=1).tolist(), ruled, firmness, strict=True):
            there = row[place[said]] if said in place else 0.0
            yield self.classes[best] if row[best] - there >= self.margin * firm else None


@cached
def load_weigher(name: str, features_version: int) -> Weigher:
    """The model `name`, checked; kept for the life of the process. Raises ModelError."""
    header, arrays = models.load(name, features_version)
    weights = np.zeros((BUCKETS, len(header["classes"])), dtype=np.int16)
    weights[arrays["columns"]] = arrays["weights"]
    return Weigher(
        tuple(header["classes"]), weights, arrays["intercept"], header["margin"], f"{name}.{header['version']}"
    )
