"""The scorer: perfect where the ledger says what the gold says, lower where it does not, and the gate that CI uses."""

import json
import os

import pytest
from tests.conftest import REPOSITORY
from tests.conftest import taizhang as command

from taizhang.annotation import bare_name
from taizhang.errors import CorpusError
from taizhang.evaluate import GoldDocument, evaluate_ledger, read_gold
from taizhang.evaluate.match import dice, same_object
from taizhang.evaluate.report import below

GOLD = GoldDocument("a", "已完成27项", "hans", {
    "doc_type": "progress_report", "domain": "environment", "published_on": None, "regions": [], "dates": [], "parties": [], "tasks": [],
    "counts": [{"text": "27项", "n": 1, "value": 27, "value_to": None, "cmp": "eq", "unit": "项", "object": "整改任务", "status": "completed"}],
})  # fmt: skip
COUNT = {
    "doc_id": "x",
    "text": "27项",
    "source_start": 3,
    "source_end": 6,
    "value": 27,
    "value_to": None,
    "unit": "项",
    "comparator": "eq",
    "object": "任务",
    "status": "completed",
}


def ledger(**count):
    return {
        "documents": [{"doc_id": "x", "source_uri": "in/a.txt", "doc_type": "progress_report", "domain": "environment", "published_on": None, "regions": []}],
        "counts": [COUNT | count], "dates": [], "mentions": [], "parties": [], "tasks": [], "assignments": [],
    }  # fmt: skip


def test_what_agrees_scores_one():
    score = evaluate_ledger([GOLD], ledger())
    assert score.f1("counts full") == score.f1("whole, full") == 1.0
    assert score.errors == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"value": 28}, "counts value"),
        ({"status": "total"}, "counts full"),
        ({"source_start": 0, "source_end": 2}, "counts found"),
    ],
)
def test_what_differs_does_not(change, field):
    score = evaluate_ledger([GOLD], ledger(**change))
    assert score.f1(field) == 0.0
    assert score.errors


def test_names_and_titles_are_compared_leniently():
    assert bare_name("中共安阳市委员会") == bare_name("安阳市委")
    assert same_object("隐患问题", "问题隐患")
    assert dice("河面漂浮物多", "河面漂浮物较多") > 0.5


def test_the_gate_names_what_fell(tmp_path):
    gate = tmp_path / "gate.toml"
    gate.write_text('"counts full" = 0.9\n', encoding="utf-8")
    assert below(evaluate_ledger([GOLD], ledger(status="total")), gate) == ["counts full: 0.000 is below 0.9"]
    gate.write_text("nonsense = 1\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="no such field"):
        below(evaluate_ledger([GOLD], ledger()), gate)


def test_a_gold_line_without_text_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "gold": {}}) + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"gold.jsonl:1: .*lacks 'text'"):
        read_gold(path)


def test_quality_has_not_fallen():
    done = command("evaluate", REPOSITORY / "corpora/gold/marked.jsonl", "--min", REPOSITORY / "benchmarks/gate.toml")
    assert done.returncode == 0, done.stderr


def test_the_scorer_agrees_with_the_yardstick(shared, tmp_path):
    gold = REPOSITORY / "corpora" / "gold" / "marked.jsonl"
    import subprocess
    import sys

    subprocess.run(
        [sys.executable, shared / "eval/score.py", "write", gold, tmp_path / "in"], check=True, capture_output=True
    )
    command("run", tmp_path / "in", "--out", tmp_path / "l", "--quiet")
    subprocess.run(
        [sys.executable, shared / "eval/score.py", "score", gold, tmp_path / "l", "--json", tmp_path / "s.json"],
        check=True,
        capture_output=True,
    )
    theirs = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["scores"]
    from taizhang.ledger import Ledger

    opened = Ledger.open(tmp_path / "l")
    ours = evaluate_ledger(read_gold(gold), {name: list(opened.rows(name)) for name in opened.tables})
    for field in ("dates full", "counts full", "parties name", "tasks found", "whole, value", "regions"):
        assert ours.f1(field) == pytest.approx(theirs[field]["f1"], abs=1e-3), field


def test_bulletins_that_the_models_were_trained_on_are_named_and_new_ones_are_not(tmp_path):
    lines = (REPOSITORY / "corpora/gold/marked.jsonl").read_text(encoding="utf-8").splitlines()
    known, new = json.loads(lines[0]), json.loads(lines[1])
    new["text"] += "\n完。"
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in (known, new)), encoding="utf-8")
    assert "trained on 1 of these bulletins" in command("evaluate", gold).stdout
    gold.write_text(json.dumps(new, ensure_ascii=False) + "\n", encoding="utf-8")
    assert "trained on" not in command("evaluate", gold).stdout


@pytest.fixture
def one_line(tmp_path):
    """A gold file of one short bulletin."""
    gold = tmp_path / "one.jsonl"
    first = (REPOSITORY / "corpora/gold/marked.jsonl").open(encoding="utf-8").readline()
    gold.write_text(first, encoding="utf-8")
    return gold


def test_an_evaluation_is_written_as_a_page_with_its_picture(one_line, tmp_path):
    done = command("evaluate", one_line, "--out", tmp_path / "new" / "out")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "new" / "out" / "quality_one.md").read_text(encoding="utf-8")
    assert "| counts found |" in page
    assert "](quality_one_doc_type.png)" in page
    assert (tmp_path / "new" / "out" / "quality_one_doc_type.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_without_matplotlib_is_refused_with_what_to_install(one_line, tmp_path):
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "matplotlib.py").write_text("raise ImportError('not installed')")
    hidden = os.environ | {"PYTHONPATH": f"{tmp_path / 'none'}"}
    done = command("evaluate", one_line, "--out", tmp_path / "out", env=hidden)
    assert done.returncode == 3
    assert "counts found" in done.stdout
    assert done.stderr.startswith("taizhang: ")
    assert "taizhang[notebooks]" in done.stderr


def test_annotations_that_lack_a_field_are_named(tmp_path):
    file = tmp_path / "gold.jsonl"
    lacking = {name: value for name, value in GOLD.gold.items() if name != "regions"}
    file.write_text(json.dumps({"id": "a", "text": "", "gold": lacking}), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"gold.jsonl:1: .*'regions'"):
        read_gold(file)


@pytest.mark.parametrize("uri", ["in/a.txt", "in/dev.jsonl#a", "in/dev.json#a"])
def test_a_bulletin_is_found_by_its_file_name_or_by_its_id_in_a_file_of_many(uri):
    tables = ledger()
    tables["documents"][0]["source_uri"] = uri
    assert evaluate_ledger([GOLD], tables).f1("counts full") == 1.0


def test_a_ledger_of_other_bulletins_is_wrong_usage_and_no_zero(sample_ledger, tmp_path):
    (tmp_path / "gold.jsonl").write_text(
        json.dumps({"id": "a", "text": GOLD.text, "gold": GOLD.gold}), encoding="utf-8"
    )
    done = command("evaluate", tmp_path / "gold.jsonl", "--ledger", sample_ledger)
    assert (done.returncode, done.stdout) == (2, "")
    assert "none of the annotated bulletins" in done.stderr
