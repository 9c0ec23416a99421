"""Series in running text: 一是…；二是…, （1）…（2）…, 第一，…第二，…: parts counted from one, wherever in a line they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import regex

from taizhang.extract.tasks.words import rule_pattern
from taizhang.numerals import read_numeral
from taizhang.rules import compiled

_SENTENCE_END = compiled(r"[。\n]")


class Part(NamedTuple):
    """One part of a series: its number as printed, where its mark and its words begin, and where it ends."""

    number: str
    start: int
    words: int
    end: int


def series(text: str, start: int = 0, end: int | None = None) -> list[list[Part]]:
    """All series of at least two parts in a stretch of text, in order of their first parts. A series counts from one without
    a gap and keeps its style; a mark that begins again at one begins another series."""
    stop = len(text) if end is None else end
    found = runs(rule_pattern("tasks.series").finditer(text, start, stop))
    return [_parts(text, run, stop) for run in found if len(run) >= 2]


def runs(marks: Iterable[regex.Match[str]]) -> list[list[regex.Match[str]]]:
    """The marks, whose named groups are their styles, in runs of one style that count from one; at least one of a style has two."""
    open_runs: dict[str, list[regex.Match[str]]] = {}
    found: list[list[regex.Match[str]]] = []
    for mark in marks:
        style, number = mark.lastgroup or "", read_numeral(_printed(mark))
        run = open_runs.get(style, [])
        if number == 1:
            open_runs[style] = [mark]
            found.append(open_runs[style])
        elif number == len(run) + 1:
            run.append(mark)
    counted = {run[0].lastgroup for run in found if len(run) >= 2}
    return [run for run in found if run[0].lastgroup in counted]


def lead_in(text: str, start: int) -> str:
    """The words that announce what begins at `start`: those of its sentence, or of the line above where it opens a line."""
    words = text[max(0, start - 80) : start].rstrip(" 　\n：:")
    return _SENTENCE_END.split(words)[-1]


def _printed(mark: regex.Match[str]) -> str:
    return str(mark[mark.lastgroup or 0])


def _parts(text: str, run: list[regex.Match[str]], stop: int) -> list[Part]:
    ends = [m.start() for m in run[1:]]
    ends.append(_last_end(text, run, stop))
    return [Part(_printed(m), m.start(), m.end(), end) for m, end in zip(run, ends, strict=True)]


def _last_end(text: str, run: list[regex.Match[str]], stop: int) -> int:
    """The last part is as long as its fellows: to the end of its sentence where they are one sentence, else of its line."""
    between = text[run[0].end() : run[-1].start()]
    sentences = "。" in between.rstrip() or "\n" in between
    found = text.find("\n", run[-1].end(), stop)
    line = found if found >= 0 else stop
    if sentences:
        return line
    sentence = text.find("。", run[-1].end(), line)
    return sentence if sentence >= 0 else line
