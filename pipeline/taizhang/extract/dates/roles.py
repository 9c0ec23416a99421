"""What a date is for: told from cue words in its clause, from the words that bound it, else from its kind.

In: the text and its candidates. Out: a role and the rule behind it for each. The cues, their weights and the way a cue
pales with distance are the pack's `cues`; one automaton finds them all in one pass.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from taizhang.extract.dates.cues import AT_ONCE, Cue, Hits, lexicon
from taizhang.extract.dates.kinds import kind_of
from taizhang.extract.dates.scan import Candidate
from taizhang.rules import compiled
from taizhang.types import DateRange, Reference
from taizhang.vocabulary import DateRole

_BEHIND, _BEFORE = 48, 26  # how far a cue may stand off, in characters
_BEHIND_LOSS, _BEFORE_LOSS = 0.09, 0.5  # what it loses with each character of distance
_CLAUSE_LOSS = 0.8  # what it loses with each comma between; the one right behind the date is free
_DONE = 7.0  # from this weight on a word says by itself that something is done
_SHORT = frozenset({"month", "month_long", "range"})  # stretches in which one thing may happen
_STRETCHES = frozenset({"range_long", "period", "quarter", "half", "year"})
_VAGUE = frozenset({"month", "quarter", "half", "period"})
# Words of a deadline that tell an aim, and of an end gone by what was measured then.
_AIMED = ("达到", "不低于", "不少于", "不超过", "不高于", "稳定在", "控制在")
_DONE_THEN = ("完成", "建成", "基本", "消除")  # words of a deadline that tell what was done over a stretch gone by
# What is counted right behind a cue: over a month or some days, and over longer stretches.
_COUNTED = compiled(r"(?:整改|改正|停产)?[了的]?(?:[2-9]|\d{2,}|\d[.,]\d)\d*万?余?[件起宗人家次场]")
_COUNTED_AFTER = compiled(
    r"[^，,。；;：:\n\d的]{0,16}(?:[2-9]|\d{2,}|\d[.,]\d)[\d.,]*[余多]?[万亿]?[余多]?[件起宗人家次场元亩吨]"
)
_PAPER = compiled(r"《[^》\n]{2,90}》")
_BOUND = frozenset("、和与及")


class Role(NamedTuple):
    """A role and what gave it: `dates.role.` with the role and the word that told it, or with the kind of date; before it, and a blank,
    the id of the rule for what follows at once where one told it."""

    name: DateRole
    rule: str


def roles(text: str, found: Sequence[Candidate], ranks: Mapping[int, int]) -> list[Role]:
    """One role for each candidate; `ranks` are those that date the bulletin itself."""
    if not found:
        return []
    hits = _outside_titles(text, lexicon().words.find(text))
    told: list[Role] = []
    for at, candidate in enumerate(found):
        if at in ranks:
            told.append(Role("published", "dates.role.own_date"))
        elif candidate.start != candidate.core_start and text[candidate.start] == "截":
            told.append(_reached(text, candidate))
        else:
            told.append(_told(text, found, at, hits))
    return _shared(text, found, told)


def _reached(text: str, candidate: Candidate) -> Role:
    """What 截至 is said of: how things stood that day, or until when complaints are taken (受理时间截止到10月15日), which is told
    before they are counted."""
    marks = lexicon().marks
    closes = marks.closes.search(text, max(0, candidate.start - _BEFORE), candidate.start)
    if closes and not marks.summed.match(text, candidate.end):
        return Role("deadline", "dates.role.closes")
    return Role("as_of", "dates.role.as_of")


def _outside_titles(text: str, hits: Hits) -> Hits:
    """The cues that do not stand in the title of a paper: 反馈《关于印发…的函》 prints nothing."""
    spans = [m.span() for m in _PAPER.finditer(text)]
    if not spans:
        return hits
    starts = [start for start, _ in spans]
    return [h for h in hits if (i := bisect_right(starts, h[0]) - 1) < 0 or h[0] >= spans[i][1]]


def _told(text: str, found: Sequence[Candidate], at: int, hits: Hits) -> Role:
    candidate = found[at]
    kind = kind_of(text, candidate)
    words = lexicon()
    scores, allowed = dict(words.priors[kind]), words.roles_of.get(kind)
    reasons: dict[str, str] = {}  # the rule of each role that words tell
    next_date = found[at + 1].start if at + 1 < len(found) else len(text)
    so_far = _counts_so_far(candidate)
    rules, at_once = words.right_behind[kind]
    for number, match in at_once.matches(text, candidate.end, next_date):
        if not _ends_in_title(match[0]):
            rule = rules[number]
            scores[rule.role] = AT_ONCE
            reasons[rule.role] = f"{rule.id} dates.role.{rule.role}:{''.join(match[0].split())}"
    counted = _COUNTED if kind in _SHORT else _COUNTED_AFTER if kind in _STRETCHES else None
    for cue, weight in (*_behind(text, found, at, hits, counted), *_in_front(found, at, hits)):
        if kind == "until" and cue.role == "completed" and cue.weight < _DONE:
            continue  # 12月底前完成 is still to do, 12月底前已完成 is done
        if kind == "day" and cue.role == "period" and cue.side == "behind":
            continue  # what is measured or counted behind a day does not make it a stretch
        if so_far and cue.role == "deadline" and cue.side == "behind":
            continue  # 1至10月建成13座
        if weight > scores.get(cue.role, 0.0) and (allowed is None or cue.role in allowed):
            scores[cue.role], reasons[cue.role] = weight, f"dates.role.{cue.role}:{cue.word}"
    role = max(scores, key=lambda name: scores[name])
    return Role(role, reasons.get(role, f"dates.role.{kind}"))


def _counts_so_far(candidate: Candidate) -> bool:
    """Whether a stretch begins with a year that is not printed (1至10月): figures are told of it, none is promised for it."""
    first = candidate.first
    return first.months is not None and first.months[0] == 1 and not first.has_year and candidate.bound == ""


def _ends_in_title(words: str) -> bool:
    """Whether words end inside the title of a paper: what that says is not done on the day (报送《关于反馈意见整改…》)."""
    return words.count("《") > words.count("》")


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


def _shared(text: str, found: Sequence[Candidate], told: list[Role]) -> list[Role]:
    """Dates bound by 、 or 和 share the role of the last of them, because the verb stands behind it."""
    for at in range(len(found) - 2, -1, -1):
        end, start = found[at].end, found[at + 1].start
        if start - end <= 2 and text[end:start] in _BOUND and told[at].name != "published":
            told[at] = told[at + 1]
    return told


def _vague(candidate: Candidate) -> bool:
    """Whether a date names only the month or season in which a day is still to be found (明年1月组织“回头看”)."""
    return candidate.last is None and candidate.first.day is None and candidate.first.granularity in _VAGUE


def _aims(role: Role) -> bool:
    """Whether a deadline is told by an aim (到2021年底达到95%), or only by 到 before a year."""
    return role.name == "deadline" and (role.rule == "dates.role.until_year" or role.rule.endswith(_AIMED))


def _stood(text: str, candidate: Candidate) -> bool:
    """Whether it is told how things stood by a day (截至1月5日，收到举报310件)."""
    printed = candidate.start != candidate.core_start and text[candidate.start] == "截"
    return printed and lexicon().marks.stood.match(text, candidate.end) is not None


def in_time(text: str, candidate: Candidate, role: Role, value: DateRange, known: Reference) -> tuple[Role, DateRange]:
    """The role corrected by the bulletin's own date: what is done, or stands so, cannot lie ahead of it; a look that is announced
    for some day of a month is no inspection yet; an end of a month or year that has passed is no deadline unless a word says so."""
    end = value.end
    if end is None or known.year is None:
        return role, value
    ahead = end > known.date if known.date is not None else end.year > known.year
    if (
        ahead
        and role.name in ("as_of", "completed", "transfer")
        and not (known.date is None and _stood(text, candidate))  # the bulletin may be younger than what else it tells
        and (candidate.bound in ("until", "within") or candidate.first.closing)
    ):
        return Role("deadline", "dates.role.ahead"), replace(value, start=None)
    if role.name == "completed" and value.start is not None and known.date is not None and value.start > known.date:
        return Role("deadline", "dates.role.ahead"), value  # 2023至2025年完成的有41项, told in 2022
    if role.name == "inspection" and known.date is not None and value.start is not None and value.start > known.date:
        return (Role("event", "dates.role.announced") if _vague(candidate) else role), value
    if not ahead and known.date is not None:
        if role.rule == "dates.role.closing":
            return Role("event", "dates.role.passed"), value
        if candidate.bound == "until" and _aims(role):
            return Role("as_of", "dates.role.passed"), value
    stretch = candidate.last is not None or (candidate.first.months is not None and not candidate.first.closing)
    if not ahead and stretch and role.rule.endswith(_DONE_THEN):
        return Role("period", "dates.role.passed"), value  # 2020年11月至2021年3月完成改造5230户
    return role, value
