"""The forward model: what a mirror does that breaks GBK bytes before punctuation, without looking where characters begin.

python benchmarks/mirror.py TEXT
"""

from __future__ import annotations

import itertools
import random
import re
import sys

BREAKS = "。，！？；、"
_PAIRS = re.compile(b"(?=" + b"|".join(re.escape(mark.encode("gbk")) for mark in BREAKS) + b")")


def pieces(data: bytes, share: float = 1.0, rng: random.Random | None = None) -> list[bytes]:
    """GBK bytes cut before a `share` of all places that hold the bytes of a break mark, aligned or not."""
    cuts = [m.start() for m in _PAIRS.finditer(data) if share >= 1 or (rng or random).random() < share]
    edges = sorted({0, len(data), *cuts})
    return [data[a:b] for a, b in itertools.pairwise(edges)]


def decoded(piece: bytes, orphan: str) -> str:
    """A piece decoded for itself: a byte left alone, also with the ASCII character it takes along, becomes `orphan`; a
    pair that GBK does not define becomes nothing."""
    out, at = [], 0
    while at < len(piece):
        if piece[at] < 0x80:
            out.append(chr(piece[at]))
            at += 1
            continue
        both = piece[at : at + 2]
        at += 2
        alone = len(both) < 2 or both[1] < 0x40 or both[1] in (0x7F, 0xFF)
        out.append(orphan if alone else both.decode("gbk", "ignore"))
    return "".join(out)


def shifted(text: str, orphan: str = "?", share: float = 1.0, rng: random.Random | None = None) -> str:
    """`text` as such a mirror shows it."""
    return "".join(decoded(piece, orphan) for piece in pieces(text.encode("gbk", "ignore"), share, rng))


def glossed(text: str, readings: dict[str, str]) -> str:
    """GBK bytes of `text` with readings put behind the bytes of characters, aligned or not, then shifted."""
    data = text.encode("gbk", "ignore")
    for char, reading in readings.items():
        data = data.replace(char.encode("gbk"), char.encode("gbk") + f"({reading})".encode("gbk"))
    return "".join(decoded(piece, "?") for piece in pieces(data))


if __name__ == "__main__":
    print(shifted(sys.argv[1]))
