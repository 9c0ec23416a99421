"""What the sentence says of a figure, weighed once more: a linear model that puts a status of the rules right where it is sure.

The rules are right where words decide; where nothing near the figure is said, or something else is said nearby, they fall back
on what is usual. The model has learned from annotated figures how far to believe each rule where. A figure of a table is told by
its column, which the model does not look at, so those stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

from taizhang import models
from taizhang.classify.count_features import BUCKETS, COUNT_FEATURES_VERSION, count_columns
from taizhang.classify.linear import softmax
from taizhang.rules import cached
from taizhang.types import CountMention, Draft

COUNT_STATUS: Final = "count_status"
STEP: Final = 2.0**-12
TOLD_BY_COLUMN: Final = "counts.cell"
UNSAID: Final = ("counts.plain", "counts.inherited", "counts.carried", "counts.work")
FIRMER: Final = 1.7  # what the text itself says, by all other rules, takes so many times the margin to be overruled


@dataclass(frozen=True, slots=True)
class Weigher:
    """The model: a row of weights a column, a column a status, in whole steps of STEP, so that sums are exact in any order. It
    overrules a rule where its status is likelier than the rule's by `margin`; `name` is what stands behind the rule's id then."""

    classes: tuple[str, ...]
    weights: npt.NDArray[np.int16]
    intercept: npt.NDArray[np.int32]
    margin: float
    name: str

    def probabilities(self, bulletins: Sequence[tuple[str, Sequence[CountMention]]]) -> npt.NDArray[np.float64]:
        """Figures x statuses, for all figures of the bulletins, at least one."""
        columns, ends = count_columns(bulletins)
        return self.shares(np.add.reduceat(self.weights.take(columns, axis=0), ends[:-1], axis=0, dtype=np.int32))

    def shares(self, sums: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
        """The probabilities, from each figure's sums of weights."""
        return softmax(np.multiply(sums + self.intercept, STEP, dtype=np.float64))


@cached
def load_weigher() -> Weigher:
    """The model, checked; kept for the life of the process. Raises ModelError."""
    header, arrays = models.load(COUNT_STATUS, COUNT_FEATURES_VERSION)
    weights = np.zeros((BUCKETS, len(header["classes"])), dtype=np.int16)
    weights[arrays["columns"]] = arrays["weights"]
    name = f"{COUNT_STATUS}.{header['version']}"
    return Weigher(tuple(header["classes"]), weights, arrays["intercept"], header["margin"], name)


def with_statuses(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with the statuses put right of which the model is sure; the id of the overruled rule is kept before the model's.
    A draft does not depend on its neighbours. Raises ModelError."""
    spoken = [(d.text, d.counts) for d in drafts if d.counts]
    if not spoken:
        return list(drafts)
    weigher = load_weigher()
    said = sure(weigher.probabilities(spoken), [(c.status, c.rule_id) for _, group in spoken for c in group], weigher)
    return [_told(d, said, weigher.name) for d in drafts]


def sure(shares: npt.NDArray[np.float64], ruled: Sequence[tuple[str, str]], weigher: Weigher) -> Iterator[str | None]:
    """For each figure the model's status, None where it agrees with what was `ruled` (status, rule) or is not sure enough."""
    place = {status: i for i, status in enumerate(weigher.classes)}
    for row, best, (status, rule) in zip(shares.tolist(), shares.argmax(axis=1).tolist(), ruled, strict=True):
        there = row[place[status]] if status in place else 0.0
        margin = weigher.margin * (1.0 if rule.startswith(UNSAID) else FIRMER)
        yield weigher.classes[best] if row[best] - there >= margin else None


def _told(draft: Draft, said: Iterator[str | None], name: str) -> Draft:
    """A draft with what is said of its counts, for which `said` is read on; the same draft where nothing is."""
    mine = list(islice(said, len(draft.counts)))
    if not any(mine):
        return draft
    counts = tuple(
        replace(count, status=status, rule_id=f"{count.rule_id} {name}")
        if status and count.rule_id != TOLD_BY_COLUMN
        else count
        for count, status in zip(draft.counts, mine, strict=True)
    )
    return replace(draft, counts=counts)
