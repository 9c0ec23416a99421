"""Brackets behind which the clause of a figure goes on."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.extract.counts.lexicon import Kind, Token
from taizhang.rules import compiled

_ASIDE = compiled(r"\p{Han}{1,6}[)）]\p{Han}")
_LONGEST = 24  # tokens


def aside(text: str, tokens: Sequence[Token], at: int, edge: int) -> int | None:
    """The token behind a bracket that only gives another word for the one before it (38个村(社区)党组织), None where the
    phrase does not go on behind it."""
    opened = tokens[at - 1]
    found = _ASIDE.match(text, opened.end)
    if found is None or opened.start == edge:
        return None
    while at < len(tokens) and tokens[at].start < found.end() - 1:
        at += 1
    goes_on = at == len(tokens) or tokens[at].start >= found.end() or tokens[at].word.kind >= Kind.NOUN
    return at if goes_on else None


def within(text: str, tokens: Sequence[Token], at: int) -> int | None:
    """The token behind a bracket that opens before `at` and tells more of what is counted, if something is said of this behind
    it: 14名干部（处级3人）受到处分, 3家企业（名单附后）已关停."""
    for i in range(at, min(len(tokens), at + _LONGEST)):
        token = tokens[i]
        if token.word.kind is Kind.CLOSE:
            return i + 1 if text[token.end : token.end + 1].isalpha() else None
        if token.word.kind is Kind.HARD or token.word.kind is Kind.OPEN:
            return None
    return None
