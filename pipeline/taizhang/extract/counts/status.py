"""What the clause says of the things counted. The words are the pack's `cues`, `defects`, `works`, `labels`.

Precedence: a cue before the figure, a cue behind it, a defect, a work, what the figure before it in the sentence said,
the label in force, the whole (`total`).
"""

from __future__ import annotations

from typing import NamedTuple

from taizhang.extract.counts.clauses import Clause
from taizhang.extract.counts.lexicon import Kind, Token
from taizhang.types import Quantity

_INTAKE = frozenset({"received", "transferred", "found", "inspected"})
_WEAK = frozenset({"planned"})
_PERCENT = frozenset({"%", "个百分点", "百分点"})


class Verdict(NamedTuple):
    """A status, the rule that gave it, and the cue it was read from."""

    status: str
    rule: str
    cue: Token | None = None


def status(clause: Clause, value: Quantity, before: Verdict | None, due: bool, mood: str) -> Verdict:
    """The status of one figure. `before` is the verdict of the figure before it in the sentence, None where there is
    none; `due` says that the clause names a deadline; `mood` is the status of a figure of which nothing is said."""
    own = _own(clause)
    future = due or "future" in clause.marks or clause.label == "planned"
    if own is not None:
        said = _said(own, clause, future)
        if said is not None:
            return said
    if clause.bracket or "subset" in clause.marks or clause.joined:
        if before is not None:
            return Verdict(before.status, "counts.inherited")
    if before is not None and clause.facet is None:
        return Verdict(before.status, "counts.carried")
    if before is not None:
        return Verdict("total" if before.status in ("received", "transferred") else before.status, "counts.broken_down")
    if future:
        return Verdict("planned", "counts.planned")
    if clause.label:
        return Verdict(clause.label, "counts.labelled")
    return Verdict(mood, "counts.plain")


def _own(clause: Clause) -> Token | None:
    """The predicate that decides: the nearest one before, unless it is weak and a stronger one stands behind."""
    left = next((t for t in clause.before if t.word.kind is Kind.CUE and t.word.status not in _WEAK), None)
    right = next((t for t in clause.after if t.word.kind is Kind.CUE and t.word.status not in _WEAK), None)
    if left is not None:
        return left
    if right is not None:
        return right
    for group in (clause.before, clause.after):
        for kind in (Kind.DEFECT, Kind.WORK):
            for token in group:
                if token.word.kind is kind:
                    return token
    return clause.before[0] if clause.before else None


def _said(own: Token, clause: Clause, future: bool) -> Verdict | None:
    word = own.word
    done = "done" in clause.marks or "after_done" in clause.marks
    if word.kind is Kind.WORK:
        return Verdict("planned" if future and not done else "completed", "counts.work", own)
    if word.kind is Kind.DEFECT:
        return Verdict("found", "counts.defect", own)
    if word.status in ("completed", "built", "closed") and future and not done:
        return Verdict("planned", "counts.planned", own)
    assert word.status is not None
    return Verdict(word.status, "counts.cue", own)
