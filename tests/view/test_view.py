"""What people look at: summary, one document, explanations, coloured sentences."""

import importlib.util
import json
import re
import shlex
import shutil
import subprocess
import sys

import pytest
from rich.console import Console
from tests.conftest import taizhang as command

from taizhang.errors import EnvironmentFault, LedgerError, NotInLedger
from taizhang.labels import COLUMN, TABLE
from taizhang.ledger import Ledger
from taizhang.view.doctor import _installs, findings
from taizhang.view.explain import _HIDDEN, _all_rules, explanation, note
from taizhang.view.reading import document_view
from taizhang.view.spans import find_record, sentence_around, sentence_html
from taizhang.view.summary import summary
from taizhang.write.schema import TABLES


def printed(renderable):
    console = Console(width=160, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(renderable)
    return console.export_text()


@pytest.fixture(scope="module")
def first_count(sample_ledger):
    return json.loads(next((sample_ledger / "counts.jsonl").open(encoding="utf-8")))


def test_the_summary_counts_the_tables_and_names_the_place(sample_ledger):
    shown = printed(summary(sample_ledger))
    n = sum(1 for _ in Ledger.open(sample_ledger).rows("documents"))
    assert "通报" in shown
    assert f" {n} " in shown
    assert str(sample_ledger) in shown


def test_an_id_is_explained_with_what_it_stands_for(tmp_path):
    told = "省委第二生态环境保护督察组督察信阳市。\n截至2022年5月20日，移交的38项整改任务，27项已完成，11项达到序时进度。\n"
    (tmp_path / "a.txt").write_text(told, encoding="utf-8")
    command("run", tmp_path / "a.txt", "--out", ledger := tmp_path / "l")
    check = next(row for row in Ledger.open(ledger).rows("checks") if row["rule"] == "parts_sum")
    lines = [line.split() for line in printed(explanation(ledger, check["check_id"])).splitlines()]
    for record, words in zip(check["record_ids"], ("38项", "27项", "11项"), strict=True):
        assert any(line[-2:] == [record, words] for line in lines)
    part = next(row for row in Ledger.open(ledger).rows("counts") if row["part_of"])
    assert f"{part['part_of']} 38项" in printed(explanation(ledger, part["count_id"]))
    mention = next(Ledger.open(ledger).rows("mentions"))
    assert f"{mention['party_id']} 河南省委第二生态环境保护督察组" in printed(
        explanation(ledger, mention["mention_id"])
    )


def test_the_damage_undone_in_a_document_is_explained_in_words(tmp_path):
    (tmp_path / "a.txt").write_text("\u200b信阳市\u200b完成27项整改\u200b任务。", encoding="utf-8")
    command("run", tmp_path / "a.txt", "--out", ledger := tmp_path / "l")
    document = next(Ledger.open(ledger).rows("documents"))
    assert document["restored"] == ["invisible"]
    assert "不可见字符 invisible" in printed(explanation(ledger, document["doc_id"]))


def test_a_document_is_shown_in_reading_order(sample_ledger, first_count):
    shown = printed(document_view(sample_ledger, first_count["doc_id"]))
    places = [int(line.split("–")[0]) for line in shown.splitlines() if line.split("–")[0].isdigit()]
    assert places == sorted(places)
    assert first_count["text"] in shown


def test_a_day_is_told_once_and_a_part_with_its_whole(tmp_path):
    told = "截至2022年5月20日，移交的38项整改任务，27项已完成，11项达到序时进度。6月2日召开了会议。"
    (tmp_path / "a.txt").write_text(told, encoding="utf-8")
    command("run", tmp_path / "a.txt", "--out", tmp_path / "l")
    shown = printed(document_view(tmp_path / "l", "a.txt"))
    assert "完成（共38项）" in shown
    assert "… ~ 2022-05-20" in shown
    assert "2022-06-02 ~" not in shown


def test_a_document_that_is_not_there_is_named(sample_ledger):
    with pytest.raises(LedgerError, match="no document"):
        document_view(sample_ledger, "nowhere.txt")


def test_a_part_of_a_file_name_is_enough_and_a_slip_gets_the_nearest_name(sample_ledger):
    ledger = Ledger.open(sample_ledger)
    assert ledger.document("m17")["source_uri"].endswith("m17.txt")
    with pytest.raises(NotInLedger, match=r"did you mean m17\.txt"):
        ledger.document("n17.txt")


def test_a_document_is_found_by_its_title_where_no_file_is_called_so(sample_ledger):
    ledger = Ledger.open(sample_ledger)
    title = ledger.document("m17")["title"]
    assert ledger.document(title[3:20])["title"] == title


def test_no_size_of_a_summary_is_cut_off_on_a_narrow_terminal(sample_ledger):
    console = Console(width=40, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(summary(sample_ledger))
    shown = console.export_text().split("╰")[0]
    assert "…" not in shown
    assert all(word in shown for word in ("通报", "责任主体", "未读成"))


def test_a_task_is_found_by_the_key_that_spreadsheets_show_as_its_newest_bulletin_tells_it(sample_ledger, tmp_path):
    ledger = tmp_path / "l"
    shutil.copytree(sample_ledger, ledger)
    tasks = [json.loads(line) for line in (ledger / "tasks.jsonl").open(encoding="utf-8")]
    documents = {d["doc_id"]: d | {"published_on": None} for d in Ledger.open(ledger).rows("documents")}
    old = tasks[0]
    new = next(task for task in tasks if task["doc_id"] != old["doc_id"])
    new["task_key"] = old["task_key"]
    documents[old["doc_id"]]["published_on"], documents[new["doc_id"]]["published_on"] = "2022-01-01", "2023-01-01"
    for name, rows in ("tasks", tasks), ("documents", documents.values()):
        (ledger / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert find_record(Ledger.open(ledger), old["task_key"]) == ("tasks", new)


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_of_two_bulletins_of_one_day_all_views_take_the_same(tmp_path, names):
    text = "某县督察整改进展\n2023年5月4日\n一、砂石厂扬尘污染。\n整改时限：2024年6月底。\n责任单位：县住建局。\n整改情况：{}。\n"
    for name, progress in zip(names, ("正在整改", "已完成整改"), strict=True):
        (tmp_path / name).write_text(text.format(progress), encoding="utf-8")
    command("run", *(tmp_path / name for name in names), "--out", tmp_path / "l")
    ledger = Ledger.open(tmp_path / "l")
    ((key, task_id),) = ledger.sql("select task_key, task_id from v_tasks_now").itertuples(index=False)
    assert find_record(ledger, key)[1]["task_id"] == task_id


def test_an_explanation_shows_sentence_and_rule(sample_ledger, first_count):
    shown = printed(explanation(sample_ledger, first_count["count_id"]))
    assert first_count["text"] in shown
    assert all(step in shown for step in first_count["rule_id"].split())


def test_the_rule_for_what_follows_a_day_at_once_is_explained_with_its_words(tmp_path):
    (tmp_path / "a.txt").write_text("闸站5月17日通过市级验收。", encoding="utf-8")
    command("run", tmp_path / "a.txt", "--out", ledger := tmp_path / "l")
    date = next(Ledger.open(ledger).rows("dates"))
    assert " dates.behind.passed_acceptance dates.role.completed:通过市级验收" in date["rule_id"]
    assert "规则 dates.behind.passed_acceptance: 通过 says" in printed(explanation(ledger, date["date_id"]))


def test_a_sentence_is_coloured_and_escaped(sample_ledger, first_count):
    page = sentence_html(Ledger.open(sample_ledger), first_count["count_id"])
    assert "background" in page
    assert first_count["text"] in page
    assert "http" not in page


def test_the_sentence_around_a_span_stays_in_its_line():
    text = "第一句。第二句有38项任务，完成了。\n第三句"
    start = text.index("38")
    assert text[slice(*sentence_around(text, start, start + 3))] == "第二句有38项任务，完成了。"


def test_a_folder_that_is_no_ledger_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(LedgerError, match="taizhang run"):
        Ledger.open(tmp_path)


def test_every_way_of_deciding_has_words(sample_ledger):
    ledger = Ledger.open(sample_ledger)
    rules = {rule.id for rule in _all_rules()}
    used = {
        step.split(":")[0]
        for t in ("dates", "counts", "mentions", "tasks")
        for r in ledger.rows(t)
        for step in r["rule_id"].split()
    }
    assert [step for step in sorted(used) if step not in rules and not note(step)] == []


@pytest.mark.parametrize(
    "table", ["dates", "counts", "mentions", "parties", "tasks", "campaigns", "checks", "documents"]
)
def test_a_record_of_any_table_is_explained_with_its_columns_in_chinese(sample_ledger, table):
    row = next(Ledger.open(sample_ledger).rows(table))
    shown = printed(explanation(sample_ledger, row[TABLES[table].key]))
    assert TABLE[table] in shown
    assert {c.name for c in TABLES[table].columns} - set(COLUMN) <= _HIDDEN


def test_an_explanation_names_the_bulletin(sample_ledger, first_count):
    document = next(d for d in Ledger.open(sample_ledger).rows("documents") if d["doc_id"] == first_count["doc_id"])
    assert document["source_uri"] in printed(explanation(sample_ledger, first_count["count_id"])).replace("\n", "")


def test_what_show_offers_next_works(sample_ledger):
    offered = re.search(r"--doc (\S+)", printed(summary(sample_ledger)))
    of_one = printed(document_view(sample_ledger, offered[1])).replace("\n", "")
    record = re.search(r"taizhang explain .*? ?([0-9a-f]{16}\.\w+-\d+)", of_one)
    assert record[1] in printed(explanation(sample_ledger, record[1]))


def test_failures_of_one_source_are_one_line_and_an_empty_ledger_says_so(sample_ledger, tmp_path):
    ledger = tmp_path / "l"
    shutil.copytree(sample_ledger, ledger)
    lines = [
        {
            "source_uri": uri,
            "sha256": None,
            "stage": "read",
            "reason": reason,
            "message": f"{uri}: 读不了",
            "attempts": 1,
        }
        for uri, reason in [("many.jsonl", "damaged")] * 20 + [("scan.pdf", "unsupported")]
    ]
    (ledger / "failures.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    shown = printed(summary(ledger))
    assert "同一文件共 20 处" in shown
    assert "scan.pdf" in shown
    (ledger / "documents.jsonl").write_text("")
    assert "还没有通报" in printed(summary(ledger))


def test_a_whole_file_name_is_one_document(sample_ledger, tmp_path):
    ledger = tmp_path / "l"
    shutil.copytree(sample_ledger, ledger)
    rows = [json.loads(line) for line in (ledger / "documents.jsonl").open(encoding="utf-8")]
    rows[0]["source_uri"], rows[1]["source_uri"] = "in/1.txt", "in/11.txt"
    (ledger / "documents.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    assert rows[0]["doc_id"] in printed(document_view(ledger, "1.txt"))


def test_commands_that_are_shown_can_be_pasted(sample_ledger, tmp_path):
    ledger = tmp_path / "我的 台账"
    ledger.symlink_to(sample_ledger)
    shown = printed(summary(ledger))
    words = shlex.split(next(line for line in shown.splitlines() if "taizhang show" in line))
    assert words[-3] == str(ledger)
    assert printed(document_view(ledger, words[-1]))


@pytest.mark.parametrize("words", [("show", "--doc", "nowhere.txt"), ("explain", "nothing")], ids=lambda w: w[0])
def test_a_name_that_the_ledger_does_not_have_is_wrong_usage(sample_ledger, words):
    verb, *asked = words
    done = command(verb, sample_ledger, *asked)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"taizhang: {sample_ledger}: ")


def test_the_command_for_one_bulletin_works_where_several_have_its_name(sample_ledger, tmp_path):
    ledger = tmp_path / "ledger"
    shutil.copytree(sample_ledger, ledger)
    documents = [json.loads(line) for line in (ledger / "documents.jsonl").open(encoding="utf-8")]
    for n, row in enumerate(documents):
        row["source_uri"] = f"inbox/{n}/index.html"
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in documents)
    (ledger / "documents.jsonl").write_text("".join(lines), encoding="utf-8")
    shown = printed(summary(ledger))
    words = shlex.split(next(line for line in shown.splitlines() if "taizhang show" in line))
    assert documents[0]["doc_id"] in printed(document_view(ledger, words[-1]))


def test_text_of_a_folder_is_refused_with_what_to_do(tmp_path):
    done = command("text", tmp_path)
    assert done.returncode == 2
    assert "taizhang run" in done.stderr.replace("\n", "")


def test_polars_frames_without_polars_are_the_fault_of_the_environment(sample_ledger, monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(EnvironmentFault, match=r"taizhang\[polars\]"):
        Ledger.open(sample_ledger).polars("counts")


def test_what_the_doctor_says_to_install_an_extra_is_a_command_of_the_makefile(repository):
    command_line = shlex.split(_installs("ocr"))
    assert command_line == ["make", "-C", str(repository), "extra-ocr"]
    planned = subprocess.run([*command_line, "-n"], capture_output=True, text=True, check=True).stdout
    assert "--extra ocr" in planned


def test_the_doctor_calls_an_extra_there_only_with_all_it_brings(monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: find(name) if name != "jupyterlab" else None)
    (notebooks,) = [f for f in findings() if f.name == "taizhang[notebooks]"]
    assert not notebooks.ok
    assert "extra-notebooks" in notebooks.detail


def test_rules_that_tell_parts_of_a_task_are_not_told_as_its_rivals(sample_ledger):
    for task in Ledger.open(sample_ledger).rows("tasks"):
        shown = printed(explanation(sample_ledger, task["task_id"]))
        assert task["rule_id"].split()[0].split(":")[0] in shown
        assert "other rules" not in shown


def test_nothing_of_a_document_or_record_is_cut_off_on_a_narrow_terminal(sample_ledger):
    document = next(Ledger.open(sample_ledger).rows("documents"))
    for shown in document_view(sample_ledger, document["doc_id"]), explanation(sample_ledger, document["doc_id"]):
        console = Console(width=50, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
        console.print(shown)
        text = "".join(console.export_text().split())
        assert "".join(document["source_uri"].split()) in text
        assert "…" not in text.replace("…~", "").replace("~…", "").partition("位置")[0]


def test_a_check_that_fails_is_told_with_its_file(sample_ledger, tmp_path):
    ledger = shutil.copytree(sample_ledger, tmp_path / "l")
    document = next(d for d in Ledger.open(ledger).rows("documents"))
    failed = {
        "check_id": "k",
        "doc_id": document["doc_id"],
        "rule": "parts_sum",
        "ok": False,
        "detail": "整改任务38项",
        "record_ids": [],
    }
    (ledger / "checks.jsonl").write_text(json.dumps(failed) + "\n", encoding="utf-8")
    line = next(line for line in printed(summary(ledger)).splitlines() if "整改任务38项" in line)
    assert document["source_uri"].rsplit("/", 1)[1] in line
