"""Answers that follow from their question and the code alone and take long to work out, kept on disk from process to process:
packs as read, what patterns can begin with and need, compiled patterns, tables of characters.

They lie in the user's cache folder, one file for each version of this package, which may be removed at any time. A file that is torn,
of another version, or that somebody else could have written is not used.
"""

from __future__ import annotations

import functools
import hashlib
import io
import os
import pickle
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final, TypeVar

import regex
import yaml

_F = TypeVar("_F", bound=Callable[..., Any])
_HEAD: Final = 32  # bytes of the digest over the rest
_MOST: Final = 10_000  # answers of a file; packs of one's own that change leave theirs behind
_VERSIONS: Final = 4  # files that stay: of versions that take turns on one machine
_DAY: Final = 86_400  # seconds: no process is that long about writing a file
_ALLOWED: Final = frozenset({("datetime", "date"), ("datetime", "datetime"), ("regex._regex", "compile")})

_fresh: dict[bytes, bytes] = {}


def kept(function: _F) -> _F:
    """A pure function of texts and numbers whose answers are plain data or patterns, with those given before taken from the disk.
    What it is told by beside its question must stand in its own file, or be of this package."""
    code = hashlib.sha256(Path(function.__code__.co_filename).read_bytes()).hexdigest()

    @functools.wraps(function)
    def ask(*question: Any) -> Any:
        """The answer, from the disk where it is known."""
        key = hashlib.blake2b(repr((code, function.__qualname__, question)).encode(), digest_size=16).digest()
        known = _known().get(key) or _fresh.get(key)
        if known is None:
            answer = function(*question)
            _fresh[key] = pickle.dumps(answer, 5)
            return answer
        try:
            return _Reader(io.BytesIO(known)).load()
        except pickle.UnpicklingError:  # made with what is not read back, as a set in a user's pack
            return function(*question)

    return ask  # type: ignore[return-value]


def keep() -> None:
    """Put what this process has worked out on the disk, beside what others did. Without a right to write there nothing is kept."""
    if not _fresh:
        return
    with suppress(OSError, RuntimeError):
        answers = _read(_file()) | _fresh
        _write(_file(), answers if len(answers) <= _MOST else _fresh)
        _drop_old(_file().parent)
        _known().update(_fresh)
        _fresh.clear()


@functools.cache
def _known() -> dict[bytes, bytes]:
    try:
        return _read(_file())
    except (OSError, RuntimeError, pickle.UnpicklingError):
        return {}


def _file() -> Path:
    """Raises RuntimeError where the user has no home."""
    folder = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or "~/.cache"
    return Path(folder).expanduser() / "taizhang" / f"rules-{_version().hex()[:12]}.kept"


@functools.cache
def _version() -> bytes:
    """What answers depend on beside their questions."""
    digest = hashlib.sha256(f"{sys.version} {regex.__version__} {yaml.__version__}".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()


def _read(file: Path) -> dict[bytes, bytes]:
    with suppress(FileNotFoundError), file.open("rb") as stream:
        status = os.fstat(stream.fileno())
        ours = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
        head, version, body = stream.read(_HEAD), stream.read(_HEAD), stream.read()
        if ours and version == _version() and head == hashlib.sha256(version + body).digest():
            answers: dict[bytes, bytes] = _Reader(io.BytesIO(body)).load()
            return answers
    return {}


def _write(file: Path, answers: dict[bytes, bytes]) -> None:
    """In one step, from a file of this process alone: of two that write at once the last one's answers stand, whole."""
    content = _version() + pickle.dumps(answers, 5)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as stream, ExitStack() as undo:
        undo.callback(os.unlink, stream.name)
        stream.write(hashlib.sha256(content).digest() + content)
        stream.close()
        os.replace(stream.name, file)
        undo.pop_all()


def _drop_old(folder: Path) -> None:
    """Remove the files of all versions but those written last, and what processes left behind that were killed while they wrote."""
    files = sorted(folder.glob("rules*.kept"), key=lambda file: file.stat().st_mtime_ns)
    torn = [file for file in folder.glob("tmp*.part") if file.stat().st_mtime < time.time() - _DAY]
    for file in (*files[:-_VERSIONS], *torn):
        file.unlink(missing_ok=True)


class _Reader(pickle.Unpickler):
    """Reads data, dates, times and compiled patterns, and calls nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """One of the few things that answers are made with. Raises UnpicklingError for any other."""
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)
