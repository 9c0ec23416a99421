"""What a date is for: told from cue words in its clause, from the words that bound it, else from its kind.

In: the text and its candidates. Out: a role and the rule behind it for each. The cues, their weights and the way a cue
pales with distance are the pack's `cues`; one automaton finds them all in one pass.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import regex

from taizhang.extract.dates.scan import Candidate
from taizhang.rules import Dictionary, Seldom, cached, load_pack, ready
from taizhang.types import DateRange, Reference

_BEHIND, _BEFORE = 48, 26  # how far a cue may stand off, in characters
_BEHIND_LOSS, _BEFORE_LOSS = 0.09, 0.5  # what it loses with each character of distance
_CLAUSE_LOSS = 0.8  # what it loses with each comma between; the one right behind the date is free


_DONE = 7.0  # from this weight on a word says by itself that something is done
_AT_ONCE = 8.0  # the weight of what follows a date at once
_SHORT = frozenset({"month", "month_long", "range"})  # stretches in which one thing may happen
_STRETCHES = frozenset({"range_long", "period", "quarter", "half", "year"})
_DONE_THEN = ("完成", "建成", "基本", "消除")  # words of a deadline that tell what was done over a stretch gone by
_COUNTED = regex.compile(r"(?:整改|改正|停产)?[了的]?(?:[2-9]|\d{2,}|\d[.,]\d)\d*万?余?[件起宗人家次场]")
_COUNTED_AFTER = regex.compile(
    r"[^，,。；;：:\n\d的]{0,16}(?:[2-9]|\d{2,}|\d[.,]\d)[\d.,]*余?[万亿]?余?[件起宗人家次场元亩吨]"
)  # of stretches longer than a month
_PAPER = regex.compile(r"《[^》\n]{2,90}》")
_BOUND = frozenset("、和与及")
_CELL_STARTS, _CELL_ENDS = frozenset(" |\t\u3000"), frozenset("\n|\t")


class Cue(NamedTuple):
    """A word that tells a role, where it has to stand, and how surely."""

    word: str
    role: str
    side: str  # behind | before
    weight: float


Hits = list[tuple[int, int, tuple[Cue, ...]]]


class Role(NamedTuple):
    """A role and the id of the rule that gave it."""

    name: str
    rule: str


class _Marks(NamedTuple):
    """The patterns of the pack's `marks`, by which a date is told to be of a kind of its own."""

    hour: regex.Pattern[str]
    caption: regex.Pattern[str]
    past: regex.Pattern[str]
    closes: regex.Pattern[str]
    at: regex.Pattern[str]
    object: regex.Pattern[str]


class _Lexicon(NamedTuple):
    words: Dictionary[tuple[Cue, ...]]
    priors: Mapping[str, Mapping[str, float]]
    roles_of: Mapping[str, frozenset[str]]
    right_behind: Mapping[str, tuple[tuple[str, Seldom], ...]]  # by kind: a role, what follows at once
    marks: _Marks


@cached
def _lexicon() -> _Lexicon:
    lists = load_pack("date_roles").lexicons
    by_word: dict[str, list[Cue]] = {label: [cue] for label, cue in _labels()}
    for side, roles in lists["cues"].items():
        for role, weights in roles.items():
            for weight, words in weights.items():
                for word in words:
                    by_word.setdefault(str(word), []).append(Cue(str(word), role, side, float(weight)))
    for stop in lists["cue_stops"]:
        by_word[stop] = [Cue(stop, "", "stop", 0.0)]
    for word in lists["cue_blanks"]:
        by_word.setdefault(word, [])
    words = Dictionary({word: tuple(cues) for word, cues in by_word.items()})
    allowed = {kind: frozenset(names) for kind, names in lists["roles_of"].items()}
    at_once = [(rule, Seldom(ready(rule["match"]))) for rule in lists["right_behind"]]
    behind = {
        kind: tuple((rule["role"], pattern) for rule, pattern in at_once if _possible(rule, kind, allowed))
        for kind in lists["priors"]
    }
    marks = _Marks(**{name: ready(pattern) for name, pattern in lists["marks"].items()})
    return _Lexicon(words, lists["priors"], allowed, behind, marks)


def _labels() -> Iterator[tuple[str, Cue]]:
    """The names of fields of tasks that hold a date, as cues before it."""
    names = load_pack("tasks").lexicons
    for field, (role, weight) in load_pack("date_roles").lexicons["fields"].items():
        for label in {*names["fields"].get(field, ()), *names["columns"].get(field, ())}:
            yield label, Cue(label, role, "before", float(weight))


