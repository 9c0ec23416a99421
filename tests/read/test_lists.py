"""Lists of several offices in every format they publish: each row becomes its task, whatever the format.

What the rows say stands in lists.py; the files are made by build_lists.py.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from taizhang.document import parse_readings
from taizhang.read import ocr, read_source
from taizhang.types import Bulletin, Reading, Task

sys.path.insert(0, str(Path(__file__).parent))
import lists

FILES = Path(__file__).parent / "files" / "lists"
BY_NAME = {listed.name: listed for listed in lists.LISTS}


def list_of(path: Path) -> lists.List:
    return BY_NAME[path.stem.split("_")[0]]


def bulletin(path: Path) -> Bulletin:
    readings = [r for r in read_source(path.read_bytes(), path.name) if isinstance(r, Reading)]
    (found,) = parse_readings(readings)
    return found


def differences(gold: dict[str, Any], task: Task) -> Iterator[str]:
    """What a task says otherwise than its row."""
    names = {
        role: sorted(a.party.name for a in task.assignments if a.role == role)
        for role in ("lead", "responsible", "acceptance")
    }
    said: dict[str, Any] = {
        "no": task.number, "status": task.status, "verified": task.verified, "region": task.region_adcode,
        "to": task.deadline.end.isoformat() if task.deadline and task.deadline.end else None, **names,
    }  # fmt: skip
    for name, wanted in gold.items():
        if name == "title":
            if not task.title.startswith(wanted):
                yield f"{gold['no']} title: {task.title}"
        elif said[name] not in (wanted if isinstance(wanted, tuple) else (wanted,)):
            yield f"{gold['no']} {name}: {said[name]} for {wanted}"


def misread(path: Path) -> list[str]:
    """All that the tasks of a file say otherwise than the list."""
    gold, found = list_of(path).tasks, bulletin(path).tasks
    if len(gold) != len(found):
        return [f"{len(found)} tasks for {len(gold)} rows: {[(t.number, t.title) for t in found]}"]
    return [line for wanted, task in zip(gold, found, strict=True) for line in differences(wanted, task)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "path" in metafunc.fixturenames:
        paths = sorted(FILES.iterdir())
        metafunc.parametrize("path", paths, ids=[p.name for p in paths])


def test_every_row_becomes_its_task(path: Path) -> None:
    if path.suffix in (".doc", ".xls") and not shutil.which("soffice"):
        pytest.skip("needs LibreOffice")
    assert misread(path) == []


@pytest.mark.parametrize("listed", lists.LISTS, ids=lambda listed: listed.name)
def test_of_a_page_the_article_is_kept_and_the_site_is_not(listed: lists.List) -> None:
    text = "".join(bulletin(FILES / f"{listed.name}.html").text.split())
    cells = [cell for row in [*listed.header, *listed.rows] for cell in row if cell not in (None, "<")]
    lost = [line for line in [*listed.titles, *cells, *listed.notes] if "".join(str(line).split()) not in text]
    assert lost == []
    assert [word for word in ("当前位置", "浏览次数", "分享到", "上一篇", "网站标识码", "ICP备") if word in text] == []


@pytest.mark.skipif(not ocr.available(), reason="needs the extra taizhang[ocr]")
@pytest.mark.slow
@pytest.mark.parametrize("name", ["measures.pdf", "complaints.pdf"])
def test_the_rows_of_a_scanned_list_become_tasks(name: str) -> None:
    document = pypdfium2.PdfDocument(FILES / name)
    stream = io.BytesIO()
    document[0].render(scale=200 / 72, grayscale=True).to_pil().save(stream, "PDF", resolution=200)
    (found,) = parse_readings([r for r in read_source(stream.getvalue(), name) if isinstance(r, Reading)])
    gold = list_of(Path(name)).tasks
    assert [t.number for t in found.tasks] == [wanted["no"] for wanted in gold]
    assert [line for wanted, task in zip(gold, found.tasks, strict=True) for line in differences(wanted, task)] == []
