"""From a text to its `CountMention`s: figures found, read one after another, put in order, made parts of wholes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from taizhang.extract.counts.assays import assays
from taizhang.extract.counts.bearers import with_bearers
from taizhang.extract.counts.cells import with_cells
from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.clauses import clauses
from taizhang.extract.counts.discourse_state import DiscourseState
from taizhang.extract.counts.grids import barred, gaps, grids_of
from taizhang.extract.counts.kinds import kinds
from taizhang.extract.counts.money import sums
from taizhang.extract.counts.neighbours import compare
from taizhang.extract.counts.order import in_order, in_places
from taizhang.extract.counts.pack import words
from taizhang.extract.counts.pairs import pairs
from taizhang.extract.counts.parts import parts
from taizhang.extract.counts.reader import Reader
from taizhang.extract.counts.resolver import ObjectResolver
from taizhang.extract.counts.rows import with_rows
from taizhang.extract.counts.scan import Hit, scan
from taizhang.extract.counts.spans import apart
from taizhang.extract.counts.status_history import StatusHistory
from taizhang.extract.counts.tables import bare, labelled
from taizhang.extract.counts.whereabouts import Whereabouts
from taizhang.extract.places.gazetteer import gazetteer
from taizhang.turns import Steps
from taizhang.types import CountMention, DateMention, PlaceMention, Span, Structure, Table
from taizhang.vocabulary import CountStatus

_START = attrgetter("start")


def assemble(
    text: str,
    structure: Structure,
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
    tables: Sequence[Table],
    lists: Sequence[Table],
    named: Sequence[Span],
) -> Steps[tuple[CountMention, ...]]:
    """The steps to all counts of `text`; see `counts`."""
    days = [(d.start, d.end) for d in dates]
    figures = list(scan(text))
    money = _outside(list(sums(text)), [(hit.number, hit.end) for hit in figures])
    hits = sorted([*figures, *money], key=_START) if money else figures
    hits = _outside(hits, days, structure.boilerplate, [(p.start, p.end) for p in places])
    yield
    around = clauses(text, hits, days, gaps(text, lists), sorted({*named, *_short_names(text, hits)}))
    _label_cells(hits, around, text, tables or lists)
    yield
    whereabouts = Whereabouts.of(text, dates, places, named)
    said = StatusHistory(text, mood_of(text), [d.start for d in dates if d.role == "deadline"])
    reader = Reader(text, whereabouts, said, ObjectResolver(text))
    of_kinds = kinds(text, hits, around)
    grids = grids_of(text, tables)
    paired = list(pairs(text))
    cells = sorted([*bare(text, grids), *(number for number, _ in paired)])
    found: list[CountMention] = []
    known: list[DiscourseState] = []  # after each figure, where there are cells to name by it
    for i, (hit, clause) in enumerate(zip(hits, around, strict=True)):
        clause.kind_of = _named_whole(found[of_kinds[i]], reader.named[of_kinds[i]]) if i in of_kinds else None
        found.append(reader.read(hit, clause))
        if cells:
            known.append(reader.objects.state.copy())
    in_order(text, found, around, reader.named)
    in_places(text, found, around, reader.named, places)
    compare(text, found, around, reader.named)
    with_bearers(text, found, around, sorted({*named, *((p.start, p.end) for p in places)}))
    assays(found, text, tables)
    whole = parts(text, found, around)
    found = [count if w is None else replace(count, part_of=w) for count, w in zip(found, whole, strict=True)]
    counts = with_cells(found, text, cells, [days, structure.boilerplate], known) if cells else tuple(found)
    in_pairs = [[[name, (number.start, number.end)]] for number, name in paired]
    return with_rows(counts, text, [*grids, *in_pairs, *([] if tables else barred(text))], places)


def _short_names(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """The short names of places right before a figure: 应 in 应城4个 is no verb."""
    known = gazetteer().named
    return ((h.number - 2, h.number) for h in hits if h.number > 1 and known(text[h.number - 2 : h.number]))


def _named_whole(whole: CountMention, named: bool) -> str | None:
    """What a whole counts, where that is more than the usual thing of its unit, and no part itself."""
    told = named or whole.object != words().default_objects.get(whole.value.unit)
    name = whole.object if told else None
    part = name is not None and name.startswith(words().part_objects) and name.endswith(words().topics["件"])
    return None if part else name


def mood_of(text: str) -> CountStatus:
    """What a figure is of which nothing is said: `found` in a bulletin that opens with faults, `other` in a notice of weather or
    traffic, else `total`."""
    head = text[:300]
    lists = words().moods
    if any(word in head for word in lists["total"]):
        return "total"
    found_or_other: tuple[CountStatus, ...] = ("found", "other")
    return next((mood for mood in found_or_other if any(word in head for word in lists[mood])), "total")


def _label_cells(hits: Sequence[Hit], around: Sequence[Clause], text: str, tables: Sequence[Table]) -> None:
    """Give the figures of a table column the label its header is."""
    columns = labelled(text, tables)
    starts = [column.start for column in columns]
    for hit, clause in zip(hits, around, strict=True) if columns else ():
        at = bisect_right(starts, hit.start) - 1
        if at >= 0 and hit.end <= columns[at].end:
            clause.label = columns[at].label


def _outside(hits: list[Hit], *spans: Sequence[Span]) -> list[Hit]:
    """The hits that touch none of the spans; each list of spans is in order."""
    keep = apart([(h.number, h.end) for h in hits], *spans)
    return [hits[i] for i in keep]
