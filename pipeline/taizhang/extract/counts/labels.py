"""Field labels of a bulletin (整改目标：, 存在问题) and lists of faults (存在以下问题：一是…), and how far each holds."""

from __future__ import annotations

from typing import Final

from taizhang.extract.counts.lexicon import Kind, Label, Token
from taizhang.extract.counts.pack import pattern, said_before
from taizhang.rules import compiled

_ITEM = compiled(
    r"\s*(?:(?P<chapter>[一二三四五六七八九十百零〇]{1,5}、)|[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十百零〇]{1,5})[)）、.．]|[一二三四五六七八九十]+是"
    r"|[第其][一二三四五六七八九十]|——|[■●◆•·▪▲★－-]|[①-⑳])"
)


_FAULTS: Final[tuple[Label, ...]] = ("found", "checked")
_HEAD = 120  # characters in which a notice says what it is
_MEASURES = "措施"
_BEFORE_LABELS = "\n】、）).．◆■。；;|①②③？："  # what a label may stand right behind, if not at the beginning


class Labels:
    """Which field label (整改目标：) is in force; the words that may tell (`Word.heads`) are heard in order of the text.

    A label with a colon holds to the end of its line, and on over the items that it opens (整改措施：1.…); a label that is a line of its
    own holds to the next heading.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.label: Label | None = None
        self._whole_part = self._itemised = False
        self._last = -3
        self._taken = pattern("closing").search(text, 0, _HEAD) is not None

    def hear(self, token: Token) -> None:
        """Go on to the next of these words."""
        text, start, end, word = self._text, token.start, token.end, token.word
        mark = text[start]
        if word.label is not None:
            self._open(token)
        elif mark in ("：", ":") and said_before("problem_label", text, start):
            self.label, self._whole_part = "found", False  # 2、问题：…
        elif word.kind is Kind.CLOSE and said_before("problem_head", text, start):
            self.label, self._whole_part = "found", True  # 【问题3】…
        elif self.label == "planned" and mark == "。" and pattern("so_far").match(text, end):
            self.label = None  # 整改时限：2030年底。今年以来，…
        elif self.label and word.kind is Kind.HARD and mark == "\n":
            numbered = text[end : end + 3].strip()[1:2] == "、"
            goes_on = self._whole_part or (self._itemised and _ITEM.match(text, end))
            self.label = self.label if goes_on and not numbered else None

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
            self.label, self._whole_part = label, False
            self._itemised = item is not None and item["chapter"] is None
        elif heads and after in ("\n", ""):
            stacked = 0 < token.start - self._last < 3  # heads of a table with one cell a line are no labels
            self.label, self._whole_part = (None if stacked else label), True
            self._last = token.end
        elif after in ("，", ",", "：", ":") and token.word.label in _FAULTS:
            self.label, self._whole_part = label, False


_ENDS = frozenset("题距足板节在为是有下面")  # what the opening of such a list ends with
_STOPS = frozenset("：:。")


class Faults:
    """Whether a list of faults is open; the words that may open or end one (`Word.heads`) are heard in order of the text.

    A list opens with 存在以下问题：, 集中表现在： and the like, and goes on while every paragraph is an item of it.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.open = self._fresh = self._chapters = False

    def hear(self, token: Token) -> None:
        """Go on to the next of these words."""
        text, start, end, label = self._text, token.start, token.end, token.word.label
        mark, before = text[start], text[start - 1]
        if mark in _STOPS and before in _ENDS and said_before("faults", text, start):
            self.open = self._fresh = True
        elif not self.open:
            return
        elif label is not None and text[end : end + 1] in ("：", ":", "\n"):
            self.open = label in _FAULTS
        elif mark in "。\n" and pattern("faults_end").match(text, end):
            self.open = False
        elif mark == "\n" and before in "。：:；;":
            self._go_on(end)

    def _go_on(self, start: int) -> None:
        """Close the list at a paragraph that is no item of it; its first item says whether chapters (一、) are items."""
        item = _ITEM.match(self._text, start)
        chapter = item is not None and item["chapter"] is not None
        if self._fresh:
            self._chapters = chapter
        self.open = item is not None and (not chapter or self._chapters)
        self._fresh = False
