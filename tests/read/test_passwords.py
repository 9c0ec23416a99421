"""Files with a password: asked for, refused when wrong, read when right."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

import pytest

from taizhang.errors import SourceError
from taizhang.read import read_source
from taizhang.types import Reading

FILES = Path(__file__).parents[1] / "hostile" / "files"
PASSWORD = "mima2024"
SAYS = {
    "locked.pdf": "督察反馈",
    "locked.zip": "38项",
    "locked_aes.zip": "38项",
    "locked_prose.docx": "督察反馈",
    "locked_sheets.xlsx": "任务清单",
}
NEEDS = {"locked_aes.zip": "pyzipper", "locked_prose.docx": "msoffcrypto", "locked_sheets.xlsx": "msoffcrypto"}


def outcome(name: str, password: str | None) -> Reading | SourceError:
    """The one reading of a file, or its error, however it comes."""
    try:
        (found,) = read_source((FILES / name).read_bytes(), name, password=password)
    except SourceError as error:
        return error
    return found


@pytest.mark.parametrize("name", SAYS)
def test_a_password_is_asked_for(name: str) -> None:
    error = outcome(name, None)
    assert isinstance(error, SourceError)
    assert error.reason == "encrypted"
    assert "--password" in str(error) or find_spec(NEEDS.get(name, "")) is None


@pytest.mark.parametrize("name", SAYS)
def test_a_wrong_password_is_told(name: str) -> None:
    error = outcome(name, "wrong")
    assert isinstance(error, SourceError)
    assert error.reason == "encrypted"
    assert "password" in str(error)


@pytest.mark.parametrize("name", SAYS)
def test_the_right_password_opens_it(name: str) -> None:
    found = outcome(name, PASSWORD)
    if name in NEEDS and find_spec(NEEDS[name]) is None:
        assert isinstance(found, SourceError)
        assert "taizhang[passwords]" in str(found)
        return
    assert isinstance(found, Reading)
    assert SAYS[name] in found.text
    if not name.endswith(".zip"):
        assert found.sha256 == hashlib.sha256((FILES / name).read_bytes()).hexdigest()
    assert not any("mismatch" in warning for warning in found.warnings)
