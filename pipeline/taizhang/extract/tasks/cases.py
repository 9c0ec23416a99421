"""Tasks without labelled fields: typical cases, and findings of a feedback."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

import regex

from taizhang.extract.tasks.dossiers import dossier_tasks
from taizhang.extract.tasks.faulted import beside_bodies
from taizhang.extract.tasks.findings import bulleted_findings, fielded_findings, headed_findings, judged_findings
from taizhang.extract.tasks.groups import CLAUSE_END, COUNTED, Piece, due_in, group, made, statement_at, within_field
from taizhang.extract.tasks.items import Item, loose_items
from taizhang.extract.tasks.letters import addressed, matter_of_letter
from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.paragraphs import announced_cases, headed_cases, named_cases, paragraph_cases, placed_cases
from taizhang.extract.tasks.record import until_next
from taizhang.extract.tasks.series import lead_in, series
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.rules import compiled
from taizhang.types import Draft, Span, Task

_PLACED = compiled(
    r"^[ 　]*(?P<title>(?!(?:典型)?(?:案例|案件|问题|案情))\p{Han}{2,8}[：:]\p{Han}[^\n：:。，]{3,18})[ 　]*\n+[ 　]*(?=\S[^\n]{15,})",
    regex.M,
)
_LINE = compiled(r"[^\s\n][^\n]*")
_LONGEST_KIND = 16  # characters of a heading that names a kind of faults (整改不彻底)


def case_tasks(draft: Draft, listed: list[Item], by_kind: bool) -> list[Task]:
    """Cases told at length; else numbered, bulleted (`listed`) or place-headed ones: at least two, or one that calls itself a case.
    `by_kind`: items may also be kinds of faults that several cases share, which are no cases."""
    if told := dossier_tasks(draft):
        return told
    text = draft.text
    placed = list(_PLACED.finditer(text))
    if len(placed) >= 2:
        ends = until_next([m.start() for m in placed], len(text))
        return made(
            draft, [(None, m.span("title"), (m.start("title"), e)) for m, e in zip(placed, ends, strict=True)], "case"
        )
    pieces = (
        _listed_cases(draft, listed, by_kind)
        or headed_cases(draft)
        or named_cases(draft)
        or placed_cases(draft)
        or _cases_in_series(draft)
        or announced_cases(draft)
    )
    if (
        _approves(text, pieces)
        or _penalties(text, pieces)
        or _proposed(text, pieces)
        or _asked_for(text, pieces)
        or (by_kind and _only_kinds(draft, pieces))
    ):
        return []
    return _all_due(draft, made(draft, pieces, "case"))


def _cases_in_series(draft: Draft) -> list[Piece]:
    """一是某镇政府监管不力问题。…: the parts of a series that each open with a place or body and judge, or call themselves a problem
    or case; causes name none."""
    begin = {m.start for mentions in (draft.parties, draft.places) for m in mentions}
    for parts in series(draft.text):
        said = [statement_at(draft.text, p.words, p.end) for p in parts]
        named = [s[0] in begin and judges(draft.text[slice(*s)]) for s in said]
        names = [CLAUSE_END.split(draft.text[slice(*s)])[0] for s in said]
        called = [name.endswith(("问题", "案")) for name in names]
        told = any(named) or all(name.endswith("案") for name in names)
        if told and all(n or c for n, c in zip(named, called, strict=True)):
            return [(p.number, s, (p.start, p.end)) for p, s in zip(parts, said, strict=True)]
    return []


def appended_cases(draft: Draft) -> list[Task]:
    """The cases a report adds to its figures, one a paragraph (附案例两起), or counted (典型案例通报如下：1.…2.…)."""
    opening = rule_pattern("tasks.appended").search(draft.text)
    return made(draft, paragraph_cases(draft, opening, least=1) if opening else _counted_cases(draft.text), "case")


def _counted_cases(text: str) -> list[Piece]:
    """The parts of the series, or the items, right behind the words that announce cases; at least two."""
    for opening in rule_pattern("tasks.cases_ahead").finditer(text):
        for parts in series(text, opening.start()):
            if parts[0].start <= opening.end() <= parts[0].words:
                return [(p.number, statement_at(text, p.words, p.end), (p.start, p.end)) for p in parts]
        listed = [i for i in loose_items(text) if i.start >= opening.end()]
        if listed and listed[0].start == opening.end():
            return group(text, listed, "case")
    return []


def _all_due(draft: Draft, found: list[Task]) -> list[Task]:
    """Cases, or findings of a letter, without a day of their own are due by the one told of all of them behind the last (以上隐患，10月20日前完成整改)."""
    told = rule_pattern("tasks.all_of_these").search(draft.text, found[-1].start) if found else None
    due = due_in(draft, told.span()) if told else None
    return [replace(t, deadline=due) if due and not t.deadline else t for t in found]


def _listed_cases(draft: Draft, listed: list[Item], by_kind: bool) -> list[Piece]:
    """The items that hold the cases; those below headings that only name kinds of faults (一、农兽药残留问题 / （一）某店…), or the
    paragraphs below them (一、整改不彻底 / 甲公司…)."""
    pieces = group(draft.text, listed, "case")
    if by_kind and pieces and _only_kinds(draft, pieces):
        heads = {start for _, _, (start, _) in pieces}
        below = group(draft.text, [i for i in listed if i.start not in heads], "rectification")
        if below and not _only_kinds(draft, below):
            return _inside(below, pieces)
    return (_told_below(draft, pieces) if by_kind else []) or pieces


def _inside(below: list[Piece], heads: list[Piece]) -> list[Piece]:
    """The pieces, each up to the end of the heading that it begins below."""
    starts = [start for _, _, (start, _) in heads]
    out: list[Piece] = []
    for number, statement, (start, stop) in below:
        at = bisect_right(starts, start) - 1
        out.append((number, statement, (start, min(stop, heads[at][2][1]) if at >= 0 else stop)))
    return out


def _told_below(draft: Draft, heads: list[Piece]) -> list[Piece]:
    """The paragraphs below headings that only judge and name nobody, where each tells of somebody; below one of them at least two."""
    told = [_stories(draft, head) for head in heads]
    return [story for stories in told for story in stories] if all(told) and max(map(len, told), default=0) > 1 else []


def _stories(draft: Draft, head: Piece) -> list[Piece]:
    """The paragraphs below a heading that stands alone in its line, if it names nobody and each of them tells a case."""
    _, (start, stop), (_, end) = head
    if stop - start > _LONGEST_KIND or draft.text[stop : stop + 1] != "\n" or _names_somebody(draft, (start, stop)):
        return []
    lines = [m.span() for m in _LINE.finditer(draft.text, stop, end)]
    told = all(_names_somebody(draft, line) and judges(draft.text[slice(*line)]) for line in lines)
    return [(None, statement_at(draft.text, *line), line) for line in lines] if told else []


def _only_kinds(draft: Draft, pieces: list[Piece]) -> bool:
    return all(_names_a_kind(draft, statement) for _, statement, _ in pieces)


def _names_a_kind(draft: Draft, statement: Span) -> bool:
    """农兽药残留问题, with their number (问题35起) or without, heads several cases: it names no body and no place."""
    words = draft.text[slice(*statement)]
    counted = COUNTED.search(CLAUSE_END.split(words)[0])
    return (counted is not None or words.endswith("问题")) and not _names_somebody(draft, statement)


def _names_somebody(draft: Draft, span: Span) -> bool:
    """Whether a stretch names a body or a place."""
    named = bool(starting_in(draft.parties, span)) or bool(starting_in(draft.places, span))
    return named or rule_pattern("tasks.somebody").search(draft.text, *span) is not None


def _asked_for(text: str, pieces: list[Piece]) -> bool:
    """Whether the items are what inspectors ask for (督察组要求：● 扛起政治责任)."""
    asks = pieces and rule_pattern("tasks.demands_ahead").search(lead_in(text, pieces[0][2][0]))
    said = [text[slice(*statement)] for _, statement, _ in pieces]
    return bool(asks) and not any(judges(w) and not rule_pattern("tasks.demand").match(w) for w in said)


def _approves(text: str, pieces: list[Piece]) -> bool:
    """Whether the items are those of a letter that approves the report on an accident."""
    approves = rule_pattern("tasks.approves_a_report")
    return any(approves.match(text, statement[0]) for _, statement, _ in pieces)


def _penalties(text: str, pieces: list[Piece]) -> bool:
    """Whether most items are groups of penalties (移送司法2人, 诫勉9人)."""
    penalties = rule_pattern("tasks.penalties")
    return 2 * sum(penalties.match(text, statement[0]) is not None for _, statement, _ in pieces) > len(pieces)


def _proposed(text: str, pieces: list[Piece]) -> bool:
    """Whether most items propose what to do with somebody (建议给予政务警告处分), as the report on an accident does."""
    proposed = rule_pattern("tasks.proposed_penalty")
    return 2 * sum(proposed.search(text, *span) is not None for _, _, span in pieces) > len(pieces)


def finding_tasks(draft: Draft, listed: list[Item]) -> list[Task]:
    """The problems of a feedback: numbered behind the words that announce them, `listed` items or a series in running text, and those of
    one body after the other; else bulleted, or behind its field of work, or each under or behind words that judge; else told as cases."""
    text = draft.text
    found = beside_bodies(draft, made(draft, _announced(text, listed), "finding"))
    if not found:
        pieces = bulleted_findings(text, listed) or fielded_findings(text) or headed_findings(draft)
        found = made(draft, pieces or judged_findings(text, listed) or matter_of_letter(text), "finding")
    return addressed(draft, _all_due(draft, found)) if found else _cases_found(draft)


def _announced(text: str, listed: list[Item]) -> list[Piece]:
    opening = rule_pattern("tasks.problems_ahead").search(text)
    if not opening:
        return []
    behind = [i for i in listed if i.start >= opening.start()]
    if len(behind) >= 2 and (pieces := group(text, behind, "finding")) and not _asked_for(text, pieces):
        return [part for piece in pieces for part in within_field(text, piece)]
    demands = rule_pattern("tasks.demands_ahead")
    for parts in series(text, opening.start()):
        if not demands.search(lead_in(text, parts[0].start)):
            return [(p.number, statement_at(text, p.words, p.end), (p.start, p.end)) for p in parts]
    return []


def _cases_found(draft: Draft) -> list[Task]:
    """What inspectors found may be told as cases (8个典型案例)."""
    opening = rule_pattern("tasks.announced").search(draft.text)
    return made(draft, announced_cases(draft), "case") if opening and "案例" in opening[0] else []
