"""The few rules that decide the kind or the field of a bulletin alone."""

from __future__ import annotations

import regex

from taizhang.rules import Rule, cached, compiled, load_pack
from taizhang.types import Draft

_LEAD = 200  # characters of the body that are looked at below the title
_UNTITLED = 400  # of a page that lost its title
Decided = tuple[str, dict[str, str]]  # rule id, and what it decides: doc_type and perhaps domain


@cached
def _rules() -> tuple[tuple[Rule, regex.Pattern[str], str], ...]:
    rules = load_pack("classify").group("classify.certain")
    return tuple((r, compiled(r.pattern), r.yields["zone"]) for r in rules)


def certain(draft: Draft) -> Decided | None:
    """What the first rule that fires decides, or None."""
    title = draft.title or ""
    start = draft.structure.body[0]
    zones = {
        "title": title,
        "lead": f"{title}\n{draft.text[start : start + _LEAD]}",
        "untitled": "" if title else draft.text[start : start + _UNTITLED],
    }
    for rule, pattern, zone in _rules():
        if pattern.search(zones[zone]):
            return rule.id, {k: v for k, v in rule.yields.items() if k != "zone"}
    return None
