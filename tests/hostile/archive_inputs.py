"""Bad ZIP archives and images."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from tests.hostile.kinds import FILES, TEXT, Bad, damaged, fails, reads, zipped

_GOOD = TEXT.encode()
_ZEROS = bytes(600_000_000)  # one block of memory the system never touches


def _nested(depth: int) -> bytes:
    data = zipped({"a.txt": _GOOD})
    for level in range(depth):
        data = zipped({f"level{level}.zip": data, f"good{level}.txt": _GOOD})
    return data


def _many_nested() -> bytes:
    inner = zipped({"zeros.txt": bytes(4_000_000)})
    return zipped({f"{i:04}.zip": inner for i in range(400)}, stored=True)


def _overlapping() -> bytes:
    """Many directory entries that share one body: small, and enormous when unpacked."""
    body = zipped({"a.txt": bytes(1_000_000)})
    directory = body[body.index(b"PK\x01\x02") : body.index(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 3000, 3000, len(directory) * 3000, body.index(b"PK\x01\x02"), 0)
    return body[: body.index(b"PK\x01\x02")] + directory * 3000 + end


def _lying() -> bytes:
    """A member whose declared size is smaller than what it unpacks to."""
    data = zipped({"a.txt": bytes(5_000_000)})
    return data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 10))


def _patched(data: bytes, offset: int, value: int) -> bytes:
    """With a 16-bit field changed in the local and the central header."""
    out = bytearray(data)
    struct.pack_into("<H", out, 4 + offset, value)
    struct.pack_into("<H", out, data.index(b"PK\x01\x02") + 6 + offset, value)
    return bytes(out)


def _entries(count: int) -> bytes:
    """A directory of `count` entries without bodies."""
    one = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0) + b"a.txt"
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, 5, 0) + b"a.txt"
    return (
        local
        + one * count
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(one) * count, len(local), 0)
    )


def archives() -> Iterator[Bad]:
    """Bombs, nests, odd names, odd methods, passwords."""
    yield fails("empty.zip", lambda: zipped({}), "empty")
    yield fails("folders_only.zip", lambda: zipped({"a/": b"", "__MACOSX/x": b"1"}), "empty")
    yield fails("bomb.zip", lambda: zipped({"a.txt": _ZEROS}), "too_large", big=True)
    yield fails("many.zip", lambda: zipped({f"{i}.txt": b"x" for i in range(10_001)}, stored=True), "too_large")
    yield fails("entries.zip", lambda: _entries(1_000_000), "too_large", "damaged", big=True)
    yield Bad("nested.zip", lambda: _nested(8))
    yield fails("nested_bombs.zip", _many_nested, big=True)
    yield fails("overlapping.zip", _overlapping, "too_large", "damaged")
    yield fails("lying.zip", _lying, "damaged", "too_large", "undecodable")
    yield reads("traversal.zip", lambda: zipped({"../../etc/passwd.txt": _GOOD, "/abs.txt": _GOOD, "C:\\x.txt": _GOOD}))
    yield reads("odd_names.zip", lambda: zipped({"a\nb.txt": _GOOD, "整改.txt": _GOOD, " ": _GOOD, "x" * 5_000: _GOOD}))
    yield reads("same_names.zip", lambda: zipped({"a.txt": _GOOD, "b.txt": _GOOD}).replace(b"b.txt", b"a.txt"))
    yield Bad(
        "bad_member.zip", lambda: zipped({"a.txt": _GOOD, "b.pdf": b"%PDF-1.4", "c.docx": b"PK\x03\x04", "d.txt": b""})
    )
    yield fails("locked.zip", (FILES / "locked.zip").read_bytes, "encrypted")
    yield fails("locked_aes.zip", (FILES / "locked_aes.zip").read_bytes, "encrypted")
    for method in (1, 9, 12, 14, 93, 95, 98, 12345):
        yield Bad(f"method{method}.zip", lambda m=method: _patched(zipped({"a.txt": _GOOD}), 4, m))  # type: ignore[misc]
    yield Bad("version.zip", lambda: _patched(zipped({"a.txt": _GOOD}), 0, 999))
    yield Bad("flags.zip", lambda: _patched(zipped({"a.txt": _GOOD}), 2, 0xFFFF))
    yield Bad("patch_flag.zip", lambda: _patched(zipped({"a.txt": _GOOD}), 2, 0x20))
    yield reads("comment.zip", lambda: zipped({"a.txt": _GOOD})[:-2] + struct.pack("<H", 60_000) + b"c" * 60_000)
    yield fails("itself.zip", lambda: zipped({"a.zip": zipped({"a.zip": b"PK\x05\x06" + bytes(18)})}), "empty")
    yield fails("letter.ofd", lambda: zipped({"OFD.xml": b"<OFD/>"}), "unsupported", "damaged", "empty")
    yield from damaged("all.zip", lambda: zipped({f"{i}.txt": _GOOD * 20 for i in range(5)}), cuts=5, flips=6)


def _png(width: int, height: int, body: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    header = struct.pack(">2L5B", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


def _sound_png() -> bytes:
    return _png(64, 64, (b"\0" + b"\xff" * 64) * 64)


def images() -> Iterator[Bad]:
    """Images: bombs by size, cut, garbled. All fail, with OCR or without."""
    yield fails("bomb.png", lambda: _png(60_000, 60_000, bytes(1_000_000)), "too_large", "damaged", "unsupported")
    yield fails("pixels.png", lambda: _png(9_000, 9_000, b"x"), "too_large", "damaged", "unsupported")
    yield fails("no_pixels.png", lambda: _png(0, 0), "damaged", "unsupported", "empty")
    yield fails("short.png", lambda: _png(64, 64, b"x"), "damaged", "unsupported", "empty")
    yield fails("white.png", _sound_png, "empty", "unsupported")
    yield fails("head.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(500), "damaged", "unsupported")
    yield fails("head.tif", lambda: b"II*\x00" + b"\xff" * 400, "damaged", "unsupported", "empty")
    yield fails("loop.tif", lambda: b"II*\x00" + struct.pack("<LHL", 8, 0, 8), "damaged", "unsupported", "empty")
    yield from damaged("scan.png", _sound_png, cuts=3, flips=4)
