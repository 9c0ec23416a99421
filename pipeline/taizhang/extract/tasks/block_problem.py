"""The problem of a labelled block where no label names it: what its item states, else what the words around its labels do."""

from __future__ import annotations

from typing import Final

from taizhang.extract.tasks.blocks import Block
from taizhang.extract.tasks.doers import bodies_in
from taizhang.extract.tasks.groups import bare_name, heading_of, statement_at
from taizhang.extract.tasks.words import judges, rule_pattern
from taizhang.types import Draft, Span
from taizhang.vocabulary import TaskKind

_LONGEST_SENTENCE: Final = 400  # characters in front of a label that are looked at
_FINDINGS: Final = ("verified", "investigation")


def with_problem(draft: Draft, block: Block, fields: dict[str, Span], kind: TaskKind) -> TaskKind:
    """Add to the fields of a block the problem that no label names, and what the words of its item are else; the kind of task."""
    text = draft.text
    if block.item and "problem" not in fields:
        stop = block.labels[0].start if block.labels else block.end
        fields["problem"] = statement_of(text, block.item.words, stop)
        if "\n" in text[block.item.words : fields["problem"][0] + 1]:  # the statement stands below its heading
            fields["heading"] = (block.item.words, fields["problem"][0])
        elif named := bare_name(draft, statement_at(text, block.item.words, stop), block.end):
            fields["name"] = named
        else:
            fields["heading"] = _named_by(text, statement_at(text, *fields["problem"]))
    elif block.item:
        heading = (block.item.words, block.labels[0].start)
        words = text[slice(*heading)]
        if judges(words) or words.rstrip().endswith(("案", "案件")):
            fields["heading"] = heading  # it states the problem itself, or is called a case
        elif any(p.start <= heading[0] < p.end for p in bodies_in(draft, heading)):
            fields.setdefault("responsible", heading)  # it names whose problem it is
        kind = "case" if kind == "finding" and "heading" not in fields else kind
    elif (
        "problem" not in fields
        and block.labels
        and (pointed := rule_pattern("tasks.pointing").search(text, block.start, block.labels[0].start))
    ):
        fields["problem"] = (pointed.end(), block.labels[0].start)  # 反馈意见指出，… before the first label of a notice
    elif "problem" not in fields and (said := _said_again(text, fields)):
        fields["problem"] = said
    elif "problem" not in fields and block.labels and (quoted := _quoted_before(text, block.labels[0].start)):
        fields["problem"] = quoted
    elif "problem" not in fields and block.labels and (judged := _judged_before(text, block.labels[0].start)):
        quoted = _quoted_of_section(text, judged, fields)
        fields |= {"problem": quoted or judged, "heading": quoted or heading_of(text, judged, "finding")}
    return kind


def statement_of(text: str, start: int, stop: int) -> Span:
    """The problem of an item: behind 反馈意见指出 where that is said, else the sentence under a heading that only names the
    matter, else the heading."""
    if pointed := rule_pattern("tasks.pointing").search(text, start, stop):
        heading = text[start : pointed.start()]
        whole = (
            "\n" not in heading and heading.endswith("。") and judges(heading)
        )  # 复绿滞后。督察发现，47处…: its evidence
        return (start if whole else pointed.end()), stop
    line = text.find("\n", start, stop)
    if line < 0 or text[line - 1] in "。；;" or not text[start:line].rstrip().endswith("问题"):
        return start, stop
    below = text[line:stop].strip()
    return (line, stop) if len(below) > 12 and "。" in below else (start, stop)


def _said_again(text: str, fields: dict[str, Span]) -> Span | None:
    """What people complained of, as the finding repeats it (经核实，反映的“…”部分属实)."""
    found = (rule_pattern("tasks.said_again").search(text, *fields[name]) for name in _FINDINGS if name in fields)
    return next((m.span("said") for m in found if m), None)


def _quoted_before(text: str, start: int) -> Span | None:
    """The one matter that the words before a label quote (现对反馈意见第十三项“…”问题整改情况予以公示。整改目标：…)."""
    quoted = list(rule_pattern("tasks.quoted_matter").finditer(text, max(0, start - _LONGEST_SENTENCE), start))
    spans = {m["said"]: m.span("said") for m in quoted if judges(m["said"])}
    return next(iter(spans.values())) if len(spans) == 1 else None


def _quoted_of_section(text: str, judged: Span, fields: dict[str, Span]) -> Span | None:
    """The matter that the progress quotes, where what stands before the labels only heads the section (一、反馈问题整改情况)."""
    heads = rule_pattern("tasks.section").search(text, *judged)
    if not heads or heads.end() < judged[1] or "progress" not in fields:
        return None
    start, end = fields["progress"]
    quoted = rule_pattern("tasks.quoted_matter").search(text, start, min(end, start + _LONGEST_SENTENCE))
    return quoted.span("said") if quoted else None


def _judged_before(text: str, start: int) -> Span | None:
    """The last sentence of the paragraph before a label, where it says what is amiss (…系统能力不足，现予挂牌督办。整改期限：…)."""
    low = max(0, start - _LONGEST_SENTENCE)
    end = low + len(text[low:start].rstrip(" 　。\n"))
    begin = max(low, *(text.rfind(mark, low, end) + 1 for mark in "。\n"))
    return (begin, end) if judges(text[begin:end]) else None


def _named_by(text: str, statement: Span) -> Span:
    """What names an item: its first clause where that judges, and what follows are figures (预算下达迟缓，14项支付超过时限)."""
    heading = heading_of(text, statement, "finding")
    return heading if any(c.isdecimal() for c in text[heading[1] : statement[1]]) else statement
