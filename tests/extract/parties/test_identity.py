"""One body has one id, in its bulletin and in all others."""

import pytest

import taizhang
from taizhang.extract.parties.names import party_id, without_above


def ids(text):
    return {m.party.name: (m.party.adcode, m.party.party_id) for m in taizhang.parse(text).parties}


@pytest.mark.parametrize(
    ("name", "code", "own"),
    [
        ("安阳市文峰区政府", "410502", "文峰区政府"),
        ("河南省安阳市文峰区政府", "410502", "文峰区政府"),
        ("吉林省吉林市船营区政府", "220204", "船营区政府"),
        ("朝阳市朝阳县政府", "211321", "朝阳县政府"),
        ("重庆市南川区政府", "500119", "南川区政府"),
        ("汕尾市城区政府", "441502", "城区政府"),
        ("安阳市政府", "410500", "安阳市政府"),
        ("国家税务总局安阳市税务局", None, "国家税务总局安阳市税务局"),
    ],
)
def test_a_body_is_the_same_whatever_is_printed_before_its_division(name, code, own):
    assert without_above(name, code) == own
    assert party_id(name, code) == party_id(own, code)


def test_the_same_district_body_in_two_bulletins_has_one_id():
    long, short = ids("安阳市文峰区市场监管局立案3起。"), ids("文峰区市场监管局立案2起。")
    assert long["安阳市文峰区市场监管局"] == short["文峰区市场监管局"]


def test_a_firm_told_again_without_its_place_is_the_same():
    assert list(ids("宿州市埇桥区春和家具厂未办环评。经查，春和家具厂长期偷排。")) == ["宿州市埇桥区春和家具厂"]
    two = ids("宿州市埇桥区春和家具厂未办环评。萧县春和家具厂停产。后来，春和家具厂被罚款。")
    assert "春和家具厂" in two


def test_towns_of_a_city_without_counties_lie_in_the_city():
    found = ids("中山市黄圃镇政府未履职。东莞市长安镇政府已整改。")
    assert (found["黄圃镇政府"][0], found["长安镇政府"][0]) == ("442000", "441900")
