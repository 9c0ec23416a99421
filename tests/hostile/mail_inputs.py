"""Bad mails: fields to ponder, parts without number, nests, names, charsets that are none."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from tests.hostile.kinds import TEXT, Bad, damaged, fails, reads, zipped

_SAID = f"Content-Type: text/plain; charset=utf-8\n\n{TEXT}\n"
_PAGE = f"Content-Type: text/html\n\n<html><body><p>{TEXT}</p></body></html>\n"
_ENDLESS = '";"' * 160_000  # minutes, were it parsed
_LONG = 'Content-Type: text/plain; x="' + ";" * 190 + "x" * 9_700 + f"\n\n{TEXT}\n"  # just short enough to be parsed


def _mail(kind: str, *parts: str, fields: str = "", boundary: str = "b") -> bytes:
    bodies = "".join(f"--{boundary}\n{part}\n" for part in parts)
    head = f"{fields}MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary={boundary}\n\n"
    return f"{head}{bodies}--{boundary}--\n".encode()


def _file(name: str, content: bytes = TEXT.encode()) -> str:
    packed = base64.b64encode(content).decode()
    return f"Content-Disposition: attachment; {name}\nContent-Transfer-Encoding: base64\n\n{packed}\n"


def _nested(kind: str, depth: int) -> bytes:
    data = _mail(kind, _SAID, _PAGE)
    for level in range(depth):
        inner = data.decode().removeprefix("MIME-Version: 1.0\n")
        data = _mail(kind, _SAID, inner, boundary=f"b{level}")
    return data


def _forwarded(depth: int) -> bytes:
    head = "MIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * depth
    return f"{head}MIME-Version: 1.0\n{_SAID}".encode()


def mails() -> Iterator[Bad]:
    """E-mails and pages saved as one file."""
    for field in ("Content-Type: multipart/mixed; x=", "Content-Disposition: x; filename=", "Subject: "):
        stem = field.partition(":")[0].lower().replace("-", "_")
        yield fails(f"{stem}.eml", lambda f=field: f"MIME-Version: 1.0\n{f}{_ENDLESS}\n\nx".encode(), "damaged")  # type: ignore[misc]
        yield fails(f"{stem}_of_part.eml", lambda f=field: _mail("mixed", _SAID, f"{f}{_ENDLESS}\n\nx"), "damaged")  # type: ignore[misc]
    yield reads("long_fields.eml", lambda: _mail("mixed", *[_LONG] * 1_000))
    yield reads("subjects.eml", lambda: _mail("digest", *[f"\nSubject: {'=?a?q?' * 1_600}\n\nx"] * 300, _SAID))
    yield fails("many_parts.eml", lambda: _mail("mixed", *["\nx"] * 200_000), "too_large")
    yield Bad("many_texts.eml", lambda: _mail("mixed", *[_PAGE] * 5_000))
    for kind in ("mixed", "alternative", "related"):
        yield reads(f"nested_{kind}.eml", lambda k=kind: _nested(k, 100))  # type: ignore[misc]
        yield Bad(f"nested_deep_{kind}.eml", lambda k=kind: _nested(k, 2_000))  # type: ignore[misc]
    yield fails("forwarded.eml", lambda: _forwarded(50), "too_large")
    yield fails("forwarded_deep.eml", lambda: _forwarded(5_000), "too_large", "damaged")
    yield Bad("bombs.eml", lambda: _mail("mixed", *[_file("filename=a.zip", zipped({"a": bytes(9_000_000)}))] * 100))
    yield reads("same_names.eml", lambda: _mail("mixed", *[_file("filename=a.txt")] * 3_000))
    yield reads("no_names.eml", lambda: _mail("mixed", _SAID, _file("filename"), _file('filename=""'), _file("x=")))
    for charset in ("idna", "punycode", "unicode_escape", "undefined", "hex", "utf-16", "x" * 500, "none"):
        named = f"filename*={charset}''%5Cud800%00%FF.txt"
        subject = f"Subject: =?{charset}?q?=5Cud800x=00?=\nTo: x\nDate: Thu, 05 Sep 2024 09:30:00 +99999999999999\n"
        yield reads(
            f"charset_{charset[:20]}.eml",
            lambda n=named, s=subject, c=charset: _mail("mixed", f"Content-Type: text/plain; charset={c}\n\n{TEXT}", _file(n), fields=s),  # type: ignore[misc]
        )  # fmt: skip
    yield from damaged("all.eml", lambda: _mail("mixed", _SAID, _PAGE, _file("filename=a.txt")), cuts=5, flips=6)
