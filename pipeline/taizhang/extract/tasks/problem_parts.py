"""The parts of a field that states several problems, and what the other fields say of each."""

from __future__ import annotations

from taizhang.extract.tasks.record import until_next
from taizhang.rules import compiled
from taizhang.types import Span

_SEMICOLON = compiled(r"[；;]")
_SUB = compiled(
    r"[（(](?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|(?m:^)[ 　]*(?P<n>\d{1,2})[.．、](?!\d)|(?<=[\s；;。，,：:])第(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})[项个条][：:]"
)


def numbered_parts(text: str, span: Span) -> list[tuple[str, Span]]:
    """The numbered parts （一）… of a field; 1.… only at the start of a line."""
    marks = list(_SUB.finditer(text, *span))
    ends = until_next([m.start() for m in marks], span[1])
    return [(m["n"], (m.end(), end)) for m, end in zip(marks, ends, strict=True)]


def fields_of_parts(text: str, fields: dict[str, Span], problems: list[tuple[str, Span]]) -> list[dict[str, Span]]:
    """The fields of each of several problems of a notice: of a field that is numbered too the part with its number; of one
    that has as many parts between semicolons, the one in its place."""
    held = [{"problem": problem} for _, problem in problems]
    for name, span in fields.items():
        if name == "problem":
            continue
        parts = dict(numbered_parts(text, span))
        listed = [] if parts else _listed_parts(text, span)
        for at, (number, _) in enumerate(problems):
            if len(listed) == len(problems):
                held[at][name] = listed[at]
            elif not parts or number in parts:
                held[at][name] = parts.get(number, span)
    return held


def _listed_parts(text: str, span: Span) -> list[Span]:
    cuts = [m.start() for m in _SEMICOLON.finditer(text, *span) if text[m.end() : span[1]].strip()]
    return list(zip([span[0], *(cut + 1 for cut in cuts)], [*cuts, span[1]], strict=True))
