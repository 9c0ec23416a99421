"""Complaints told in a sentence without a number, and what only looks like one."""

import pytest

import taizhang
from taizhang.document import draft
from taizhang.extract.tasks import tasks
from taizhang.read import read_text

HANDLED = "执法人员连夜赶到现场核查，责令停产。"


def found(text, doc_type="complaint_handling"):
    return tasks(draft(read_text(text)), doc_type)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("市里接到转来的6件举报件，其中一件反映英墩村洗水厂偷排。", "英墩村洗水厂偷排"),
        (
            "7月18日，区里接到信访投诉交办单，称北面的山坡上森林被砍伐，扬尘严重。",
            "北面的山坡上森林被砍伐，扬尘严重",
        ),
        ("我分局接群众举报：关于“填埋场晚上出现恶臭”的问题，", "填埋场晚上出现恶臭"),
        ("督察组收到某区新建厂房排气扰民的举报，", "某区新建厂房排气扰民"),
        ("区里收到督察组第4批关于“北山砂场违法洗砂”信访交办件后，", "北山砂场违法洗砂"),
        ("区里接到督察组交办的北山砂场违法洗砂污染河水的信访问题后，", "北山砂场违法洗砂污染河水"),
        ("“烟囱整天冒白烟，夜里呛人。”9月9日，督察组接到电话。", "烟囱整天冒白烟，夜里呛人"),
        ("某化工企业夜间排放异味问题，由市生态环境局派员突击检查。", "某化工企业夜间排放异味问题"),
    ],
)
def test_a_complaint_needs_no_number(said, title):
    (task,) = found(f"边督边改\n{said}{HANDLED}\n")
    assert (task.kind, task.title) == ("complaint", title)


def test_the_next_paragraph_may_tell_what_became_of_it():
    (task,) = found(f"边督边改\n有群众举报某砖厂烟气呛人。\n{HANDLED}已整改到位。\n")
    assert task.status == "completed"


def test_what_is_due_is_under_way_and_who_took_it_up_answers_for_it():
    (task,) = found(
        "边督边改\n某化工企业夜间排放异味问题，由市生态环境局派员突击检查，企业答应2021年9月底前装好监测设备。\n"
    )
    assert (task.status, task.deadline.end.isoformat()) == ("in_progress", "2021-09-30")
    assert [(a.party.name, a.role) for a in task.assignments] == [("市生态环境局", "responsible")]


@pytest.mark.parametrize(
    "words",
    [
        "群众反映强烈的黑臭水体正在整治。",
        "收到群众举报167件，噪声扰民12件。",
        "各地对群众举报的问题即知即改，深入查处。",
        "群众反映大气污染12件、噪声8件。",
        "各类污染问题，由市政府现场督办。",
    ],
)
def test_what_is_said_of_many_is_no_complaint(words):
    assert found(f"边督边改\n{words}{HANDLED}\n") == ()


def test_a_complaint_of_which_nothing_became_is_not_told():
    assert found("边督边改\n一件反映某洗水厂偷排。下面请看天气预报。\n") == ()


def test_a_plan_tells_no_complaints():
    assert found("整改方案\n基层监管薄弱、油烟扰民的问题，由市财政局现场督办整改。\n", "plan") == ()


def test_a_list_of_complaints_needs_no_labels():
    text = (
        "办理情况\n1.某大排档油烟扰民。经查属实，净化器已安装到位。\n2.某仓库异味。经查不属实。\n"
        "3.某养鸭场粪水入河。经查属实，正在清理。\n"
    )
    told = [(t.number, t.title, t.status) for t in found(text)]
    assert told == [
        ("1", "某大排档油烟扰民", "completed"),
        ("2", "某仓库异味", "none"),
        ("3", "某养鸭场粪水入河", "in_progress"),
    ]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("“机器半夜轰隆隆响！”8日晚，督察组值班电话又响了。", "机器半夜轰隆隆响"),
        ("又有居民打来电话，说城北搅拌站夜里吵得睡不着，区城管局夜查后令其停工。", "城北搅拌站夜里吵得睡不着"),
        ("关于东码头煤尘污染的举报，", "东码头煤尘污染"),
    ],
)
def test_it_may_be_told_by_those_it_annoys(said, title):
    assert [t.title for t in found(f"边督边改\n{said}{HANDLED}\n")] == [title]


def test_relief_is_no_complaint():
    assert found(f"边督边改\n“以前臭得很，现在河水清了。”村民说。{HANDLED}\n") == ()


