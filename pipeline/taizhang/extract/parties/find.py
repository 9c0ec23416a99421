"""Find parties: one scan for the cores of their names, then each name completed from its surroundings.

In: the restored text, its sentences, places, regions and dates. Out: `PartyMention`s in order of position; a span that
names several parties (第一、第二督察组, 党委和政府) is repeated. Left alone: what stands in 《》, in boilerplate, collectives
(各部门), media. Knowledge: `rules/parties.yml`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from taizhang.extract.parties.aliases import with_aliases, without_place_again
from taizhang.extract.parties.anchors import Anchors
from taizhang.extract.parties.complete import Completer
from taizhang.extract.parties.listed import with_listed
from taizhang.extract.parties.named import Named
from taizhang.extract.parties.teams import settle_teams
from taizhang.extract.places import places as find_places
from taizhang.extract.places.gazetteer import month_of
from taizhang.rules import Scanner, cached, compiled, load_pack
from taizhang.types import DateMention, PartyField, PartyMention, PlaceMention, Region, Structure

_TITLES_OF_PAPERS = compiled(r"《[^》\n]{1,90}》")


@cached
def _scanner() -> Scanner:
    return Scanner(load_pack("parties").rules)


def parties(
    text: str,
    structure: Structure,
    places: tuple[PlaceMention, ...],
    regions: tuple[Region, ...],
    dates: tuple[DateMention, ...],
    fields: Sequence[PartyField] = (),
) -> tuple[PartyMention, ...]:
    """Every mention of a party in `text`, in order, its name expanded with the bulletin's `regions`. `fields` are the
    stretches that hold names and nothing else (cells under 责任单位): there every item is one.

    All are `mentioned`; `with_roles` tells what they do, once the kind of bulletin is known.
    """
    on = _day(dates)
    anchors = Anchors(text, structure.sentences, places, regions, month_of(on))
    named = with_aliases(text, settle_teams(text, _named(anchors, structure.boilerplate), on))
    named = without_place_again(with_listed(text, [(f.start, f.end) for f in fields], named, anchors))
    # towns in a list are found from each of them
    return tuple({(m.start, m.end, m.party.party_id): m for m in (n.mention() for n in named)}.values())


def canonical_party(text: str, regions: tuple[Region, ...] = (), on: dt.date | None = None) -> list[PartyMention]:
    """The parties of a table cell or a labelled field, with offsets into that text.

    `湖南省、长沙市、望城区党委和政府` are six. The role is always `mentioned`: the field's label tells the true one.
    """
    anchors = Anchors(text, ((0, len(text)),), find_places(text, on), regions, month_of(on))
    return [n.mention() for n in settle_teams(text, _named(anchors), on)]


def _named(anchors: Anchors, closed: Sequence[tuple[int, int]] = ()) -> list[Named]:
    """What is found outside the stretches that are `closed`, and outside the titles of papers."""
    text = anchors.text
    spans = sorted([*closed, *(m.span() for m in _TITLES_OF_PAPERS.finditer(text))])
    completer = Completer(anchors)
    found: list[Named] = []
    at = 0
    for rule, match in _scanner().scan(anchors.text):
        start = match.start()
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at < len(spans) and spans[at][0] <= start:
            continue
        found.extend(completer.complete(rule, match))
    return found


def _day(dates: Sequence[DateMention]) -> dt.date | None:
    """The latest day the text tells of what has been: names of bodies are those of that time."""
    told = [d.value.start or d.value.end for d in dates if d.role not in ("deadline", "other")]
    return max((d for d in told if d), default=None)
