"""E-mails (EML) and web pages saved as one file (MHT): the text of the mail, then each attachment by its reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.errors import MessageError
from typing import TYPE_CHECKING

from taizhang.errors import SourceError
from taizhang.messages import warning
from taizhang.read import broken
from taizhang.read.mail_names import metadata, unique
from taizhang.read.mail_parts import Attached, Part, Unfolded, parsed
from taizhang.read.nesting import Purse, inside
from taizhang.types import Reading

if TYPE_CHECKING:
    from taizhang.read.source import Limits

_BROKEN: tuple[type[Exception], ...] = (MessageError, *broken.PARSING)
_MOST_NAMED = 10
Found = Iterator[Reading | SourceError]


def read_mail(data: bytes, source_uri: str, limits: Limits, password: str | None, purse: Purse) -> Found:
    """The readings of a mail: what it says goes by `source_uri`, attachments by `source_uri!name`.

    A bad attachment yields its SourceError; raises one where the mail is bad as a whole, nested too deeply, or more than is
    left in the purse. The first reading warns of what is not read.
    """
    inner, unfolded = inside(limits), Unfolded(limits, purse)
    try:
        message = parsed(data, purse)
        parts, about = unfolded.parts(message), metadata(message)
    except _BROKEN as error:
        raise SourceError("damaged", f"邮件读不出（{error}），请重新获取 no readable mail; fetch it again") from error
    unread = "、".join(list(dict.fromkeys(unfolded.unread))[:_MOST_NAMED])
    if not parts:
        raise _nothing(unread)
    told = (warning("read", "parts_unread", parts=unread),) if unread else ()
    for part, uri in _placed(parts, source_uri):
        for found in _read(part, uri, about, inner, password, purse):
            if isinstance(found, Reading):
                found, told = replace(found, warnings=(*found.warnings, *told)), ()
            yield found


def _nothing(unread: str) -> SourceError:
    if unread:
        return SourceError(
            "unsupported",
            f"邮件里只有不读的部分（{unread}）；请索取原文 a mail of parts that are not read; ask for the text",
        )
    return SourceError("empty", "邮件里没有文字，也没有附件；请重新获取 a mail that holds nothing; fetch it again")


def _placed(parts: Sequence[Part], source_uri: str) -> Iterator[tuple[Part, str]]:
    """Each part with its place: that of the mail for the first thing it says, else a name in it that no other part has."""
    taken: Counter[str] = Counter()
    first = next((part for part in parts if not isinstance(part, Attached)), None)
    for n, part in enumerate(parts, 1):
        name = part.name if isinstance(part, Attached) else f"正文{n}"
        yield part, source_uri if part is first else f"{source_uri}!{unique(name, taken)}"


def _read(part: Part, uri: str, about: dict[str, str], limits: Limits, password: str | None, purse: Purse) -> Found:
    from taizhang.read.source import read_source

    if isinstance(part, Reading):
        yield replace(part, source_uri=uri, metadata=about | dict(part.metadata))
    elif isinstance(part, SourceError):
        yield SourceError(part.reason, f"{uri}: {part}")
    else:
        try:
            yield from read_source(part.content, uri, limits, password, purse)
        except SourceError as error:
            yield error
