"""Patterns in the syntax of `regex`, translated for Python's own engine, which takes half the time or less.

Python's parser reads all of the syntax that packs use but for `\\p{…}` and names given twice; its compiler knows no look back of
varying length. Here properties become sets of characters, pieces of one name share a group, and a look back is made once for each length.
Parser and compiler are Python's private matter: where a later one has them otherwise, patterns stay with `regex`.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import re
import re._compiler as compiler  # type: ignore[import-not-found]
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import regex

from taizhang.rules.first import ANY, DIGIT, NOT_PYTHONS, REPEATS, first_characters
from taizhang.rules.kept import kept

_PROPERTY = re.compile(r"\\[pP]\{\w+\}")
_STAND_INS = (
    0xF0000  # characters for private use from here on stand for properties while Python's parser reads a pattern
)
_LOOKS = frozenset({op.ASSERT, op.ASSERT_NOT})
_WORDS = frozenset({op.CATEGORY_WORD, op.CATEGORY_NOT_WORD})  # ² is a letter to one engine
_BOUNDARIES = frozenset({op.AT_BOUNDARY, op.AT_NON_BOUNDARY})
_LENGTHS = 48  # of a look back, each of which is tried
_WAYS = 200  # of a look back, alternatives of one length

Items = list[tuple[Any, Any]]
Code = tuple[int, bytes, int, dict[str, int]]  # flags, what the engine carries out, groups, their names

_CHANGED = (AttributeError, TypeError, ValueError)  # what a parser or compiler of another make would raise


class _Untold(Exception):
    """A piece for which there is no translation, or none that matches alike for certain."""


def translated(pattern: str, flags: int = 0) -> re.Pattern[str] | None:
    """`pattern` for Python's own engine; None where it cannot match it, or not for certain alike."""
    found = _code(pattern, int(flags))
    if found is None:
        return None
    all_flags, code, groups, names = found
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    try:
        made: re.Pattern[str] = _sre.compile(
            pattern, all_flags, array("I", code).tolist(), groups, names, tuple(by_number)
        )
    except (RuntimeError, TypeError):
        return None
    return made


@kept
def _code(pattern: str, flags: int) -> Code | None:
    """What `_sre.compile` is given, which takes milliseconds to work out."""
    properties = _PROPERTY.findall(pattern)
    stand_ins = map(chr, range(_STAND_INS, _STAND_INS + len(properties)))
    plain = _PROPERTY.sub(lambda _: next(stand_ins), pattern)
    if NOT_PYTHONS.search(plain) or plain.startswith("(?r)"):
        return None
    try:
        read = parser.parse(plain, flags, _State())
        _check_groups(read, frozenset(read.state.groupdict.values()))
        whole = _Translation(read.state, properties).pattern(read)
        all_flags = int(flags | read.state.flags)
        code = array("I", _compiled(whole, all_flags, first_characters(pattern)))
    except (re.error, _Untold, *_CHANGED):
        return None
    return all_flags, code.tobytes(), read.state.groups - 1, dict(read.state.groupdict)


def _compiled(whole: Any, flags: int, firsts: Collection[str]) -> list[int]:
    """What the engine carries out for a pattern. It is told what a match begins with, unless it may be empty, and skips through a text
    with that."""
    code: list[int] = []
    begins = whole
    told = whole.getwidth()[0] > 0 and not flags & re.IGNORECASE and not compiler._get_literal_prefix(whole, flags)[0]
    if told and (first := _first(whole, firsts)):
        begins = parser.SubPattern(whole.state, [(op.IN, first)])
        begins.width = whole.getwidth()
    compiler._compile_info(code, begins, flags)
    compiler._compile(code, whole.data, flags)
    return [*code, op.SUCCESS]


def _first(items: Any, firsts: Collection[str]) -> Items | None:
    """The set of characters that a pattern can begin with, which are `firsts` where no look ahead tells."""
    while items and items[0][0] is op.ASSERT and items[0][1][0] > 0:
        items = items[0][1][1]
    if items and items[0][0] is op.IN:
        found: Items = items[0][1]
        return found
    if ANY in firsts:
        return None
    return [(op.CATEGORY, op.CATEGORY_DIGIT) if c == DIGIT else (op.LITERAL, ord(c)) for c in sorted(firsts)]


class _State(parser.State):  # type: ignore[misc]
    """What Python's parser keeps in mind: a name that comes again is no error, but the same group, as to `regex`."""

    def opengroup(self, name: str | None = None) -> int:
        """The number of a group that begins."""
        number: int = self.groupdict[name] if name in self.groupdict else super().opengroup(name)
        return number


def _check_groups(items: Iterable[tuple[Any, Any]], named: frozenset[int]) -> frozenset[int]:
    """The groups in these pieces. Raises _Untold where they do not stand in the order of their numbers: when the engine steps back, it
    forgets those behind a number; and where one that is `named` repeats, of which it keeps the last match and `regex` all."""
    found: frozenset[int] = frozenset()
    for kind, value in items:
        inside = frozenset().union(*(_check_groups(part, named) for part in _inner(kind, value)))
        if kind is op.SUBPATTERN and value[0] is not None:
            inside |= {value[0]}
        if (found and inside and max(found) >= min(inside)) or (kind in REPEATS and value[1] > 1 and inside & named):
            raise _Untold
        found |= inside
    return found


