"""Work promised or ordered for a day: what it is about, who does it, and what promises nothing."""

import datetime as dt

import pytest

from taizhang.document import draft
from taizhang.extract.parties import with_roles
from taizhang.extract.tasks import tasks
from taizhang.read import read_text

TOP = "安阳市通报督察整改进展\n2023年4月28日\n截至3月底，36个问题完成22个。"


def found(text, doc_type):
    return tasks(with_roles(draft(read_text(text)), doc_type), doc_type)


def who(task, role):
    return [a.party.name for a in task.assignments if a.role == role]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("下一步，洹河养殖尾水治理由殷都区政府负责，6月30日前完成剩余1360亩池塘改造。", "洹河养殖尾水治理"),
        ("其中，某矿山复绿由安阳市水利局牵头，2023年12月5日前到位。", "某矿山复绿"),
        ("市督察办负责人表示，对滞后的3项，8月底前派出两个专班驻点督办。", "8月底前派出两个专班驻点督办"),
        ("林州市政府、汤阴县政府须在12月20日前上报销号材料。", "12月20日前上报销号材料"),
        (
            "会议要求：一是9月15日前，面积30亩以上的图斑全部制定整改方案；二是严禁新增。",
            "9月15日前，面积30亩以上的图斑全部制定整改方案",
        ),
        ("针对雨污混接，安阳市住建局计划10月底前改造管网12公里。", "雨污混接"),
        ("三是10月底前，秸秆综合利用率达到90%以上。", "10月底前，秸秆综合利用率达到90%以上"),
        ("会议要求，其余14个问题的整改情况6月底前在市政府网站公布。", "其余14个问题的整改情况6月底前在市政府网站公布"),
        ("各县区要在5月底前对新增排口逐处复核。", "5月底前对新增排口逐处复核"),
        ("下一步，安阳市将紧盯某焦化厂搬迁、某渣场封场，6月底前务必赶上进度。", "某焦化厂搬迁、某渣场封场"),
        ("接下来，安阳市审计局将于2023年9月组织整改“回头看”。", "2023年9月组织整改“回头看”"),
    ],
)
def test_a_promise_is_named_by_its_matter_or_by_its_deed(sentence, title):
    assert [t.title for t in found(TOP + "下一步工作明确。\n" + sentence, "progress_report")] == [title]


def test_the_year_at_the_head_of_a_sentence_bounds_its_deeds_and_names_none():
    text = "某市水环境治理实施方案\n2023年4月28日\n2024年，改造老旧管网80公里，6月底前完工。2025年，由市水务局牵头，8月底前建成城西排涝泵站3座。"
    tasks_of = found(text, "plan")
    assert [(t.title, t.deadline.end) for t in tasks_of] == [
        ("改造老旧管网80公里", dt.date(2024, 6, 30)),
        ("8月底前建成城西排涝泵站3座", dt.date(2025, 8, 31)),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "下一步，剩余任务2023年底前全部完成。",
        "下一步，余下的31个问题要在2023年6月底前拿出结果。",
        "会议要求，未完成的年底前见底清零。",
        "下一步，进度慢的县区10月中旬前说明原因。",
        "按难易分阶段：要求2023年6月底前完成11个，2023年12月底前完成9个。",
        "下一步，应于2023年底前完成的有13项。",
        "下一步，安阳市将紧盯突出问题，2023年底前完成整改。",
        "各县区要在5月底前全部整改到位。",
        "计划2023年6月底前全部整改到位。",
    ],
)
def test_what_is_left_of_a_list_promises_nothing(sentence):
    assert found(TOP + sentence, "progress_report") == ()


def test_a_day_to_come_promises_without_words_that_look_ahead():
    told = "其余14个有序整改。滞后的1项是矸石山治理，市水利局2023年5月底前将开展专项督办。"
    assert [t.title for t in found(TOP + told, "progress_report")] == ["市水利局2023年5月底前将开展专项督办"]
    past = "其余14个有序整改。市水利局2022年5月底前将历史欠账还清。"
    assert found(TOP + past, "progress_report") == ()


def test_one_of_the_rest_is_named_and_a_day_behind_it_is_no_part_of_its_name():
    (task,) = found(TOP + "按计划，剩余问题中殷都区钢渣堆场整治2024年6月底前完成。", "progress_report")
    assert task.title == "殷都区钢渣堆场整治"


