"""Puts a reading together piece by piece, so that every reader counts offsets the same way."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from taizhang.errors import SourceError
from taizhang.messages import warning
from taizhang.offsets import Edit
from taizhang.read.grid import GridCell, Layout, Row, layout, numbers_missing
from taizhang.types import Cell, PageSpan, Reading, Table

_BREAKS = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


class Builder:
    """Text, tables, headings, pages and edits of one reading in the making."""

    def __init__(self, limit: int) -> None:
        self._parts: list[str] = []
        self._limit = limit
        self._tables: list[Table] = []
        self.length = 0
        self.headings: list[tuple[int, int, int]] = []
        self.pages: list[PageSpan] = []
        self.edits: list[Edit] = []
        self.warnings: list[str] = []

    def add(self, text: str) -> tuple[int, int]:
        """Append text as it is; returns its span. Raises SourceError('too_large') above the limit."""
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        if self.length > self._limit:
            raise SourceError(
                "too_large",
                f"正文超过 {self._limit:,} 字；请拆分或调高 text_chars"
                f" more than {self._limit:,} characters of text; split it or raise text_chars",
            )
        return start, self.length

    def line(self, text: str, level: int | None = None) -> tuple[int, int]:
        """Append a line; `level` marks it as a heading."""
        span = self.add(text)
        self.add("\n")
        if level and text.strip():
            self.headings.append((*span, level))
        return span

    def table(self, rows: Sequence[Row], caption: str | None = None) -> None:
        """Append a grid: titles and notes as lines, the rest as a table."""
        parts = layout(rows)
        for title in parts.titles:
            self.line(title)
        if parts.rows:
            caption = caption or (parts.titles[0] if parts.titles else None)
            self._tables.append(self._cells(parts, caption))
            if missing := numbers_missing(parts.rows, parts.header):
                listed = ", ".join(map(str, missing[:10]))
                self.warnings.append(warning("read", "rows_missing", table=len(self._tables), numbers=listed))
        for note in parts.notes:
            self.line(note)

    def _cells(self, parts: Layout, caption: str | None) -> Table:
        spans: dict[int, tuple[int, int]] = {}
        cells: list[Cell] = []
        for number, row in enumerate(parts.rows):
            for column, cell in enumerate(row):
                if column:
                    self.add("\t")
                span = spans.get(id(cell))
                if span is None:
                    span = spans[id(cell)] = self.add(clean(cell.text))
                cells.append(Cell(number, column, *span, page=cell.page, header=number < parts.header))
            self.add("\n")
        return Table(len(self._tables) + 1, tuple(cells), len(parts.rows), max(map(len, parts.rows)), caption)

    def cells_since(self, offset: int) -> list[Cell]:
        """The cells of the last table, if it begins at or after `offset`."""
        cells = self._tables[-1].cells if self._tables else ()
        return [cell for cell in cells if cell.start >= offset]

    def finish(
        self, data: bytes, source_uri: str, media_type: str, encoding: str | None = None,
        metadata: Mapping[str, str] | None = None, n_pages: int | None = None,
    ) -> Reading:  # fmt: skip
        """The reading. Raises SourceError('empty') where there is no text."""
        text = "".join(self._parts)
        if not text.strip():
            raise SourceError("empty", "没有文字，请核对来源 there is no text in it; check the source")
        digest = hashlib.sha256(data).hexdigest()
        return Reading(
            source_uri, digest, media_type, encoding, text, tuple(self._tables), tuple(self.pages),
            tuple(self.headings), tuple(sorted(self.edits)), dict(metadata or {}), n_pages, tuple(self.warnings),
        )  # fmt: skip


def clean(text: str) -> str:
    """Cell text on one line: TAB and line breaks part cells and rows, so none may stand inside one."""
    return text.strip() if _BREAKS.isdisjoint(text) else " ".join(text.split())


def cell(text: str, page: int | None = None) -> GridCell:
    """A cell of cleaned text."""
    return GridCell(clean(text), page)
