"""Small files that others read while they are written."""

from __future__ import annotations

import os
from pathlib import Path

from taizhang.errors import LedgerError


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then renamed. Raises LedgerError if it cannot be written."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        os.replace(part, path)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(
    path: Path, error: OSError, advice: str = "请检查磁盘空间和权限 check disk space and rights"
) -> LedgerError:
    """The error for a file or folder that the system will not have written; it says why, and `advice` what to do."""
    return LedgerError(f"{path}: 写不进去 cannot be written（{error.strerror}）；{advice}")
