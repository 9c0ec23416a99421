import importlib
import importlib.util
import json

import pytest
from tests.conftest import REPOSITORY

SPEC = importlib.util.spec_from_file_location("marked_gold", REPOSITORY / "tools" / "marked_gold.py")
marked_gold = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(marked_gold)


@pytest.mark.parametrize("name", marked_gold.SOURCES)
def test_the_jsonl_is_what_the_markup_says(name):
    written = [
        json.loads(line) for line in (marked_gold.GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert written == marked_gold.bulletins(name)


@pytest.mark.parametrize("name", marked_gold.SOURCES)
def test_every_party_of_a_task_is_a_party_of_the_bulletin(name):
    for document in marked_gold.bulletins(name):
        known = {p["name"] for p in document["gold"]["parties"]}
        for task in document["gold"]["tasks"]:
            assert set(task["lead"] + task["responsible"]) <= known, (document["id"], task["title"])


def test_an_unsure_mark():
    _, marks = marked_gold.unmark("于{d ~2020-12-31 deadline?|年底前}完成{c 3 件 信访件 completed|3件}")
    assert marks["d"] == [
        {"text": "年底前", "n": 1, "from": None, "to": "2020-12-31", "role": "deadline", "unsure": True}
    ]
    assert "unsure" not in marks["c"][0]


def test_every_blind_set_keeps_its_first_run():
    header, *rows = (marked_gold.GOLD / "first_runs.tsv").read_text(encoding="utf-8").splitlines()
    blind = [
        name for name in marked_gold.SOURCES if name != "marked"
    ]  # that one was looked at while rules were written
    assert header.split("\t") == ["field", *blind]
    sizes = [len(marked_gold.bulletins(name)) for name in blind]
    assert rows[0].split("\t") == ["bulletins", *map(str, sizes)]


def test_the_page_on_corpora_lists_every_set_as_it_is(monkeypatch):
    monkeypatch.syspath_prepend(str(REPOSITORY / "tools"))
    corpora_page = importlib.import_module("corpora_page")
    page = corpora_page.PAGE.read_text(encoding="utf-8")
    assert page == corpora_page.page(), "run: python tools/corpora_page.py"
    listed = {row["set"] for row in corpora_page.sets()}
    assert listed == set(marked_gold.SOURCES)
    files = {file.stem for file in marked_gold.GOLD.glob("*.jsonl")}
    assert files == listed | {"dev"}
    assert all(f"`{name}`" in page or f"`{name}.jsonl`" in page for name in files)
