"""The spreadsheet an office keeps: sheets, order, what is left open, what may not run as a formula."""

import csv
import itertools
import shutil

import openpyxl
import orjson
import pytest
from tests.conftest import taizhang as command
from xlsxwriter.worksheet import Worksheet

from taizhang import vocabulary_zh as zh
from taizhang.errors import LedgerError, SettingsError
from taizhang.ledger import Ledger
from taizhang.view import columns
from taizhang.view import sheet as sheets
from taizhang.view.bulletins import counted
from taizhang.view.export import export_tasks, tasks_of
from taizhang.view.figures import figures_of
from taizhang.view.notices import Notice
from taizhang.write.spreadsheet import A3


@pytest.fixture(scope="module")
def book(sample_ledger, tmp_path_factory):
    to = tmp_path_factory.mktemp("sheet") / "tasks.xlsx"
    export_tasks(sample_ledger, to)
    return openpyxl.load_workbook(to)


TASKS = ("整改任务台账", "举报件台账")
EXPLAINED = ("序号", "完成情况", "截至（发布）日期", "来源通报", "任务编号")


def rows_of(sheet):
    heads = [cell.value for cell in sheet[2]]
    return [dict(zip(heads, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=3)]


def test_tasks_and_complaints_stand_on_sheets_of_their_own(book, sample_ledger):
    assert book.sheetnames == [*TASKS, "数量", "通报", "说明"]
    kinds = {row["类型"] for row in rows_of(book["整改任务台账"])}
    assert kinds <= set(zh.TASK_KIND.values()) - {"举报件"}
    assert len(kinds) > 1
    assert sum(len(rows_of(book[name])) for name in TASKS) == sum(1 for _ in Ledger.open(sample_ledger).rows("tasks"))


def test_a_sheet_says_what_the_columns_and_colours_mean(book):
    told = "".join(row[0].value for row in book["说明"].iter_rows())
    coloured = [zh.TASK_STATUS[status] for status in sheets._STATUS_COLOURS]
    assert [word for word in (*coloured, *EXPLAINED) if word not in told] == []


def test_bulletins_come_by_day_and_tasks_as_printed(book, sample_ledger):
    ledger = Ledger.open(sample_ledger)
    days = {d["doc_id"]: d["published_on"] or "9999" for d in ledger.rows("documents")}
    by_key = {t["task_key"]: (days[t["doc_id"]], t["doc_id"], t["start_char"]) for t in ledger.rows("tasks")}
    for sheet in map(book.__getitem__, TASKS):
        places = [by_key[row["任务编号"]] for row in rows_of(sheet)]
        assert [day for day, *_ in places] == sorted(day for day, *_ in places)
        for before, after in itertools.pairwise(places):
            assert before[1] != after[1] or before[2] < after[2]


def test_a_task_is_told_with_the_city_and_the_county_it_lies_in(sample_ledger, tmp_path):
    ledger = shutil.copytree(sample_ledger, tmp_path / "ledger")
    codes = itertools.cycle(["410581", "410500", "410000", "110105", None])
    tasks = [task | {"region_adcode": next(codes)} for task in Ledger.open(ledger).rows("tasks")]
    (ledger / "tasks.jsonl").write_bytes(b"".join(orjson.dumps(task) + b"\n" for task in tasks))
    export_tasks(ledger, tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {row["地区"] for row in csv.DictReader(file)}
    assert told == {"安阳市林州市", "安阳市", "河南省", "北京市朝阳区", ""}


def test_figures_stand_as_numbers_with_the_bulletin_and_the_day_they_are_of(book, sample_ledger):
    figures = rows_of(book["数量"])
    told = {(row["value"], row["unit"], row["text"]) for row in Ledger.open(sample_ledger).rows("counts")}
    assert {(row["数值"], row["单位"], row["原文"]) for row in figures} == told
    assert all(row["来源通报"] for row in figures)
    assert any(row["截至（发布）日期"] for row in figures)
    for cell in (
        cell for row in book["数量"].iter_rows(min_row=3) for cell in row if isinstance(cell.value, int | float)
    ):
        assert (cell.number_format == "#,##0") == (cell.value == int(cell.value))  # of a part nothing is cut
    assert sum(bool(row["地区"]) for row in figures) > len(figures) / 2


def test_a_figure_stands_marked_in_its_sentence(tmp_path):
    told = "转办件中，水污染31件、噪声19件。" + "各县区认真办理，" * 20 + "其中重点件3件。\n"
    (tmp_path / "a.txt").write_text(told, encoding="utf-8")
    command("run", tmp_path / "a.txt", "--out", tmp_path / "l")
    shown = {figure["text"]: figure["sentence"] for figure in figures_of(Ledger.open(tmp_path / "l"))}
    assert shown["31件"] == "转办件中，水污染【31件】、噪声19件。"
    assert shown["3件"].startswith("…")
    assert shown["3件"].endswith("其中重点件【3件】。")


def test_every_bulletin_stands_in_the_workbook_with_its_file_and_what_was_read_in_it(book, sample_ledger):
    ledger = Ledger.open(sample_ledger)
    rows = rows_of(book["通报"])
    assert sorted(row["文件"] for row in rows) == sorted(d["source_uri"] for d in ledger.rows("documents"))
    assert {row["文种"] for row in rows} == {zh.DOC_TYPE[d["doc_type"]] for d in ledger.rows("documents")}
    for heading, table in (("数量", "counts"), ("任务", "tasks"), ("举报件", "tasks")):
        listed = [
            task
            for task in ledger.rows(table)
            if table == "counts" or (task["kind"] == "complaint") == (heading == "举报件")
        ]
        assert sum(row[heading] for row in rows) == len(listed) > 0


COMPLAINTS = """<p>举报件办理情况一览表</p><table>
<tr><td>受理编号</td><td>反映问题</td><td>办理情况</td><td>是否办结</td><td>责任人被处理情况</td></tr>
<tr><td>D001</td><td>砂石厂扬尘扰民</td><td>责令停产整改。</td><td>已办结</td><td>约谈2人，批评教育1人</td></tr>
<tr><td>D002</td><td>养殖场污水直排</td><td>污水已清运，问责3人</td><td>已办结</td><td>无</td></tr>
<tr><td>D003</td><td>小区油烟扰民</td><td>已加装净化器。</td><td>已办结</td><td></td></tr></table>"""


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_who_was_held_to_account_over_a_complaint_is_told_once_in_the_words_of_its_list(tmp_path, ending):
    (tmp_path / "a.html").write_text(COMPLAINTS, encoding="utf-8")
    command("run", tmp_path / "a.html", "--out", tmp_path / "l")
    export_tasks(tmp_path / "l", to := tmp_path / f"t{ending}")
    if ending == ".csv":
        rows = list(csv.DictReader(to.open(encoding="utf-8-sig", newline="")))
    else:
        rows = rows_of(openpyxl.load_workbook(to)["举报件台账"])
    assert [row["问责"] or None for row in rows] == ["约谈2人，批评教育1人", None, None]


def test_a_sheet_prints_on_a3_across_as_wide_as_the_page(book):
    for sheet in book:
        assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (A3, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0  # as many pages below one another as it takes


def test_what_a_row_is_about_stays_in_sight(book):
    frozen = {name: book[name].freeze_panes for name in book.sheetnames}
    assert frozen == {"整改任务台账": "F3", "举报件台账": "D3", "数量": "B3", "通报": "B3", "说明": None}
    for name, heading in (("整改任务台账", "问题"), ("举报件台账", "反映问题")):
        last = book[name][frozen[name]].column - 1
        assert book[name].cell(2, last).value == heading


def test_nothing_is_said_of_closure_where_the_bulletin_says_nothing(book):
    assert {row["是否销号"] for row in rows_of(book["整改任务台账"]) if row["完成情况"] == "未说明"} == {None}


def test_every_body_that_has_a_part_in_a_task_stands_in_its_row(sample_ledger, tmp_path):
    ledger = shutil.copytree(sample_ledger, tmp_path / "ledger")
    tasks = list(Ledger.open(ledger).rows("tasks"))
    names = {p["party_id"]: p["name"] for p in Ledger.open(ledger).rows("parties")}
    roles = {
        "rectification": ("lead", "responsible", "cooperating", "supervisor", "acceptance"),
        "complaint": ("lead", "responsible", "accountable"),
    }
    parts = [
        (task, party, role) for task in tasks for party, role in zip(names, roles.get(task["kind"], ()), strict=False)
    ]
    rows = [
        {"task_id": task["task_id"], "party_id": party, "mention_id": None, "role": role, "doc_id": task["doc_id"]}
        for task, party, role in parts
    ]
    (ledger / "assignments.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    export_tasks(ledger, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    shown = {
        row["任务编号"]: "".join(filter(None, map(str, row.values()))) for name in TASKS for row in rows_of(book[name])
    }
    assert {role for *_, role in parts} == set().union(*roles.values())
    assert [role for task, party, role in parts if names[party] not in shown[task["task_key"]]] == []


@pytest.mark.parametrize(
    ("said", "shown"), [("否", ""), ("已完成", ""), ("已完成，管网通水", "已完成，管网通水"), ("未完成", "未完成")]
)
def test_a_bare_yes_or_no_or_the_status_once_more_is_no_progress(sample_ledger, tmp_path, said, shown):
    ledger = shutil.copytree(sample_ledger, tmp_path / "ledger")
    told = {"status_text": said, "status": "completed"}
    tasks = [task | told for task in Ledger.open(ledger).rows("tasks")]
    (ledger / "tasks.jsonl").write_bytes(b"".join(orjson.dumps(task) + b"\n" for task in tasks))
    export_tasks(ledger, tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["进展"] for row in csv.DictReader(file)} == {shown}


def test_words_that_look_like_a_formula_stay_words(sample_ledger, tmp_path):
    ledger = tmp_path / "ledger"
    shutil.copytree(sample_ledger, ledger)
    tasks = [orjson.loads(line) for line in (ledger / "tasks.jsonl").open("rb")]
    tasks[0]["problem"] = "=1+1"
    (ledger / "tasks.jsonl").write_bytes(b"\n".join(map(orjson.dumps, tasks)) + b"\n")
    export_tasks(ledger, tmp_path / "t.xlsx")
    cells = [
        c
        for sheet in openpyxl.load_workbook(tmp_path / "t.xlsx")
        for row in sheet.iter_rows()
        for c in row
        if c.value == "=1+1"
    ]
    assert [c.data_type for c in cells] == ["s"]
    export_tasks(ledger, tmp_path / "t.csv")
    written = list(csv.DictReader((tmp_path / "t.csv").open(encoding="utf-8-sig")))
    assert "'=1+1" in [row["问题"] for row in written]
    assert {"属实", "部分属实"} <= {row["是否属实"] for row in written}


@pytest.mark.parametrize("text", ["@SUM(A1)", "-1+1", "\n=1", "＝1+1", "＠x"])
def test_no_cell_of_a_csv_begins_like_a_formula(sample_ledger, tmp_path, text):
    ledger = tmp_path / "ledger"
    shutil.copytree(sample_ledger, ledger)
    tasks = [orjson.loads(line) | {"problem": text} for line in (ledger / "tasks.jsonl").open("rb")]
    (ledger / "tasks.jsonl").write_bytes(b"\n".join(map(orjson.dumps, tasks)) + b"\n")
    export_tasks(ledger, tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["问题"] for row in csv.DictReader(file)} == {f"'{text}"}


@pytest.mark.parametrize("number", ["3-1", "1.10", "202105280018123456", "2E3", "001"])
def test_a_number_that_a_spreadsheet_would_change_stays_as_printed(sample_ledger, tmp_path, number):
    ledger = shutil.copytree(sample_ledger, tmp_path / "ledger")
    tasks = [task | {"number": number} for task in Ledger.open(ledger).rows("tasks")]
    (ledger / "tasks.jsonl").write_bytes(b"".join(orjson.dumps(task) + b"\n" for task in tasks))
    export_tasks(ledger, tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["序号"] for row in rows} == {f"'{number}"}
    assert not any(row["整改时限"].startswith("'2") for row in rows)  # a day is to be taken for a day


def test_another_format_is_refused_with_what_to_do(sample_ledger, tmp_path):
    with pytest.raises(SettingsError, match=r"\.xlsx"):
        export_tasks(sample_ledger, tmp_path / "t.doc")


@pytest.mark.parametrize("ending", [".xlsx", ".XLSX", ".csv"])
def test_a_folder_that_is_not_there_is_made(sample_ledger, tmp_path, ending):
    to = tmp_path / "new" / f"t{ending}"
    assert export_tasks(sample_ledger, to) > 0
    assert [file.name for file in to.parent.iterdir()] == [to.name]


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_file_that_cannot_be_written_is_told_in_one_error(sample_ledger, tmp_path, ending):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LedgerError, match="写不进去"):
        export_tasks(sample_ledger, tmp_path / "file" / f"t{ending}")
    taken = tmp_path / f"taken{ending}"
    taken.mkdir()
    with pytest.raises(LedgerError, match="写不进去"):
        export_tasks(sample_ledger, taken)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", taken.name]


def test_rows_that_a_sheet_does_not_hold_are_told_of(sample_ledger, tmp_path, monkeypatch):
    assert Worksheet().xls_rowmax - 2 == sheets._MOST_ROWS
    monkeypatch.setattr(sheets, "_MOST_ROWS", 5)
    ledger, notices = Ledger.open(sample_ledger), [Notice("提醒", "a.txt", str(n)) for n in range(6)]
    figures = figures_of(ledger)
    sheets.write_xlsx(tmp_path / "t.xlsx", tasks_of(ledger), counted(ledger), figures, notices)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert {len(rows_of(book[name])) for name in ("整改任务台账", "数量", "通报", "需留意")} == {5}
    told = {row["文件"]: row["说明和办法"] for row in rows_of(book["需留意"])}
    assert f"first 5 of {len(figures)} rows" in told["数量"]
    assert "first 5 of 6 rows" in told["需留意"]


def test_collectives_stand_under_who_answers_where_no_body_is_known():
    answers = columns.bodies("responsible")
    task = {"parties": {}, "responsible_text": "各县（市、区）党委和政府"}
    assert answers(task) == "各县（市、区）党委和政府"
    assert answers(task | {"parties": {"responsible": ["甲市水利局"]}}) == "甲市水利局"
