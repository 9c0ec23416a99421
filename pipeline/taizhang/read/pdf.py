"""PDF: text by pdfium, tables by the rules that pdfplumber finds on pages that have any, OCR where there is no text."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import regex

from taizhang.errors import SourceError
from taizhang.messages import warning
from taizhang.offsets import Edit
from taizhang.read import broken
from taizhang.read.build import Builder
from taizhang.read.detect import PDF
from taizhang.read.password import password_error
from taizhang.read.pdf_edges import drawn_edges
from taizhang.read.pdf_flow import Margins, join_tables, mark_running
from taizhang.read.pdf_forms import check_forms
from taizhang.read.pdf_page import Line, PageContent, PageTable, garbled, outside_lines, pdfium_lines
from taizhang.read.pdf_tables import page_tables
from taizhang.read.pdf_unruled import may_begin, unruled_table
from taizhang.types import PageSpan, Reading

if TYPE_CHECKING:
    from taizhang.read.source import Limits

_MOST_OBJECTS = 30_000  # on a page; above this no table of words has been seen, only drawings
_FEWEST_RULES = 3
_DEEPEST = 3  # of drawings in drawings
_PASSWORD_ERROR = "password"


def read_pdf(data: bytes, source_uri: str, limits: Limits, password: str | None) -> Reading:
    """A reading of a PDF. Raises SourceError: damaged, encrypted, empty, too_large, unsupported (scan, no OCR)."""
    check_forms(data)
    with _opened(data, password) as document:
        n_pages = len(document)
        if n_pages > limits.pages:
            raise SourceError(
                "too_large",
                f"共 {n_pages:,} 页，上限 pages 为 {limits.pages:,}；请拆分或调高上限"
                f" {n_pages:,} pages; split it or raise limits.pages",
            )
        builder = Builder(limits.text_chars)
        pages = list(_Pages(document, data, password, limits.text_chars, builder.warnings).read())
        metadata = _metadata(document, pages)
    mark_running(pages)
    join_tables(pages)
    write_pages(pages, builder)
    return builder.finish(data, source_uri, PDF, metadata=metadata, n_pages=n_pages)


@contextmanager
def _opened(data: bytes, password: str | None) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        raise _why_closed(data, str(error), password) from error
    try:
        if len(document) == 0:
            raise SourceError("empty", "PDF 没有页，请重新获取 a PDF without pages; fetch it again")
        yield document
    finally:
        document.close()


def _why_closed(data: bytes, message: str, password: str | None) -> SourceError:
    if _PASSWORD_ERROR in message.lower() and b"/Encrypt" in data:  # pdfium may repeat the error of another file
        return password_error(password)
    if regex.search(
        rb"/Type\s*/Pages\b[^>]{0,200}/Count\s+0\b|/Count\s+0\b[^>]{0,200}/Type\s*/Pages\b", data[:1_000_000]
    ):
        return SourceError("empty", "PDF 没有页，请重新获取 a PDF without pages; fetch it again")
    whole = b"%%EOF" in data[-2048:]
    what = "结构损坏 its structure is broken" if whole else "缺少结尾 its end is missing"
    return SourceError("damaged", f"PDF 读不出：{what}；请重新获取 fetch it again")


class _Pages:
    """Reads page after page; pdfplumber is opened only when a page has rules, and every page is closed when read."""

    def __init__(self, document: Any, data: bytes, password: str | None, most_text: int, warnings: list[str]) -> None:
        self._most_text = most_text
        self._document, self._data, self._password, self._warnings = document, data, password, warnings
        self._plumber: Any = None
        self._unruled: PageTable | None = None
        self._last: PageTable | None = None  # the table that ends the page before

    def read(self) -> Iterator[PageContent]:
        """The pages in order. Raises SourceError: too_large, unsupported (nothing but scans, and no OCR here)."""
        unread: list[int] = []
        any_text = False
        left = self._most_text
        for index in range(len(self._document)):
            content = self._page(index, unread)
            left -= sum(len(item.text) for item in content.items if isinstance(item, Line))
            if left < 0:
                raise SourceError(
                    "too_large",
                    f"正文超过 {self._most_text:,} 字；请拆分或调高 text_chars"
                    f" more than {self._most_text:,} characters; split it or raise text_chars",
                )
            any_text = any_text or bool(content.items)
            self._last = next((item for item in reversed(content.items) if isinstance(item, PageTable)), None)
            yield content
        if self._plumber is not None:
            self._plumber.stream.close()  # every page was closed when read; close() would open them all again
        self._report(unread, any_text)

    def _report(self, unread: list[int], any_text: bool) -> None:
        if not unread:
            return
        listed = ", ".join(map(str, unread[:20])) + (", …" if len(unread) > 20 else "")
        if not any_text:
            raise SourceError(
                "unsupported",
                f"扫描件没有文字层（第 {listed} 页），这里也没有文字识别；请先装 taizhang[ocr]（怎么装见 taizhang doctor）再重读"
                f" a scan without a text layer (pages {listed}) and no OCR here; install taizhang[ocr]",
            )
        self._warnings.append(warning("read", "pages_unread", pages=listed))

    def _page(self, index: int, unread: list[int]) -> PageContent:
        import pypdfium2

        try:
            page = self._document[index]
        except pypdfium2.PdfiumError:
            self._warnings.append(warning("read", "page_damaged", page=index + 1))
            return PageContent(index + 1, 1.0, 1.0)
        try:
            return self._content(page, index, unread)
        finally:
            page.close()

    def _content(self, page: Any, index: int, unread: list[int]) -> PageContent:
        width, height = page.get_size()
        content = PageContent(index + 1, width, height)
        lines = pdfium_lines(page, index + 1, height)
        text = "\n".join(line.text for line in lines)
        if (len(text) < 10 and _has_image(page)) or garbled(text):
            return self._by_ocr(page, content, unread)
        content.items = list(lines)
        ruled = bool(lines) and _has_rules(page)
        if ruled or self._list_before(index) or may_begin([line.text for line in lines]):
            self._with_tables(content, index, ruled)
        return content

    def _list_before(self, index: int) -> PageTable | None:
        """The list without rules on the page before, that may go on."""
        return self._unruled if self._unruled is not None and self._unruled.page == index else None

    def _by_ocr(self, page: Any, content: PageContent, unread: list[int]) -> PageContent:
        from taizhang.read.ocr import available, read_page

        if not available():
            unread.append(content.number)
            return content
        return read_page(page, content)

    def _with_tables(self, content: PageContent, index: int, ruled: bool) -> None:
        """Put tables in the place of the lines that pdfium made of them."""
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psparser import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

        broken_page: tuple[type[Exception], ...] = (
            PDFException,
            PSException,
            MalformedPDFException,
            PdfminerException,
            *broken.PARSING,
        )
        try:
            page = self._open_plumber().pages[index]
            chars = [c for c in page.chars if c.get("upright", True)]
            tables = page_tables(drawn_edges(page), chars, content.width, content.number, self._last) if ruled else []
            if not tables and (found := unruled_table(chars, content.number, self._list_before(index))):
                tables, self._unruled = [found], found
            page.close()
        except broken_page as error:
            self._warnings.append(warning("read", "tables_unread", page=content.number, cause=type(error).__name__))
            return
        if tables:
            free = [c for c in chars if not any(_inside(c, t) for t in tables)]
            items: list[Line | PageTable] = [*outside_lines(free, content.number), *tables]
            content.items = sorted(items, key=lambda item: item.top)

    def _open_plumber(self) -> Any:
        if self._plumber is None:
            import pdfplumber

            logging.getLogger("pdfminer").setLevel(logging.ERROR)
            self._plumber = pdfplumber.open(BytesIO(self._data), password=self._password or "")
        return self._plumber


def _inside(char: dict[str, Any], table: PageTable) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(table.xs[0] <= x <= table.xs[-1] and table.top <= y <= table.bottom)


def _has_image(page: Any) -> bool:
    from pypdfium2 import raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _has_rules(page: Any) -> bool:
    """Whether a page draws enough lines for a table, and not so many that it must be a drawing."""
    from pypdfium2 import raw

    if raw.FPDFPage_CountObjects(page.raw) > _MOST_OBJECTS:
        return False
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_DEEPEST)
    if len(list(islice(paths, _FEWEST_RULES))) < _FEWEST_RULES:
        return False
    forms = page.get_objects(filter=[raw.FPDF_PAGEOBJ_FORM], max_depth=_DEEPEST)
    inside = chain.from_iterable(range(raw.FPDFFormObj_CountObjects(form.raw)) for form in islice(forms, _MOST_OBJECTS))
    return len(list(islice(inside, _MOST_OBJECTS + 1))) <= _MOST_OBJECTS


def _metadata(document: Any, pages: list[PageContent]) -> dict[str, str]:
    found: dict[str, str] = {}
    title = document.get_metadata_value("Title") or ""
    if regex.search(r"\p{Han}{4}", title):
        found["title"] = title.strip()
    for page in pages[:1]:
        for item in page.items:
            if isinstance(item, Line) and (match := regex.match(r"https?://\S+", item.text)):
                found["url"] = match[0]
    return found


def write_pages(pages: list[PageContent], builder: Builder) -> None:
    """Lines and tables as text; what runs over pages is left in the source text and taken out by edits."""
    margins = Margins(pages)
    before: tuple[Line, int] | None = None  # the last line kept, and where its line break stands
    starts: dict[int, int] = {}
    for page in pages:
        for item in page.items:
            starts.setdefault(page.number, builder.length)
            if isinstance(item, PageTable):
                begin = builder.length
                builder.table(item.rows)
                _page_starts(item, builder, begin, starts)
                before = None
                continue
            start, end = builder.line(item.text)
            if item.dropped:
                builder.edits.append(Edit(start, end + 1, "", item.dropped))
                continue
            if before and margins.goes_on(before[0], item):
                builder.edits.append(Edit(before[1], before[1] + 1, _between(before[0].text, item.text), "newline"))
            before = (item, end)
    _spans(pages, starts, builder)


def _between(left: str, right: str) -> str:
    return " " if left[-1].isascii() and right[0].isascii() and left[-1].isalpha() and right[0].isalpha() else ""


def _page_starts(table: PageTable, builder: Builder, begin: int, starts: dict[int, int]) -> None:
    """Where the rows of later pages begin in a table that was joined over pages."""
    for cell in builder.cells_since(begin):
        if cell.page is not None and cell.page != table.page:
            starts.setdefault(cell.page, cell.start)


def _spans(pages: list[PageContent], starts: dict[int, int], builder: Builder) -> None:
    end = builder.length
    for page in reversed(pages):
        start = starts.get(page.number, end)
        builder.pages.insert(0, PageSpan(page.number, start, end, page.confidence))
        end = start
