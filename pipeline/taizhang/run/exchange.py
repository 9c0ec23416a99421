"""What goes to a worker and what comes back. Light to import: the process that hands out the work and collects what comes of it
understands no bulletin itself, and need not load what that takes."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.correct.book import Book
from taizhang.errors import SourceError
from taizhang.read import Limits
from taizhang.write.rows import Row

Begin = Callable[[str | None, str | None], None]
"""Told the URI of each source and the document in it (the URI again, where it is all there is) before each turn it has, and None and
None before all of a chunk are worked at."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker needs beside sources: limits of readers, the user's rule packs, people's corrections, and the password of
    sources that ask for one."""

    limits: Limits = field(default_factory=Limits)
    packs: tuple[str, ...] = ()
    corrections: Book = field(default_factory=Book)
    password: str | None = field(default=None, repr=False)


class Packed(NamedTuple):
    """A result as it goes to the manifest, made ready by the worker: what is left to the one process that collects them is little.
    `payload` holds the rows, compressed; None if the source was not read."""

    uri: str
    sha256: str | None
    failures: list[Row]
    payload: bytes | None


def failure(uri: str, sha256: str | None, error: BaseException, attempts: int = 1) -> Row:
    """The row of `failures` for an error; an unforeseen one is `internal` and names its place in the code."""
    if isinstance(error, SourceError):
        stage, reason, message = error.stage, error.reason, str(error)
    elif isinstance(error, MemoryError):
        stage, reason, message = (
            "worker",
            "memory",
            f"{uri}: 内存不够用；请调高 memory_limit needs more memory than a worker may use; raise memory_limit",
        )
    else:
        last = traceback.extract_tb(error.__traceback__)[-1]
        stage, reason = _stage(last.filename), "internal"
        message = (
            f"{uri}: 程序出错，请上报"
            f" please report it: {type(error).__name__}: {error} ({last.filename.rsplit('taizhang/', 1)[-1]}:{last.lineno})"
        )
    return {
        "source_uri": uri,
        "sha256": sha256,
        "stage": stage,
        "reason": reason,
        "message": message,
        "attempts": attempts,
    }


def _stage(filename: str) -> str:
    parts = filename.replace("\\", "/").split("taizhang/")[-1].split("/")
    return parts[0].removesuffix(".py")
