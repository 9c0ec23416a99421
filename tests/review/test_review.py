"""Correct and learn, as an office does it: export, fill in, apply, run again."""

from __future__ import annotations

import shutil

from tests.conftest import taizhang as command
from tests.review.office import CHANGED, TEXT, again, correct, count, fill, rows

from taizhang.review import Wanted, items
from taizhang.run import Options, run


def test_a_corrected_value_is_in_the_ledger_after_the_next_run(inbox, ledger, tmp_path):
    file = tmp_path / "review.xlsx"
    exported = command("review", "export", ledger, "--out", file, "--below", "1.0")
    assert exported.returncode == 0, exported.stderr
    assert fill(file, {("counts", "status", "27项"): "closed 销号"}) == 1
    applied = command("review", "apply", file, "--to", ledger, "--by", "王某")
    assert applied.returncode == 0, applied.stderr
    assert f"taizhang run {inbox} --out " in applied.stdout
    assert count(ledger, "27项")["status"] == "completed"
    ran = command("run", inbox, "--out", ledger, "--workers", "1", "--quiet")
    assert ran.returncode == 0, ran.stderr
    corrected = count(ledger, "27项")
    assert (corrected["status"], corrected["confidence"]) == ("closed", 1.0)
    assert corrected["rule_id"].split()[0] == "review.corrected"


def test_only_the_corrected_document_is_read_again(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    report = again(inbox, ledger)
    assert (report.read, report.unchanged, report.written) == (1, 1, True)
    report = again(inbox, ledger)
    assert (report.read, report.unchanged, report.written) == (0, 2, False)


def test_a_correction_is_laid_over_every_later_run(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    run([inbox], ledger, Options(workers=1, force=True))
    assert count(ledger, "27项")["status"] == "closed"


def test_a_change_elsewhere_leaves_the_correction_in_place(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    (inbox / "a.txt").write_text("来源：某市日报\n" + TEXT + "（编辑：某某）\n", encoding="utf-8")
    again(inbox, ledger)
    assert count(ledger, "27项")["status"] == "closed"
    assert [c for c in rows(ledger, "checks") if c["rule"] == "stale"] == []


def test_a_changed_sentence_is_flagged_and_the_machines_value_stands(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    (inbox / "a.txt").write_text(CHANGED, encoding="utf-8")
    again(inbox, ledger)
    assert count(ledger, "27项")["status"] == "completed"
    (stale,) = [c for c in rows(ledger, "checks") if c["rule"] == "stale"]
    assert not stale["ok"]
    assert "27项" in stale["detail"]
    assert "原句已变" in stale["detail"]


def test_a_new_answer_for_the_changed_sentence_ends_the_flag(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    (inbox / "a.txt").write_text(CHANGED, encoding="utf-8")
    again(inbox, ledger)
    correct(ledger, tmp_path, {("counts", "status", "27项"): "phased"})
    again(inbox, ledger)
    assert count(ledger, "27项")["status"] == "phased"
    assert [c for c in rows(ledger, "checks") if c["rule"] == "stale"] == []


def test_a_moved_file_keeps_its_corrections_and_is_not_read_again(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    again(inbox, ledger)
    (inbox / "a.txt").rename(inbox / "moved.txt")
    report = again(inbox, ledger)
    assert (report.read, report.moved) == (0, 1)
    assert count(ledger, "27项")["status"] == "closed"


def test_checks_add_up_the_corrected_figures(inbox, ledger, tmp_path):
    assert any(c["rule"] == "parts_sum" and c["ok"] for c in rows(ledger, "checks"))
    correct(ledger, tmp_path, {("counts", "value", "27项"): 20})
    again(inbox, ledger)
    corrected = count(ledger, "27项")
    assert corrected["value"] == 20
    mine = [c for c in rows(ledger, "checks") if c["rule"] == "parts_sum" and corrected["count_id"] in c["record_ids"]]
    assert not any(c["ok"] for c in mine)


def test_a_doc_type_is_corrected_and_counts_as_certain(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("documents", "doc_type", "某市通报督察整改进展"): "closure_notice 验收销号"})
    again(inbox, ledger)
    (document,) = [d for d in rows(ledger, "documents") if d["source_uri"].endswith("a.txt")]
    assert (document["doc_type"], document["doc_type_score"]) == ("closure_notice", 1.0)


def test_a_record_that_should_not_be_there_is_dropped_and_ids_still_join(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "38项"): "✗ 删除 drop"})
    again(inbox, ledger)
    counts = rows(ledger, "counts")
    assert "38项" not in [c["text"] for c in counts]
    ids = {c["count_id"] for c in counts}
    assert {c["part_of"] for c in counts} - {None} <= ids
    assert [c for c in rows(ledger, "checks") if c["rule"] == "stale"] == []


def test_parties_dates_and_a_confirmation(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {
        ("mentions", "name", "某市生态环境局"): "安阳市生态环境局", ("dates", "from_date", "2022年11月3日"): "2022-11-04",
        ("counts", "status", "118件"): "✓ 对 right",
    })  # fmt: skip
    again(inbox, ledger)
    assert "安阳市生态环境局" in {p["name"] for p in rows(ledger, "parties")}
    (day,) = [d for d in rows(ledger, "dates") if d["text"] == "2022年11月3日"]
    assert day["from_date"] == "2022-11-04"
    confirmed = count(ledger, "118件")
    assert confirmed["rule_id"].split()[0] == "review.confirmed"
    assert not [i for i in items(ledger, Wanted(10_000, 1.0)) if i.key["quote"] == "118件"]


def test_both_worker_counts_give_the_same_bytes(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    again(inbox, ledger)
    other = tmp_path / "other"
    (other / ".taizhang").mkdir(parents=True)
    shutil.copy(ledger / "corrections.jsonl", other)
    run([inbox], other, Options(workers=2))
    for file in ledger.glob("*.jsonl"):
        assert file.read_bytes() == (other / file.name).read_bytes()


def test_explain_says_that_a_person_decided(inbox, ledger, tmp_path):
    correct(ledger, tmp_path, {("counts", "status", "27项"): "closed"})
    again(inbox, ledger)
    done = command("explain", ledger, count(ledger, "27项")["count_id"])
    assert "a person corrected it" in done.stdout
