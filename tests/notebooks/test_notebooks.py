"""The notebooks run from top to bottom on a fresh ledger, and their chart can write Chinese."""

import os
import warnings

import pytest
from tests.conftest import REPOSITORY

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))


@pytest.fixture
def executed(request, sample_ledger, monkeypatch):
    monkeypatch.setitem(os.environ, "TAIZHANG_LEDGER", str(sample_ledger))
    return execute(request.param)


def execute(path):
    from taizhang.view.fonts import cjk_font

    if cjk_font() is None:
        pytest.skip("no Chinese font on this machine (apt-get install fonts-noto-cjk)")
    notebook = nbformat.read(path, as_version=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    return notebook


def outputs(notebook, mime):
    found = [
        o.data[mime] for c in notebook.cells if c.cell_type == "code" for o in c.outputs if mime in o.get("data", {})
    ]
    return ["".join(o) for o in found]


@pytest.mark.slow
@pytest.mark.parametrize("executed", NOTEBOOKS, ids=lambda p: p.stem, indirect=True)
def test_a_notebook_runs_and_shows_tables_a_chart_and_a_coloured_sentence(executed):
    assert len(outputs(executed, "image/png")) >= 1
    pages = outputs(executed, "text/html")
    assert sum("<table" in p for p in pages) >= 3
    assert any("background: #" in p for p in pages)
    complaints = [
        o.text for c in executed.cells if c.cell_type == "code" for o in c.outputs if o.output_type == "stream"
    ]
    assert not any("Glyph" in text for text in complaints)


@pytest.mark.slow
def test_a_campaign_is_followed_in_lists_that_are_dated_only_by_their_titles(tmp_path, monkeypatch):
    for month, done in (7, "正在推进"), (8, "未按期完成"), (9, "已完成"):
        (tmp_path / f"{month}.csv").write_text(
            f"某县突出环境问题整改台账（截至2024年{month}月15日）\n序号,问题,整改时限,责任单位,完成情况\n1,砂石厂扬尘污染,2024年7月底,县住建局,{done}\n",
            encoding="utf-8",
        )
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7")  # one file of a folder that cannot be read spoils nothing
    monkeypatch.setitem(os.environ, "INBOX", str(tmp_path))
    pages = outputs(execute(NOTEBOOKS[1]), "text/plain")
    assert any(all(day in page for day in ("2024-07-15", "2024-08-15", "2024-09-15", "逾期")) for page in pages)
