"""Numbered headings and the sections under them.

A section runs up to the next heading of its level or above; inline points (一是, 二是) end with their paragraph. Levels are
counted from the styles of numbering a text really uses: `rules/headings.yml` only ranks the styles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from taizhang.rules import cached, load_pack
from taizhang.types import Section

_TITLE = 60
"""A heading's title ends at the first full stop, or with the line; a run-in heading is cut at this length."""


class _Head(NamedTuple):
    start: int
    number_end: int
    rank: int
    inline: bool


@cached
def _pattern() -> tuple[regex.Pattern[str], dict[str, int]]:
    """One alternation over all styles of numbering, and the rank of each of its groups."""
    rules = load_pack("headings").group("heading")
    union = "|".join(f"(?P<h{i}>{rule.pattern})" for i, rule in enumerate(rules))
    inline = load_pack("headings").group("inline")[0]
    pattern = rf"^[ \t\u3000■◆●•]*(?:{union})|(?<=[：:；;。，,\s])(?P<p>{inline.pattern})(?=\p{{Han}})|^(?P<q>{inline.pattern})(?=\p{{Han}})"
    ranks = {f"h{i}": int(rule.yields["rank"]) for i, rule in enumerate(rules)}
    rank = int(inline.yields["rank"])
    return regex.compile(pattern, regex.MULTILINE), ranks | {"p": rank, "q": rank}


def sections(text: str, marked: Sequence[tuple[int, int, int]] = ()) -> tuple[Section, ...]:
    """The sections of a text, in order, the outer before the inner. `marked` are headings (start, end, level) that the
    file format knows of; numbered headings nest below them."""
    heads = _series(text, _heads(text))
    own = [(h, h.rank) for h in heads if not any(start <= h.start < end for start, end, _ in marked)]
    given = [(_Head(start, start, level - 100, False), level - 100) for start, end, level in marked if start < end]
    ends = {start: end for start, end, _ in marked}
    return _nested(text, sorted(own + given), ends)


def _heads(text: str) -> list[_Head]:
    pattern, ranks = _pattern()
    found = []
    for match in pattern.finditer(text):
        group = match.lastgroup or "p"
        start, end = match.span(group)
        found.append(_Head(start, end, ranks[group], group == "p"))
    return found


def _series(text: str, heads: list[_Head]) -> list[_Head]:
    """Inline points only where one of their paragraph begins the series: a lone 二是 is no point."""
    kept: list[_Head] = []
    open_line = -1
    for head in heads:
        if head.rank == 8:
            line = text.rfind("\n", max(0, head.start - 4000), head.start)
            first = text.startswith("一", head.start)
            if not first and (line != open_line or not kept) and not _opens_line(text, head.start):
                continue
            open_line = line
        kept.append(head)
    return kept


def _opens_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _nested(text: str, heads: list[tuple[_Head, int]], given: dict[int, int]) -> tuple[Section, ...]:
    found: list[Section | None] = [None] * len(heads)
    stack: list[tuple[int, int]] = []  # (index, rank) of the headings that are open
    closers = [*(head.start for head, _ in heads), len(text)]
    levels: list[int] = []
    for index, (head, rank) in enumerate(heads):
        while stack and stack[-1][1] >= rank:
            done, _ = stack.pop()
            found[done] = _section(text, heads[done][0], levels[done], head.start, given)
        levels.append(len(stack) + 1)
        stack.append((index, rank))
    for done, _ in stack:
        found[done] = _section(text, heads[done][0], levels[done], closers[-1], given)
    return tuple(section for section in found if section is not None)


def _section(text: str, head: _Head, level: int, end: int, given: dict[int, int]) -> Section:
    line_end = text.find("\n", head.number_end, end)
    line_end = end if line_end < 0 else line_end
    if head.inline:
        end = min(end, line_end)
    if head.start in given:
        title_end = given[head.start]
    else:
        title_end = min(line_end, head.number_end + _TITLE)
        stop = text.find("。", head.number_end, title_end)
        title_end = stop if stop >= 0 else title_end
    title = text[head.number_end : title_end].strip(" \t\u3000；;")
    return Section(level, text[head.start : head.number_end], title, head.start, title_end, end)
