"""Scans: read by OCR where the extra is installed, refused or warned of clearly where it is not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from taizhang.errors import SourceError
from taizhang.read import ocr, read_source
from taizhang.types import Reading

FILES = Path(__file__).parent / "files"


def scan(name: str, pages: int = 1) -> bytes:
    """The first pages of a PDF as grey pictures, without a text layer."""
    import pypdfium2

    document = pypdfium2.PdfDocument(FILES / name)
    pictures = [document[i].render(scale=2, grayscale=True).to_pil() for i in range(pages)]
    stream = io.BytesIO()
    pictures[0].save(stream, "PDF", save_all=True, append_images=pictures[1:], resolution=144)
    return stream.getvalue()


def test_a_scan_without_ocr_is_no_empty_success(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(SourceError, match=r"taizhang\[ocr\]") as caught:
        list(read_source(scan("list_plain.pdf"), "scan.pdf"))
    assert caught.value.reason == "unsupported"


def test_pages_that_were_not_read_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    monkeypatch.setattr(ocr, "available", lambda: False)
    target = pypdfium2.PdfDocument.new()
    target.import_pages(pypdfium2.PdfDocument(FILES / "prose.pdf"), [0])
    target.import_pages(pypdfium2.PdfDocument(scan("list_plain.pdf")))
    stream = io.BytesIO()
    target.save(stream)
    (reading,) = read_source(stream.getvalue(), "mixed.pdf")
    assert isinstance(reading, Reading)
    assert any(warning.startswith("read: pages_unread: 第 2 页") for warning in reading.warnings)


@pytest.mark.skipif(not ocr.available(), reason="needs the extra taizhang[ocr]")
def test_the_table_of_a_scan_becomes_rows() -> None:
    (reading,) = read_source(scan("list_plain.pdf"), "scan.pdf")
    assert isinstance(reading, Reading)
    (table,) = reading.tables
    numbers = [reading.text[c.start : c.end] for c in table.cells if c.column == 0 and not c.header]
    assert numbers == ["1", "2", "3", "4", "5", "6"]
    confidence = reading.pages[0].confidence
    assert confidence is not None
    assert confidence > 0.9


@pytest.mark.skipif(not ocr.available(), reason="needs the extra taizhang[ocr]")
def test_a_damaged_picture_fails_in_the_same_words_each_time() -> None:
    told = set()
    for _ in range(2):
        with pytest.raises(SourceError) as caught:
            list(read_source(b"\xff\xd8\xff\xe0" + bytes(2000), "photo.jpg"))
        assert caught.value.reason == "damaged"
        told.add(str(caught.value))
    assert len(told) == 1
    assert "0x" not in told.pop()
