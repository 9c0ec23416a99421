"""The tasks as CSV, which spreadsheets open without asking what a cell is: nothing in it is run as a formula or becomes another value."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import regex

from taizhang.view.columns import ACCOUNTABLE, TASKS, VERIFIED, Row

_COLUMNS: Final = (*TASKS, VERIFIED, ACCOUNTABLE)
# What makes a cell of a CSV a formula (OWASP, "CSV Injection"); the wide signs do in Chinese and Japanese spreadsheets.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Numbers of tasks that it would change: 3-1 is no day, 1.10 not 1.1, 2E3 not 2000, and of long ones it keeps fifteen digits.
_MISREAD: Final = regex.compile(r"\d{12,}|\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?|\d+\.\d*0|\d+[eE]\d+|0\d+")


def write_csv(to: Path, tasks: Sequence[Row]) -> int:
    """Write tasks (see `export.tasks_of`) as one CSV, with a BOM so that office programs take it for UTF-8. Returns how many."""
    with to.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([heading for heading, _, _ in _COLUMNS])
        for task in tasks:
            writer.writerow([_safe(value(task)) for _, _, value in _COLUMNS])
    return len(tasks)


def _safe(value: Any) -> str:
    """Text that a spreadsheet would run as a formula, or take for another day or number, gets an apostrophe in front; days stay days."""
    text = "" if value is None else str(value)
    misread = text.startswith(_FORMULA) or (isinstance(value, str) and _MISREAD.fullmatch(text))
    return "'" + text if misread else text
