"""Annotated bulletins: one JSON object a line with id, text and gold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

import jsonlines

from taizhang.errors import CorpusError

_FIELDS: Final = ("doc_type", "domain", "regions", "dates", "counts", "parties", "tasks")


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A bulletin and what people say is in it."""

    id: str
    text: str
    script: str
    gold: dict[str, Any]


def gold_id(source_uri: str) -> str:
    """The id by which a ledger's document is found among the annotated ones: its record's in a JSONL file, else its file name."""
    _, mark, record = source_uri.partition("#")
    return record if mark else PurePosixPath(source_uri).stem


def read_gold(path: Path) -> list[GoldDocument]:
    """All documents of a gold file. Raises CorpusError naming file and line."""
    documents = []
    try:
        with jsonlines.open(path, loads=json.loads) as lines:
            for number, record in enumerate(lines, 1):
                try:
                    document = GoldDocument(record["id"], record["text"], record.get("script", "hans"), record["gold"])
                    if missing := [name for name in _FIELDS if name not in document.gold]:
                        raise KeyError(missing[0])
                    documents.append(document)
                except (KeyError, TypeError) as error:
                    raise CorpusError(
                        f"{path}:{number}: 缺少 lacks {error}；每行要有 a line has id, text and gold, gold has {', '.join(_FIELDS)}"
                    ) from error
    except (OSError, jsonlines.InvalidLineError) as error:
        raise CorpusError(f"{path}: 读不了，请检查文件 cannot be read: {error}") from error
    return documents
