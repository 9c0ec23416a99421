"""Field labels in prose: 整改时限：…, 四、完成时限 alone in its line, and 责任单位为… inside a sentence.

Labels are looked up where they can stand, before a colon, in a short line or before 为, and not searched for everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from taizhang.extract.tasks.words import field_names, lexicon
from taizhang.rules import cached

_COLON = regex.compile(r"[：:]")
_LINE = regex.compile(r"[^\n]+")
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}[、．]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])?"
_NUMBERED = regex.compile(rf"{_NUMBER}[ 　]*[\[【]?")
_LEAD = regex.compile(rf"(?:^|[\n。；;\s　])(?P<head>[ 　]*{_NUMBER}[ 　]*[\[【]?)$")
_LEAD_LENGTH = 12
_LONGEST_LINE = 24


class Label(NamedTuple):
    """A field label, and where the field's words begin; `numbered`: it heads a section of its own (四、完成时限); `said`: it
    stands inside a sentence, and the field ends with the clause."""

    start: int
    field: str
    words: int
    numbered: bool
    said: bool = False


def labels(text: str) -> list[Label]:
    """All field labels, in order."""
    found = {label.words: label for label in (*_in_sentences(text), *_alone(text), *_before_colons(text))}
    return sorted(found.values())


@cached
def _printed() -> tuple[dict[str, str], int]:
    """Name as it may be printed -> field, and the length of the longest name."""
    names = field_names()
    both = names | {n.replace("(", "（").replace(")", "）"): field for n, field in names.items()}
    return both, max(map(len, both))


@cached
def _said() -> regex.Pattern[str]:
    return regex.compile(rf"(?<=[，,。；;\n\s　])(?P<name>{'|'.join(lexicon('said'))})[为是]")


def _before_colons(text: str) -> Iterator[Label]:
    names, longest = _printed()
    for m in _COLON.finditer(text):
        end = m.start()
        while end > 0 and text[end - 1] in " 　】]":
            end -= 1
        for length in range(min(longest, end), 1, -1):
            field = names.get(text[end - length : end])
            lead = _lead(text, end - length) if field else None
            if field and lead:
                yield Label(lead.start("head"), field, m.end(), bool(lead["head"].strip(" 　[【")))
                break


def _alone(text: str) -> Iterator[Label]:
    """A label that is a line of its own; the words begin in the next line."""
    names, _ = _printed()
    for m in _LINE.finditer(text):
        if m.end() - m.start() > _LONGEST_LINE or m.end() == len(text):
            continue
        line = m[0].strip(" 　\t]】")
        number = _NUMBERED.match(line)
        name = line[number.end() :] if number else line
        if name in names:
            yield Label(m.start(), names[name], m.end(), name != line)


def _in_sentences(text: str) -> Iterator[Label]:
    names, _ = _printed()
    for m in _said().finditer(text):
        yield Label(m.start(), names[m["name"]], m.end(), False, True)


def _lead(text: str, start: int) -> regex.Match[str] | None:
    """What stands before a label must open it: the beginning of a line or clause, a gap, a number."""
    return _LEAD.search(text, max(start - _LEAD_LENGTH, 0), start)
