"""What the README shows of a ledger is in it, and its figures are those of the benchmarks, in both languages."""

import csv
import re

import pytest
from tests.conftest import REPOSITORY

import taizhang

BENCHMARKS = REPOSITORY / "docs" / "benchmarks"
QUOTED = re.compile(r"`([^`]+)`")
FIGURE = re.compile(r"\(`([^`]+)`\) \| (\d\.\d{3}) \|")


@pytest.fixture(params=["README.md", "README.zh.md"])
def readme(request):
    return (REPOSITORY / request.param).read_text(encoding="utf-8").replace("（", "(").replace("）", ")")


def first_runs():
    """The mean of the last first runs, by field, as docs/benchmarks/blind.md has it."""
    lines = (BENCHMARKS / "blind.md").read_text(encoding="utf-8").splitlines()
    found = {}
    for number, line in enumerate(lines):
        if line.startswith("| **last"):
            found |= dict(zip(*(map(str.strip, row.split("|")) for row in (lines[number - 2], line)), strict=True))
    return found


def test_the_figures_are_those_of_the_last_first_runs(readme):
    figures, measured = FIGURE.findall(readme), first_runs()
    assert len(figures) == 5
    assert dict(figures) == {field: measured[field] for field, _ in figures}
    assert f" {measured['bulletins']} " in readme


def test_the_day_is_that_of_the_last_first_run(readme):
    with (REPOSITORY / "corpora" / "gold" / "sets.tsv").open(encoding="utf-8", newline="") as lines:
        assert max(row["first_run"] for row in csv.DictReader(lines, delimiter="\t")) in readme


def test_the_rows_shown_are_what_a_ledger_holds():
    page = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    code = re.search(r"taizhang\.parse\(\n    \"\"\"(.*?)\"\"\"", page, re.DOTALL)
    assert code
    text = code[1]
    tables = taizhang.to_rows(taizhang.parse(text))
    for name in ("README.md", "README.zh.md"):
        shown = re.findall(
            r"^\| `(\w+)` \| (.+) \| (.+) \|$", (REPOSITORY / name).read_text(encoding="utf-8"), re.MULTILINE
        )
        assert len(shown) == 7
        for table, words, values in shown:
            assert all(word in text for word in QUOTED.findall(words))
            rows = [{str(value) for value in row.values()} for row in tables[table]]
            assert any(set(QUOTED.findall(values)) <= row for row in rows), (table, values)
