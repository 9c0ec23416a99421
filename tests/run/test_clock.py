"""The time a document has: all of its turns count, those of others do not."""

import multiprocessing
import zipfile

import pytest

from taizhang.run import clock
from taizhang.run.clock import ALL, Clock, Turns
from taizhang.run.worker import process


@pytest.fixture
def now(monkeypatch):
    """A clock that a test sets."""
    time = [0.0]
    monkeypatch.setattr(clock.time, "monotonic", lambda: time[0])
    return time


@pytest.fixture
def shared():
    return Clock(multiprocessing.get_context())


def test_all_turns_of_a_document_count_and_those_of_others_do_not(now, shared):
    turns = Turns(shared, ["a", "b"])
    for start, source in ((0, "a"), (4, "b"), (10, "a"), (13, "b")):
        now[0] = start
        turns.begin(source, source)
    assert (shared.number, shared.deadline(8, 2)) == (1, 13 + 8 - 6)
    turns.begin("a", "a")
    assert (shared.number, shared.deadline(8, 2)) == (0, 13 + 8 - 4 - 3)


def test_each_document_of_an_archive_has_a_time_of_its_own(now, shared):
    turns = Turns(shared, ["z"])
    turns.begin("z", "z!a")
    now[0] = 7
    turns.begin("z", "z!b")
    assert (shared.number, shared.deadline(8, 1)) == (0, 7 + 8)


def test_what_is_done_for_all_has_the_time_of_all_each_time(now, shared):
    turns = Turns(shared, ["a", "b"])
    for start, source in ((0, None), (9, "a"), (10, None)):
        now[0] = start
        turns.begin(source, source)
    assert (shared.number, shared.deadline(8, 2)) == (ALL, 10 + 8 * 2)


def test_a_file_is_told_by_one_name_from_reading_to_the_last_step_and_what_lies_in_an_archive_by_its_own(tmp_path):
    (tmp_path / "a.txt").write_text("截至6月底，已完成1项任务。", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("c.txt", "截至6月底，已完成2项任务。")
        archive.writestr("d.txt", "截至6月底，已完成3项任务。")
    told = []
    process([str(tmp_path / "a.txt"), str(tmp_path / "b.zip")], begin=lambda *place: told.append(place))
    sources = {source for source, _ in told if source}
    documents = {name: [d for s, d in told if s == name] for name in sources}
    assert set(documents[str(tmp_path / "a.txt")]) == {str(tmp_path / "a.txt")}
    assert len(set(documents[str(tmp_path / "b.zip")])) == 3  # the archive while it is read, and each of the two
    assert len(documents[str(tmp_path / "a.txt")]) > 3
