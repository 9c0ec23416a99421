"""Traces in and around punctuation: invisible characters, markup, inserted commas and line breaks."""

from __future__ import annotations

import html

import regex

from taizhang.restore.work import Finding
from taizhang.rules import cached, compiled, load_pack

_CARRIAGE_RETURN = compiled(r"\r(?=(\n?))")
_INVISIBLE = compiled(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+"
)
_SPACES = dict.fromkeys((160, *range(8192, 8203), 8239, 8287), " ")


def plain_spaces(text: str) -> str:
    """No-break, thin and other fixed spaces as plain ones; of the same length."""
    return text.translate(_SPACES)


def invisible(text: str) -> list[Finding]:
    """Characters no reader sees, and the CR of a CR LF. A lone CR, and what the web calls a line separator, is a line break."""
    found = [
        Finding(*m.span(), "\n" if m[0] in "\u2028\u2029\x85" else "", "invisible") for m in _INVISIBLE.finditer(text)
    ]
    return found + [Finding(*m.span(), "" if m[1] else "\n", "invisible") for m in _CARRIAGE_RETURN.finditer(text)]


@cached
def _rule(name: str) -> regex.Pattern[str]:
    return compiled(next(r for r in load_pack("restore").rules if r.id == name).pattern)


@cached
def _breaking_tags() -> frozenset[str]:
    return frozenset(load_pack("restore").lexicons["breaking_tags"])


def markup(text: str) -> list[Finding]:
    """Tags and entities that a careless converter left. Block tags become line breaks, the others vanish."""
    found = []
    for match in _rule("markup.tag").finditer(text):
        name = match["tag"].lower()
        found.append(Finding(*match.span(), "\n" if name in _breaking_tags() else "", "markup"))
    for match in _rule("markup.entity").finditer(text):
        plain = html.unescape(match[0] if match[0].endswith(";") else match[0] + ";")
        found.append(Finding(*match.span(), plain.translate(_SPACES), "markup"))
    return found


def inserted(text: str) -> list[Finding]:
    """Commas put before another mark, line breaks put before a mark, question marks that were an indent."""
    found = []
    for match in _rule("marks.inserted").finditer(text):
        kind = match.lastgroup or "comma"
        start, end = match.span()
        if kind == "newline" and _follows_title(text, start):
            start, end, kind = end, end + 1, "comma"
        found.append(Finding(start, end, "", kind))
    return found


def _follows_title(text: str, at: int) -> bool:
    """Whether the line that ends at `at` is the first of the text and reads as a title: then the mark is what was put."""
    first = text[:at] if at < 80 else ""
    return len(first.strip()) >= 8 and not any(mark in first for mark in "，,。；;：:\n")
