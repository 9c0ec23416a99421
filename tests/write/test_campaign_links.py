"""Campaigns that are one inspection are linked by what bulletins tell of it, and by nothing less."""

import pytest

from taizhang.write.campaign_links import campaign_links

NAMES = {
    "p-1": "湖南省第二生态环境保护督察组",
    "p-1b": "湖南省委第二生态环境保护督察组",
    "p-2": "湖南省第四生态环境保护督察组",
}
NOTHING = {
    "level": "province", "kind": "inspection", "round": None, "batch": None, "inspector_party_id": None, "region_adcode": "430400",
    "inspected_from": None, "inspected_to": None, "feedback_on": None,
}  # fmt: skip
STAY = {"inspected_from": "2022-06-05", "inspected_to": "2022-07-04"}


def links(*rows):
    told = [NOTHING | row | {"campaign_id": name} for name, row in zip("abc", rows, strict=False)]
    return [(row["campaign_id"] + row["same_as"], row["basis"]) for row in campaign_links(told, NAMES)]


@pytest.mark.parametrize(
    ("one", "other", "basis"),
    [
        (STAY, {"inspected_from": "2022-06-01", "inspected_to": "2022-07-31", "round": 2}, "stay"),
        ({"inspected_from": "2022-01-01", "inspected_to": "2022-12-31"}, STAY | {"round": 2}, "year"),
        ({"feedback_on": "2022-09-08", "inspector_party_id": "p-1"}, {"feedback_on": "2022-09-08"}, "feedback"),
        (STAY | {"inspector_party_id": "p-1"}, {"inspector_party_id": "p-1b", "round": 2}, "team"),
        (STAY | {"inspector_party_id": "p-1"}, {"inspector_party_id": "p-1", "feedback_on": "2022-09-08"}, "team"),
    ],
)
def test_what_both_tell_of_one_inspection_links_them(one, other, basis):
    assert links(one, other) == [("ab", basis)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STAY, {"inspected_from": "2018-06-05", "inspected_to": "2018-07-04"}),
        (STAY | {"round": 1}, STAY | {"round": 2}),
        (STAY | {"inspector_party_id": "p-1"}, STAY | {"inspector_party_id": "p-2"}),
        (STAY | {"inspector_party_id": "p-1"}, {"inspector_party_id": "p-1", "feedback_on": "2018-09-08"}),
        (STAY, {"round": 2}),
        (STAY, {"inspected_from": "2022-07-03", "inspected_to": "2022-08-04"}),
        (STAY, STAY | {"region_adcode": "430500"}),
        (STAY, STAY | {"kind": "look_back"}),
        (STAY | {"region_adcode": None}, STAY | {"region_adcode": None}),
    ],
)
def test_what_speaks_against_it_keeps_them_apart(one, other):
    assert links(one, other) == []


def test_a_team_that_came_twice_ties_nobody_to_either():
    first, second = {"round": 1, "inspector_party_id": "p-1"}, {"round": 2, "inspector_party_id": "p-1"}
    assert links(first, second, {"inspector_party_id": "p-1"}) == []
    assert links(first, second | STAY, STAY | {"inspector_party_id": "p-1"}) == [("bc", "stay")]


def test_an_announced_inspection_was_when_it_was_announced():
    team = {"level": "central", "region_adcode": "150000", "inspector_party_id": "p-1"}
    announced = team | {"round": 3, "batch": 4}
    assert links(announced, team) == [("ab", "team")]
    assert links(announced, team | {"inspected_from": "2024-06-01", "inspected_to": "2024-06-30"}) == []
    assert links(announced, team | {"inspected_from": "2025-06-01", "inspected_to": "2025-06-30"}) == [("ab", "stay")]
