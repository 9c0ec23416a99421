"""The figures of a ledger, as a sheet lists them: what bulletins say that tell of no task by itself."""

from __future__ import annotations

from typing import Any, Final

from taizhang.ledger import Ledger
from taizhang.segment.around import sentence_around
from taizhang.view.bulletins import bulletins_of
from taizhang.view.places import region_names

Row = dict[str, Any]
_AROUND: Final = 35  # characters on each side of a figure that are shown of its sentence


def figures_of(ledger: Ledger) -> list[Row]:
    """The rows of `counts` with the `bulletin` they stand in, their `sentence`, the `day` they are of and the name of their `region`
    (where they name none, those of the bulletin); bulletins by day, those without one behind, and figures as they stand in their
    bulletin."""
    bulletins = bulletins_of(ledger)
    counts = [count | {"place": _place(count, bulletins[count["doc_id"]])} for count in ledger.rows("counts")]
    regions = region_names({count["place"] for count in counts} - {None})
    told = [
        count
        | {
            "bulletin": document["bulletin"],
            "sentence": _in_its_sentence(document["text"], count["start_char"], count["end_char"]),
            "day": count["as_of"] or document["told_on"],
            "region": regions.get(count["place"]),
            "reprint": document["reprint"],
            "order": (document["told_on"] or "9999", document["source_uri"], document["doc_id"]),
        }
        for count in counts
        for document in (bulletins[count["doc_id"]],)
    ]
    return sorted(told, key=lambda count: (*count["order"], count["start_char"]))


def _place(count: Row, document: Row) -> str | None:
    """The code of the division a figure is for: its own, or the one its bulletin is about, if it is one."""
    code: str | None = count["region_adcode"]
    if code is None and len(document["regions"]) == 1:
        code = document["regions"][0]["adcode"]
    return code


def _in_its_sentence(text: str, start: int, end: int) -> str:
    """The figure marked, in what stands around it: a breakdown (水污染31件、噪声19件) says only there what it counts."""
    first, last = sentence_around(text, start, end)
    left, right = max(first, start - _AROUND), min(last, end + _AROUND)
    before, after = "…" * (left > first) + text[left:start], text[end:right] + "…" * (right < last)
    return " ".join(f"{before}【{text[start:end]}】{after}".split())
