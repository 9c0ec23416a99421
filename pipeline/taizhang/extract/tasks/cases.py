"""Tasks without labelled fields: typical cases, findings of a feedback, items with a status, commitments."""

from __future__ import annotations

from dataclasses import replace

import regex

from taizhang.extract.tasks.prose import Item, items, printed_number
from taizhang.extract.tasks.record import Span, task_from, until_next
from taizhang.extract.tasks.series import lead_in, series
from taizhang.extract.tasks.words import bare, judges, lexicon, rule_pattern
from taizhang.types import Assignment, Deadline, Draft, PartyMention, Task

_SHORT_NUMBER = regex.compile(r"\d{1,3}")
_PLACED = regex.compile(
    r"^[ 　]*(?P<title>\p{Han}{2,8}[：:]\p{Han}[^\n：:。，]{3,18})[ 　]*\n+[ 　]*(?=\S[^\n]{15,})", regex.M
)
_QUOTED = regex.compile(r"(?:针对|关于)[“\"「](?P<problem>[^”\"」\n]{6,80})[”\"」](?:的)?(?:问题|方面)")
_NAMED = regex.compile(r"(?m)^[ 　—\-◆■●]*(?:任务|问题)\d{1,3}(?:、(?:任务|问题)?\d{1,3})*[：:]")
_SAID = regex.compile(r"(?:责任单位|牵头单位)[为是：:](?P<who>[^。；;，,\n]{2,60})")
_CLAUSE_END = regex.compile(r"[，,。；;\n]")
_SENTENCE_END = regex.compile(r"[。\n]")
_ABOUT = regex.compile(r"关于[^\n。]{4,60}问题")
_FIGURE = regex.compile(r"\d")
_STATUS_LINE = regex.compile(r"该问题|已完成整改|正在整改|正在补办|已(?:于|全|经|归|整|办)|阶段性")


def case_tasks(draft: Draft, kind: str) -> list[Task]:
    """Numbered, bulleted or place-headed cases; at least two, or one that calls itself a case."""
    text = draft.text
    placed = list(_PLACED.finditer(text))
    if len(placed) >= 2:
        ends = until_next([m.start() for m in placed], len(text))
        return _made(
            draft, [(None, m.span("title"), (m.start("title"), e)) for m, e in zip(placed, ends, strict=True)], kind
        )
    group = _group(text, items(text), kind)
    return _made(draft, group, kind)


def finding_tasks(draft: Draft) -> list[Task]:
    """The numbered problems of a feedback, behind the words that announce them: items, or a series in running text."""
    text = draft.text
    opening = rule_pattern("tasks.problems_ahead").search(text)
    if not opening:
        return []
    listed = [i for i in items(text) if i.start >= opening.start()]
    if len(listed) >= 2 and (group := _group(text, listed, "finding")):
        return _made(draft, group, "finding")
    demands = rule_pattern("tasks.demands_ahead")
    for parts in series(text, opening.start()):
        if not demands.search(lead_in(text, parts[0].start)):
            found = [(p.number, _statement(text, p.words, p.end), (p.start, p.end)) for p in parts]
            return _made(draft, found, "finding")
    return []


def _heading(text: str, statement: Span, kind: str) -> Span:
    """What names a finding or case: the first clause of its sentence, for what follows are evidence and figures; of a finding
    only where the clause judges (落实有差距，4名干部…) and holds no figure itself."""
    start, end = statement
    clause = _CLAUSE_END.search(text, start, end)
    first = text[start : clause.start()] if clause else ""
    names = len(first) >= 8 if kind == "case" else len(first) >= 5 and not _FIGURE.search(first) and judges(first)
    return (start, start + len(first)) if names else statement


def item_tasks(draft: Draft) -> list[Task]:
    """Numbered problems of a report, each followed by how far it is (该问题已完成整改) or headed 关于…问题."""
    text = draft.text
    group = _group(text, items(text), "rectification")
    told = [g for g in group if _ABOUT.fullmatch(text, *g[1]) or _STATUS_LINE.search(text[g[1][1] : g[2][1]][:30])]
    return _made(draft, told, "rectification") if len(told) >= 2 else []


