"""What a source is, told by its content, and how its bytes spell text."""

from __future__ import annotations

from posixpath import splitext

import regex

from taizhang.errors import SourceError
from taizhang.read.misread import undone
from taizhang.read.words import common_characters
from taizhang.read.zip_file import entries

TEXT, HTML, CSV, JSONL, PDF, ZIP = (
    "text/plain",
    "text/html",
    "text/csv",
    "application/jsonl",
    "application/pdf",
    "application/zip",
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLE, OFD, MAIL = "application/x-ole-storage", "application/ofd", "message/rfc822"
ODF = "application/vnd.oasis.opendocument"
OTHER_ARCHIVE, PROGRAM, SHORTCUT = "application/x-archive", "application/x-executable", "application/x-ms-shortcut"
IMAGE = "image"

_KINDS = {
    TEXT: "txt text md", HTML: "html htm shtml xhtml", CSV: "csv tsv", JSONL: "jsonl ndjson json", PDF: "pdf", ZIP: "zip",
    DOCX: "docx docm", XLSX: "xlsx xlsm", OLE: "doc xls wps et rtf", ODF: "odt ods", OFD: "ofd", IMAGE: "png jpg jpeg tif tiff",
    MAIL: "eml mht mhtml",
}  # fmt: skip
# What a kind is called where people read of it.
_SPOKEN = {
    TEXT: "TXT", HTML: "网页 HTML", CSV: "CSV", JSONL: "JSONL", PDF: "PDF", ZIP: "ZIP", DOCX: "DOCX", XLSX: "XLSX", OLE: "DOC/XLS/WPS/RTF",
    ODF: "ODT/ODS", OFD: "OFD", MAIL: "邮件 EML/MHT", IMAGE: "图片",
}  # fmt: skip
_SUFFIXES = {f".{suffix}": kind for kind, suffixes in _KINDS.items() for suffix in suffixes.split()}
_HTML = regex.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h1|center|font|script)[\s>]",
    regex.I | regex.S,
)
# E-mails, and web pages that Word and browsers save as one file (MHT, often named DOC): lines of fields, MIME-Version among them.
_MAIL = regex.compile(
    rb"(?:[\w-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,20}){0,40}MIME-Version:\s*1\.0", regex.I
)
_UNDONE = 0.3  # plausibility of what a garbled text was before
_FIRST_NAME = 30  # bytes of a ZIP ahead of the name of its first member
_FIELD = regex.compile(rb"[\w-]{1,60}:")
_CHARSET = regex.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", regex.I)


