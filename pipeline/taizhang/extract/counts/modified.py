"""The noun that what stands before 的 leads to, behind a figure: 13家隐患突出的企业."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.extract.counts.lexicon import Kind, Token
from taizhang.extract.counts.pack import words
from taizhang.extract.counts.units import OWNERS
from taizhang.rules import cached, compiled
from taizhang.types import Span

_AMOUNT = compiled(
    r"(?r)(?:[吨亩顷克升斤元]|公里|平方米|立方米|平米)(?:左右|以上|以下|上下|[余多])?"
)  # how an amount ends
_OF = "的"
_LONGEST = 8  # characters of one
_PLACES = ("村", "社区")
_BODIES = ("党组织", "党委", "党支部")
_MAX_MODIFIER = 16
_MAX_NOUN = 12


def modified_noun(text: str, tokens: Sequence[Token], at: int, edge: int) -> Span | None:
    """The span of that noun; `at` is the first token behind the figure, which ends at `edge`. None where the phrase before 的
    is a noun itself, so that it is what is counted (12家企业的排污口), or where anything but predicates stands in it."""
    noun_end, first, told = edge, at, False
    while at < len(tokens) and not tokens[at].word.text.endswith(_OF):  # a predicate may end so: 未整改到位的
        token = tokens[at]
        if token.word.kind >= Kind.NOUN:
            noun_end = token.end
        elif not (_may_modify(token) or (told and token.word.kind is Kind.ENUM)):
            return None  # 1家生产工艺落后、排污量大的小造纸厂
        told = told or token.word.predicate
        at += 1
    if at == len(tokens):
        return None
    start, end = tokens[at].end - len(_OF), tokens[at].end
    if _actor(text, tokens, first, edge):
        return None  # 12个村收集的垃圾
    if text.endswith(OWNERS, 0, edge) and noun_end > edge and text.endswith(words().firm_ends, edge, noun_end):
        return None  # 261家企业遗留的地块
    if start == edge:  # 约3000吨的工业固体废物
        return _noun(text, tokens, at + 1, end) if _AMOUNT.match(text, max(0, edge - _LONGEST), edge) else None
    opening = tokens[first].word if first < len(tokens) and tokens[first].start == edge else None
    undone = opening is not None and opening.kind <= Kind.WORK and opening.text[0] in words().negations
    led = undone or (opening is not None and opening.text in words().in_modifiers)  # 7个未按时完成任务的乡镇
    noun = noun_end == start or (text.endswith(words().heads, edge, start) and not text.endswith(_acts(), edge, start))
    plain = noun and not led
    return None if plain or not 1 < start - edge <= _MAX_MODIFIER else _noun(text, tokens, at + 1, end)


def _actor(text: str, tokens: Sequence[Token], at: int, edge: int) -> bool:
    """Whether who acts stands between the figure and the first predicate behind it."""
    while at < len(tokens) and tokens[at].word.kind >= Kind.NOUN:
        at += 1
    return (
        at < len(tokens)
        and 0 < tokens[at].start - edge < _MAX_NOUN
        and text.endswith((*words().agents, *_PLACES, *_BODIES), edge, tokens[at].start)
    )


def _noun(text: str, tokens: Sequence[Token], at: int, start: int) -> Span | None:
    """The noun that begins at `start`, up to the next word of the lexicon that is none."""
    end = start
    while at < len(tokens) and tokens[at].word.kind >= Kind.NOUN and tokens[at].word.text not in words().no_names:
        end = tokens[at].end
        at += 1
    stop = tokens[at].start if at < len(tokens) else len(text)
    if text.endswith(words().heads, start, stop):
        end = stop
    return (start, end) if 1 < end - start <= _MAX_NOUN else None


def _may_modify(token: Token) -> bool:
    return token.word.predicate or token.word.text in _adverbs()


@cached
def _acts() -> tuple[str, ...]:
    """Predicates that end like nouns: 12家摘牌销案的单位."""
    return tuple(word for said in words().bound_cues.values() for word in said)


@cached
def _adverbs() -> frozenset[str]:
    return frozenset([*words().attributive, *words().denials, *words().in_modifiers])
