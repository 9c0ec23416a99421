"""Patterns compiled with the engine that is quicker with them."""

from __future__ import annotations

from typing import cast

import regex

from taizhang.rules.kept import kept
from taizhang.rules.translated import translated


def compiled(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """`pattern` with Python's own engine, which takes half the time, where it can be translated for it; typed as one of `regex`, whose
    methods are the same."""
    own = translated(pattern, flags)
    return ready(pattern, flags) if own is None else cast("regex.Pattern[str]", own)


@kept
def ready(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """`pattern` with the engine `regex`, which takes milliseconds to compile one of a rule pack, and none to take up what it
    has compiled."""
    # Beside a flag of `re`, `regex` would forget those in the pattern, as (?r).
    return regex.compile(pattern, int(flags))
