"""A linear model that weighs once more what rules decided, and overrules them where it is sure: for statuses of counts, roles of dates
and roles of parties.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic

import numpy as np
import numpy.typing as npt

from taizhang import models
from taizhang.classify.linear import softmax
from taizhang.rules import cached
from taizhang.vocabulary import Term

COLUMNS: Final = 1 << 16  # into which the features of a case are hashed, all in one group
STEP: Final = 2.0**-12
_TOGETHER: Final = (
    64  # cases whose rows of weights are gathered at once: those of many more do not fit into a core's cache
)
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Weigher(Generic[Term]):
    """The model: a row of weights a column, a column a class, in whole steps of STEP, so that sums are exact in any order. It
    overrules a rule where its class is likelier than the rule's by `margin`; `name` is what stands behind the rule's id then."""

    classes: tuple[Term, ...]
    weights: npt.NDArray[np.int16]
    intercept: npt.NDArray[np.int32]
    margin: float
    name: str

    def probabilities(self, columns: Places, ends: Places) -> npt.NDArray[np.float64]:
        """Cases x classes, for at least one case; those of case i are `columns[ends[i]:ends[i + 1]]`, at least one."""
        blocks = [ends[at : at + _TOGETHER + 1] for at in range(0, len(ends) - 1, _TOGETHER)]
        return self.shares(np.concatenate([self._sums(columns[b[0] : b[-1]], b[:-1] - b[0]) for b in blocks]))

    def _sums(self, columns: Places, starts: Places) -> npt.NDArray[np.int32]:
        sums: npt.NDArray[np.int32] = np.add.reduceat(
            self.weights.take(columns, axis=0), starts, axis=0, dtype=np.int32
        )
        return sums

    def shares(self, sums: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
        """The probabilities, from each case's sums of weights."""
        return softmax(np.multiply(sums + self.intercept, STEP, dtype=np.float64))

    def sure(
        self, shares: npt.NDArray[np.float64], ruled: Sequence[Term], firmness: Sequence[float]
    ) -> Iterator[Term | None]:
        """For each case the model's class, None where it agrees with what was `ruled` or is not sure enough: it takes `firmness`
        times the margin to overrule."""
        place = {name: i for i, name in enumerate(self.classes)}
        for row, best, said, firm in zip(shares.tolist(), shares.argmax(axis=1).tolist(), ruled, firmness, strict=True):
            there = row[place[said]] if said in place else 0.0
            yield self.classes[best] if row[best] - there >= self.margin * firm else None


@cached
def load_weigher(name: str, features_version: int, vocabulary: tuple[Term, ...]) -> Weigher[Term]:
    """The model `name`, checked, whose classes are of this vocabulary; kept for the life of the process. Raises ModelError."""
    header, arrays = models.load(name, features_version)
    weights = np.zeros((COLUMNS, len(header["classes"])), dtype=np.int16)
    weights[arrays["columns"]] = arrays["weights"]
    classes = models.classes(name, header["classes"], vocabulary)
    return Weigher(classes, weights, arrays["intercept"], header["margin"], f"{name}.{header['version']}")
