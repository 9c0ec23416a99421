"""Which kind a date is, of those that the pack `date_roles` tells apart where no cue says more (`priors`)."""

from __future__ import annotations

from taizhang.extract.dates.cues import lexicon
from taizhang.extract.dates.scan import Candidate

_HEADING = 16  # characters of a heading over a date
_BY_THEN = ("以前", "之前")
_CELL_STARTS, _CELL_ENDS = frozenset(" |\t\u3000"), frozenset("\n|\t")


def kind_of(text: str, candidate: Candidate) -> str:
    """The row of the pack's `priors` for a candidate."""
    if candidate.bound == "until":
        return _until_kind(text, candidate)
    granularity = candidate.first.granularity
    if candidate.bound == "within" and candidate.first.closing:
        return "until"  # 年内完成: what is left of the year
    if candidate.bound:
        return "since_day" if candidate.bound == "since" and granularity == "day" else candidate.bound
    right = candidate.last or candidate.first
    if right.granularity == "year" or right.to_year is not None:
        return _year_kind(text, candidate)
    if candidate.last is not None:
        return "range" if candidate.last.granularity == "day" else "range_long"
    if candidate.first.months is not None and granularity == "period":
        return "range_long"
    if candidate.first.span is not None and not candidate.first.closing:
        return "range"
    if candidate.first.closing:
        before, behind = text[max(0, candidate.start - 1) : candidate.start], text[candidate.end : candidate.end + 1]
        cell = before in _CELL_STARTS and behind in _CELL_STARTS
        return "closing_cell" if cell or (before == "\n" and _below_a_limit(text, candidate.start)) else "closing"
    if granularity == "day":
        return _day_kind(text, candidate)
    if granularity == "month" and text[candidate.core_end - 1] == "份":
        return "month_long"
    return granularity


def _below_a_limit(text: str, at: int) -> bool:
    """Whether a date opens the line below a heading that asks by when (五、完成时限), or the cell behind one."""
    return lexicon().marks.limit_above.search(text, max(0, at - _HEADING), at) is not None


def _until_kind(text: str, candidate: Candidate) -> str:
    led = candidate.end == candidate.core_end or candidate.start != candidate.core_start
    if led or text[candidate.end - 1] == "止":
        whole_year = candidate.first.granularity == "year" and not candidate.first.closing
        return "until_year" if led and whole_year else "until_lead"
    bare_year = candidate.first.granularity == "year" and not candidate.first.closing
    if bare_year and text.endswith(_BY_THEN, 0, candidate.end):
        return "before_year"
    return "until_past" if lexicon().marks.past.search(text, max(0, candidate.start - 3), candidate.start) else "until"


def _year_kind(text: str, candidate: Candidate) -> str:
    marks, begin = lexicon().marks, max(0, candidate.start - 2)
    if marks.object.search(text, begin, candidate.start):
        return "years_of"
    if candidate.last is not None or candidate.first.to_year is not None:
        return "years"
    return "year_at" if marks.at.search(text, begin, candidate.start) else "year"


def _day_kind(text: str, candidate: Candidate) -> str:
    before, behind = text[max(0, candidate.start - 1) : candidate.start], text[candidate.end : candidate.end + 1]
    if before in _CELL_STARTS | {"\n"} and _below_a_limit(text, candidate.start):
        return "closing_cell"
    if behind in _CELL_ENDS and before in _CELL_STARTS:
        return "cell"
    marks = lexicon().marks
    if marks.hour.match(text, candidate.end):
        return "hour"
    return "caption" if before in "\n" and marks.caption.match(text, candidate.end) else "day"
