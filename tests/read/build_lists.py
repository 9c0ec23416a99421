"""Build the list files of the reader tests: python tests/read/build_lists.py [FOLDER]

Every list of lists.py as Word, Excel, CSV, a web page inside a site, and PDF printed by LibreOffice and Chromium. Needs the same
packages as build_files.py; what it makes is committed under tests/read/files/lists.
"""

from __future__ import annotations

import csv
import sys
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
from build_files import _page_number, to_pdf
from docx.enum.section import WD_ORIENT
from lists import LISTS, List
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

FOLDER = Path(__file__).parent / "files" / "lists"
Grid = list[list[str | None]]


def merges(grid: Grid) -> list[tuple[int, int, int, int]]:
    """(top, left, bottom, right) of each printed cell of a grid, in order of reading."""
    found = []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text is None or text == "<":
                continue
            right = next((i for i in range(c + 1, len(row)) if row[i] != "<"), len(row)) - 1
            bottom = next((i for i in range(r + 1, len(grid)) if grid[i][c] is not None), len(grid)) - 1
            found.append((r, c, bottom, right))
    return found


def word(listed: List, path: Path) -> None:
    """The list as a landscape Word table, merged as it is, with page numbers; its header is not repeated."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    _page_number(section.footer.paragraphs[0])
    for title in listed.titles:
        document.add_paragraph(title)
    grid = listed.header + listed.rows
    table = document.add_table(rows=len(grid), cols=len(grid[0]), style="Table Grid")
    for top, left, bottom, right in merges(grid):
        cell = table.cell(top, left)
        if (top, left) != (bottom, right):
            cell = cell.merge(table.cell(bottom, right))
        first, *rest = str(grid[top][left]).split("\n")
        cell.text = first
        for line in rest:
            cell.add_paragraph(line)
    for note in listed.notes:
        document.add_paragraph(note)
    document.save(path)


def workbook(listed: List, path: Path) -> None:
    """The list as a sheet below merged title rows, its note in a merged row at the end."""
    book = openpyxl.Workbook()
    sheet = book.active
    grid = listed.header + listed.rows
    width = len(grid[0])
    lines = [*listed.titles, *[None] * len(grid), *listed.notes]
    for row, line in enumerate(lines, 1):
        if line is not None:
            sheet.cell(row, 1, line)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    side = Side(style="thin")
    first = len(listed.titles) + 1
    for top, left, bottom, right in merges(grid):
        cell = sheet.cell(first + top, 1 + left, grid[top][left])
        cell.alignment, cell.border = Alignment(wrap_text=True), Border(side, side, side, side)
        if (top, left) != (bottom, right):
            sheet.merge_cells(
                start_row=first + top, end_row=first + bottom, start_column=1 + left, end_column=1 + right
            )
    longest = max(len(str(grid[top][left])) for top, left, _, _ in merges(grid))
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 18
    for row in range(first, first + len(grid)):
        sheet.row_dimensions[row].height = 15 * (1 + longest // 8)  # LibreOffice cuts what is higher than its row
    book.save(path)


def page(listed: List) -> str:
    """The list inside a page of a site: navigation, page head, share bar, footer around it."""
    grid = listed.header + listed.rows
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges(grid)}
    rows = ""
    for r, row in enumerate(grid):
        cells = ""
        for c, text in enumerate(row):
            if (r, c) in spans:
                down, across = spans[r, c]
                cells += (
                    f'<td rowspan="{down}" colspan="{across}"><p>{"</p><p>".join(str(text).split(chr(10)))}</p></td>'
                )
        rows += f"<tr>{cells}</tr>\n"
    title, *below = listed.titles
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_某市人民政府门户网站</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2025-06-20 10:12">
<style>table.l{{border-collapse:collapse;width:100%;font-size:12px}} table.l td{{border:1px solid #000;padding:3px}}</style></head><body>
<div class="top"><a href="/">网站首页</a> | <a href="/zw">政务公开</a> | <a href="/hd">互动交流</a> | <a href="/fw">办事服务</a></div>
<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/ztzl">专题专栏</a> &gt; <a href="/ztzl/hb">环保督察</a></div>
<div class="main"><h1>{title}</h1>
<div class="info">发布时间：2025-06-20 10:12　来源：市整改办　浏览次数：<span id="hits">318</span>　字体：[大 中 小]</div>
<div class="article-content">{"".join(f"<p>{line}</p>" for line in below)}
<table class="l" border="1">{rows}</table>
{"".join(f"<p>{note}</p>" for note in listed.notes)}</div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="updown">上一篇：<a href="/1">全市河长制工作推进会召开</a> 下一篇：<a href="/2">市生态环境局开展执法检查</a></div></div>
<div class="footer">主办：某市人民政府办公室　备案号：某ICP备05000001号　网站标识码：4300000001</div></body></html>"""


def filled(grid: Grid) -> list[list[str]]:
    """The rows as a CSV export shows them: a merged cell's text where it begins, empty places elsewhere."""
    return [["" if text in (None, "<") else str(text) for text in row] for row in grid]


def repeated(grid: Grid) -> list[list[str]]:
    """The rows as a reader understands them: a merged cell's text in every place it covers."""
    out: list[list[str]] = []
    for row in grid:
        texts: list[str] = []
        for c, text in enumerate(row):
            texts.append(texts[-1] if text == "<" else out[-1][c] if text is None else text)
        out.append(texts)
    return out


def flattened(listed: List, style: str) -> str:
    """The list as plain text that lost its cells: `pipes` between them, or one a `line`."""
    grid = repeated(listed.header)[-1:] + repeated(listed.rows)
    grid = [row for row in grid if not all(a == b for a, b in pairwise(row))]
    separator = " | " if style == "pipes" else "\n"
    rows = [separator.join(text.replace("\n", "") or "—" for text in row) for row in grid]
    return "\n".join([*listed.titles, *rows, *listed.notes]) + "\n"


def main(folder: Path) -> None:
    """Build every list in every format."""
    folder.mkdir(parents=True, exist_ok=True)
    for listed in LISTS:
        base = folder / listed.name
        word(listed, base.with_suffix(".docx"))
        workbook(listed, base.with_suffix(".xlsx"))
        base.with_suffix(".html").write_text(page(listed), encoding="utf-8")
        with base.with_suffix(".csv").open("w", encoding="gb18030", newline="") as stream:
            csv.writer(stream).writerows([[title] for title in listed.titles] + filled(listed.header + listed.rows))
        for style in ("pipes", "lines") if listed.header else ():
            (folder / f"{listed.name}_{style}.txt").write_text(flattened(listed, style), encoding="utf-8")
        to_pdf(base.with_suffix(".docx"), base.with_suffix(".pdf"))
    for name in ("complaints", "hazards"):
        to_pdf(folder / f"{name}.html", folder / f"{name}_page.pdf")
        to_pdf(folder / f"{name}.xlsx", folder / f"{name}_sheet.pdf")
    to_pdf(folder / "audit.xlsx", folder / "audit.xls")
    to_pdf(folder / "measures.docx", folder / "measures.doc")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
