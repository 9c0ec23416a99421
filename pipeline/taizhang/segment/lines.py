"""Lines and sentences of a text, as spans."""

from __future__ import annotations

from taizhang.rules import compiled

_SENTENCE = compiled(
    r"[^。！？!?；;\n\s][^。！？!?；;\n]*(?:[。！？!?；;]+[”’」』\"）)】》]*)?|[。！？!?；;]+[”’」』\"）)】》]*"
)
_LINE = compiled(r"[^\s\n][^\n]*")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences, in order: they end at 。！？；or at the line's end and never cross lines."""
    return tuple([m.span() for m in _SENTENCE.finditer(text)])


def lines(text: str, limit: int | None = None) -> list[tuple[int, int]]:
    """Spans of the lines that are not blank, without the white space around them; at most `limit` of them."""
    found = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        while end > start and text[end - 1].isspace():
            end -= 1
        found.append((start, end))
        if limit is not None and len(found) == limit:
            break
    return found
