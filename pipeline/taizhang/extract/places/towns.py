"""Towns, townships and streets by name, and the counties that hold one of that name.

The data, `towns.tsv.gz`, is made by `tools/build_towns.py`; its head says where each fact comes from.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from importlib.resources import files

import regex

from taizhang.rules import cached

FILE = "towns.tsv.gz"
KINDS = ("街道", "苏木", "镇", "乡")
_KIND = regex.compile("|".join(KINDS))
_LONGEST = 10  # characters of a name without its kind
# What may stand before a name: nothing of a longer one that the list does not know (白塔畈镇 is not 塔畈镇).
_BEFORE = frozenset("在到向由和及与对将从借赴来往至于是为被让经有把给含县区市旗")


def towns_named(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each name of a town, without its kind, that stands in the text, and the codes of the counties that have one."""
    known = _counties()
    for kind in _KIND.finditer(text):
        end = kind.start()
        for start in range(max(end - _LONGEST, 0), end - 1):
            if codes := known.get(text[start:end]):
                if start == 0 or text[start - 1] in _BEFORE or not _is_han(text[start - 1]):
                    yield text[start:end], codes
                break


def _is_han(char: str) -> bool:
    return "㐀" <= char <= "鿿"


@cached
def _counties() -> dict[str, frozenset[str]]:
    packed = files("taizhang.extract.places").joinpath(FILE).read_bytes()
    rows = (line.split("\t") for line in gzip.decompress(packed).decode().splitlines())
    return {stem: frozenset(codes.split()) for stem, codes in rows}
