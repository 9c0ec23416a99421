"""An office with an inbox and its ledger."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY
from tests.review.office import TEXT

from taizhang.correct import Book
from taizhang.run import Options, run
from taizhang.run.worker import packed, process, use_corrections


@pytest.fixture(autouse=True)
def _here(request, monkeypatch):
    """Run without worker processes, but where the test is about them or starts the command: they take a second each."""

    def in_this_process(chunks, workers, setup, pool):
        use_corrections(setup.corrections)
        yield from (packed(process(chunk, setup)) for chunk in chunks)

    if "worker" not in request.node.name:
        monkeypatch.setattr("taizhang.run.batch.run_pool", in_this_process)
    yield
    use_corrections(Book())


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A folder with an inbox and its ledger, made once; tests work in copies."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "inbox").mkdir()
    (folder / "inbox" / "a.txt").write_text(TEXT, encoding="utf-8")
    shutil.copy(REPOSITORY / "corpora" / "samples" / "m01.txt", folder / "inbox" / "b.txt")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)  # places are kept as they are given: relative ones hold in a copy too
        run([Path("inbox")], Path("ledger"), Options(workers=1))
    return folder


@pytest.fixture
def inbox(office, tmp_path, monkeypatch):
    shutil.copytree(office, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Path("inbox")


@pytest.fixture
def ledger(inbox):
    return Path("ledger")
