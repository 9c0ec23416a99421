"""What the libraries raise for files that are broken: the only exceptions that readers turn into `damaged`."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

ZIP: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,  # also UnicodeError
    NotImplementedError,  # a RuntimeError, which for zipfile otherwise means: encrypted
)
# Parsers of office files, PDF and images stumble over missing parts, wrong types and numbers out of bounds.
PARSING: tuple[type[Exception], ...] = (
    *ZIP,
    LookupError,
    TypeError,
    AttributeError,
    SyntaxError,
    ArithmeticError,
    AssertionError,
    RecursionError,
)
