"""The words of the pack `counts`, as one automaton over the text, and the tokens it finds there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

import ahocorasick

from taizhang.rules import cached, load_pack


class Kind(IntEnum):
    """What a token does to the clause around it. The order matters: up to `COUNT` a token ends a clause."""

    HARD = 0  # end of sentence, line, cell
    COMMA = 1
    COUNT = 2
    ENUM = 3  # 、
    OPEN = 4
    CLOSE = 5
    CUE = 6
    DEFECT = 7
    WORK = 8
    LIGHT = 9
    STOP = 10
    NOUN = 11
    FACET = 12
    RANK = 13


class Word(NamedTuple):
    """A word of the pack. `status` is what a cue says, `mark` a side meaning: subset, rest, done, future, each."""

    text: str
    kind: Kind
    status: str | None = None
    mark: str | None = None
    label: str | None = None
    nominal: bool = False
    ahead: bool = False


class Token(NamedTuple):
    """A word where it stands."""

    start: int
    end: int
    word: Word


_PUNCTUATION = {
    Kind.HARD: "。！？!?；;\n|\t│┃■◆●", Kind.COMMA: "，,：:", Kind.ENUM: "、/", Kind.OPEN: "（(【[《〈", Kind.CLOSE: "）)】]》〉",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled word lists; `find` is the one pass over a text that all of object and status is read from."""

    automaton: Any
    words: Mapping[str, Word]

    def find(self, text: str) -> Iterator[Token]:
        """All words of `text`, longest first, never overlapping, in order."""
        for last, word in self.automaton.iter_long(text):
            yield Token(last + 1 - len(word.text), last + 1, word)


@cached
def lexicon() -> Lexicon:
    """The lexicon of the pack in force. Later lists do not take a word away from earlier ones, they only mark it."""
    lists = load_pack("counts").lexicons
    words: dict[str, Word] = {}

    def add(kind: Kind, texts: list[str], status: str | None = None) -> None:
        for text in texts:
            words.setdefault(text, Word(text, kind, status))

    for kind, characters in _PUNCTUATION.items():
        add(kind, list(characters))
    add(Kind.NOUN, lists["nouns"])
    add(Kind.RANK, lists["ranks"])
    add(Kind.FACET, lists["facets"])
    add(Kind.CUE, lists["rest"], "not_completed")
    for status, texts in lists["cues"].items():
        add(Kind.CUE, texts, status)
    add(Kind.DEFECT, lists["defects"], "found")
    add(Kind.WORK, lists["works"])
    add(Kind.LIGHT, lists["light"])
    add(Kind.STOP, [*lists["stops"], *lists["done"], *lists["subset"]])
    _mark(words, lists)
    automaton = ahocorasick.Automaton()
    for text, word in words.items():
        automaton.add_word(text, word)
    automaton.make_automaton()
    return Lexicon(automaton, words)


def _mark(words: dict[str, Word], lists: Mapping[str, Any]) -> None:
    for mark in ("subset", "rest", "done", "future"):
        for text in lists[mark]:
            words[text] = words.get(text, Word(text, Kind.STOP))._replace(mark=mark)
    for text in ("各", "各有", "均", "均为", "分别", "分别为", "分别有"):
        words[text] = words[text]._replace(mark="each")
    for text in lists["nominal"]:
        words[text] = words[text]._replace(nominal=True)
    for text in lists["ahead"]:
        words[text] = words.get(text, Word(text, Kind.STOP))._replace(ahead=True)
    for label, texts in lists["labels"].items():
        for text in texts:
            words[text] = words.get(text, Word(text, Kind.NOUN))._replace(label=label)
