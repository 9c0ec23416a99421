"""Words, for those who ask for them: of the stages only places, around a short name (ADR 3). jieba's, by its Rust port where that is installed (same dictionary, same algorithm, thirty times as fast).

jieba is the reference. The port keeps some runs of ASCII in one piece that jieba cuts (2008-06-04), so a text's ASCII runs
go to jieba's own pattern; `tests/segment/test_segment.py` holds the two against each other on the project's corpora.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from taizhang.rules import compiled

if TYPE_CHECKING:
    from spacy.tokens import Doc

# jieba's re_han_default: what it cuts with its dictionary; the stretches between are split into single characters,
# white space kept together character by character.
_MIXED = compiled(r"[\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+")


@cache
def _reference() -> Callable[[str], list[str]]:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba.lcut  # type: ignore[no-any-return, unused-ignore]


@cache
def _fast() -> Callable[[str], list[str]]:
    try:
        import rjieba
    except ImportError:
        return _reference()
    return rjieba.cut  # type: ignore[no-any-return, unused-ignore]


def tokens(text: str) -> list[str]:
    """The words of `text`; joined they are the text. Equal to `jieba.lcut(text)`."""
    found: list[str] = []
    at = 0
    for match in _MIXED.finditer(text):
        found += _between(text[at : match.start()])
        found += _words(match[0])
        at = match.end()
    return found + _between(text[at:])


def _words(block: str) -> list[str]:
    """A block of Han and ASCII: by the port if there is no ASCII in it, else by jieba itself."""
    return _reference()(block) if any(c < "\u0100" for c in block) else _fast()(block)


def _between(stretch: str) -> list[str]:
    """Marks and white space as jieba leaves them: CR LF together, everything else one by one."""
    return [m[0] for m in regex.finditer(r"\r\n|.", stretch, regex.DOTALL)] if stretch else []


@cache
def _vocabulary() -> Any:
    from spacy.lang.zh import ChineseDefaults
    from spacy.vocab import create_vocab

    return create_vocab("zh", ChineseDefaults)


def doc(text: str) -> Doc:
    """A spaCy Doc of jieba's words; `doc.text == text`, so character offsets hold."""
    from spacy.tokens import Doc

    words = tokens(text)
    return Doc(_vocabulary(), words=words, spaces=list(itertools.repeat(False, len(words))))
