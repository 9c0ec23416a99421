"""What a bad input is, and the small tools the generators share. Everything is deterministic."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

FILES = Path(__file__).parent / "files"
READ_FILES = Path(__file__).parents[1] / "read" / "files"
TEXT = "2024年5月6日，县政府召开会议，研究部署督察反馈的38项问题整改工作，已完成27项。"
PASSWORD = "mima2024"
Outcome = Literal["fails", "reads", "either"]


@dataclass(frozen=True, slots=True)
class Bad:
    """A bad input: its file name, how it is made, and what reading it must come to.

    `reasons` are the reasons allowed where it fails (empty: any); `big` ones take seconds or 100 MB to make or read.
    """

    name: str
    make: Callable[[], bytes]
    outcome: Outcome = "either"
    reasons: frozenset[str] = field(default_factory=frozenset)
    big: bool = False


def fails(name: str, make: Callable[[], bytes], *reasons: str, big: bool = False) -> Bad:
    """An input that must fail for one of `reasons`."""
    return Bad(name, make, "fails", frozenset(reasons), big)


def reads(name: str, make: Callable[[], bytes], big: bool = False) -> Bad:
    """An input that must be read, be it with warnings."""
    return Bad(name, make, "reads", big=big)


def zipped(members: dict[str, bytes], stored: bool = False) -> bytes:
    """A ZIP file of these members, the same bytes every time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = target.compression
            target.writestr(info, data)
    return stream.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The members of a ZIP file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def damaged(name: str, seed: Callable[[], bytes], cuts: int = 8, flips: int = 8) -> Iterator[Bad]:
    """A sound file cut at many points, with bits flipped, blocks zeroed, doubled and shuffled."""
    stem, _, suffix = name.rpartition(".")
    for i in range(cuts):
        yield Bad(f"{stem}_cut{i}.{suffix}", lambda i=i: _cut(seed(), (i + 1) / (cuts + 1)))  # type: ignore[misc]
    for i in range(flips):
        yield Bad(f"{stem}_flip{i}.{suffix}", lambda i=i: _flipped(seed(), i, 1 << i))  # type: ignore[misc]
    yield Bad(f"{stem}_zeroed.{suffix}", lambda: _zeroed(seed()))
    yield Bad(f"{stem}_doubled.{suffix}", lambda: seed() * 2)
    yield Bad(f"{stem}_headless.{suffix}", lambda: seed()[7:])
    yield Bad(f"{stem}_tail.{suffix}", lambda: seed() + bytes(range(256)) * 40)
    yield Bad(f"{stem}_shuffled.{suffix}", lambda: _shuffled(seed()))


def _cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def _flipped(data: bytes, seed: int, count: int) -> bytes:
    pick, out = random.Random(seed), bytearray(data)
    for _ in range(count):
        out[pick.randrange(len(out))] ^= 1 << pick.randrange(8)
    return bytes(out)


def _zeroed(data: bytes) -> bytes:
    third = len(data) // 3
    return data[:third] + bytes(third) + data[2 * third :]


def _shuffled(data: bytes) -> bytes:
    size = max(len(data) // 8, 1)
    blocks = [data[i : i + size] for i in range(size, len(data), size)]
    random.Random(1).shuffle(blocks)
    return data[:size] + b"".join(blocks)
