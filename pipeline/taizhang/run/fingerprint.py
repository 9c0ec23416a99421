"""What the pipeline is made of, as one hash: code of the stages, rule packs, models. Another hash means: read again.

For a source that people have corrected, their corrections are part of the hash: new ones re-read this source only.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from taizhang.correct import Book
from taizhang.models import MODELS, model_folder
from taizhang.version import PIPELINE_VERSION

_PACKAGE = Path(__file__).parent.parent
_STAGES = ("read", "restore", "segment", "extract", "link", "classify", "confidence", "correct", "check", "rules")
_FILES = (  # beside the stages: what else a worker goes by
    "document.py",
    "kinds.py",
    "litter.py",
    "messages.py",
    "models.py",
    "numerals.py",
    "offsets.py",
    "quick.py",
    "turns.py",
    "types.py",
    "vocabulary.py",
    "vocabulary_zh.py",
    "write/rows.py",
    "write/schema.py",
    "write/similar.py",
    "write/task_keys.py",
)


@cache
def fingerprint(packs: tuple[str, ...] = ()) -> str:
    """16 hex digits over all that decides what is read from a document."""
    digest = hashlib.sha256(PIPELINE_VERSION.encode())
    files = [
        f for stage in _STAGES for f in (_PACKAGE / stage).rglob("*") if f.suffix in {".py", ".yml", ".json", ".gz"}
    ]
    files += [_PACKAGE / name for name in _FILES]
    files += [f for name in MODELS for f in model_folder(name).glob("model.*")]
    own = [f for folder in packs for f in sorted(Path(folder).glob("*.yml"))]  # the same from wherever they are named
    for file in (*sorted(files), *own):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@cache
def writer() -> str:
    """16 hex digits over what turns rows into tables. Another one means: write the ledger again, from what was read."""
    digest = hashlib.sha256()
    for file in sorted((_PACKAGE / "write").glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


class Marks:
    """The fingerprint of each source: the pipeline's, with the corrections of its documents where there are any."""

    def __init__(self, pipeline: str, corrections: Book) -> None:
        self.pipeline = pipeline
        self.corrections = corrections

    def of(self, uri: str, sha256: str | None) -> str:
        """The fingerprint of the source at `uri` with these bytes."""
        about = self.corrections.of_source(uri, sha256)
        if not about:
            return self.pipeline
        digest = hashlib.sha256(self.pipeline.encode())
        for c in about:
            digest.update(c.model_dump_json(exclude={"by", "context"}).encode())
        return digest.hexdigest()[:16]
