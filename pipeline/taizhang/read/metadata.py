"""Title, publisher and date that a page or file states about itself."""

from __future__ import annotations

import datetime as dt

import regex

_DATE = regex.compile(
    r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)|(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)"
)


def iso_date(text: str) -> str | None:
    """The first date of a text as ISO; None where there is none that exists."""
    for match in _DATE.finditer(text):
        year, month, day = (int(part) for part in match.groups() if part)
        try:
            return dt.date(year, month, day).isoformat()
        except ValueError:
            continue
    return None
