"""What stands before a figure, up to the comma or the figure before; and beyond, what may still hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import regex

from taizhang.extract.counts.clause import Clause, trim
from taizhang.extract.counts.lexicon import Kind, Token, Word
from taizhang.extract.counts.pack import pattern, words
from taizhang.extract.counts.phrases import acts
from taizhang.extract.counts.statuses import ENDED
from taizhang.rules import cached, compiled, load_pack
from taizhang.rules.first import sought
from taizhang.types import Span
from taizhang.vocabulary import CountStatus

_NAME_BEFORE = compiled(r"(?r)\p{Han}{2}")
AMONG = frozenset({"中", "当中", "之中"})
_DIMENSIONS = ("面积", "金额")
_ASKED = "要求"  # before it stands who asks
_AFTER = re.compile("(?:之|以)?后(?![勤续期果方台山])")
_DONE: Final[frozenset[CountStatus]] = ENDED | {"built", "ordered"}
_MAX_LEFT = 18
_LEAST_ALLOWED = 4  # characters of a phrase that says who is allowed something
_MAX_TITLE = 60
_SHARES = ("约占", "占")  # a comparator that says of a figure that it is a share
_THERE = "存在"
_MARKS = frozenset("，,、；;》”")
_TRIM_LEFT = " \u3000和与及或且\"“”‘’'　-—·~*#0123456789.,"


def look_left(text: str, tokens: Sequence[Token], at: int, clause: Clause) -> None:
    """Fill the left side of a clause: walk back to the comma or the figure before."""
    at, edge = _look_at_light(text, tokens, at, clause)
    clause.number = edge
    clause.headline = text[edge - 1 : edge].isspace() and text[edge - 1 : edge] != "\n"
    if at >= 0 and tokens[at].word.kind is Kind.CLOSE and tokens[at].end == edge:
        at, edge = _before_bracket(text, tokens, at, edge)
    at, breaks = _look_at_words(text, tokens, at, edge, clause)
    clause.start = breaks[-1] if at >= 0 and breaks else 0
    left = trim(text, _phrase_start(tokens, at, breaks[0] if breaks else 0, edge), edge, _TRIM_LEFT)
    clause.left = _titled(text, clause.number) or (_named(text, *left) if left else None)
    if len(breaks) > 1 and clause.left is None and 0 <= clause.among == clause.number - 1:
        clause.out_of = trim(text, max(breaks[1], clause.among - _MAX_LEFT), clause.among, _TRIM_LEFT)
    if clause.owned and pattern("of_those").match(text, clause.number):
        clause.left = None
    _look_beyond(text, breaks, clause)
    if at >= 0 and tokens[at].word.kind is Kind.COUNT:
        clause.joined = not clause.before and edge - tokens[at].end < 14
    _look_further(text, tokens, at, clause)


def _look_at_light(text: str, tokens: Sequence[Token], at: int, clause: Clause) -> tuple[int, int]:
    """Walk back over the light verbs that touch the figure; the token before them, and where they begin."""
    edge = tokens[at].start
    clause.share = text.startswith(_SHARES, edge)
    at -= 1
    while at >= 0 and _touches(text, tokens[at].end, edge) and _is_light(tokens[at].word):
        word, edge = tokens[at].word, tokens[at].start
        clause.share = clause.share or word.text.startswith("占")
        clause.others = clause.others or word.text == "等"
        clause.owned = clause.owned or word.text == "的"
        if word.text.startswith(_DIMENSIONS):
            clause.dimension = word.text[:2]
        if word.mark:
            clause.marks.add(word.mark)
        at -= 1
    return at, edge


def _is_light(word: Word) -> bool:
    """Whether a word says nothing of the figure behind it: 进水常年只有0.8万吨."""
    return word.kind is Kind.LIGHT or (word.kind is Kind.STOP and word.text in words().adverbs)


def _look_at_words(text: str, tokens: Sequence[Token], at: int, edge: int, clause: Clause) -> tuple[int, list[int]]:
    """Walk back to the comma or the figure before, and note what stands on the way; the token at which that ends (-1 at the
    beginning of the text), and the ends of the words that no noun phrase reaches across, the nearest first."""
    breaks: list[int] = []
    closed = 0
    while at >= 0:
        token = tokens[at]
        kind = token.word.kind
        if kind >= Kind.NOUN:
            if (kind is not Kind.NOUN or token.word.facet) and token.end == edge:
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
            elif closed > 0 or (token.word.plans and (_is_no_plan(text, token, clause) or _disposes(text, tokens, at))):
                at -= 1
                continue  # 某厂(停产)遗留废渣90吨: told aside
            elif token.word.predicate and not subordinate(text, token):
                if len(breaks) == 1 and _touches(text, token.end, edge):
                    clause.touching = token
                clause.before.append(token)
            elif token.word.text in AMONG and clause.among < 0:
                clause.among = token.start
            if token.word.mark:
                clause.marks.add(token.word.mark)
            if token.word.ahead:
                clause.marks.add("ahead")
        at -= 1
    return at, breaks


def _is_no_plan(text: str, token: Token, clause: Clause) -> bool:
    """Whether a word of plans is none here: 将7家机构列入名单 (what is dealt with, not when), 超考核目标2倍, 占应换届总数5%."""
    if token.word.text == "将" and token.end == clause.number:
        return True
    return against_goal(text, token, clause.opened)


def _disposes(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether 将 says what something is done to, and not when: 将生产废水通过暗管排入河道, 将公益金12万元用于维修."""
    token = tokens[at]
    if token.word.text != "将" or at + 1 == len(tokens):
        return False
    behind = tokens[at + 1]
    if behind.word.kind is Kind.COUNT:
        return pattern("diverted").match(text, behind.end) is not None
    return behind.start == token.end and behind.word.kind is Kind.NOUN


