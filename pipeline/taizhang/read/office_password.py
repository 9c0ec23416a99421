"""Office files with a password, through the extra `taizhang[passwords]` (msoffcrypto-tool)."""

from __future__ import annotations

import importlib.util
from io import BytesIO

import regex

from taizhang.errors import SourceError
from taizhang.read import broken
from taizhang.read.password import password_error

_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # the stream that holds the locked DOCX or XLSX
_SPINS = regex.compile(rb'spinCount="(\d{1,20})"')
_MOST_SPINS = 10_000_000  # what the format allows; a file that asks for more wants to keep the reader busy


def locked(data: bytes) -> bool:
    """Whether an OLE file is a DOCX or XLSX behind a password."""
    return _PACKAGE in data


def opened(data: bytes, password: str | None) -> bytes:
    """The file inside. Raises SourceError: encrypted (no password, a wrong one, or the extra missing), damaged."""
    if not password:
        raise password_error(None)
    if importlib.util.find_spec("msoffcrypto") is None:
        raise SourceError(
            "encrypted",
            "办公文档有密码，请先装 taizhang[passwords]（怎么装见 taizhang doctor）再重读，或另存为无密码 an office file with a password; install taizhang[passwords], or save it without one",
        )
    if any(int(spins) > _MOST_SPINS for spins in _SPINS.findall(data)):
        raise SourceError(
            "damaged", "加密信息越界，请另存为无密码 its encryption header is out of bounds; save it without a password"
        )
    return _decrypted(data, password)


def _decrypted(data: bytes, password: str) -> bytes:
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    out = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(data))
        file.load_key(password=password, verify_password=True)
        file.decrypt(out)
    except InvalidKeyError as error:
        raise password_error(password) from error
    except (DecryptionError, FileFormatError, ParseError, *broken.PARSING) as error:
        raise SourceError(
            "damaged",
            f"加密方式读不出（{error}），请另存为无密码 its encryption cannot be read; save it without a password",
        ) from error
    return out.getvalue()
