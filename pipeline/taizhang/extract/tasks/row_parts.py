"""The items of a list told in a row: one a line, counted inside a line, or the parts between semicolons of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from taizhang.extract.tasks.groups import line_end
from taizhang.extract.tasks.items import items, printed_number
from taizhang.extract.tasks.record import until_next
from taizhang.extract.tasks.series import series
from taizhang.extract.tasks.words import rule_pattern
from taizhang.rules import compiled, latest

_GAP = compiled(r"[ 　\n]*")
_SENTENCE = compiled(r"[。\n]")
_SEMICOLON = compiled(r"[；;]")
_ONE = compiled(r"(?:(?:其中)?一|另外?一|还有一)[项个件处起](?:任务|问题|项目)?[是为系即：:]")
_LONGEST_MARK = 40
_LONGEST_ROW = 10_000  # characters; a page that lost its line breaks holds many


class Part(NamedTuple):
    """One item of a row: its number, where its words begin and end."""

    number: str | None
    words: int
    end: int


def row_at(text: str, at: int) -> Sequence[Part]:
    """The items that begin right at `at`, inside the line or each in a line of its own."""
    gap = _GAP.match(text, at)
    start = gap.end() if gap else at
    low = max(at - 1, 0)
    mark = rule_pattern("tasks.series").search(text, low, start + _LONGEST_MARK)
    if mark and mark.start() <= start:
        for parts in series(text, low, min(line_end(text, start), start + _LONGEST_ROW)):
            if parts[0].start <= start:
                return [Part(p.number, p.words, p.end) for p in parts]
    if start == at and (told := _told_in_a_row(text, at)):
        return told
    there = _lists_by_line(text).get(text.rfind("\n", 0, start), ())
    return next((parts for parts in there if start <= parts[0].words), [])


def _told_in_a_row(text: str, at: int) -> list[Part]:
    """The parts between semicolons of the sentence that goes on at `at`."""
    stop = _SENTENCE.search(text, at, at + _LONGEST_ROW)
    end = stop.start() if stop else min(len(text), at + _LONGEST_ROW)
    cuts = [m.start() for m in _SEMICOLON.finditer(text, at, end)]
    spans = zip([at, *(c + 1 for c in cuts)], [*cuts, end], strict=True)
    return [Part(None, one.end() if (one := _ONE.match(text, a, b)) else a, b) for a, b in spans if cuts and a < b]


@latest
def _lists_by_line(text: str) -> Mapping[int, Sequence[Sequence[Part]]]:
    """The lists of a text, in order, by where the line of their first words begins."""
    found: dict[int, list[list[Part]]] = {}
    for parts in lists(text):
        found.setdefault(text.rfind("\n", 0, parts[0].words), []).append(parts)
    return found


def lists(text: str) -> Iterator[list[Part]]:
    """The lists of a text whose items are one line each: those of one style, and those with circled numbers."""
    listed = items(text)
    for style in dict.fromkeys(i.style for i in listed):
        same = [i for i in listed if i.style == style]
        ends = until_next([i.start for i in same], len(text))
        if all("\n" not in text[i.words : end].strip() for i, end in zip(same[:-1], ends, strict=False)):
            yield [Part(printed_number(i.mark, ""), i.words, line_end(text, i.words)) for i in same]
    for parts in series(text):
        if all(text[: p.start].rstrip(" 　")[-1:] == "\n" for p in parts):
            yield [Part(p.number, p.words, p.end) for p in parts]
