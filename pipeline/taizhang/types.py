"""The values that pass between stages: frozen, slotted, no I/O.

Offsets are half-open and count Unicode code points. Unless a field says `source_…`, they point into the restored text.
Types of terms (`DateRole`, `CountStatus`) are the closed vocabularies of the ledger contract (`docs/ledger.md`), from `vocabulary.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple

from taizhang.offsets import Edit, OffsetMap
from taizhang.quick import quick
from taizhang.vocabulary import (
    AssignmentRole,
    CampaignKind,
    Category,
    Comparator,
    CountStatus,
    DateRole,
    DocType,
    Domain,
    PartyKind,
    PartyLevel,
    PartyRole,
    TaskKind,
    TaskStatus,
    Term,
)

Span = tuple[int, int]  # start and end in a text
Granularity = Literal["day", "month", "quarter", "half", "year", "period"]
Basis = Literal["printed", "metadata", "inferred", "none"]
DeadlineKind = Literal["by", "within", "during", "immediate", "ongoing"]


# --- read -------------------------------------------------------------------------------------------------------


@quick
@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `start`, `end` point into `Reading.text`. A merged cell is repeated in every row and column it
    covers, with the same span."""

    row: int
    column: int
    start: int
    end: int
    page: int | None = None
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed: all its cells, header rows included, in reading order. `number` counts from 1."""

    number: int
    cells: tuple[Cell, ...]
    n_rows: int
    n_columns: int
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class PageSpan:
    """Where a page's text lies in `Reading.text`; `confidence` is the OCR's, None for a text layer."""

    number: int
    start: int
    end: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one source: the undamaged decoded text, never changed afterwards, and its structure.

    `edits` are joins and removals that only the reader can know of (a line break inside a PDF paragraph, a page
    number); the restore stage applies them, so that the offset map knows them. In `text` the cells of a table row are
    separated by TAB, rows by LF; `metadata` holds strings under: title, publisher, published_on (ISO), url, id, site (its owner).
    """

    source_uri: str
    sha256: str
    media_type: str
    encoding: str | None
    text: str
    tables: tuple[Table, ...] = ()
    pages: tuple[PageSpan, ...] = ()
    headings: tuple[tuple[int, int, int], ...] = ()  # (start, end, level) where the format marks them
    edits: tuple[Edit, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    n_pages: int | None = None
    warnings: tuple[str, ...] = ()

    @property
    def doc_id(self) -> str:
        """First 16 hex digits of the SHA-256 of the source bytes."""
        return self.sha256[:16]


# --- restore ----------------------------------------------------------------------------------------------------


@quick
@dataclass(frozen=True, slots=True)
class Repair:
    """One stretch of damage undone (or, below the threshold, left alone: `applied` is False).

    `start`, `end` point into the source. `kind` names the damage: gloss, script, chrome, shift, comma, newline, …
    """

    kind: str
    start: int
    end: int
    before: str
    after: str
    confidence: float = 1.0
    applied: bool = True


@dataclass(frozen=True, slots=True)
class Restored:
    """The restored text, the map to its source, and what was done. `doubtful` are spans of `text` from which no
    number, date or name may be read (a repair of low confidence)."""

    text: str
    source: str
    offsets: OffsetMap
    script: Literal["hans", "hant", "mixed"]
    repairs: tuple[Repair, ...] = ()
    doubtful: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of damage undone, sorted, each once."""
        return tuple(sorted({r.kind for r in self.repairs if r.applied}))


# --- segment ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of its level. `number` is as printed (一、, (二), 1.).
    `level` counts from 1; `end` is exclusive and covers the subsections."""

    level: int
    number: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Structure:
    """The shape of a text. `sentences` are spans, in order, that do not cross lines; `title` is the span of the
    printed title or None; `body` is the span without title lines and header lines; `boilerplate` are line spans from
    which nothing may be read (breadcrumbs, share bars, ICP lines that restoring kept)."""

    sections: tuple[Section, ...]
    sentences: tuple[Span, ...]
    title: Span | None
    body: Span
    boilerplate: tuple[Span, ...] = ()


# --- extract ----------------------------------------------------------------------------------------------------


@quick
@dataclass(frozen=True, slots=True)
class DateRange:
    """A stretch of days, both ends inclusive; None is an open (or unresolvable) end."""

    start: dt.date | None
    end: dt.date | None
    granularity: Granularity


@quick
@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due. Never more precise than the text: 立行立改 is `immediate` with no days, 长期坚持 `ongoing`."""

    kind: DeadlineKind
    start: dt.date | None
    end: dt.date | None
    text: str


@quick
@dataclass(frozen=True, slots=True)
class DateMention:
    """A calendar expression in the text, resolved; `role` says what happened then."""

    start: int
    end: int
    text: str
    value: DateRange
    role: DateRole
    rule_id: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reference:
    """What year-less and relative dates are resolved with; `published_on` is the date of the bulletin itself."""

    date: dt.date | None
    year: int | None
    basis: Basis
    published_on: dt.date | None = None


@quick
@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in its base unit (万 and 亿 multiplied out). `value_to` is the upper end of a range. `value` is None
    where damage took a digit away: unknown, never guessed."""

    value: float | None
    value_to: float | None
    comparator: Comparator
    unit: str


def _chain(made: str, told: str | None) -> str:
    """The rule that made a mention, the one that told the rest of it, and what overruled the first."""
    if told is None:
        return made
    first, *rest = made.split(" ")
    return " ".join((first, told, *rest))


@quick
@dataclass(frozen=True, slots=True)
class CountMention:
    """A quantity of the bulletin. `part_of` is the index, in the document's list of counts, of its whole; `each_of`, how many the
    figure is told of each (甲县、乙县各2件: 2). `rule_id` told the status, `object_rule` the object (None where the same did)."""

    start: int
    end: int
    text: str
    value: Quantity
    object: str | None
    status: CountStatus
    rule_id: str
    as_of: dt.date | None = None
    region_adcode: str | None = None
    part_of: int | None = None
    each_of: int | None = None
    object_rule: str | None = None
    confidence: float = 1.0

    @property
    def rules(self) -> str:
        """The ids of all rules and models behind the figure, as the ledger has them."""
        return _chain(self.rule_id, self.object_rule)

    @property
    def total(self) -> float | None:
        """What the figure comes to in all: the value, times how many it is told of each."""
        return None if self.value.value is None else self.value.value * (self.each_of or 1)


@quick
@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, post or person, canonical. `party_id` follows from name and adcode, so it is the same in every
    bulletin."""

    party_id: str
    name: str
    kind: PartyKind
    adcode: str | None = None
    level: PartyLevel = "none"


class PartyField(NamedTuple):
    """A stretch of text that holds names of bodies and nothing else, and their part in the work (a cell under 责任单位)."""

    start: int
    end: int
    part: AssignmentRole


@quick
@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party where it is named. Several parties may share a span (第一、第二督察组). `rule_id` found it, `role_rule` told its role."""

    start: int
    end: int
    text: str
    party: Party
    role: PartyRole
    rule_id: str
    said: bool = False  # whether words behind one of its names tell the role
    role_rule: str | None = None
    confidence: float = 1.0

    @property
    def rules(self) -> str:
        """The ids of all rules and models behind the mention, as the ledger has them."""
        return _chain(self.rule_id, self.role_rule)


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative division: shortest official name and GB/T 2260 code (None where the code is unsure)."""

    name: str
    adcode: str | None


@quick
@dataclass(frozen=True, slots=True)
class PlaceMention:
    """An administrative division named in the text, also inside a party's name (河南省 in 河南省委)."""

    start: int
    end: int
    text: str
    region: Region
    confidence: float = 1.0


@quick
@dataclass(frozen=True, slots=True)
class Assignment:
    """A party's part in a task; `start`, `end` are the span of the mention."""

    party: Party
    role: AssignmentRole
    start: int
    end: int


@quick
@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work, complaint, finding or case, with its own statement."""

    start: int
    end: int
    kind: TaskKind
    number: str | None
    title: str
    status: TaskStatus
    rule_id: str
    problem: str | None = None
    target: str | None = None
    measures: tuple[str, ...] = ()
    status_text: str | None = None
    status_as_of: dt.date | None = None
    verified: Literal["yes", "partly", "no"] | None = None
    deadline: Deadline | None = None
    completed_on: dt.date | None = None
    categories: tuple[Category, ...] = ()
    region_adcode: str | None = None
    assignments: tuple[Assignment, ...] = ()
    lead_text: str | None = None
    responsible_text: str | None = None
    subject_text: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Campaign:
    """The inspection a bulletin speaks of."""

    campaign_id: str
    name: str
    level: Literal["central", "province", "prefecture", "county"]
    kind: CampaignKind
    round: int | None = None
    batch: int | None = None
    inspector: Party | None = None
    region_adcode: str | None = None
    inspected_from: dt.date | None = None
    inspected_to: dt.date | None = None
    feedback_on: dt.date | None = None
    rule_id: str | None = None  # what told round and batch


@dataclass(frozen=True, slots=True)
class Label(Generic[Term]):
    """A class with its calibrated probability; `value` is None where the classifier abstains."""

    value: Term | None
    score: float
    source: str  # rule id, or model name and version


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic or consistency finding. `records` are (table, index in the bulletin's list) pairs."""

    rule: str
    ok: bool
    detail: str
    records: tuple[tuple[str, int], ...]


@quick
@dataclass(frozen=True, slots=True)
class Draft:
    """A document after extraction, before it is labelled: what classifiers, the task extractor and linkers read.

    `tables` are the reading's, their spans pointing into the restored text; lists whose cells lie flattened in the text are none.
    All parties are `mentioned` until the document is labelled: what they do is told by the kind of bulletin too.
    """

    reading: Reading
    restored: Restored
    structure: Structure
    tables: tuple[Table, ...]
    title: str | None
    publisher: str | None
    reference: Reference
    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]
    regions: tuple[Region, ...]
    parties: tuple[PartyMention, ...]
    party_fields: tuple[PartyField, ...]
    counts: tuple[CountMention, ...]
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The restored reading text that all spans point into."""
        return self.restored.text


# --- the whole --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class Bulletin:
    """All that was understood of one source; what `taizhang.parse` gives and `write/` turns into rows."""

    reading: Reading
    restored: Restored
    structure: Structure
    reference: Reference
    title: str | None
    publisher: str | None
    doc_type: Label[DocType]
    domain: Label[Domain]
    regions: tuple[Region, ...]
    campaign: Campaign | None
    dates: tuple[DateMention, ...]
    counts: tuple[CountMention, ...]
    parties: tuple[PartyMention, ...]
    tasks: tuple[Task, ...]
    checks: tuple[Check, ...]
    warnings: tuple[str, ...] = ()

    @property
    def doc_id(self) -> str:
        """First 16 hex digits of the SHA-256 of the source bytes."""
        return self.reading.doc_id

    @property
    def text(self) -> str:
        """The restored reading text that all spans point into."""
        return self.restored.text

    def __repr__(self) -> str:
        read = self.dates or self.counts or self.parties or self.tasks
        named = ("dates", "counts", "parties", "tasks", "checks", "warnings") if read else ()
        sizes = ", ".join(f"{n} {name}" for name in named if (n := len(getattr(self, name))))
        return f"<Bulletin {self.title or self.reading.source_uri!r}: {self.doc_type.value}, {self.domain.value}; {sizes or 'nothing'}>"
