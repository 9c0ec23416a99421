"""The shape of a text: title, header, sections, sentences, tokens. See `docs/segment.md`."""

from __future__ import annotations

import regex
from collections.abc import Sequence

from taizhang.types import Structure

_SENTENCE = regex.compile(r"[^。！？!?；;\n]+[。！？!?；;]*[”’」』）)]*")


def segment(text: str, headings: Sequence[tuple[int, int, int]] = ()) -> Structure:
    """Cut a restored text into sections and sentences; `headings` are (start, end, level) the format itself marks."""
    sentences = tuple(m.span() for m in _SENTENCE.finditer(text) if not m[0].isspace())
    return Structure((), sentences, None, (0, len(text)))
