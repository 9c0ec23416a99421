"""A bulletin as a web page: everything read stands in it, nothing it holds is run, nothing is fetched."""

import shutil

import orjson
import pytest
from lxml import html
from tests.conftest import taizhang

from taizhang.errors import LedgerError
from taizhang.ledger import Ledger
from taizhang.view.page import write_page
from taizhang.view.reading import records_of, tables_of

HOSTILE = '<script>alert("x")</script><img src="http://evil.example/a.png" onerror="x()">'


def documents(ledger):
    return list(Ledger.open(ledger).rows("documents"))


def rewritten(ledger, table, change):
    rows = [change(row) for row in Ledger.open(ledger).rows(table)]
    (ledger / f"{table}.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))


def test_every_record_and_every_mark_of_every_document(sample_ledger, tmp_path):
    for document in documents(sample_ledger):
        write_page(sample_ledger, document["doc_id"], tmp_path / "page.html")
        page = html.parse(str(tmp_path / "page.html"))
        rows = [tuple(cell.text_content() for cell in row.iter("td")) for row in page.iter("tr")]
        records = records_of(tables_of(Ledger.open(sample_ledger), document["doc_id"]))
        assert {r.cells for r in records} <= set(rows)
        marked = [mark.text.strip() for mark in page.iter("mark")]
        assert all(words in document["text"] for words in marked)
        assert bool(marked) == any(r.cells[1] in ("日期", "数量", "主体") for r in records)


def test_what_a_bulletin_holds_is_shown_and_not_run(sample_ledger, tmp_path):
    ledger = shutil.copytree(sample_ledger, tmp_path / "ledger")
    rewritten(ledger, "documents", lambda d: d | {"title": HOSTILE, "text": HOSTILE + d["text"][len(HOSTILE) :]})
    rewritten(ledger, "tasks", lambda t: t | {"problem": HOSTILE})
    for document in documents(ledger):
        write_page(ledger, document["doc_id"], tmp_path / "page.html")
        page = html.parse(str(tmp_path / "page.html")).getroot()
        assert not {"script", "img", "link", "iframe", "object", "a", "form"} & {e.tag for e in page.iter()}
        assert not [name for e in page.iter() for name in e.attrib if name.startswith("on") or name in ("src", "href")]
        assert HOSTILE in page.findtext(".//h1")
        assert "default-src 'none'" in page.xpath("string(//meta[@http-equiv]/@content)")


def test_a_document_that_is_not_there_leaves_no_page(sample_ledger, tmp_path):
    with pytest.raises(LedgerError, match="no document"):
        write_page(sample_ledger, "nowhere.txt", tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()


def test_the_command_wants_a_document(sample_ledger, tmp_path):
    wrong = taizhang("show", sample_ledger, "--html", tmp_path / "page.html")
    assert (wrong.returncode, "--doc" in wrong.stderr) == (2, True)
    right = taizhang("show", sample_ledger, "--doc", "m01.txt", "--html", tmp_path / "page.html")
    assert (right.returncode, (tmp_path / "page.html").exists()) == (0, True)


def test_a_day_and_the_id_of_a_task_are_not_broken_over_two_lines(sample_ledger, tmp_path):
    task = next(task for task in Ledger.open(sample_ledger).rows("tasks") if task["deadline_to"])
    write_page(sample_ledger, task["doc_id"], tmp_path / "page.html")
    for words in task["deadline_to"], task["task_key"]:
        cells = html.parse(str(tmp_path / "page.html")).xpath(f"//td[text()='{words}']")
        assert {cell.get("class") for cell in cells} == {"unbroken"}


def test_complaints_stand_in_the_columns_of_complaints(sample_ledger, tmp_path):
    complaint = next(t for t in Ledger.open(sample_ledger).rows("tasks") if t["kind"] == "complaint" and t["verified"])
    write_page(sample_ledger, complaint["doc_id"], tmp_path / "page.html")
    tables = html.parse(str(tmp_path / "page.html")).xpath("//h2[starts-with(., '举报件')]/following::table[1]")
    heads, *rows = [[cell.text_content() for cell in row] for row in tables[0].iter("tr")]
    assert {"受理编号", "是否属实"} <= set(heads)
    assert complaint["number"] in {row[heads.index("受理编号")] for row in rows}


def test_a_table_says_how_wide_its_columns_are_and_repeats_their_heads_on_every_page(tmp_path):
    rows = "".join(f"<tr><td>{n}</td><td>砂石厂扬尘扰民</td><td>市环保局</td></tr>" for n in range(1, 4))
    source = f"<p>整改任务清单</p><table><tr><td>序号</td><td>问题</td><td>责任单位</td></tr>{rows}</table>"
    (tmp_path / "a.html").write_text(source, encoding="utf-8")
    taizhang("run", tmp_path / "a.html", "--out", tmp_path / "l")
    write_page(tmp_path / "l", "a.html", tmp_path / "page.html")
    page = html.parse(str(tmp_path / "page.html"))
    for table in page.iter("table"):
        heads, widths = table.xpath("thead/tr/th"), table.xpath("colgroup/col/@style")
        assert len(heads) == len(widths)
        assert sum(float(width.split()[1].rstrip("%")) for width in widths) == pytest.approx(100, abs=1)
    assert page.xpath("//td[@class='long']/text()")[:3] == ["砂石厂扬尘扰民"] * 3
    text = "".join(page.xpath("//div[@class='text']//text()")).split()
    assert "".join(text).count("｜") == 2 * 4  # between the cells of the table as the text has it
