"""With which one or two characters a match of a pattern can begin: what lets a scan skip the places where nothing can.

The pattern is read with Python's own parser, which knows all of `regex`'s syntax that packs use but for `\\p{…}`. Whatever is
not told for certain gives None: any character.
"""

from __future__ import annotations

import functools
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator
from typing import Any

from taizhang.rules.kept import kept

_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_PROPERTY = re.compile(r"\\[pP]\{\w+\}")
_LARGEST_RANGE = 1000
_MOST = 5000  # openings worked out for one piece of a pattern; beyond, only first characters are told
_PARSED = 64  # patterns of a list of rules: each is asked for its openings and for the words it needs
NOT_PYTHONS = re.compile(r"\[\[:|\{[a-z]")
"""[[:alpha:]] and fuzzy matches, which Python would read as literal characters."""
NOTHING_CONSUMED = frozenset({op.ASSERT, op.ASSERT_NOT, op.AT})
REPEATS = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})

ANY = "\uffff"  # any character; in the second place also the end of the match
DIGIT = "\ufffe"  # any digit, of whatever script

# What a piece of a pattern can match, by how it begins: nothing (""), one character and no more ("市"), or two characters; of
# these, each may be ANY. None: not known.
Openings = frozenset[str] | None


@kept
def openings(pattern: str) -> Openings:
    """The pairs of characters a match of `pattern` can begin with, with DIGIT for \\d, one of them ANY where it is not told; None
    where both may be any character, or the match empty."""
    items = parsed(pattern)
    found = None if items is None else _of_sequence(items)
    pairs = frozenset(o if len(o) == 2 else o + ANY for o in found or ())
    return None if found is None or "" in found or ANY + ANY in pairs else pairs


@kept
def last_characters(pattern: str) -> frozenset[str]:
    """What a match of `pattern` can end with, DIGIT for \\d; ANY among them where it is not told, or the match may be empty."""
    items = parsed(pattern)
    found = None if items is None else _of_sequence(_backwards(items))
    return frozenset(ANY) if not found or "" in found else frozenset(ending[0] for ending in found)


def _backwards(items: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """The pieces of a pattern, and those inside them, from the last to the first."""
    return [(kind, _turned(kind, value)) for kind, value in reversed(list(items))]


def _turned(kind: Any, value: Any) -> Any:
    if kind is op.BRANCH:
        return value[0], [_backwards(branch) for branch in value[1]]
    if kind is op.SUBPATTERN or kind in REPEATS:
        return *value[:-1], _backwards(value[-1])
    return _backwards(value) if kind is op.ATOMIC_GROUP else value


@functools.lru_cache(maxsize=_PARSED)
def parsed(pattern: str) -> Any:
    """`pattern` as Python's parser reads it; None where it cannot, or where letters may be of either case."""
    plain = _PROPERTY.sub(r"\\S", _GROUP_NAME.sub("(", pattern))  # \S stands for any character, also inside [^…]
    if NOT_PYTHONS.search(plain):
        return None
    try:
        found = parser.parse(plain)
    except re.error:
        return None
    return None if found.state.flags & re.IGNORECASE else found


def keys(pair: str) -> list[str]:
    """All that two characters of a text, or its last one, can be among openings but for two that may be any."""
    first, second = pair[:1], pair[1:] or ANY
    found = [first + second, first + ANY, ANY + second]
    if first.isdecimal():
        found += [DIGIT + second, DIGIT + ANY]
    if second.isdecimal():
        found += [first + DIGIT, ANY + DIGIT]
    return [*found, DIGIT + DIGIT] if pair.isdecimal() else found


def one_of(characters: Iterable[str]) -> str:
    """A pattern for one of some characters, DIGIT among them."""
    return f"[{''.join(chr(92) + 'd' if c == DIGIT else re.escape(c) for c in sorted(characters))}]"


def sought(pattern: str) -> str:
    """`pattern` with a look at its first character before it, where that is told: `regex` skips through a text with it, and would
    try the pattern itself, with all it looks back for, at every place."""
    firsts = first_characters(pattern)
    return pattern if ANY in firsts else f"(?={one_of(firsts)})(?:{pattern})"


def first_characters(pattern: str) -> set[str]:
    """What a match of `pattern` can begin with; ANY among them where it is not told."""
    return {pair[0] for pair in openings(pattern) or (ANY,)}


def characters(pattern: str) -> frozenset[str] | None:
    """The characters, and DIGIT for \\d, that a match of `pattern` can hold, which must be one that Python knows but for `\\p{…}`;
    None where they are not told."""
    found = frozenset(_characters(parser.parse(_PROPERTY.sub(r"\\S", pattern))))
    return None if ANY in found else found


def _characters(items: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    for kind, value in items:
        if kind in REPEATS:
            yield from _characters(value[2])
        elif kind is op.BRANCH:
            yield from (character for branch in value[1] for character in _characters(branch))
        elif kind is op.SUBPATTERN or kind is op.ATOMIC_GROUP:
            yield from _characters(value[3] if kind is op.SUBPATTERN else value)
        elif kind not in NOTHING_CONSUMED:
            yield from _of_item(kind, value) or ANY


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Openings:
    found: Openings = frozenset([""])
    for kind, value in items:
        if kind in NOTHING_CONSUMED:
            continue
        found = _then(found, _of_item(kind, value))
        if found is None or min(map(len, found)) == 2:
            return found
    return found


def _then(before: Openings, after: Openings) -> Openings:
    """The openings of two pieces in a row."""
    if before is None or (after is None and "" in before):
        return None
    whole = {o for o in before if len(o) == 2}
    single = [o for o in before if len(o) == 1]
    if after is None or len(single) * len(after) > _MOST:
        whole.update(o + ANY for o in single)
        return frozenset(whole.union(after or ()) if "" in before else whole)
    whole.update(o + a[:1] for o in single for a in after)
    return frozenset(whole.union(after) if "" in before else whole)


def _of_item(kind: Any, value: Any) -> Openings:
    if kind is op.LITERAL:
        return frozenset(chr(value))
    if kind is op.ANY or kind is op.NOT_LITERAL:
        return frozenset(ANY)
    if kind is op.IN:
        return characters_of_set(value)
    if kind is op.SUBPATTERN:
        return None if value[1] & re.IGNORECASE else _of_sequence(value[3])
    if kind is op.ATOMIC_GROUP:
        return _of_sequence(value)
    if kind is op.BRANCH:
        return _either([_of_sequence(branch) for branch in value[1]])
    if kind in REPEATS:
        return _of_repeat(*value)
    return None


def _of_repeat(least: int, most: int, items: Iterable[tuple[Any, Any]]) -> Openings:
    """Two rounds tell all: each consumes a character, or nothing."""
    once = _of_sequence(items)
    rounds: list[Openings] = [frozenset([""])] if least == 0 else []
    if least <= 1:
        rounds.append(once)
    if most > 1:
        rounds.append(_then(once, once))
    return _either(rounds)


def _either(choices: Iterable[Openings]) -> Openings:
    found: set[str] = set()
    for choice in choices:
        if choice is None:
            return None
        found |= choice
    return frozenset(found)


def characters_of_set(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The characters a set holds; ANY alone where they are not told."""
    found: set[str] = set()
    for kind, value in items:
        if kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
            found.add(DIGIT)
        elif kind is op.LITERAL:
            found.add(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < _LARGEST_RANGE:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return frozenset(ANY)
    return frozenset(found)
