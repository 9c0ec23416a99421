"""Plain text: decode, nothing else. The hot path."""

from __future__ import annotations

import hashlib

from taizhang.errors import SourceError
from taizhang.messages import warning
from taizhang.read.detect import decode
from taizhang.types import Reading

_HALF = "\ufffd"  # what is left of a character whose last bytes are missing
_CONTROL = dict.fromkeys([*range(9), *range(14, 32)])


def read_plain(data: bytes, source_uri: str, max_chars: int) -> Reading:
    """A reading of the bytes of a text file. Raises SourceError: empty, undecodable, too_large."""
    text, encoding = decoded(data, max_chars)
    if not text.strip():
        raise SourceError("empty", "没有文字，请重新获取 there is no text in it; fetch it again")
    if encoding == "utf-8" and "\x00" in text and _noise(text):
        raise SourceError("undecodable", "不是文本，请核对文件 it is no text; check the file")
    told = (warning("read", "cut_off"),) if text.endswith(_HALF) and text.count(_HALF) == 1 else ()
    return Reading(source_uri, hashlib.sha256(data).hexdigest(), "text/plain", encoding, text, warnings=told)


def decoded(data: bytes, max_chars: int) -> tuple[str, str]:
    """The text and its encoding. Raises SourceError: undecodable, too_large above `max_chars` characters."""
    text, encoding = decode(data)
    if len(text) > max_chars:
        raise SourceError(
            "too_large",
            f"超过 {max_chars:,} 字；请拆分或调高 text_chars"
            f" more than {max_chars:,} characters; split it or raise text_chars",
        )
    return text, encoding


def _noise(text: str) -> bool:
    sample = text[:20_000]
    return (len(sample) - len(sample.translate(_CONTROL))) * 20 > len(sample)
