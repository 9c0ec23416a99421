"""Whether inspectors went to the places and bodies that a figure counts."""

from __future__ import annotations

import regex

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.pack import words
from taizhang.rules import cached, compiled


def visited(text: str, clause: Clause, name: str | None, end: int) -> bool:
    """Whether inspectors went to the regions or bodies counted: 走进泸州等10个市州, 对河北等20个省份开展“回头看”."""
    if name is None or name.removeprefix("重点") not in words().visited:
        return False
    behind = end + len(name) if text.startswith(name, end) else end
    return any(
        before.match(text, clause.opened, clause.number) and after.match(text, behind, behind + 20)
        for before, after in _visits()
    )


@cached
def _visits() -> tuple[tuple[regex.Pattern[str], regex.Pattern[str]], ...]:
    """For each way of saying that inspectors went somewhere what stands before it and behind."""
    before, behind = (
        [compiled(flag + p.removesuffix("$")) for p in patterns]
        for flag, patterns in (("(?r)", words().visits), ("", words().visits_behind))
    )
    return tuple(zip(before, behind, strict=True))
