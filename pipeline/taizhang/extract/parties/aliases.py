"""Short names that the text itself gives a body: 中国五矿集团有限公司（以下简称五矿集团）. From there on they mean that body; behind
one stands its party committee (五矿集团党组)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

import regex

from taizhang.extract.parties.named import Named, words
from taizhang.extract.parties.names import make_party, without_places
from taizhang.rules import cached, compiled
from taizhang.types import Party

RULE = "party.alias"
_AT_MOST = 40  # short names in one text
_FIRM = 4  # characters of the own words of a firm that tell it without its place
_CALLED = "简称"
_GIVEN = compiled(
    r"[（(](?:以下|下文|下)?(?:均|统一)?简称(?:为)?[:：]?\s?[“\"‘「]?(?P<alias>[\p{Han}]{2,14})[”\"’」]?[）)]"
)
_COMMITTEE = compiled(r"党[委组](?!书记|副书记|成员|委员)")


@cached
def _nobody() -> regex.Pattern[str]:
    """Words that mean a body only where they stand alone (公司, 本局): no short name."""
    return compiled(f"(?:{words('alias_nobody').pattern})")


def with_aliases(text: str, named: list[Named]) -> list[Named]:
    """`named` with every later mention of a body by the short name given to it, in order of position."""
    if _CALLED not in text:
        return named
    named = sorted(named, key=lambda n: n.start)
    for full, alias, since in list(islice(_given(text, named), _AT_MOST)):
        named = _joined(text, named, full, alias, since)
    return named


def without_place_again(named: list[Named]) -> list[Named]:
    """`named` with a firm that is told with its place and again without it (埇桥区丰源家具厂, 丰源家具厂) as one, where its own words
    are those of no other."""
    firms = [n for n in named if n.party and n.party.kind == "enterprise"]
    if len(firms) < 2:
        return named
    placed: dict[str, dict[str, Party]] = defaultdict(dict)
    for party in (n.party for n in firms if n.party):
        own = without_places(party.name, party.adcode)
        if own != party.name and len(own) >= _FIRM:
            placed[own].setdefault(party.party_id, party)
    for n in firms:
        told = placed.get(n.party_name, {})
        if n.adcode is None and len(told) == 1:
            n.party = next(iter(told.values()))
    return named


def _given(text: str, named: Sequence[Named]) -> Iterator[tuple[Named, str, int]]:
    """(the body, its short name, from where on) for each that is given."""
    for one in named:
        given = _GIVEN.match(text, one.end)
        if given and one.party is not None and not one.team and not _nobody().fullmatch(given["alias"]):
            yield one, given["alias"], one.end


def _joined(text: str, named: list[Named], full: Named, alias: str, since: int) -> list[Named]:
    """The list with what `alias` means from `since` on; a longer name that holds it (五矿集团党组) is another body's."""
    for n in named:
        if n.text == alias and n.start >= since:
            n.party, n.rule_id = full.party, RULE
    starts = [n.start for n in named]
    added = []
    at = text.find(alias, since)
    while at >= 0:
        end = at + len(alias)
        i = bisect_left(starts, end) - 1
        if i < 0 or named[i].end <= at:
            added.append(_meant(text, at, end, full))
        at = text.find(alias, end)
    return sorted([*named, *added], key=lambda n: n.start)


def _meant(text: str, start: int, end: int, full: Named) -> Named:
    """The body that the short name of `full` means at a place, or that body's committee."""
    alias = text[start:end]
    committee = _COMMITTEE.match(text, end)
    if committee is None:
        return Named(start, end, alias, full.party, RULE, full.prefix, full.adcode)
    party = make_party(alias + committee[0], "party_committee", full.adcode)
    return Named(start, committee.end(), party.name, party, RULE, full.prefix, full.adcode)
