"""The model of characters says the same of one character, of all behind a context, and along a text."""

from __future__ import annotations

import pytest

from taizhang.restore.chars import ORDER, char_model
from taizhang.restore.page import Page

TEXT = "2021年12月29日，督察组进驻漷垡市。\n（一）責任单位立即赶赴现场，开展核查。"


def test_along_a_text_each_character_has_the_score_it_has_behind_the_three_before_it() -> None:
    model = char_model()
    numbers = model.numbers(TEXT)
    assert numbers.tolist() == [model.number(char) for char in TEXT]
    known = numbers.tolist()
    scores = [model.score(tuple(known[max(n - ORDER + 1, 0) : n]), char) for n, char in enumerate(known)]
    assert model.along(numbers).tolist() == pytest.approx(scores, abs=1e-3)


@pytest.mark.parametrize("page", [[], [TEXT * 2]])
def test_a_row_holds_the_score_of_every_character(page: list[str]) -> None:
    own = Page(page)
    for model in (own, char_model()):
        for context in ("督察组", "组进驻", "漷垡市", "。，、"):
            numbers = tuple(char_model().numbers(context).tolist())
            row = model.row(numbers)
            for char in "组反馈进驻市。，0A漷":
                number = char_model().number(char)
                assert row[number] == pytest.approx(model.score(numbers, number), abs=1e-3)