def test_what_inspectors_came_upon_is_not_being_put_right():
    (task,) = found("边督边改\n督察组接到某铸造厂冒黑烟的举报，执法人员赶到时，两座窑炉正在烧制，责令停产。\n")
    assert task.status == "none"


def test_the_finding_alone_may_tell_it():
    (task,) = found(
        "边督边改\n接到转办件后，区里立即核查。经查，群众反映的某船厂喷漆废气扰民情况属实，当场责令停工。\n"
    )
    assert task.title == "某船厂喷漆废气扰民"


def test_that_a_nuisance_goes_is_no_complaint():
    text = "办理情况\n接到群众投诉，某养鸡场臭味难闻，污水横流。经调查，鸡场正在减栏，群众反映的臭味问题也在逐渐减轻，已责令清粪。\n"
    assert len(found(text)) == 1


def test_a_notice_on_one_complaint_may_only_repeat_it_in_what_was_found():
    text = (
        "田庄乡养猪场问题调查处理情况公示\n一、是否属实\n经现场核实，反映的“村里有一无名养猪场，粪水直排”，部分属实。\n二、区域分布\n农村地区\n"
        "三、调查核实情况\n该场未备案，有异味。\n四、整改处理情况\n业主已将存栏仔猪出售，不再养殖。\n"
    )
    assert [t.title for t in found(text)] == ["村里有一无名养猪场，粪水直排"]


def test_each_part_of_a_sentence_says_whether_its_complaint_was_true():
    text = "第九批交办件中，反映某石场粉尘污染的问题基本属实，已责令停产整治；反映某养猪场废水直排的问题不属实；反映某饭店油烟扰民部分属实，正在安装净化器。"
    told = [(t.title, t.verified) for t in found(text)]
    assert told == [("某石场粉尘污染", "yes"), ("某养猪场废水直排", "no"), ("某饭店油烟扰民", "partly")]
    assert found("第九批交办件中，反映某石场粉尘污染的问题基本属实。") == ()


def test_who_leads_the_handling_of_a_complaint_leads_it():
    told = "{n}.D2HA20210901001{n}\n反映情况：文峰区某砖厂夜间冒黑烟。\n调查核实情况：属实。由文峰区政府牵头，市生态环境局对该厂立案处罚。\n"
    text = "安阳市信访举报件办理情况\n" + told.format(n=1) + told.format(n=2)
    for task in taizhang.parse(text).tasks:
        named = [(a.role, a.party.name) for a in task.assignments]
        assert named == [("lead", "文峰区政府"), ("responsible", "安阳市生态环境局")]


def test_who_leads_the_work_complained_of_does_not_handle_the_complaint():
    numbers = ("D2JS202104160012", "D2JS202104160013")
    told = "群众反映：由县城管局牵头的改造工程夜间施工扰民。\n调查核实：经县水利局核查，属实。\n处理情况：县水利局已责令停工。\n"
    for task in found("群众举报办理情况\n" + "".join(f"受理编号：{number}\n{told}" for number in numbers)):
        assert [(a.party.name, a.role) for a in task.assignments] == [("县水利局", "responsible")]


def test_who_complains_is_no_part_of_what_a_listed_complaint_says():
    told = "督察组交办信访件3件。\n1.群众反映某胶合板厂夜间烧边角料，浓烟刺鼻。县环保局检查，属实，罚款4万元。\n2.群众举报某养猪场臭水流进农田。经查属实，已清运。\n"
    assert [t.title for t in found(told)] == ["某胶合板厂夜间烧边角料，浓烟刺鼻", "某养猪场臭水流进农田"]


@pytest.mark.parametrize("head", ["关于群众反映{}问题：", "关于“{}”问题。", "（1）关于群众反映的“{}”问题："])
def test_paragraphs_headed_by_what_people_complain_of_are_complaints(head):
    said = ["某路烧烤店油烟污染", "某村养猪场臭气污染"]
    told = "".join(f"{head.format(words)}12月3日，区城管局现场核查，责令停业整改。\n" for words in said)
    assert [t.title.removesuffix("问题") for t in found(f"信访问题办理情况公示\n{told}")] == said


def test_a_list_may_begin_in_the_line_that_leads_to_it():
    text = "信访件办理情况如下：（一）城东某砖厂粉尘扰民。经查属实，已停产整改。\n（二）城西某饭店油烟扰民。经查属实，已安装净化器。\n"
    assert [t.number for t in found("边督边改\n" + text)] == ["（一）", "（二）"]