def test_in_a_plan_a_level_to_be_reached_does_not_name_the_work():
    text = "整改方案公布\n洹河流域13座污水处理厂提标改造，2024年12月底前达到地表水Ⅴ类。2023年底前须完成的占38.5%，2025年底前基本清零。"
    assert [t.title for t in found(text, "plan")] == ["洹河流域13座污水处理厂提标改造"]


def test_a_meeting_promises_nothing():
    assert found("7月12日，市长强调，8月15日前市住建局对93个工地逐一过筛子，不达标的停工。", "meeting_news") == ()


def test_a_meeting_gives_work_to_a_body_it_names_as_responsible():
    (task,) = found(
        "推进会\n2023年3月22日\n会议要求，3月底前兴隆河截污工程必须通水，责任单位是潜江市水利局。", "meeting_news"
    )
    assert [(a.role, a.party.name) for a in task.assignments] == [("responsible", "潜江市水利局")]


def test_who_leads_and_who_answers():
    text = (
        TOP
        + "\n下一步，甲堆场覆土由林州市政府、安阳市自然资源和规划局负责，10月底前完成；乙渠截污由安阳市水利局牵头，11月底前通水；丙园管网改造12月底前完成截流，责任单位为汤阴县政府。"
    )
    first, second, third = found(text, "progress_report")
    assert (who(first, "responsible"), who(first, "lead")) == (["林州市政府", "安阳市自然资源和规划局"], [])
    assert (who(second, "responsible"), who(second, "lead")) == ([], ["安阳市水利局"])
    assert who(third, "responsible") == ["汤阴县政府"]


def test_how_far_a_matter_is_may_stand_further_up():
    text = "达到序时进度12个；甲堆场覆土、乙渠截污2个问题未达序时进度。\n下一步，甲堆场覆土由林州市政府负责，2023年10月底前完成。"
    assert [t.status for t in found(text, "progress_report")] == ["overdue"]


def test_a_plan_told_in_prose():
    text = """安阳就考核反馈问题列出整改时间表
2021年5月19日
市食安办印发的整改方案逐一明确。
农贸市场快检不规范排在头一位。方案要求，由市市场监管局牵头，28家农贸市场5月底前全部补齐快检设备。
校园食堂“明厨亮灶”覆盖率只有83.6%，由市教育局牵头，8月31日前提高到100%。
针对小作坊底数不清，林州市政府要在7月15日前摸清并建档。
方案明确，市食安办将于9月中旬组织“回头看”。"""
    told = found(text, "plan")
    assert [(t.kind, t.title) for t in told] == [
        ("rectification", "农贸市场快检不规范排在头一位"),
        ("rectification", "校园食堂“明厨亮灶”覆盖率只有83.6%"),
        ("rectification", "小作坊底数不清"),
        ("commitment", "9月中旬组织“回头看”"),
    ]
    assert (told[3].deadline.start, told[3].deadline.end) == (dt.date(2021, 9, 11), dt.date(2021, 9, 20))


def test_a_plan_half_labelled():
    text = """耕地保护整改方案
2024年10月22日
一、整改目标。2024年12月底前，整改完成率不低于90%。
二、重点任务
（一）违法占用耕地问题58个。由安阳市自然资源和规划局牵头，2024年11月30日前复耕620亩。
（二）补充耕地不实问题33个。逐地块核实。整改时限：立行立改。
"""
    first, second = found(text, "plan")
    assert (first.title, first.deadline.end, who(first, "lead")) == (
        "违法占用耕地问题58个",
        dt.date(2024, 11, 30),
        ["安阳市自然资源和规划局"],
    )
    assert second.title == "补充耕地不实问题33个"


def test_a_notice_asks_each_body_for_its_own_matter():
    text = TOP + "\n请内黄县政府对3处纳污坑塘治理、安阳市城市管理局对泵站扩容工程倒排工期，5月底前务必完工。"
    assert [(t.title, t.status, who(t, "responsible")) for t in found(text, "progress_report")] == [
        ("3处纳污坑塘治理", "in_progress", ["内黄县政府"]),
        ("泵站扩容工程", "in_progress", ["安阳市城市管理局"]),
    ]


def test_what_a_meeting_gives_to_a_body_is_promised():
    text = (
        TOP
        + "\n书记强调，废弃砖瓦窑治理要抢抓枯水期，8月底前完成余下6座拆除复垦，由安阳市水利局牵头；各级各部门年底前要见到成效。"
    )
    (task,) = found(text, "meeting_news")
    assert (task.title, task.status, who(task, "lead")) == ("废弃砖瓦窑治理", "in_progress", ["安阳市水利局"])


