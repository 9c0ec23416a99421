"""Calendar expressions: found, parsed, resolved, and told what they are for. See `docs/dates.md`."""

from __future__ import annotations

from collections.abc import Mapping

from taizhang.extract.dates.cells import only_date, parse_date, parse_deadline
from taizhang.extract.dates.columns import due, headed
from taizhang.extract.dates.published import published
from taizhang.extract.dates.reference import latest_day, reference
from taizhang.extract.dates.resolve import Resolver
from taizhang.extract.dates.roles import in_time, roles
from taizhang.extract.dates.scan import scan
from taizhang.extract.doubt import Spans, without_doubtful
from taizhang.types import DateMention, Reference, Structure

__all__ = ["dates", "due", "headed", "only_date", "parse_date", "parse_deadline"]


def dates(
    text: str, structure: Structure, metadata: Mapping[str, str], doubtful: Spans = ()
) -> tuple[tuple[DateMention, ...], Reference]:
    """All calendar expressions of `text` in order, and what year-less ones were resolved with.

    `metadata` may hold `published_on` (ISO) from the reader. What touches a `doubtful` span (sorted, apart) is neither given
    nor resolved with.
    """
    found = list(without_doubtful(scan(text), doubtful))
    ranks = published(text, found)
    told = roles(text, found, ranks)
    names = [role.name for role in told]
    known = reference(text, found, names, ranks, metadata)
    resolver = Resolver(text, known, latest_day(found, names))
    mentions = []
    for candidate, role in zip(found, told, strict=True):
        value = resolver.resolve(candidate, role.name)
        role, value = in_time(text, candidate, role, value, known)
        start, end, rules = candidate.start, candidate.end, f"{candidate.rule_id} {role.rule}"
        mentions.append(DateMention(start, end, text[start:end], value, role.name, rules))
    return tuple(mentions), known
