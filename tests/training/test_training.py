"""Training: the same bytes from the same corpora; bad corpora are named, and nothing is half-written."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from scipy import sparse
from tests.conftest import taizhang as command
from tests.training.conftest import lines_of, quick, write

from taizhang.classify.features import BUCKETS, GROUPS
from taizhang.errors import CorpusError
from taizhang.training.categories import with_kin
from taizhang.training.corpus import Example, read_corpus
from taizhang.training.fit import column_weights, weighted
from taizhang.training.recipe import settings_of
from taizhang.training.train import train
from taizhang.vocabulary import DOC_TYPES

LINE = {
    "id": "a",
    "text": "移交的38项任务，已完成27项。",
    "family": "f",
    "split": "train",
    "gold": {"doc_type": "plan", "domain": "environment"},
}


def files(home):
    return {str(p.relative_to(home)): p.read_bytes() for p in sorted(home.rglob("*")) if p.is_file()}


def test_a_group_of_columns_can_weigh_more():
    x = sparse.csr_matrix(np.ones((1, len(GROUPS) * BUCKETS + 2), dtype=np.float32))
    columns = column_weights(x, words=2.0, dense=3.0)
    assert [columns[i] for i in (0, BUCKETS - 1, BUCKETS, -3, -2, -1)] == [2, 2, 1, 1, 3, 3]
    assert (weighted(x, columns).toarray() == columns).all()


@pytest.mark.slow
def test_training_twice_gives_the_same_bytes(small, tmp_path):
    made = []
    for number in ("1", "2"):  # another hash seed, another number of threads
        home = quick(tmp_path / number)
        environment = os.environ | {"PYTHONHASHSEED": number, "OMP_NUM_THREADS": number, "OPENBLAS_NUM_THREADS": number}
        command_line = [sys.executable, "-W", "ignore", "-m", "taizhang", "train", "--on", small, "--out", home]
        done = subprocess.run(command_line, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        made.append(files(home))
    assert made[0] == made[1]
    assert {name.split("/")[1] for name in made[0]} == {
        "model.json",
        "model.npz",
        "metrics.json",
        "train.toml",
        "CARD.md",
    }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": None}, "text: wanted str"), ({"text": " "}, "text: wanted str"), ({"id": 5}, "id: wanted str"),
        ({"gold": []}, "gold: wanted dict"), ({"gold": {"doc_type": "poem"}}, "gold.doc_type: 'poem' is none of"),
        ({"gold": {"domain": "sea"}}, "gold.domain: 'sea' is none of"), ({"gold": {"tasks": ["x"]}}, r"tasks\[0\]: a task is an object"),
        ({"gold": {"tasks": [{"title": "x", "category": ["fire"]}]}}, "category: 'fire' is none of"),
    ],
)  # fmt: skip
def test_a_line_that_breaks_the_schema_is_named_by_file_line_and_field(tmp_path, change, message):
    write(tmp_path / "c.jsonl", [LINE, LINE | {"id": "b"} | change])
    with pytest.raises(CorpusError, match=rf"c\.jsonl:2: .*{message}"):
        read_corpus(tmp_path)


@pytest.mark.parametrize(("text", "message"), [("{", "no JSON"), ("[1]", "one JSON object, found list")])
def test_a_line_that_is_no_object_is_named(tmp_path, text, message):
    (tmp_path / "c.jsonl").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=rf"c\.jsonl:1: .*{message}"):
        read_corpus(tmp_path)


def test_ids_that_occur_twice_and_empty_folders_are_refused(tmp_path):
    with pytest.raises(CorpusError, match=r"no .*jsonl file"):
        read_corpus(tmp_path)
    write(tmp_path / "c.jsonl", [LINE, LINE])
    with pytest.raises(CorpusError, match="'a' occurs twice"):
        read_corpus(tmp_path)
    with pytest.raises(CorpusError, match="no such folder"):
        read_corpus(tmp_path / "nowhere")


def test_a_class_with_too_few_examples_is_named_and_nothing_is_written(small, tmp_path):
    examples = [e for e in read_corpus(small) if e.doc_type != "plan"]
    with pytest.raises(CorpusError, match=r"doc_type: too few examples of .*plan \(0\).*Add bulletins"):
        train(examples[:60], tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_too_few_tasks_of_a_category_leave_the_old_models_alone(small, tmp_path):
    home = quick(tmp_path / "models")
    before = files(home)
    examples = [e for e in read_corpus(small) if not any("noise" in categories for _, categories in e.tasks)]
    with pytest.raises(CorpusError, match=r"categories: too few examples of noise"):
        train(examples, home)
    assert files(home) == before


def test_the_command_ends_with_one_line_for_a_bad_corpus(tmp_path):
    write(tmp_path / "c" / "c.jsonl", [LINE | {"text": None}])
    done = command("train", "--on", tmp_path / "c", "--out", tmp_path / "models")
    assert done.returncode == 2
    assert "c.jsonl:1" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda records: [r for r in records if r["gold"].get("doc_type") != "plan"], "doc_type: too few examples of "),
        (lambda records: [r | {"gold": r["gold"] | {"domain": "sea"}} for r in records], "bulletins.jsonl:1: gold.domain: 'sea'"),
        (lambda records: [*records, records[0]], "occurs twice"),
    ],
)  # fmt: skip
def test_the_command_says_what_is_wrong_with_a_corpus_and_leaves_the_old_models(small, tmp_path, spoil, message):
    home = quick(tmp_path / "models")
    before = files(home)
    few = [r for r in lines_of(small / "bulletins.jsonl") if len(r["text"]) < 400][:80]
    write(tmp_path / "c" / "bulletins.jsonl", spoil(few))
    done = command("train", "--on", tmp_path / "c", "--out", home)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert files(home) == before


def test_the_command_names_a_recipe_with_an_unknown_key(small, tmp_path):
    home = quick(tmp_path / "models")
    (home / "categories" / "train.toml").write_text("colour = 3\n", encoding="utf-8")
    before = files(home)
    done = command("train", "--on", small, "--out", home)
    assert done.returncode == 2
    assert "train.toml" in done.stderr
    assert "the keys are c, " in done.stderr
    assert files(home) == before


def test_a_statement_goes_to_the_side_of_the_annotated_one_it_is_like():
    def example(name, real):
        return Example(name, "", None, None, (), name, "train", real)

    owners = [example("page", True), example("alike", False), example("other", False), example("page2", True)]
    titles = [
        "甲河断面水质由Ⅲ类下降为Ⅴ类",
        "乙河断面水质由Ⅲ类降为劣Ⅴ类",
        "党建工作责任制虚化",
        "甲河断面水质由Ⅲ类下降为Ⅴ类",
    ]
    assert [e.family for e in with_kin(owners, titles)] == ["page", "page", "other", "page2"]


def test_a_recipe_with_an_unknown_key_is_named(tmp_path):
    (tmp_path / "train.toml").write_text("colour = 3\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"train\.toml: .*colour.*the keys are c, "):
        settings_of(tmp_path)


def test_the_small_corpus_has_all_kinds(small):
    assert {e.doc_type for e in read_corpus(small)} >= set(DOC_TYPES)
