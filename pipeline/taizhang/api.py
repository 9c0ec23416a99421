"""What `import taizhang` offers for single documents: text, bytes or a path in; typed bulletins, plain rows or one dictionary out."""

from __future__ import annotations

import os
import stat
import warnings
from pathlib import Path
from typing import Any, Final

from taizhang.document import parse_readings
from taizhang.errors import SourceError
from taizhang.read import Limits, read_source, read_text
from taizhang.types import Bulletin, Reading
from taizhang.write.rows import rows

_LONGEST_NAME: Final = 80  # characters: file systems refuse to look for names of more than 255 bytes


def parse(source: str | bytes | Path, *, limits: Limits = Limits(), password: str | None = None) -> Bulletin:
    """Understand one bulletin.

    `source` is the bulletin's text, a Path to a file of any format that is read, or the bytes of one. A string is always text: pass
    `Path("a.pdf")` for files; one that names a file is warned of.

    Raises SourceError if the file cannot be read, or holds more than one bulletin (use `parse_all`).
    """
    if isinstance(source, str):
        if not source.strip():
            raise SourceError("empty", "正文为空 the text is empty")
        if _names_file(source):
            warnings.warn(
                f"{source!r} 是文件名，却当作正文读了；要读文件，请用 it names a file, and was taken for text; to read it: parse(Path({source!r}))",
                stacklevel=2,
            )
        return parse_readings([read_text(source)])[0]
    found = parse_all(source, limits=limits, password=password)
    if len(found) != 1:
        raise SourceError(
            "unsupported",
            f"{_name(source)}: 内有 {len(found)} 篇，请用"
            f" taizhang.parse_all(path) it holds {len(found)} bulletins; use parse_all",
            "read",
        )
    return found[0]


def parse_all(source: str | bytes | Path, *, limits: Limits = Limits(), password: str | None = None) -> list[Bulletin]:
    """Understand every bulletin of a file, given by its path or its bytes: one for most formats, many for an archive, a mail or a JSONL
    file.

    Raises SourceError for the first member that cannot be read.
    """
    readings: list[Reading] = []
    data = source if isinstance(source, bytes) else read_bytes(Path(source), limits.source_bytes)
    for found in read_source(data, _name(source), limits, password):
        if isinstance(found, SourceError):
            raise found
        readings.append(found)
    return parse_readings(readings)


def to_rows(bulletin: Bulletin) -> dict[str, list[dict[str, Any]]]:
    """The rows of a bulletin in each table of the ledger, as a run would write them; plain values, ready for JSON."""
    return rows(bulletin)


def to_dict(bulletin: Bulletin) -> dict[str, Any]:
    """A bulletin as one dictionary: the columns of `documents`, then the rows of each other table under its name."""
    tables = rows(bulletin)
    (document,) = tables.pop("documents")
    return document | tables


def _name(source: str | bytes | Path) -> str:
    return "bytes" if isinstance(source, bytes) else str(source)


def _names_file(text: str) -> bool:
    return len(text) < _LONGEST_NAME and "\n" not in text and "\0" not in text and Path(text).is_file()


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a file or pipe; of one that holds more than `limit`, one byte more than that, which `read_source` refuses.
    Raises SourceError, which says why, where there are none."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
                raise SourceError("unsupported", f"{path}: 不是文件 it is no file")
            return file.read(limit + 1)
    except FileNotFoundError as error:
        raise SourceError("missing", f"{path}: 没有这个文件，请检查路径 no such file; check the path") from error
    except PermissionError as error:
        raise SourceError("denied", f"{path}: 没有读取权限 no permission to read it") from error
    except IsADirectoryError as error:
        raise SourceError(
            "unsupported", f"{path}: 是文件夹，请用 taizhang run it is a folder; use `taizhang run`"
        ) from error
