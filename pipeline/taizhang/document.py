"""The way of one document through all stages: reading in, bulletin out.

Documents pass in chunks, because the classifiers are many times faster in batches, and the stages where documents take turns at
them; what comes out for a document does not depend on its neighbours. `drafting` and `complete` treat one document each, so that
`run/` can fence off a bad one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from taizhang.check import checks
from taizhang.classify import categorise, classify, with_date_roles, with_statuses, with_sure_roles
from taizhang.confidence import with_confidence
from taizhang.extract.counts import counts, with_asides, with_measures, with_stated
from taizhang.extract.dates import dates, due, headed
from taizhang.extract.doubt import unknown_where_doubtful, without_doubtful
from taizhang.extract.parties import parties, with_roles
from taizhang.extract.parties.published import publisher_of
from taizhang.extract.places import places
from taizhang.extract.tasks import tasks
from taizhang.extract.tasks.fields import list_cells, party_fields
from taizhang.extract.tasks.flattened import flattened
from taizhang.extract.tasks.run_on import runs_on
from taizhang.link import campaign, regions
from taizhang.messages import warning
from taizhang.restore import restore
from taizhang.restore.typeset import half_width, typesetting
from taizhang.segment import segment
from taizhang.turns import Steps, in_turn
from taizhang.types import Bulletin, Draft, Label, Reading, Restored, Structure, Table, Task
from taizhang.vocabulary import DocType, Domain


def parse_readings(readings: Sequence[Reading]) -> list[Bulletin]:
    """Understand readings. Raises whatever a stage raises: `run/` does not use this, it fences each document."""
    drafts = in_turn([drafting(reading) for reading in readings])
    labels = classify(drafts)
    drafts = acting(drafts, [doc_type.value for doc_type, _ in labels])
    found = [tasks(d, doc_type.value) for d, (doc_type, _) in zip(drafts, labels, strict=True)]
    return [complete(d, *label, t) for d, label, t in zip(drafts, labels, with_categories(drafts, found), strict=True)]


def draft(reading: Reading) -> Draft:
    """Restore, segment and extract one document."""
    return in_turn([drafting(reading)])[0]


def drafting(reading: Reading) -> Steps[Draft]:
    """The steps of a draft, between which other documents have their turns."""
    restored = restore(reading.text, typesetting(reading.text, reading.edits))
    text = half_width(restored.text)
    if text is not restored.text:
        restored = replace(restored, text=text)
    yield
    structure = segment(text, _moved_headings(reading, restored))
    tables = tuple(_moved(table, restored) for table in reading.tables)
    doubtful = restored.doubtful
    yield
    found_dates, reference = dates(text, structure, reading.metadata, doubtful)
    cells = list_cells(text, tables)
    found_dates = headed(found_dates, text, tables)
    found_dates = due(found_dates, [span for span, field in cells.items() if field == "deadline"])
    found_dates = with_confidence("dates", found_dates)
    yield
    found_places = without_doubtful(places(text, reference.date), doubtful)
    yield
    around = [repair.before for repair in restored.repairs if repair.kind == "chrome"]
    about = regions(text, structure, found_places, reading.metadata, around, found_dates)
    fields = party_fields(text, cells)
    yield
    found_parties = without_doubtful(parties(text, structure, found_places, about, found_dates, fields), doubtful)
    yield
    lists = () if tables else tuple(found.table for found in flattened(text))
    found_counts = yield from counts(text, structure, found_dates, found_places, tables, lists, found_parties)
    found_counts = unknown_where_doubtful(found_counts, doubtful)
    yield
    found_parties, found_counts = with_confidence("mentions", found_parties), with_confidence("counts", found_counts)
    return Draft(
        reading, restored, structure, tables, _title(structure, text, reading), reading.metadata.get("publisher"), reference,
        found_dates, found_places, about, found_parties, fields, found_counts, (*reading.warnings, *restored.warnings),
    )  # fmt: skip


def acting(drafts: Sequence[Draft], doc_types: Sequence[DocType | None]) -> list[Draft]:
    """The drafts with what is told once the kind of each is known: the parts of parties, and what models put right."""
    placed = [with_roles(d, doc_type) for d, doc_type in zip(drafts, doc_types, strict=True)]
    told = with_statuses(with_sure_roles(with_date_roles(placed, doc_types), doc_types), doc_types)
    told = [with_measures(with_asides(d, doc_type), doc_type) for d, doc_type in zip(told, doc_types, strict=True)]
    return [_measured(d, before) for before, d in zip(placed, told, strict=True)]


def _measured(d: Draft, before: Draft) -> Draft:
    """The draft with the confidences of what a model told in it that was told otherwise `before`."""
    if d.dates is not before.dates:
        d = replace(d, dates=with_confidence("dates", d.dates))
    if d.counts is not before.counts:
        d = replace(d, counts=with_confidence("counts", d.counts))
    if d.parties is not before.parties:
        d = replace(d, parties=with_confidence("mentions", d.parties))
    return d


def with_categories(drafts: Sequence[Draft], found: Sequence[tuple[Task, ...]]) -> list[tuple[Task, ...]]:
    """The tasks of each draft with their categories, told in one batch."""
    pairs = [(task, d) for d, group in zip(drafts, found, strict=True) for task in group]
    categories = iter(categorise(pairs))
    return [tuple(replace(task, categories=next(categories)) for task in group) for group in found]


def complete(d: Draft, doc_type: Label[DocType], domain: Label[Domain], found: tuple[Task, ...]) -> Bulletin:
    """Link and check one labelled document."""
    d = _measured(with_stated(d, found, doc_type.value), d)
    inspection = campaign(d, doc_type.value, domain.value)
    unsure = [
        warning("classify", "class_unsure", field=field)
        for field, label in (("文种", doc_type), ("领域", domain))
        if label.value is None
    ]
    return Bulletin(
        d.reading, d.restored, d.structure, d.reference, d.title, d.publisher or publisher_of(d.parties), doc_type, domain, d.regions, inspection,
        d.dates, d.counts, d.parties, with_confidence("tasks", found), checks(d, found, inspection), (*d.warnings, *_missing(d, found), *unsure),
    )  # fmt: skip


def _missing(d: Draft, found: tuple[Task, ...]) -> list[str]:
    """A warning where tasks, or everything, may have been missed."""
    if not (found or d.dates or d.counts or d.parties):
        return [warning("extract", "nothing_found")]
    marks = runs_on(d.text, found)
    return [warning("extract", "items_missing", last=marks[0], behind=marks[1])] if marks else []


def _title(structure: Structure, text: str, reading: Reading) -> str | None:
    printed = "".join(map(str.strip, text[slice(*structure.title)].splitlines())) if structure.title else ""
    if "\t" in printed:
        printed = ""  # the header row of a list that has no title
    return printed or reading.metadata.get("title") or None


def _moved_headings(reading: Reading, restored: Restored) -> list[tuple[int, int, int]]:
    return [(*restored.offsets.to_text(start, end), level) for start, end, level in reading.headings]


def _moved(table: Table, restored: Restored) -> Table:
    to_text = restored.offsets.to_text
    cells = []
    for cell in table.cells:
        start, end = to_text(cell.start, cell.end)
        cells.append(replace(cell, start=start, end=end))
    return replace(table, cells=tuple(cells))
