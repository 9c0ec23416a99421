"""What kind of bulletin, of which field; which categories a task has. See `docs/classify.md`.

Rules decide where they are certain; a linear model weighs the rest. A document's labels do not depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from taizhang.classify.categories import choose, named_types, statement_features, statement_of
from taizhang.classify.certain import certain
from taizhang.classify.count_status import count_weigher, with_statuses
from taizhang.classify.date_role import date_weigher, with_date_roles
from taizhang.classify.features import features
from taizhang.classify.linear import Head, Linear, load_linear, softmax
from taizhang.classify.party_role import role_weigher, with_sure_roles
from taizhang.models import classes
from taizhang.rules import cached
from taizhang.types import Draft, Label, Task
from taizhang.vocabulary import CATEGORIES, DOC_TYPES, DOMAINS, Category, DocType, Domain, Term

__all__ = ["categorise", "classify", "load_models", "with_date_roles", "with_statuses", "with_sure_roles"]

BULLETINS = "bulletins"
CATEGORIES_MODEL = "categories"


def load_models() -> None:
    """Load the models once. Raises ModelError, saying which and what to do, when one is missing, altered or of another version:
    before a run reads anything, instead of for each document."""
    for name in (BULLETINS, CATEGORIES_MODEL):
        load_linear(name)
    count_weigher()
    date_weigher()
    role_weigher()


def classify(drafts: Sequence[Draft]) -> list[tuple[Label[DocType], Label[Domain]]]:
    """(doc_type, domain) of each draft, with calibrated probabilities; `value` is None where the model is too unsure to
    say. Raises ModelError when the model is missing, altered or of another version."""
    if not drafts:
        return []
    model = load_linear(BULLETINS)
    raw = np.stack([model.scores(row) for row in features(drafts)])
    decided = [certain(draft) for draft in drafts]
    kinds, fields = model.heads
    doc_type = _labels(model, kinds, DOC_TYPES, raw, [(d.rule, d.doc_type) if d else None for d, _ in decided])
    domain = _labels(model, fields, DOMAINS, raw, [(d.rule, d.domain) if d else None for _, d in decided])
    return list(zip(doc_type, domain, strict=True))


def categorise(tasks: Sequence[tuple[Task, Draft]]) -> list[tuple[Category, ...]]:
    """The categories of each task, in vocabulary order; tasks of a document stand together, in their order. Raises ModelError
    as `classify` does."""
    if not tasks:
        return []
    model = load_linear(CATEGORIES_MODEL)
    thresholds = [head.threshold for head in model.heads]
    stops = _stops(tasks)
    statements = [statement_of(*task, stop) for task, stop in zip(tasks, stops, strict=True)]
    scores = map(model.scores, statement_features(statements))
    chosen = (choose(1.0 / (1.0 + np.exp(-raw)), thresholds) for raw in scores)
    return [_with_types(*pair) for pair in zip(chosen, tasks, stops, strict=True)]


def _with_types(chosen: tuple[Category, ...], told: tuple[Task, Draft], stop: int) -> tuple[Category, ...]:
    """The categories of a task, with those that the form of a complaint names itself (污染类型：大气、噪音); 大气 is said of dust
    and smell too."""
    task, draft = told
    named = named_types(draft, task.start, stop) if task.kind == "complaint" else set()
    if not {"dust", "odour"}.isdisjoint(chosen):
        named.discard("air")
    return tuple(c for c in CATEGORIES if c in named or c in chosen) if named else chosen


def _stops(tasks: Sequence[tuple[Task, Draft]]) -> list[int]:
    """For each task, where the next one of its document begins, or the end of the text."""
    stops = [len(draft.text) for _, draft in tasks]
    for i, ((task, draft), (following, there)) in enumerate(pairwise(tasks)):
        if there is draft and following.start > task.start:
            stops[i] = following.start
    return stops


@cached
def _classes(told_apart: tuple[str, ...], vocabulary: tuple[Term, ...]) -> tuple[Term, ...]:
    """What the model tells apart, as terms. Raises ModelError."""
    return classes(BULLETINS, told_apart, vocabulary)


def _labels(
    model: Linear,
    head: Head,
    vocabulary: tuple[Term, ...],
    raw: npt.NDArray[np.float64],
    decided: Sequence[tuple[str, Term | None] | None],
) -> list[Label[Term]]:
    """The label of each draft: what a rule decided, else the likeliest class."""
    shares = softmax(raw[:, head.columns] / head.temperature)
    best = shares.argmax(axis=1).tolist()
    apart = _classes(head.classes, vocabulary)
    out: list[Label[Term]] = []
    for rule, number, share in zip(decided, best, shares.max(axis=1).tolist(), strict=True):
        if rule and rule[1]:
            out.append(Label(rule[1], 0.99, rule[0]))
        else:
            out.append(Label(apart[number] if share >= head.threshold else None, share, model.version))
    return out
