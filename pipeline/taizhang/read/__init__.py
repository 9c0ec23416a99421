"""Sources in, readings out: one reader a format, the media type told by content. See `docs/read.md`."""

from taizhang.read.source import Limits, read_source, read_text

__all__ = ["Limits", "read_source", "read_text"]
