"""The fingerprint of the pipeline knows of everything that decides what is read."""

import ast
import shutil
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

import taizhang
from taizhang.models import MODELS
from taizhang.run.fingerprint import _FILES, _STAGES, fingerprint

PACKAGE = Path(taizhang.__file__).parent
PUBLIC = PACKAGE / "__init__.py"  # what it offers loads on demand
OF_RUNS = ("run/", "errors.py", "labels.py", "on_demand.py", "version.py")  # decide no value


@pytest.mark.parametrize("name", MODELS)
def test_another_model_is_another_pipeline(name, tmp_path, monkeypatch):
    shutil.copytree(REPOSITORY / "models", tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("TAIZHANG_MODELS", str(tmp_path))
    before = fingerprint.__wrapped__()
    with (tmp_path / name / "model.npz").open("ab") as arrays:
        arrays.write(b"more")
    assert fingerprint.__wrapped__() != before


def test_all_models_are_known():
    assert sorted(p.parent.name for p in (REPOSITORY / "models").glob("*/model.json")) == sorted(MODELS)


def test_every_module_that_a_worker_imports_is_part_of_it():
    used = {str(path.relative_to(PACKAGE)) for path in imported(PACKAGE / "run" / "worker.py")}
    known = {name for name in used if name.startswith(tuple(f"{stage}/" for stage in _STAGES)) or name in _FILES}
    assert {name for name in used - known if not name.startswith(OF_RUNS)} == set()


def imported(module: Path) -> set[Path]:
    """The modules of the package that a module imports, itself and through others."""
    found: set[Path] = set()
    todo = [module]
    while todo:
        path = todo.pop()
        if path in found or path == PUBLIC:
            continue
        found.add(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("taizhang"):
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
                places = [PACKAGE.joinpath(*name.split(".")[1:]) for name in names]
                todo += [p for place in places for p in (place.with_suffix(".py"), place / "__init__.py") if p.exists()]
    return found
