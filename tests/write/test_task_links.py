"""Keys of one task are linked, with the reason; what only sounds alike is not."""

from taizhang.write.task_links import TaskLinks, same_tasks

CITY, COUNTY, OTHER_COUNTY, PROVINCE = "430400", "430424", "430426", "430000"


def links(*told, campaign_links=()):
    """Links between tasks told as (campaign, region, kind, number, problem[, place]), named by their place in the list."""
    tasks = TaskLinks()
    for key, (campaign, region, kind, number, problem, *place) in zip("abcd", told, strict=False):
        document = {"campaign_id": campaign, "regions": [{"name": "某地", "adcode": region}]}
        task = {
            "task_key": key,
            "kind": kind,
            "number": number,
            "problem": problem,
            "title": problem,
            "subject_text": None,
            "rule_id": "tasks.item",
        }
        tasks.add(document, [task | {"region_adcode": place[0] if place else None}])
    return [(row["task_key"] + row["same_as"], row["basis"], row["confidence"]) for row in tasks.rows(campaign_links)]


def plan(words="城北片区雨污分流改造滞后", *, campaign="c-1", region=CITY, number="12"):
    return (campaign, region, "rectification", number, words)


def test_a_notice_of_the_county_tells_the_task_of_the_city_and_the_province():
    notice = plan("城北片区雨污分流改造滞后问题", region=COUNTY, number=None)
    assert [pair for pair, _, _ in links(plan(), notice, plan(region=PROVINCE, number="31"))] == ["ab", "ac", "bc"]


def test_a_notice_of_the_county_closes_the_task_that_the_city_tells_for_that_county():
    notice = plan("城北片区雨污分流改造滞后问题", region=COUNTY, number=None)
    assert links((*plan(), COUNTY), (*notice, COUNTY)) == [("ab", "words", 0.9)]
    assert same_tasks([{"task_key": "a", "same_as": "b", "confidence": 0.9}]) == {"a": "a", "b": "a"}
    assert links((*plan(), COUNTY), (*notice, None)) == [("ab", "words", 0.81)]  # the notice may be on a part of it
    assert links(
        (*plan(), COUNTY), (*plan("城北片区雨污分流改造滞后且管网破损", region=COUNTY, number=None), COUNTY)
    ) == [("ab", "words", 0.81)]


def test_two_counties_told_the_same_leave_open_which_the_city_means():
    assert links(plan(), plan(region=COUNTY), plan(region=OTHER_COUNTY)) == []


def test_one_number_ties_words_alike_and_no_others():
    told = plan("城北片区管网雨污分流改造严重滞后")
    assert links(plan(), told) == [("ab", "number", 0.95)]
    assert links(plan(), plan("畜禽养殖粪污处理设施不配套")) == []
    assert links(plan(), plan("城北片区管网雨污分流改造严重滞后", number="13")) == []


def test_an_inspection_of_another_time_has_tasks_of_its_own():
    later = plan(campaign="c-2")
    assert links(plan(), later) == []
    link = {"campaign_id": "c-1", "same_as": "c-2", "basis": "team", "confidence": 0.8}
    assert links(plan(), later, campaign_links=[link]) == [("ab", "number", 0.76)]


def test_a_bulletin_that_names_no_inspection_is_tied_where_only_one_fits():
    unnamed = plan(campaign=None, number=None)
    assert links(plan(), unnamed) == [("ab", "words", 0.72)]
    assert links(plan(), plan(campaign="c-2"), unnamed) == []


def test_who_answered_for_it_is_tied_to_the_matter():
    case = ("c-1", CITY, "case", "一", "衡南县城北片区雨污分流改造滞后问题")
    assert links(plan(number="1"), case) == [("ab", "matter", 0.8)]


def test_a_complaint_is_tied_by_its_receipt_alone():
    complaint = ("c-1", CITY, "complaint", "D3HN202205280018", "某砂场夜间噪声扰民")
    again = ("c-1", COUNTY, "complaint", "D3HN202205280018", "砂场扰民")
    other = ("c-1", COUNTY, "complaint", "D3HN202205280019", "某砂场夜间噪声扰民")
    assert links(complaint, again, other) == [("ab", "receipt", 0.98)]


def test_many_with_one_beginning_are_told_in_words_that_tell_nothing_apart():
    tasks = TaskLinks()
    for n in range(30):
        document = {"campaign_id": "c-1", "regions": [{"name": "某市", "adcode": CITY}]}
        task = {
            "task_key": f"t{n:02}",
            "kind": "rectification",
            "number": None,
            "title": "生态环境保护责任" + "落实" * n,
            "subject_text": None,
            "rule_id": "tasks.item",
            "region_adcode": None,
        }
        tasks.add(document, [task | {"problem": None}])
    assert list(tasks.rows(())) == []


def test_one_problem_of_several_units_is_a_task_of_each():
    tasks, document = TaskLinks(), {"campaign_id": "c-1", "regions": [{"name": "某地", "adcode": CITY}]}
    said = {
        "kind": "rectification",
        "problem": "消防通道堵塞问题突出",
        "title": "消防通道堵塞问题突出",
        "rule_id": "tasks.table",
        "region_adcode": None,
    }
    tasks.add(
        document,
        [said | {"task_key": key, "number": key, "subject_text": who} for key, who in zip("12", "甲乙", strict=True)],
    )
    tasks.add(document, [said | {"task_key": "3", "number": None, "subject_text": None, "rule_id": "tasks.item"}])
    assert list(tasks.rows(())) == []
