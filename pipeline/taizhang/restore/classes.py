"""Which kinds of characters a text holds, told in one pass over its code points.

Every repair is expensive beside a look at what is there, and clean text needs none. A table maps each code point to the
bits of its classes; the bits of a whole text then say which passes can be skipped. numpy does the look-up, which takes
about 5 ns a character.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import TYPE_CHECKING, Final

from taizhang.rules.kept import kept

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SIZE = 0x30000  # planes 0 to 2: all Han that a conversion table knows of
_KEPT_IN_SIMPLIFIED = "乾徵摺榘薹麽吒醣袷拚捱夥麴苔暱藉瞭著覆"
"""Traditional forms that simplified text writes too (乾安县, 徵羽, 瞭望, 麴院), so they prove nothing."""


class Kind:
    """What a character may be a trace of, a bit each."""

    INVISIBLE: Final = 1  # zero-width, soft hyphen, BOM, control characters, no-break spaces, CR
    MARKUP: Final = 2  # < and &
    TONE: Final = 4  # a vowel with a tone mark: glosses
    QUERY: Final = 8  # ? or U+FFFD: a lost byte, or a question
    TRADITIONAL: Final = 16
    SIMPLIFIED: Final = 32
    RADICAL: Final = 64  # Kangxi and supplement radicals of PDF text layers
    ODD: Final = 128  # what shifted bytes turn into: kana, bopomofo, Greek, box signs, Han that print rarely (no first-level ones)


@cache
def han_tables() -> tuple[str, str, str]:
    """All Han of the conversion tables; the same in simplified form; the same in traditional form."""
    import opencc

    han = "".join(map(chr, (*range(0x3400, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x2EBE0))))
    lines = "\n".join(han)
    simple, traditional = (opencc.OpenCC(name).convert(lines).replace("\n", "") for name in ("t2s", "s2t"))
    return han, simple, traditional


def simplified() -> dict[str, str]:
    """The characters that simplified text writes otherwise, each with its simplified form."""
    import opencc

    return dict(zip(*_simplified(opencc.__version__), strict=True))


@kept
def _simplified(version: str) -> tuple[str, str]:
    """The same as two texts, as this version of the conversion tables has it: to load them takes a tenth of a second."""
    han, simple, _ = han_tables()
    both = [(char, plain) for char, plain in zip(han, simple, strict=True) if char != plain]
    return "".join(char for char, _ in both), "".join(plain for _, plain in both)


@cache
def kinds() -> NDArray[np.uint8]:
    """The table: code point to the bits of `Kind`."""
    import numpy as np
    import opencc

    return np.frombuffer(zlib.decompress(_table(opencc.__version__)), dtype=np.uint8)


@kept
def _table(version: str) -> bytes:
    """The table, compressed, as this version of the conversion tables has it."""
    import numpy as np

    table = np.zeros(_SIZE, dtype=np.uint8)

    def mark(kind: int, characters: str) -> None:
        for char in characters:
            table[ord(char)] |= np.uint8(kind)

    mark(Kind.INVISIBLE, "\r\x0b\x0c\x85\xa0\xad\u180e\u2028\u2029\u202f\u205f\u2060\ufeff")
    for first, last in (
        (0, 8),
        (14, 31),
        (0x7F, 0x84),
        (0x86, 0x9F),
        (0x2000, 0x200F),
        (0x202A, 0x202E),
        (0x2061, 0x2064),
    ):
        table[first : last + 1] |= np.uint8(Kind.INVISIBLE)
    mark(Kind.MARKUP, "<&")
    mark(Kind.TONE, "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ")
    mark(Kind.QUERY, "?\ufffd")
    table[0x2E80:0x2FE0] |= np.uint8(Kind.RADICAL)
    for first, last in ((0x3040, 0x312F), (0x370, 0x45F), (0x2500, 0x257F), (0xE000, 0xF8FF), (0x2581, 0x2595)):
        table[first : last + 1] |= np.uint8(Kind.ODD)
    han, simple, traditional = map(codes, han_tables())
    kept = codes(_KEPT_IN_SIMPLIFIED)
    table[han[(simple != han) & ~np.isin(han, kept)]] |= np.uint8(Kind.TRADITIONAL)
    table[han[(simple == han) & (traditional != han)]] |= np.uint8(Kind.SIMPLIFIED)
    first_level = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    rare = (simple == han) & (han < 0xA000) & ~np.isin(han, codes(first_level.decode("gb2312", "ignore")))
    table[han[rare]] |= np.uint8(Kind.ODD)
    table[[ord("〇"), ord("㎡")]] &= ~np.uint8(Kind.ODD)
    return zlib.compress(table.tobytes())


def codes(text: str) -> NDArray[np.uint32]:
    """The code points of a text. Lone surrogates pass."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def classes(text: str) -> NDArray[np.uint8]:
    """The bits of every character of `text`."""
    import numpy as np

    points = codes(text)
    if points.size and points.max() >= _SIZE:
        points = np.minimum(points, np.uint32(_SIZE - 1))
    return kinds()[points]


def present(bits: NDArray[np.uint8]) -> int:
    """The classes of which a text has at least one character."""
    import numpy as np

    return int(np.bitwise_or.reduce(bits)) if bits.size else 0


def count(bits: NDArray[np.uint8], kind: int) -> int:
    """How many characters are of a class."""
    import numpy as np

    return int(np.count_nonzero(bits & np.uint8(kind)))
