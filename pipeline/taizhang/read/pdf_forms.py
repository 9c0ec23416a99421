"""Drawings in a PDF that draw one another without end: pdfium follows them until memory runs out, so they are told before.

Streams are never packed in other objects, so a scan of the bytes finds every drawing (form XObject) and, where its
resources stand in the same object, what it draws.
"""

from __future__ import annotations

import zlib

import regex

from taizhang.errors import SourceError

_NUMBER = regex.compile(rb"(\d{1,9})\s+\d{1,5}\s+$")
_LONGEST = 4_000  # bytes of a dictionary, before and behind the word that makes it a drawing
_DRAWS = regex.compile(rb"/([^\s/<>\[\]()]{1,100})\s+(\d{1,9})\s+\d{1,5}\s+R")
_DOES = regex.compile(rb"/([^\s/<>\[\]()]{1,100})\s+Do\b")
_MOST_DRAWN = 1_000_000
_MOST_BYTES = 10_000_000  # of one drawing that are looked at


def check_forms(data: bytes) -> None:
    """Raise SourceError('damaged') if drawings draw one another a million times, or themselves."""
    if data.count(b"/Form") < 1 or b"/XObject" not in data:
        return
    calls = dict(_forms(data))
    total: dict[int, int] = {}
    for form in calls:
        if _drawn(form, calls, total, set()) > _MOST_DRAWN:
            raise SourceError(
                "damaged",
                "图形互相嵌套无尽，请重新打印成"
                " PDF its drawings contain one another without end; print it as PDF again",
            )


def _forms(data: bytes) -> list[tuple[int, list[int]]]:
    """The drawings by object number, each with the numbers of those that it draws, once a time."""
    found = []
    at = data.find(b"/Form")
    while at >= 0:
        begin, end = data.rfind(b" obj", max(at - _LONGEST, 0), at), data.find(b"stream", at, at + _LONGEST)
        number = _NUMBER.search(data[max(begin - 20, 0) : begin + 1]) if begin >= 0 and end >= 0 else None
        if number:
            found.append((int(number[1]), _drawn_by(data[begin:end], data, end + 6)))
        at = data.find(b"/Form", at + 5)
    return found


def _drawn_by(entries: bytes, data: bytes, begin: int) -> list[int]:
    names = {name: int(number) for name, number in _DRAWS.findall(entries)}
    if not names:
        return []
    content = _unpacked(data[begin : data.find(b"endstream", begin)].lstrip(b"\r\n"))
    return [names[name] for name in _DOES.findall(content) if name in names]


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, _MOST_BYTES)
    except zlib.error:  # not packed, or by another method
        return content


def _drawn(form: int, calls: dict[int, list[int]], total: dict[int, int], above: set[int]) -> int:
    """How many drawings one drawing comes to; more than `_MOST_DRAWN` where it holds itself or the nest is too deep."""
    if form in total or form not in calls:
        return total.get(form, 1)
    if form in above or len(above) > 100:
        return _MOST_DRAWN + 1
    count = 1
    for inner in calls[form]:
        count += _drawn(inner, calls, total, above | {form})
        if count > _MOST_DRAWN:
            break
    total[form] = count
    return count
