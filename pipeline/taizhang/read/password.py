"""What to say of a source that a password keeps shut."""

from __future__ import annotations

from taizhang.errors import SourceError


def password_error(password: str | None) -> SourceError:
    """The error for a source that asks for a password: none was given, or `password` does not open it."""
    if password:
        return SourceError("encrypted", "密码不对 the password given does not open it")
    return SourceError(
        "encrypted",
        "有密码，重读时给出：taizhang retry 台账 --password 密码 it is encrypted; taizhang retry LEDGER --password …",
    )
