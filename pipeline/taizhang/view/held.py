"""Who was held to account over a complaint, in the words of its list: a column of its own in most of them (责任人被处理情况)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

from taizhang.ledger import Ledger
from taizhang.segment.around import sentence_around

Row = dict[str, Any]
_HELD: Final = ("interviewed", "accountable", "disciplined")


def held_of(ledger: Ledger, bulletins: dict[str, Row]) -> Callable[[Row], str]:
    """What a task's words say of people who were talked to, disciplined or otherwise held to account, cell by cell; not again what
    its progress says anyway."""
    held: dict[str, list[Row]] = defaultdict(list)
    for count in ledger.rows("counts"):
        if count["status"] in _HELD:
            held[count["doc_id"]].append(count)

    def words(task: Row) -> str:
        text, told = bulletins[task["doc_id"]]["text"], task["status_text"] or ""
        inside = (c for c in held[task["doc_id"]] if task["start_char"] <= c["start_char"] < task["end_char"])
        said = dict.fromkeys(_clause(text, c["start_char"], c["end_char"]) for c in inside)
        return "；".join(clause for clause in said if clause not in told)

    return words


def _clause(text: str, start: int, end: int) -> str:
    """The sentence around a figure, within its cell."""
    first, last = sentence_around(text, start, end)
    cell = text.find("\t", end, last)
    return text[max(first, text.rfind("\t", first, start) + 1) : last if cell < 0 else cell].strip().rstrip("。；")
