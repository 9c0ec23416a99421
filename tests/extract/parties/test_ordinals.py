"""Teams named in a list or a range are each a team."""

import pytest

from taizhang.extract.parties.named import ordinals


@pytest.mark.parametrize(
    ("printed", "each"),
    [
        ("第一、第二、第四", ["第一", "第二", "第四"]),
        ("第一至第三", ["第一", "第二", "第三"]),
        ("第九至第十一", ["第九", "第十", "第十一"]),
        ("第1至第3", ["第1", "第2", "第3"]),
        ("第三至第一", ["第三", "第一"]),
        ("", [""]),
    ],
)
def test_each_of_a_list_and_all_of_a_range(printed, each):
    assert ordinals(printed) == each
