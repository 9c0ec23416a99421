"""Numbered headings and the sections under them.

A section runs up to the next heading of its level or above; inline points (一是, 二是) end with their paragraph. Levels are
counted from the styles of numbering a text really uses: `rules/headings.yml` only ranks the styles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from taizhang.rules import cached, compiled, load_pack
from taizhang.types import Section

_TITLE = 60
"""A heading's title ends at the first full stop, or with the line; a run-in heading is cut at this length."""


class _Head(NamedTuple):
    start: int
    number_end: int
    rank: int
    inline: bool


class _Styles(NamedTuple):
    """The styles of numbering: those of lines of their own as one pattern with the rank of each of its groups, and that of
    points within a paragraph. Two patterns, because each has few places where it can begin; one has none it cannot."""

    lines: regex.Pattern[str]
    ranks: dict[str, int]
    points: regex.Pattern[str]
    point_rank: int


@cached
def _styles() -> _Styles:
    rules = load_pack("headings").group("heading")
    union = "|".join(f"(?P<h{i}>{rule.pattern})" for i, rule in enumerate(rules))
    inline = load_pack("headings").group("inline")[0]
    return _Styles(
        compiled(rf"^[ \t\u3000■◆●•]*(?:{union})", regex.MULTILINE),
        {f"h{i}": int(rule.yields["rank"]) for i, rule in enumerate(rules)},
        compiled(rf"(?P<p>{inline.pattern})"),
        int(inline.yields["rank"]),
    )


def sections(text: str, marked: Sequence[tuple[int, int, int]] = ()) -> tuple[Section, ...]:
    """The sections of a text, in order, the outer before the inner. `marked` are headings (start, end, level) that the
    file format knows of; numbered headings nest below them."""
    heads = _series(text, _heads(text))
    own = [(h, h.rank) for h in heads if not any(start <= h.start < end for start, end, _ in marked)]
    given = [(_Head(start, start, level - 100, False), level - 100) for start, end, level in marked if start < end]
    ends = {start: end for start, end, _ in marked}
    return _nested(text, sorted(own + given), ends)


def _heads(text: str) -> list[_Head]:
    styles = _styles()
    found = [(m.start(), 0, m.end(), _line_head(m, styles)) for m in styles.lines.finditer(text)]
    found += [
        (m.start(), 1, m.end(), _Head(*m.span("p"), styles.point_rank, m.start() > 0))
        for m in styles.points.finditer(text)
    ]
    heads, reached = [], 0
    for start, _, end, head in sorted(found):
        if start >= reached:
            heads.append(head)
            reached = end
    return heads


def _line_head(match: regex.Match[str], styles: _Styles) -> _Head:
    group = match.lastgroup or ""
    return _Head(*match.span(group), styles.ranks[group], False)


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
    return Section(level, text[head.start : head.number_end], title, head.start, end)
