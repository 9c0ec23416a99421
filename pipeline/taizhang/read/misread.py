"""Text whose bytes were once read as Latin letters (å®‰é˜³ for 安阳) or lost (���), and saved like that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

_SAMPLE: Final = 4_000
_LEAST, _SHARE = 20, 0.3  # characters that no Chinese text has, and their share of a text; French has a tenth of that
_FIRST, _MOST = (
    400,
    0.5,
)  # characters beyond ASCII that are looked at, and how many of them such letters are where bytes were read wrong
# The bytes above 127 as Latin-1 and Windows-1252 show them. Five bytes have no letter in the latter and stay as they are.
_BYTES: Final = {ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): chr(byte) for byte in range(0x80, 0x100)}
_ALSO_CHINESE: Final = "“”‘’…—–·•×÷°±§®©\u00a0"  # 目录………3
_LETTERS: Final = "".join(sorted({*map(chr, _BYTES), *map(chr, range(0x80, 0x100)), "\ufffd"} - {*_ALSO_CHINESE}))
_WRONG: Final = re.compile(f"[{_LETTERS}]|锟斤拷")
_WIDE: Final = re.compile(r"[^\x00-\x7f]")


def garbled(text: str) -> bool:
    """Whether much of a text is letters and marks that stand for bytes of other letters."""
    sample = text[:_SAMPLE]
    wrong = 0 if sample.isascii() else sum(map(len, _WRONG.findall(sample)))
    return wrong >= _LEAST and wrong > _SHARE * len(sample)


def undone(text: str) -> Iterator[tuple[str, str]]:
    """What the bytes behind a text of Latin letters, or a page of such text, may spell, and in which encoding, where they are whole."""
    wide = "".join(found[0] for found in islice(_WIDE.finditer(text), _FIRST))
    if sum(1 for _ in _WRONG.finditer(wide)) <= _MOST * len(wide):
        return
    for codec in ("utf-8", "gb18030"):
        try:
            yield text.translate(_BYTES).encode("latin-1").decode(codec), codec
        except UnicodeError:
            continue
