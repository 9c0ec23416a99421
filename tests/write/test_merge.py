"""What several bulletins tell of one campaign, or of one party, is one row."""

from itertools import permutations

import pytest

from taizhang.write.merge import merge_campaign, merge_party

DAYS = ("2021-04-07", "2021-05-07")


def merged(*stays):
    known = {}
    for first, last in stays:
        merge_campaign(known, {"campaign_id": "c-1", "name": "督察", "inspected_from": first, "inspected_to": last})
    return known["c-1"]["inspected_from"], known["c-1"]["inspected_to"]


@pytest.mark.parametrize(
    "looser",
    [
        ("2021-04-01", "2021-04-30"),  # 2021年4月，督察组进驻
        ("2021-04-01", "2021-05-31"),  # 4月至5月
        ("2021-04-06", "2021-05-09"),  # of the batch
        ("2021-04-12", "2021-04-12"),  # a visit
        ("2021-04-07", None),
        (None, None),
    ],
)
def test_the_stay_told_most_closely_counts_whatever_the_order(looser):
    for told in permutations([DAYS, looser]):
        assert merged(*told) == DAYS


def test_a_stay_told_by_months_is_better_than_none():
    assert merged((None, None), ("2021-04-01", "2021-05-31")) == ("2021-04-01", "2021-05-31")


def test_what_one_bulletin_leaves_open_another_tells_and_the_longer_name_stays():
    known = {}
    merge_campaign(
        known, {"campaign_id": "c-1", "name": "督察", "inspected_from": None, "inspected_to": None, "round": None}
    )
    more = {"campaign_id": "c-1", "name": "第二轮 督察", "inspected_from": None, "inspected_to": None, "round": 2}
    merge_campaign(known, more)
    assert (known["c-1"]["name"], known["c-1"]["round"]) == ("第二轮 督察", 2)


def test_a_party_has_the_aliases_of_all():
    known = {}
    for aliases in (["市局"], ["市环保局", "市局"]):
        merge_party(known, {"party_id": "p-1", "name": "江阴市环保局", "aliases": aliases})
    assert known["p-1"]["aliases"] == ["市局", "市环保局"]


def test_of_two_names_of_a_party_the_longer_stands_whatever_the_order():
    told = [{"party_id": "p-1", "name": name, "aliases": []} for name in ("文峰区政府", "安阳市文峰区政府")]
    for rows in permutations(told):
        known = {}
        for row in rows:
            merge_party(known, dict(row))
        assert (known["p-1"]["name"], known["p-1"]["aliases"]) == ("安阳市文峰区政府", ["文峰区政府"])
