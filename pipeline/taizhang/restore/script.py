"""Traditional to simplified, character for character, and radicals of PDF fonts to the characters they stand for.

Both keep the length, so the offset map does not move. Phrases are honoured (著名 but 看着, 乾隆 but 干部) by opencc's
tw2s, which covers mainland conversions as well as Taiwan's and Hong Kong's own forms.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal

from taizhang.restore.classes import Kind, count

if TYPE_CHECKING:
    import numpy as np
    import opencc
    from numpy.typing import NDArray

Script = Literal["hans", "hant", "mixed"]

_STRAY = 0.03
"""A share of traditional characters, among those that tell the script, below which they are strays (a name, a quotation)."""
_MIXED = 0.3
"""A share below which a text is neither one nor the other."""


@cache
def _converter() -> opencc.OpenCC:
    import opencc

    return opencc.OpenCC("tw2s")


def script_of(bits: NDArray[np.uint8]) -> Script:
    """Which script the characters of a text (their classes) speak for."""
    traditional = count(bits, Kind.TRADITIONAL)
    if not traditional:
        return "hans"
    share = traditional / (traditional + count(bits, Kind.SIMPLIFIED))
    if share < _STRAY or (traditional == 1 and share < _MIXED):
        return "hans"
    return "mixed" if share < _MIXED else "hant"


def simplify(text: str) -> str:
    """The text in simplified characters, of the same length."""
    simple: str = _converter().convert(text)
    if len(simple) == len(text):
        return simple
    # A phrase of the dictionary changed the length: convert character by character, nothing may shift.
    pairs = {char: _converter().convert(char) for char in set(text)}
    return "".join(pairs[c] if len(pairs[c]) == 1 else c for c in text)


@cache
def _radicals() -> dict[int, str]:
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return table | {ord(radical): char for radical, char in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)}


_SUPPLEMENT = (
    "⺁厂⺄乙⺅亻⺇几⺉刂⺋卩⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗小⺘扌⺙攵⺚无⺛旡⺜日⺝月⺞歹⺟母⺠民⺡氵⺢水⺣灬⺥爫⺦丬⺧牛⺨犭"
    "⺩王⺪疋⺫目⺬示⺭礻⺮竹⺰纟⺱网⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶"
    "⻍辶⻎辶⻏阝⻐钅⻑长⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿⻯龙⻰龙⻱龟⻲龟⻳龟"
)
"""Radicals of the supplement block (no NFKC form) beside the characters that PDF fonts draw with them."""


def replace_radicals(text: str) -> str:
    """Radicals drawn in place of characters (⼤⽣⺠⻚) as the characters (大生民页); of the same length."""
    return text.translate(_radicals())
