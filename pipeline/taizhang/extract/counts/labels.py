"""Field labels of a bulletin (整改目标：, 存在问题) and how far each holds."""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.extract.counts.lexicon import Kind, Token


class Labels:
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
