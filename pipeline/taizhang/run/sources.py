"""Find the sources of a run: files, and folders gone through recursively."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from taizhang.errors import SourceError
from taizhang.litter import is_litter

STATE: Final = ".taizhang"  # the folder that makes a folder a ledger
# Left by editors, browsers and copies that are still going on: no bulletins yet.
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".swp", ".lock")


class Source(NamedTuple):
    """A file to read. `size` (bytes) and `mtime_ns` tell, without reading it, whether it may have changed; a `mtime_ns` of 0
    says that nothing but its content can."""

    uri: str
    size: int
    mtime_ns: int


def is_remote(uri: str) -> bool:
    """Whether a source or root is an fsspec URL (s3://…, https://…) and no path."""
    return "://" in uri


def find(roots: Iterable[str]) -> Iterator[Source | tuple[str, SourceError]]:
    """Every file under `roots` in the order of its path; a root that is not there yields its error.

    Hidden files, what systems leave behind (Thumbs.db) and unfinished copies are passed over. A file under two of the roots comes twice.
    """
    for root in sorted(roots):
        if is_remote(root):
            from taizhang.run.remote import find_remote

            yield from find_remote(root)
        else:
            yield from _find_local(Path(root))


def _find_local(root: Path) -> Iterator[Source | tuple[str, SourceError]]:
    if not os.path.lexists(root) and (meant := _written_so(root)):
        yield _looked_at(meant)
        return
    if not os.path.lexists(root):
        yield (
            _uri(root),
            SourceError(
                "missing", f"{_uri(root)}: 没有这个文件或文件夹，请检查路径 no such file or folder; check the path"
            ),
        )
        return
    for path in _files(root):
        yield path if isinstance(path, tuple) else _looked_at(path)


def _written_so(root: Path) -> Path | None:
    """The file whose name is not UTF-8 and is written so in the tables."""
    if "\\" not in root.name or not os.path.isdir(root.parent):
        return None
    return next((path for path in root.parent.iterdir() if _uri(path) == root.as_posix()), None)


def _looked_at(path: Path) -> Source | tuple[str, SourceError]:
    """A file as a source. Pipes, sockets and devices are none: to open one may wait for ever, or read without an end."""
    uri = _uri(path)
    if uri != path.as_posix():
        return uri, SourceError(
            "undecodable",
            f"{uri}: 文件或文件夹的名字不是 UTF-8（多半是 GBK），请改名，例如"
            " its name is not UTF-8 (GBK most likely); rename it, e.g. convmv -f gbk -t utf8 -r --notest FOLDER",
        )
    try:
        found = path.stat()
    except OSError as error:
        if os.path.islink(path) and error.errno in (errno.ENOENT, errno.ELOOP):
            return uri, SourceError(
                "missing",
                f"{uri}: 链接指向的文件不在（{error.strerror}），请修好或删去这个链接 what this link leads to is not there; mend or remove it",
            )
        return uri, SourceError(
            "denied",
            f"{uri}: 看不到（{error.strerror}），请检查链接和权限 cannot be looked at; check links and rights",
        )
    if not stat.S_ISREG(found.st_mode):
        return uri, SourceError(
            "unsupported",
            f"{uri}: 是管道、套接字或设备，不是文件；请移出收件目录 a pipe, socket or device, no file; move it out of the inbox",
        )
    return Source(uri, found.st_size, found.st_mtime_ns)


def _uri(path: Path) -> str:
    """A path in letters that every table can hold: bytes of a name that are not UTF-8 become `\\xd5`."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _closed(folder: Path, error: OSError) -> tuple[str, SourceError]:
    """A folder whose files cannot be listed: its URI ends in a slash, so that it is told from a file."""
    uri = f"{_uri(folder)}/"
    return uri, SourceError(
        "denied",
        f"{uri}: 文件夹打不开（{error.strerror}），里面的文件这次没有读；请检查权限和网络盘"
        " this folder cannot be opened, its files were not looked at; check rights and network drives",
    )


def _files(root: Path) -> Iterator[Path | tuple[str, SourceError]]:
    """The files under `root`, and the error of each folder that cannot be opened. A ledger among them is passed over: it may lie in
    its own inbox, and its tables are no bulletins. Not by `os.walk`, which calls itself for each level up to Python 3.11."""
    if not os.path.isdir(root):
        yield root
        return
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                names = {entry.name: _is_folder(entry) for entry in entries}
        except OSError as error:
            yield _closed(folder, error)
            continue
        if names.get(STATE):
            continue
        yield from (folder / name for name in sorted(names) if not names[name] and is_finished(name))
        inner = (folder / name for name in sorted(names, reverse=True) if names[name] and not name.startswith("."))
        folders += (path for path in inner if not os.path.islink(path))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_finished(name: str) -> bool:
    """Whether a file of this name is to be read: not hidden, not left behind by the system, no copy under way."""
    return not name.startswith(".") and not is_litter(name) and not name.endswith(_UNFINISHED)


def read_bytes(uri: str, limit: int) -> bytes:
    """The bytes of a source. Raises SourceError: missing, denied, or too_large for `limit` bytes."""
    if is_remote(uri):
        from taizhang.run.remote import read_remote

        return read_remote(uri, limit)
    try:
        with open(uri, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > limit:
                raise too_large(uri, limit)
            # What is written meanwhile, perhaps without an end, makes it a changed file for the next run. Some mounts report no size.
            data = file.read(size or limit + 1)
            if len(data) > limit:
                raise too_large(uri, limit)
            return data
    except FileNotFoundError as error:
        raise SourceError(
            "missing", f"{uri}: 列出之后被移走或删去，请再跑一次 gone since the folder was listed; run again"
        ) from error
    except OSError as error:
        raise SourceError(
            "denied", f"{uri}: 读不了（{error.strerror}），请检查权限 cannot be read; check its rights"
        ) from error


def too_large(uri: str, limit: int) -> SourceError:
    """The error for a source of more than `limit` bytes."""
    return SourceError(
        "too_large",
        f"{uri}: 超过 {limit:,} 字节；确要读它，请调高"
        f" limits.source_bytes more than {limit:,} bytes; raise limits.source_bytes if it is meant to be read",
    )


def digest(uri: str) -> str | None:
    """SHA-256 of a source's bytes, read as a stream; None if it cannot be read."""
    try:
        if is_remote(uri):
            from taizhang.run.remote import digest_remote

            return digest_remote(uri)
        with open(uri, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
