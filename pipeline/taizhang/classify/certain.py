"""The few rules that decide the kind or the field of a bulletin alone."""

from __future__ import annotations

from typing import NamedTuple

import regex

from taizhang.rules import Rule, compiled, load_pack, table, yielded
from taizhang.types import Draft
from taizhang.vocabulary import DOC_TYPES, DOMAINS, DocType, Domain

_LEAD = 200  # characters of the body that are looked at below the title
_UNTITLED = 400  # of a page that lost its title


class Decided(NamedTuple):
    """What a rule decides; None where it leaves that open."""

    rule: str
    doc_type: DocType | None
    domain: Domain | None


@table()
def _rules() -> tuple[tuple[regex.Pattern[str], str, Decided], ...]:
    """The patterns, the zone each is looked for in, and what it decides. Raises RulePackError."""
    rules = load_pack("classify").group("classify.certain")
    return tuple((compiled(rule.pattern), rule.yields["zone"], _decided(rule)) for rule in rules)


def _decided(rule: Rule) -> Decided:
    said = rule.yields
    return Decided(
        rule.id,
        yielded("classify", rule, "doc_type", DOC_TYPES) if "doc_type" in said else None,
        yielded("classify", rule, "domain", DOMAINS) if "domain" in said else None,
    )


def certain(draft: Draft) -> tuple[Decided | None, Decided | None]:
    """The first rule that fires and decides the kind, and the first that decides the field; None where there is none."""
    title = draft.title or ""
    start = draft.structure.body[0]
    zones = {
        "title": title,
        "lead": f"{title}\n{draft.text[start : start + _LEAD]}",
        "untitled": "" if title else draft.text[start : start + _UNTITLED],
    }
    kind: Decided | None = None
    field: Decided | None = None
    for pattern, zone, decided in _rules():
        tells_kind, tells_field = kind is None and decided.doc_type, field is None and decided.domain
        if (tells_kind or tells_field) and pattern.search(zones[zone]):
            kind, field = decided if tells_kind else kind, decided if tells_field else field
    return kind, field
