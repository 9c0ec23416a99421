"""Whether the numbers of a list run on in a task or behind the last one: then what stands behind them was not read as tasks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from taizhang.extract.tasks.items import style
from taizhang.extract.tasks.words import rule_pattern
from taizhang.numerals import read_numeral
from taizhang.types import Task


def runs_on(text: str, tasks: Sequence[Task]) -> tuple[str, str] | None:
    """The marks, as printed, of the first task in which the number behind its own is found, or of the last one where it is found
    anywhere behind, and of that number. Only where the task above has the number before it: the sections of a case are numbered, too."""
    mark = rule_pattern("tasks.any_mark")
    for before, task in pairwise(tasks):
        above, own = mark.match(text, before.start), mark.match(text, task.start)
        if above and own and _next(above, own):
            stop = len(text) if task is tasks[-1] else task.end
            if behind := next((found for found in mark.finditer(text, own.end(), stop) if _next(own, found)), None):
                return own["mark"], behind["mark"]
    return None


def _next(one: regex.Match[str], other: regex.Match[str]) -> bool:
    """Whether two marks are of one style and the second counts on."""
    first, second = read_numeral(one["n"]), read_numeral(other["n"])
    return first is not None and second == first + 1 and style(one["mark"]) == style(other["mark"])