def test_counted_works_due_by_one_day_are_as_many_tasks():
    text = (
        TOP
        + "\n市长要求，城西3座砖窑拆除和林州市2.4万吨陈年尾矿清运，务必在11月底前完成；5个问题整改，务必在12月底前完成。"
    )
    tasks = found(text, "meeting_news")
    assert [t.title for t in tasks] == ["城西3座砖窑拆除", "林州市2.4万吨陈年尾矿清运"]
    assert len({t.deadline.end for t in tasks}) == 1


def test_so_many_that_are_kept_watch_over_are_promised():
    text = TOP + "\n下一步，{}由县领导挂牌督办，11月底前整改到位。"
    assert [t.title for t in found(text.format("对3个滞后问题"), "progress_report")] == [
        "对3个滞后问题由县领导挂牌督办，11月底前整改到位"
    ]
    assert found(text.format("滞后问题"), "progress_report") == ()


def test_a_bulletin_on_complaints_promises_what_it_gives_to_a_body():
    text = TOP + "\n共收到信访件39件。下步，由安阳市水利局牵头组织4个工作组夜查沿河排口；5月底前全部办结。"
    (task,) = found(text, "complaint_handling")
    assert (task.title, who(task, "lead")) == ("组织4个工作组夜查沿河排口", ["安阳市水利局"])


def test_a_missed_day_promises_nothing():
    text = (
        TOP
        + "\n约谈指出，某水库应于2022年12月底前清理网箱2600个，目前仅清理1480个；下步，林州市政府6月底前将全部清理网箱。"
    )
    assert [t.title for t in found(text, "accountability")] == ["林州市政府6月底前将全部清理网箱"]


@pytest.mark.parametrize("doc_type", ["progress_report", "plan", "other"])
@pytest.mark.parametrize(
    "words",
    [
        "督察发现，该县计划2020年底前建成的东郊污水处理厂，至今未建成。",
        "该县要求2020年底前完成136户搬迁，督察发现仍有82户未搬迁。",
        "某市整改方案明确2020年底前取缔12家铸造厂。但督察组现场检查时发现，8家还在生产。",
        "市里要求2020年底前完成12座砖窑拆除，可直到督察组进驻，7座砖窑还在生产。",
    ],
)
def test_a_limit_that_an_inspection_found_missed_promises_nothing(words, doc_type):
    assert found("关于督察整改情况的报告\n" + words, doc_type) == ()


def test_a_bracket_behind_a_sentence_says_who_does_what():
    text = (
        "某市水环境治理实施方案\n（一）加快补齐短板。2024年底前，新建管网50公里。（安阳市住建局牵头，安阳市水利局配合）"
        "2025年底前，建成城西排涝泵站3座。（安阳市城管局负责）\n"
    )
    first, second = found(text, "plan")
    assert (first.number, who(first, "lead"), who(first, "cooperating")) == (
        "（一）",
        ["安阳市住建局"],
        ["安阳市水利局"],
    )
    assert (second.title, who(second, "responsible"), who(second, "lead")) == (
        "2025年底前，建成城西排涝泵站3座",
        ["安阳市城管局"],
        [],
    )


def test_of_a_list_of_bodies_all_promise():
    text = TOP + "\n市委、市政府已约谈有关县，并将于2023年9月对滞后的任务组织“回头看”。"
    (task,) = found(text, "progress_report")
    assert who(task, "lead") == ["安阳市委", "安阳市政府"]


@pytest.mark.parametrize(
    ("sentence", "title", "lead"),
    [
        ("市长强调，8月底前拆除河滩违建鱼棚16座并复绿。", "8月底前拆除河滩违建鱼棚16座并复绿", []),
        ("会议要求，由市住建局牵头对老城区42处排口逐一溯源。", "对老城区42处排口逐一溯源", ["安阳市住建局"]),
    ],
)
def test_what_a_meeting_demands_is_promised_where_it_can_be_counted(sentence, title, lead):
    (task,) = found("安阳市召开督察整改推进会\n2023年7月12日\n" + sentence, "meeting_news")
    assert (task.kind, task.title, who(task, "lead")) == ("commitment", title, lead)


@pytest.mark.parametrize(
    "sentence",
    ["市长强调，8月底前完成12个问题整改。", "会议要求，由市住建局牵头对12个问题逐一销号。", "8月底前要完成整改。"],
)
def test_problems_counted_in_a_meeting_are_no_work_of_their_own(sentence):
    assert found("安阳市召开督察整改推进会\n2023年7月12日\n" + sentence, "meeting_news") == ()


