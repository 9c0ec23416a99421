"""Train the models from corpora: the same corpora, rules and code give the same bytes.

scikit-learn fits; what is kept is arrays of weights. The fit works in the span of the examples (few hundred dimensions
instead of a hundred thousand columns), which is exact for an L2 penalty and many times faster.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from taizhang import models
from taizhang.classify.categories import CONTEXT, context_of, detail_of, sentence_at, statement_features
from taizhang.classify.features import BUCKETS, FEATURES_VERSION, GROUPS, Features, dense_names, features, matrix
from taizhang.document import draft
from taizhang.errors import CorpusError
from taizhang.read import read_text
from taizhang.restore.chars import VERSION
from taizhang.training import chars
from taizhang.training.card import bulletins_card, categories_card, chars_card
from taizhang.training.corpus import Example
from taizhang.training.measure import baselines, multilabel, single_label
from taizhang.types import Draft
from taizhang.version import __version__
from taizhang.vocabulary import CATEGORIES, DOC_TYPES, DOMAINS

Matrix = npt.NDArray[np.float64]
Back = Callable[[Matrix], Matrix]
Card = Callable[[dict[str, Any], dict[str, Any], Sequence[Example], "Settings"], str]
NEAR = 0.5  # share of character bigrams from which two statements are too alike to lie on two sides
_FIELDS = {"doc_type": DOC_TYPES, "domain": DOMAINS}
_CUES = {"doc_type": 1.0, "domain": 2.0}  # how much the dense columns weigh: words of a field tell it more surely than words of a kind


@dataclass(frozen=True, slots=True)
class Settings:
    """The recipe, kept as `train.toml` beside a model and read from there when the model is made again."""

    c: float = 3.0  # inverse strength of the L2 penalty
    real_weight: float = 1.0  # weight of an annotated page against a grown bulletin
    folds: int = 8
    seed: int = 7
    min_examples: int = 10  # fewer of a class and training refuses
    abstain_below: float = 0.25

    def toml(self) -> str:
        """As a TOML file."""
        return "".join(f"{key} = {value}\n" for key, value in asdict(self).items())


@dataclass(frozen=True, slots=True)
class Made:
    """A trained model before it is written: header, arrays, and the text files beside it."""

    name: str
    header: dict[str, Any]
    arrays: dict[str, npt.NDArray[Any]]
    metrics: dict[str, Any]
    beside: dict[str, str]


def settings_of(folder: Path) -> Settings:
    """The settings in `folder/train.toml`, or the defaults. Raises CorpusError for a broken file."""
    file = folder / "train.toml"
    if not file.exists():
        return Settings()
    try:
        return Settings(**tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise CorpusError(f"{file}: {error}; the keys are {', '.join(asdict(Settings()))}") from error


def train(examples: Sequence[Example], home: Path) -> dict[str, Any]:
    """Train all models from `examples` and write them under `home`; gives the metrics of each. `chars` is left as it is
    without the extra `train`. Raises CorpusError for a
    class with too few examples, before anything is written."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):  # sums in another order would change the last bits
        drafts = [draft(read_text(e.text, f"{e.id}.txt")) for e in examples]
        made = [_bulletins(examples, drafts, settings_of(home / "bulletins")),
                _categories(examples, drafts, settings_of(home / "categories"))]  # fmt: skip
    if chars.newspaper_file() is not None:
        made.append(_chars(examples, home / "chars"))
    for model in made:
        models.save(home / model.name, model.header, model.arrays, model.beside)
    return {model.name: model.metrics for model in made}


# --- doc_type and domain ----------------------------------------------------------------------------------------


def _bulletins(examples: Sequence[Example], drafts: Sequence[Draft], how: Settings) -> Made:
    used = [i for i, e in enumerate(examples) if e.doc_type and e.domain]
    chosen = [examples[i] for i in used]
    rows = [features(drafts[i]) for i in used]
    x = matrix(rows)
    weights, intercepts, heads, metrics = [], [], [], {}
    for field, classes in _FIELDS.items():
        z, back = _span(_weighted(x, _CUES[field]))
        labels = np.array([getattr(e, field) for e in chosen])
        _enough(labels, classes, field, how)
        present = tuple(sorted(classes))  # the order scikit-learn keeps classes in
        folds = _folds(chosen, labels, how)
        raw = _out_of_fold(z, labels, folds, chosen, present, how)
        real = np.array([e.real for e in chosen])
        temperature = _temperature(raw, labels, present, real)
        metrics[field] = single_label(chosen, labels, present, raw / temperature)
        metrics[field]["baselines"] = baselines(rows, labels, folds, real, field, dense_names())
        fitted = _fit(z, labels, how, np.where(real, how.real_weight, 1.0))
        weights.append(back(fitted.coef_.T) * _column_weights(x, _CUES[field])[:, None])
        intercepts.append(fitted.intercept_)
        heads.append({"name": field, "classes": list(present), "temperature": temperature, "threshold": how.abstain_below})
    arrays = {"weights": np.hstack(weights).astype(np.float16), "intercept": np.concatenate(intercepts).astype(np.float32)}
    return _model("bulletins", heads, arrays, metrics, chosen, how, bulletins_card)


