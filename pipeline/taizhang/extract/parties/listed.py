"""The bodies that a cell or labelled field lists: every item is a name, whatever it is called.

In: the text, the stretches that list names, and what the scan found. Out: the same, with the names the scan knows no form
of (川东农场, 草海管委会) added, and those of which it took only the end (对江镇政府) made whole. Knowledge: the lexicons
`listed_*` of `rules/parties.yml`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from taizhang.extract.parties.anchors import Anchors
from taizhang.extract.parties.named import Named
from taizhang.extract.parties.names import canonical_name, make_party
from taizhang.rules import cached, compiled, load_pack, table, words_by_term
from taizhang.types import PlaceMention, Span
from taizhang.vocabulary import PARTY_KINDS, PartyKind, PartyLevel

RULE = "party.listed"
_ITEM = compiled(r"(?:[（(][^（()）\n]*[）)]|[^、，,；;。：:/／\n\t（()）])+")
_GAP = compiled(r"[ \u3000\u00a0]+")
_REMARK = compiled(r"[（(][^（()）\n]*[）)]$|等$")
_NAME = compiled(r"[\p{Han}“”·]{2,24}")
_LEVEL = compiled(r"(?:省|市|县|区|州|旗|盟|自治区)(?=\p{Han})")
_TOWN = compiled(r"(?:镇|乡|街道|苏木)(?:(?:人民)?政府|办事处|党委|党工委|办)?$")


@table()
def _kinds() -> dict[str, PartyKind]:
    """End of a name -> kind, the longest end first."""
    listed = words_by_term("parties", "listed_ends", PARTY_KINDS)
    ends = {end: kind for kind, entries in listed.items() for end in entries}
    return dict(sorted(ends.items(), key=lambda pair: -len(pair[0])))


@cached
def _nobody() -> regex.Pattern[str]:
    lists = load_pack("parties").lexicons
    words = "|".join(map(regex.escape, sorted([*lists["nobody"], *lists["listed_nobody"]], key=len, reverse=True)))
    return compiled(f"(?:{words})")


def with_listed(text: str, fields: Sequence[Span], named: list[Named], anchors: Anchors) -> list[Named]:
    """`named` with the bodies that `fields` list, in order of position."""
    out = sorted(named, key=lambda n: n.start)
    starts = [n.start for n in out]
    longest = max((n.end - n.start for n in out), default=0)
    added: list[Named] = []
    dropped: set[int] = set()
    for start, end in _items(text, fields):
        near = range(bisect_left(starts, start - longest), bisect_left(starts, end))
        inside = [i for i in near if out[i].end > start]
        free = not inside or _only_an_end(text, out, inside, start, end, anchors)
        if free and (body := _body(text, start, end, anchors)):
            added.append(body)
            dropped.update(inside)
    return sorted((*added, *(n for i, n in enumerate(out) if i not in dropped)), key=lambda n: n.start)


def _items(text: str, fields: Sequence[Span]) -> Iterator[Span]:
    """The spans of the items, without remarks in brackets; blanks part them only where a name ends before each."""
    for start, end in fields:
        for match in _ITEM.finditer(text, start, end):
            pieces = list(_pieces(text, *match.span()))
            names = [_without_remark(text, *piece) for piece in pieces]
            if len(names) > 1 and not all(
                kind_of_listed(text[a:b]) and "和" not in text[a:b] for a, b in names
            ):  # 住房和城乡 建设局
                names = [_without_remark(text, pieces[0][0], pieces[-1][1])]
            yield from (span for span in names if span[1] > span[0])


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for gap in [*_GAP.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        if stop > at:
            yield at, stop
        at = gap.end() if gap else end


def _without_remark(text: str, start: int, end: int) -> Span:
    while remark := _REMARK.search(text[start:end]):
        end = start + remark.start()
    return start, end


def kind_of_listed(name: str) -> PartyKind | None:
    """The kind of a listed body by the end of its name; None where it ends like none."""
    name = canonical_name(name)
    return next((kind for end, kind in _kinds().items() if name.endswith(end)), None)


def _only_an_end(text: str, named: list[Named], inside: list[int], start: int, end: int, anchors: Anchors) -> bool:
    """Whether the scan took only the end of an item: it begins later, and not behind a division that leads on to it."""
    first = named[inside[0]]
    if first.start <= start or first.end != end or any(named[i].start != first.start for i in inside):
        return False
    return (
        not any(p.end == first.start for p in _places(anchors, start))
        and _NAME.fullmatch(text[start : first.start] + "某") is not None
    )


def _places(anchors: Anchors, start: int) -> list[PlaceMention]:
    i = bisect_left(anchors.starts, start)
    return [p for p in anchors.places[i : i + 1] if p.start == start]


def _body(text: str, start: int, end: int, anchors: Anchors) -> Named | None:
    """The body an item names; None where it is nobody in particular."""
    words = "".join(text[start:end].split())
    kind = kind_of_listed(words)
    if kind is None or not _NAME.fullmatch(words) or _nobody().match(words) or canonical_name(words) in _kinds():
        return None
    place = next(iter(_places(anchors, start)), None)
    name, code = words, place.region.adcode if place else None
    level: PartyLevel | None = None
    if place and place.end == end:
        name = place.region.name + "政府"  # the division stands for its government
    elif place is None and (letter := _LEVEL.match(words)):
        if (division := anchors.resolve(letter[0], start)) is None:
            return None
        name, code = anchors.called(division) + words[letter.end() :], division.code
    elif place is None and _TOWN.search(words):
        code, level = anchors.county_around(start), "township"
    return Named(start, end, text[start:end], make_party(canonical_name(name), kind, code, level), RULE)
