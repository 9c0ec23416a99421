"""Which divisions a bulletin is about.

In: the text, its title, the places named in it, the reader's metadata. Out: none (a national bulletin), one, or the several
that a list or the headings of its cases tell. The signs, in order: a list of provinces whose work is reported together;
one's own division (我市, 全省) with the place that has that level; places that head the lines of a bulletin on several cases;
else the place with the most weight from title, signature, publisher, first lines and number of mentions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from taizhang.extract.places.gazetteer import CORPS
from taizhang.link.page import Page
from taizhang.link.several import Several, of_many_provinces
from taizhang.link.signs import sign
from taizhang.link.single import Single
from taizhang.link.towns import of_its_towns
from taizhang.link.visited import of_the_team_there
from taizhang.types import DateMention, PlaceMention, Region, Structure


def regions(
    text: str,
    structure: Structure,
    places: tuple[PlaceMention, ...],
    metadata: Mapping[str, str],
    around: Sequence[str] = (),
    dates: Sequence[DateMention] = (),
) -> tuple[Region, ...]:
    """The divisions whose work the bulletin is about, not every division it names; empty for national bulletins. `around` is what
    its page says around it, `dates` are those of the text."""
    page = Page(text, structure, places, metadata, around)
    lists, one_of = Several(page), Single(page)
    if page.is_the_corps():
        return (CORPS,)
    listed, own = lists.listed_provinces(), one_of.own_level()
    if listed and not lists.complaints_of_many(listed):
        return listed
    if listed and own is None:
        return ()
    cases = lists.heads_of_cases()
    if own is not None and not of_many_provinces(cases):  # 全市 in one of them is that one's
        one = one_of.own(own) or one_of.shortly_named() or one_of.of_the_site() or one_of.of_the_index()
        one = one or of_its_towns(page, one_of) or of_the_team_there(page, dates)
        part = one_of.part_spoken_of(one) if one else None
        return (part or one,) if one else ()
    several = cases or lists.listed_divisions()
    if several and lists.complaints_of_many(several):
        return ()
    if several:
        collected = sign("collection").search(text) or page.is_a_list() or lists.titled_above(cases)
        above = (lists.issuer_above(cases) if cases and collected else None) or lists.city_of_parts(cases)
        parts = lists.of_inspectors() if above and above.adcode and above.adcode.endswith("0000") else ()
        return parts or ((above,) if above else several)
    if one_of.is_of_the_country():
        return ()
    one = one_of.weightiest() or one_of.unnamed_province()
    one = one or one_of.shortly_named() or one_of.of_the_site() or one_of.shortly_placed_province()
    one = one or one_of.of_its_own_team() or one_of.of_the_index() or of_its_towns(page, one_of)
    return (one,) if one else ()
