"""HTML of government sites and mirrors: the article with its tables; navigation, counters and footers out."""

from __future__ import annotations

from typing import Any

import regex

from taizhang.errors import SourceError
from taizhang.offsets import Edit
from taizhang.read.build import Builder
from taizhang.read.detect import HTML, declared_charset, decode
from taizhang.read.html_page import ROOT, Page, header_of, parse
from taizhang.read.html_tables import grid, is_data_table
from taizhang.read.metadata import iso_date
from taizhang.read.words import pattern
from taizhang.types import Reading

_BLOCK = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "figcaption",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SPACE = regex.compile(r"[ \t\r\n\f\xa0]+")
_MOST_LINK_LINE = 80


def read_html(data: bytes, source_uri: str, max_chars: int, max_cells: int) -> Reading:
    """A reading of a page. Raises SourceError: empty, undecodable, too_large."""
    source, encoding = decode(data, declared_charset(data))
    if len(source) > 4 * max_chars:
        raise SourceError(
            "too_large",
            f"网页源码超过 {4 * max_chars:,} 字；请调高 text_chars"
            f" more than {4 * max_chars:,} characters of markup; raise text_chars",
        )
    page = Page(parse(source))
    draft = _Writer(Builder(max_chars), max_cells)
    draft.write(page.article)
    page.header_line = page.header_line or header_of(draft.lines[:8])
    metadata = _metadata(page)
    title, shown = metadata.get("title"), _bare("".join(draft.lines[:30]))
    builder = Builder(max_chars)
    writer = _Writer(builder, max_cells)
    for line in (title, page.header_line):  # they often stand outside the element of the article
        if line and _bare(line) not in shown:
            writer.put(line, 1 if line == title else None)
    writer.write(page.article)
    return builder.finish(data, source_uri, HTML, encoding, metadata)


def _bare(text: str) -> str:
    return "".join(text.split())


def _metadata(page: Page) -> dict[str, str]:
    found: dict[str, str] = {}
    title = page.meta("articletitle", "og:title", "title") or page.heading or pattern("site_name").sub("", page.title)
    if title:
        found["title"] = pattern("site_name").sub("", title).strip()
    date = (
        page.meta("pubdate", "publishdate", "article:published_time", "publish_time", "og:release_date", "date")
        or page.header_line
    )
    if date and (iso := iso_date(date)):
        found["published_on"] = iso
    publisher = (
        page.meta("contentsource", "source", "author_source") or page.publisher or page.meta("sitename", "og:site_name")
    )
    if publisher:
        found["publisher"] = publisher
    if url := page.meta("url", "og:url"):
        found["url"] = url
    if page.site:
        found["site"] = page.site
    return found


def _navigates(line: str, links: list[int]) -> bool:
    """Whether a line is made of links, or is a button or pager."""
    if len(line) > _MOST_LINK_LINE or "。" in line:
        return False
    if links and pattern("button").fullmatch(line.strip()):
        return True
    return len(links) >= 2 and sum(links) > 0.6 * len(line.replace(" ", ""))


class _Writer:
    """Writes an element as lines and tables, without recursion: pages may nest 100,000 deep."""

    def __init__(self, builder: Builder, max_cells: int) -> None:
        self._builder, self._max_cells = builder, max_cells
        self._line: list[str] = []
        self.lines: list[str] = []
        self._in_link = 0
        self._links: list[int] = []  # lengths of the links of the line
        self._level: int | None = None

    def write(self, element: Any) -> None:
        """Add an element with all in it, without recursion: pages may be nested a hundred thousand deep."""
        stack: list[tuple[Any, bool]] = [(element, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node)
                continue
            if not isinstance(node.tag, str):
                self._text(node.tail, node is not element)
                continue
            if node.tag == "table" and is_data_table(node):
                self._flush()
                self._builder.table(grid(node, self._max_cells))
                self._text(node.tail, node is not element)
                continue
            self._enter(node)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
        self._flush()

    def _enter(self, node: Any) -> None:
        if node.tag in _BLOCK or node.tag == "br":
            self._flush()
        self._in_link += node.tag == "a"
        if node.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._level = int(node.tag[1])
        self._text(node.text, True)

    def _leave(self, node: Any) -> None:
        self._in_link -= node.tag == "a"
        if node.tag in _BLOCK:
            self._flush()
        self._text(node.tail, node.tag != ROOT)

    def _text(self, text: str | None, wanted: bool) -> None:
        if text and wanted:
            self._line.append(text)
            if self._in_link and text.strip():
                self._links.append(len(text.strip()))

    def _flush(self) -> None:
        line = _SPACE.sub(" ", "".join(self._line)).strip(" \u3000")
        links, self._links = self._links, []
        self._line.clear()
        line = pattern("apart").sub(" ", line) if len(line) < 200 else line
        if line and not _navigates(line, links):
            self.put(line, self._level)
            self.lines.append(line)
        self._level = None

    def put(self, line: str, level: int | None) -> None:
        """A line, and the removal of a view counter in it, whose number is no fact of the bulletin."""
        start, _ = self._builder.line(line, level)
        for match in pattern("counter").finditer(line) if len(line) < 200 else ():
            self._builder.edits.append(Edit(start + match.start(), start + match.end(), "", "chrome"))
