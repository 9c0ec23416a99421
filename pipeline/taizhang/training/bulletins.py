"""The model that tells doc_type and domain of a bulletin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from taizhang.classify.features import Features, features, matrix
from taizhang.classify.shape import shape_names
from taizhang.training.card import bulletins_card
from taizhang.training.corpus import Example
from taizhang.training.enough import FIELDS, labelled
from taizhang.training.fit import Matrix, column_weights, cross_fitted, fit, folds_of, span, weighted
from taizhang.training.measure import baselines, single_label
from taizhang.training.recipe import Made, Settings, model
from taizhang.types import Draft

_CUES = {
    "doc_type": 1.0,
    "domain": 2.0,
}  # how much the dense columns weigh: words of a field tell it more surely than words of a kind


ANNOUNCED = 1.5  # how much title and lead weigh: they say what kind of page it is


def bulletins(examples: Sequence[Example], drafts: Sequence[Draft], how: Settings) -> Made:
    """The model, from the examples with both labels and their drafts."""
    used = labelled(examples)
    chosen = [examples[i] for i in used]
    rows = list(features([drafts[i] for i in used]))
    x = matrix(rows)
    fields = [_field(field, x, rows, chosen, how) for field in FIELDS]
    arrays = {
        "weights": np.hstack([f.weights for f in fields]).astype(np.float16),
        "intercept": np.concatenate([f.intercept for f in fields]).astype(np.float32),
    }
    metrics = {field: f.metrics for field, f in zip(FIELDS, fields, strict=True)}
    return model("bulletins", [f.head for f in fields], arrays, metrics, chosen, how, bulletins_card)


@dataclass(frozen=True, slots=True)
class _Fitted:
    """One field: a column of weights a class, and what is written of it into header and metrics."""

    weights: Matrix
    intercept: Matrix
    head: dict[str, Any]
    metrics: dict[str, Any]


def _field(field: str, x: Any, rows: Sequence[Features], chosen: Sequence[Example], how: Settings) -> _Fitted:
    labels = np.array([getattr(e, field) for e in chosen])
    classes = tuple(sorted(FIELDS[field]))  # the order scikit-learn keeps classes in
    columns = column_weights(x, lead=ANNOUNCED, dense=_CUES[field])
    z, back = span(weighted(x, columns))
    folds = folds_of(chosen, labels, how)
    raw = _out_of_fold(z, labels, folds, chosen, classes, how)
    real = np.array([e.real for e in chosen])
    weight = np.where(real, how.real_weight, 1.0)
    target = np.array([classes.index(label) for label in labels])

    def cooled(rows: Any) -> float:
        return _temperature(raw[rows], target[rows], weight[rows])

    everywhere = np.ones(len(chosen), dtype=bool)
    metrics = single_label(chosen, labels, classes, raw / cross_fitted(cooled, everywhere, folds)[:, None])
    metrics["baselines"] = baselines(rows, labels, folds, real, field, shape_names())
    fitted = fit(z, labels, how, weight)
    head = {"name": field, "classes": list(classes), "temperature": cooled(everywhere), "threshold": how.abstain_below}
    return _Fitted(back(fitted.coef_.T) * columns[:, None], fitted.intercept_, head, metrics)


def _out_of_fold(
    z: Matrix, labels: Any, folds: Any, examples: Sequence[Example], classes: Sequence[str], how: Settings
) -> Matrix:
    """Raw scores of every example from a model that saw neither it nor its family."""
    raw = np.full((len(labels), len(classes)), -30.0)
    weight = np.where([e.real for e in examples], how.real_weight, 1.0)
    for number in range(how.folds):
        held = folds == number
        fitted = fit(z[~held], labels[~held], how, weight[~held])
        raw[np.ix_(held, [classes.index(c) for c in fitted.classes_])] = z[held] @ fitted.coef_.T + fitted.intercept_
    return raw


def _temperature(raw: Matrix, target: Any, weight: Any) -> float:
    """The temperature that makes the held-out scores `raw` of the classes `target` the likeliest, annotated pages weighing as
    much as they do in the fit: they are too few to tell alone."""

    def loss(t: float) -> float:
        scaled = raw / t
        top = scaled.max(axis=1, keepdims=True)
        log_sum = top[:, 0] + np.log(np.exp(scaled - top).sum(axis=1))
        return float(np.average(log_sum - scaled[np.arange(len(target)), target], weights=weight))

    return float(min(np.round(np.arange(0.4, 4.0, 0.05), 2), key=loss))
