"""Model files: refused when altered, missing or of another version, with words that say which and what to do."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from tests.conftest import REPOSITORY
from tests.conftest import taizhang as command

from taizhang import models
from taizhang.classify.features import FEATURES_VERSION
from taizhang.errors import ModelError
from taizhang.vocabulary import COUNT_STATUSES

NAMES = ("bulletins", "categories")


@pytest.fixture
def home(tmp_path):
    """A copy of the project's models to spoil."""
    shutil.copytree(REPOSITORY / "models", tmp_path / "models")
    return tmp_path / "models"


def change_header(folder, **changes):
    header = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    (folder / "model.json").write_text(json.dumps(header | changes), encoding="utf-8")


def spoil_arrays(folder):
    content = bytearray((folder / "model.npz").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "model.npz").write_bytes(content)


@pytest.mark.parametrize("name", NAMES)
def test_the_models_of_the_project_load(home, name):
    header, arrays = models.load_folder(home / name, FEATURES_VERSION)
    columns = sum(len(head["classes"]) for head in header["heads"])
    assert arrays["weights"].shape[1] == len(arrays["intercept"]) == columns


@pytest.mark.parametrize("name", NAMES)
def test_one_changed_bit_is_noticed(home, name):
    spoil_arrays(home / name)
    with pytest.raises(ModelError, match=rf"{name}: model\.npz .* altered"):
        models.load_folder(home / name, FEATURES_VERSION)


@pytest.mark.parametrize("change", [{"format": 99}, {"features": FEATURES_VERSION + 1}])
def test_another_version_is_refused_with_what_to_do(home, change):
    change_header(home / "bulletins", **change)
    with pytest.raises(ModelError, match=r"bulletins .*is of another version: .*wanted.*taizhang train"):
        models.load_folder(home / "bulletins", FEATURES_VERSION)


def test_arrays_that_hold_objects_are_not_trusted(home):
    folder = home / "bulletins"
    np.savez(folder / "model.npz", weights=np.array([{"a": 1}], dtype=object))
    import hashlib

    change_header(folder, sha256=hashlib.sha256((folder / "model.npz").read_bytes()).hexdigest())
    with pytest.raises(ModelError, match="not trusted"):
        models.load_folder(folder, FEATURES_VERSION)


@pytest.mark.parametrize("file", ["model.json", "model.npz"])
def test_a_missing_or_broken_file_is_named(home, file):
    (home / "bulletins" / file).unlink()
    with pytest.raises(ModelError, match=rf"{file}.*taizhang train"):
        models.load_folder(home / "bulletins", FEATURES_VERSION)


def test_a_model_that_is_not_there_is_named(home, monkeypatch):
    monkeypatch.setenv("TAIZHANG_MODELS", str(home))
    with pytest.raises(ModelError, match=r"no model 'colours' in .*taizhang train"):
        models.model_folder("colours")


@pytest.mark.parametrize("spoil", [spoil_arrays, lambda folder: change_header(folder, features=0)])
def test_a_run_with_a_bad_model_stops_at_once_and_leaves_the_ledger_alone(home, tmp_path, spoil, monkeypatch):
    monkeypatch.setenv("TAIZHANG_MODELS", str(home))
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.txt").write_text("移交的38项任务，已完成27项。", encoding="utf-8")
    assert command("run", inbox, "--out", tmp_path / "l", "--quiet").returncode == 0
    before = {p.name: p.read_bytes() for p in (tmp_path / "l").glob("*.jsonl")}
    spoil(home / "categories")
    (inbox / "b.txt").write_text("移交的5项任务，已完成3项。", encoding="utf-8")
    done = command("run", inbox, "--out", tmp_path / "l", "--quiet")
    assert done.returncode == 3
    assert "categories" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert {p.name: p.read_bytes() for p in (tmp_path / "l").glob("*.jsonl")} == before


def test_a_model_that_cannot_be_written_leaves_the_old_one(home, monkeypatch):
    before = {p.name: p.read_bytes() for p in (home / "bulletins").iterdir()}

    def full_disk(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(models.Path, "write_text", full_disk)
    with pytest.raises(OSError, match="No space"):
        models.save(home / "bulletins", {}, {"weights": np.zeros(2)}, {})
    assert {p.name: p.read_bytes() for p in (home / "bulletins").iterdir()} == before
    assert sorted(p.name for p in home.iterdir() if p.is_dir()) == [
        *NAMES,
        "chars",
        "count_status",
        "date_role",
        "party_role",
    ]


@pytest.mark.parametrize(
    "spoil",
    [spoil_arrays, lambda folder: change_header(folder, format=0), lambda folder: (folder / "model.npz").unlink()],
)
def test_reading_with_a_bad_model_says_which_and_what_to_do(home, spoil, monkeypatch):
    monkeypatch.setenv("TAIZHANG_MODELS", str(home))
    spoil(home / "bulletins")
    done = command("evaluate", REPOSITORY / "corpora" / "gold" / "marked.jsonl")
    assert done.returncode == 3
    assert "bulletins" in done.stderr
    assert "taizhang train" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_classes_outside_the_vocabulary_are_refused_with_what_to_do():
    assert models.classes("count_status", ["total", "other"], COUNT_STATUSES) == ("total", "other")
    with pytest.raises(ModelError, match=r"count_status: .*vocabulary: poem, song; .*taizhang train"):
        models.classes("count_status", ["total", "poem", "song"], COUNT_STATUSES)
