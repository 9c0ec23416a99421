"""Small numbers are read as they are written, in every spelling bulletins have."""

import pytest

from taizhang.numerals import read_digits, read_numeral, write_numeral


@pytest.mark.parametrize("value", range(1, 1000))
def test_what_is_written_is_read_again(value):
    assert read_numeral(write_numeral(value)) == read_numeral(str(value)) == value


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("两", 2),
        ("廿三", 23),
        ("廿", 20),
        ("○", 0),
        ("⑫", 12),
        ("⑳", 20),
        ("１２", 12),
        ("007", 7),
        ("二十", 20),
        ("一百〇五", 105),
        ("一百十", 110),
    ],
)
def test_other_spellings(printed, value):
    assert read_numeral(printed) == value


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "几",
        "二三",
        "百",
        "一百二",
        "一百零十",
        "一百零",
        "一千",
        "十几",
        "²",
        "㉑",
        "①②",
        "十二三",
        "零百",
        "-1",
        "甲",
    ],
)
def test_what_is_no_small_number_is_none(printed):
    assert read_numeral(printed) is None


def test_years_are_spelt_digit_by_digit():
    assert (read_digits("二〇一七"), read_digits("九七"), read_digits("一九○八")) == (2017, 97, 1908)
    with pytest.raises(KeyError):
        read_digits("二十")


@pytest.mark.parametrize("value", [0, 1000, -3])
def test_only_numbers_with_names_of_their_own_are_written(value):
    with pytest.raises(ValueError, match="between 1 and 999"):
        write_numeral(value)
