"""What people corrected is learned from."""

from __future__ import annotations

import json

import pytest
from tests.conftest import REPOSITORY
from tests.conftest import taizhang as command
from tests.training.conftest import quick

from taizhang.correct import make_correction
from taizhang.correct.match import head_hash
from taizhang.training.corrections import corrected_examples

TEXT = "某市通报\n生活污水直排柳河，已整改。"
DOC = {
    "doc_id": "0" * 16,
    "text": TEXT,
    "doc_type": "plan",
    "doc_type_score": 0.5,
    "domain": "environment",
    "domain_score": 0.95,
}
TASK = {"doc_id": "0" * 16, "source_start": 5, "source_end": 13, "title": "生活污水直排柳河"}


def correction(table, field, new, **change):
    base = {
        "doc_id": "0" * 16, "source_uri": "a.txt", "table": table, "field": field, "start": 0, "end": 5, "at": 0, "quote": "某市通报",
        "sentence": head_hash(TEXT) if table == "documents" else "1" * 16, "old": None, "new": new,
    }  # fmt: skip
    return make_correction("here", base | change)


def test_a_corrected_doc_type_makes_an_annotated_page_with_the_sure_domain():
    (example,), left = corrected_examples([correction("documents", "doc_type", "feedback")], [DOC], [])
    assert (example.text, example.doc_type, example.domain, example.real, left) == (
        TEXT,
        "feedback",
        "environment",
        True,
        [],
    )


def test_a_confirmed_label_counts_and_an_unsure_other_one_is_not_learned():
    confirmed = correction("documents", "doc_type", None, op="confirm", old="plan")
    (example,), _ = corrected_examples([confirmed], [DOC], [])
    assert example.doc_type == "plan"
    examples, left = corrected_examples([confirmed], [DOC | {"domain_score": 0.4}], [])
    assert (examples, left) == ([], [confirmed])


def test_corrected_categories_are_learned_with_the_tasks_title():
    (example,), _ = corrected_examples([correction("tasks", "categories", ["water"], start=5, end=13)], [DOC], [TASK])
    assert (example.tasks, example.doc_type) == ((("生活污水直排柳河", ("water",)),), None)


def test_changed_and_missing_bulletins_and_other_fields_are_not_learned_from():
    wanted = [correction("documents", "doc_type", "feedback")]
    assert corrected_examples(wanted, [DOC | {"domain_score": 0.1, "text": "别的"}], []) == ([], wanted)
    assert corrected_examples(wanted, [], []) == ([], wanted)
    assert corrected_examples([correction("counts", "status", "closed")], [DOC], []) == ([], [])


@pytest.mark.slow
def test_the_command_takes_corrections_into_the_training_set(small, tmp_path):
    ledger, home = tmp_path / "l", quick(tmp_path / "models")
    assert command("run", REPOSITORY / "corpora" / "samples" / "m01.txt", "--out", ledger, "--quiet").returncode == 0
    (document,) = map(json.loads, (ledger / "documents.jsonl").open(encoding="utf-8"))
    made = correction("documents", "doc_type", "plan", doc_id=document["doc_id"], sentence=head_hash(document["text"]))
    (ledger / "corrections.jsonl").write_text(made.model_dump_json() + "\n", encoding="utf-8")
    done = command("train", "--on", small, "--corrections", ledger / "corrections.jsonl", "--out", home)
    assert done.returncode == 0, done.stderr
    assert "1 篇可学" in done.stdout
    assert "1 annotated" in (home / "bulletins" / "CARD.md").read_text(encoding="utf-8")


def test_corrections_that_lie_in_no_ledger_are_refused(tmp_path):
    (tmp_path / "c.jsonl").write_text("", encoding="utf-8")
    done = command(
        "train", "--on", REPOSITORY / "corpora", "--corrections", tmp_path / "c.jsonl", "--out", tmp_path / "m"
    )
    assert done.returncode == 2
    assert "--ledger" in done.stderr
    assert not (tmp_path / "m").exists()
