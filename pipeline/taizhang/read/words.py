"""What readers know of the language, from the rule pack `read.yml`: patterns by name and lists of words."""

from __future__ import annotations

from typing import Any

import regex

from taizhang.rules import cached, compiled, load_pack


@cached
def pattern(name: str) -> regex.Pattern[str]:
    """The pattern of the rules `read.NAME`, a user's own first."""
    rules = [rule for rule in load_pack("read").rules if rule.id == f"read.{name}"]
    return compiled("|".join(f"(?:{rule.pattern})" for rule in rules))


@cached
def any_of(name: str, around: str = "{}") -> regex.Pattern[str]:
    """A pattern of any of the words (themselves patterns) of a list, put in `around` for `{}`; case is ignored."""
    return compiled(around.replace("{}", "(?:" + "|".join(lexicon(name)) + ")"), regex.I)


def lexicon(name: str) -> Any:
    """A list or mapping of the pack."""
    return load_pack("read").lexicons[name]


@cached
def common_characters() -> frozenset[str]:
    """The characters that make up most of any Chinese text, with the marks between them."""
    return frozenset("".join(lexicon("common_characters").values()) + "，。、；：“”（）？！")