def quoted_tasks(draft: Draft) -> list[Task]:
    """针对“…”问题，…: a problem in quotation marks, and behind it in the paragraph what was done about it."""
    text = draft.text
    found = list(_QUOTED.finditer(text))
    if len(found) < 2:
        return []
    out = []
    for m in found:
        end = _line_end(text, m.end())
        report = (m.end(), min([f.start() for f in found if f.start() > m.start()] + [end]))
        fields = {"problem": m.span("problem"), "report": report}
        if responsible := _SAID.search(text, *report):
            fields["responsible"] = responsible.span("who")
        task = task_from(draft, fields, "rectification", "tasks.quoted", span=(m.start(), report[1]))
        out += [task if task.deadline else replace(task, deadline=_due(draft, fields["report"]))] if task else []
    return out


def named_tasks(draft: Draft) -> list[Task]:
    """任务20：…, 任务8、任务15：…: pieces that carry a number of the plan in so many words, wherever they stand."""
    text = draft.text
    found = list(_NAMED.finditer(text))
    out = []
    for m, end in zip(found, until_next([n.start() for n in found], len(text)), strict=True):
        end = min(end, _line_end(text, m.end()))
        clause = _CLAUSE_END.search(text, m.end(), end)
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
                parties = [p for p in draft.parties if m.end() <= p.start < end and p.role in ("lead", "responsible")]
                out.append(replace(task, deadline=_due(draft, (m.start(), end)), assignments=_parts(parties, text)))
    return out


def _parts(parties: list[PartyMention], text: str) -> tuple[Assignment, ...]:
    return tuple(
        Assignment(p.party, "lead" if text.startswith(("牵头", "负责牵头"), p.end) else "responsible", p.start, p.end)
        for p in parties
    )


def _group(text: str, listed: list[Item], kind: str) -> list[tuple[str | None, Span, Span]]:
    """(number, span of the statement, span of all) of the items of the style that holds the individual pieces: the innermost
    style with at least two items that are no generic headings."""
    generic = set(lexicon("generic"))
    by_style: dict[str, list[Item]] = {}
    for item in listed:
        if bare(text[item.words : _line_end(text, item.words)]).rstrip("。") not in generic:
            by_style.setdefault(item.style, []).append(item)
    styles = [s for s, group in by_style.items() if len(group) >= 2 or "案例" in s]
    if not styles:
        return []
    chosen = by_style[styles[0] if kind == "case" else styles[-1] if kind == "rectification" else styles[0]]
    borders = [
        i.start for i in listed if i.style == chosen[0].style or i.style in styles[: styles.index(chosen[0].style)]
    ]
    ends = [min([b for b in borders if b > item.start] + [len(text)]) for item in chosen]
    if len(chosen) > 1 and not any(
        text[i.words : e].strip().count("\n") for i, e in zip(chosen[:-1], ends, strict=False)
    ):
        ends[-1] = min(ends[-1], _line_end(text, chosen[-1].words))  # the last item is as long as its fellows
    return [
        (printed_number(item.mark, ""), _statement(text, item.words, end), (item.start, end))
        for item, end in zip(chosen, ends, strict=True)
    ]


def _statement(text: str, start: int, end: int) -> Span:
    """The first sentence of an item; the next line where the mark stands alone in its line."""
    while start < end and text[start] in " 　\n：:":
        start += 1
    stop = _SENTENCE_END.search(text, start, end)
    return start, stop.start() if stop else end


def _made(draft: Draft, group: list[tuple[str | None, Span, Span]], kind: str) -> list[Task]:
    out = []
    for number, statement, span in group:
        progress = (statement[1], span[1])
        fields = {"problem": statement}
        if kind in ("case", "finding"):
            fields["heading"] = _heading(draft.text, statement, kind)
        if kind == "case":
            fields["case"] = span
        elif kind == "rectification":
            fields |= {"progress": progress, "handling": progress}
        task = task_from(draft, fields, kind, f"tasks.{kind}", number, span)
        if task:
            out.append(task if task.deadline else replace(task, deadline=_due(draft, span)))
    return out


def _due(draft: Draft, span: Span) -> Deadline | None:
    """The first day in a case or finding by which something was or is due."""
    for d in draft.dates:
        if span[0] <= d.start < span[1] and d.role == "deadline" and d.value.end:
            return Deadline("by", d.value.start, d.value.end, d.text)
    return None


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _sentence_end(text: str, at: int) -> int:
    found = _SENTENCE_END.search(text, at)
    return found.start() if found else len(text)