def _possible(rule: Mapping[str, Any], kind: str, allowed: Mapping[str, frozenset[str]]) -> bool:
    """Whether a rule of the pack's `right_behind` holds for dates of this kind: those named, or all that can have the role."""
    return kind in rule["kinds"] if "kinds" in rule else kind not in allowed or rule["role"] in allowed[kind]


def roles(text: str, found: Sequence[Candidate], ranks: Mapping[int, int]) -> list[Role]:
    """One role for each candidate; `ranks` are those that date the bulletin itself."""
    if not found:
        return []
    hits = _outside_titles(text, _lexicon().words.find(text))
    told: list[Role] = []
    for at, candidate in enumerate(found):
        if at in ranks:
            told.append(Role("published", "dates.role.own_date"))
        elif candidate.start != candidate.core_start and text[candidate.start] == "截":
            told.append(_reached(text, candidate))
        else:
            told.append(_told(text, found, at, hits))
    return _shared(text, found, told)


def role_of_label(label: str) -> str | None:
    """The role that a label by its last word gives the date behind or below it (举报受理时间); None where it gives none."""
    last = (found for _, end, found in _lexicon().words.find(label) if end == len(label))
    cues = [cue for found in last for cue in found if cue.side == "before"]
    best = max(cues, key=lambda cue: cue.weight, default=None)
    return best.role if best and best.weight >= _AT_ONCE else None


def _reached(text: str, candidate: Candidate) -> Role:
    """What 截至 is said of: how things stood that day, or until when complaints are taken (受理时间截止到10月15日)."""
    closes = _lexicon().marks.closes.search(text, max(0, candidate.start - _BEFORE), candidate.start)
    return Role("deadline", "dates.role.closes") if closes else Role("as_of", "dates.role.as_of")


def _outside_titles(text: str, hits: Hits) -> Hits:
    """The cues that do not stand in the title of a paper: 反馈《关于印发…的函》 prints nothing."""
    spans = [m.span() for m in _PAPER.finditer(text)]
    if not spans:
        return hits
    starts = [start for start, _ in spans]
    return [h for h in hits if (i := bisect_right(starts, h[0]) - 1) < 0 or h[0] >= spans[i][1]]


def _told(text: str, found: Sequence[Candidate], at: int, hits: Hits) -> Role:
    candidate = found[at]
    kind = _kind(text, candidate)
    lexicon = _lexicon()
    scores, allowed = dict(lexicon.priors[kind]), lexicon.roles_of.get(kind)
    reasons: dict[str, str] = {}
    next_date = found[at + 1].start if at + 1 < len(found) else len(text)
    for role, pattern in lexicon.right_behind[kind]:
        if match := pattern.match(text, candidate.end, next_date):
            scores[role], reasons[role] = _AT_ONCE, "".join(match[0].split())
    counted = _COUNTED if kind in _SHORT else _COUNTED_AFTER if kind in _STRETCHES else None
    for cue, weight in (*_behind(text, found, at, hits, counted), *_in_front(found, at, hits)):
        if kind == "until" and cue.role == "completed" and cue.weight < _DONE:
            continue  # 12月底前完成 is still to do, 12月底前已完成 is done
        if kind == "day" and cue.role == "period" and cue.side == "behind":
            continue  # what is measured or counted behind a day does not make it a stretch
        if weight > scores.get(cue.role, 0.0) and (allowed is None or cue.role in allowed):
            scores[cue.role], reasons[cue.role] = weight, cue.word
    role = max(scores, key=lambda name: scores[name])
    return Role(role, f"dates.role.{role}:{reasons[role]}" if role in reasons else f"dates.role.{kind}")


def _behind(
    text: str, found: Sequence[Candidate], at: int, hits: Hits, counted: regex.Pattern[str] | None
) -> Iterator[tuple[Cue, float]]:
    """The cues behind a date up to the next date or the end of the sentence. What is `counted` over a stretch (9月立案152起)
    is no event, and over a long one (一季度检查310家) no inspection."""
    sums = ("event", "inspection") if counted is _COUNTED_AFTER else ("event",)
    end = found[at].end
    limit = min(end + _BEHIND, found[at + 1].start if at + 1 < len(found) else len(text))
    commas = -1 if text[end : end + 1] in ("，", ",") else 0
    for index in range(_first_behind(hits, end), len(hits)):
        start, last, cues = hits[index]
        if start >= limit:
            return
        for cue in cues:
            if cue.side == "stop":
                if cue.word not in "，,":
                    return
                commas += 1
            elif cue.side == "behind":
                if counted and cue.role in sums and counted.match(text, last):
                    cue = cue._replace(role="period")
                yield cue, cue.weight - _BEHIND_LOSS * (start - end) - _CLAUSE_LOSS * max(commas, 0)


