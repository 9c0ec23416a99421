"""DOC, XLS, WPS, RTF, ODT and ODS through LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.errors import SourceError
from taizhang.read.detect import ODF
from taizhang.read.zip_file import checked_office, open_zip, pieces
from taizhang.types import Reading

if TYPE_CHECKING:
    from taizhang.read.source import Limits

_SECONDS = 120
_HEAD = 200  # bytes in which an OpenDocument says what it is
# A document may link to pictures on the web, which LibreOffice would fetch: it is given a proxy that is not there. Its own setting
# against links of untrusted documents does not keep it from asking.
_NO_WEB = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>
""".format(
    "".join(
        f'<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInet{name}"><value>{value}</value></prop></item>'
        for name, value in {
            "ProxyType": 2, "NoProxy": "", "HTTPProxyName": "127.0.0.1", "HTTPProxyPort": 9, "HTTPSProxyName": "127.0.0.1",
            "HTTPSProxyPort": 9,
        }.items()
    )
)  # fmt: skip
# LibreOffice in a group of processes that ends, with its folder, when this process closes the pipe to it: because it is done, or because
# it is killed over a document that LibreOffice hangs on.
_GUARDED = 'exec 3<&0; (cat <&3 >/dev/null; rm -rf "$0"; kill -9 0) & exec 3<&- </dev/null; exec "$@"'
_SHEET_NAMES = (b"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00", b"E\x00T\x00")


def read_legacy(data: bytes, source_uri: str, limits: Limits) -> Reading:
    """Convert to DOCX or XLSX in a throw-away folder and read that; identity and name stay those of the source. Raises
    SourceError."""
    import hashlib

    from taizhang.read.docx import read_docx
    from taizhang.read.xlsx import read_xlsx

    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        raise SourceError(
            "unsupported",
            "读 DOC、XLS、WPS、RTF、ODT、ODS 要有 LibreOffice；请安装，或另存为 DOCX、XLSX"
            " they need LibreOffice (soffice on the PATH); install it or save as DOCX or XLSX",
        )
    kind, suffix, sheet = _format(data)
    if kind.startswith(ODF):
        _bounded(data, limits)
    converted = _convert(office, data, suffix, "xlsx" if sheet else "docx")
    reading = read_xlsx(converted, source_uri, limits) if sheet else read_docx(converted, source_uri, limits)
    return replace(reading, sha256=hashlib.sha256(data).hexdigest(), media_type=kind)


def _format(data: bytes) -> tuple[str, str, bool]:
    """Media type, suffix, and whether it is a workbook. Raises SourceError for slides and drawings."""
    if data.startswith(b"{\\rtf"):
        return "application/rtf", ".rtf", False
    if data.startswith(b"PK"):
        for name, suffix in (("text", ".odt"), ("spreadsheet", ".ods")):
            if f"mimetype{ODF}.{name}".encode() in data[:_HEAD]:
                return f"{ODF}.{name}", suffix, name == "spreadsheet"
        raise SourceError(
            "unsupported",
            "演示文稿和图不读；请另存为 DOCX 或 PDF slides and drawings are not read; save as DOCX or PDF",
        )
    if any(name in data for name in _SHEET_NAMES):
        return "application/vnd.ms-excel", ".xls", True
    return "application/msword", ".doc", False


def _bounded(data: bytes, limits: Limits) -> None:
    """Refuses what would expand beyond the limits in LibreOffice, whatever it declares. Raises SourceError."""
    checked_office(data, limits, "content.xml")
    with open_zip(data, limits) as archive:
        for member in archive.infolist():
            deque(pieces(archive, member, limits.expanded_bytes, None), maxlen=0)


def _convert(office: str, data: bytes, suffix: str, target: str) -> bytes:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_NO_WEB, encoding="utf-8")
        command = [office, "--headless", "--norestore", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
                   "--convert-to", target, "--outdir", folder, str(source)]  # fmt: skip
        guarded = ["sh", "-c", _GUARDED, folder, *command]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(
            guarded, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True
        ) as process:
            try:
                process.wait(_SECONDS)
            except subprocess.TimeoutExpired as error:
                raise SourceError(
                    "timeout",
                    f"LibreOffice 转换超过 {_SECONDS} 秒，请自行另存为 {target.upper()}"
                    f" LibreOffice took more than {_SECONDS} s; save it as {target.upper()} by hand",
                ) from error
            result = Path(folder, f"source.{target}")
            if not result.is_file():
                raise SourceError(
                    "damaged", "LibreOffice 打不开，请重新获取 LibreOffice cannot open it; fetch it again"
                )
            return result.read_bytes()
