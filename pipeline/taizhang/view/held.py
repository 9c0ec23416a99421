"""Who was held to account over a complaint, in the words of its list: a column of its own in most of them (责任人被处理情况)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

from taizhang.ledger import Ledger
from taizhang.segment.around import sentence_around

Row = dict[str, Any]
_HELD: Final = ("interviewed", "accountable", "disciplined")


def held_of(ledger: Ledger, bulletins: dict[str, Row]) -> Callable[[Row], str]:
    """What a task's words say of people who were talked to, disciplined or otherwise held to account, cell by cell; not again what
    its progress says anyway. `bulletins`: the rows of `documents` by their id."""
    held: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for count in ledger.rows("counts"):
        if count["status"] in _HELD:
            held[count["doc_id"]].append((count["start_char"], count["end_char"]))
    for spans in held.values():
        spans.sort()

    def words(task: Row) -> str:
        text, told, spans = bulletins[task["doc_id"]]["text"], task["status_text"] or "", held[task["doc_id"]]
        first, last = (bisect_left(spans, (task[name], 0)) for name in ("start_char", "end_char"))
        said = dict.fromkeys(_clause(text, *span) for span in spans[first:last])
        return "；".join(clause for clause in said if clause not in told)

    return words


def _clause(text: str, start: int, end: int) -> str:
    """The sentence around a figure, within its cell."""
    first, last = sentence_around(text, start, end)
    cell = text.find("\t", end, last)
    return text[max(first, text.rfind("\t", first, start) + 1) : last if cell < 0 else cell].strip().rstrip("。；")
