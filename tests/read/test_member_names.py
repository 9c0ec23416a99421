"""Names of members of archives that do not say how they are spelt."""

import zipfile

import pytest

from taizhang.read.zip_file import member_name


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_names_that_were_stored_without_saying_how_are_mended(codec):
    stored = zipfile.ZipInfo("衡阳市整改进展.txt".encode(codec).decode("cp437"))
    stored.flag_bits = 0
    assert member_name(stored) == "衡阳市整改进展.txt"


def test_a_name_that_says_it_is_utf_8_stays():
    stored = zipfile.ZipInfo("整改.txt")
    stored.flag_bits = 0x800
    assert member_name(stored) == "整改.txt"