def test_who_is_told_to_do_something_else_does_not_answer():
    told = "下一步，林州市政府要在2023年6月底前完成7处渡口旅游设施改造，安阳市水利局要加快关闭机井。"
    (task,) = found(TOP + told, "progress_report")
    assert [a.party.name for a in task.assignments] == ["林州市政府"]


def test_in_a_plan_a_total_does_not_name_what_is_left_of_it():
    text = "安阳市公开督察整改方案\n2022年5月20日\n方案由三县执行。86项整改任务中，要求2022年底前完成的51项，其余35项放到2024年底。"
    assert found(text, "plan") == ()


def test_a_matter_given_to_a_body_with_a_day_to_come_is_being_put_right():
    (task,) = found(TOP + "\n注：林州市3处废弃矿硐由安阳市应急管理局牵头，11月底前完成封闭。", "progress_report")
    assert (task.kind, task.title, task.status) == ("rectification", "林州市3处废弃矿硐", "in_progress")
    assert (who(task, "lead"), task.deadline.end) == (["安阳市应急管理局"], dt.date(2023, 11, 30))


def test_a_matter_given_to_a_body_with_a_day_gone_by_is_none():
    assert found(TOP + "\n林州市3处废弃矿硐由市应急管理局牵头，2月底前完成封闭。", "progress_report") == ()


def test_what_somebody_was_told_to_do_by_a_day_is_promised_where_a_figure_checks_it():
    told = "对滞后的一项，市里已约谈汤阴县政府，要求12月底前把历史遗留废渣3.7万吨处置完毕。"
    (task,) = found(TOP + told, "progress_report")
    assert (task.title, who(task, "responsible")) == ("12月底前把历史遗留废渣3.7万吨处置完毕", ["汤阴县政府"])
    assert found(TOP + "市里约谈汤阴县政府，要求12月底前完成复核。", "progress_report") == ()
    assert found(TOP + "按照要求，12月底前有3项到期。", "progress_report") == ()


def test_each_body_of_a_sentence_has_its_own_work():
    text = "整改进展\n2021年9月30日\n下一步，市住建局将于2021年12月底前建成污水处理厂二期，市水利局负责在2022年3月底前完成退垸还湖1200亩。\n"
    found = tasks(draft(read_text(text)), "progress_report")
    assert [[(a.role, a.party.name) for a in t.assignments] for t in found] == [
        [("lead", "市住建局")], [("responsible", "市水利局")],
    ]  # fmt: skip


def test_the_work_may_stand_before_a_colon():
    text = "整改时间表\n2019年7月3日\n石灰窑群：年底前全部关停，责任单位为区工信局；填埋场渗滤液：10月底前日处理能力提到300吨。\n"
    assert [t.title for t in tasks(draft(read_text(text)), "plan")] == ["石灰窑群", "填埋场渗滤液"]


@pytest.mark.parametrize("words", ["重大火灾隐患单位还剩4家没摘牌，须在", "会议要求："])
def test_what_is_left_and_who_speaks_are_no_work(words):
    text = f"整改进展\n2019年7月3日\n下一步，{words}2019年底前整改完毕。\n"
    assert tasks(draft(read_text(text)), "progress_report") == ()


@pytest.mark.parametrize(
    ("behind", "kind"),
    [("", "commitment"), ("，由省生态环境厅牵头", "rectification")],
)
def test_what_places_promise_in_news_of_plans_is_a_task_only_where_a_body_answers_for_it(behind, kind):
    text = f"多市公开督察整改方案\n2021年6月8日\n鄂州市提出，2022年底前建成管网40公里{behind}；咸宁市承诺，年底前淘汰锅炉12台。\n"
    assert [t.kind for t in found(text, "plan")] == [kind, kind]


def test_the_demands_of_a_talk_are_promised_and_no_cases():
    text = (
        "省生态环境厅约谈三县政府\n2022年8月5日\n一、约谈缘由\n断面水质不升反降。\n二、有关要求\n"
        "（一）8月20日前上报整改方案；（二）11月底前完成排口整治36处；（三）扛起政治责任。\n"
    )
    assert {t.kind for t in found(text, "accountability")} == {"commitment"}
    assert [str(t.deadline.end) for t in found(text, "accountability")] == ["2022-08-20", "2022-11-30"]


def test_what_will_be_looked_after_in_half_a_year_is_promised():
    text = "安阳市公布问责结果\n2020年11月6日\n市督察办说，明年上半年将对3个县的落实情况开展抽查。2021年上半年，全市督察常态化。\n"
    assert [str(t.deadline.end) for t in found(text, "accountability")] == ["2021-06-30"]


