"""The sentence around a span, in any text: what people are shown, and what a correction hangs on."""

from __future__ import annotations

import hashlib


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence, within its line, that holds `[start, end)`."""
    left = max(text.rfind(mark, 0, start) for mark in "。！？\n；") + 1
    rights = [at + 1 for mark in "。！？；" if (at := text.find(mark, max(end - 1, start))) >= 0]
    line = text.find("\n", end)
    return left, min([*rights, line if line >= 0 else len(text), len(text)])


def sentence_hash(sentence: str) -> str:
    """16 hex digits of a sentence's SHA-256; white space does not count."""
    return hashlib.sha256("".join(sentence.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
