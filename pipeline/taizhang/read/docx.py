"""DOCX by python-docx: paragraphs with headings and numbers, tables with merged cells; headers and footers stay out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeGuard

import regex

from taizhang.errors import SourceError
from taizhang.read import broken
from taizhang.read.build import Builder
from taizhang.read.cell_lines import joined
from taizhang.read.detect import DOCX
from taizhang.read.docx_numbers import Numbers, number
from taizhang.read.grid import GridCell, Row, distinct, padded, within
from taizhang.read.words import pattern
from taizhang.read.zip_file import checked_office
from taizhang.types import Reading

if TYPE_CHECKING:
    from taizhang.read.source import Limits

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "footnoteReference")} | {_FALLBACK}
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_MOST_SPAN = 200  # columns; Word has 63 at most


def read_docx(data: bytes, source_uri: str, limits: Limits) -> Reading:
    """A reading of a Word document. Raises SourceError: damaged, too_large, empty."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    checked_office(data, limits, "word/document.xml")
    try:
        document = docx.Document(BytesIO(data))
        body = document.element.body
    except (OpcError, LxmlError, *broken.PARSING) as error:
        raise SourceError(
            "damaged",
            f"Word 文档读不出（{error}），请用 Word 打开后另存 no readable Word document; open it in Word and save it again",
        ) from error
    builder = Builder(limits.text_chars)
    title = _title(document)
    walk = _Walk(builder, Numbers(document), _levels(document), limits.table_cells)
    for block in _blocks(body):
        walk.block(block)
    return builder.finish(data, source_uri, DOCX, metadata={"title": title} if _says(title) else None)


def _title(document: Any) -> str | None:
    try:
        return str(document.core_properties.title)
    except (AttributeError, KeyError, ValueError):  # properties that are none; the text may still be sound
        return None


def _says(title: str | None) -> TypeGuard[str]:
    """Whether a title property is a title: templates leave 'Word Document', 'PowerPoint' and the like there."""
    return bool(title and regex.search(r"\p{Han}{4}", title))


def _levels(document: Any) -> dict[str, int]:
    """Heading level by style id, through the style's name."""
    found = {}
    for style in document.styles.element.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        match = pattern("heading_style").match(name.get(f"{_W}val", "")) if name is not None else None
        if match:
            found[style.get(f"{_W}styleId")] = int(match[1])
    return found


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those wrapped in content controls."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            yield from _blocks(child)


class _Walk:
    """Writes blocks into a builder."""

    def __init__(self, builder: Builder, numbers: Numbers, levels: dict[str, int], max_cells: int) -> None:
        self._builder, self._numbers, self._levels, self._max_cells = builder, numbers, levels, max_cells

    def block(self, block: Any) -> None:
        """Add a paragraph or a table of the body."""
        if block.tag == f"{_W}tbl":
            self._builder.table(grid(block, self._numbers, self._max_cells))
            return
        text = self._numbers.of(block) + visible(block)
        style = block.find(f"{_W}pPr/{_W}pStyle")
        level = self._levels.get(style.get(f"{_W}val")) if style is not None else None
        for line in text.split("\n"):
            self._builder.line(line, level)


def visible(element: Any) -> str:
    """The text a reader sees in an element: insertions accepted, deletions and field codes left out."""
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in _UNSEEN:
            continue
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in _BREAKS and node.getparent().tag == f"{_W}r":
            parts.append(_BREAKS[node.tag])
        elif node.tag == f"{_W}p" and parts and parts[-1] != "\n":
            parts.append("\n")
        stack.extend(reversed(node))
    return "".join(parts)


def grid(table: Any, numbers: Numbers, most: int) -> list[Row]:
    """The rows of a table element; cells merged across (gridSpan) and down (vMerge) are one object.

    Raises SourceError('too_large') above `most` cells.
    """
    rows: list[Row] = []
    total = 0
    for tr in _rows(table):
        above = rows[-1] if rows else []
        row: Row = [GridCell("") for _ in range(min(number(tr.find(f"{_W}trPr/{_W}gridBefore"), 0), _MOST_SPAN))]
        for tc in tr.iter(f"{_W}tc"):
            if _owner(tc) is not tr:
                continue
            span, merge = tc.find(f"{_W}tcPr/{_W}gridSpan"), tc.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val") != "restart" and len(above) > len(row)
            cell = above[len(row)] if goes_on else GridCell(_cell_text(tc, numbers))
            row += [cell] * min(max(number(span, 1), 1), _MOST_SPAN)
        total += len(row)
        within(total, most)
        rows.append(row)
    return padded([row for row in rows if distinct(row)], most)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _rows(child)


def _owner(tc: Any) -> Any:
    return next((a for a in tc.iterancestors() if a.tag in (f"{_W}tr", f"{_W}tc")), None)


def _cell_text(tc: Any, numbers: Numbers) -> str:
    return joined([piece for p in tc.iter(f"{_W}p") for piece in (numbers.of(p) + visible(p)).split("\n")])
