"""Cases without numbers: under headings that open with a place, or one a paragraph behind the words that announce them."""

from __future__ import annotations

from itertools import dropwhile, takewhile

import regex

from taizhang.extract.tasks.groups import Piece, line_end, statement_at
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.record import until_next
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.rules import compiled
from taizhang.types import Draft, Span

_OF_A_PLACE = compiled(r"\p{Han}{2,8}[ 　]?[·•・][ 　]?\p{Han}{2,8}[ 　]+(?=\p{Han}{3})")  # 甲省·乙县 采石毁林
_LINE = compiled(r"[^\s\n][^\n]*")
_COLON = compiled(r"(?:\p{Han}{0,4}政府|市|县|区)?[ 　]*[：:][ 　]*")
_LEAST_HEADING = 6
_LONGEST_HEADING = 48
_NAMED = 8  # characters of a paragraph within which it names whom it is about (某镇党委书记赵某…)
_STOP = compiled(r"[。；;：:，,]")
_REMARKS = ("本案", "该案", "此案")  # they open what is said of the case above
_STORY = 15  # characters of a paragraph that tells something


def headed_cases(draft: Draft) -> list[Piece]:
    """湖北省部分地方大气污染反弹严重 / 督察发现，…: headings that name a place and judge, or a case (甲公司篡改数据案), at least two, each with a story
    below it or called a case (典型案例 | …)."""
    text = draft.text
    lines = [m.span() for m in _LINE.finditer(text, draft.structure.title[1] if draft.structure.title else 0)]
    names = [_heading(draft, line) for line in lines]
    told = [
        name
        for at, (name, line) in enumerate(zip(names, lines, strict=True))
        if name and (name[0] > line[0] or _tells(lines[at + 1 : at + 2], names[at + 1 : at + 2]))
    ]
    ends = until_next([start for start, _ in told], len(text))
    return [(None, name, (name[0], end)) for name, end in zip(told, ends, strict=True)] if len(told) >= 2 else []


def named_cases(draft: Draft) -> list[Piece]:
    """甲县某公司违法占地案。该公司未办理用地手续，…: lines that open with a name that ends in 案 and a stop, and go on; at least two."""
    text = draft.text
    told: list[Span] = []
    for m in _LINE.finditer(text):
        stop = text.find("案。", m.start(), min(m.end(), m.start() + _LONGEST_HEADING)) + 1
        if stop - m.start() >= _LEAST_HEADING and not _STOP.search(text, m.start(), stop) and m.end() - stop > _STORY:
            told.append((m.start(), stop))
    ends = until_next([start for start, _ in told], len(text))
    if len(told) < 2:
        return []
    ends[-1] = line_end(text, told[-1][1])
    return [(None, name, (name[0], end)) for name, end in zip(told, ends, strict=True)]


def placed_cases(draft: Draft) -> list[Piece]:
    """甲县：矿山监管不到位，…: lines that open with a place and a colon and say what is amiss there; at least two, one behind the other."""
    text = draft.text
    lines = [m.span() for m in _LINE.finditer(text)]
    said = [_behind_place(draft, line) for line in lines]
    first = next((at for at, here in enumerate(said) if here), len(lines))
    told = list(takewhile(lambda at: said[at], range(first, len(lines))))
    found: list[Piece] = [(None, statement_at(text, said[at] or 0, lines[at][1]), lines[at]) for at in told]
    return found if len(found) >= 2 else []


def _behind_place(draft: Draft, line: Span) -> int | None:
    """Where a line goes on behind a place and a colon, if it judges."""
    place = next(iter(starting_in(draft.places, (line[0], line[0] + 1))), None)
    colon = place and _COLON.match(draft.text, place.end)
    return colon.end() if colon and judges(draft.text[colon.end() : line[1]]) else None


def _heading(draft: Draft, line: Span) -> Span | None:
    """What a line names, where it is a heading that opens with a place or calls itself a case (…案); without 典型案例 | in front."""
    text = draft.text
    label = rule_pattern("tasks.case_label").match(text, *line)
    start, end = label.end() if label else line[0], line[0] + len(text[slice(*line)].rstrip())
    words = text[start:end]
    short = 0 < len(words) <= _LONGEST_HEADING and not _STOP.search(words)
    placed = bool(starting_in(draft.places, (start, start + 1)))
    names = words.endswith("案") or (placed and (judges(words) or _OF_A_PLACE.match(words) is not None))
    return (start, end) if short and names and len(words) >= _LEAST_HEADING else None


def _tells(line: list[Span], name: list[Span | None]) -> bool:
    return bool(line) and name[0] is None and line[0][1] - line[0][0] >= _STORY


def announced_cases(draft: Draft) -> list[Piece]:
    """六起典型问题，分别是： and the paragraphs behind that tell a case; at least two in a row."""
    return paragraph_cases(draft, rule_pattern("tasks.announced").search(draft.text), least=2)


def paragraph_cases(draft: Draft, opening: regex.Match[str] | None, least: int) -> list[Piece]:
    """Paragraphs behind the words that announce them that open with a place, a body or with who found it (督察发现，…); `least` in a row."""
    text = draft.text
    lines = [m.span() for m in _LINE.finditer(text, opening.end())] if opening else []
    lines = [line for line in lines if not text.startswith(_REMARKS, line[0])]
    starts = [_story(draft, line) for line in lines]
    told = takewhile(lambda at: starts[at] is not None, dropwhile(lambda at: starts[at] is None, range(len(lines))))
    found: list[Piece] = [(None, statement_at(text, starts[at] or 0, lines[at][1]), lines[at]) for at in told]
    return found if len(found) >= least else []


def _story(draft: Draft, line: Span) -> int | None:
    """Where a paragraph states its case; None where it tells none, or only announces those to come (六起问题分别是：)."""
    if draft.text[line[0] : line[1]].rstrip().endswith(("：", ":")):
        return None
    dated = next(iter(starting_in(draft.dates, (line[0], line[0] + 1))), None)  # 2021年3月2日，某县环保局…
    comma = dated and draft.text[dated.end : dated.end + 1] in ("，", ",")
    line = (dated.end + 1, line[1]) if dated and comma else line
    found = rule_pattern("tasks.found_out").match(draft.text, *line)
    opening = (line[0], line[0] + _NAMED)
    opens = found is not None or bool(starting_in(draft.places, opening) or starting_in(draft.parties, opening))
    return (found.end() if found else line[0]) if opens and judges(draft.text[slice(*line)]) else None
