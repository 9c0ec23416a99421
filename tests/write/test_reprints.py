"""Reprints are linked by figures, near-duplicates by words, and bulletins that only share the genre are not."""

import json
import random

import pytest

from taizhang.run import Options, run
from taizhang.write.reprints import Reprints, reprints_of
from taizhang.write.similar import signature


def links(*documents):
    reprints = Reprints()
    for doc_id, text, figures in documents:
        reprints.add({"doc_id": doc_id}, [{"value": v, "unit": "项"} for v in figures], signature(text))
    return [(row["doc_id"][0], row["same_as"][0], row["basis"]) for row in reprints.rows()]


@pytest.fixture
def text():
    dice = random.Random(4)
    return "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(800))


def test_almost_the_same_words_are_linked_to_the_first(text):
    other = text[::-1]
    changed = text[:400] + "更正" + text[402:]
    ids = ["a" * 16, "b" * 16, "c" * 16]
    assert links((ids[0], text, []), (ids[1], other, []), (ids[2], changed, [])) == [("c", "a", "words")]


def test_half_the_words_are_not_enough(text):
    assert links(("a" * 16, text, []), ("b" * 16, text[:400] + text[:399:-1], [])) == []


def test_the_same_figures_are_linked_whatever_the_words(text):
    assert links(("a" * 16, text, [1, 2, 3, 4]), ("b" * 16, text[::-1], [4, 3, 2, 1])) == [("b", "a", "figures")]
    assert links(("a" * 16, text, [1, 2, 3]), ("b" * 16, text[::-1], [3, 2, 1])) == []


def test_texts_without_a_shingle_are_like_nothing():
    assert links(("a" * 16, "", []), ("b" * 16, "四个字呀", [])) == []


def test_a_corrected_copy_is_linked_in_the_ledger(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    body = (
        "某市公开督察整改进展。截至2022年底，移交的38项整改任务，27项已完成，11项达到序时进度。"
        + "市生态环境局将持续推动整改，逐项销号，确保按期完成。" * 3
    )
    (inbox / "a.txt").write_text(body, encoding="utf-8")
    (inbox / "b.txt").write_text(body.replace("逐项销号", "逐项核销", 1), encoding="utf-8")
    run([inbox], tmp_path / "l", Options(workers=1))
    (row,) = [json.loads(line) for line in (tmp_path / "l" / "reprints.jsonl").open(encoding="utf-8")]
    assert row["basis"] == "words"


@pytest.mark.parametrize(
    ("days", "basis", "reprints"),
    [
        (["2024-03-31", "2024-04-30"], "words", {}),  # lists of two months
        (["2024-03-31", "2024-03-31"], "words", {"b": "a"}),
        ([None, None], "words", {}),  # may be two months as well
        (["2024-03-31", "2024-04-02"], "figures", {"b": "a"}),
    ],
)
def test_what_is_alike_is_a_reprint_where_it_tells_nothing_new(days, basis, reprints):
    documents = [{"doc_id": doc, "told_on": day} for doc, day in zip("ab", days, strict=True)]
    assert reprints_of(documents, [{"doc_id": "b", "same_as": "a", "basis": basis}]) == reprints
