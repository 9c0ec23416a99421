"""Whether corpora hold enough of every class, told from the labels alone: before minutes go into reading the bulletins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from taizhang.errors import CorpusError
from taizhang.training.corpus import Example
from taizhang.vocabulary import CATEGORIES, DOC_TYPES, DOMAINS

FIELDS: Final = {"doc_type": DOC_TYPES, "domain": DOMAINS}
FEWEST: Final = 4
"""Tasks a category needs."""
ENOUGH_CASES: Final = 500
"""Annotated figures, and parties, from which on their statuses and roles are learned; with fewer that model is left as it is."""


def labelled(examples: Sequence[Example]) -> list[int]:
    """The places of the examples that the model of bulletins learns from: those with both labels."""
    return [i for i, e in enumerate(examples) if e.doc_type and e.domain]


def check_enough(examples: Sequence[Example], least: int) -> None:
    """Raise CorpusError for a doc_type or domain with fewer than `least` examples, or a category with fewer than FEWEST tasks."""
    chosen = [examples[i] for i in labelled(examples)]
    for field, classes in FIELDS.items():
        few = _few((getattr(e, field) for e in chosen), sorted(classes), least)
        if few:
            raise CorpusError(
                f"{field}: too few examples of {few}; a class needs {least}. "
                "Add bulletins of it, or train on the project's corpora as well (--on corpora)"
            )
    if few := _few((c for e in examples for _, names in e.tasks for c in names), CATEGORIES, FEWEST):
        raise CorpusError(
            f"categories: too few examples of {few}; a category needs {FEWEST} tasks. Train on --on corpora as well"
        )


def _few(labels: Iterable[str | None], classes: Iterable[str], least: int) -> str:
    """The classes that stand fewer times than that among the labels, each with its number."""
    counts = Counter(labels)
    return ", ".join(f"{c} ({counts[c]})" for c in classes if counts[c] < least)
