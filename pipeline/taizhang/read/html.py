"""HTML of government sites and mirrors: the article with its tables; navigation, counters, share bars and footers out."""

from __future__ import annotations

from typing import Any

import regex

from taizhang.errors import SourceError
from taizhang.offsets import Edit
from taizhang.read.build import Builder
from taizhang.read.detect import HTML, declared_charset, decode
from taizhang.read.html_page import ROOT, Page, parse
from taizhang.read.html_tables import grid, is_data_table
from taizhang.read.metadata import iso_date
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
_COUNTER = regex.compile(
    r"(?:浏览|阅读|点击|访问|查看)(?:次数|人次|量|数|率)?\s*[:：]\s*(?:[\[【(（]?\s*[\d,]*\s*[\]】)）]?\s*(?:人次|次)?)(?=\s|$|[【\[（(|])"
)
_SITE = regex.compile(
    r"\s*(?:[-_|—–]+|>>|::)\s*[^-_|—–]*(?:政府|网|门户|局|委|厅|站|频道|平台|中心|日报|办公室)[^-_|—–]*$"
)


def read_html(data: bytes, source_uri: str, max_chars: int) -> Reading:
    """A reading of a page. Raises SourceError: empty, undecodable, too_large."""
    source, encoding = decode(data, declared_charset(data))
    if len(source) > 4 * max_chars:
        raise SourceError("too_large", f"more than {4 * max_chars:,} characters of markup; raise text_chars")
    page = Page(parse(source))
    builder = Builder(max_chars)
    metadata = _metadata(page)
    body = _Writer(builder)
    body.write(page.article)
    text = body.so_far()
    head = [
        line for line in (metadata.get("title"), page.header_line) if line and _bare(line) not in _bare(text[:2000])
    ]
    if head:
        builder = Builder(max_chars)
        for i, line in enumerate(head):
            builder.line(line, 1 if i == 0 and line == metadata.get("title") else None)
        _Writer(builder).write(page.article)
    return builder.finish(data, source_uri, HTML, encoding, metadata)


def _bare(text: str) -> str:
    return "".join(text.split())


def _metadata(page: Page) -> dict[str, str]:
    found: dict[str, str] = {}
    title = page.meta("articletitle", "og:title", "title") or page.heading or _SITE.sub("", page.title)
    if title:
        found["title"] = _SITE.sub("", title).strip()
    date = (
        page.meta("pubdate", "publishdate", "article:published_time", "publish_time", "og:release_date", "date")
        or page.header_line
    )
    if date and (iso := iso_date(date)):
        found["published_on"] = iso
    publisher = (
        page.meta("contentsource", "source", "author_source") or page.source or page.meta("sitename", "og:site_name")
    )
    if publisher:
        found["publisher"] = publisher
    if url := page.meta("url", "og:url"):
        found["url"] = url
    return found


class _Writer:
    """Writes an element as lines and tables, without recursion: pages may nest 100,000 deep."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._line: list[str] = []
        self._written: list[str] = []
        self._level: int | None = None

    def write(self, element: Any) -> None:
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
                self._builder.table(grid(node))
                self._text(node.tail, node is not element)
                continue
            self._enter(node)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
        self._flush()

    def so_far(self) -> str:
        """What was written as lines."""
        return "\n".join(self._written)

    def _enter(self, node: Any) -> None:
        if node.tag in _BLOCK or node.tag == "br":
            self._flush()
        if node.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._level = int(node.tag[1])
        self._text(node.text, True)

    def _leave(self, node: Any) -> None:
        if node.tag in _BLOCK:
            self._flush()
        self._text(node.tail, node.tag != ROOT)

    def _text(self, text: str | None, wanted: bool) -> None:
        if text and wanted:
            self._line.append(text)

    def _flush(self) -> None:
        line = _SPACE.sub(" ", "".join(self._line)).strip(" \u3000")
        self._line.clear()
        if line:
            self._put(line)
            self._written.append(line)
        self._level = None

    def _put(self, line: str) -> None:
        """A line, and the removal of a view counter in it, whose number is no fact of the bulletin."""
        start, _ = self._builder.line(line, self._level)
        for match in _COUNTER.finditer(line) if len(line) < 200 else ():
            self._builder.edits.append(Edit(start + match.start(), start + match.end(), "", "chrome"))
