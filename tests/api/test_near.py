"""Near names for a slip of the fingers."""

import pytest

from taizhang.near import near_names

_NAMES = ["docx_merged_bijie2020.docx", "毕节市整改清单（2020）.xlsx", "安阳整改进展.pdf", "m17.txt"]


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("m71.txt", ["m17.txt"]),
        ("bijei", ["docx_merged_bijie2020.docx"]),
        ("BiJe", ["docx_merged_bijie2020.docx"]),
        ("inbox/bijei2020", ["docx_merged_bijie2020.docx"]),
        ("毕结市", ["毕节市整改清单（2020）.xlsx"]),
        ("整改进度", ["安阳整改进展.pdf"]),
        ("qqqq", []),
        ("", []),
    ],
)
def test_whole_names_come_first_then_parts_of_names(asked, near):
    """A whole name, or a word of one, or as many characters of a Chinese one as were typed."""
    assert near_names(asked, _NAMES)[: max(1, len(near))] == near
