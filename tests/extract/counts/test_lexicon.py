"""A word of counts.words.yml is read as the list it stands in says: one that stands in two lists is lost to one of them."""

import pytest

from taizhang.extract.counts.lexicon import Kind, lexicon
from taizhang.rules import load_pack

LISTS = load_pack("counts").lexicons
WHOLE = [
    ("nouns", Kind.NOUN, None), ("ranks", Kind.RANK, None), ("rest", Kind.CUE, "not_completed"), ("defects", Kind.DEFECT, "found"),
    ("works", Kind.WORK, None), ("light", Kind.LIGHT, None), ("stops", Kind.STOP, None),
]  # fmt: skip
SAID = [(name, LISTS[name], kind, status) for name, kind, status in WHOLE]
SAID += [(f"cues.{status}", words, Kind.CUE, status) for status, words in LISTS["cues"].items()]


@pytest.mark.parametrize(("words", "kind", "status"), [said[1:] for said in SAID], ids=[said[0] for said in SAID])
def test_no_other_list_takes_a_word_away(words, kind, status):
    known = lexicon().words
    taken = {word: known[word] for word in words if (known[word].kind, known[word].status) != (kind, status)}
    assert taken == {}