def _weighted(x: Any, cues: float) -> Any:
    """`x` with its dense columns times `cues`."""
    from scipy import sparse

    return (x @ sparse.diags(_column_weights(x, cues).astype(np.float32))).tocsr()


def _column_weights(x: Any, cues: float) -> npt.NDArray[np.float64]:
    columns = np.ones(x.shape[1])
    columns[len(GROUPS) * BUCKETS :] = cues
    return columns


def _span(x: Any) -> tuple[Matrix, Back]:
    """(z, back): the rows of `x` in an orthonormal basis of their span, and what takes weights back to columns of `x`."""
    gram = np.asarray((x @ x.T).todense(), dtype=np.float64)
    values, vectors = np.linalg.eigh(gram)
    keep = values > 1e-7 * values.max()
    root = np.sqrt(values[keep])
    basis = vectors[:, keep]
    return basis * root, lambda weights: np.asarray(x.T @ ((basis / root) @ weights))


def _fit(z: Matrix, labels: Any, how: Settings, weight: Any) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=how.c, max_iter=300).fit(z, labels, sample_weight=weight)


def _enough(labels: Any, classes: Sequence[str], field: str, how: Settings) -> None:
    counts = Counter(labels.tolist())
    few = [f"{c} ({counts[c]})" for c in classes if counts[c] < how.min_examples]
    if few:
        raise CorpusError(
            f"{field}: too few examples of {', '.join(few)}; a class needs {how.min_examples}. "
            "Add bulletins of it, or train on the project's corpora as well (--on corpora)"
        )


def _folds(examples: Sequence[Example], labels: Any, how: Settings) -> Any:
    """The fold of each example; a family is never on two sides."""
    from sklearn.model_selection import StratifiedGroupKFold

    fold = np.zeros(len(examples), dtype=int)
    groups = np.array([e.family for e in examples])
    splitter = StratifiedGroupKFold(how.folds, shuffle=True, random_state=how.seed)
    for number, (_, held) in enumerate(splitter.split(labels, labels, groups)):
        fold[held] = number
    return fold


def _out_of_fold(z: Matrix, labels: Any, folds: Any, examples: Sequence[Example], classes: Sequence[str], how: Settings) -> Matrix:
    """Raw scores of every example from a model that saw neither it nor its family."""
    raw = np.full((len(labels), len(classes)), -30.0)
    weight = np.where([e.real for e in examples], how.real_weight, 1.0)
    for number in range(how.folds):
        held = folds == number
        fitted = _fit(z[~held], labels[~held], how, weight[~held])
        raw[np.ix_(held, [classes.index(c) for c in fitted.classes_])] = z[held] @ fitted.coef_.T + fitted.intercept_
    return raw


def _temperature(raw: Matrix, labels: Any, classes: Sequence[str], real: Any) -> float:
    """The temperature that makes the held-out scores of annotated pages (of all, where there are few) the likeliest."""
    rows = real if real.sum() >= 40 else np.ones(len(real), dtype=bool)
    target = np.array([classes.index(c) for c in labels[rows]])

    def loss(t: float) -> float:
        scaled = raw[rows] / t
        top = scaled.max(axis=1, keepdims=True)
        log_sum = top[:, 0] + np.log(np.exp(scaled - top).sum(axis=1))
        return float((log_sum - scaled[np.arange(len(target)), target]).mean())

    return float(min(np.round(np.arange(0.4, 4.0, 0.05), 2), key=loss))


# --- categories -------------------------------------------------------------------------------------------------


