"""Names near to one that was asked for and is not there: what a slip of the fingers may have meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

_WORD = re.compile(r"[A-Za-z]+|\d+|[^\W\d_a-zA-Z]+")  # parts of a file name: letters, digits, Chinese
_MOST = 3


def near_names(asked: str, names: Iterable[str]) -> list[str]:
    """The file names nearest to the one asked for, or else those with a part that is near to it; three at most, the nearest first."""
    asked = PurePath(asked).name.lower()
    known = sorted(set(names))
    whole = {name.lower(): name for name in known}
    if near := difflib.get_close_matches(asked, whole, _MOST):
        return [whole[name] for name in near]
    with_part: dict[str, list[str]] = {}
    for name in known:
        for part in set(_parts(PurePath(name).stem.lower(), len(asked))):
            with_part.setdefault(part, []).append(name)
    near = difflib.get_close_matches(asked, with_part, _MOST)
    return list(dict.fromkeys(name for part in near for name in with_part[part]))[:_MOST]


def _parts(stem: str, size: int) -> Iterator[str]:
    """The words of a name; of Chinese, which has no blanks, all that are as long as what was asked for."""
    for word in _WORD.findall(stem):
        yield word
        if size and not word.isascii():
            yield from (word[at : at + size] for at in range(len(word) - size + 1))
