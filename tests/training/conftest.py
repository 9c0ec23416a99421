"""A corpus small enough to train on in seconds, with every class in it."""

from __future__ import annotations

import json

import numpy as np
import pytest
from tests.conftest import REPOSITORY

from taizhang.document import draft
from taizhang.read import read_text
from taizhang.training.corpus import read_corpus
from taizhang.training.recipe import Settings

EVERY = 5  # of the statements of tasks the small corpus keeps one in so many


def lines_of(file):
    return [json.loads(line) for line in file.open(encoding="utf-8")]


def write(file, records):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")


def quick(home):
    """Recipes that need little time."""
    for name in ("bulletins", "categories"):
        (home / name).mkdir(parents=True)
        (home / name / "train.toml").write_text(Settings(folds=2, min_examples=3).toml(), encoding="utf-8")
    return home


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A small corpus: of each family the shortest bulletin, and some of the statements of tasks."""
    folder = tmp_path_factory.mktemp("small")
    kept = {}
    for file in sorted((REPOSITORY / "corpora" / "bulletins").glob("*.jsonl")):
        for record in lines_of(file):
            known = kept.setdefault(record["family"], record)
            if len(record["text"]) < len(known["text"]):
                kept[record["family"]] = record
    write(folder / "bulletins.jsonl", kept.values())
    write(folder / "tasks.jsonl", lines_of(REPOSITORY / "corpora" / "tasks.jsonl")[::EVERY])
    return folder


def corpus_of(folder, told, header, pages):
    """A corpus of annotated `pages` (text, gold, what rules once read, tab-separated), read first as the file `told` says."""
    first = header
    records = []
    for number, (text, gold, read) in enumerate(pages):
        records.append({"id": f"p{number}", "text": text, "gold": gold})
        first += f"p{number}\t{read}\n"
    write(folder / "gold" / "pages.jsonl", records)
    (folder / "gold" / told).write_text(first, encoding="utf-8")
    return folder


def read_all(corpus):
    """The examples of a corpus and their drafts."""
    examples = read_corpus(corpus)
    return examples, [draft(read_text(e.text, f"{e.id}.txt")) for e in examples]


def assert_put_right(made):
    """Whether a model that overrules rules mends, of pages it has not seen, what the rules all read wrong; and its card says so."""
    assert made.metrics["rules"] == 0.0
    assert made.metrics["corrected"] > 0.9
    assert made.metrics["spoilt"] == 0
    assert made.metrics["mended"] == made.metrics["overruled"]
    assert f"{made.metrics['corrected']:.3f}" in made.beside["CARD.md"]


def assert_same(one, other):
    """Whether two trainings gave the same model, bit by bit."""
    assert one.beside == other.beside
    assert one.header == other.header
    assert all(np.array_equal(one.arrays[name], other.arrays[name]) for name in one.arrays)
