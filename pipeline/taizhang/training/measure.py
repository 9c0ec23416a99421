"""How good the models are, on examples they have not seen: accuracy, macro F1, calibration, baselines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from taizhang.classify.features import Features
from taizhang.training.corpus import Example
from taizhang.vocabulary import CATEGORIES, Category

Matrix = npt.NDArray[np.float64]
BINS = 10


def single_label(examples: Sequence[Example], labels: Any, classes: Sequence[str], raw: Matrix) -> dict[str, Any]:
    """Measures over annotated pages and over grown bulletins, all out of fold; `raw` are scaled scores."""
    exp = np.exp(raw - raw.max(axis=1, keepdims=True))
    probabilities = exp / exp.sum(axis=1, keepdims=True)
    said = np.array(classes)[probabilities.argmax(axis=1)]
    real = np.array([e.real for e in examples])
    out: dict[str, Any] = {}
    for name, rows in (("annotated", real), ("grown", ~real)):
        if rows.any():
            out[name] = _summary(labels[rows], said[rows], probabilities[rows].max(axis=1), classes)
    return out


def _summary(labels: Any, said: Any, confidence: Any, classes: Sequence[str]) -> dict[str, Any]:
    from sklearn.metrics import confusion_matrix, f1_score, precision_recall_fscore_support

    p, r, f, n = precision_recall_fscore_support(labels, said, labels=list(classes), zero_division=0)
    error, table = reliability(confidence, labels == said)
    return {
        "n": len(labels), "accuracy": _round((labels == said).mean()),
        "macro_f1": _round(f1_score(labels, said, labels=sorted(set(labels)), average="macro", zero_division=0)),
        "calibration_error": _round(error), "reliability": table,
        "classes": {c: {"precision": _round(p[i]), "recall": _round(r[i]), "f1": _round(f[i]), "n": int(n[i])}
                    for i, c in enumerate(classes)},
        "confusion": {"classes": list(classes), "rows": confusion_matrix(labels, said, labels=list(classes)).tolist()},
    }  # fmt: skip


def reliability(confidence: Any, right: Any) -> tuple[float, list[dict[str, Any]]]:
    """(expected calibration error, table): in each tenth of confidence, how sure the model was and how often right."""
    error, table = 0.0, []
    bins = np.minimum((np.asarray(confidence) * BINS).astype(int), BINS - 1)
    for number in range(BINS):
        rows = bins == number
        if rows.any():
            sure, share = float(confidence[rows].mean()), float(right[rows].mean())
            error += rows.mean() * abs(sure - share)
            table.append(
                {"from": number / BINS, "n": int(rows.sum()), "confidence": _round(sure), "right": _round(share)}
            )
    return float(error), table


def baselines(
    rows: Sequence[Features], labels: Any, folds: Any, real: Any, field: str, names: Sequence[str]
) -> dict[str, float]:
    """Accuracy on annotated pages of what needs no training: the commonest class, and the cue with the most hits (the
    title counts four times, the lead twice)."""
    from sklearn.dummy import DummyClassifier

    right = np.zeros(len(labels), dtype=bool)
    for number in sorted(set(folds)):
        held = folds == number
        dummy = DummyClassifier().fit(np.zeros((int((~held).sum()), 1)), labels[~held])
        right[held] = dummy.predict(np.zeros((int(held.sum()), 1))) == labels[held]
    keyword = np.array([_keyword(row, names, field) for row in rows]) == labels
    scope = real if real.any() else np.ones(len(real), dtype=bool)
    return {"commonest_class": _round(right[scope].mean()), "keywords": _round(keyword[scope].mean())}


_CUE_CLASSES = {
    "progress": "progress_report", "feedback": "feedback", "plan": "plan", "transfer": "complaint_transfer",
    "handling": "complaint_handling", "closure": "closure_notice", "case": "case_report", "accountable": "accountability",
    "deploy": "deployment", "meeting": "meeting_news", "policy": "policy", "other": "other",
}  # fmt: skip


def _keyword(row: Features, names: Sequence[str], field: str) -> str:
    votes: dict[str, float] = {}
    weight = {"title": 4.0, "lead": 2.0, "body": 1.0}
    for name, value in zip(names, row.dense, strict=True):
        zone, _, cue = name.partition(":")
        if zone not in weight:
            continue
        if field == "domain":
            label = cue.removeprefix("domain.") if cue.startswith("domain.") else None
        else:
            label = _CUE_CLASSES.get(cue)
        if label:
            votes[label] = votes.get(label, 0.0) + weight[zone] * float(value)
    return max(votes, key=lambda label: votes[label])


def multilabel(owners: Sequence[Example], rows: Sequence[Features], wanted: Sequence[tuple[Category, ...]], probabilities: Matrix,
               said: Sequence[set[Category]]) -> dict[str, Any]:  # fmt: skip
    """Micro F1 of the categories `said` over annotated tasks and grown statements, out of fold, and how far their probabilities
    are right (each category of each task is a yes or no); beside it what needs no training: the commonest category, keywords."""
    n = len(CATEGORIES)
    keyword = [{c for c, v in zip(CATEGORIES, row.dense[:n], strict=True) if v} for row in rows]
    commonest = {Counter(c for categories in wanted for c in categories).most_common(1)[0][0]}
    truth = np.array([[c in w for c in CATEGORIES] for w in wanted])
    out: dict[str, Any] = {}
    for name, real in (("annotated", True), ("grown", False)):
        at = [i for i, o in enumerate(owners) if o.real is real]
        if at:
            gold = [set(wanted[i]) for i in at]
            out[name] = {
                "n": len(at), **_micro(gold, [said[i] for i in at]),
                "keywords_f1": _micro(gold, [keyword[i] for i in at])["f1"], "commonest_f1": _micro(gold, [commonest] * len(at))["f1"],
                "calibration_error": _round(_yes_or_no(probabilities[at], truth[at])),
                "classes": {c: _micro([g & {c} for g in gold], [said[i] & {c} for i in at]) for c in CATEGORIES},
            }  # fmt: skip
    return out


def _yes_or_no(probabilities: Matrix, truth: Any) -> float:
    """The calibration error of all decisions, each with the probability of what was decided."""
    said = probabilities >= 0.5
    return reliability(np.where(said, probabilities, 1 - probabilities).ravel(), (said == truth).ravel())[0]


def _micro(gold: Sequence[set[Category]], said: Sequence[set[Category]]) -> dict[str, float]:
    right = sum(len(g & s) for g, s in zip(gold, said, strict=True))
    wanted, given = sum(map(len, gold)), sum(map(len, said))
    return {
        "precision": _round(right / given if given else 0.0), "recall": _round(right / wanted if wanted else 0.0),
        "f1": _round(2 * right / (wanted + given) if wanted + given else 0.0), "support": wanted,
    }  # fmt: skip


def _round(value: Any) -> float:
    return round(float(value), 4)
