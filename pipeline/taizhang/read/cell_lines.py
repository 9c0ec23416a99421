"""The lines of a cell on one line. Chinese runs on over a line break; a column of names, one a line, does not."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.read.words import pattern

_LONGEST_NAME = 20  # characters; longer lines are prose


def joined(lines: Sequence[str], wrapped: bool = False) -> str:
    """Lines of a cell as one: nothing between Chinese, a blank between Latin words and between names listed one a line
    (市水利局 / 市财政局). `wrapped`: the lines only broke at the border of the cell, and list nothing."""
    said = [line for line in map(str.strip, lines) if line]
    listed = (
        not wrapped
        and len(said) > 1
        and all(len(line) <= _LONGEST_NAME and pattern("name_alone").fullmatch(line) for line in said)
    )
    text = ""
    for line in said:
        text = f"{text} {line}" if text and (listed or _latin(text[-1], line[0])) else text + line
    return text


def _latin(left: str, right: str) -> bool:
    return left.isascii() and left.isalpha() and right.isascii() and right.isalpha()