def media_type(data: bytes, source_uri: str) -> str:
    """The media type by content; the name decides only between kinds of text (CSV or plain)."""
    head = data[:1024]
    if head.startswith(b"PK\x03\x04") and head.startswith(f"mimetype{ODF}.".encode(), _FIRST_NAME):
        return ODF
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip_type(data, source_uri)
    if b"%PDF-" in head:  # after ZIP, whose first member may be one
        return PDF
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLE
    if head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")):
        return IMAGE
    if head.startswith(b"{\\rtf"):
        return OLE
    if head.startswith((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")):
        return OTHER_ARCHIVE
    if head.startswith((b"L\x00\x00\x00\x01\x14\x02\x00", b"[InternetShortcut]")):
        return SHORTCUT
    if head.startswith((b"\x7fELF", b"MZ")) and b"\x00" in head:
        return PROGRAM
    return _text_type(data, source_uri)


def named(source_uri: str) -> str | None:
    """The media type the name promises; None where it promises nothing."""
    return _SUFFIXES.get(splitext(source_uri.replace("\\", "/"))[1].lower())


def spoken(kind: str) -> str:
    """What a media type is called in a message."""
    return _SPOKEN.get(kind, kind)


def _zip_type(data: bytes, source_uri: str) -> str:
    promised = named(source_uri)
    with entries(data) as archive:
        names = set(archive.namelist())
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    if "OFD.xml" in names:
        return OFD
    if promised in (DOCX, XLSX) or "[Content_Types].xml" in names:
        raise SourceError(
            "damaged", "办公文档缺少正文部分，请重新获取 an office file without its document part; fetch it again"
        )
    return ZIP


def _text_type(data: bytes, source_uri: str) -> str:
    promised = named(source_uri)
    head = data[:4096].replace(b"\x00", b"") if b"\x00" in data[:64] else data[:4096]
    head = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    if _HTML.match(head) or (promised == HTML and b"<" in head):
        return HTML
    as_json = head.startswith((b"{", b"["))
    if as_json and promised in (JSONL, None, TEXT) and b'"text"' in data[:200_000]:
        return JSONL
    if promised == CSV:
        return CSV
    if promised == JSONL and (as_json or not source_uri.lower().endswith(".json")):
        return JSONL
    return MAIL if _MAIL.match(head) or (promised == MAIL and _FIELD.match(head)) else TEXT


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of bytes and its encoding: 'utf-8', 'utf-16', 'gb18030' or 'big5', with '+utf-8' behind it where the text was once
    read as Latin letters and saved so.

    Marks first, then strict UTF-8, then the more plausible of GB18030 and Big5. Raises SourceError('undecodable').
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16"), "utf-16"
    try:
        return _spelled(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        broken = error
    if wide := _utf16_without_mark(data):
        return _strict(data, wide), "utf-16"
    best = _most_plausible(data, declared)
    if best:
        return best
    if _nearly_utf8(data, broken):
        return data.decode("utf-8-sig", "replace"), "utf-8"
    raise SourceError(
        "undecodable",
        "不是 UTF-8、GB18030、Big5、UTF-16 文本，请核对文件或转成"
        " UTF-8 it is not text in any of these; check it or convert it to UTF-8",
    )


def declared_charset(data: bytes) -> str | None:
    """The charset an HTML page declares, in lower case."""
    match = _CHARSET.search(data[:8192])
    return match[1].decode("ascii").lower() if match else None


def _spelled(text: str) -> tuple[str, str]:
    """A text that UTF-8 spells, or what that was before it was read wrong."""
    likely = ((found, f"{codec}+utf-8") for found, codec in undone(text) if plausibility(found) > _UNDONE)
    return next(likely, (text, "utf-8"))


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise SourceError(
            "undecodable",
            f"看似 {codec} 编码，却解不开，请核对文件或转成 UTF-8 it looks like {codec} but is not; check it or convert it to UTF-8",
        ) from error


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark: ASCII line ends and digits put a zero at every second place."""
    sample = data[:4000]
    if len(sample) < 4 or sample.count(0) * 50 < len(sample):
        return None
    return "utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"


def _most_plausible(data: bytes, declared: str | None) -> tuple[str, str] | None:
    scored = []
    for name in ("gb18030", "big5"):
        codec = "big5hkscs" if name == "big5" else name
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            text = data.decode(codec, "replace")
            if text.count("�") * 500 > len(text):
                continue
        bonus = 0.02 if declared and (declared.startswith("gb") == (name == "gb18030")) else 0.0
        scored.append((plausibility(text) + bonus, name, text))
    if not scored:
        return None
    score, name, text = max(scored)
    return (text, name) if score > 0.05 else None


def plausibility(text: str) -> float:
    """Share of common characters beyond ASCII in the first 20,000; noise decoded by luck stays near zero."""
    wide = [c for c in text[:20_000] if c > "\x7f"]
    common = common_characters()
    good = sum(1 for c in wide if c in common)
    bad = sum(1 for c in wide if c == "�" or "\ue000" <= c <= "\uf8ff")
    return (good - 3 * bad) / max(len(wide), 1)


def _nearly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """A text cut in the middle of a character, or with a few bad bytes."""
    if error.start >= len(data) - 3:
        return True
    text = data[:200_000].decode("utf-8", "replace")
    return text.count("�") * 200 < len(text) and plausibility(text) > 0.1
