"""Text, CSV, JSONL and web pages: encodings, delimiters, metadata, chrome."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from taizhang.errors import SourceError
from taizhang.read import read_source
from taizhang.read.detect import MAIL, media_type
from taizhang.types import Reading

HANS = "截至2024年6月底，反馈的38项整改任务已完成27项，其余11项达到序时进度。"
HANT = "截至2024年6月底，反饋的38項整改任務已完成27項，其餘11項達到序時進度。"


def one(data: bytes, name: str) -> Reading:
    found = list(read_source(data, name))
    assert len(found) == 1
    assert isinstance(found[0], Reading)
    return found[0]


@pytest.mark.parametrize(
    ("codec", "text", "named"),
    [("utf-8", HANS, "utf-8"), ("utf-8-sig", HANS, "utf-8"), ("gb18030", HANS, "gb18030"), ("big5", HANT, "big5"), ("utf-16", HANS, "utf-16"),
     ("utf-16-le", HANS, "utf-16"), ("utf-16-be", HANS, "utf-16"), ("gb18030", HANT, "gb18030"), ("utf-8", HANT, "utf-8")],
)  # fmt: skip
def test_encodings_are_told_and_recorded(codec: str, text: str, named: str) -> None:
    reading = one(text.encode(codec), "x.txt")
    assert (reading.text, reading.encoding) == (text, named)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters_are_told(delimiter: str) -> None:
    lines = [["序号", "问题", "整改时限"], ["1", "污水直排，未收集", "2024年6月"], ["2", "扬尘", "立行立改"]]
    reading = one("\r\n".join(delimiter.join(row) for row in lines).encode("gb18030"), "x.csv")
    table = reading.tables[0]
    assert [reading.text[c.start : c.end] for c in table.cells] == [cell for row in lines for cell in row]
    assert [c.header for c in table.cells] == [True] * 3 + [False] * 6


def test_jsonl_metadata_is_honoured_and_bad_lines_fail_alone() -> None:
    good = {
        "id": "a1",
        "text": HANS,
        "metadata": {"publisher": "某市政府", "date": "2024/7/1", "url": "http://example.com/1"},
    }
    data = "\n".join([json.dumps(good), "{broken", json.dumps({"id": "b"}), json.dumps({"text": HANS})]).encode()
    found = list(read_source(data, "crawl.jsonl"))
    assert [type(item) for item in found] == [Reading, SourceError, SourceError, Reading]
    first = found[0]
    assert isinstance(first, Reading)
    assert first.source_uri == "crawl.jsonl#a1"
    assert first.metadata == {
        "id": "a1",
        "publisher": "某市政府",
        "published_on": "2024-07-01",
        "url": "http://example.com/1",
    }


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("name", ["crawl.json", "crawl", "crawl.jsonl"])
def test_a_json_list_or_a_record_over_several_lines_is_read_as_its_records(name: str, indent: int | None) -> None:
    records = [{"id": "a", "text": HANS}, {"id": "b"}, {"text": HANS}]
    found = list(read_source(json.dumps(records, ensure_ascii=False, indent=indent).encode(), name))
    assert [type(item) for item in found] == [Reading, SourceError, Reading]
    assert [item.source_uri for item in found if isinstance(item, Reading)] == [f"{name}#a", f"{name}#3"]
    (one,) = read_source(json.dumps(records[0], indent=indent).encode(), name)
    assert isinstance(one, Reading)
    assert one.text == HANS


def test_prose_in_a_file_named_json_stays_text() -> None:
    (reading,) = read_source(HANS.encode(), "note.json")
    assert isinstance(reading, Reading)
    assert reading.text == HANS


@pytest.mark.parametrize("name", ["通知.mht", "通知.doc", "通知.eml"])
@pytest.mark.parametrize("before", ["", "From: =?utf-8?B?5biC?=\nSubject: a long\n one\n"])
def test_a_web_archive_is_not_taken_for_text(name: str, before: str) -> None:
    data = f'{before}MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n\n=E5=AE=89\n--x--'
    assert media_type(data.encode(), name) == MAIL


def test_a_page_that_begins_as_xml_is_a_page() -> None:
    page = f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html><html><body><p>{HANS}</p></body></html>'
    (reading,) = read_source(page.encode(), "page")
    assert isinstance(reading, Reading)
    assert (reading.media_type, reading.text.strip()) == ("text/html", HANS)


PAGE = f"""<html><head><title>某市公开督察整改情况_某市人民政府网</title>
<script>var a='<p>not text</p>'</script></head><body>
<div class="nav"><a href=1>首页</a><a href=2>政务公开</a></div><div class="crumbs">当前位置：首页 > 公告</div>
<h1>某市公开督察整改情况</h1><div class="info">发布日期：2024-07-01 来源：市整改办 浏览次数：[ 318 ]</div>
<div id="zoom"><p>{HANS}</p><table border=1><tr><td rowspan=2>区域</td><td colspan=2>整改要求</td></tr>
<tr><td>措施</td><td>时限</td></tr>
<tr><td>东区</td><td>清<br>运</td><td>6月底前</td></tr><tr><td>西区</td><td>封堵</td><td>立行立改</td></tr></table><p>特此公开。</p></div>
<div class="share">分享到：微信</div><div class="footer">主办：某某市人民政府 某ICP备0000号 技术支持：某公司</div></body></html>"""


def test_the_article_of_a_page_is_read_and_its_surroundings_are_not() -> None:
    from taizhang.offsets import apply_edits

    reading = one(PAGE.encode(), "p.html")
    text, _ = apply_edits(reading.text, reading.edits)
    assert HANS in text
    assert "特此公开。" in text
    assert not any(word in text for word in ("首页", "分享", "ICP", "技术支持", "浏览", "318", "not text"))
    told = {"title": "某市公开督察整改情况", "published_on": "2024-07-01", "publisher": "市整改办"}
    assert reading.metadata == told | {"site": "某某市人民政府"}


def test_spans_of_a_table_on_a_page_are_filled() -> None:
    reading = one(PAGE.encode(), "p.html")
    table = reading.tables[0]
    cells = {(c.row, c.column): reading.text[c.start : c.end] for c in table.cells}
    assert cells[1, 0] == "区域"
    assert cells[0, 2] == "整改要求"
    assert cells[2, 1] == "清运"
    assert {c.row for c in table.cells if c.header} == {0, 1}


def test_importing_the_readers_loads_no_office_library() -> None:
    code = "import sys, taizhang.read; print([m for m in ('docx', 'openpyxl', 'pdfplumber', 'pypdfium2', 'lxml', 'rapidocr') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
