"""The clause a figure stands in: what is said before it and behind it, up to the next figure or comma.

In: the text, its hits (`scan`), the date spans. Out: one `Clause` a hit. Nothing is decided here.
"""

from __future__ import annotations

import operator
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from taizhang.extract.counts.lexicon import Kind, Token, Word, lexicon
from taizhang.extract.counts.scan import Hit
from taizhang.rules import cached, load_pack

_NAME_BEFORE = regex.compile(r"(?r)\p{Han}{2}")
_COUNT = Word("", Kind.COUNT)
_DATE = Word("", Kind.STOP)
_CASES = "起例宗件"  # units of cases, which are named by long phrases
_DIMENSIONS = ("面积", "金额")
_OTHERS = ("其余", "其他", "其它", "剩余", "余下", "剩下", "另")
_MAX_LEFT, _MAX_RIGHT = 18, 16
_TRIM_LEFT = " \u3000和与及或且\"“”‘’'　-—·~*#0123456789.,"
_TRIM_RIGHT = " \u3000和与及或\"“”‘’'　-—·~*的"


@dataclass(slots=True)
class Clause:
    """What stands around one figure.

    `before`, `after`: predicates of its own stretch, nearest first. `left`, `right`: noun phrases that touch the figure,
    as spans, None where there is none. `marks`: subset, rest, done, future, each. `label`: the field label in force.
    `joined`: the figure is bound to the one before it by 和 or 、 alone. `first`: no figure before it in its sentence.
    `bracket`: it stands in a bracket that opened behind the figure before it. `earlier`: predicates of earlier stretches
    of the sentence in which no figure stands, nearest first. `later`: predicates behind the comma, if no figure follows in the sentence. `opened`: where the sentence begins. `number`, `edge`: where the figure begins, with what goes before it, and ends.
    `touching`: the predicate between the figure and `second`, the noun phrase before it. `share`: 占 stands before the
    figure. `topic`: the nouns between the figure before and this one, in order. `runs_on`: the next figure follows at once.
    `closed`: the phrase behind the figure ends with the clause, at 的, or in a noun of the lexicon (`noun_behind`).
    `modifies`: the phrase behind the figure ends at 的, so it says what the thing counted is like.
    `others`: 等 stands before the figure, so the phrase before it only gives examples. `listed`: a place stands right
    before the figure (太原市17件). `owned`: 的 stands before it. `breaks_down`: its sentence
    breaks the figure before it down (按级别分). `whole`: 中 closes the phrase behind it, so parts follow (38项任务中，27项…).
    `dimension`: 面积 or 金额 stands before the figure.
    """

    before: list[Token] = field(default_factory=list)
    after: list[Token] = field(default_factory=list)
    left: tuple[int, int] | None = None
    right: tuple[int, int] | None = None
    marks: set[str] = field(default_factory=set)
    label: str | None = None
    facet: Token | None = None
    joined: bool = False
    first: bool = True
    bracket: bool = False
    earlier: list[Token] = field(default_factory=list)
    later: list[Token] = field(default_factory=list)
    start: int = 0
    end: int = 0
    opened: int = 0
    number: int = 0
    edge: int = 0
    touching: Token | None = None
    second: tuple[int, int] | None = None
    share: bool = False
    topic: list[Token] = field(default_factory=list)
    runs_on: bool = False
    closed: bool = False
    noun_behind: bool = False
    modifies: bool = False
    others: bool = False
    listed: bool = False
    owned: bool = False
    breaks_down: bool = False
    whole: bool = False
    dimension: str | None = None

    def adjoins(self, token: Token) -> bool:
        """Whether `token` touches the noun phrase before the figure, or the figure itself."""
        edge = self.left[0] if self.left else self.number
        return 0 <= edge - token.end <= 2


