"""What a PDF page holds: lines and tables with their places, from a text layer or from OCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import regex

from taizhang.read.grid import Row

_WIDE = r"\p{Han}，。、；：？！“”（）《》〔〕【】"
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_AUTOSPACE = regex.compile(
    rf"(?<=[{_WIDE}]) (?=[\w.%‰±+\-—])|(?<=[\w.%‰℃㎡]) (?=[{_WIDE}])|(?<=[{_WIDE}]) (?=[{_WIDE}])"
)


@dataclass(slots=True)
class Line:
    """A printed line; lengths in points, `top` counted from the upper edge of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    page: int
    dropped: str | None = None  # why it is no part of the text: page_number, running_header

    @property
    def size(self) -> float:
        """Height in points."""
        return self.bottom - self.top


@dataclass(slots=True)
class PageTable:
    """A table on one page: its rows and the places of its column borders."""

    rows: list[Row]
    xs: list[float]
    top: float
    bottom: float
    page: int
    open: bool = False  # its columns were told by gaps in the text, so they differ a little from page to page


@dataclass(slots=True)
class PageContent:
    """A page read: lines and tables from top to bottom."""

    number: int
    width: float
    height: float
    items: list[Line | PageTable] = field(default_factory=list)
    confidence: float | None = None


def pdfium_lines(page: Any, number: int, height: float) -> list[Line]:
    """The lines of a text layer in pdfium's order; two look-ups a line, so it stays fast."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        lines, at = [], 0
        for raw in text.split("\n"):
            bare = raw.strip(" \r\t\u3000")
            if bare:
                first = at + raw.index(bare[0])
                lines.append(_placed(textpage, raw, bare, first, number, height))
            at += len(raw) + 1
        return lines
    finally:
        textpage.close()


def _placed(textpage: Any, raw: str, bare: str, first: int, number: int, height: float) -> Line:
    last = min(first + len(bare), textpage.count_chars()) - 1
    left, bottom, _, top = textpage.get_charbox(min(first, last), loose=True)
    _, _, right, _ = textpage.get_charbox(last, loose=True)
    return Line(tidy(bare, textpage, first), left, max(right, left), height - top, height - bottom, number)


def tidy(text: str, textpage: Any, first: int) -> str:
    """Without the spaces that pdfium makes up between Chinese and digits; soft hyphens as the hyphens they print."""
    if "\ufffe" in text or "\x02" in text:
        text = text.replace("\ufffe", "-").replace("\x02", "-")
    if " " not in text:
        return text
    from pypdfium2.raw import FPDFText_IsGenerated

    spots = [m.start() for m in _AUTOSPACE.finditer(text) if FPDFText_IsGenerated(textpage.raw, first + m.start()) == 1]
    for spot in reversed(spots):
        text = text[:spot] + text[spot + 1 :]
    return text


def char_lines(chars: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters grouped to lines from top to bottom, each from left to right."""
    lines: list[list[dict[str, Any]]] = []
    floor = float("-inf")
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        if not lines or middle > floor:
            lines.append([])
            floor = middle + (char["bottom"] - char["top"]) * 0.45
        lines[-1].append(char)
    for line in lines:
        line.sort(key=lambda c: c["x0"])
    return lines


def line_text(chars: Sequence[dict[str, Any]], gaps: bool = True) -> str:
    """The text of the characters of a line; a gap as wide as a character is a space."""
    parts: list[str] = []
    before: dict[str, Any] | None = None
    for char in chars:
        if before is not None and char["text"] != " " and before["text"] != " ":
            gap = char["x0"] - before["x1"]
            em = char["bottom"] - char["top"]
            latin = before["text"][-1:].isascii() and char["text"][:1].isascii()
            if (gaps and gap > 0.9 * em) or (latin and gap > 0.22 * em):
                parts.append(" ")
        parts.append(char["text"])
        before = char
    return "".join(parts).strip().translate(_LIGATURES)


def outside_lines(chars: Sequence[dict[str, Any]], number: int) -> list[Line]:
    """Lines of the characters that stand in no table."""
    found = []
    for line in char_lines(chars):
        text = line_text(line)
        inked = [c for c in line if c["text"].strip()]
        if text and inked:
            found.append(
                Line(
                    text,
                    inked[0]["x0"],
                    inked[-1]["x1"],
                    min(c["top"] for c in inked),
                    max(c["bottom"] for c in inked),
                    number,
                )
            )
    return found


def garbled(text: str) -> bool:
    """Whether a text layer is unreadable: private characters, replacement marks, cid codes, no words."""
    bare = "".join(text.split())
    if len(bare) < 10:
        return False
    bad = sum(1 for c in bare if "\ue000" <= c <= "\uf8ff" or c == "�" or c < " ") + 6 * text.count("(cid:")
    known = len(regex.findall(r"[\p{Han}\p{Latin}\d\p{P}\p{S}\u3000-\u303f]", bare))
    return bad > 0.2 * len(bare) or known < 0.6 * len(bare)
