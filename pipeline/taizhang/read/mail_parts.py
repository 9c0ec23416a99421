"""A mail taken apart: what it says, what hangs on it, and what is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import Compat32
from typing import TYPE_CHECKING, Any

from taizhang.errors import SourceError
from taizhang.read.detect import HTML, MAIL
from taizhang.read.mail_names import attachment_name, file_name, heading
from taizhang.read.nesting import Purse
from taizhang.types import Reading

if TYPE_CHECKING:
    from taizhang.read.source import Limits

_PARSED = frozenset(
    ["content-type", "content-disposition", "subject", "date"]
)  # no lists of addresses, which may be long
_LONGEST_FIELD, _MOST_PARAMETERS = 10_000, 200  # the standard library takes quadratic time over a field
_UNREAD = re.compile(
    r"application/(?:x-)?pkcs7-(?:signature|mime)|application/pgp-(?:signature|encrypted)"
    r"|application/(?:vnd\.)?ms-tnef|text/calendar|application/ics"
)
_UNREAD_NAMES = (".p7s", ".p7m", ".asc", ".ics", "winmail.dat")
_FRAMES_OR_BODY = re.compile(rb"<(?:(frameset)|body)[\s>]", re.I)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that hangs on a mail."""

    name: str
    content: bytes


Part = Reading | SourceError | Attached


class _Guarded(Compat32):
    """Refuses a field that would be pondered, in whatever part, before anything asks what it means."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name and value of a field. Raises MessageError."""
        name, value = super().header_source_parse(sourcelines)
        if name.lower() in _PARSED and (len(value) > _LONGEST_FIELD or value.count(";") > _MOST_PARAMETERS):
            raise MessageError(f"{name}: more than {_LONGEST_FIELD:,} characters or {_MOST_PARAMETERS} parameters")
        return name, value


def parsed(data: bytes, purse: Purse) -> Message:
    """The mail, every part of it counted as a file. Raises MessageError, SourceError('too_large')."""

    def counted(policy: Any) -> Message:
        purse.take_files(1)
        return Message(policy)

    return message_from_bytes(data, policy=_Guarded(message_factory=counted))


@dataclass(slots=True)
class Unfolded:
    """Takes mails apart by `parts`; `unread` names what is of no use to a reader."""

    limits: Limits
    purse: Purse
    unread: list[str] = field(default_factory=list)

    def parts(self, part: Message) -> list[Part]:
        """What a part says, and its files, in their order."""
        kind = part.get_content_type()
        if not part.is_multipart():
            return list(self._leaf(part, kind))
        within: Any = part.get_payload()
        if kind == MAIL:
            return [self._forwarded(part, within[0])]
        if kind == "multipart/alternative":
            return _best([self.parts(way) for way in within])
        if kind == "multipart/related":
            within = _page(part, within)
        return [found for inner in within for found in self.parts(inner)]

    def _leaf(self, part: Message, kind: str) -> Iterator[Part]:
        """A text or a file; nothing for pictures in a text and for texts without a word."""
        content, name, placed = part.get_payload(decode=True), attachment_name(part), part.get_content_disposition()
        hangs = placed == "attachment" or name is not None
        if not isinstance(content, bytes) or not content.strip():
            return
        if _UNREAD.fullmatch(kind) or (name or "").lower().endswith(_UNREAD_NAMES):
            self.unread.append(name or kind)
        elif kind.startswith("image/") and (placed == "inline" or not hangs):
            return
        elif hangs or kind.startswith("application/"):
            yield Attached(name or "附件", content)
        elif kind.startswith(("text/", "multipart/")):
            yield from self._said(content, kind.endswith("html"))
        else:
            self.unread.append(kind)

    def _said(self, content: bytes, is_page: bool) -> Iterator[Part]:
        from taizhang.read.html import read_html
        from taizhang.read.text import read_plain

        try:
            if is_page:
                yield read_html(content, "", self.limits.text_chars, self.limits.table_cells)
            else:
                yield read_plain(content, "", self.limits.text_chars)
        except SourceError as error:
            if error.reason != "empty":
                yield error

    def _forwarded(self, part: Message, mail: Any) -> Attached:
        """A mail in a mail; some programs write it in base64, which the parser takes for its text."""
        if not mail.keys() and str(part["Content-Transfer-Encoding"]).strip().lower() == "base64":
            mail["Content-Transfer-Encoding"] = "base64"
            mail = parsed(mail.get_payload(decode=True), self.purse)
        return Attached(file_name(f"{heading(mail['Subject']) or '转发'}.eml"), mail.as_bytes())


def _best(ways: list[list[Part]]) -> list[Part]:
    """Of several ways to say the same the last page with words, else the first text; the files of all."""
    said = [way for way in ways if any(isinstance(part, Reading) for part in way)]
    pages = [way for way in said if any(isinstance(part, Reading) and part.media_type == HTML for part in way)]
    best = [*ways[-1:], *said[:1], *pages[-1:]][-1]
    return [part for way in ways for part in way if way is best or isinstance(part, Attached)]


def _page(part: Message, within: list[Any]) -> list[Any]:
    """Of a page in parts its root, or the frames of this, and the files that hang on it; no pictures, styles and scripts."""
    start = str(part.get_param("start", "")).strip("<> ")
    root = next((p for p in within if start and str(p["Content-ID"]).strip("<> ") == start), within[0])
    others = [p for p in within if p is not root]
    first = _FRAMES_OR_BODY.search(root.get_payload(decode=True) or b"")
    frames = [p for p in others if p.get_content_type() == HTML and not _hangs_on(p)] if first and first[1] else []
    return [*(frames or [root]), *filter(_hangs_on, others)]


def _hangs_on(part: Message) -> bool:
    """Whether what comes with a page is a file of its own and no picture in it."""
    kind, placed = part.get_content_maintype(), part.get_content_disposition()
    return kind != "image" and (placed == "attachment" or (kind == "application" and attachment_name(part) is not None))
