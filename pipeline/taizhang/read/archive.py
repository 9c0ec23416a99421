"""ZIP archives, within bounds; also the sizes of office files, which are ZIP archives too."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from taizhang.errors import SourceError
from taizhang.types import Reading

if TYPE_CHECKING:
    from taizhang.read.source import Limits

_PIECE = 1 << 20
_SKIPPED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, once its declared sizes and file count are within the limits."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise SourceError("damaged", f"its ZIP directory is unreadable ({error}); fetch it again") from error
    members = archive.infolist()
    if len(members) > limits.archive_files:
        raise SourceError(
            "too_large", f"{len(members):,} files inside; the limit archive_files is {limits.archive_files:,}"
        )
    if sum(member.file_size for member in members) > limits.expanded_bytes:
        raise SourceError("too_large", f"it expands beyond the limit expanded_bytes of {limits.expanded_bytes:,}")
    return archive


def checked_office(data: bytes, limits: Limits, needed: str) -> None:
    """Raise unless an office file is a sound ZIP within the limits that holds the part `needed`.

    The parts are unpacked piece by piece and counted, because declared sizes may lie.
    """
    with open_zip(data, limits) as archive:
        if needed not in archive.namelist():
            raise SourceError("damaged", f"an office file without {needed}; fetch it again")
        left = limits.expanded_bytes
        for member in archive.infolist():
            if member.filename.endswith((".xml", ".rels")):
                left -= _size(archive, member, left)


def _size(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> int:
    size = 0
    try:
        with archive.open(member) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > most:
                    raise SourceError("too_large", "it expands beyond the limit expanded_bytes; it may be a ZIP bomb")
    except RuntimeError as error:  # how zipfile says that a password is needed
        raise SourceError("encrypted", "it is encrypted; give the password with --password") from error
    except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, OSError, NotImplementedError) as error:  # type: ignore[attr-defined]
        raise SourceError("damaged", f"{member.filename} in it is unreadable ({error}); fetch it again") from error
    return size


def read_archive(
    data: bytes, source_uri: str, limits: Limits, password: str | None, depth: int = 1
) -> Iterator[Reading | SourceError]:
    """The readings of all members, in order of their names as stored; `source_uri!member` names each."""
    from taizhang.read import detect
    from taizhang.read.source import read_source

    if depth > limits.archive_depth:
        raise SourceError(
            "too_large", f"archives nested deeper than the limit archive_depth of {limits.archive_depth}; unpack it"
        )
    left = limits.expanded_bytes
    with open_zip(data, limits) as archive:
        members = [
            m
            for m in archive.infolist()
            if not m.is_dir() and not m.filename.startswith(_SKIPPED[0]) and not m.filename.endswith(_SKIPPED[1:])
        ]
        if not members:
            raise SourceError("empty", "an archive without files")
        for member in sorted(members, key=lambda m: m.filename):
            name = f"{source_uri}!{member_name(member)}"
            try:
                content = _content(archive, member, left, password)
                left -= len(content)
                if content[:2] == b"PK" and detect.media_type(content, name) == detect.ZIP:
                    yield from read_archive(content, name, replace(limits, expanded_bytes=left), password, depth + 1)
                else:
                    yield from read_source(content, name, limits, password)
            except SourceError as error:
                message = str(error)
                yield error if message.startswith(name) else SourceError(error.reason, f"{name}: {message}")


def member_name(member: zipfile.ZipInfo) -> str:
    """The name of a member; those that Chinese Windows stored as GBK without saying so are mended."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, password: str | None) -> bytes:
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(member, pwd=password.encode() if password else None) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > most:
                    raise SourceError(
                        "too_large", "the archive expands beyond the limit expanded_bytes; it may be a ZIP bomb"
                    )
                pieces.append(piece)
    except RuntimeError as error:
        raise SourceError("encrypted", "it is encrypted; give the password with --password") from error
    except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, OSError, NotImplementedError) as error:  # type: ignore[attr-defined]
        raise SourceError("damaged", f"it cannot be unpacked ({error}); fetch the archive again") from error
    return b"".join(pieces)