def _inner(kind: Any, value: Any) -> list[Any]:
    """The sequences inside a piece."""
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.SUBPATTERN or kind in REPEATS or kind in _LOOKS:
        return [value[-1]]
    if kind is op.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return [value] if kind is op.ATOMIC_GROUP else []


class _Translation:
    """Of one pattern, as Python's parser read it."""

    def __init__(self, state: Any, properties: list[str]) -> None:
        self._state = state
        self._properties = dict(enumerate(properties, _STAND_INS))

    def pattern(self, items: Iterable[tuple[Any, Any]]) -> Any:
        """A sequence with all that is inside it."""
        return self._of(chain.from_iterable(self._item(*item) for item in items))

    def _of(self, items: Iterable[tuple[Any, Any]]) -> Any:
        return parser.SubPattern(self._state, list(items))

    def _item(self, kind: Any, value: Any) -> Items:
        if kind is op.LITERAL and value in self._properties:
            return [(op.IN, self._set([(kind, value)]))]
        if kind is op.NOT_LITERAL and value in self._properties:
            return [(op.IN, [(op.NEGATE, None), *self._set([(op.LITERAL, value)])])]
        if kind is op.IN:
            return [(kind, self._set(value))]
        if kind is op.GROUPREF_EXISTS or (kind is op.AT and value in _BOUNDARIES):
            raise _Untold
        if kind is op.BRANCH:
            return [(kind, (value[0], list(map(self.pattern, value[1]))))]
        if kind is op.ATOMIC_GROUP:
            return [(kind, self.pattern(value))]
        if kind is op.SUBPATTERN or kind in REPEATS:
            return [(kind, (*value[:-1], self.pattern(value[-1])))]
        if kind in _LOOKS:
            return self._look(kind, value[0], self.pattern(value[1]))
        return [(kind, value)]

    def _set(self, items: Items) -> Items:
        """The members of a set of characters."""
        found: Items = []
        for kind, value in items:
            if value in _WORDS if kind is op.CATEGORY else kind is op.RANGE and self._properties.keys() & set(value):
                raise _Untold
            named = self._properties.get(value) if kind is op.LITERAL else None
            found += [(kind, value)] if named is None else [(op.RANGE, ends) for ends in _ranges(named)]
        return found

    def _look(self, kind: Any, direction: int, items: Any) -> Items:
        """A look ahead or back; back, one for each length: none of these may match, or one must."""
        shortest, longest = items.getwidth()
        if direction > 0 or shortest == longest:
            return [(kind, (direction, items))]
        by_length = self._by_length(items)
        if len(by_length) > _LENGTHS:
            raise _Untold
        each = [(kind, (direction, self._either(ways))) for _, ways in sorted(by_length.items())]
        return each if kind is op.ASSERT_NOT else [(op.BRANCH, (None, [self._of([look]) for look in each]))]

    def _either(self, ways: list[Items]) -> Any:
        if len(ways) > _WAYS:
            raise _Untold
        return self._of(ways[0] if len(ways) == 1 else [(op.BRANCH, (None, list(map(self._of, ways))))])

    def _by_length(self, items: Iterable[tuple[Any, Any]]) -> Mapping[int, list[Items]]:
        """All that a sequence can be, by its length, each way of fixed length itself."""
        found: dict[int, list[Items]] = {0: [[]]}
        for item in items:
            longer: dict[int, list[Items]] = defaultdict(list)
            for length, way in self._of_item(item):
                for before, ways in found.items():
                    longer[before + length] += [[*begun, *way] for begun in ways]
            if sum(map(len, longer.values())) > _WAYS:
                raise _Untold
            found = longer
        return found

    def _of_item(self, item: tuple[Any, Any]) -> Iterator[tuple[int, Items]]:
        """The lengths that a piece can have, with what it is then."""
        kind, value = item
        shortest, longest = self._of([item]).getwidth()
        if shortest == longest:
            yield shortest, [item]
        elif kind is op.BRANCH or (kind is op.SUBPATTERN and value[0] is None and not value[1] and not value[2]):
            for branch in value[1] if kind is op.BRANCH else [value[-1]]:
                for length, ways in self._by_length(branch).items():
                    yield from ((length, way) for way in ways)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT) and len(set(value[2].getwidth())) == 1:
            if value[1] - value[0] > _LENGTHS:
                raise _Untold
            for times in range(value[0], value[1] + 1):
                yield times * value[2].getwidth()[0], [(kind, (times, times, value[2]))] if times else []
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[:2] == (0, 1):
            yield 0, []
            for length, ways in self._by_length(value[2]).items():
                yield from ((length, way) for way in ways)
        else:
            raise _Untold


@kept
def _ranges(named: str) -> tuple[tuple[int, int], ...]:
    """The characters of a property (`\\p{Han}`), from first to last."""
    every = "".join(map(chr, range(0x110000)))
    return tuple((found.start(), found.end() - 1) for found in regex.finditer(f"{named}+", every))
