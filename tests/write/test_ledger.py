"""The ledger on disk: tables, types, views, descriptor."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from taizhang.errors import LedgerError
from taizhang.ledger import Ledger
from taizhang.run import Options, run
from taizhang.view.export import tasks_of
from taizhang.view.latest import latest
from taizhang.write.divisions import named
from taizhang.write.schema import TABLES


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
