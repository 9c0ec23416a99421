"""Problems of a feedback that nothing announces: bulleted (● 某河水质变坏), behind their field of work (卫健系统——回款超期), each a heading
above its facts, or an item that opens with its judgement (（一）预算编制不细化。3个部门…)."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from taizhang.extract.tasks.groups import Piece, line_end, statement_at
from taizhang.extract.tasks.items import Item, printed_number
from taizhang.extract.tasks.record import until_next
from taizhang.extract.tasks.series import lead_in
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.rules import compiled
from taizhang.types import Draft, Span

_LINE = compiled(r"[^\s\n][^\n]*")
_WORD = compiled(r"\S")
_HAN = compiled(r"\p{Han}")
_STOP = compiled(r"[。；;：:，,！!？?|｜]")
_LEAST, _MOST = 6, 24  # Han characters, and characters, of a heading
_LONGEST_JUDGEMENT = 30  # characters of a sentence that only judges
_FIGURE = compiled(r"\d")
_STORY = 15  # characters of a paragraph that tells facts


def bulleted_findings(text: str, listed: list[Item]) -> list[Piece]:
    """Two bullets or more in a row, one a line, a third of which judges and none of which asks for something or sums up."""
    for run in _rows(text, [i for i in listed if printed_number(i.mark, "") is None]):
        said = [statement_at(text, i.words, line_end(text, i.words)) for i in run]
        if _are_faults(text, run[0].start, said):
            return [(None, s, (i.start, line_end(text, i.words))) for i, s in zip(run, said, strict=True)]
    return []


def _rows(text: str, bullets: list[Item]) -> list[list[Item]]:
    """The bullets of one style in lines right below each other; at least two."""
    rows: list[list[Item]] = []
    for item in bullets:
        before = rows[-1][-1] if rows else None
        if before and before.style == item.style and not text[line_end(text, before.words) : item.start].strip():
            rows[-1].append(item)
        else:
            rows.append([item])
    return [row for row in rows if len(row) >= 2]


def _are_faults(text: str, start: int, said: list[Span]) -> bool:
    words = [text[slice(*s)] for s in said]
    asks = rule_pattern("tasks.demands_ahead").search(lead_in(text, start)) is not None
    others = any(rule_pattern(rule).match(w) for w in words for rule in ("tasks.demand", "tasks.tally"))
    return not asks and not others and 3 * sum(map(judges, words)) >= len(words)


def fielded_findings(text: str) -> list[Piece]:
    """卫健系统——药品回款超期；/ 林业系统——补助资金滞留；: the lines right behind the words that announce problems, at least two, a third of
    which judges."""
    reached = 0
    for opening in rule_pattern("tasks.problems_ahead").finditer(text):
        row = list(_fielded(text, opening.end())) if opening.start() >= reached else []
        reached = row[-1].end() if row else reached
        said = [statement_at(text, *m.span("said")) for m in row]
        if len(row) >= 2 and _are_faults(text, row[0].start(), said):
            return [(None, s, m.span()) for s, m in zip(said, row, strict=True)]
    return []


def _fielded(text: str, start: int) -> Iterator[regex.Match[str]]:
    """The lines of one field of work each that follow each other from `start` on."""
    while (word := _WORD.search(text, start)) and (
        line := rule_pattern("tasks.in_its_field").match(text, max(start, text.rfind("\n", start, word.start()) + 1))
    ):
        yield line
        start = line.end()


def headed_findings(draft: Draft) -> list[Piece]:
    """海洋污染突出 / 象山港等海湾…: headings that judge, at least two, each above a paragraph of facts."""
    text = draft.text
    lines = [m.span() for m in _LINE.finditer(text, draft.structure.title[1] if draft.structure.title else 0)]
    heads = [_heads(text, line) for line in lines]
    told = [
        line
        for line, below, head, next_head in zip(lines, lines[1:], heads, heads[1:], strict=False)
        if head and not next_head and below[1] - below[0] >= _STORY
    ]
    ends = until_next([start for start, _ in told], len(text))
    return [(None, name, (name[0], end)) for name, end in zip(told, ends, strict=True)] if len(told) >= 2 else []


def judged_findings(text: str, listed: list[Item]) -> list[Piece]:
    """（一）预算编制不够细化。3个部门…: items that open with a short sentence that judges, and go on with figures; at least two, the innermost
    where they stand in one another. What is asked for, or told of all (反馈的主要问题。), is none."""
    ends = until_next([i.start for i in listed], len(text))
    found = [
        (printed_number(i.mark, ""), said, (i.start, end))
        for i, end in zip(
            listed, (min(end, line_end(text, i.words)) for i, end in zip(listed, ends, strict=True)), strict=True
        )
        if _opens_judging(text, said := statement_at(text, i.words, end), end)
    ]
    return found if len(found) >= 2 else []


def _opens_judging(text: str, said: Span, end: int) -> bool:
    words = text[slice(*said)]
    short = len(_HAN.findall(words)) >= _LEAST and len(words) <= _LONGEST_JUDGEMENT and text.startswith("。", said[1])
    asks = rule_pattern("tasks.demand").match(words) or rule_pattern("tasks.tally").match(words)
    heads = rule_pattern("tasks.section").fullmatch(words) is not None
    return short and judges(words) and not asks and not heads and _FIGURE.search(text, said[1], end) is not None


def _heads(text: str, line: Span) -> bool:
    words = text[slice(*line)].strip()
    short = len(_HAN.findall(words)) >= _LEAST and len(words) <= _MOST and not _STOP.search(words)
    return short and judges(words) and rule_pattern("tasks.section").fullmatch(words) is None
