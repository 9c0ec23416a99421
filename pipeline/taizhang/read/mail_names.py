"""What the fields of a mail say: subjects, names of attachments, days. None of it is to be trusted."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from posixpath import splitext
from typing import Any

from taizhang.read import broken

_LONGEST = 200  # characters of a name or a subject
# Python knows codecs that are no charset of a mail: escapes, domain names
_CHARSET = re.compile(r"(?:utf|gb|hz|big5|cp|windows|iso|latin|us-ascii|ascii|euc|shift|koi)[\w-]*", re.I)
_UNSEEN = frozenset(["Cc", "Cf", "Cs"])  # controls, marks that turn the direction of writing, halves of characters


def heading(value: Any) -> str:
    """A subject or a file name as it reads; what says no charset, as some Windows programs do, is UTF-8 or else GBK."""
    try:
        pieces = decode_header(value) if value else []
    except HeaderParseError:
        pieces = [(str(value), None)]
    text = "".join(_decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)
    return harmless_line(text)


def harmless_line(text: str) -> str:
    """A text on one line, without characters that are not seen."""
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in _UNSEEN)


def attachment_name(part: Message) -> str | None:
    """The file name of a part; of one that was written in raw bytes, which the parser has lost, its suffix; None if it has none."""
    raw: Any = part.get_param("filename", None, "content-disposition") or part.get_param("name")
    if isinstance(raw, tuple):  # RFC 2231: charset, language, the bytes as Latin-1
        raw = _decoded(raw[2].encode("latin-1", "replace"), raw[0])
    if not raw:
        return None
    name = heading(raw)
    return file_name(f"附件{splitext(name)[1]}" if "\ufffd" in name or not name else name)


def file_name(text: str) -> str:
    """A text as the name of a file: in no folder, and with its suffix where it is cut."""
    stem, suffix = splitext(text.replace("/", "_"))
    return stem[: max(_LONGEST - len(suffix), 0)] + suffix[:_LONGEST]


def unique(name: str, taken: Counter[str]) -> str:
    """The name, or where it is taken the name with a number."""
    taken[name] += 1
    if taken[name] == 1:
        return name
    stem, suffix = splitext(name)
    return unique(f"{stem}({taken[name]}){suffix}", taken)


def metadata(message: Message) -> dict[str, str]:
    """The subject and day of a mail; the place of a page, which was sent to nobody, and whose day is that on which it was saved."""
    found = {"title": subject[:_LONGEST]} if (subject := heading(message["Subject"])) else {}
    if message["To"] or message["Received"]:
        day = _day(str(message["Date"]))
        return found | ({"published_on": day} if day else {})
    place = harmless_line(str(message["Snapshot-Content-Location"] or message["Content-Location"]))
    return found | ({"url": place} if place.startswith("http") else {})


def _day(stamp: str) -> str | None:
    """The day of a `Date` line, where the sender was."""
    try:
        return parsedate_to_datetime(stamp).date().isoformat()
    except broken.PARSING:
        return None


def _decoded(piece: bytes, charset: str | None) -> str:
    said = "gb18030" if charset and charset.lower().startswith("gb") else charset
    for codec in (said, "utf-8"):
        try:
            if codec and _CHARSET.fullmatch(codec):
                return piece.decode(codec)
        except (LookupError, UnicodeError):
            continue
    return piece.decode("gb18030", "replace")