def test_what_is_given_to_a_body_by_a_day_without_a_year_has_no_date():
    text = "我市通报整改进展\n问题完成31个。其中，沙河排污口整治由市水利局负责，9月底前完成。\n"
    (task,) = found(text, "progress_report")
    assert task.title == "沙河排污口整治"
    assert task.deadline.end is None


def test_each_body_told_in_a_meeting_what_to_do_by_a_day_has_its_own_work():
    text = (
        TOP + "会上要求，林州市政府须于6月20日前拆除占用基本农田的厂房4座，汤阴县政府须于6月底前完成14宗“大棚房”整治。"
    )
    told = [(t.title, who(t, "responsible")) for t in found(text, "meeting_news")]
    assert told == [
        ("6月20日前拆除占用基本农田的厂房4座", ["林州市政府"]),
        ("6月底前完成14宗“大棚房”整治", ["汤阴县政府"]),
    ]


PLAN = (
    "安阳市整改方案\n2023年4月28日\n1.砂石堆场扬尘\n整改时限：2023年9月底前\n责任单位：市水利局\n\n2.渣场渗滤液外溢\n"
    "整改时限：2023年12月底前\n责任单位：市工信局\n\n"
)


@pytest.mark.parametrize("deed", ["2024年二季度组织“回头看”", "2024年4月组织交叉检查"])
def test_what_a_plan_says_of_looking_again_is_promised(deed):
    last = found(f"{PLAN}市整改办每月调度1次，{deed}。", "plan")[-1]
    assert (last.title, last.kind) == (deed, "commitment")


def test_what_a_plan_counts_behind_its_tasks_is_no_promise():
    assert len(found(f"{PLAN}2024年4月，全市渗滤液日产量约300吨。", "plan")) == 2


@pytest.mark.parametrize("doc_type", ["meeting_news", "other", None])
def test_work_given_out_is_promised_whatever_the_bulletin(doc_type):
    text = "2023年4月28日\n会议明确，市住建局要在6月底前完成管网排查；市城管局在9月15日前拆除沿河违建12处；各地要高度重视。"
    assert [(t.kind, t.deadline.end) for t in found(text, doc_type)] == [
        ("commitment", dt.date(2023, 6, 30)),
        ("commitment", dt.date(2023, 9, 15)),
    ]


def test_a_day_right_behind_a_name_gives_it_its_own_work():
    said = "会议要求，市生态环境局要在6月底前完成排污企业排查，市工信局7月15日前关停窑炉12座，市城管局负责8月1日前消除露天烧烤。"
    bodies = [[a.party.name for a in t.assignments] for t in found(f"2023年4月28日\n{said}", "meeting_news")]
    assert bodies == [["市生态环境局"], ["市工信局"], ["市城管局"]]


@pytest.mark.parametrize(
    ("said", "titles"),
    [
        ("请县水务局、县城管局于6月底前完成排口溯源并上报结果。", ["6月底前完成排口溯源并上报结果"]),
        ("请县水务局于6月底前完成整改。", []),
        ("县水务局要于9月底前完成雨污分流改造12处。", ["完成雨污分流改造12处"]),
        ("还有2项分别将于6月、12月完成。", []),
    ],
)
def test_a_promise_is_named_by_its_matter_and_not_by_who_is_asked_for_it(said, titles):
    assert [t.title for t in found(f"2023年4月28日\n下一步，{said}", "progress_report")] == titles


@pytest.mark.parametrize(
    "sentence",
    [
        "计划于2022年9月完成的36个具体问题已按期全部完成，其余12个正在推进。",
        "下一步，应于2023年6月底前销号的12项，已销号11项。",
        "计划2023年6月底前完成某渣场封场，已提前完成。",
    ],
)
def test_what_fell_due_and_is_told_as_done_promises_nothing(sentence):
    assert found(TOP + sentence, "progress_report") == ()


def test_who_helps_another_body_cooperates_in_all_the_works_of_the_sentence():
    text = "安阳市违建整治方案\n2023年4月28日\n由安阳市水利局牵头，安阳市财政局、安阳市农业农村局配合，6月底前拆除违建12处；9月底前改造管网30公里。"
    helpers = ["安阳市财政局", "安阳市农业农村局"]
    works = found(text, "plan")
    assert [(who(t, "lead"), who(t, "cooperating")) for t in works] == [(["安阳市水利局"], helpers)] * 2
