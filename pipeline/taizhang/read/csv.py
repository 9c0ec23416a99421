"""CSV and TSV: delimiter and encoding sniffed, the whole file one table."""

from __future__ import annotations

import csv
import io

from taizhang.errors import SourceError
from taizhang.read.build import Builder, cell
from taizhang.read.cell_lines import joined
from taizhang.read.detect import CSV
from taizhang.read.grid import Row, padded, within
from taizhang.read.text import decoded
from taizhang.types import Reading

_DELIMITERS = ",\t;|，"
_MOST_FIELD = 10_000_000


def read_csv(data: bytes, source_uri: str, max_chars: int, max_cells: int) -> Reading:
    """A reading with one table. Raises SourceError: empty, undecodable, damaged, too_large."""
    text, encoding = decoded(data, max_chars)
    builder = Builder(max_chars + 1)
    builder.table(_rows(text, max_cells))
    return builder.finish(data, source_uri, CSV, encoding)


def _rows(text: str, most: int) -> list[Row]:
    csv.field_size_limit(_MOST_FIELD)
    try:
        raw = [
            row
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
            if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise SourceError(
            "damaged", f"CSV 读不出（{error}），请重新另存 no readable CSV; save it again as CSV"
        ) from error
    within(max(map(len, raw), default=0) * len(raw), most)
    return padded([[cell(joined(value.splitlines())) for value in row] for row in raw], most)


def delimiter_of(text: str) -> str:
    """The delimiter that parts the first lines into the most fields, and into equally many."""
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]
    best, most = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=counts.count) if counts else 0
        score = usual * counts.count(usual) / max(len(counts), 1)
        if score > most * (1.5 if delimiter == "，" else 1.0):
            best, most = delimiter, score
    return best