def clauses(text: str, hits: Sequence[Hit], dates: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    """One clause a hit, in order. No phrase reaches across a date. `topic` holds all nouns since the figure before."""
    tokens = _tokens(text, hits, dates)
    places = [i for i, t in enumerate(tokens) if t.word is _COUNT]
    labels = _Labels(text, tokens)
    found: list[Clause] = []
    last = 0
    for at in places:
        clause = Clause(label=labels.until(at), edge=tokens[at].end)
        clause.topic = [t for t in tokens[last:at] if t.word.kind is Kind.NOUN]
        last = at
        _look_left(text, tokens, at, clause)
        _look_right(text, tokens, at, clause)
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


def _tokens(text: str, hits: Sequence[Hit], dates: Sequence[tuple[int, int]]) -> list[Token]:
    """The lexicon's tokens, the hits and the dates, in order; words that touch a hit or a date are dropped."""
    words = lexicon().find(text)
    fixed = [Token(hit.start, hit.end, _COUNT) for hit in hits] + [Token(start, end, _DATE) for start, end in dates]
    found: list[Token] = []
    at = 0
    for mark in sorted(fixed, key=operator.itemgetter(0)):
        start, end, _ = mark
        first = at
        at = bisect_left(words, (start,), at)
        found += words[first : at - 1 if at > first and words[at - 1][1] > start else at]
        found.append(mark)
        while at < len(words) and words[at][0] < end:
            at += 1
    return found + words[at:]


class _Labels:
    """Which field label (整改目标：) is in force at a token; asked in order of the text.

    A label with a colon holds to the end of its line, a label that is a line of its own to the next heading.
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text, self._tokens = text, tokens
        self._at = 0
        self._label: str | None = None
        self._whole_part = False

    def until(self, index: int) -> str | None:
        """The label in force at the token `index`."""
        for token in self._tokens[self._at : index]:
            if token.word.label is not None:
                self._open(token)
            elif self._label and token.word.kind is Kind.HARD and self._text[token.start] == "\n":
                numbered = self._text[token.end : token.end + 3].strip()[1:2] == "、"
                self._label = self._label if self._whole_part and not numbered else None
        self._at = index
        return self._label

    def _open(self, token: Token) -> None:
        after = self._text[token.end : token.end + 2].lstrip(" 】》")[:1]
        before = self._text[max(0, token.start - 2) : token.start].strip(" \u3000")[-1:]
        heads = before in (
            "",
            "\n",
            "】",
            "、",
            "）",
            ")",
            ".",
            "．",
            "◆",
            "■",
            "。",
            "；",
            ";",
            "|",
            "①",
            "②",
            "③",
            "？",
            "：",
        )
        if heads and after in ("：", ":"):
            self._label, self._whole_part = token.word.label, False
        elif heads and after in ("\n", ""):
            self._label, self._whole_part = token.word.label, True
        elif after in ("，", ",", "：", ":") and token.word.label == "found":
            self._label, self._whole_part = "found", False


def _look_left(text: str, tokens: Sequence[Token], at: int, clause: Clause) -> None:
    """Fill the left side of a clause: walk back to the comma or the figure before."""
    edge = tokens[at].start
    at -= 1
    while at >= 0 and tokens[at].word.kind is Kind.LIGHT and _touches(text, tokens[at].end, edge):
        edge = tokens[at].start
        clause.share = clause.share or tokens[at].word.text.startswith("占")
        clause.others = clause.others or tokens[at].word.text == "等"
        clause.owned = clause.owned or tokens[at].word.text == "的"
        if tokens[at].word.text.startswith(_DIMENSIONS):
            clause.dimension = tokens[at].word.text[:2]
        _note(tokens[at], clause)
        at -= 1
    clause.number = edge
    at, edge = _before_bracket(text, tokens, at, edge)
    breaks: list[int] = []
    closed = 0
    while at >= 0:
        token = tokens[at]
        kind = token.word.kind
        if kind >= Kind.NOUN:
            if kind is not Kind.NOUN and token.end == edge:
                clause.facet = token
        elif kind is Kind.CLOSE:
            closed += 1
        else:
            breaks.append(token.end)
            if kind <= Kind.COUNT:
                break
            if kind is Kind.OPEN:
                clause.bracket = clause.bracket or closed == 0
                closed -= 1
            elif (
                token.word.text == "将" and token.end == clause.number
            ):  # 将7家机构列入名单: what is dealt with, not when
                at -= 1
                continue
            elif kind >= Kind.CUE and kind <= Kind.WORK:
                if len(breaks) == 1 and _touches(text, token.end, edge):
                    clause.touching = token
                clause.before.append(token)
            _note(token, clause)
        at -= 1
    clause.start = breaks[-1] if at >= 0 and breaks else 0
    clause.left = _trim(text, _phrase_start(tokens, at, breaks[0] if breaks else 0, edge), edge, _TRIM_LEFT)
    if clause.touching is not None:
        top = clause.touching.start
        clause.second = _trim(text, max(breaks[1] if len(breaks) > 1 else 0, top - _MAX_LEFT), top, _TRIM_LEFT)
    if at >= 0 and tokens[at].word.kind is Kind.COUNT:
        clause.joined = not clause.before and edge - tokens[at].end < 14
    _look_further(text, tokens, at, clause)


def _phrase_start(tokens: Sequence[Token], at: int, after: int, edge: int) -> int:
    """Where the phrase before a figure begins; of one that is too long, the first noun of the lexicon within reach."""
    if edge - after <= _MAX_LEFT:
        return after
    limit = edge - _MAX_LEFT
    at = max(at, 0)
    while at < len(tokens) and tokens[at].start < edge:
        if tokens[at].start >= limit and tokens[at].word.kind is Kind.NOUN:
            return tokens[at].start
        at += 1
    return limit


def _before_bracket(text: str, tokens: Sequence[Token], at: int, edge: int) -> tuple[int, int]:
    """Where a bracket that closes right before the figure opened: 民主生活会(组织生活会)38次."""
    if at < 0 or tokens[at].word.kind is not Kind.CLOSE or tokens[at].end != edge:
        return at, edge
    opening = at - 1
    while opening >= 0 and tokens[opening].word.kind > Kind.COUNT and tokens[opening].word.kind is not Kind.OPEN:
        opening -= 1
    named = (
        opening >= 0
        and tokens[opening].word.kind is Kind.OPEN
        and _NAME_BEFORE.match(text, endpos=tokens[opening].start)
    )
    return (opening - 1, tokens[opening].start) if named else (at, edge)


@cached
def _breakdown() -> regex.Pattern[str]:
    return regex.compile(load_pack("counts").lexicons["breakdown"])


def _look_further(text: str, tokens: Sequence[Token], at: int, clause: Clause) -> None:
    """Walk on to the sentence's beginning or the figure before, for what may still hold here."""
    while at >= 0:
        kind = tokens[at].word.kind
        if kind is Kind.COUNT:
            clause.first = False
            break
        if kind is Kind.HARD:
            break
        if kind is Kind.CUE:
            clause.earlier.append(tokens[at])
        if tokens[at].word.ahead:
            clause.marks.add("ahead")
        if tokens[at].word.mark == "subset":  # 其中，扬州2项
            clause.marks.add("subset")
        at -= 1
    clause.opened = tokens[at].end if at >= 0 else 0
    clause.breaks_down = _breakdown().match(text, clause.opened, clause.number) is not None


def _look_right(text: str, tokens: Sequence[Token], at: int, clause: Clause) -> None:
    """Fill the right side: the noun phrase that touches the figure, and the predicates up to the comma."""
    edge = tokens[at].end
    phrase_to: int | None = None
    at += 1
    end = len(text)
    boundary = Kind.HARD
    noun_end, modified = 0, edge
    clause.runs_on = at < len(tokens) and tokens[at].word.kind is Kind.COUNT and tokens[at].start - edge < 2
    while at < len(tokens):
        token = tokens[at]
        at += 1
        kind = token.word.kind
        if kind >= Kind.NOUN:
            if phrase_to is None and token.end - edge <= _MAX_RIGHT:
                clause.closed = clause.noun_behind = True
                noun_end = token.end
            continue
        if phrase_to is None and token.start == modified and _modifies(token):
            modified = token.end
        elif phrase_to is None:
            phrase_to = token.start
            clause.modifies = token.word.text == "的"
            clause.whole = token.word.text == "中" and text[token.end : token.end + 1] in tuple("，,已仅")
            clause.closed = clause.closed or kind <= Kind.CLOSE or clause.modifies or clause.whole
        if kind <= Kind.COUNT or kind is Kind.OPEN or kind is Kind.CLOSE:
            end, boundary = token.start, kind
            break
        if kind >= Kind.CUE and kind <= Kind.WORK:
            clause.after.append(token)
        elif token.word.mark:
            clause.marks.add("after_" + token.word.mark)
    clause.end = end
    if boundary is Kind.COMMA:
        clause.later = _later(tokens, at)
    if phrase_to is None:
        phrase_to, clause.closed = min(end, len(text)), True
    if noun_end and not _goes_on(text, noun_end, phrase_to):
        phrase_to = noun_end
    clause.right = _trim(text, edge, min(phrase_to, edge + _MAX_RIGHT), _TRIM_RIGHT)
    if clause.after and clause.right and clause.after[0].start == clause.right[0] and not clause.whole:
        _check_modifier(text, clause, modified)
    if boundary is Kind.COUNT and not _enumerates(text, clause):
        clause.after.clear()
    if text[edge - 1] in _CASES and (named := _long_name().match(text, edge)):
        clause.right, clause.closed, clause.noun_behind = named.span("name"), True, True
        clause.after = [token for token in clause.after if token.start >= named.end()]


@cached
def _long_name() -> regex.Pattern[str]:
    return regex.compile(load_pack("counts").lexicons["long_name"])


def _later(tokens: Sequence[Token], at: int) -> list[Token]:
    """Predicates behind the comma, where no figure stands up to the end of the sentence: 其余42项，总体按序时推进."""
    found: list[Token] = []
    while at < len(tokens) and tokens[at].word.kind is not Kind.HARD:
        word = tokens[at].word
        if word.kind is Kind.COUNT or word.text.startswith(_OTHERS):
            return []
        if word.kind is Kind.CUE:
            found.append(tokens[at])
        at += 1
    return found


def _goes_on(text: str, noun_end: int, phrase_to: int) -> bool:
    """Whether what follows a noun up to the next word of the lexicon belongs to the phrase: at most four characters
    before a comma or 的 (项目部, 企业厂区), not the adverb of a predicate (问题深入开展)."""
    return phrase_to - noun_end <= 4 and text[phrase_to : phrase_to + 1] in "的，,。；;、\n）)"


def _modifies(token: Token) -> bool:
    """Whether a predicate right behind the figure may be part of a noun phrase: 8个非法采砂点, 5家停产企业."""
    return Kind.CUE <= token.word.kind <= Kind.WORK and token.word.status not in ("received", "transferred")


def _check_modifier(text: str, clause: Clause, modified: int) -> None:
    """Predicates up to `modified` with nothing behind them, or with something that is no noun, are no modifiers."""
    assert clause.right is not None
    start, end = clause.right
    if end - modified < 1 or not (clause.noun_behind or text.endswith(_heads(), start, end)):
        clause.right, clause.closed = None, False


@cached
def _heads() -> tuple[str, ...]:
    return tuple(load_pack("counts").lexicons["heads"])


def _enumerates(text: str, clause: Clause) -> bool:
    """Whether 、 or 和 leads on to the next figure, so that what is said behind it may hold here as well."""
    last = clause.after[-1].end if clause.after else clause.end
    return bool(set(text[last : clause.end]) & set("、和及"))


def _note(token: Token, clause: Clause) -> None:
    if token.word.mark:
        clause.marks.add(token.word.mark)


def _touches(text: str, end: int, edge: int) -> bool:
    return end == edge or (edge - end < 3 and not text[end:edge].strip())


def _trim(text: str, start: int, end: int, junk: str) -> tuple[int, int] | None:
    while start < end and text[start] in junk:
        start += 1
    while end > start and text[end - 1] in junk:
        end -= 1
    return (start, end) if start < end else None
