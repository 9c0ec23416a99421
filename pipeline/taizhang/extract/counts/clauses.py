"""The clause a figure stands in: what is said before it and behind it, up to the next figure or comma.

In: the text, its hits (`scan`), the date spans. Out: one `Clause` a hit. Nothing is decided here.
"""

from __future__ import annotations

import operator
from bisect import bisect_left
from collections.abc import Sequence

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.labels import Faults, Labels
from taizhang.extract.counts.left import look_left
from taizhang.extract.counts.lexicon import Kind, Token, Word, lexicon
from taizhang.extract.counts.pack import words
from taizhang.extract.counts.right import look_right
from taizhang.extract.counts.scan import Hit
from taizhang.extract.counts.statuses import TAKEN_IN
from taizhang.extract.counts.stronger import STILL
from taizhang.rules import cached
from taizhang.types import Span

_START = operator.attrgetter("start")
_COUNT = Word("", Kind.COUNT)
_DATE = Word("", Kind.STOP)
_GAP = Word("", Kind.HARD)
_UNDER_WAY = Word("中", Kind.CUE, "in_progress")
_BATCHES = ("批", "批次")
_READ = frozenset({Kind.CUE, Kind.DEFECT, Kind.WORK, Kind.STOP})
_TOO = ("，以及", ",以及", "，及", ",及")
_JOINTS = frozenset("和、及与")
_NEAR = 16
_REACH = 6  # characters behind a word cut in two in which its rest is looked for


def clauses(
    text: str,
    hits: Sequence[Hit],
    dates: Sequence[Span] = (),
    gaps: Sequence[Span] = (),
    named: Sequence[Span] = (),
) -> list[Clause]:
    """One clause a hit, in order. No phrase reaches across a date, no clause across a gap between cells; no word is read in the
    proper names that are `named`. `topic` holds all nouns since the figure before."""
    if not hits:
        return []
    fixed = [Token(hit.start, hit.end, _COUNT) for hit in hits]
    fixed += [Token(*span, _DATE) for span in dates] + [Token(*span, _GAP) for span in gaps]
    tokens = _tokens(text, sorted(fixed, key=_START), named)
    labels, faults = Labels(text), Faults(text)
    found: list[Clause] = []
    nouns: list[Token] = []
    for at, token in enumerate(tokens):
        word = token.word
        if word.heads:
            labels.hear(token)
            faults.hear(token)
        if word.noun:
            nouns.append(token)
        elif word is _COUNT:
            clause = Clause(label=labels.label, faulty=faults.open, edge=token.end, topic=nouns)
            nouns = []
            look_left(text, tokens, at, clause)
            look_right(text, tokens, at, clause)
            found.append(clause)
    _own_predicates(text, hits, found)
    _share_predicates(text, hits, found)
    return found


def _own_predicates(text: str, hits: Sequence[Hit], found: Sequence[Clause]) -> None:
    """9家违法生产、27家取缔不彻底: what is said behind each of several figures is said of none but it."""
    for i in range(1, len(found)):
        here, behind = found[i - 1], found[i]
        listed = text.endswith("、", hits[i - 1].end, hits[i].start)
        if listed and not here.before and here.after and behind.after:
            behind.before = [token for token in behind.before if token not in here.after]


def _share_predicates(text: str, hits: Sequence[Hit], found: Sequence[Clause]) -> None:
    """27项整改任务和114起举报件已完成: what is said behind the last of joined figures holds for all of them."""
    for i in range(len(found) - 2, -1, -1):
        here, behind = found[i], found[i + 1]
        if hits[i].value.unit in _BATCHES and behind.before and behind.before[-1].word.status in TAKEN_IN:
            here.before = behind.before[-1:]  # 分32批转来3478件
        if behind.before and "、" in text[hits[i].end : hits[i + 1].start]:
            behind.before = [token for token in behind.before if not _in_name(here, token)]
            behind.joined = behind.joined or not behind.before
        if behind.after and _is_silent(here) and _of_one_verb(text[hits[i].end : hits[i + 1].start], here, behind):
            here.after = [*here.after, *behind.after]
            here.marks.update(mark for mark in behind.marks if mark.startswith("after_"))


