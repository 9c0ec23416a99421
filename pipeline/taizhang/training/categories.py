"""The model that tells the categories of a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from taizhang.classify.categories import (
    CONTEXT,
    Statement,
    choose,
    context_of,
    detail_of,
    sentence_of,
    statement_features,
)
from taizhang.classify.features import Features, matrix
from taizhang.training.card import categories_card
from taizhang.training.corpus import Example
from taizhang.training.fit import Matrix, column_weights, cross_fitted, fit, folds_of, judges, span, weighted
from taizhang.training.measure import multilabel
from taizhang.training.recipe import Made, Settings, model
from taizhang.types import Draft
from taizhang.vocabulary import CATEGORIES, Category

STATEMENT = 2.0  # how much the words of the statement weigh against those around it
NEAR = 0.5  # share of character bigrams from which two statements are too alike to lie on two sides


def categories(examples: Sequence[Example], drafts: Sequence[Draft], how: Settings) -> Made:
    """The model, from the annotated tasks of the examples."""
    owners, titles, rows, wanted = _statements(examples, drafts)
    labels = np.array([[c in w for c in CATEGORIES] for w in wanted], dtype=bool).reshape(len(wanted), len(CATEGORIES))
    x = matrix(rows)
    columns = column_weights(x, words=STATEMENT)
    z, back = span(weighted(x, columns))
    real = np.array([o.real for o in owners])
    folds = folds_of(with_kin(owners, titles), np.array([w[0] if w else "other" for w in wanted]), how)
    weight = np.where(real, how.real_weight, 1.0)
    probabilities = _out_of_fold(z, labels, folds, weight, how)

    def best(rows: Any) -> float:
        return _threshold(probabilities[rows], labels[rows])

    measured_with = cross_fitted(best, judges(real), folds)
    said = [set(choose(p, [t] * len(CATEGORIES))) for p, t in zip(probabilities, measured_with, strict=True)]
    fitted = [fit(z, labels[:, column], how, weight) for column in range(len(CATEGORIES))]
    weights = back(np.hstack([f.coef_.T for f in fitted])) * columns[:, None]
    arrays = {
        "weights": weights.astype(np.float16),
        "intercept": np.concatenate([f.intercept_ for f in fitted]).astype(np.float32),
    }
    threshold = best(judges(real))
    heads = [{"name": c, "classes": [c], "temperature": 1.0, "threshold": threshold} for c in CATEGORIES]
    return model(
        "categories", heads, arrays, multilabel(owners, rows, wanted, probabilities, said), owners, how, categories_card
    )


def _statements(
    examples: Sequence[Example], drafts: Sequence[Draft]
) -> tuple[list[Example], list[str], list[Features], list[tuple[Category, ...]]]:
    """(example, statement, features, categories) of every annotated task, as four lists."""
    owners, statements, wanted = [], [], []
    for example, d in zip(examples, drafts, strict=True):
        starts = sorted(d.text.find(title) for title, _ in example.tasks)
        for title, names in example.tasks:
            owners.append(example)
            statements.append(_gold_task(title, d, starts))
            wanted.append(names)
    return owners, [s.title for s in statements], list(statement_features(statements)), wanted


def _out_of_fold(z: Matrix, labels: Any, folds: Any, weight: Any, how: Settings) -> Matrix:
    """The probabilities of every statement by models that saw neither it nor its kin."""
    raw = np.zeros(labels.shape)
    for number in range(how.folds):
        held = folds == number
        for column in range(len(CATEGORIES)):
            raw[held, column] = fit(z[~held], labels[~held, column], how, weight[~held]).decision_function(z[held])
    return np.asarray(1 / (1 + np.exp(-raw)))


def _gold_task(title: str, d: Draft, starts: Sequence[int]) -> Statement:
    """An annotated statement as it is looked at; `starts` are where the statements of its page begin."""
    at = d.text.find(title)
    if at < 0:
        return Statement(title, title, context_of(d))
    stop = next((start for start in starts if start > at), len(d.text))
    sentence = sentence_of(d, at)
    detail = detail_of(d, sentence, d.text.find(sentence, max(0, at - len(sentence))), stop)
    return Statement(title, detail, "" if len(d.text) < CONTEXT else context_of(d))


def with_kin(owners: Sequence[Example], titles: Sequence[str]) -> list[Example]:
    """The owners, those of a grown statement that shares half of its bigrams with an annotated one in the family of that
    page: no statement is measured by a model that has learned its like."""
    pairs = [{t[i : i + 2] for i in range(len(t) - 1)} for t in titles]
    real = [i for i, owner in enumerate(owners) if owner.real]
    kin: dict[str, str] = {}
    for i, owner in enumerate(owners):
        if not owner.real and pairs[i] and real:
            nearest = max(real, key=lambda j: _shared(pairs[i], pairs[j]))
            if _shared(pairs[i], pairs[nearest]) >= NEAR:
                kin[owner.family] = owners[nearest].family
    return [replace(owner, family=kin.get(owner.family, owner.family)) for owner in owners]


def _shared(a: set[str], b: set[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _threshold(probabilities: Matrix, labels: Any) -> float:
    """One threshold for all categories, as one for each would fit the few examples of the rare ones: half of the best held-out F1.
    Where probabilities are right, F1 is best there; where exactly it is best on a few hundred statements is chance."""

    def f1(t: float) -> float:
        said = probabilities >= t
        right = (said & labels).sum()
        return float(2 * right / max(1, said.sum() + labels.sum()))

    return round(max(map(f1, np.arange(0.2, 0.6, 0.02))) / 2, 2)