def against_goal(text: str, token: Token, start: int) -> bool:
    """Whether a word of plans names what is only measured against, or was reached: 超考核目标2倍, 26个城市完成改善目标."""
    if token.word.text == "将":
        return pattern("made_of").match(text, token.end) is not None  # 将督察整改作为大事
    return token.word.status == "planned" and pattern("yardstick").match(text, start, token.start) is not None


def subordinate(text: str, token: Token) -> bool:
    """Whether a verb only says when: 企业退出后遗留堆场17处, 项目竣工后超期未办理."""
    done = token.word.kind is Kind.WORK or token.word.status in _DONE
    return done and _AFTER.match(text, token.end) is not None


def _look_beyond(text: str, breaks: Sequence[int], clause: Clause) -> None:
    """The noun phrase before a predicate that touches the figure; what follows 分别 is such a predicate, known or not."""
    if breaks and breaks[0] == clause.number and text.endswith(words().patients, 0, clause.number):
        clause.marks.add("patient")
    if clause.left and breaks and clause.left[0] == breaks[0] and text.endswith("分别", 0, breaks[0]):
        clause.left = None  # 分别解封5台: what follows 分别 is done, not counted
    if clause.touching is not None:
        top = _chain_start(text, clause)
        beyond = next((end for end in breaks if end <= top), 0)
        clause.second = trim(text, max(beyond, top - _MAX_LEFT), top, _TRIM_LEFT) or _heaped(text, breaks, clause)


def _heaped(text: str, breaks: Sequence[int], clause: Clause) -> tuple[int, int] | None:
    """矿渣 of 矿渣违规堆存3万吨: what is heaped or dumped, before the word that says how."""
    how = clause.before[1] if len(clause.before) > 1 else None
    adverb = how is not None and how.word.kind is Kind.DEFECT and how.word.text not in words().pretexts
    if how is None or not adverb or how.end != clause.before[0].start:
        return None
    beyond = next((end for end in breaks if end <= how.start), 0)
    span = trim(text, max(beyond, how.start - _MAX_LEFT), how.start, _TRIM_LEFT)
    heaped = clause.before[0].word.text in words().heaps  # whatever it is, but for who does it
    named = span and (text.endswith(words().bulk, *span) or (heaped and not acts(text[slice(*span)])))
    return span if named else None


