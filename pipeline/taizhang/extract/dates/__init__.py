"""Calendar expressions: found, parsed, resolved, and told what they are for. See `docs/dates.md`."""

from __future__ import annotations

from collections.abc import Mapping

from taizhang.types import DateMention, Reference, Structure


def dates(text: str, structure: Structure, metadata: Mapping[str, str]) -> tuple[tuple[DateMention, ...], Reference]:
    """All calendar expressions of `text` in order, and what year-less ones were resolved with.

    `metadata` may hold `published_on` (ISO) from the reader.
    """
    return (), Reference(None, None, "none")
