"""A correction: what a person says of one value, and where the value stands. Kept as JSON lines, the later one holds.

It hangs on the sentence, not on an id: the document (by its bytes, else by its place), the hash of the sentence, and how far
into the sentence the value begins. So it survives new rules and changes elsewhere in the bulletin, and is noticed to be
stale when the sentence itself has changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from taizhang.correct.fields import field_of
from taizhang.errors import CorrectionError

FILE: Final = "corrections.jsonl"
_Hash = Annotated[str, Field(pattern="^[0-9a-f]{16}$")]


class Correction(BaseModel):
    """One correction. `op`: `set` gives a new value, `confirm` says that the old one is right, `drop` that there is nothing.

    `start`, `end` are the record's span in the source, `sentence` the hash of the sentence around it, `at` the offset of
    the record in that sentence, `nth` tells records of one span apart, `quote` are its words and `context` the sentence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    doc_id: _Hash
    source_uri: str
    table: str
    field: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    sentence: _Hash
    at: int = Field(ge=0)
    nth: int = Field(1, ge=1)
    quote: str
    context: str = ""
    op: Literal["set", "confirm", "drop"] = "set"
    old: Any = None
    new: Any = None
    by: str | None = None

    @model_validator(mode="after")
    def _fits_its_field(self) -> Correction:
        try:
            field = field_of(self.table, self.field)
            if self.op == "set" and field.parse(self.new) != self.new:
                raise CorrectionError(
                    f"{self.table}.{self.field}: {self.new!r} 不是台账的写法 is not how the ledger writes it"
                )
        except CorrectionError as error:
            raise ValueError(str(error)) from error
        if self.op == "drop" and self.table == "documents":
            raise ValueError("a document cannot be dropped")
        return self

    @property
    def key(self) -> tuple[str, ...]:
        """What it is about: two corrections of the same key cannot both hold."""
        return (
            self.doc_id,
            self.source_uri,
            self.table,
            self.field,
            str(self.start),
            str(self.end),
            str(self.nth),
            self.sentence,
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """Places of the source it may lie in: its own, and for a member (`a.zip!b.txt`, `a.jsonl#7`) the files around it."""
        return (self.source_uri, *(self.source_uri[:i] for i, mark in enumerate(self.source_uri) if mark in "!#"))


def make_correction(where: str, values: dict[str, Any]) -> Correction:
    """A checked correction. Raises CorrectionError that begins with `where`."""
    try:
        return Correction.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        message = first["msg"].removeprefix("Value error, ")
        raise CorrectionError(f"{where}: {f'{place}: ' if place else ''}{message}") from error


def read_corrections(file: Path) -> tuple[Correction, ...]:
    """The corrections that hold, in the order in which they were made; none if there is no such file. Raises
    CorrectionError naming file and line."""
    if not file.exists():
        return ()
    holding: dict[tuple[str, ...], Correction] = {}
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                correction = make_correction(f"{file}:{number}", _object(line, f"{file}:{number}"))
                holding.pop(correction.key, None)
                holding[correction.key] = correction
    return tuple(holding.values())


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise CorrectionError(f"{where}: 不是 JSON，请改好 no JSON: {error}") from error
    if not isinstance(values, dict):
        raise CorrectionError(
            f"{where}: 一行应是一个 JSON 对象 a line is one JSON object, found {type(values).__name__}"
        )
    return values


def add_corrections(file: Path, corrections: Iterable[Correction]) -> int:
    """Append those that say something new to `file`, whole or not at all; returns how many. What somebody has said
    already is nothing new where no one says who says it again. Raises CorrectionError."""
    known = {c.key: c for c in read_corrections(file)}
    fresh = [c for c in corrections if not _is_known(c, known.get(c.key))]
    lines = b"".join(orjson.dumps(c.model_dump()) + b"\n" for c in fresh)
    if not fresh:
        return 0
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_bytes() if file.exists() else b""
        made = file.with_name(f".{file.name}.new")
        made.write_bytes(before + (b"\n" if before and not before.endswith(b"\n") else b"") + lines)
        os.replace(made, file)
    except OSError as error:
        raise CorrectionError(
            f"{file}: 写不进去 cannot be written（{error.strerror}），请检查磁盘空间和权限 check disk space and rights"
        ) from error
    return len(fresh)


def _is_known(said: Correction, before: Correction | None) -> bool:
    return before is not None and said == (before if said.by else before.model_copy(update={"by": None}))