def _chain_start(text: str, clause: Clause) -> int:
    """Where the predicates begin that stand one behind the other before the figure, with their adverb, or with a duty: 矿山修复治理6739公顷,
    配套管网应建12.5公里."""
    top = clause.before[0].start
    for token in clause.before[1:]:
        duty = token.word.text in words().duties and token.word.text != _ASKED
        if token.end != top or not (token.word.kind is Kind.WORK or duty):
            break
        top = token.start
    if not text.endswith(words().adverbs, 0, top):
        return top
    return top - max(len(word) for word in words().adverbs if text.endswith(word, 0, top))  # 宕面长期裸露7公顷


def _named(text: str, start: int, end: int) -> Span | None:
    """What a phrase names, without what is wrong with it or who is allowed it; None where that is all it says."""
    start, end = _allowed(text, *_behind_fault(text, start, end))
    return (start, end) if start < end else None


def _behind_fault(text: str, start: int, end: int) -> Span:
    """A phrase without what is wrong with those counted (自建房 of 存在严重安全隐患自建房8栋), or what they fall short of (食品 of
    不符合食品安全标准食品12公斤)."""
    faulty = text.endswith(_THERE, 0, start) and pattern("faulty_with").match(text, start, end)
    faulty = faulty or (text.endswith(words().unlike, 0, start) and pattern("standard").match(text, start, end))
    return (faulty.end() if faulty else start), end


def _allowed(text: str, start: int, end: int) -> Span:
    """A phrase without who is allowed to do what: 林木 of 某林场批准采伐林木12公顷, 核定产能 of 某矿核定产能60万吨."""
    found = pattern("allowed_to").match(text, start, end) if end - start > _LEAST_ALLOWED else None
    return (found.end() if found else start), end


def _titled(text: str, end: int) -> tuple[int, int] | None:
    """The end of a title that closes right before a figure: 指令书 of 《特种设备安全监察指令书》33份."""
    if text[end - 1 : end] != "》":
        return None
    opening = text.rfind("《", max(0, end - _MAX_TITLE), end)
    start = max(opening, text.rfind("的", opening, end)) + 1
    return (start, end - 1) if opening >= 0 and 0 < end - 1 - start <= _MAX_LEFT else None


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
    return compiled(sought(load_pack("counts").lexicons["breakdown"]))


def _look_further(text: str, tokens: Sequence[Token], at: int, clause: Clause) -> None:
    """Walk on to the sentence's beginning or the figure before, for what may still hold here."""
    while at >= 0:
        kind = tokens[at].word.kind
        if kind is Kind.COUNT:
            clause.first = False
            break
        if kind is Kind.HARD:
            break
        if kind is Kind.CUE or kind is Kind.DEFECT:
            clause.earlier.append(tokens[at])
        word = tokens[at].word
        if word.ahead and not _disposes(text, tokens, at) and not _is_told(text, tokens[at]):
            clause.marks.add("ahead")
        if word.mark == "subset":  # 其中，扬州2项
            clause.marks.add("subset")
        at -= 1
    clause.opened = tokens[at].end if at >= 0 else 0
    if "subset" in clause.marks and pattern("among_others").search(text, clause.opened, clause.number):
        clause.marks.discard("subset")  # 包括法定代表人在内的16人 are all; 正在整改10项(含部分整改),未整改3项
    clause.breaks_down = _breakdown().match(text, clause.opened, clause.number) is not None


def _is_told(text: str, token: Token) -> bool:
    """Whether a word of plans in a clause before only names one, or says what is made of something: 制定年度计划，将其纳入考核，…"""
    named = token.word.text in words().plans and text[token.end : token.end + 1] in _MARKS
    return named or (token.word.text == "将" and pattern("made_of").match(text, token.end) is not None)


def _touches(text: str, end: int, edge: int) -> bool:
    return end == edge or (edge - end < 3 and not text[end:edge].strip())
