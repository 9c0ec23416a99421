"""The ledger on disk: tables, types, views, descriptor."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from taizhang.errors import LedgerError
from taizhang.ledger import Ledger
from taizhang.run import Options, run
from taizhang.view.bulletins import counted
from taizhang.view.export import export_tasks, tasks_of
from taizhang.view.latest import latest
from taizhang.view.notices import undated
from taizhang.write.divisions import named
from taizhang.write.schema import TABLES
from taizhang.write.task_links import same_tasks


@pytest.mark.parametrize("name", TABLES)
def test_every_table_stands_three_times_with_the_same_rows(sample_ledger, name):
    ledger = Ledger.open(sample_ledger)
    n = sum(1 for _ in ledger.rows(name))
    assert len(ledger.table(name)) == n
    assert ledger.sql(f"select count(*) as n from {name}").loc[0, "n"] == n


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_exactly_the_columns_of_the_schema(sample_ledger, name):
    wanted = [c.name for c in TABLES[name].columns]
    for row in Ledger.open(sample_ledger).rows(name):
        assert list(row) == wanted
        assert "" not in row.values()


def test_ids_join(sample_ledger):
    ledger = Ledger.open(sample_ledger)
    for table in TABLES.values():
        for column, target in table.foreign:
            key = TABLES[target].key
            query = f"select count(*) as n from {table.name} where {column} is not null and {column} not in (select {key} from {target})"
            assert ledger.sql(query).loc[0, "n"] == 0, (table.name, column)


def test_spans_cut_the_text(sample_ledger):
    ledger = Ledger.open(sample_ledger)
    texts = {d["doc_id"]: d["text"] for d in ledger.rows("documents")}
    for name in ("dates", "counts", "mentions", "tasks"):
        for row in ledger.rows(name):
            assert texts[row["doc_id"]][row["start_char"] : row["end_char"]] == row["text"]


def test_dates_are_days_in_parquet(sample_ledger):
    kinds = (
        Ledger.open(sample_ledger).sql("select column_name, column_type from (describe dates)").set_index("column_name")
    )
    assert kinds.loc["from_date", "column_type"] == "DATE"


@pytest.mark.parametrize(
    "view", ["v_documents", "v_tasks", "v_tasks_now", "v_task_links", "v_counts", "v_parties", "v_failed_checks"]
)
def test_views_answer(sample_ledger, view):
    assert len(Ledger.open(sample_ledger).sql(f"select * from {view}").columns) >= 5


def test_codes_have_names_up_to_the_province(sample_ledger):
    ledger = Ledger.open(sample_ledger)
    coded = ledger.sql("select region, prefecture, province from v_tasks where region_adcode is not null")
    assert len(coded) > 0
    assert coded.notna().all(axis=None)
    assert named({"419001", "410502", "410000", "410500", "999999"}) == [
        ("410000", "河南省", None, "河南省"),
        ("410500", "安阳市", "安阳市", "河南省"),
        ("410502", "文峰区", "安阳市", "河南省"),
        ("419001", "济源市", "济源市", "河南省"),
    ]


@pytest.mark.parametrize("dated", ["发布日期：2023-0{}-01", "（截至2023年{}月1日）"])
def test_a_task_of_several_bulletins_counts_once_as_the_newest_tells_it(tmp_path, dated):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, month, told in ("b", 3, "正在推进"), ("a", 6, "正在推进"), ("c", 9, "已完成"), ("d", 7, "正在推进"):
        (inbox / f"{name}.txt").write_text(
            f"安阳市督察反馈问题整改进展\n{dated.format(month)}\n一、尾矿库防渗不到位问题。\n责任单位：安阳市人民政府\n整改进展：{told}。\n"
        )
    run([inbox], tmp_path / "l", Options(workers=1))
    ledger = Ledger.open(tmp_path / "l")
    (task,) = latest(tasks_of(ledger))
    assert (task["status"], task["told_on"]) == ("completed", "2023-09-01")
    days = ledger.sql("select task_id, told_on from v_tasks").set_index("task_id")["told_on"]
    assert {t["task_id"]: t["told_on"] for t in tasks_of(ledger)} == {
        id_: f"{day:%Y-%m-%d}" for id_, day in days.items()
    }
    assert sorted(ledger.sql("select status from v_tasks")["status"]) == ["completed", *["in_progress"] * 3]
    assert list(ledger.sql("select status from v_tasks_now")["status"]) == ["completed"]


def told(folder, texts):
    """The ledger of texts by the names of their files."""
    (folder / "in").mkdir()
    for name, text in texts.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    run([folder / "in"], folder / "l", Options(workers=1))
    return Ledger.open(folder / "l")


@pytest.mark.parametrize(
    ("head", "days"),
    [
        ("安阳市督察反馈问题整改工作台账（{}）", {"2024年10月": "2024-10-31", "2024年3月": "2024-03-31"}),
        ("安阳市{}督察反馈问题整改进展", {"2024年10月": "2024-10-31", "2024年9月": "2024-09-30"}),
        ("安阳市督察反馈问题整改情况（{}）", {"2024年第三季度": "2024-09-30", "2024年上半年": "2024-06-30"}),
        (
            "安阳市信访举报件查处公开情况一览表（{}）",
            {"第五批 2024年10月9日": "2024-10-09", "第十批 2024年10月8日": "2024-10-08"},
        ),
        (
            "安阳市信访举报件查处公开情况一览表\n（{}）",
            {"第五批 2024年10月9日": "2024-10-09", "第十批 2024年10月8日": "2024-10-08"},
        ),
    ],
)
@pytest.mark.parametrize("names", ["ab", "ba"])
def test_a_bulletin_without_a_day_is_as_old_as_its_title_says(tmp_path, head, days, names):
    body = "\n一、尾矿库防渗不到位问题。\n责任单位：安阳市人民政府\n整改进展：{}。\n"
    texts = [head.format(day) + body.format(status) for day, status in zip(days, ("已完成", "正在推进"), strict=True)]
    ledger = told(tmp_path, {f"{name}.txt": text for name, text in zip(names, texts, strict=True)})
    (task,) = latest(tasks_of(ledger))
    assert (task["status"], task["told_on"]) == ("completed", next(iter(days.values())))
    assert list(ledger.sql("select status from v_tasks_now")["status"]) == ["completed"]
    assert sorted(d["reported_on"] for d in ledger.rows("documents")) == sorted(days.values())


@pytest.mark.parametrize(
    "title",
    [
        "安阳市2021年省级生态环境保护督察反馈问题整改情况",
        "安阳市污染防治攻坚行动计划（2023—2025年）",
        "关于安阳县“2019·3·21”事故整改情况的报告",
    ],
)
def test_what_a_title_says_of_other_days_is_no_day_of_the_bulletin(tmp_path, title):
    ledger = told(tmp_path, {"a.txt": f"{title}\n一、尾矿库防渗不到位问题。\n整改进展：正在推进。\n"})
    assert [d["reported_on"] for d in ledger.rows("documents")] == [None]


def test_bulletins_without_a_day_are_as_new_as_the_numbers_of_their_files(tmp_path):
    text = "安阳市督察反馈问题整改台账\n一、尾矿库防渗不到位问题。\n责任单位：安阳市人民政府\n整改进展：{}。\n"
    states = {"台账2月.txt": "尚未启动", "台账10月.txt": "已完成", "台账9月.txt": "正在推进"}
    ledger = told(tmp_path, {name: text.format(state) for name, state in states.items()})
    assert list(ledger.sql("select status from v_tasks_now")["status"]) == ["completed"]
    assert [task["status"] for task in latest(tasks_of(ledger))] == ["completed"]
    (notice,) = undated(ledger)
    assert notice.source_uri.endswith("台账10月.txt")
    assert notice.text.startswith("台账10月.txt、台账9月.txt、台账2月.txt ")


def test_a_task_under_two_keys_that_are_surely_one_counts_once_in_every_view(tmp_path):
    plan = "安阳市{}第二轮省生态环境保护督察反馈问题整改{}\n发布日期：2023-0{}-01\n"
    words = "一、林州市横水镇尾矿库防渗不到位问题。\n责任单位：林州市人民政府\n整改时限：2030年12月底前\n"
    closed = words.split("整改时限")[0] + "整改情况：已完成整改。\n"
    ledger = told(
        tmp_path, {"a.txt": plan.format("", "方案", 3) + words, "b.txt": plan.format("林州市", "情况", 9) + closed}
    )
    assert [link["confidence"] for link in ledger.rows("task_links")] == [0.9]
    (task,) = latest(tasks_of(ledger), same_tasks(ledger.rows("task_links")))
    assert task["status"] == "completed"
    assert list(ledger.sql("select status from v_tasks_now")["status"]) == ["completed"]
    assert len(ledger.sql("select * from v_task_links")) == 1
    assert export_tasks(tmp_path / "l", tmp_path / "due.ics") == 0


def test_a_reprint_is_named_so_that_its_figures_are_summed_once(tmp_path):
    text = "安阳市督察反馈问题整改进展\n发布日期：2024-03-01\n排查问题38个，已整改9个，立案5件，罚款12万元。\n"
    ledger = told(
        tmp_path,
        {
            "a.txt": text,
            "b.txt": text.replace("排查", "共排查"),
            "c.txt": text.replace("38", "40").replace("03-01", "04-01"),
        },
    )
    sums = ledger.sql("select sum(value) from v_counts where reprint_of is null and unit in ('个', '件')").iloc[0, 0]
    assert sums == 38 + 9 + 5 + 40 + 9 + 5  # the list of the next month is alike and no reprint
    reprinted = ledger.sql("select doc_id, reprint_of from v_documents where reprint_of is not null")
    assert len(reprinted) == 1
    firsts = {d["doc_id"]: Path(d["source_uri"]).name for d in ledger.rows("documents")}
    told_in = {row["doc_id"]: row["reprint"] for row in counted(ledger) if row["reprint"]}
    assert told_in == {doc: firsts[first] for doc, first in reprinted.itertuples(index=False)}


def test_a_figure_stands_under_its_own_division_or_the_one_its_bulletin_is_about(tmp_path):
    source = tmp_path / "进展.txt"
    source.write_text("安阳市督察反馈问题整改进展\n全市排查问题38个，其中林州市9个。\n", encoding="utf-8")
    run([source], tmp_path / "l", Options(workers=1))
    told = Ledger.open(tmp_path / "l").sql("select value, region_adcode, region, province from v_counts order by value")
    assert list(told["region"]) == ["林州市", "安阳市"]
    assert list(told["province"]) == ["河南省"] * 2
    assert list(told["region_adcode"].fillna("")) == ["410581", ""]  # what the figure itself says stays as it is


def test_bulletins_stand_once_each_under_the_province_they_are_about(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(
        "安阳市督察反馈问题整改进展\n截至2023年3月1日，排查问题38个，已整改9个。\n", encoding="utf-8"
    )
    (inbox / "b.txt").write_text(
        "自然资源督察通报2个典型问题\n一、安阳市林州市违法占地问题\n林州市某公司占用耕地。\n"
        "二、洛阳市栾川县非法采矿问题\n栾川县某公司越界开采。\n",
        encoding="utf-8",
    )
    (inbox / "c.txt").write_text("关于整改进展的情况\n任务均已完成。\n", encoding="utf-8")
    run([inbox], tmp_path / "l", Options(workers=1))
    told = Ledger.open(tmp_path / "l").sql("select * from v_documents order by source_uri").fillna("")
    assert list(told["region"]) == ["安阳市", "林州市、栾川县", ""]
    assert list(told["prefecture"]) == ["安阳市", "", ""]
    assert list(told["province"]) == ["河南省", "河南省", ""]
    assert list(told["counts"]) == [2, 1, 0]
    assert f"{told['told_on'][0]:%Y-%m-%d}" == "2023-03-01"


def test_the_descriptor_is_valid_and_the_data_fit_it(sample_ledger):
    frictionless = pytest.importorskip("frictionless")
    descriptor = json.loads((sample_ledger / "datapackage.json").read_text(encoding="utf-8"))
    assert [r["name"] for r in descriptor["resources"]] == list(TABLES)
    # frictionless calls a resource without rows damaged: leave those out, and the references to them
    filled = [r for r in descriptor["resources"] if (sample_ledger / r["path"]).stat().st_size]
    names = {r["name"] for r in filled}
    for resource in filled:
        keys = resource["schema"].get("foreignKeys", [])
        resource["schema"]["foreignKeys"] = [k for k in keys if k["reference"]["resource"] in names | {""}]
    package = frictionless.Package.from_descriptor(
        {"name": descriptor["name"], "resources": filled}, basepath=str(sample_ledger)
    )
    report = package.validate()
    assert report.valid, report.flatten(["type", "note"])[:5]


def test_days_of_a_frame_can_be_reckoned_with_and_missing_pages_leave_whole_numbers(sample_ledger):
    ledger = Ledger.open(sample_ledger)
    tasks = ledger.table("tasks")
    dated = tasks[tasks["deadline_to"] > "2000-01-01"]["deadline_to"]
    assert [day.isoformat() for day in dated.dt.date] == [
        r["deadline_to"] for r in ledger.rows("tasks") if r["deadline_to"]
    ]
    assert str(tasks["row"].dtype) == "Int64"


def test_a_database_that_is_damaged_is_told_with_what_to_do(sample_ledger, tmp_path):
    ledger = shutil.copytree(sample_ledger, tmp_path / "l")
    for damage in (lambda file: file.write_bytes(b"no database"), Path.unlink):
        damage(ledger / "ledger.duckdb")
        with pytest.raises(LedgerError, match="written anew"):
            Ledger.open(ledger).sql("select 1")


def test_a_block_that_has_flipped_is_told_wherever_it_lies(sample_ledger, tmp_path):
    file = shutil.copytree(sample_ledger, tmp_path / "l") / "ledger.duckdb"
    whole = file.read_bytes()
    told = 0
    for place in range(0, len(whole), 1 << 16):
        file.write_bytes(whole[:place] + bytes(255 - byte for byte in whole[place : place + 64]) + whole[place + 64 :])
        try:
            Ledger.open(file.parent).sql("select sum(hash(t)) from counts t")
        except LedgerError as error:
            told += "written anew" in str(error)
    assert told > 1


def test_a_query_that_is_wrong_blames_no_file(sample_ledger):
    with pytest.raises(duckdb.CatalogException):
        Ledger.open(sample_ledger).sql("select * from nothing")
