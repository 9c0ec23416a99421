"""E-mails (EML) and web pages saved as one file (MHT): the text of the mail, then each attachment by its reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from posixpath import splitext
from typing import TYPE_CHECKING, Any

from taizhang.errors import SourceError
from taizhang.read import broken
from taizhang.types import Reading

if TYPE_CHECKING:
    from taizhang.read.source import Limits

_BROKEN: tuple[type[Exception], ...] = (MessageError, *broken.PARSING)
_NAMING = ("Content-Disposition", "Content-Type", "Subject")
_LONGEST_FIELD = 10_000  # characters; the parser of the standard library takes quadratic time over one
Found = Iterator[Reading | SourceError]


@dataclass(frozen=True, slots=True)
class _Part:
    """A leaf of a mail; `name` is that of an attachment, None for what the mail says itself."""

    content: bytes
    html: bool
    name: str | None


def read_mail(data: bytes, source_uri: str, limits: Limits, password: str | None) -> Found:
    """The readings of a mail: what it says goes by `source_uri`, attachments by `source_uri!name`.

    A bad attachment yields its SourceError; raises one where the mail is bad as a whole, or nested too deeply.
    """
    if limits.archive_depth < 1:
        raise SourceError("too_large", "嵌套超过上限 archive_depth，请解开 nested too deeply; unpack it")
    try:
        message = message_from_bytes(data)
        parts = [part for leaf in _leaves(message) if (part := _part(leaf))]
        metadata = _metadata(message)
    except _BROKEN as error:
        raise SourceError("damaged", f"邮件读不出（{error}），请重新获取 no readable mail; fetch it again") from error
    if not parts:
        raise SourceError("empty", "邮件里没有文字，也没有附件；请重新获取 a mail that holds nothing; fetch it again")
    inner, said = replace(limits, archive_depth=limits.archive_depth - 1), 0
    for n, part in enumerate(parts, 1):
        if part.name is None:
            uri = f"{source_uri}!正文{n}" if said else source_uri
            said += 1
            yield _read_text(part, uri, limits, metadata)
        else:
            yield from _attached(part.content, f"{source_uri}!{part.name}", inner, password)


def _read_text(part: _Part, uri: str, limits: Limits, metadata: dict[str, str]) -> Reading | SourceError:
    from taizhang.read.html import read_html
    from taizhang.read.text import read_plain

    try:
        if not part.html:
            return replace(read_plain(part.content, uri, limits.text_chars), metadata=metadata)
        reading = read_html(part.content, uri, limits.text_chars, limits.table_cells)
        return replace(reading, metadata=metadata | dict(reading.metadata))
    except SourceError as error:
        return SourceError(error.reason, f"{uri}: {error}")


def _attached(content: bytes, uri: str, limits: Limits, password: str | None) -> Found:
    from taizhang.read.source import read_source

    try:
        yield from read_source(content, uri, limits, password)
    except SourceError as error:
        yield error


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that say something, in their order: of several ways to say the same the HTML, of a page its root without its pictures."""
    stack = [message]
    while stack:
        part = stack.pop()
        inside: Any = part.get_payload()
        if not part.is_multipart() or part.get_content_type() == "message/rfc822":
            yield part
        elif part.get_content_type() == "multipart/alternative":
            stack.append(next((p for p in inside if p.get_content_type() != "text/plain"), inside[0]))
        elif part.get_content_type() == "multipart/related":
            stack += reversed([inside[0], *filter(_hangs_on, inside[1:])])
        else:
            stack += reversed(inside)


def _hangs_on(part: Message) -> bool:
    """Whether what comes with a page is a file of its own and no picture in it."""
    return part.get_content_disposition() == "attachment" and part.get_content_maintype() != "image"


def _part(leaf: Message) -> _Part | None:
    """What a leaf holds; None for pictures inside the text, signatures, and texts without a word."""
    if any(len(str(leaf[field] or "")) > _LONGEST_FIELD for field in _NAMING):
        raise ValueError(f"a field of more than {_LONGEST_FIELD:,} characters")
    kind, placed, name = leaf.get_content_type(), leaf.get_content_disposition(), leaf.get_filename()
    if kind == "message/rfc822":
        forwarded: Any = leaf.get_payload(0)
        return _Part(forwarded.as_bytes(), False, f"{_heading(forwarded['Subject']) or '转发'}.eml")
    content = leaf.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip() or (placed == "inline" and kind.startswith("image/")):
        return None
    if kind in ("text/plain", "text/html") and placed != "attachment" and not name:
        return _Part(content, kind == "text/html", None)
    return _Part(content, False, _attachment_name(name)) if name or placed == "attachment" else None


def _attachment_name(name: str | None) -> str:
    """The file name of an attachment; of one that was written in raw bytes, which the parser has lost, its suffix."""
    read = _heading(name)
    return f"附件{splitext(read)[1]}" if "\ufffd" in read or not read else read


def _metadata(message: Message) -> dict[str, str]:
    """The subject and day of a mail; the place of a page, which was sent to nobody, and whose day is that on which it was saved."""
    found = {"title": subject} if (subject := _heading(message["Subject"])) else {}
    if message["To"] or message["Received"]:
        day = _day(str(message["Date"]))
        return found | ({"published_on": day} if day else {})
    place = str(message["Snapshot-Content-Location"] or message["Content-Location"])
    return found | ({"url": place} if place.startswith("http") else {})


def _day(stamp: str) -> str | None:
    """The day of a `Date` line, where the sender was."""
    try:
        return parsedate_to_datetime(stamp).date().isoformat()
    except (ValueError, TypeError):
        return None


def _heading(value: Any) -> str:
    """A subject or a file name as it reads; what says no charset, as some Windows programs do, is UTF-8 or else GBK."""
    try:
        pieces = decode_header(value) if value else []
    except HeaderParseError:
        pieces = [(str(value), None)]
    text = "".join(_decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)
    return " ".join(text.replace("/", "_").split())


def _decoded(piece: bytes, charset: str | None) -> str:
    said = "gb18030" if charset and charset.startswith("gb") else charset
    for codec in (said, "utf-8"):
        try:
            return piece.decode(codec or "utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return piece.decode("gb18030", "replace")