def _is_silent(clause: Clause) -> bool:
    """Whether no predicate is said of a figure itself."""
    still = all(token.word.text in STILL for token in clause.before)
    return still and all(_in_name(clause, token) for token in clause.after)


def _in_name(clause: Clause, token: Token) -> bool:
    """Whether a word of faults is part of what the things counted are called: 57个乱搭乱建问题, 5处违建."""
    noun = token.start == clause.edge and token.word.text in words().fault_nouns
    named = noun or (clause.right is not None and token.end <= clause.right[1])
    return named and token.word.kind is Kind.DEFECT


def _of_one_verb(between: str, here: Clause, behind: Clause) -> bool:
    """Whether nothing but nouns and what joins them stands between two figures: 对21家公司30个部位、4个场所，以及9个小区开展检查."""
    if not behind.joined:
        return between.endswith(_TOO) and len(between) < _NEAR
    return "to" in here.marks or not _JOINTS.isdisjoint(between)


def _outside_names(found: list[Token], named: Sequence[Span]) -> list[Token]:
    """The tokens but for what is no word of its own in a proper name: 应 in 应县, 兴建 in 某兴建材有限公司."""
    kept: list[Token] = []
    at = 0
    for start, end in named:
        first = bisect_left(found, start, at, key=_START)
        kept += found[at:first]
        at = first
        while at < len(found) and found[at].start < end:
            if found[at].word.kind not in _READ or found[at].end - found[at].start >= end - start:
                kept.append(found[at])
            at += 1
    return kept + found[at:]


def _tokens(text: str, fixed: Sequence[Token], named: Sequence[Span]) -> list[Token]:
    """The lexicon's tokens and the fixed ones (hits, dates, gaps), in order; words that touch a fixed one are dropped."""
    words = _outside_names(lexicon().find(text), named)
    found: list[Token] = []
    at = 0
    for mark in fixed:
        start, end = mark.start, mark.end
        first = at
        at = bisect_left(words, start, at, key=_START)
        found += words[first : at - 1 if at > first and words[at - 1].end > start else at]
        _bind(text, found, start)
        found.append(mark)
        while at < len(words) and words[at].start < end:
            at += 1
        if (
            at
            and words[at - 1].end > end > words[at - 1].start
            and (behind := _at_once(text, end, words[at - 1].end + _REACH))
        ):
            found.append(behind)  # 转来 of 32批转来, where 批转 was found
            while at < len(words) and words[at].start < behind.end:
                at += 1
    return found + words[at:]


def _at_once(text: str, start: int, end: int) -> Token | None:
    """The word of the lexicon that begins right at `start`."""
    found = next(iter(lexicon().find(text[start:end])), None)
    return Token(start, start + found.end, found.word) if found and found.start == 0 else None


@cached
def _bound_words() -> dict[str, Word]:
    return {text: Word(text, Kind.CUE, status) for status, texts in words().bound_cues.items() for text in texts}


def _bind(text: str, found: list[Token], start: int) -> None:
    """Put in the word that is a predicate only where a figure, or a noun with its figure, follows at once: 仅整改5宗, 整改隐患30条."""
    at = len(found)
    if at and found[-1].end == start and found[-1].word.text.endswith(words().mended):
        at, start = at - 1, found[-1].start
    if at > 1 and text[start - 1] == "中" and _opens(found, at):  # 已整治121栋，整治中2栋
        found[at - 2 :] = [Token(found[at - 2].start, start, _UNDER_WAY)]
        return
    if word := _bound_words().get(text[start - 2 : start]):
        bound = Token(start - 2, start, word)
        if at and found[at - 1].start == bound.start and found[at - 1].word.kind is Kind.STOP:
            at -= 1
            del found[at]  # 已 of 已改39个
        if not at or found[at - 1].end <= bound.start:
            found.insert(at, bound)


def _opens(found: Sequence[Token], at: int) -> bool:
    """Whether the last two of the tokens are work that opens a clause, and 中 behind it."""
    work, within = found[at - 2], found[at - 1]
    opening = at > 2 and found[at - 3].end == work.start and found[at - 3].word.kind <= Kind.OPEN
    return opening and work.word.kind is Kind.WORK and work.end == within.start
