"""Small files that others read while they are written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from taizhang.errors import LedgerError


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises LedgerError if it cannot be written.

    Who collects files by their ending (`*.prom`) does not meet what is being written."""
    with beside(path, ending="") as part:
        part.write_bytes(content)


@contextmanager
def beside(path: Path, ending: str | None = None) -> Iterator[Path]:
    """A place beside `path`, with the same ending if no other is given, to write a file to, moved there when all went well; a folder that
    is missing is made.

    Raises LedgerError if it cannot be written; a file that stood at `path` is then as it was.
    """
    if not path.name:
        raise LedgerError(f"{path}: 是文件夹，请写上文件名 is a folder; add the name of a file")
    part = path.with_name(f".{path.name}.part{path.suffix if ending is None else ending}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        os.replace(part, path)
    except OSError as error:
        advice = "请检查磁盘空间和权限，并关掉打开着它的程序 check disk space and rights, and close the program that has it open"
        raise unwritable(path, error, advice) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def unwritable(
    path: Path, error: OSError, advice: str = "请检查磁盘空间和权限 check disk space and rights"
) -> LedgerError:
    """The error for a file or folder that the system will not have written; it says why, and `advice` what to do."""
    return LedgerError(f"{path}: 写不进去 cannot be written（{error.strerror}）；{advice}")
