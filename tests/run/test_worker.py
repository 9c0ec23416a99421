"""A chunk in a worker: one document over which a step stumbles costs itself, and no other."""

import zipfile

import pytest
from tests.run.conftest import TEXT

from taizhang.run import worker

STEPS = ["drafting", "tasks", "complete", "rows"]


@pytest.mark.parametrize("step", STEPS)
def test_a_document_over_which_a_step_stumbles_costs_no_other(tmp_path, monkeypatch, step):
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for n in (2, 3, 4):
            archive.writestr(f"{n}.txt", TEXT.format(n=n))
    for name, n in (("a.txt", 1), ("c.txt", 5)):
        (tmp_path / name).write_text(TEXT.format(n=n), encoding="utf-8")

    def stumbles(found, *more, take=getattr(worker, step)):  # noqa: B008
        reading = getattr(found, "reading", found)
        if "移交某市的3项" in reading.text:
            raise ZeroDivisionError("三")
        return take(found, *more)

    monkeypatch.setattr(worker, step, stumbles)
    results = worker.process([str(tmp_path / name) for name in ("a.txt", "b.zip", "c.txt")])
    told = [[tables["documents"][0]["source_uri"].rsplit("/", 1)[1] for tables in r.documents] for r in results]
    assert told == [["a.txt"], ["b.zip!2.txt", "b.zip!4.txt"], ["c.txt"]]
    failures = [f for r in results for f in r.failures]
    assert [(f["source_uri"].rsplit("/", 1)[1], f["reason"]) for f in failures] == [("b.zip!3.txt", "internal")]
