"""What tests share: the repository, the material that may lie beside it, and one ledger of the sample bulletins."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Material that is not part of the project (`../shared`, or $TAIZHANG_SHARED); tests that need it skip without it."""
    folder = Path(os.environ.get("TAIZHANG_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "eval" / "score.py").exists():
        pytest.skip("no ../shared beside this checkout")
    return folder


def taizhang(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, in a process of its own."""
    command = [sys.executable, "-m", "taizhang", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample bulletins in `corpora/samples`."""
    ledger = tmp_path_factory.mktemp("sample") / "ledger"
    done = taizhang("run", REPOSITORY / "corpora" / "samples", "--out", ledger)
    assert done.returncode == 0, done.stderr
    return ledger
