"""Whether the numbers of a list run on in a task or behind the last one: then what stands behind them was not read as tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import regex

from taizhang.extract.tasks.items import style
from taizhang.extract.tasks.words import rule_pattern
from taizhang.numerals import read_numeral
from taizhang.types import Task

_MANY = 100  # chapters are fewer


def runs_on(text: str, tasks: Sequence[Task]) -> tuple[str, str] | None:
    """The marks, as printed, of the first task in which the numbers behind its own are found, or of the last one where they are found
    anywhere behind, and of the first of these. Only where the task above has the number before it: the sections of a case are numbered, too."""
    mark = rule_pattern("tasks.any_mark")
    for before, task in pairwise(tasks):
        above, own = mark.match(text, before.start), mark.match(text, task.start)
        if above and own and _next(above, own):
            stop = len(text) if task is tasks[-1] else task.end
            if behind := _counted_on(own, mark.finditer(text, own.end(), stop)):
                return own["mark"], behind["mark"]
    return None


def _counted_on(own: regex.Match[str], marks: Iterable[regex.Match[str]]) -> regex.Match[str] | None:
    """The mark behind `own` from which a list goes on: one more number may be a closing chapter (三、下一步工作打算)."""
    then: regex.Match[str] | None = None
    for mark in marks:
        if then and _next(then, mark):
            return then
        if then is None and _next(own, mark):
            then = mark
            if (read_numeral(then["n"]) or 0) >= _MANY:
                return then
    return None


def _next(one: regex.Match[str], other: regex.Match[str]) -> bool:
    """Whether two marks are of one style and the second counts on."""
    first, second = read_numeral(one["n"]), read_numeral(other["n"])
    return first is not None and second == first + 1 and style(one["mark"]) == style(other["mark"])
