"""Build the files of the reader tests: python tests/read/build_files.py [FOLDER]

Needs LibreOffice and Chromium for the PDF files (apt-get install libreoffice-writer libreoffice-calc chromium
fonts-noto-cjk); what it makes is committed under tests/read/files, so tests need neither.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import content
import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

FOLDER = Path(__file__).parent / "files"


def word_list(path: Path, count: int, seed: int, repeat: bool, landscape: bool, regions: bool = False,
              style: str | None = "Table Grid") -> None:  # fmt: skip
    """A list as a Word table: repeated header or not; with `regions` a merged first column and a header of two rows."""
    document = docx.Document()
    section = document.sections[0]
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.header.paragraphs[0].text = "某市督察整改办公室印制"
    _page_number(section.footer.paragraphs[0])
    document.add_heading("某市督察反馈问题整改任务清单", 1)
    document.add_paragraph("（2024年3月1日）")
    body = content.rows(count, seed)
    if regions:
        _regions_table(document, body)
    else:
        table = document.add_table(rows=1, cols=len(content.HEADER), style=style)
        _write(table.rows[0], content.HEADER)
        if repeat:
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in body:
            _write(table.add_row(), row)
    document.add_paragraph("注：责任单位排在首位的为牵头单位。")
    document.save(path)


def _regions_table(document: docx.Document, body: list[list[str]]) -> None:
    table = document.add_table(rows=2, cols=6, style="Table Grid")
    for column, name in enumerate(["行政区域", "序号", "反馈问题", "整改要求", "", "责任单位"]):
        table.cell(0, column).text = name
    table.cell(0, 3).merge(table.cell(0, 4))
    table.cell(1, 3).text, table.cell(1, 4).text = "整改措施", "整改时限"
    for column in (0, 1, 2, 5):
        table.cell(0, column).merge(table.cell(1, column))
    for i, row in enumerate(body):
        cells = table.add_row().cells
        cells[0].text = content.PLACES[i // 3] if i % 3 == 0 else ""
        for cell, text in zip(cells[1:], row, strict=True):
            cell.text = text
        if i % 3:
            table.cell(2 + i - i % 3, 0).merge(cells[0])


def _write(row: docx.table._Row, texts: list[str]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def _page_number(paragraph: docx.text.paragraph.Paragraph) -> None:
    paragraph.add_run("第 ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" 页")


def word_prose(path: Path, count: int, seed: int) -> None:
    """Prose over several pages, with a running header and page numbers."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某市人民政府文件"
    _page_number(document.sections[0].footer.paragraphs[0])
    document.add_heading("关于督察反馈问题整改落实情况的报告", 1)
    for i, text in enumerate(content.paragraphs(count, seed)):
        if i % 4 == 0:
            document.add_heading(f"{'一二三四五六七八九十'[i // 4]}、整改情况", 2)
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.first_line_indent = docx.shared.Pt(22)
    document.save(path)


def page(body: list[list[str]], style: str) -> str:
    """A web page with one table, its borders as `style` says."""
    head = "".join(f"<th>{name}</th>" for name in content.HEADER)
    lines = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in body)
    return (
        f"<html><head><meta charset=utf-8><title>督察整改公示</title><style>{style} "
        f"table{{border-collapse:collapse;width:100%}} "
        f"td,th{{padding:4px 8px;text-align:left;vertical-align:top}} td:first-child,th:first-child{{width:40px}}</style></head><body>"
        f"<h2>督察整改情况公示</h2><p>现将有关情况予以公示。</p><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
        "<p>特此公示。</p></body></html>"
    )


STYLES = {
    "ruled": "td,th{border:1px solid #000}",
    "open_sides": "td,th{border:1px solid} tr>:first-child{border-left:0} tr>:last-child{border-right:0}",
    "rules_across": "td,th{border-top:1px solid #333;border-bottom:1px solid #333}",
    "three_lines": "thead th{border-top:2px solid;border-bottom:1px solid} table{border-bottom:2px solid}",
    "no_rules": "td,th{border:0}",
}


def workbook(path: Path, seed: int) -> None:
    """Two sheets: title rows, a merged region column, a footnote; real dates, dates as text, a per cent."""
    import datetime as dt

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务清单"
    sheet.append(["某市督察反馈问题整改任务清单"])
    sheet.merge_cells("A1:G1")
    sheet.append(["填报日期：2024年5月6日"])
    sheet.append(["区域", *content.HEADER, "完成率"])
    for i, row in enumerate(content.rows(6, seed)):
        sheet.append(
            [
                content.PLACES[i // 2] if i % 2 == 0 else None,
                int(row[0]),
                *row[1:3],
                dt.datetime(2024, 6, 30) if i % 2 else row[3],
                row[4],
                0.5,
            ]
        )
        sheet.cell(4 + i, 7).number_format = "0.0%"
        if i % 2 == 0:
            sheet.merge_cells(start_row=4 + i, start_column=1, end_row=5 + i, end_column=1)
    sheet.append(["注：时限为空的按方案执行。"])
    second = book.create_sheet("信访件")
    second.append(["序号", "受理编号", "问题", "是否属实"])
    for i in range(4):
        second.append([i + 1, f"D20240501{i:04d}", content.rows(4, seed + 1)[i][1], "属实"])
    book.create_sheet("隐藏").sheet_state = "hidden"
    book["隐藏"].append(["不应出现"])
    book.save(path)


def to_pdf(source: Path, target: Path) -> None:
    """Print a file as PDF: web pages by Chromium, the others by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        if source.suffix == ".html":
            command = [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                f"--user-data-dir={folder}",
                f"--print-to-pdf={target}",
                str(source),
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            return
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/p",
            "--convert-to",
            target.suffix[1:],
            "--outdir",
            folder,
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        target.write_bytes((Path(folder) / f"{source.stem}{target.suffix}").read_bytes())


def main(folder: Path) -> None:
    """Build every file."""
    folder.mkdir(parents=True, exist_ok=True)
    word_list(folder / "list_repeat.docx", 14, 1, repeat=True, landscape=False)
    word_list(folder / "list_plain.docx", 12, 2, repeat=False, landscape=True)
    word_list(folder / "list_regions.docx", 9, 3, repeat=False, landscape=True, regions=True)
    word_list(folder / "list_no_rules.docx", 12, 17, repeat=False, landscape=False, style=None)
    word_prose(folder / "prose.docx", 16, 4)
    workbook(folder / "sheets.xlsx", 5)
    for name in ("list_repeat", "list_plain", "list_regions", "list_no_rules", "prose"):
        to_pdf(folder / f"{name}.docx", folder / f"{name}.pdf")
    to_pdf(folder / "list_plain.docx", folder / "list_plain.doc")
    to_pdf(folder / "sheets.xlsx", folder / "sheets.xls")
    for number, (name, style) in enumerate(STYLES.items()):
        html = folder / f"page_{name}.html"
        html.write_text(page(content.rows(9, 10 + number), style), encoding="utf-8")
        to_pdf(html, folder / f"page_{name}.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