def _in_front(found: Sequence[Candidate], at: int, hits: Hits) -> Iterator[tuple[Cue, float]]:
    """The cues before a date back to the date before or the beginning of the clause."""
    begin = found[at].core_start
    reach = max(begin - _BEFORE, found[at - 1].end if at else 0)
    for index in range(_first_behind(hits, begin) - 1, -1, -1):
        start, end, cues = hits[index]
        if start < reach or any(cue.side == "stop" for cue in cues):
            if end < begin or cues[0].word not in "，,":  # a comma may part 下一步 from its date
                return
            continue
        for cue in cues:
            if cue.side == "before" and end <= begin:
                yield cue, cue.weight - _BEFORE_LOSS * (begin - end)


def _first_behind(hits: Hits, at: int) -> int:
    """The index of the first hit that begins at `at` or behind it."""
    return bisect_left(hits, (at,))


def _kind(text: str, candidate: Candidate) -> str:
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
        return "closing_cell" if before in _CELL_STARTS and behind in _CELL_STARTS else "closing"
    if granularity == "day":
        return _day_kind(text, candidate)
    if granularity == "month" and text[candidate.core_end - 1] == "份":
        return "month_long"
    return granularity


def _until_kind(text: str, candidate: Candidate) -> str:
    led = candidate.end == candidate.core_end or candidate.start != candidate.core_start
    if led or text[candidate.end - 1] == "止":
        whole_year = candidate.first.granularity == "year" and not candidate.first.closing
        return "until_year" if led and whole_year else "until_lead"
    return "until_past" if _lexicon().marks.past.search(text, max(0, candidate.start - 3), candidate.start) else "until"


def _year_kind(text: str, candidate: Candidate) -> str:
    marks, begin = _lexicon().marks, max(0, candidate.start - 2)
    if marks.object.search(text, begin, candidate.start):
        return "years_of"
    if candidate.last is not None or candidate.first.to_year is not None:
        return "years"
    return "year_at" if marks.at.search(text, begin, candidate.start) else "year"


def _day_kind(text: str, candidate: Candidate) -> str:
    before, behind = text[max(0, candidate.start - 1) : candidate.start], text[candidate.end : candidate.end + 1]
    if behind in _CELL_ENDS and before in _CELL_STARTS:
        return "cell"
    marks = _lexicon().marks
    if marks.hour.match(text, candidate.end):
        return "hour"
    return "caption" if before in "\n" and marks.caption.match(text, candidate.end) else "day"


def _shared(text: str, found: Sequence[Candidate], told: list[Role]) -> list[Role]:
    """Dates bound by 、 or 和 share the role of the last of them, because the verb stands behind it."""
    for at in range(len(found) - 2, -1, -1):
        end, start = found[at].end, found[at + 1].start
        if start - end <= 2 and text[end:start] in _BOUND and told[at].name != "published":
            told[at] = told[at + 1]
    return told


def in_time(candidate: Candidate, role: Role, value: DateRange, known: Reference) -> tuple[Role, DateRange]:
    """The role corrected by the bulletin's own date: what is done, or stands so, cannot lie ahead of it; an end of a
    month or year that has passed is no deadline unless a word says so."""
    end = value.end
    if end is None or known.year is None:
        return role, value
    ahead = end > known.date if known.date is not None else end.year > known.year
    if (
        ahead
        and role.name in ("as_of", "completed", "transfer")
        and (candidate.bound in ("until", "within") or candidate.first.closing)
    ):
        return Role("deadline", "dates.role.ahead"), replace(value, start=None)
    if role.name == "completed" and value.start is not None and known.date is not None and value.start > known.date:
        return Role("deadline", "dates.role.ahead"), value  # 2023至2025年完成的有41项, told in 2022
    if not ahead and known.date is not None and role.rule == "dates.role.closing":
        return Role("event", "dates.role.passed"), value
    if not ahead and known.date is not None and role.rule == "dates.role.until_year":
        return Role("as_of", "dates.role.passed"), value
    stretch = candidate.last is not None or (candidate.first.months is not None and not candidate.first.closing)
    if not ahead and stretch and role.rule.removeprefix("dates.role.deadline:").endswith(_DONE_THEN):
        return Role("period", "dates.role.passed"), value  # 2020年11月至2021年3月完成改造5230户
    return role, value
