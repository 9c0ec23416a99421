"""The lexicons of `rules/tasks.yml`, compiled."""

from __future__ import annotations

from typing import Any

import regex

from taizhang.rules import cached, load_pack


@cached
def lexicon(name: str) -> Any:
    """A lexicon of the pack, as it stands."""
    return load_pack("tasks").lexicons[name]


_LONGEST_HEADER = 40  # characters of a cell that may still be a header, line breaks and gaps included
_LONGEST_COMPOUND = 14  # 重点生态环境问题整改时限 is a header by its end, a sentence that ends so is not


@cached
def field_names() -> dict[str, str]:
    """Printed name of a field -> field, without white space and brackets' kinds told apart."""
    return {bare(name): field for field, names in lexicon("fields").items() for name in names}


@cached
def pointing_pattern() -> regex.Pattern[str]:
    """The words that open the statement of a problem under its heading (反馈意见指出，…)."""
    return regex.compile(rf"(?:{'|'.join(lexicon('pointing'))})[，,：:]?")


@cached
def item_pattern() -> regex.Pattern[str]:
    """The opening of an item at the start of a line."""
    rule = next(r for r in load_pack("tasks").rules if r.id == "tasks.item")
    return regex.compile(rf"^[ \t　]*(?P<mark>{rule.pattern})[ 　]*", regex.M)


@cached
def case_number_pattern() -> regex.Pattern[str]:
    """A complaint's number."""
    return regex.compile(next(r for r in load_pack("tasks").rules if r.id == "tasks.case_number").pattern)


def bare(words: str) -> str:
    """A header or label without white space, full-width brackets or a trailing colon."""
    return "".join(words.split()).replace("（", "(").replace("）", ")").rstrip("：:")


def field_of(header: str) -> str | None:
    """The field a column header or label names: the whole name, else the longest known name it ends or begins with."""
    if len(header) > _LONGEST_HEADER:
        return None
    name = bare(header)
    names = field_names()
    if name in names:
        return names[name]
    if len(name) > _LONGEST_COMPOUND:
        return None
    for length in range(len(name) - 1, 1, -1):
        for part in (name[-length:], name[:length]):
            if part in names:
                return names[part]
    return None
