"""What runs over pages: page numbers and running headers to drop, paragraphs and tables to join."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import regex

from taizhang.read.grid import GridCell, Row, bare, distinct, header_rows, serial_column
from taizhang.read.pdf_cells import same_columns
from taizhang.read.pdf_page import Line, PageContent, PageTable
from taizhang.read.words import pattern

_MARGIN = 0.13  # of the page height, above and below: where headers and page numbers stand
_TOKEN = regex.compile(
    r"[“‘（《〈【〔(]*(?:[\w&&\p{ASCII}][\w.%:/\-&&\p{ASCII}]*|.)[，。、；：？！”’）》〉】〕),.;:%]*(?:(?<=[”’])[\w.%&&\p{ASCII}]*)?",
    regex.V1,
)
_ENDS = "。！？；：!?;:"


def mark_running(pages: Sequence[PageContent]) -> None:
    """Mark page numbers on every page, and lines that stand at the same place on several, after the first of them."""
    seen: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for page in pages:
        for line in _margin_lines(page):
            if len(line.text) < 24 and pattern("page_number").fullmatch(line.text):
                line.dropped = "page_number"
            elif pattern("browser_line").fullmatch(line.text):
                line.dropped = "running_header"
            else:
                seen[regex.sub(r"\d+", "#", bare(line.text)), round(line.top / 6)].append(line)
    _mark_navigation(pages)
    for lines in seen.values():
        if len({line.page for line in lines}) >= max(2, len(pages) // 3):
            for line in lines[1:]:
                line.dropped = "running_header"


def _mark_navigation(pages: Sequence[PageContent]) -> None:
    """Mark navigation bars, where a browser left its marks on the pages: nowhere else is such a line surely one."""
    lines = [item for page in pages for item in page.items if isinstance(item, Line)]
    if any(line.dropped == "running_header" for line in lines):
        for line in lines:
            if (
                not line.dropped
                and len(line.text) < 200
                and pattern("navigation").fullmatch(unicodedata.normalize("NFKC", line.text))
            ):
                line.dropped = "chrome"


def _margin_lines(page: PageContent) -> list[Line]:
    lines = [item for item in page.items if isinstance(item, Line)]
    high, low = page.height * _MARGIN, page.height * (1 - _MARGIN)
    top = sorted((line for line in lines if line.bottom < high), key=lambda line: line.top)[:3]
    return top + sorted((line for line in lines if line.top > low), key=lambda line: line.top)[-3:]


class Margins:
    """The text block of a document: where its lines begin and end, and how high they are."""

    def __init__(self, pages: Sequence[PageContent]) -> None:
        lines = [i for p in pages for i in p.items if isinstance(i, Line) and not i.dropped]
        self.size = median(line.size for line in lines) if lines else 12.0
        body = [line for line in lines if abs(line.size - self.size) < 0.2 * self.size] or lines
        starts = Counter(round(line.x0) for line in body)
        self.right = max((line.x1 for line in body), default=0.0)
        full = [round(line.x0) for line in body if line.x1 > self.right - 2 * self.size]
        common = starts.most_common(3)
        self.left = min([x for x, n in common if n >= max(2, common[0][1] // 4)] or full or [0])
        tight = [
            b.top - a.bottom for a, b in pairwise(body) if a.page == b.page and 0 <= b.top - a.bottom < 3 * self.size
        ]
        self.gap = median(tight) if tight else self.size
        self.middle = {p.number: p.width / 2 for p in pages}

    def goes_on(self, a: Line, b: Line) -> bool:
        """Whether line `b` continues the paragraph of line `a`."""
        if abs(a.size - b.size) > 0.2 * max(a.size, b.size):
            return False
        if a.page == b.page and not -0.5 * a.size < b.top - a.bottom < max(1.6 * self.gap, self.gap + 0.35 * self.size):
            return False
        if self._centred(a) and self._centred(b) and a.size > 1.12 * self.size:
            return a.text[-1] not in _ENDS and a.page == b.page
        if b.x0 > self.left + 0.9 * self.size:
            return False
        em = (a.x1 - a.x0) / max(_ems(a.text), 1.0)
        return a.x1 + em * _ems(_first_token(b.text)) >= self.right - 0.4 * em

    def _centred(self, line: Line) -> bool:
        return (
            abs((line.x0 + line.x1) / 2 - self.middle[line.page]) < 1.2 * line.size and line.x0 > self.left - self.size
        )


def _ems(text: str) -> float:
    """The width of a text in characters of full width."""
    return sum(0.55 if c.isascii() else 1.0 for c in text)


def _first_token(text: str) -> str:
    """What a line break could not have parted from the begin of a line: a number or word, or one character, and the
    closing marks behind it. If this had found room on the line before, it would stand there."""
    match = _TOKEN.match(text)
    return match[0] if match else ""


def join_tables(pages: Sequence[PageContent]) -> None:
    """Put the tables that continue over pages into one, in place: a part at the top of a page belongs to the table at
    the end of the page before, if their columns agree."""
    last: PageTable | None = None
    last_page = 0
    for page in pages:
        body = [item for item in page.items if not (isinstance(item, Line) and item.dropped)]
        first = body[0] if body else None
        if last and isinstance(first, PageTable) and page.number == last_page + 1 and (rows := _aligned(first, last)):
            _append(last, rows)
            page.items.remove(first)
            first_merged = True
        else:
            first_merged = False
        if body and isinstance(body[-1], PageTable):
            last = last if first_merged and len(body) == 1 else body[-1]
            last_page = page.number
        else:
            last = None


def _aligned(part: PageTable, whole: PageTable) -> list[Row] | None:
    """The rows of `part` on the columns of `whole`; None where the columns do not agree."""
    near = 6.0
    if same_columns(part, whole):
        return part.rows
    if len(part.xs) == len(whole.xs) and part.open and whole.open:
        ends = abs(part.xs[0] - whole.xs[0]) + abs(part.xs[-1] - whole.xs[-1])
        return part.rows if ends <= 2 * near else None
    if len(part.xs) > len(whole.xs) or any(min(abs(x - w) for w in whole.xs) > near for x in part.xs):
        return None
    width = [
        sum(1 for w in whole.xs[:-1] if a - near <= w < b - near) for a, b in zip(part.xs, part.xs[1:], strict=False)
    ]
    return [[cell for cell, times in zip(row, width, strict=True) for _ in range(times)] for row in part.rows]


def _append(whole: PageTable, rows: list[Row]) -> None:
    header = _repeated(whole.rows, rows)
    rows = rows[header:]
    if rows and whole.rows and _is_rest(whole.rows, rows[0]):
        _merge_rows(whole.rows[-1], rows[0])
        rows = rows[1:]
    whole.rows += rows


def _repeated(whole: list[Row], rows: list[Row]) -> int:
    """How many rows at the top repeat the header of the table."""
    names = [[bare(c.text) for c in row] for row in whole[:8]]
    start = next((i for i in range(len(whole[:8])) if rows and [bare(c.text) for c in rows[0]] == names[i]), None)
    if start is None:
        return 0
    count = 0
    while (
        count < len(rows) and start + count < len(names) and [bare(c.text) for c in rows[count]] == names[start + count]
    ):
        count += 1
    return count


def _is_rest(whole: list[Row], row: Row) -> bool:
    """Whether a row is the rest of one that a page cut: where the running number stands, one of them is empty."""
    top = next((i for i in range(min(len(whole), 6)) if header_rows(whole[i:])), 0)
    header = header_rows(whole[top:])
    if len(whole) - top <= header:
        return False
    column = serial_column([*whole[top:], row], header) or 0
    above, below = whole[-1][column], row[column]
    if below.text and above.text:
        return _cut_number(above.text, below.text, [r[column].text for r in whole[top + header : -1]])
    return len(distinct(row)) > 0 and len(distinct(whole[-1])) > 0 and not _both_whole(whole[-1], row)


def _both_whole(above: Row, below: Row) -> bool:
    """Whether a column says a whole thing in both rows (2023年6月底前, then 长期坚持): then they are two, though the number
    of both stands once."""
    value = pattern("limit_alone")
    return any(
        value.fullmatch(bare(a.text)) and value.fullmatch(bare(b.text)) for a, b in zip(above, below, strict=False)
    )


def _cut_number(above: str, below: str, others: Sequence[str]) -> bool:
    """A number cut by the page, like D1404 and 00-012: together as long as the others, apart shorter."""
    if not others:
        return False
    usual = median(len(text) for text in others)
    return len(above) < usual and len(below) < usual and abs(len(above) + len(below) - usual) <= 1


def _merge_rows(above: Row, below: Row) -> None:
    joined: set[tuple[int, int]] = set()
    for upper, lower in zip(above, below, strict=False):
        key = (id(upper), id(lower))
        if key in joined or not lower.text:
            continue
        joined.add(key)
        upper.text += lower.text
    for i, lower in enumerate(below):
        if isinstance(lower, GridCell) and i < len(above) and not above[i].text and lower.text:
            above[i].text = lower.text
