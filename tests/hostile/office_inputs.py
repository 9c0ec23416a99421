"""Bad DOCX, XLSX and old Office files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.hostile.kinds import FILES, READ_FILES, TEXT, Bad, damaged, fails, reads, unzipped, zipped

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_P = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
_DOCUMENT, _SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"


def _with(seed: str, part: str, content: bytes | str) -> bytes:
    """A sound office file with one part replaced."""
    members = unzipped((READ_FILES / seed).read_bytes())
    members[part] = content.encode() if isinstance(content, str) else content
    return zipped(members)


def _without(seed: str, part: str) -> bytes:
    members = unzipped((READ_FILES / seed).read_bytes())
    del members[part]
    return zipped(members)


def word(body: str, head: str = "") -> Callable[[], bytes]:
    """A Word document with this body."""
    return lambda: _with("prose.docx", _DOCUMENT, f"{head}<w:document {_W}><w:body>{body}</w:body></w:document>")


def sheet(rows: str, after: str = "", head: str = "") -> Callable[[], bytes]:
    """A workbook whose first sheet has these rows."""
    return lambda: _with(
        "sheets.xlsx", _SHEET, f"{head}<worksheet {_S}><sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def _cell(value: str, place: str = "A1", more: str = "") -> str:
    row = "".join(c for c in place if c.isdigit()) or "1"
    return f'<row r="{row}"><c r="{place}" {more}><v>{value}</v></c></row>'


def _laughs(name: str) -> str:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    return f'<!DOCTYPE {name} [<!ENTITY a0 "ha">{entities}<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _table(properties: str, rows: int = 3, row_properties: str = "") -> str:
    cell = f"<w:tc><w:tcPr>{properties}</w:tcPr>{_P}</w:tc>"
    return "<w:tbl>" + f"<w:tr><w:trPr>{row_properties}</w:trPr>{cell * 3}</w:tr>" * rows + "</w:tbl>" + _P


def _numbered(level: str, start: str, text: str = "%1、") -> bytes:
    numbering = (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{level}"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="upperLetter"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    members = unzipped((READ_FILES / "prose.docx").read_bytes())
    p = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{TEXT}</w:t></w:r></w:p>'
    members[_DOCUMENT] = f"<w:document {_W}><w:body>{p * 3}</w:body></w:document>".encode()
    members["word/numbering.xml"] = numbering.encode()
    return zipped(members)


def word_files() -> Iterator[Bad]:
    """DOCX: bombs, entities, spans and numbers out of bounds, parts missing."""
    yield fails("hollow.docx", lambda: zipped({"[Content_Types].xml": b"<Types/>"}), "damaged")
    yield fails("bare.docx", lambda: zipped({_DOCUMENT: b"<a/>"}), "damaged")
    yield fails("bomb.docx", lambda: _with("prose.docx", _DOCUMENT, bytes(520_000_000)), "too_large", big=True)
    yield fails(
        "bomb_media.docx", lambda: _with("prose.docx", "word/media/a.png", bytes(520_000_000)), "too_large", big=True
    )
    yield Bad("laughs.docx", word(_P + "<w:p><w:r><w:t>&a11;&x;</w:t></w:r></w:p>", _laughs("d")))
    yield Bad("deep.docx", word("<w:sdt><w:sdtContent>" * 20_000 + _P + "</w:sdtContent></w:sdt>" * 20_000))
    yield Bad("deep_tables.docx", word("<w:tbl><w:tr><w:tc>" * 80 + _P + "</w:tc></w:tr></w:tbl>" * 80))
    yield reads("span_huge.docx", word(_table('<w:gridSpan w:val="999999999"/>')))
    yield reads("span_words.docx", word(_table('<w:gridSpan w:val="many"/>')))
    yield reads("span_none.docx", word(_table("<w:gridSpan/>")))
    yield reads("span_negative.docx", word(_table('<w:gridSpan w:val="-7"/>')))
    yield reads("before_huge.docx", word(_table("", row_properties='<w:gridBefore w:val="999999999"/>')))
    yield reads("before_words.docx", word(_table("", row_properties='<w:gridBefore w:val="x"/>')))
    yield reads("merge_first.docx", word(_table("<w:vMerge/>")))
    yield reads(
        "cells_wide.docx",
        word(
            "<w:tbl><w:tr>" + f'<w:tc><w:tcPr><w:gridSpan w:val="200"/></w:tcPr>{_P}</w:tc>' * 2_000 + "</w:tr></w:tbl>"
        ),
    )
    yield reads("rows_20k.docx", word("<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 20_000 + "</w:tbl>" + _P))
    for level, start in (("0", "-99999999"), ("0", "x"), ("99", "1"), ("-3", "1"), ("x", "1"), ("0", "9" * 30)):
        yield reads(f"numbers_{level}_{start[:3]}.docx", lambda a=level, b=start: _numbered(a, b))  # type: ignore[misc]
    yield reads("numbers_text.docx", lambda: _numbered("0", "1", "%1%2%3%9%99" * 2_000))
    yield Bad("text_huge.docx", word(f"<w:p><w:r><w:t>{'整改' * 4_000_000}</w:t></w:r></w:p>"), big=True)
    yield Bad("no_styles.docx", lambda: _without("prose.docx", "word/styles.xml"))
    yield Bad("no_types.docx", lambda: _without("prose.docx", "[Content_Types].xml"))
    yield Bad("no_rels.docx", lambda: _without("prose.docx", "word/_rels/document.xml.rels"))
    yield Bad("no_root_rels.docx", lambda: _without("prose.docx", "_rels/.rels"))
    for part in (
        "word/styles.xml",
        "word/numbering.xml",
        "docProps/core.xml",
        "word/settings.xml",
        "[Content_Types].xml",
        "_rels/.rels",
    ):
        stem = part.replace("/", "_").strip("[]_.").replace("].", "_")
        yield Bad(f"garbled_{stem}.docx", lambda p=part: _with("prose.docx", p, "<a><b></a>"))  # type: ignore[misc]
        yield Bad(f"hollow_{stem}.docx", lambda p=part: _with("prose.docx", p, "<a/>"))  # type: ignore[misc]
    yield fails("root_wrong.docx", lambda: _with("prose.docx", _DOCUMENT, "<html/>"), "damaged", "empty")
    yield fails("locked.docx", (FILES / "locked_prose.docx").read_bytes, "encrypted")
    yield from damaged("prose.docx", (READ_FILES / "prose.docx").read_bytes, cuts=6, flips=8)


def sheets() -> Iterator[Bad]:
    """XLSX: far cells, merged regions and numbers out of bounds, formulas, entities."""
    yield fails("bare.xlsx", lambda: zipped({"xl/workbook.xml": b"<a/>"}), "damaged")
    yield fails("bomb.xlsx", lambda: _with("sheets.xlsx", _SHEET, bytes(520_000_000)), "too_large", big=True)
    yield fails("far_cell.xlsx", sheet(_cell("1") + _cell("2", "XFD1048576")), "too_large")
    yield fails(
        "cells_million.xlsx",
        sheet("<row>" + "<c><v>1</v></c>" * 2_100_000 + "</row>"),
        "too_large",
        "damaged",
        big=True,
    )
    yield Bad("row_number.xlsx", sheet(_cell("1", "A99999999999")))
    yield Bad("column_name.xlsx", sheet(_cell("1", "ZZZZZ1")))
    yield Bad("place_odd.xlsx", sheet(_cell("1", "1A") + _cell("1", "污") + _cell("1", "")))
    yield fails(
        "merged_all.xlsx", sheet(_cell("1"), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "too_large"
    )
    yield Bad(
        "merged_odd.xlsx",
        sheet(_cell("1"), '<mergeCells><mergeCell ref="B9:A1"/><mergeCell ref="x"/><mergeCell/></mergeCells>'),
    )
    yield Bad(
        "merged_over.xlsx",
        sheet(_cell("1"), '<mergeCells><mergeCell ref="A1:C3"/><mergeCell ref="B2:D4"/></mergeCells>'),
    )
    yield from _odd_cells()
    yield Bad("laughs.xlsx", sheet(_cell("&a11;&x;", more='t="str"'), head=_laughs("d")))
    yield Bad("deep.xlsx", sheet("<row>" * 20_000 + _cell("1") + "</row>" * 20_000))
    yield Bad("cell_huge.xlsx", sheet(_cell("整改" * 2_000_000, more='t="str"')), big=True)
    yield Bad(
        "format_long.xlsx",
        lambda: _with(
            "sheets.xlsx",
            "xl/styles.xml",
            unzipped((READ_FILES / "sheets.xlsx").read_bytes())["xl/styles.xml"].replace(
                b"0.0%", b"0." + b"0" * 100_000 + b"%"
            ),
        ),
    )
    yield Bad(
        "utf16.xlsx",
        lambda: _with(
            "sheets.xlsx",
            _SHEET,
            f'<?xml version="1.0" encoding="UTF-16"?><worksheet {_S}><sheetData>{_cell("1")}</sheetData></worksheet>'.encode(
                "utf-16"
            ),
        ),
    )
    yield from _odd_parts()
    yield fails("locked.xlsx", (FILES / "locked_sheets.xlsx").read_bytes, "encrypted")
    yield from damaged("sheets.xlsx", (READ_FILES / "sheets.xlsx").read_bytes, cuts=6, flips=8)


def _odd_cells() -> Iterator[Bad]:
    """Numbers out of bounds, kinds of cells that do not fit their value, formulas."""
    for name, value in (
        ("inf", "1E999"),
        ("nan", "NaN"),
        ("long", "9" * 4_000),
        ("longer", "9" * 9_000),
        ("word", "污"),
        ("neg", "-1e308"),
    ):
        yield Bad(f"number_{name}.xlsx", sheet(_cell(value)))
    for name, kind, value in (("date", 's="2"', "99999999999"), ("date_neg", 's="2"', "-5"), ("shared", 't="s"', "999999"), ("shared_neg", 't="s"', "-1"),
                              ("bool", 't="b"', "maybe"), ("error", 't="e"', "#REF!"), ("iso", 't="d"', "2024-99-99"), ("kind", 't="zz"', "1"), ("style", 's="99999"', "1")):  # fmt: skip
        yield Bad(f"cell_{name}.xlsx", sheet(_cell(value, more=kind)))
    yield reads(
        "formula.xlsx",
        sheet(
            '<row r="1"><c r="A1"><f>HYPERLINK("http://x")</f><v>3</v></c><c r="B1"><f t="array" ref="B1:B9">1</f><v>4</v></c></row>'
        ),
    )


def _odd_parts() -> Iterator[Bad]:
    """Parts of the package that are garbled, hollow or not there."""
    for part in (
        "xl/styles.xml",
        "xl/workbook.xml",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet2.xml",
    ):
        stem = part.replace("/", "_").strip("[]_.").replace("].", "_")
        yield Bad(f"garbled_{stem}.xlsx", lambda p=part: _with("sheets.xlsx", p, "<a><b></a>"))  # type: ignore[misc]
        yield Bad(f"hollow_{stem}.xlsx", lambda p=part: _with("sheets.xlsx", p, "<a/>"))  # type: ignore[misc]
        yield Bad(f"lacks_{stem}.xlsx", lambda p=part: _without("sheets.xlsx", p))  # type: ignore[misc]


def old() -> Iterator[Bad]:
    """DOC, XLS, RTF: what LibreOffice must not choke on. Few, because each starts it."""
    yield fails(
        "head.doc",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000),
        "damaged",
        "unsupported",
        "empty",
        "timeout",
        big=True,
    )
    yield Bad("cut.doc", lambda: (READ_FILES / "list_plain.doc").read_bytes()[:20_000], big=True)
    yield Bad("braces.rtf", lambda: b"{\\rtf1 " + b"{" * 20_000 + b"x", big=True)
