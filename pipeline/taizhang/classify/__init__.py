"""What kind of bulletin, of which field; which categories a task has. See `docs/classify.md`.

Rules decide where they are certain; a linear model weighs the rest. A document's labels do not depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from taizhang import models
from taizhang.classify.categories import choose, task_features
from taizhang.classify.certain import certain
from taizhang.classify.features import FEATURES_VERSION, features
from taizhang.classify.linear import Head, Linear, load_linear
from taizhang.types import Draft, Label, Task

BULLETINS = "bulletins"
CATEGORIES_MODEL = "categories"


def check_models() -> None:
    """Raises ModelError, saying which and what to do, when a model is missing, altered or of another version: once, before
    a run reads anything, instead of for each document."""
    for name in (BULLETINS, CATEGORIES_MODEL):
        models.load(name, FEATURES_VERSION)


def classify(drafts: Sequence[Draft]) -> list[tuple[Label, Label]]:
    """(doc_type, domain) of each draft, with calibrated probabilities; `value` is None where the model is too unsure to
    say. Raises ModelError when the model is missing, altered or of another version."""
    model = load_linear(BULLETINS)
    doc_type, domain = model.heads
    out = []
    for draft in drafts:
        raw = model.scores(features(draft))
        rule = certain(draft)
        out.append((_label(model, doc_type, raw, rule), _label(model, domain, raw, rule)))
    return out


def categorise(tasks: Sequence[tuple[Task, Draft]]) -> list[tuple[str, ...]]:
    """The categories of each task, in vocabulary order. Raises ModelError as `classify` does."""
    if not tasks:
        return []
    model = load_linear(CATEGORIES_MODEL)
    thresholds = [head.threshold for head in model.heads]
    out = []
    for task, draft in tasks:
        raw = model.scores(task_features(task, draft))
        out.append(choose(1.0 / (1.0 + np.exp(-raw)), thresholds))
    return out


def _label(model: Linear, head: Head, raw: np.ndarray, rule: tuple[str, dict[str, str]] | None) -> Label:
    if rule and head.name in rule[1]:
        return Label(rule[1][head.name], 0.99, rule[0])
    scores = raw[head.columns] / head.temperature
    weights = np.exp(scores - scores.max())
    best = int(scores.argmax())
    share = float(weights[best] / weights.sum())
    return Label(head.classes[best] if share >= head.threshold else None, share, model.version)