def _categories(examples: Sequence[Example], drafts: Sequence[Draft], how: Settings) -> Made:
    rows: list[Features] = []
    owners: list[Example] = []
    titles: list[str] = []
    wanted: list[tuple[str, ...]] = []
    for example, d in zip(examples, drafts, strict=True):
        starts = sorted(d.text.find(title) for title, _ in example.tasks)
        for title, categories in example.tasks:
            rows.append(_gold_task(title, d, starts))
            owners.append(example)
            titles.append(title)
            wanted.append(categories)
    labels = np.array([[c in w for c in CATEGORIES] for w in wanted], dtype=bool).reshape(len(wanted), len(CATEGORIES))
    few = [f"{c} ({n})" for c, n in zip(CATEGORIES, labels.sum(axis=0), strict=True) if n < 4]
    if few:
        raise CorpusError(f"categories: too few examples of {', '.join(few)}; a category needs 4 tasks. Train on --on corpora as well")
    z, back = _span(matrix(rows))
    real = np.array([o.real for o in owners])
    folds = _folds(with_kin(owners, titles), np.array([w[0] if w else "other" for w in wanted]), how)
    weight = np.where(real, how.real_weight, 1.0)
    raw = np.zeros(labels.shape)
    for number in range(how.folds):
        held = folds == number
        for column in range(len(CATEGORIES)):
            raw[held, column] = _fit(z[~held], labels[~held, column], how, weight[~held]).decision_function(z[held])
    probabilities = 1 / (1 + np.exp(-raw))
    thresholds = _thresholds(probabilities, labels, real)
    fitted = [_fit(z, labels[:, column], how, weight) for column in range(len(CATEGORIES))]
    weights = back(np.hstack([f.coef_.T for f in fitted]))
    arrays = {"weights": weights.astype(np.float16), "intercept": np.concatenate([f.intercept_ for f in fitted]).astype(np.float32)}
    heads = [{"name": c, "classes": [c], "temperature": 1.0, "threshold": t} for c, t in zip(CATEGORIES, thresholds, strict=True)]
    metrics = multilabel(owners, rows, wanted, probabilities, thresholds)
    return _model("categories", heads, arrays, metrics, owners, how, categories_card)


def _gold_task(title: str, d: Draft, starts: Sequence[int]) -> Features:
    """The features of an annotated statement; `starts` are where the statements of its page begin."""
    at = d.text.find(title)
    if at < 0:
        return statement_features(title, title, context_of(d))
    stop = next((start for start in starts if start > at), len(d.text))
    sentence = sentence_at(d, at)
    detail = detail_of(d, sentence, d.text.find(sentence, max(0, at - len(sentence))), stop)
    return statement_features(title, detail, "" if len(d.text) < CONTEXT else context_of(d))


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


def _thresholds(probabilities: Matrix, labels: Any, real: Any) -> list[float]:
    """One threshold for all categories, the one with the best held-out F1 on annotated pages: a threshold for each would
    fit the few examples of the rare ones."""
    rows = real if real.sum() >= 40 else np.ones(len(real), dtype=bool)

    def f1(t: float) -> float:
        said = probabilities[rows] >= t
        right = (said & labels[rows]).sum()
        return float(2 * right / max(1, said.sum() + labels[rows].sum()))

    best = float(max(np.round(np.arange(0.2, 0.6, 0.02), 2), key=f1))
    return [best] * len(CATEGORIES)


# --- characters -------------------------------------------------------------------------------------------------


def _chars(examples: Sequence[Example], folder: Path) -> Made:
    how = chars.recipe_of(folder)
    arrays = chars.arrays(examples, how)
    header = _header("chars", VERSION, examples)
    metrics = {
        "characters": len(arrays["value1"]), "pairs": len(arrays["value2"]), "triples": len(arrays["value3"]), "fours": len(arrays["value4"]),
        "held_out_nats": chars.nats_a_character(examples, how),
    }  # fmt: skip
    beside = {"metrics.json": _json(metrics), "train.toml": how.toml(), "CARD.md": chars_card(header, metrics, len(examples))}
    return Made("chars", header, arrays, metrics, beside)


# --- what is kept -----------------------------------------------------------------------------------------------


def _model(name: str, heads: list[dict[str, Any]], arrays: dict[str, Any], metrics: dict[str, Any],
           examples: Sequence[Example], how: Settings, card: Card) -> Made:  # fmt: skip
    header = _header(name, FEATURES_VERSION, examples) | {"heads": heads}
    beside = {
        "metrics.json": _json(metrics),
        "train.toml": how.toml(), "CARD.md": card(header, metrics, examples, how),
    }  # fmt: skip
    return Made(name, header, arrays, metrics, beside)


def _header(name: str, features_version: int, examples: Sequence[Example]) -> dict[str, Any]:
    digest = hashlib.sha256("".join(f"{e.id}\t{e.text}\n" for e in examples).encode()).hexdigest()
    return {"name": name, "version": digest[:8], "features": features_version, "pipeline": __version__, "corpus_sha256": digest}


def _json(metrics: dict[str, Any]) -> str:
    return json.dumps(metrics, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
