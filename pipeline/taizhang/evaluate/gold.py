"""Annotated bulletins: one JSON object a line with id, text and gold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonlines

from taizhang.errors import CorpusError


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A bulletin and what people say is in it."""

    id: str
    text: str
    script: str
    gold: dict[str, Any]


def read_gold(path: Path) -> list[GoldDocument]:
    """All documents of a gold file. Raises CorpusError naming file and line."""
    documents = []
    try:
        with jsonlines.open(path, loads=json.loads) as lines:
            for number, record in enumerate(lines, 1):
                try:
                    documents.append(
                        GoldDocument(record["id"], record["text"], record.get("script", "hans"), record["gold"])
                    )
                except (KeyError, TypeError) as error:
                    raise CorpusError(
                        f"{path}:{number}: 缺少 lacks {error}；每行要有 a line has id, text and gold"
                    ) from error
    except (OSError, jsonlines.InvalidLineError) as error:
        raise CorpusError(f"{path}: 读不了，请检查文件 cannot be read: {error}") from error
    return documents
