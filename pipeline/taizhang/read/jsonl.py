"""JSONL of crawlers: one {id, text, metadata} a line; or JSON: one of them, or a list, over as many lines as it takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from taizhang.errors import SourceError
from taizhang.read.detect import decode
from taizhang.read.words import lexicon
from taizhang.rules import cached
from taizhang.types import Reading

_MOST_REPORTED = 1000  # bad lines of a file, each by its own; a file of nothing else would fill the memory


def read_jsonl(data: bytes, source_uri: str, max_chars: int) -> Iterator[Reading | SourceError]:
    """One reading a record; a bad one yields its error. `source_uri` is the file's with `#id`, or `#` and the number of the line."""
    text, encoding = decode(data)
    bad = 0
    for number, record in _records(text):
        if isinstance(record, ValueError):
            found: Reading | SourceError = SourceError(
                "damaged",
                f"{source_uri}: 第 {number} 行不是 JSON（{record}），请改好或删去"
                f" line {number} is no JSON; mend or drop the line",
            )
        else:
            found = _reading(record, number, source_uri, encoding, max_chars)
        bad += isinstance(found, SourceError)
        if not isinstance(found, SourceError) or bad <= _MOST_REPORTED:
            yield found
    if bad > _MOST_REPORTED:
        more = (
            f"前 {_MOST_REPORTED:,} 行之后还有 {bad - _MOST_REPORTED:,} 行"
            f" {bad - _MOST_REPORTED:,} more lines after the first {_MOST_REPORTED:,} bad ones"
        )
        yield SourceError("damaged", f"{source_uri}: {more} 读不出，请改好文件 could not be read; mend the file")


def _records(text: str) -> Iterator[tuple[int, Any]]:
    """(number, what stands there) of each line that is not blank, a ValueError for what is no JSON; of each element where the whole
    text is one list, or one record over several lines."""
    import orjson

    first = text.lstrip().partition("\n")[0].strip()
    if first == "{" or first.startswith("["):
        with suppress(orjson.JSONDecodeError):
            whole = orjson.loads(text)
            yield from enumerate(whole if isinstance(whole, list) else [whole], 1)
            return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, orjson.loads(line)
            except orjson.JSONDecodeError as error:
                yield number, error


def _reading(record: Any, number: int, source_uri: str, encoding: str, max_chars: int) -> Reading | SourceError:
    import hashlib

    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return SourceError(
            "damaged",
            f'{source_uri}: 第 {number} 条没有 "text" 文本，请改好 record {number} has no string "text"; each must be {{"id", "text", "metadata"}}',
        )
    body: str = record["text"]
    if not body.strip():
        return SourceError(
            "empty",
            f"{source_uri}: 第 {number} 条正文为空，请补上或删去 record {number} has an empty text; fill or drop it",
        )
    if len(body) > max_chars:
        return SourceError(
            "too_large",
            f"{source_uri}: 第 {number} 条超过 {max_chars:,} 字；请拆分或调高 text_chars"
            f" record {number} has more than {max_chars:,} characters; raise text_chars",
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
