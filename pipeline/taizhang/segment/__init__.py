"""The shape of a text: title, header, sections, sentences. See `docs/segment.md`.

What comes in: restored text, and headings that the file format itself marks. What goes out: spans only. Nothing here
changes the text. Knowledge lies in `rules/headings.yml`.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from taizhang.rules import compiled
from taizhang.segment.clauses import clause_bounds, sentence_at
from taizhang.segment.headings import sections
from taizhang.segment.lines import sentences
from taizhang.segment.title import title_and_body
from taizhang.types import Structure

__all__ = ["clause_bounds", "segment", "sentence_at"]

_BOILERPLATE = compiled(
    r"^[ \t]*(?:https?://|www\.|来源[:：][^\n]{0,30}网\s*$|[(（](?:本报)?(?:记者|通讯员)[^\n]{0,20}[)）]$).*$",
    regex.MULTILINE,
)


def segment(text: str, headings: Sequence[tuple[int, int, int]] = ()) -> Structure:
    """Cut a restored text into sections and sentences; `headings` are (start, end, level) the format itself marks."""
    title, body = title_and_body(text)
    boilerplate = tuple([m.span() for m in _BOILERPLATE.finditer(text)])
    return Structure(sections(text, headings), sentences(text), title, body, boilerplate)
