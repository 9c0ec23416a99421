"""What is read does not hang on single words: the examples of the packs, said with other words of the same meaning, or with things
no list has heard of, are read alike. Some pairs do change what is meant in some sentence, so a share is asked for."""

import pytest

from taizhang.document import draft
from taizhang.read import read_text
from taizhang.rules import load_pack

SAME_MEANING = [
    ("下降", "降低"), ("上升", "升高"), ("提高", "提升"), ("已完成", "已经完成"), ("完成整改", "整改到位"), ("发现", "排查出"),
    ("移交", "移送"), ("责令整改", "责令改正"), ("目前", "现在"), ("其中", "这里面"), ("共", "总共"), ("涉及", "牵涉"),
    ("其余", "剩下"), ("尚未", "还没有"), ("未完成", "没有完成"), ("正在整改", "正抓紧整改"), ("关停", "关闭"), ("均", "都"),
    ("检查", "督查"), ("排查", "摸排"), ("整治", "治理"), ("追缴", "追回"), ("年底前", "年末前"), ("约", "大约"), ("仅", "只"),
]  # fmt: skip
UNHEARD_OF = ["烘干房", "拆解铺", "护堤林带", "晾晒台"]
RATIOS = ("率", "占比", "浓度", "面积", "比例", "金额", "罚款", "罚金")


def counted(text: str) -> dict[str, tuple[str | None, str]]:
    """Object and status of each count, by its figure."""
    return {c.text: (c.object, c.status) for c in draft(read_text(text, "a.txt")).counts}


STATUS = [(e["text"], e["of"], e["status"]) for rule in load_pack("count_status").rules for e in rule.examples]
OBJECTS = [(e["text"], e["of"], e["object"]) for rule in load_pack("count_objects").rules for e in rule.examples]


def share(held: list[bool]) -> float:
    return sum(held) / len(held)


def test_statuses_hold_in_other_words():
    held = []
    for text, of, status in STATUS:
        for word, other in SAME_MEANING:
            if word in text and word not in of:
                held.append(
                    any(s == status for t, (_, s) in counted(text.replace(word, other)).items() if t.startswith(of))
                )
    assert len(held) > 80
    assert share(held) >= 0.9


@pytest.mark.parametrize("thing", UNHEARD_OF)
def test_things_no_list_has_heard_of_are_counted(thing: str):
    held = []
    for text, of, name in OBJECTS:
        if of.endswith("起"):
            continue  # which counts what happens, and no things
        if name and len(name) > 1 and name in text and name not in of and not name.endswith(RATIOS):
            held.append(any(o == thing for t, (o, _) in counted(text.replace(name, thing)).items() if t.startswith(of)))
    assert len(held) > 60
    assert share(held) >= 0.85
