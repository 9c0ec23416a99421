"""Problems of a report, each with how far it is: items, quoted problems, pieces with the number of the plan, and what audits
found with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from taizhang.extract.tasks.groups import CLAUSE_END, Piece, group, line_end, lines_on, only_heads, statement_at
from taizhang.extract.tasks.items import Item, loose_items, printed_number
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.record import task_from, until_next
from taizhang.extract.tasks.series import series
from taizhang.extract.tasks.standing import names_piece, standing_task, stood, tells
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.rules import compiled
from taizhang.types import Assignment, Draft, PartyMention, Task

_HAN = compiled(r"\p{Han}")
_LEAST_TOLD = 4  # Han characters behind a problem in its line that tell of it
_LEAST_SHARE = 2 / 3  # of a list
_LONGEST_NAME = 40
_SHORT_NUMBER = compiled(r"\d{1,3}")
_QUOTED = compiled(
    r"(?:针对|关于|[对就])(?:[^“”\"「」\n，。]{0,12}(?:反馈|指出|提出|反映|发现)的?)?[“\"「](?P<problem>[^”\"」\n]{6,80})[”\"」](?:的)?(?:问题|方面|整改)"
    r"|(?m:(?<=^|[，,。；;：:\n]))[ 　]*[“\"「](?P<problem>[^”\"」\n]{6,80})[”\"」](?:的)?问题(?=[，,]?(?:已|现已|目前|正在|仍|尚|未|基本|完成))"
    r"|(?m:^)[ 　]*(?:关于|针对)(?P<problem>[^“”\"「」\n。，,：:]{4,50}?)的?问题(?:[。：:]|(?=\n))"
)
_NAMED = compiled(r"(?m)^[ 　—\-◆■●]*(?:任务|问题)\d{1,3}(?:、(?:任务|问题)?\d{1,3})*[：:]")
_MARK = compiled(r"[ \t　]*[（(]?(?:[一二三四五六七八九十百零〇]{1,5}|\d{1,3})[）)、.．][ \t　]*")
_COLON = compiled(r"[：:]")
_ABOUT = compiled(r"关于[^\n。]{4,60}问题")
_STATUS_LINE = compiled(r"该问题|已完成整改|正在整改|正在补办|已(?:于|全|经|归|整|办)|阶段性")


def item_tasks(draft: Draft, listed: list[Item]) -> list[Task]:
    """Numbered problems of a report, each followed by how far it is (该问题已完成整改), headed 关于…问题, or named and told of."""
    text = draft.text
    pieces = [_before_colon(text, piece) for piece in group(text, listed, "rectification") or _in_series(text)]
    pieces = sorted([*pieces, *_without_parts(text, listed, pieces)], key=lambda piece: piece[2])
    standing = [g for g in pieces if _stands(text, g)]
    if len(standing) < 2:
        return []
    named = [
        g
        for g in pieces
        if g in standing or text[slice(*g[1])].endswith("问题") or _listed_with(text, g, pieces, standing)
    ]
    told = [
        standing_task(draft, said, (said[1], span[1]), "rectification", "tasks.rectification", number, span)
        for number, said, span in named
    ]
    return [task for task in told if task]


def _listed_with(text: str, piece: Piece, pieces: list[Piece], standing: list[Piece]) -> bool:
    """Whether an item that is told of stands in a list of problems: one too, whatever it is called, among such as say how they stand
    (小区电动车飞线充电。新建充电桩…); or whatever became of it, where most of the list say what is amiss."""
    _, (start, stop), (_, end) = piece
    if stop - start > _LONGEST_NAME or len(_HAN.findall(text, stop, end)) < _LEAST_TOLD:
        return False
    among = standing[0][2] < piece[2] < standing[-1][2] and len(standing) >= _LEAST_SHARE * len(pieces)
    if among and tells(text[stop:end]):
        return True
    faults = [judges(text[slice(*statement)]) for _, statement, _ in pieces]
    return judges(text[start:stop]) and sum(faults) >= _LEAST_SHARE * len(pieces)


def _without_parts(text: str, listed: list[Item], pieces: list[Piece]) -> Iterator[Piece]:
    """The items of other styles that hold none of these pieces and tell how far they are: a problem need not have parts."""
    starts = {start for _, _, (start, _) in pieces}
    styles = {item.style for item in listed if item.start in starts}
    for item, end in zip(listed, until_next([item.start for item in listed], len(text)), strict=True):
        piece = (
            printed_number(item.mark, text[item.words : end]),
            statement_at(text, item.words, end),
            (item.start, end),
        )
        if starts and item.style not in styles and not only_heads(text, item) and _stands(text, piece):
            yield piece


def _in_series(text: str) -> list[Piece]:
    """一是某渣场未封场问题。已…: the parts of a series that each call themselves a problem."""
    for parts in series(text):
        said = [statement_at(text, p.words, p.end) for p in parts]
        if all(text[slice(*s)].endswith("问题") for s in said):
            return [(p.number, s, (p.start, p.end)) for p, s in zip(parts, said, strict=True)]
    return []


def _before_colon(text: str, piece: Piece) -> Piece:
    """A piece whose statement is what stands before a colon, where that names the problem and how it stands follows (某渣场：剩余…)."""
    number, (start, end), span = piece
    colon = _COLON.search(text, start, end)
    if not colon or not names_piece(text[start : colon.start()]) or not tells(text[colon.end() : span[1]]):
        return piece
    return number, (start, colon.start()), span


def _stands(text: str, piece: Piece) -> bool:
    """Whether an item is a problem whose standing is told."""
    _, statement, span = piece
    behind = text[statement[1] : span[1]]
    if _ABOUT.fullmatch(text, *statement) or _STATUS_LINE.search(behind[:30]):
        return True
    return names_piece(text[slice(*statement)]) and tells(behind)


def quoted_tasks(draft: Draft) -> list[Task]:
    """针对“…”问题，…: a problem in quotation marks, and behind it in the paragraph what was done about it."""
    text = draft.text
    found = list(_QUOTED.finditer(text))
    if len(found) < 2:
        return []
    out = []
    lines = 0
    for m, following in zip(found, until_next([m.start() for m in found], len(text)), strict=True):
        end = line_end(text, m.end())
        if len(_HAN.findall(text, m.end(), end)) < _LEAST_TOLD:  # a heading: the lines below tell of it
            end = following if m is not found[-1] else lines_on(text, m.end(), lines)
            lines = max(lines, text[m.end() : _line_start(text, end)].strip().count("\n"))
        report = (m.end(), min(following, end))
        number = _number_before(text, m.start())
        task = standing_task(
            draft, m.span("problem"), report, "rectification", "tasks.quoted", number, (m.start(), report[1])
        )
        out += [task] if task else []
    return out


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _number_before(text: str, at: int) -> str | None:
    """The number of the item that words open, where nothing but its mark stands before them in their line."""
    mark = _MARK.fullmatch(text, _line_start(text, at), at)
    return printed_number(mark[0].strip(), "") if mark else None


def named_tasks(draft: Draft) -> list[Task]:
    """任务20：…, 任务8、任务15：…: pieces that carry a number of the plan in so many words, wherever they stand."""
    text = draft.text
    found = list(_NAMED.finditer(text))
    out = []
    for m, end in zip(found, until_next([n.start() for n in found], len(text)), strict=True):
        end = min(end, line_end(text, m.end()))
        clause = CLAUSE_END.search(text, m.end(), end)
        statement = (m.end(), clause.start() if clause else end)
        for number in _SHORT_NUMBER.findall(m[0]):
            task = task_from(
                draft,
                {"problem": statement, "report": (m.end(), end)},
                "rectification",
                "tasks.named",
                number,
                (m.start(), end),
            )
            if task:
                named = starting_in(draft.parties, (m.end(), end))
                parties = [p for p in named if p.role in ("lead", "responsible")]
                told = stood(draft, task, (statement[1], end), (m.start(), end))
                out.append(replace(told, assignments=_parts(parties, text)))
    return out


def _parts(parties: list[PartyMention], text: str) -> tuple[Assignment, ...]:
    return tuple(
        Assignment(p.party, "lead" if text.startswith(("牵头", "负责牵头"), p.end) else "responsible", p.start, p.end)
        for p in parties
    )


def remedied_tasks(draft: Draft) -> list[Task]:
    """What an audit or inspection found and what became of it, item by item or counted inside an item (1.某方面。（1）结余未清理。
    某局已收回…), under a heading that speaks of such problems; at least two."""
    text = draft.text
    pieces: list[Piece] = []
    for item, end in _problem_items(draft, loose_items(text)):
        pieces += _remedied(text, item, end)
    found = [t for piece in pieces if (t := _remedied_task(draft, piece)) is not None]
    return found if len(found) >= 2 else []


def _problem_items(draft: Draft, listed: list[Item]) -> Iterator[tuple[Item, int]]:
    """The items under a heading that speaks of such problems, or, where the title does, under a field of work; and where they end,
    the last one as many lines on as the one above it."""
    text, problems = draft.text, rule_pattern("tasks.problem_section")
    titled = problems.search(draft.title or "") is not None
    last: dict[str, Item] = {}  # of each style
    headings: dict[str, Item] = {}
    lines = 0
    for item, end in zip(listed, until_next([i.start for i in listed], len(text)), strict=True):
        above = max((i for style, i in last.items() if style != item.style), default=None)
        heading = max((i for style, i in headings.items() if style != item.style), default=None)
        end = min(end, lines_on(text, item.words, lines) if end == len(text) else end)
        lines = text[item.words : end].strip().count("\n")
        if (titled and above and only_heads(text, above)) or (heading and problems.match(text, heading.words)):
            yield item, end
        last[item.style] = item
        if rule_pattern("tasks.section").match(text, item.words):
            headings[item.style] = item


def _remedied(text: str, item: Item, end: int) -> list[Piece]:
    """The pieces of one item: its numbered parts, else the sentence behind its heading."""
    for parts in series(text, item.words, end):
        return [
            (printed_number(text[p.start : p.words], ""), statement_at(text, p.words, p.end), (p.start, p.end))
            for p in parts
        ]
    statement = statement_at(text, item.words, end)
    if rule_pattern("tasks.field_of_work").search(text[slice(*statement)]):
        statement = statement_at(text, statement[1] + 1, end)
    return [(printed_number(item.mark, text[item.words : end]), statement, (item.start, end))]


def _remedied_task(draft: Draft, piece: Piece) -> Task | None:
    """The task of a piece whose statement says what was wrong and is followed by what was done about it."""
    text, (number, (start, stop), span) = draft.text, piece
    remedy = rule_pattern("tasks.remedy").search(text, start + 1, span[1])
    at = remedy.start() if remedy else stop + 1
    if not judges(text[start:at]) or not text[at : span[1]].strip():
        return None
    problem = (start, min(stop, at))
    told = (problem[1], span[1])
    return standing_task(draft, problem, told, "rectification", "tasks.remedied", number, span)
