"""What `import taizhang` offers for single documents: text or a path in, typed bulletins out."""

from __future__ import annotations

from pathlib import Path

from taizhang.document import parse_readings
from taizhang.errors import SourceError
from taizhang.read import Limits, read_source, read_text
from taizhang.types import Bulletin, Reading


def parse(source: str | Path, *, limits: Limits = Limits(), password: str | None = None) -> Bulletin:
    """Understand one bulletin.

    `source` is the bulletin's text, or a Path to a file of any format that is read. A short single-line string that
    names an existing file is an error waiting to happen, so a string is always text: pass `Path("a.pdf")` for files.

    Raises SourceError if the file cannot be read, or holds more than one bulletin (use `parse_all`).
    """
    if isinstance(source, str):
        if not source.strip():
            raise SourceError("empty", "the text is empty")
        return parse_readings([read_text(source)])[0]
    found = parse_all(source, limits=limits, password=password)
    if len(found) != 1:
        raise SourceError("unsupported", f"{source} holds {len(found)} bulletins; use taizhang.parse_all(path)", "read")
    return found[0]


def parse_all(path: Path, *, limits: Limits = Limits(), password: str | None = None) -> list[Bulletin]:
    """Understand every bulletin of a file: one for most formats, many for an archive or a JSONL file.

    Raises SourceError for the first member that cannot be read.
    """
    readings: list[Reading] = []
    for found in read_source(_bytes(path), str(path), limits, password):
        if isinstance(found, SourceError):
            raise found
        readings.append(found)
    return parse_readings(readings)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("missing", f"{path}: no such file") from error
    except PermissionError as error:
        raise SourceError("denied", f"{path}: no permission to read it") from error
    except IsADirectoryError as error:
        raise SourceError("unsupported", f"{path} is a folder; use `taizhang run` for folders") from error
