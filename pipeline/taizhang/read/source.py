"""Tell what a source is and hand it to its reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from taizhang.errors import SourceError
from taizhang.messages import warning
from taizhang.read import detect, office_password
from taizhang.read.nesting import Purse
from taizhang.types import Reading

_NOT_READ = {
    detect.OFD: "不读 OFD，请用 OFD 阅读器另存为 PDF OFD files are not read; open it in an OFD reader and save it as PDF",
    detect.OTHER_ARCHIVE: "是 RAR、7Z 或 GZ 压缩包，不读；请解压，或改存为 ZIP"
    " a RAR, 7Z or GZ archive, which are not read; unpack it or save it as ZIP",
    detect.SHORTCUT: "是快捷方式，不是文件本身；请把它指向的文件复制进来"
    " a shortcut and not the file itself; copy the file it leads to into the inbox",
    detect.PROGRAM: "是程序，不是文档；请移出收件目录 a program and no document; take it out of the inbox",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader may use before it gives up with `too_large`. Sizes in bytes."""

    source_bytes: int = 200_000_000
    expanded_bytes: int = 500_000_000
    archive_files: int = 10_000
    archive_depth: int = 3
    pages: int = 5_000
    text_chars: int = 50_000_000
    table_cells: int = 2_000_000


def read_source(
    data: bytes,
    source_uri: str,
    limits: Limits = Limits(),
    password: str | None = None,
    purse: Purse | None = None,
) -> Iterator[Reading | SourceError]:
    """Read one source. An archive or a JSONL file yields one reading a member; a bad member yields its error, and the
    others are still read. A source that is bad as a whole raises SourceError. `purse` is what the archive or mail that holds
    the source has left; without one the source has all that the limits allow."""
    if not data:
        raise SourceError("empty", f"{source_uri}: 空文件，请重新获取 the file is empty; fetch it again")
    if len(data) > limits.source_bytes:
        raise SourceError(
            "too_large",
            f"{source_uri}: 超过上限 source_bytes {limits.source_bytes:,} 字节；请拆分或调高上限"
            f" more than {limits.source_bytes:,} bytes; split it or raise limits.source_bytes",
        )
    try:
        purse = purse or Purse(limits.expanded_bytes, limits.archive_files)
        yield from _read(data, source_uri, limits, password, purse)
    except SourceError as error:
        if str(error).startswith(source_uri):
            raise
        raise SourceError(error.reason, f"{source_uri}: {error}") from error


def _read(
    data: bytes, source_uri: str, limits: Limits, password: str | None, purse: Purse
) -> Iterator[Reading | SourceError]:
    kind = detect.media_type(data, source_uri)
    if kind == detect.ZIP:
        from taizhang.read.archive import read_archive

        yield from read_archive(data, source_uri, limits, password, purse)
    elif kind == detect.MAIL:
        from taizhang.read.mail import read_mail

        for found in read_mail(data, source_uri, limits, password, purse):
            if isinstance(found, Reading) and found.source_uri == source_uri:
                found = _with_name_checked(found, kind, source_uri)
            yield found
    elif kind == detect.JSONL:
        from taizhang.read.jsonl import read_jsonl

        yield from read_jsonl(data, source_uri, limits.text_chars)
    elif kind == detect.OLE and office_password.locked(data):
        digest = hashlib.sha256(data).hexdigest()
        for found in _read(office_password.opened(data, password), source_uri, limits, password, purse):
            yield found if isinstance(found, SourceError) else replace(found, sha256=digest)
    else:
        yield _with_name_checked(_one(kind, data, source_uri, limits, password), kind, source_uri)


def _one(kind: str, data: bytes, source_uri: str, limits: Limits, password: str | None) -> Reading:
    """The one reading of a source that is no container."""
    if kind == detect.TEXT:
        from taizhang.read.text import read_plain

        return read_plain(data, source_uri, limits.text_chars)
    if kind == detect.HTML:
        from taizhang.read.html import read_html

        return read_html(data, source_uri, limits.text_chars, limits.table_cells)
    if kind == detect.CSV:
        from taizhang.read.csv import read_csv

        return read_csv(data, source_uri, limits.text_chars, limits.table_cells)
    return _office(kind, data, source_uri, limits, password)


def _office(kind: str, data: bytes, source_uri: str, limits: Limits, password: str | None) -> Reading:
    if kind == detect.PDF:
        from taizhang.read.pdf import read_pdf

        return read_pdf(data, source_uri, limits, password)
    if kind == detect.DOCX:
        from taizhang.read.docx import read_docx

        return read_docx(data, source_uri, limits)
    if kind == detect.XLSX:
        from taizhang.read.xlsx import read_xlsx

        return read_xlsx(data, source_uri, limits)
    if kind in (detect.OLE, detect.ODF):
        from taizhang.read.legacy import read_legacy

        return read_legacy(data, source_uri, limits)
    if kind == detect.IMAGE:
        from taizhang.read.ocr import read_image

        return read_image(data, source_uri, limits)
    raise SourceError("unsupported", _NOT_READ[kind])


def _with_name_checked(reading: Reading, kind: str, source_uri: str) -> Reading:
    promised = detect.named(source_uri)
    if promised in (None, kind) or {promised, kind} <= {detect.TEXT, detect.CSV, detect.HTML, detect.JSONL}:
        return reading
    told = warning("read", "media_type_mismatch", named=detect.spoken(promised), found=detect.spoken(kind))
    return replace(reading, warnings=(*reading.warnings, told))


def read_text(text: str, source_uri: str = "text") -> Reading:
    """A reading of a string that is already decoded; its identity is that of its UTF-8 bytes."""
    return Reading(
        source_uri, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), "text/plain", None, text
    )
