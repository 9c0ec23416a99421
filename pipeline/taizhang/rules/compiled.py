"""Patterns compiled with the engine that is quicker with them."""

from __future__ import annotations

import re
from typing import cast

import regex

NOT_PYTHONS = re.compile(r"\[\[:|\{[a-z]")
"""[[:alpha:]] and fuzzy matches, which Python would read as literal characters."""


def compiled(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """`pattern` with Python's own engine, which takes half the time, where it knows all of its syntax;
    typed as one of `regex`, whose methods are the same."""
    if NOT_PYTHONS.search(pattern):
        return regex.compile(pattern, flags)
    try:
        return cast("regex.Pattern[str]", re.compile(pattern, flags))
    except re.error:
        return regex.compile(pattern, flags)
