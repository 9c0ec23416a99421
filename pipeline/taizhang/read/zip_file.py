"""ZIP files within bounds: opened, counted and unpacked piece by piece, because what they declare may be a lie."""

from __future__ import annotations

import importlib.util
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from taizhang.errors import SourceError
from taizhang.read import broken
from taizhang.read.password import password_error

if TYPE_CHECKING:
    from taizhang.read.source import Limits

_PIECE = 1 << 20
_WRONG: tuple[type[Exception], ...] = (RuntimeError, *broken.ZIP)  # what a wrong password comes to
_AES, _LOCKED, _UTF8 = 99, 0x1, 0x800  # as the format has them: the way of locking, and flags
_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 200_000  # a directory of more is not even parsed: half a kilobyte of memory an entry
_TOO_BIG = (
    "展开后超过上限 expanded_bytes，可能是压缩炸弹；请解开，或调高上限"
    " it expands beyond limits.expanded_bytes; unpack it or raise the limit"
)


def entries(data: bytes) -> zipfile.ZipFile:
    """The archive, only its directory read. Raises SourceError: damaged, too_large."""
    if data.count(_ENTRY) > _MOST_ENTRIES:
        raise SourceError(
            "too_large",
            f"压缩包目录超过 {_MOST_ENTRIES:,} 项，可能是压缩炸弹；请解开后再放进来"
            f" a ZIP directory of more than {_MOST_ENTRIES:,} entries; unpack it by hand",
        )
    try:
        return zipfile.ZipFile(BytesIO(data))
    except broken.ZIP as error:
        raise SourceError(
            "damaged", f"压缩目录读不出（{error}），请重新获取 its ZIP directory is unreadable; fetch it again"
        ) from error


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, once its declared sizes and file count are within the limits. Raises SourceError."""
    archive = entries(data)
    members = archive.infolist()
    if len(members) > limits.archive_files:
        raise SourceError(
            "too_large",
            f"压缩包内有 {len(members):,} 个文件，上限 archive_files 为 {limits.archive_files:,}；请拆分或调高上限"
            f" {len(members):,} files inside; split it or raise limits.archive_files",
        )
    if sum(member.file_size for member in members) > limits.expanded_bytes:
        raise SourceError("too_large", _TOO_BIG)
    if any(member.compress_type == _AES for member in members) and importlib.util.find_spec("pyzipper"):
        import pyzipper

        return pyzipper.AESZipFile(BytesIO(data))  # type: ignore[no-any-return]
    return archive


def checked_office(data: bytes, limits: Limits, needed: str) -> None:
    """Raise unless an office file is a sound ZIP within the limits that holds the part `needed`."""
    with open_zip(data, limits) as archive:
        if needed not in archive.namelist():
            raise SourceError(
                "damaged", f"办公文档缺少 {needed}，请重新获取 an office file without {needed}; fetch it again"
            )
        left = limits.expanded_bytes
        for member in archive.infolist():
            if member.filename.endswith((".xml", ".rels")):
                left -= sum(map(len, pieces(archive, member, left, None)))


def pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, password: str | None) -> Iterator[bytes]:
    """The content of a member, piece by piece. Raises SourceError: damaged, encrypted, too_large beyond `most` bytes."""
    locked, size = bool(member.flag_bits & _LOCKED), 0
    if locked and member.compress_type == _AES and type(archive) is zipfile.ZipFile:
        raise SourceError(
            "encrypted",
            "压缩包用 AES 加密，请先装 taizhang[passwords]（怎么装见 taizhang doctor）再重读，或自行解开"
            " AES encryption; install taizhang[passwords], or unpack it by hand",
        )
    try:
        with archive.open(member, pwd=_key(archive, member, password) if locked else None) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > most:
                    raise SourceError("too_large", _TOO_BIG)
                yield piece
    except broken.ZIP as error:
        if locked and password:
            raise password_error(password) from error
        raise SourceError(
            "damaged",
            f"其中 {member.filename} 解不开（{error}），请重新获取"
            f" {member.filename} in it cannot be unpacked; fetch it again",
        ) from error
    except RuntimeError as error:  # how zipfile says that a password is needed, or wrong
        raise password_error(password) from error


def _key(archive: zipfile.ZipFile, member: zipfile.ZipInfo, password: str | None) -> bytes | None:
    """The bytes of a password: UTF-8, or GB18030 as Chinese Windows has it where only that opens the member."""
    if not password or password.isascii():
        return password.encode() if password else None
    for codec in ("utf-8", "gb18030"):
        try:
            with archive.open(member, pwd=password.encode(codec)) as stream:
                stream.read()
            return password.encode(codec)
        except _WRONG:
            continue
    return password.encode("utf-8", "replace")


def member_name(member: zipfile.ZipInfo) -> str:
    """The name of a member; those that were stored without saying how are mended: UTF-8 (zip on Linux), else GBK (Chinese Windows)."""
    if member.flag_bits & _UTF8:
        return member.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return member.filename.encode("cp437").decode(codec)
        except UnicodeError:
            continue
    return member.filename
