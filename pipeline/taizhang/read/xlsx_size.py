"""How large the sheets of a workbook are, told before openpyxl makes an object of every cell; and which cells are formulas without the
value they come to, as programs write them that do not calculate: openpyxl takes these for empty."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import regex

from taizhang.read import broken
from taizhang.read.grid import within
from taizhang.read.zip_file import open_zip

if TYPE_CHECKING:
    from taizhang.read.source import Limits

_PLACE = regex.compile(r"\$?([A-Za-z]{1,4})\$?(\d{1,8})")


def check_sheets(data: bytes, limits: Limits) -> dict[str, list[str]]:
    """The places of the cells whose formula holds no value, by the part of the file that has them. Raises SourceError('too_large') if the
    cells of a workbook, merged regions with all they cover, are too many.

    What cannot be parsed is left to the reader, which reports it.
    """
    with open_zip(data, limits) as archive:
        left = limits.table_cells
        unread: dict[str, list[str]] = {}
        for name in archive.namelist():
            if name.endswith(".xml"):  # a workbook may name its sheets as it likes
                count, without_value = _cells(archive.read(name), left)
                left -= count
                if without_value:
                    unread[name] = without_value
    return unread


def _cells(part: bytes, most: int) -> tuple[int, list[str]]:
    """How many cells a part has, and those whose formula holds no value."""
    from lxml.etree import LxmlError, iterparse

    count = 0
    unread: list[str] = []
    try:
        for _, element in iterparse(BytesIO(part), tag=("{*}c", "{*}mergeCell", "{*}row"), huge_tree=False):
            count += _covered(element)
            within(count, most)
            if _without_value(element):
                unread.append(element.get("r", ""))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (LxmlError, *broken.PARSING):
        return count, unread
    return count, unread


def _without_value(cell: Any) -> bool:
    """Whether an element is a formula without the value it comes to; of one that comes to no letters that is empty."""
    if cell.find("{*}f") is None:
        return False
    value = cell.find("{*}v")
    return value is None or (not value.text and cell.get("t") != "str")


def _covered(element: Any) -> int:
    """How many cells an element stands for."""
    if element.tag.endswith("}row") or element.tag == "row":
        return 0
    if not element.tag.endswith("mergeCell"):
        return 1
    places = [_PLACE.fullmatch(part) for part in element.get("ref", "").split(":")]
    if len(places) != 2 or not all(places):
        return 1
    (a, b) = [(_column(m[1]), int(m[2])) for m in places if m]
    return (abs(a[0] - b[0]) + 1) * (abs(a[1] - b[1]) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
