"""A bulletin as rows of the ledger's tables. Ids follow from the document and the source span, so they survive a re-run."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from typing import Any, Final

from taizhang.types import Bulletin, Cell, DateMention, Party
from taizhang.version import PIPELINE_VERSION
from taizhang.vocabulary import SCHEMA_VERSION, DateRole
from taizhang.write.task_keys import task_keys

Row = dict[str, Any]
_OF_A_HEAD: Final[frozenset[DateRole]] = frozenset({"transfer", "event", "period", "published"})
_YEAR: Final = dt.timedelta(days=366)


def rows(bulletin: Bulletin) -> dict[str, list[Row]]:
    """The rows of all per-document tables (all but `failures`), each list in reading order."""
    return _Rows(bulletin).tables()


class _Rows:
    def __init__(self, bulletin: Bulletin) -> None:
        self.b = bulletin
        self.doc_id = bulletin.doc_id
        self._used: Counter[str] = Counter()
        cells = sorted(
            ((c.start, c.end, t.number, c) for t in bulletin.reading.tables for c in t.cells), key=lambda x: x[:2]
        )
        self._cells: list[tuple[int, int, int, Cell]] = cells
        self._cell_starts = [c[0] for c in cells]
        self._page_starts = [p.start for p in bulletin.reading.pages]
        self._as_in_source = bulletin.restored.offsets.is_identity

    def tables(self) -> dict[str, list[Row]]:
        """The rows of every table this bulletin has a part in."""
        dates, counts, mentions = self.dates(), self.counts(), self.mentions()
        tasks, assignments = self.tasks(mentions)
        ids = {
            "dates": [r["date_id"] for r in dates], "counts": [r["count_id"] for r in counts],
            "tasks": [r["task_id"] for r in tasks], "mentions": [r["mention_id"] for r in mentions],
        }  # fmt: skip
        campaign = self.b.campaign
        return {
            "documents": [self.document()], "sections": self.sections(), "dates": dates, "counts": counts,
            "mentions": mentions, "parties": self.parties(), "tasks": tasks, "assignments": assignments,
            "campaigns": [self.campaign()] if campaign else [], "checks": self.checks(ids),
        }  # fmt: skip

    def document(self) -> Row:
        """The row of `documents`."""
        b, r = self.b, self.b.reading
        return {
            "doc_id": self.doc_id, "source_uri": r.source_uri, "source_uris": [r.source_uri],
            "sha256": r.sha256, "media_type": r.media_type,
            "encoding": r.encoding, "title": b.title, "publisher": b.publisher,
            "published_on": _iso(b.reference.published_on), "reported_on": _iso(_reported_on(b)), "reference_date": _iso(b.reference.date),
            "reference_basis": b.reference.basis, "script": b.restored.script, "restored": list(b.restored.kinds),
            "doc_type": b.doc_type.value, "doc_type_score": round(b.doc_type.score, 4), "domain": b.domain.value,
            "domain_score": round(b.domain.score, 4),
            "regions": [{"name": g.name, "adcode": g.adcode} for g in b.regions],
            "campaign_id": b.campaign.campaign_id if b.campaign else None, "text": b.text, "n_pages": r.n_pages,
            "warnings": list(b.warnings), "schema_version": SCHEMA_VERSION, "pipeline_version": PIPELINE_VERSION,
        }  # fmt: skip

    def sections(self) -> list[Row]:
        """The rows of `sections`."""
        out = []
        for s in self.b.structure.sections:
            source = self.b.restored.offsets.to_source(s.start, s.end)
            out.append({
                "section_id": self._id("s", source), "doc_id": self.doc_id, "level": s.level, "number": s.number or None,
                "title": s.title, "start_char": s.start, "end_char": s.end,
                "source_start": source[0], "source_end": source[1],
            })  # fmt: skip
        return out

    def dates(self) -> list[Row]:
        """The rows of `dates`."""
        out = []
        for m in self.b.dates:
            spans = self._spans(m.start, m.end)
            out.append({
                "date_id": self._id("d", spans), "doc_id": self.doc_id, **spans,
                "from_date": _iso(m.value.start), "to_date": _iso(m.value.end), "granularity": m.value.granularity,
                "role": m.role, "rule_id": m.rule_id, "confidence": round(m.confidence, 3),
            })  # fmt: skip
        return out

    def counts(self) -> list[Row]:
        """The rows of `counts`."""
        out = []
        for m in self.b.counts:
            spans, q = self._spans(m.start, m.end), m.value
            out.append({
                "count_id": self._id("c", spans), "doc_id": self.doc_id, **spans, "value": _number(q.value),
                "value_to": _number(q.value_to), "comparator": q.comparator, "unit": q.unit, "object": m.object,
                "status": m.status, "as_of": _iso(m.as_of), "region_adcode": m.region_adcode, "part_of": m.part_of,
                "each_of": m.each_of, "rule_id": m.rules, "confidence": round(m.confidence, 3),
            })  # fmt: skip
        for row in out:
            row["part_of"] = None if row["part_of"] is None else out[row["part_of"]]["count_id"]
        return out

    def mentions(self) -> list[Row]:
        """The rows of `mentions`, one for each place a party is named in."""
        out = []
        for m in self.b.parties:
            spans = self._spans(m.start, m.end)
            out.append({
                "mention_id": self._id("m", spans), "doc_id": self.doc_id, **spans, "party_id": m.party.party_id,
                "role": m.role, "rule_id": m.rules, "confidence": round(m.confidence, 3),
            })  # fmt: skip
        return out

    def parties(self) -> list[Row]:
        """The rows of `parties`: each body once, with the names it goes by here."""
        known: dict[str, Party] = {}
        aliases: dict[str, set[str]] = {}
        for m in self.b.parties:
            known.setdefault(m.party.party_id, m.party)
            aliases.setdefault(m.party.party_id, set()).add(m.text)
        for t in self.b.tasks:
            for a in t.assignments:
                known.setdefault(a.party.party_id, a.party)
        if self.b.campaign and self.b.campaign.inspector:
            known.setdefault(self.b.campaign.inspector.party_id, self.b.campaign.inspector)
        return [
            {"party_id": p.party_id, "name": p.name, "kind": p.kind, "adcode": p.adcode, "level": p.level,
             "aliases": sorted(aliases.get(p.party_id, set()) - {p.name})}
            for p in known.values()
        ]  # fmt: skip

    def tasks(self, mentions: list[Row]) -> tuple[list[Row], list[Row]]:
        """The rows of `tasks` and of `assignments`, which point at `mentions` where a party is named."""
        by_place = {(m["start_char"], m["end_char"], m["party_id"]): m["mention_id"] for m in mentions}
        out, assigned = [], []
        for t, key in zip(self.b.tasks, task_keys(self.b), strict=True):
            spans, d = self._spans(t.start, t.end), t.deadline
            task_id = self._id("t", spans)
            out.append({
                "task_id": task_id, "task_key": key, "doc_id": self.doc_id,
                **spans, "kind": t.kind, "number": t.number, "title": t.title, "problem": t.problem, "target": t.target,
                "measures": list(t.measures), "status": t.status, "status_text": t.status_text,
                "status_as_of": _iso(t.status_as_of), "verified": t.verified, "deadline_from": _iso(d.start) if d else None,
                "deadline_to": _iso(d.end) if d else None, "deadline_text": d.text if d else None,
                "deadline_kind": d.kind if d else None, "completed_on": _iso(t.completed_on),
                "categories": list(t.categories), "region_adcode": t.region_adcode,
                "lead_text": t.lead_text, "responsible_text": t.responsible_text, "subject_text": t.subject_text,
                "rule_id": t.rule_id, "confidence": round(t.confidence, 3),
            })  # fmt: skip
            for a in t.assignments:
                assigned.append({
                    "task_id": task_id, "party_id": a.party.party_id,
                    "mention_id": by_place.get((a.start, a.end, a.party.party_id)), "role": a.role, "doc_id": self.doc_id,
                })  # fmt: skip
        return out, assigned

    def campaign(self) -> Row:
        """The row of `campaigns`."""
        c = self.b.campaign
        assert c is not None
        return {
            "campaign_id": c.campaign_id, "name": c.name, "level": c.level, "kind": c.kind, "round": c.round,
            "batch": c.batch, "inspector_party_id": c.inspector.party_id if c.inspector else None,
            "region_adcode": c.region_adcode, "inspected_from": _iso(c.inspected_from),
            "inspected_to": _iso(c.inspected_to), "feedback_on": _iso(c.feedback_on),
            "rule_id": c.rule_id,
        }  # fmt: skip

    def checks(self, ids: dict[str, list[str]]) -> list[Row]:
        return [
            {"check_id": f"{self.doc_id}.k{n}", "doc_id": self.doc_id, "rule": c.rule, "ok": c.ok, "detail": c.detail,
             "record_ids": [ids[table][index] for table, index in c.records]}
            for n, c in enumerate(self.b.checks)
        ]  # fmt: skip

    def _spans(self, start: int, end: int) -> Row:
        source_start, source_end = (start, end) if self._as_in_source else self.b.restored.offsets.to_source(start, end)
        page = table = row = column = None
        if self._page_starts:
            page = self.b.reading.pages[max(bisect_right(self._page_starts, source_start) - 1, 0)].number
        at = bisect_right(self._cell_starts, source_start) - 1 if self._cell_starts else -1
        # A merged cell stands once a row it covers, with one span: the first of them is where it is printed.
        while at > 0 and self._cells[at - 1][0] == self._cells[at][0]:
            at -= 1
        if at >= 0 and source_start < self._cells[at][1]:
            _, _, table, cell = self._cells[at]
            row, column, page = cell.row, cell.column, cell.page or page
        return {
            "start_char": start, "end_char": end, "source_start": source_start, "source_end": source_end, "page": page,
            "table": table, "row": row, "column": column, "text": self.b.text[start:end],
        }  # fmt: skip

    def _id(self, letter: str, span: Row | tuple[int, int]) -> str:
        start, end = span if isinstance(span, tuple) else (span["source_start"], span["source_end"])
        base = f"{self.doc_id}.{letter}{start}-{end}"
        self._used[base] += 1
        return base if self._used[base] == 1 else f"{base}.{self._used[base]}"


def _reported_on(bulletin: Bulletin) -> dt.date | None:
    """The last day as of which a bulletin reports; where it does not say, that of a date at its head: the month or quarter that a list
    is of, the day on which its complaints came. A year tells no day (it may be that of the inspection, or of a plan), and what befell
    on one day (an accident) is no day of the bulletin."""
    head = bulletin.structure.body[0]
    as_of = [d.value.end for d in bulletin.dates if d.value.end and d.role == "as_of"]
    at_head = [d.value.end for d in bulletin.dates if d.value.end and d.start < head and _tells_its_day(d)]
    return max(as_of or at_head, default=None)


def _tells_its_day(date: DateMention) -> bool:
    start, end = date.value.start, date.value.end
    within_a_year = start is not None and end is not None and end - start <= _YEAR and date.value.granularity != "year"
    return within_a_year and date.role in _OF_A_HEAD and not (date.role == "event" and date.value.granularity == "day")


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _number(value: float | None) -> float | int | None:
    """Whole numbers as integers, so that JSON shows 38 and not 38.0; figures keep 12 significant digits."""
    if value is None:
        return None
    value = float(f"{value:.12g}")
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
