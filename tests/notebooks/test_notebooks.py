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
    from taizhang.view.fonts import cjk_font

    if cjk_font() is None:
        pytest.skip("no Chinese font on this machine (apt-get install fonts-noto-cjk)")
    monkeypatch.setitem(os.environ, "TAIZHANG_LEDGER", str(sample_ledger))
    notebook = nbformat.read(request.param, as_version=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nbclient.NotebookClient(
            notebook, timeout=120, resources={"metadata": {"path": str(request.param.parent)}}
        ).execute()
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
