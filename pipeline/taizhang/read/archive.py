"""ZIP archives: every member by its reader; nested ones share what the outermost may use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

from taizhang.errors import SourceError
from taizhang.litter import is_litter
from taizhang.read.nesting import Purse, inside
from taizhang.read.zip_file import member_name, open_zip, pieces
from taizhang.types import Reading

if TYPE_CHECKING:
    from taizhang.read.source import Limits

Found = Iterator[Reading | SourceError]


def read_archive(data: bytes, source_uri: str, limits: Limits, password: str | None, purse: Purse) -> Found:
    """The readings of all members, in order of their names as stored; `source_uri!member` names each.

    A bad member yields its SourceError; raises one where the archive is bad as a whole, nested too deeply, or more than is
    left in the purse.
    """
    inner = inside(limits)
    with open_zip(data, replace(limits, expanded_bytes=purse.bytes)) as archive:
        members = [m for m in archive.infolist() if _wanted(m)]
        if not members:
            raise SourceError("empty", "压缩包里没有文件，请重新获取 an archive without files; fetch it again")
        purse.take_files(len(members))
        for member in sorted(members, key=lambda m: m.filename):
            yield from _member(archive, member, f"{source_uri}!{member_name(member)}", inner, password, purse)


def _member(archive: ZipFile, member: ZipInfo, name: str, limits: Limits, password: str | None, purse: Purse) -> Found:
    from taizhang.read.source import read_source

    try:
        yield from read_source(_content(archive, member, password, purse), name, limits, password, purse)
    except SourceError as error:
        message = str(error)
        yield error if message.startswith(name) else SourceError(error.reason, f"{name}: {message}")


def _content(archive: ZipFile, member: ZipInfo, password: str | None, purse: Purse) -> bytes:
    found = []
    for piece in pieces(archive, member, purse.bytes, password):
        purse.bytes -= len(piece)
        found.append(piece)
    return b"".join(found)


def _wanted(member: ZipInfo) -> bool:
    name = member.filename
    return not member.is_dir() and not name.startswith("__MACOSX/") and not is_litter(name.rsplit("/", 1)[-1])
