"""Tell what a source is and hand it to its reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.errors import SourceError
from taizhang.types import Reading


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader may use before it gives up with `too_large`. Sizes in bytes."""

    source_bytes: int = 200_000_000
    expanded_bytes: int = 500_000_000
    archive_files: int = 10_000
    archive_depth: int = 3
    pages: int = 5_000
    text_chars: int = 50_000_000


def read_source(
    data: bytes, source_uri: str, limits: Limits = Limits(), password: str | None = None
) -> Iterator[Reading | SourceError]:
    """Read one source. An archive or a JSONL file yields one reading a member; a bad member yields its error, and the
    others are still read. A source that is bad as a whole raises SourceError."""
    if not data:
        raise SourceError("empty", f"{source_uri}: the file is empty; fetch it again")
    text = data.decode("utf-8-sig")
    yield Reading(source_uri, hashlib.sha256(data).hexdigest(), "text/plain", "utf-8", text)


def read_text(text: str, source_uri: str = "text") -> Reading:
    """A reading of a string that is already decoded; its identity is that of its UTF-8 bytes."""
    return Reading(source_uri, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), "text/plain", None, text)
