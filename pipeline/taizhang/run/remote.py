"""Sources behind fsspec URLs: object stores, web servers with listings, anything fsspec has a file system for."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterator
from typing import Any, Final

from taizhang.errors import EnvironmentFault, SourceError
from taizhang.run.sources import Source, is_finished, too_large

_BLOCK: Final = 1 << 20
# What file systems call the time or the version of a file, best first.
_VERSIONS: Final = ("mtime", "LastModified", "last_modified", "updated", "ETag", "Last-Modified")


def find_remote(root: str) -> Iterator[Source | tuple[str, SourceError]]:
    """Every file under the URL `root`, ordered by path; what cannot be listed yields its error.

    Raises EnvironmentFault if fsspec, or its driver for this kind of URL, is not installed.
    """
    fs, path = _file_system(root)
    found: list[str] = []
    errors: list[Exception] = []
    try:
        found = sorted(fs.find(path, **({"on_error": errors.append} if _walks(fs) else {})))
    except Exception as error:  # every driver raises its own
        errors.append(error)
    if errors and found != [path]:  # a file is no folder, and some drivers stumble over that
        yield _closed(root, errors[0])
    elif not found:
        yield root, SourceError("missing", f"{root}: 那里什么也没有，请检查地址 nothing there; check the URL")
    for name in found:
        uri = str(fs.unstrip_protocol(name))
        if is_finished(uri.rsplit("/", 1)[-1]) and uri.rsplit("/", 1)[-1]:
            yield _source(fs, name, uri)


def _walks(fs: Any) -> bool:
    """Whether a file system finds files as fsspec itself does, folder by folder: it would leave out those it cannot list without a word,
    and all that is known of them would seem to be gone."""
    from fsspec.asyn import AsyncFileSystem
    from fsspec.spec import AbstractFileSystem

    if isinstance(fs, AsyncFileSystem):
        return type(fs)._find is AsyncFileSystem._find
    return bool(type(fs).find is AbstractFileSystem.find)


def _closed(root: str, error: Exception) -> tuple[str, SourceError]:
    """What cannot be listed, or not all of it. Its URI ends in a slash, as that of a closed folder: what was read of it stays."""
    uri = f"{root.rstrip('/')}/"
    return uri, SourceError(
        "missing" if isinstance(error, FileNotFoundError) else "denied",
        f"{uri}: 列不出或列不全（{type(error).__name__}: {error}），请检查地址、网络和权限"
        " cannot be listed, or not all of it; check the URL, the network and the rights",
    )


def _source(fs: Any, name: str, uri: str) -> Source | tuple[str, SourceError]:
    try:
        info = fs.info(name)
    except Exception as error:
        return uri, SourceError(
            "denied",
            f"{uri}: 看不到（{type(error).__name__}: {error}），请检查权限 cannot be looked at; check the rights",
        )
    version = next((info[key] for key in _VERSIONS if info.get(key)), None)
    return Source(uri, info.get("size") or 0, _as_number(version))


def _as_number(version: Any) -> int:
    """A time stamp or an ETag as a number that changes with it; 0 where there is none."""
    if isinstance(version, int | float):
        return int(version * 1e9)
    if isinstance(version, dt.datetime):
        return int(version.timestamp() * 1e9)
    return zlib.crc32(str(version).encode()) if version else 0


def read_remote(uri: str, limit: int) -> bytes:
    """The bytes behind a URL, read as a stream. Raises SourceError: missing, or too_large for `limit` bytes."""
    data = bytearray()
    for block in _blocks(uri):
        data += block
        if len(data) > limit:
            raise too_large(uri, limit)
    return bytes(data)


def digest_remote(uri: str) -> str | None:
    """SHA-256 of what lies behind a URL; None if it cannot be read."""
    sha256 = hashlib.sha256()
    try:
        for block in _blocks(uri):
            sha256.update(block)
    except SourceError:
        return None
    return sha256.hexdigest()


def _blocks(uri: str) -> Iterator[bytes]:
    fs, path = _file_system(uri)
    try:
        with fs.open(path, "rb", cache_type="none") as file:
            while block := file.read(_BLOCK):
                yield block
    except FileNotFoundError as error:
        raise SourceError(
            "missing", f"{uri}: 列出之后被移走或删去，请再跑一次 gone since it was listed; run again"
        ) from error
    except Exception as error:
        raise SourceError(
            "denied",
            f"{uri}: 读不了（{type(error).__name__}: {error}），请检查网络和权限"
            " cannot be read; check the network and the rights",
        ) from error


def _file_system(uri: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise EnvironmentFault(
            f"{uri}: 读网址要装 taizhang[remote]（怎么装见 taizhang doctor） URLs need this extra"
        ) from error
    try:
        fs, path = url_to_fs(uri)
    except (ImportError, ValueError) as error:
        raise EnvironmentFault(
            f"{uri}: 打不开这类地址，请装它的驱动 no driver for this kind of URL; install it（{error}）"
        ) from error
    return fs, path
