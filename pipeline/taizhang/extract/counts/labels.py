"""Field labels of a bulletin (整改目标：, 存在问题) and lists of faults (存在以下问题：一是…), and how far each holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from taizhang.extract.counts.lexicon import Kind, Label, Token
from taizhang.extract.counts.pack import pattern, said_before
from taizhang.rules import compiled

_ITEM = compiled(
    r"\s*(?:(?P<chapter>[一二三四五六七八九十]{1,3}、)|[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]|[一二三四五六七八九十]+是"
    r"|[第其][一二三四五六七八九十]|——|[■●◆•·▪▲★－-]|[①-⑳])"
)


_FAULTS: Final[tuple[Label, ...]] = ("found", "checked")
_HEAD = 120  # characters in which a notice says what it is
_MEASURES = "措施"
_BEFORE_LABELS = "\n】、）).．◆■。；;|①②③？："  # what a label may stand right behind, if not at the beginning


class Labels:
    """Which field label (整改目标：) is in force at a token; asked in order of the text.

    A label with a colon holds to the end of its line, and on over the items that it opens (整改措施：1.…); a label that is a line of its
    own holds to the next heading.
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text, self._tokens = text, tokens
        self._at = 0
        self._label: Label | None = None
        self._whole_part = self._itemised = False
        self._last = -3
        self._taken = pattern("closing").search(text, 0, _HEAD) is not None

    def until(self, index: int) -> Label | None:
        """The label in force at the token `index`."""
        for token in self._tokens[self._at : index]:
            if token.word.label is not None:
                self._open(token)
            elif self._text[token.start] in ("：", ":") and said_before("problem_label", self._text, token.start):
                self._label, self._whole_part = "found", False  # 2、问题：…
            elif token.word.kind is Kind.CLOSE and said_before("problem_head", self._text, token.start):
                self._label, self._whole_part = "found", True  # 【问题3】…
            elif (
                self._label == "planned"
                and self._text[token.start] == "。"
                and pattern("so_far").match(self._text, token.end)
            ):
                self._label = None  # 整改时限：2030年底。今年以来，…
            elif self._label and token.word.kind is Kind.HARD and self._text[token.start] == "\n":
                numbered = self._text[token.end : token.end + 3].strip()[1:2] == "、"
                goes_on = self._whole_part or (self._itemised and _ITEM.match(self._text, token.end))
                self._label = self._label if goes_on and not numbered else None
        self._at = index
        return self._label

    def _open(self, token: Token) -> None:
        label = token.word.label
        if self._taken and label == "planned" and token.word.text.endswith(_MEASURES):
            label = "completed"  # the measures of what is dealt with are taken
        after = self._text[token.end : token.end + 2].lstrip(" 】》")[:1]
        before = self._text[max(0, token.start - 2) : token.start].strip(" \u3000")[-1:]
        heads = not before or before in _BEFORE_LABELS
        if heads and after in ("：", ":"):
            behind = self._text.find(after, token.end) + 1
            item = _ITEM.match(self._text, behind)
            self._label, self._whole_part = label, False
            self._itemised = item is not None and item["chapter"] is None
        elif heads and after in ("\n", ""):
            stacked = 0 < token.start - self._last < 3  # heads of a table with one cell a line are no labels
            self._label, self._whole_part = (None if stacked else label), True
            self._last = token.end
        elif after in ("，", ",", "：", ":") and token.word.label in _FAULTS:
            self._label, self._whole_part = label, False


_ENDS = frozenset("题距足板节在为是有下面")  # what the opening of such a list ends with
_STOPS = frozenset("：:。")


class Faults:
    """Whether a token stands in a list of faults; asked in order of the text.

    A list opens with 存在以下问题：, 集中表现在： and the like, and goes on while every paragraph is an item of it.
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text, self._tokens = text, tokens
        self._at = 0
        self._open = self._fresh = self._chapters = False

    def until(self, index: int) -> bool:
        """Whether the token `index` stands in such a list."""
        text = self._text
        for token in self._tokens[self._at : index]:
            start = token.start
            if text[start] in _STOPS and text[start - 1] in _ENDS and said_before("faults", text, start):
                self._open = self._fresh = True
            elif self._open and token.word.label is not None and text[token.end : token.end + 1] in tuple("：:\n"):
                self._open = token.word.label in _FAULTS
            elif self._open and text[start] in "。\n" and pattern("faults_end").match(text, token.end):
                self._open = False
            elif self._open and text[start] == "\n" and text[start - 1] in "。：:；;":
                self._go_on(token.end)
        self._at = index
        return self._open

    def _go_on(self, start: int) -> None:
        """Close the list at a paragraph that is no item of it; its first item says whether chapters (一、) are items."""
        item = _ITEM.match(self._text, start)
        chapter = item is not None and item["chapter"] is not None
        if self._fresh:
            self._chapters = chapter
        self._open = item is not None and (not chapter or self._chapters)
        self._fresh = False
