"""Eight bulletins of one inspection, from the first complaints to the last progress: one campaign, tasks that keep their keys,
figures that add up."""

import pytest
from tests.conftest import REPOSITORY

from taizhang.ledger import Ledger
from taizhang.run import Options, run


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("campaign") / "ledger"
    report = run([REPOSITORY / "corpora" / "campaign"], folder, Options(workers=1))
    assert (report.documents, report.failed) == (8, 0)
    return Ledger.open(folder)


def test_all_bulletins_are_of_one_campaign(ledger):
    (campaign,) = ledger.rows("campaigns")
    assert (campaign["round"], campaign["batch"], campaign["region_adcode"]) == (2, 3, "360000")
    assert (campaign["inspected_from"], campaign["feedback_on"]) == ("2021-04-06", "2021-07-20")
    assert {d["campaign_id"] for d in ledger.rows("documents")} == {campaign["campaign_id"]}


def test_a_task_is_followed_from_the_plan_to_its_closure(ledger):
    day = {d["doc_id"]: d["published_on"] for d in ledger.rows("documents")}
    told = {}
    for task in sorted(ledger.rows("tasks"), key=lambda t: day[t["doc_id"]]):
        if task["kind"] == "rectification":
            told.setdefault(task["task_key"], []).append(task["status"])
    assert sorted(told.values()) == [
        ["none", "completed", "completed", "closed"],
        ["none", "on_schedule", "completed"],
        ["none", "on_schedule", "on_schedule"],
    ]


def test_a_task_of_the_city_is_linked_with_what_was_found_in_its_province(ledger):
    (link,) = ledger.rows("task_links")
    keys = {link["task_key"], link["same_as"]}
    told = {(t["kind"], t["title"]) for t in ledger.rows("tasks") if t["task_key"] in keys}
    assert {kind for kind, _ in told} == {"finding", "rectification"}
    assert {title for _, title in told} == {"鄱阳湖沿岸畜禽养殖粪污处置不规范"}


def test_what_is_told_by_channel_by_place_and_by_kind_adds_up(ledger):
    checks = list(ledger.rows("checks"))
    assert all(c["ok"] for c in checks)
    assert {
        "群众信访举报件43件 = 26 + 17",
        "群众信访举报件43件 = 12 + 9 + 8 + 7 + 7",
        "群众信访举报件43件 = 21 + 13 + 6 + 3",
        "群众信访举报件517件 = 268 + 97 + 152",
        "整改任务3项 = 1 + 2",
    } <= {c["detail"] for c in checks}
