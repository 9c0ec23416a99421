"""The clause a figure stands in: what is said before it and behind it, up to the next figure or comma.

In: the text, its hits (`scan`), the date spans. Out: one `Clause` a hit. Nothing is decided here.
"""

from __future__ import annotations

import operator
from bisect import bisect_left
from collections.abc import Sequence

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.labels import Labels
from taizhang.extract.counts.left import look_left
from taizhang.extract.counts.lexicon import Kind, Token, Word, lexicon
from taizhang.extract.counts.right import look_right
from taizhang.extract.counts.scan import Hit

Span = tuple[int, int]

_COUNT = Word("", Kind.COUNT)
_DATE = Word("", Kind.STOP)
_GAP = Word("", Kind.HARD)
_REACH = 6  # characters behind a word cut in two in which its rest is looked for


def clauses(text: str, hits: Sequence[Hit], dates: Sequence[Span] = (), gaps: Sequence[Span] = ()) -> list[Clause]:
    """One clause a hit, in order. No phrase reaches across a date, no clause across a gap between cells. `topic` holds all nouns since the figure before."""
    if not hits:
        return []
    fixed = [Token(hit.start, hit.end, _COUNT) for hit in hits]
    fixed += [Token(*span, _DATE) for span in dates] + [Token(*span, _GAP) for span in gaps]
    tokens = _tokens(text, sorted(fixed, key=operator.itemgetter(0)))
    places = [i for i, t in enumerate(tokens) if t.word is _COUNT]
    labels = Labels(text, tokens)
    found: list[Clause] = []
    last = 0
    for at in places:
        clause = Clause(label=labels.until(at), edge=tokens[at].end)
        clause.topic = [t for t in tokens[last:at] if t.word.kind is Kind.NOUN]
        last = at
        look_left(text, tokens, at, clause)
        look_right(text, tokens, at, clause)
        found.append(clause)
    _share_predicates(text, hits, found)
    return found


def _share_predicates(text: str, hits: Sequence[Hit], found: Sequence[Clause]) -> None:
    """27项整改任务和114起举报件已完成: what is said behind the last of joined figures holds for all of them."""
    for i in range(len(found) - 2, -1, -1):
        here, behind = found[i], found[i + 1]
        silent = not here.before and not here.after
        if behind.joined and behind.after and silent and set(text[hits[i].end : hits[i + 1].start]) & set("和、及与"):
            here.after = behind.after
            here.marks.update(mark for mark in behind.marks if mark.startswith("after_"))


def _tokens(text: str, fixed: Sequence[Token]) -> list[Token]:
    """The lexicon's tokens and the fixed ones (hits, dates, gaps), in order; words that touch a fixed one are dropped."""
    words = lexicon().find(text)
    found: list[Token] = []
    at = 0
    for mark in fixed:
        start, end, _ = mark
        first = at
        at = bisect_left(words, (start,), at)
        found += words[first : at - 1 if at > first and words[at - 1][1] > start else at]
        found.append(mark)
        while at < len(words) and words[at][0] < end:
            at += 1
        if (
            at
            and words[at - 1][1] > end > words[at - 1][0]
            and (behind := _at_once(text, end, words[at - 1][1] + _REACH))
        ):
            found.append(behind)  # 转来 of 32批转来, where 批转 was found
            while at < len(words) and words[at][0] < behind[1]:
                at += 1
    return found + words[at:]


def _at_once(text: str, start: int, end: int) -> Token | None:
    """The word of the lexicon that begins right at `start`."""
    found = next(iter(lexicon().find(text[start:end])), None)
    return Token(start, start + found.end, found.word) if found and found.start == 0 else None
