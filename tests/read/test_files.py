"""Real files, made by build_files.py: every row is read, and every cell as it was written."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from taizhang.errors import SourceError
from taizhang.offsets import apply_edits
from taizhang.read import read_source
from taizhang.types import Reading, Table

sys.path.insert(0, str(Path(__file__).parent))
import content

FILES = Path(__file__).parent / "files"

LISTS = {
    "list_repeat.docx": (14, 1), "list_repeat.pdf": (14, 1), "list_plain.docx": (12, 2), "list_plain.pdf": (12, 2),
    "page_ruled.html": (9, 10), "page_ruled.pdf": (9, 10), "page_open_sides.html": (9, 11), "page_open_sides.pdf": (9, 11),
    "page_rules_across.html": (9, 12), "page_rules_across.pdf": (9, 12), "page_three_lines.html": (9, 13), "page_three_lines.pdf": (9, 13),
    "page_no_rules.html": (9, 14), "page_no_rules.pdf": (9, 14), "list_no_rules.docx": (12, 17), "list_no_rules.pdf": (12, 17),
}  # fmt: skip


def read(name: str) -> Reading:
    found = list(read_source((FILES / name).read_bytes(), name))
    assert len(found) == 1
    assert isinstance(found[0], Reading)
    return found[0]


def restored(text: str) -> str:
    from taizhang.restore.script import replace_radicals

    return replace_radicals(text)


def body(table: Table, text: str) -> list[list[str]]:
    """The rows of a table without its header, as text."""
    rows: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row].append(restored(text[cell.start : cell.end]))
    header = {cell.row for cell in table.cells if cell.header}
    return [row for i, row in enumerate(rows) if i not in header]


@pytest.mark.parametrize("name", LISTS)
def test_every_cell_of_a_list_is_read_as_written(name: str) -> None:
    count, seed = LISTS[name]
    reading = read(name)
    assert len(reading.tables) == 1
    assert body(reading.tables[0], reading.text) == content.rows(count, seed)


@pytest.mark.parametrize("name", ["list_regions.docx", "list_regions.pdf"])
def test_merged_cells_are_repeated_and_both_header_rows_told(name: str) -> None:
    reading = read(name)
    wanted = [[content.PLACES[i // 3], *row] for i, row in enumerate(content.rows(9, 3))]
    assert body(reading.tables[0], reading.text) == wanted
    assert {c.row for c in reading.tables[0].cells if c.header} == {0, 1}


@pytest.mark.parametrize("name", ["list_repeat.pdf", "list_plain.pdf", "prose.pdf"])
def test_page_numbers_and_running_headers_are_taken_out_by_edits(name: str) -> None:
    reading = read(name)
    text, _ = apply_edits(reading.text, reading.edits)
    assert "第 1 页" in reading.text.replace("第1页", "第 1 页")
    assert "1 页" not in text
    assert "2 页" not in text
    assert text.count("印制") + text.count("某市人民政府文件") == 1


def test_paragraphs_are_joined_over_lines_and_pages() -> None:
    reading = read("prose.pdf")
    text, _ = apply_edits(reading.text, reading.edits)
    lines = text.split("\n")
    missing = [p for p in content.paragraphs(16, 4) if p not in lines]
    assert missing == []
    assert reading.n_pages
    assert reading.n_pages >= 2
    assert len(reading.pages) == reading.n_pages


def test_sheets_give_tables_with_dates_as_printed() -> None:
    reading = read("sheets.xlsx")
    first, second = reading.tables
    rows = body(first, reading.text)
    wanted = content.rows(6, 5)
    assert [row[0] for row in rows] == [content.PLACES[i // 2] for i in range(6)]
    assert [row[2] for row in rows] == [row[1] for row in wanted]
    assert [row[4] for row in rows] == ["2024年6月30日" if i % 2 else row[3] for i, row in enumerate(wanted)]
    assert [row[6] for row in rows] == ["50.0%"] * 6
    assert len(body(second, reading.text)) == 4
    assert "注：时限为空的按方案执行。" in reading.text
    assert "不应出现" not in reading.text


@pytest.mark.parametrize("name", [*LISTS, "list_regions.pdf", "prose.pdf", "sheets.xlsx"])
def test_spans_point_into_the_text_and_edits_do_not_touch_cells(name: str) -> None:
    reading = read(name)
    cells = [(c.start, c.end) for t in reading.tables for c in t.cells]
    assert all(0 <= start <= end <= len(reading.text) for start, end in cells)
    assert all("\t" not in reading.text[s:e] and "\n" not in reading.text[s:e] for s, e in cells)
    assert not any(e.start < end and start < e.end for e in reading.edits for start, end in cells)
    apply_edits(reading.text, reading.edits)


@pytest.mark.parametrize(("name", "like"), [("list_plain.doc", "list_plain.docx"), ("sheets.xls", "sheets.xlsx")])
def test_legacy_files_are_read_through_libreoffice_or_refused_clearly(name: str, like: str) -> None:
    if not shutil.which("soffice"):
        with pytest.raises(SourceError, match="LibreOffice") as caught:
            read(name)
        assert caught.value.reason == "unsupported"
        return
    reading, wanted = read(name), read(like)
    assert [body(t, reading.text) for t in reading.tables] == [body(t, wanted.text) for t in wanted.tables]
