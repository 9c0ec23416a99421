"""ODT and ODS are read like the Word files and workbooks they are saved instead of, and are no archives of XML."""

import shutil
import subprocess
import zipfile
from io import BytesIO

import docx
import openpyxl
import pytest

from taizhang.errors import SourceError
from taizhang.read import Limits, read_source

office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")


def converted(folder, name, target):
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(["soffice", "--headless", profile, "--convert-to", target, "--outdir", folder, folder / name],
                   check=True, capture_output=True, timeout=120)  # fmt: skip
    return (folder / name).with_suffix(f".{target}").read_bytes()


@office
def test_a_text(tmp_path):
    document = docx.Document()
    document.add_paragraph("全市38项任务，已完成27项。")
    document.save(tmp_path / "a.docx")
    (reading,) = read_source(converted(tmp_path, "a.docx", "odt"), "通报.odt")
    assert "已完成27项" in reading.text
    assert reading.media_type == "application/vnd.oasis.opendocument.text"


@office
def test_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    for row in (("序号", "问题", "责任单位"), (1, "渗滤液外溢", "某县人民政府"), (2, "管网破损", "某县住建局")):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (reading,) = read_source(converted(tmp_path, "a.xlsx", "ods"), "清单.ods")
    assert [reading.text[c.start : c.end] for t in reading.tables for c in t.cells][3:6] == [
        "1",
        "渗滤液外溢",
        "某县人民政府",
    ]


def made(kind, members):
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), f"application/vnd.oasis.opendocument.{kind}")
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


@office
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (made("text", {"other.xml": "<a/>"}), "damaged"),
        (made("presentation", {"content.xml": "<a/>"}), "unsupported"),
        (made("text", {"content.xml": b"0" * 2_000_000}), "too_large"),
    ],
    ids=["without content", "slides", "bomb"],
)
def test_what_is_not_read_says_why(data, reason):
    with pytest.raises(SourceError) as error:
        list(read_source(data, "a.odt", Limits(expanded_bytes=1_000_000)))
    assert error.value.reason == reason
