"""Broken and hostile sources: each fails for the right reason, or is read, in bounded time."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from collections.abc import Callable

import pytest

from taizhang.errors import SourceError
from taizhang.read import Limits, read_source
from taizhang.types import Reading

TEXT = "2024年5月6日，县政府召开会议，研究部署督察反馈问题整改工作。"


def archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return stream.getvalue()


def one(data: bytes, name: str, limits: Limits | None = None) -> Reading:
    found = list(read_source(data, name, limits or Limits()))
    assert len(found) == 1
    assert isinstance(found[0], Reading)
    return found[0]


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of numbered objects, with its cross-reference table."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


BAD: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty.txt", lambda: b"", "empty"),
    ("blank.txt", lambda: b"\xff\xfe\r\x00\n\x00", "empty"),
    ("noise.txt", lambda: bytes(range(128, 256)) * 40, "undecodable"),
    ("no_pages.pdf", lambda: pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]), "empty"),
    ("cut.pdf", lambda: b"%PDF-1.7\n1 0 obj<</Type/Catalog", "damaged"),
    ("cut.docx", lambda: b"PK\x03\x04" + bytes(2000), "damaged"),
    ("hollow.docx", lambda: archive({"[Content_Types].xml": b"<Types/>"}), "damaged"),
    ("bomb.docx", lambda: archive({"word/document.xml": bytes(30_000_000)}), "too_large"),
    ("bomb.zip", lambda: archive({"a.txt": bytes(30_000_000)}), "too_large"),
    ("many.zip", lambda: archive({f"{i}.txt": b"x" for i in range(101)}), "too_large"),
    ("all.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(range(256)), "unsupported"),
    ("link.lnk", lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(68), "unsupported"),
    ("link.url", lambda: b"[InternetShortcut]\r\nURL=http://example.cn/\r\n", "unsupported"),
    ("all.7z", lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(256)), "unsupported"),
    ("list.csv.gz", lambda: gzip.compress(b"a,b"), "unsupported"),
    ("setup.doc", lambda: b"MZ\x90\x00\x03\x00" + bytes(range(256)), "unsupported"),
    ("letter.ofd", lambda: archive({"OFD.xml": b"<OFD/>"}), "unsupported"),
    ("empty.html", lambda: b"<html><body></body></html>", "empty"),
]


@pytest.mark.parametrize(("name", "make", "reason"), BAD, ids=[bad[0] for bad in BAD])
def test_a_bad_source_fails_for_its_reason_and_says_what_to_do(
    name: str, make: Callable[[], bytes], reason: str
) -> None:
    with pytest.raises(SourceError) as caught:
        list(read_source(make(), name, Limits(expanded_bytes=20_000_000, archive_files=100)))
    assert caught.value.reason == reason
    assert str(caught.value).startswith(f"{name}: ")


def test_an_error_of_another_file_is_not_repeated_for_a_pdf_without_pages() -> None:
    data = pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"])
    with pytest.raises(SourceError) as caught:
        list(read_source(data, "x.pdf"))
    assert caught.value.reason == "empty"


def test_a_bad_member_of_an_archive_leaves_the_others_readable() -> None:
    nested = archive({"c.txt": TEXT.encode()})
    found = list(read_source(archive({"a.txt": TEXT.encode("gb18030"), "b.txt": b"", "n.zip": nested}), "all.zip"))
    assert [type(item) for item in found] == [Reading, SourceError, Reading]
    assert [item.source_uri for item in found if isinstance(item, Reading)] == ["all.zip!a.txt", "all.zip!n.zip!c.txt"]


def test_archives_nested_too_deep_are_refused() -> None:
    data = TEXT.encode()
    for _ in range(5):
        data = archive({"inner.zip" if data[:2] == b"PK" else "a.txt": data})
    found = list(read_source(data, "deep.zip"))
    assert [item.reason for item in found if isinstance(item, SourceError)] == ["too_large"]


def test_html_nested_without_end_keeps_its_text() -> None:
    begin = time.perf_counter()
    reading = one(("<html><body>" + "<div>" * 100_000 + TEXT + "</div>" * 100_000).encode(), "deep.html")
    assert TEXT in reading.text
    assert time.perf_counter() - begin < 10


def test_xml_entities_are_neither_expanded_nor_fetched() -> None:
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    page = f'<!DOCTYPE html [<!ENTITY a0 "ha">{laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>{TEXT}&a11;&x;</p></body></html>'
    reading = one(page.encode(), "laughs.html")
    assert TEXT in reading.text
    assert len(reading.text) < 3000
    assert "root:" not in reading.text


def test_entities_in_a_word_document_are_not_expanded() -> None:
    xml = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{TEXT}&x;</w:t></w:r></w:p></w:body></w:document>'
    data = archive({"word/document.xml": xml.encode()})
    try:
        text = one(data, "x.docx").text
    except SourceError:
        text = ""  # refusing such a file is as good
    assert "root:" not in text


def test_one_line_of_many_megabytes_is_read_quickly() -> None:
    data = ("整改" * 4_000_000).encode()
    begin = time.perf_counter()
    assert len(one(data, "line.txt").text) == 8_000_000
    assert time.perf_counter() - begin < 5


def test_a_pdf_of_many_objects_is_read_in_bounded_time() -> None:
    strokes = b"0 0 m 9 9 l S\n" * 100_000
    data = pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
                b"<</Length %d>>stream\nBT /F 12 Tf 50 700 Td (Readable text here) Tj ET\n%sendstream" % (len(strokes) + 60, strokes),
                b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"])  # fmt: skip
    begin = time.perf_counter()
    assert "Readable text here" in one(data, "many.pdf").text
    assert time.perf_counter() - begin < 20


def test_a_pdf_under_a_text_name_is_read_by_its_content_with_a_warning() -> None:
    data = pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
                b"<</Length 60>>stream\nBT /F 12 Tf 50 700 Td (Readable text here) Tj ET    \nendstream",
                b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"])  # fmt: skip
    reading = one(data, "letter.txt")
    assert reading.media_type == "application/pdf"
    assert any("media_type_mismatch" in w for w in reading.warnings)
    assert "文件名说是 TXT，内容却是 PDF" in "".join(reading.warnings)


def test_an_archive_that_begins_with_a_pdf_is_an_archive() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as target:
        target.writestr("1.pdf", b"%PDF-1.4 broken")
        target.writestr("2.txt", TEXT)
    *_, last = read_source(stream.getvalue(), "a.zip", Limits())
    assert isinstance(last, Reading)
    assert (last.source_uri, last.text.strip()) == ("a.zip!2.txt", TEXT)
