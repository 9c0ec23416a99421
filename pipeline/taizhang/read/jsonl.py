"""JSONL of crawlers: one {id, text, metadata} a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taizhang.errors import SourceError
from taizhang.read.detect import decode
from taizhang.read.words import lexicon
from taizhang.rules import cached
from taizhang.types import Reading

_MOST_REPORTED = 1000  # bad lines of a file, each by its own; a file of nothing else would fill the memory


def read_jsonl(data: bytes, source_uri: str, max_chars: int) -> Iterator[Reading | SourceError]:
    """One reading a line; a bad line yields its error. `source_uri` is the file's with `#id` or `#line`."""
    import orjson

    text, encoding = decode(data)
    bad = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found = _reading(orjson.loads(line), number, source_uri, encoding, max_chars)
        except orjson.JSONDecodeError as error:
            found = SourceError(
                "damaged",
                f"{source_uri}: 第 {number} 行不是 JSON（{error}），请改好或删去"
                f" line {number} is no JSON; mend or drop the line",
            )
        bad += isinstance(found, SourceError)
        if not isinstance(found, SourceError) or bad <= _MOST_REPORTED:
            yield found
    if bad > _MOST_REPORTED:
        more = (
            f"前 {_MOST_REPORTED:,} 行之后还有 {bad - _MOST_REPORTED:,} 行"
            f" {bad - _MOST_REPORTED:,} more lines after the first {_MOST_REPORTED:,} bad ones"
        )
        yield SourceError("damaged", f"{source_uri}: {more} 读不出，请改好文件 could not be read; mend the file")


def _reading(record: Any, number: int, source_uri: str, encoding: str, max_chars: int) -> Reading | SourceError:
    import hashlib

    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return SourceError(
            "damaged",
            f'{source_uri}: 第 {number} 行没有 "text" 文本，请改好 line {number} has no string "text"; each line must be {{"id", "text", "metadata"}}',
        )
    body: str = record["text"]
    if not body.strip():
        return SourceError(
            "empty",
            f"{source_uri}: 第 {number} 行正文为空，请补上或删去 line {number} has an empty text; fill or drop it",
        )
    if len(body) > max_chars:
        return SourceError(
            "too_large",
            f"{source_uri}: 第 {number} 行超过 {max_chars:,} 字；请拆分或调高 text_chars"
            f" line {number} has more than {max_chars:,} characters; raise text_chars",
        )
    metadata = metadata_of(record)
    digest = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    return Reading(
        f"{source_uri}#{metadata.get('id', number)}", digest, "text/plain", encoding, body, metadata=metadata
    )


@cached
def _names() -> dict[str, str]:
    """Our name of a metadata key by the key."""
    return {key: name for name, keys in lexicon("metadata_keys").items() for key in keys}


def metadata_of(record: dict[str, Any]) -> dict[str, str]:
    """The known metadata of a record, its own `metadata` before its top level; dates in ISO form."""
    from taizhang.read.metadata import iso_date

    names = _names()
    inner = record.get("metadata")
    found: dict[str, str] = {}
    for part in (inner if isinstance(inner, dict) else {}, record):
        for key, value in part.items():
            name = names.get(str(key).lower())
            if name and isinstance(value, str | int) and str(value).strip() and name not in found:
                text = iso_date(str(value)) if name == "published_on" else str(value).strip()
                if text:
                    found[name] = text
    return found
