"""With which characters a match of a pattern can begin: what lets a scan skip the places where nothing can.

The pattern is read with Python's own parser, which knows all of `regex`'s syntax that packs use but for `\\p{…}`. Whatever is
not told for certain gives None: any character.
"""

from __future__ import annotations

import functools
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import sys
from collections.abc import Iterable
from typing import Any

import regex

_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_PROPERTY = re.compile(r"\\[pP]\{\w+\}")
_NOT_PYTHONS = re.compile(r"\[\[:|\{[a-z]")  # [[:alpha:]] and fuzzy matches, which Python would read as literal characters
_LARGEST_RANGE = 1000
_NOTHING_CONSUMED = frozenset({op.ASSERT, op.ASSERT_NOT, op.AT})
_REPEATS = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})

Characters = frozenset[str] | None


def first_characters(pattern: str) -> Characters:
    """The characters a match of `pattern` can begin with; None where that may be any, or where the match may be empty."""
    plain = _PROPERTY.sub(r"\\S", _GROUP_NAME.sub("(", pattern))  # \S stands for any character, also inside [^…]
    if _NOT_PYTHONS.search(plain):
        return None
    try:
        parsed = parser.parse(plain)
    except re.error:
        return None
    if parsed.state.flags & re.IGNORECASE:
        return None
    found, empty = _of_sequence(parsed)
    return None if empty else found


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> tuple[Characters, bool]:
    """(first characters, whether the sequence may match nothing)."""
    found: frozenset[str] = frozenset()
    for kind, value in items:
        if kind in _NOTHING_CONSUMED:
            continue
        first, empty = _of_item(kind, value)
        if first is None:
            return None, False
        found |= first
        if not empty:
            return found, False
    return found, True


def _of_item(kind: Any, value: Any) -> tuple[Characters, bool]:
    if kind is op.LITERAL:
        return frozenset(chr(value)), False
    if kind is op.IN:
        return _of_set(value), False
    if kind is op.SUBPATTERN:
        return (None, False) if value[1] & re.IGNORECASE else _of_sequence(value[3])
    if kind is op.ATOMIC_GROUP:
        return _of_sequence(value)
    if kind is op.BRANCH:
        return _of_branches(value[1])
    if kind in _REPEATS:
        first, empty = _of_sequence(value[2])
        return first, empty or value[0] == 0
    return None, False


def _of_branches(branches: Iterable[Iterable[tuple[Any, Any]]]) -> tuple[Characters, bool]:
    found: frozenset[str] = frozenset()
    may_be_empty = False
    for branch in branches:
        first, empty = _of_sequence(branch)
        if first is None:
            return None, False
        found |= first
        may_be_empty = may_be_empty or empty
    return found, may_be_empty


@functools.cache
def _digits() -> frozenset[str]:
    r"""What `regex` takes for \d: digits of all scripts."""
    return frozenset(regex.findall(r"\d", "".join(map(chr, range(sys.maxunicode + 1)))))


def _of_set(items: Iterable[tuple[Any, Any]]) -> Characters:
    found: set[str] = set()
    for kind, value in items:
        if kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
            found |= _digits()
        elif kind is op.LITERAL:
            found.add(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < _LARGEST_RANGE:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found)
