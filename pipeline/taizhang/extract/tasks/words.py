"""The lexicons of `rules/tasks.yml`, compiled."""

from __future__ import annotations

import re
from itertools import product
from typing import Any, NamedTuple

import regex

from taizhang.rules import cached, compiled, load_pack, remembered, table, term
from taizhang.rules.first import sought
from taizhang.vocabulary import TASK_STATUSES, TaskStatus


@cached
def lexicon(name: str) -> Any:
    """A lexicon of the pack, as it stands."""
    return load_pack("tasks").lexicons[name]


class Cue(NamedTuple):
    """A status and the words that tell it."""

    status: TaskStatus
    words: tuple[str, ...]


@table("status", "case_status")
def cues(name: str) -> tuple[Cue, ...]:
    """A lexicon of the pack that lists words by the status they tell, in order. Raises RulePackError."""
    where = f"tasks: lexicons.{name}"
    return tuple(Cue(term(cue["status"], TASK_STATUSES, where), tuple(cue["words"])) for cue in lexicon(name))


_LONGEST_HEADER = 40  # characters of a cell that may still be a header, line breaks and gaps included
_LONGEST_COMPOUND = 14  # 重点生态环境问题整改时限 is a header by its end, a sentence that ends so is not


_NO_STATUSES = frozenset({"said", "given", "own"})  # groups beside those named after statuses
_REMARK = compiled(r"\([^()]*\)$")  # 涉及面积(亩)
_ADDED = compiled(r"(?<=.{2})[及和与、/](?=.{2})")  # 责任单位及责任人


@cached
def field_names() -> dict[str, str]:
    """Printed name of a field -> field, without white space and brackets' kinds told apart."""
    return _compounds(ended=True) | {bare(name): field for field, names in lexicon("fields").items() for name in names}


def _compounds(ended: bool) -> dict[str, str]:
    """Names put together of a word of each row, the last of which heads of columns may leave out (调查处理情况, 调查处理)."""
    rows = {field: rows if ended else rows[:-1] for field, rows in lexicon("compounds").items()}
    return {"".join(words): field for field, parts in rows.items() for words in product(*parts)}


@cached
def column_names() -> dict[str, str]:
    """The same for heads of columns, of which there are more."""
    return (
        _compounds(ended=False)
        | field_names()
        | {bare(name): field for field, names in lexicon("columns").items() for name in names}
    )


@cached
def short_columns() -> dict[str, str]:
    """The same for words that head a column, but may as well stand in its cells (属实, 办结)."""
    return {name: field for field, names in lexicon("short_columns").items() for name in names}


@cached
def rule_pattern(rule_id: str) -> regex.Pattern[str]:
    """The pattern of a rule of the pack."""
    rule = next(r for r in load_pack("tasks").rules if r.id == rule_id)
    return compiled(sought(rule.pattern), re.M)


def is_limit(text: str, start: int, end: int, done: bool = False) -> bool:
    """Whether a stretch opens with the end of a month or year, or with words for when a thing is due (2022年底, 立行立改). Of what is
    `done` 2022年底 is when it was."""
    limit = rule_pattern("tasks.limit").match(text, start, end)
    return limit is not None and not (done and limit["end"])


@table("tasks.bare_status", "tasks.laggard", "tasks.row_ahead")
def _statuses(rule_id: str) -> tuple[TaskStatus, ...]:
    """The statuses after which groups of a rule of the pack are named. Raises RulePackError for a name that is none."""
    names = (name for name in rule_pattern(rule_id).groupindex if name not in _NO_STATUSES)
    return tuple(term(name, TASK_STATUSES, f"tasks: rule {rule_id}: (?P<{name}>…)") for name in names)


def status_said(rule_id: str, match: regex.Match[str]) -> TaskStatus | None:
    """The status after which the first group is named that matched; None where that is no status."""
    return next((status for status in _statuses(rule_id) if match[status]), None)


def judges(words: str) -> bool:
    """Whether words say that something is amiss (底数不清, 建设滞后)."""
    return rule_pattern("tasks.shortcoming").search(words) is not None


@cached
def item_pattern() -> regex.Pattern[str]:
    """The opening of an item at the start of a line."""
    rule = next(r for r in load_pack("tasks").rules if r.id == "tasks.item")
    return compiled(rf"^[ \t　]*(?P<mark>{rule.pattern})[ 　]*", regex.M)


@cached
def case_number_pattern() -> regex.Pattern[str]:
    """A complaint's number."""
    return compiled(next(r for r in load_pack("tasks").rules if r.id == "tasks.case_number").pattern)


@cached
def number_pattern() -> regex.Pattern[str]:
    """The number of a row, whatever its kind; matched from end to end."""
    return compiled(
        "|".join(r.pattern for r in load_pack("tasks").rules if r.id in ("tasks.case_number", "tasks.row_number"))
    )


def bare(words: str) -> str:
    """A header or label without white space, full-width brackets or a trailing colon."""
    return "".join(words.split()).replace("（", "(").replace("）", ")").rstrip("：:")


def field_of(header: str) -> str | None:
    """The field a column header or label names: by the whole name, else by the longest known name it ends with, because
    Chinese compounds have their head at the end; of A及B and A（说明） it is A that tells; last by what it begins with."""
    return None if len(header) > _LONGEST_HEADER else _field_of(header)


def ending_field(name: str) -> str | None:
    """The field of the longest known name that `name` ends with."""
    return next((names[name[at:]] for at in range(len(name) - 1) if name[at:] in (names := column_names())), None)


@remembered
def _field_of(header: str) -> str | None:
    name, names = bare(header), column_names()
    if name in names:
        return names[name]
    first = _ADDED.split(_REMARK.sub("", name))[0] or name
    if len(first) > _LONGEST_COMPOUND:
        return None
    ends = [part[at:] for part in (first, name) for at in range(len(part) - 1)]
    begins = [first[:length] for length in range(len(first) - 1, 1, -1)]
    return next((names[part] for part in (*ends, *begins) if part in names), None)
