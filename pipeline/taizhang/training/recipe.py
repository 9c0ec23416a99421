"""What a model is made with, and what is kept of it."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy.typing as npt

from taizhang.classify.features import FEATURES_VERSION
from taizhang.errors import CorpusError
from taizhang.models import digest
from taizhang.training.corpus import Example
from taizhang.version import __version__

Card = Callable[[dict[str, Any], dict[str, Any], Sequence[Example], "Settings"], str]


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


def model(name: str, heads: list[dict[str, Any]], arrays: dict[str, Any], metrics: dict[str, Any],
          examples: Sequence[Example], how: Settings, card: Card) -> Made:  # fmt: skip
    """A linear model with its metrics, recipe and card."""
    header = header_of(name, FEATURES_VERSION, examples) | {"heads": heads}
    beside = {
        "metrics.json": as_json(metrics),
        "train.toml": how.toml(),
        "CARD.md": card(header, metrics, examples, how),
    }
    return Made(name, header, arrays, metrics, beside)


def header_of(name: str, features_version: int, examples: Sequence[Example]) -> dict[str, Any]:
    """What the header of any model says: its version is the digest of the texts it was made from, `annotated` those of the annotated
    ones, by which an evaluation knows what the model has seen."""
    whole = hashlib.sha256("".join(f"{e.id}\t{e.text}\n" for e in examples).encode()).hexdigest()
    return {
        "name": name, "version": whole[:8], "features": features_version, "pipeline": __version__, "corpus_sha256": whole,
        "annotated": sorted({digest(e.text) for e in examples if e.real}),
    }  # fmt: skip


def as_json(metrics: dict[str, Any]) -> str:
    """metrics.json, the same bytes for the same metrics."""
    return json.dumps(metrics, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
