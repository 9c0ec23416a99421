"""ZIP archives: every member by its reader; nested ones share what the outermost may use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

from taizhang.errors import SourceError
from taizhang.litter import is_litter
from taizhang.read import detect
from taizhang.read.zip_file import member_name, open_zip, pieces
from taizhang.types import Reading

if TYPE_CHECKING:
    from taizhang.read.source import Limits

Found = Iterator[Reading | SourceError]


def read_archive(data: bytes, source_uri: str, limits: Limits, password: str | None) -> Found:
    """The readings of all members, in order of their names as stored; `source_uri!member` names each.

    A bad member yields its SourceError; raises one where the archive is bad as a whole.
    """
    yield from _Archives(limits, password).read(data, source_uri, 1)


class _Archives:
    """An archive and those nested in it: bytes unpacked and files count together."""

    def __init__(self, limits: Limits, password: str | None) -> None:
        self._limits, self._password = limits, password
        self._bytes, self._files = limits.expanded_bytes, limits.archive_files

    def read(self, data: bytes, source_uri: str, depth: int) -> Found:
        """The readings of an archive at this depth of nesting."""
        if depth > self._limits.archive_depth:
            most = self._limits.archive_depth
            raise SourceError(
                "too_large",
                f"压缩包嵌套超过上限 archive_depth（{most} 层），请解开 archives nested deeper than {most}; unpack it",
            )
        with open_zip(data, replace(self._limits, expanded_bytes=max(self._bytes, 0))) as archive:
            members = [m for m in archive.infolist() if _wanted(m)]
            if not members:
                raise SourceError("empty", "压缩包里没有文件，请重新获取 an archive without files; fetch it again")
            self._files -= len(members)
            if self._files < 0:
                most = self._limits.archive_files
                raise SourceError(
                    "too_large",
                    f"各层压缩包的文件数超过上限 archive_files（{most:,}）；请拆分或调高上限"
                    f" more than {most:,} files in nested archives; split them or raise limits.archive_files",
                )
            for member in sorted(members, key=lambda m: m.filename):
                yield from self._member(archive, member, f"{source_uri}!{member_name(member)}", depth)

    def _member(self, archive: ZipFile, member: ZipInfo, name: str, depth: int) -> Found:
        from taizhang.read.source import read_source

        try:
            content = self._content(archive, member)
            if content[:2] == b"PK" and detect.media_type(content, name) == detect.ZIP:
                yield from self.read(content, name, depth + 1)
            else:
                yield from read_source(content, name, self._limits, self._password)
        except SourceError as error:
            message = str(error)
            yield error if message.startswith(name) else SourceError(error.reason, f"{name}: {message}")

    def _content(self, archive: ZipFile, member: ZipInfo) -> bytes:
        found = []
        for piece in pieces(archive, member, self._bytes, self._password):
            self._bytes -= len(piece)
            found.append(piece)
        return b"".join(found)


def _wanted(member: ZipInfo) -> bool:
    name = member.filename
    return not member.is_dir() and not name.startswith("__MACOSX/") and not is_litter(name.rsplit("/", 1)[-1])
