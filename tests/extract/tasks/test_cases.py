"""What is a case, and what a case says of how far it is."""

import pytest

import taizhang
from taizhang.document import draft
from taizhang.extract.tasks import tasks
from taizhang.extract.tasks.status import status_of_case
from taizhang.read import read_text


def found(text, doc_type):
    return tasks(draft(read_text(text)), doc_type)


@pytest.mark.parametrize(
    "groups",
    [
        ("移送司法2人", "党纪政务处分8人", "诫勉、批评教育9人", "责成某区政府向市政府作出深刻书面检查"),
        ("免于追究责任人员（1人）", "司法机关已采取措施人员（3人）", "建议给予党纪政务处分人员（5人）", "对有关单位的处理建议"),
    ],
)  # fmt: skip
def test_groups_of_penalties_are_no_cases(groups):
    lines = "".join(f"{n}、{words}。\n" for n, words in zip("一二三四", groups, strict=True))
    assert not found("衡阳市某厂爆燃事故追责情况通报\n" + lines, "accountability")


def test_cases_that_tell_of_a_penalty_stay_cases():
    text = "衡阳市通报两起典型案例\n一、蒸湘区某厂违法排污案。区生态环境局给予罚款2万元。\n二、石鼓区某镇违规用车问题。移送1人。\n"
    assert len(found(text, "accountability")) == 2


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("某矿山破坏林地33亩，恢复治理目前完成七成。", "in_progress"),
        ("督察后修复工程已完成60%。", "in_progress"),
        ("回填任务520亩，本应9月底完成，实际完成310亩。", "overdue"),
        ("原定2020年底建成的泵站，至今未开工。", "overdue"),
        ("排污口整治落后序时进度20个百分点。", "overdue"),
        ("区市场监管局责令改正，11月19日复查已改正。", "completed"),
        ("应搬迁的42家作坊，到期仍有多家没有搬。", "not_completed"),
        ("当年10月，地上构筑物已拆除，恢复种植。", "completed"),
        ("督察后已回填90亩。", "none"),
        ("管网建设滞后，污水直排。", "none"),
        ("县政府上报的整改完成率100%，与事实不符。", "none"),
    ],
)
def test_what_a_case_says_of_its_status(words, status):
    assert status_of_case(words)[0] == status


def test_a_heading_that_states_the_problem_names_the_task():
    notice = (
        "整改完成情况公示\n一、化工园区初期雨水收集不到位\n问题描述：13家企业初期雨水池容积偏小。\n整改时限：2022年12月底\n"
        "二、第5项整改任务\n问题描述：支浜被填堵。\n整改时限：2023年3月底\n"
    )
    first, second = found(notice, "closure_notice")
    assert (first.title, second.title) == ("化工园区初期雨水收集不到位", "支浜被填堵")
    assert first.problem.startswith("13家企业")


DOSSIER = "{}\n2022年4月，督察组督察发现，监管不严。\n一、基本情况\n有企业6家。\n二、主要问题\n（一）改造滞后。应于2021年底前完工，4家未动工。\n（二）数据造假。采样管插入水瓶。\n三、原因分析\n监管不严。\n"


def test_a_case_told_at_length_is_one_case():
    (case,) = found(DOSSIER.format("典型案例｜衡阳市焦化行业治污不力 环境问题突出"), "case_report")
    assert (case.kind, case.title, case.deadline) == ("case", "衡阳市焦化行业治污不力 环境问题突出", None)


ACCIDENT = (
    "衡阳市某建材公司“3·12”坍塌事故调查报告\n一、事故发生单位概况\n该公司成立于2011年。\n二、事故原因和性质\n"
    "料仓长期超负荷使用。\n三、对有关责任人员的处理建议\n1.张某，公司总经理，未履行职责，建议给予罚款处理。\n"
    "2.李某，某县应急管理局科长，审核把关不严，建议给予政务警告处分。\n四、事故防范措施\n各企业要开展隐患排查。\n"
)


def test_of_the_report_on_an_accident_the_accident_is_the_case():
    (case,) = found(ACCIDENT, "case_report")
    assert (case.title, case.status, case.deadline) == ("衡阳市某建材公司“3·12”坍塌事故", "none", None)


def test_what_is_proposed_for_those_who_answer_for_an_accident_is_no_case():
    proposals = ACCIDENT[ACCIDENT.index("1.") : ACCIDENT.index("四、")]
    assert not found("“7·9”触电事故调查处理情况\n对责任人的处理建议：\n" + proposals, "accountability")
    decided = proposals.replace("建议", "")
    assert len(found("“7·9”触电事故追责情况\n具体情况：\n" + decided, "accountability")) == 2


def test_a_page_may_tell_several_cases_at_length():
    intro = "督察组公开通报两起典型案例，具体如下：\n"
    page = intro + DOSSIER.format("衡阳市焦化行业治污不力") + DOSSIER.format("永州市某县河道采砂屡禁不止")
    assert [t.title for t in found(page, "case_report")] == ["衡阳市焦化行业治污不力", "永州市某县河道采砂屡禁不止"]


def test_a_case_may_open_with_its_problems_and_close_with_their_causes():
    text = (
        DOSSIER.format("衡阳市焦化行业治污不力")
        .replace("一、基本情况\n有企业6家。\n二、", "一、")
        .replace("三、原因", "二、原因")
    )
    assert [t.title for t in found(text, "case_report")] == ["衡阳市焦化行业治污不力"]
    assert len(found(text.split("二、原因")[0], "case_report")) == 2


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_report_counts_the_cases_behind_the_words_that_announce_them(gap):
    told = ["1、衡阳市某超市销售过期乳粉案。10月12日立案，罚款2万元。", "2、永州市某饭店未公示健康证案。给予警告。"]
    text = (
        "岁末市场检查情况通报\n检查商户940家，责令改正61家。\n现将两起典型案例公布如下："
        + gap
        + gap.join(told)
        + "\n下一步，继续检查。\n"
    )
    assert [(t.kind, t.title) for t in found(text, "progress_report")] == [
        ("case", "衡阳市某超市销售过期乳粉案"),
        ("case", "永州市某饭店未公示健康证案"),
    ]


def test_who_led_badly_leads_nothing():
    text = DOSSIER.format("衡阳市焦化行业治污不力").replace("监管不严。\n", "衡阳市发展改革委牵头不力。\n")
    assert [t.assignments for t in found(text, "case_report")] == [()]


def test_a_report_without_a_section_of_problems_is_no_case():
    text = "衡阳市通报两起案例\n一、基本情况\n抽查企业6家。\n二、典型案例\n（一）某厂违法排污案。罚款2万元。\n（二）某店超范围经营案。罚款1万元。"
    assert [t.title for t in found(text, "case_report")] == ["某厂违法排污案", "某店超范围经营案"]


def test_what_people_answered_for_is_a_case_though_no_body_is_named():
    text = "吉林通报问责情况\n典型问题如下：\n一、流域水污染治理不力问题。4个断面为劣Ⅴ类。\n二、自然保护区违规建设问题。给予通报批评。\n"
    assert [t.title for t in found(text, "accountability")] == ["流域水污染治理不力问题", "自然保护区违规建设问题"]


def test_kinds_of_problems_with_their_numbers_are_totals():
    text = "查处情况通报\n一、违规收送礼品礼金问题35起，处理40人。\n二、违规发放津补贴问题28起，处理37人。\n"
    assert not found(text, "case_report")


def test_a_finding_that_counts_its_problems_is_named_by_them():
    text = "检查发现涉气环境问题57个。主要有：\n一、燃煤锅炉未淘汰问题2个，均在保定，涉及锅炉2台。\n二、治理设施不正常运行问题11个。\n"
    assert [t.title for t in found(text, "feedback")] == ["燃煤锅炉未淘汰问题2个", "治理设施不正常运行问题11个"]


def test_cases_of_one_paragraph_each_open_with_a_place():
    text = (
        "通报曝光两起生态环境损害责任追究典型问题\n日前通报了两起典型问题，分别是：\n河北省宁晋县政府对企业违规排放问题查处不力，副县长等人被问责。\n"
        "重庆市城口县对渣土场污染环境处置不及时，局长等人被问责。\n各地要引以为戒。\n"
    )
    assert [t.title for t in found(text, "accountability")] == [
        "河北省宁晋县政府对企业违规排放问题查处不力",
        "重庆市城口县对渣土场污染环境处置不及时",
    ]


def test_figures_seen_from_several_sides_are_no_cases():
    text = "问责情况汇总\n（一）从问责人数情况看，共问责1048人。\n（二）从具体问责情形看，诫勉211人。\n（三）按级别分，处级464人。\n"
    assert not found(text, "accountability")


ANNOUNCED = "督察组集中通报典型案例\n为发挥警示作用，现对第四批2个典型案例进行集中公开通报。\n"


@pytest.mark.parametrize("label", ["", "典型案例 | "])
def test_headings_that_open_with_a_place_name_cases(label):
    story = "" if label else "2024年5月，督察组督察发现，部分项目盲目上马，问题突出。\n"
    text = f"{ANNOUNCED}{label}湖北省部分地方大气污染反弹严重\n{story}{label}重庆市一些地方空气质量持续下降\n{story}"
    assert [t.title for t in found(text, "case_report")] == [
        "湖北省部分地方大气污染反弹严重",
        "重庆市一些地方空气质量持续下降",
    ]


@pytest.mark.parametrize("doc_type", ["case_report", "feedback"])
def test_paragraphs_that_say_who_found_it_tell_cases(doc_type):
    text = f"{ANNOUNCED}8个督察组已全面进驻。\n督察发现，安徽省淮北市煤炭消费数据弄虚作假。\n督察组下沉督察发现，某煤气化公司长期违法排污。\n有关情况正在核实。\n"
    assert [t.title for t in found(text, doc_type)] == [
        "安徽省淮北市煤炭消费数据弄虚作假",
        "某煤气化公司长期违法排污",
    ]


def test_places_in_a_report_without_cases_head_nothing():
    text = "督察组反馈意见\n督察发现，湖北省大气污染反弹严重。\n督察发现，问题线索已移交。\n"
    assert not found(text, "feedback")


def test_a_report_may_add_a_case_to_its_figures():
    text = "某市专项行动进展\n2023年10月16日\n截至9月底，整改隐患441条。\n附案例一起：\n胶州市某酒店消防通道锁闭，胶州市消防救援大队罚款2万元，限11月20日前改正。\n"
    (task,) = tasks(draft(read_text(text)), "progress_report")
    assert (task.kind, task.title, task.status) == ("case", "胶州市某酒店消防通道锁闭", "in_progress")


def test_one_day_may_hold_for_all_cases():
    text = (
        "通报突出隐患\n2024年8月19日\n1.涉县某选矿厂尾矿库排洪沟堵塞。无应急预案。\n2.大名县某油坊线路老化。灭火器失效。\n"
        "以上隐患由县级挂牌，企业10月20日前完成整改。\n"
    )
    found = tasks(draft(read_text(text)), "case_report")
    assert [str(t.deadline.end) for t in found] == ["2024-10-20", "2024-10-20"]


def test_whose_case_it_is_does_not_stand_in_its_title():
    text = "约谈通报\n——宣城市政府：3家采石场越界开采，损毁山体9公顷。\n——抚州市政府：7个问题虚报完成，督导流于形式。\n"
    assert [t.title for t in tasks(draft(read_text(text)), "accountability")] == [
        "3家采石场越界开采",
        "7个问题虚报完成",
    ]


def test_kinds_of_faults_head_the_cases():
    text = (
        "关于食品抽检不合格情况的通告\n一、农兽药残留问题\n（一）越秀区陈记蔬菜档销售的豇豆，克百威超标。\n"
        "（二）霞山区水产行销售的牛蛙，恩诺沙星超标。\n二、微生物污染问题\n（一）禅城区甜心食品厂的糕点，菌落总数超标。\n"
    )
    assert [t.title for t in found(text, "case_report")] == [
        "越秀区陈记蔬菜档销售的豇豆，克百威超标", "霞山区水产行销售的牛蛙，恩诺沙星超标", "禅城区甜心食品厂的糕点，菌落总数超标",
    ]  # fmt: skip


def test_a_broken_promise_sets_a_case_no_day():
    text = (
        "通报两起典型案例\n2022年4月14日\n一、甲市河道变脸。市住建局答应2021年底前改造管网43公里，实际只做了17公里。\n"
        "二、乙市矿山修复走过场。须于2022年12月底前完成复绿。\n"
    )
    assert [t.deadline is None for t in found(text, "case_report")] == [True, False]


def test_headings_may_call_themselves_cases():
    text = (
        "公布两起环境违法案件\n甲公司涉嫌篡改监测数据案\n2023年2月，执法人员检查时发现采样管插入纯净水瓶，移送公安。\n"
        "乙电镀厂私设暗管案\n2023年3月，暗查发现厂区北侧埋设暗管，罚款45万元。\n"
    )
    assert [t.title for t in found(text, "case_report")] == ["甲公司涉嫌篡改监测数据案", "乙电镀厂私设暗管案"]


def test_a_place_set_off_by_a_gap_heads_a_case():
    text = (
        "公开典型案例\n青海·格尔木 盐湖企业占用草地\n2021年以来，某盐化公司占用草地120亩修路。\n"
        "新疆·哈密 砂场挖到界外\n某砂石料厂挖到界外4.2亩，已被罚款30万元。\n"
    )
    assert [t.title for t in found(text, "case_report")] == ["青海·格尔木 盐湖企业占用草地", "新疆·哈密 砂场挖到界外"]


def test_a_day_that_a_body_promised_and_missed_is_not_due():
    text = "通报两起问题\n1.洛宁县管网缺口大。县政府承诺2021年6月底建成的泵站至今没有通电。\n2.嵩县渣场未封场，限2023年9月底前封场。\n"
    assert [t.deadline and str(t.deadline.end) for t in found(text, "case_report")] == [None, "2023-09-30"]


def test_what_a_notice_asks_for_is_no_case_though_its_heading_names_a_field():
    text = (
        "重大事故隐患挂牌督办通知\n一、隐患基本情况\n1.某制衣厂疏散楼梯数量不足；\n2.某制衣厂车间违规住人。\n"
        "二、整改要求\n1.请你们成立工作专班，督促企业落实责任，消除隐患。\n2.请将整改不力的情况及时上报。\n"
    )
    assert [t.title for t in found(text, "case_report")] == ["某制衣厂疏散楼梯数量不足", "某制衣厂车间违规住人"]


def test_the_number_of_a_plot_and_where_it_lies_do_not_name_a_case():
    text = (
        "违法图斑督办函\n1.图斑2019-03，位于石桥镇柳林村，村民甲某占用耕地1.2亩建设仓库，至今未拆除。\n"
        "2.图斑2019-07，位于白沙镇，占用耕地3亩挖塘养鱼，正在回填。\n"
    )
    assert [t.title for t in found(text, "case_report")] == ["村民甲某占用耕地1.2亩建设仓库", "占用耕地3亩挖塘养鱼"]


def test_who_is_told_of_heads_no_kind_of_cases():
    text = "两起典型问题通报\n1.石桥镇柳林村护林员甲某脱岗的问题。甲某连续三月未巡查，受到警告。\n2.白沙镇某护河员履职不力的问题。河道未清理。\n"
    assert [t.number for t in found(text, "case_report")] == ["1", "2"]


def test_a_paragraph_that_announces_cases_is_none():
    text = (
        "六起典型问题通报\n岳阳电 日前，市纪委通报曝光了六起监管不力典型问题，分别是：\n"
        "岳阳县政府对砂场超采监管不力，副县长甲某被问责。\n平江县林业局对毁林查处不力，局长乙某被问责。\n"
    )
    assert [t.title[:5] for t in found(text, "case_report")] == ["岳阳县政府", "平江县林业"]


def test_how_a_sample_was_taken_and_dealt_with_heads_no_case():
    text = (
        "不合格食品风险控制情况\n一、豇豆风险控制情况\n（一）抽检基本信息。某超市销售的豇豆啶虫脒不合格。\n（二）风险控制情况。已下架召回。\n"
        "二、特别提醒\n请保留票据。\n"
    )
    assert not found(text, "case_report")


@pytest.mark.parametrize(("facts", "came"), [("一、基本案情", "二、查处情况"), ("一、案件简介", "二、法律适用与处理意见"), ("【案情简介】", "【查处情况】")])  # fmt: skip
def test_the_sections_of_a_case_are_no_cases(facts, came):
    text = "执法典型案例\n" + "".join(
        f"违法典型案例{n}\n案件名称：{who}废水外排案\n{facts}\n执法人员检查发现，该厂废水外排。\n{came}\n责令改正，罚款2万元。\n"
        for n, who in ((1, "某瓷厂"), (2, "某橡胶厂"))
    )
    assert [t.title for t in found(text, "case_report")] == ["某瓷厂废水外排案", "某橡胶厂废水外排案"]


def test_cases_of_one_paragraph_each_may_open_with_a_day_and_be_remarked_on():
    text = (
        "执法典型案例\n现筛选出2个典型案例向社会公开发布。\n2023年2月11日，大理州某检测公司出具虚假报告，被罚款10万元。\n"
        "本案中，执法人员运用了视频核查，具有警示意义。\n2023年8月9日，弥渡县某洗砂厂将废水直排河道，罚款16万元。\n"
    )
    assert len(found(text, "case_report")) == 2


def test_each_form_about_somebody_is_one_case_however_many_faults_it_counts():
    text = (
        "曝光火灾隐患单位\n隐患单位名称：\n春和酒店（城东店）\n存在火灾隐患：\n1.疏散楼梯宽度不足；\n2.停用火灾自动报警系统。\n"
        "隐患单位名称：\n大地物业有限公司\n存在火灾隐患：\n1.室内消火栓无水；\n2.防火门损坏。\n"
    )
    told = found(text, "case_report")
    assert [t.title for t in told] == ["春和酒店（城东店）疏散楼梯宽度不足", "大地物业有限公司室内消火栓无水"]
    assert [a.party.name for a in told[1].assignments] == ["大地物业有限公司"]


def test_lines_that_open_with_a_place_and_judge_are_cases():
    text = (
        "关于对三个县区的约谈通报\n临县：非煤矿山监管不到位，要求9月15日前闭库2座。\n离石区：烟花爆竹仓库超量，要求8月底前清库。\n"
        "市安委办将跟踪督办。\n吕梁市安委会办公室\n2023年8月14日\n"
    )
    assert [t.title for t in found(text, "accountability")] == ["非煤矿山监管不到位", "烟花爆竹仓库超量"]
    assert not found(text.replace("不到位", "到位").replace("仓库超量", "仓库搬迁"), "accountability")


def test_places_alone_in_their_lines_head_cases_and_a_request_sets_all_of_them_a_day():
    text = (
        "督办函\n一、霍州市\n1.南下庄村排污口仍有生活污水直排。\n2.煤矸石堆场未覆土，自燃冒烟。\n二、洪洞县\n1.焦化园区雨污管网未建成。\n"
        "2.一石料厂露天破碎，无防尘措施。\n请霍州市、洪洞县政府于5月20日前完成整改。\n临汾市整改办\n2021年4月28日\n"
    )
    told = found(text, "case_report")
    assert [t.number for t in told] == ["1", "2", "1", "2"]
    assert {str(t.deadline.end) for t in told} == {"2021-05-20"}


def test_cases_may_be_announced_behind_the_verb():
    text = (
        "近日，衡水市纪委监委通报2起作风问题。\n冀州区水务局副局长赵某某对采砂监管不力问题。赵某某受到警告处分。\n"
        "武强县周窝镇政府秸秆禁烧责任落实不力问题。镇长李某被诫勉谈话。\n通报要求，引以为戒。\n"
    )
    assert len(found(text, "case_report")) == 2


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("彩钢房2700平方米已拆除，目前正在复耕。", "in_progress"),
        ("5月18日责令退还土地。截至9月，牛舍仍未拆除。", "not_completed"),
        ("罚款已缴清，4月20日复耕到位并经验收。", "completed"),
        ("已立案调查。\n逾期不结案的，暂停用地审批。", "none"),
        ("该案逾期未结。", "overdue"),
    ],
)
def test_what_is_done_last_or_threatened_tells_how_far_a_case_is(said, status):
    assert status_of_case(said)[0] == status


def test_a_series_of_cases_in_a_sentence():
    text = "某县挂牌督办两宗土地违法案件\n近日，县自然资源局对2宗案件挂牌督办：一是大岭镇违法占用耕地建设厂房案，罚款3.2万元；二是沙坪村“大棚房”案，已拆除复耕。\n"
    assert [(t.title, t.status) for t in found(text, "case_report")] == [
        ("大岭镇违法占用耕地建设厂房案", "none"),
        ("沙坪村“大棚房”案", "completed"),
    ]


def test_a_day_ahead_of_all_names_no_item():
    text = "某市整改方案\n（一）2023年12月底前，市水务局完成3座污水厂提标改造。\n（二）2024年6月底前，市住建局新建污水管网12公里。\n（三）加快渣场治理，2024年9月底前完成。\n"
    assert [(t.title, [a.party.name for a in t.assignments]) for t in found(text, "plan")] == [
        ("完成3座污水厂提标改造", ["市水务局"]),
        ("新建污水管网12公里", ["市住建局"]),
        ("加快渣场治理", []),
    ]


def test_cases_on_a_page_that_lost_its_lines():
    text = (
        "县应急管理局公布一批行政处罚案例。 案例一 某加工场锁闭安全出口，执法人员责令其限期整改并立案调查。"
        " 案例二 某超市堵塞疏散通道，罚款5000元。"
    )
    assert [t.title for t in taizhang.parse(text).tasks] == ["某加工场锁闭安全出口", "某超市堵塞疏散通道"]


def test_kinds_of_cases_with_their_number_head_the_cases():
    text = (
        "自然资源厅通报典型问题\n一、违法占地问题(2个)\n1.甲县政府推动违法占地挖湖。占地115亩。\n2.乙县违法占地修路。占地20亩。\n"
        "二、非法采矿问题(1个)\n3.丙县非法采矿。采矿3万吨。"
    )
    assert [t.number for t in taizhang.parse(text).tasks] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "fault",
    ["该局把关不严，致使虚假整改通过验收", "未经现场核查即组织验收通过", "渣场未封闭，该局违规通过验收并上报销号"],
)
def test_an_acceptance_that_is_the_fault_does_not_complete_a_case(fault):
    assert status_of_case(f"2022年3月，{fault}，给予局长警告处分。")[0] == "none"
    assert status_of_case(f"{fault}。现渣场已封闭，5月通过市级验收。")[0] == "completed"


def test_cases_in_a_row_open_with_their_bodies_or_towns():
    text = (
        "衡阳县通报三起作风问题\n近日，县纪委监委作了通报。典型问题有：县水利局副局长王强公车私用问题；县林业局主任李明违规办宴问题；"
        "太和镇副镇长赵磊收受礼金问题。部分乡镇监督不到位。\n"
    )
    assert [(t.kind, t.title) for t in found(text, "case_report")] == [
        ("case", "县水利局副局长王强公车私用问题"),
        ("case", "县林业局主任李明违规办宴问题"),
        ("case", "太和镇副镇长赵磊收受礼金问题"),
    ]


def test_a_case_is_named_by_its_heading_whatever_its_fields_tell():
    text = (
        "常州通报两起典型案例\n案例1 某熟食店使用禁用物质案\n案情：2024年12月11日，区市场监管局抽检该店卤鸭。\n处理：罚款5万元。\n"
        "案例2 某食品公司篡改日期案\n案情：区市场监管局在仓库发现糕点430箱。\n处理：吊销许可证。\n"
    )
    assert [t.title for t in found(text, "case_report")] == ["某熟食店使用禁用物质案", "某食品公司篡改日期案"]


def test_a_case_in_sections_is_named_by_the_heading_that_calls_it_one():
    text = (
        "某省公布典型案例（五）\n甲县应急管理局对甲县某化工厂行政处罚案\n基本案情\n2022年4月25日，县应急管理局检查发现该厂储罐超量。\n"
        "处理结果\n罚款3万元。\n"
    )
    (case,) = found(text, "case_report")
    assert (case.kind, case.title) == ("case", "甲县应急管理局对甲县某化工厂行政处罚案")


def test_the_day_of_a_look_does_not_name_a_case_nor_does_its_company_lead_it():
    text = (
        "应急管理部公布典型案例\n案例1\n2021年9月16日，应急管理部会同安徽省应急管理厅检查芜湖市某钢铁公司，发现报警器失效。\n"
        "案例2\n2021年9月23日，辽源市应急管理局检查某铝业公司，发现负责人未履职。\n"
    )
    first, second = found(text, "case_report")
    assert (first.title, first.assignments) == ("应急管理部会同安徽省应急管理厅检查芜湖市某钢铁公司", ())
    assert second.title.startswith("辽源市应急管理局检查某铝业公司")


def test_a_case_in_a_district_of_a_city_is_of_the_district():
    text = "江苏省安全生产典型案例\n一、苏州市吴江区某超市违规储存烟花爆竹案\n2024年5月，罚款3万元。\n二、南通市某化工厂爆炸案\n罚款5万元。"
    assert [task.region_adcode for task in taizhang.parse(text).tasks] == ["320509", "320600"]


LOOKED_AGAIN = (
    "督察“回头看”典型案例通报\n2024年5月20日\n现将典型案例通报如下：\n一、整改不彻底\n城北区某造纸公司收集沟破损，黑水外溢。\n"
    "城南区某竹业公司除尘设施停运，粉尘直排。\n二、问题反弹\n城东市某养殖场粪污再次直排沟渠。\n"
)


def test_paragraphs_below_headings_that_name_only_a_fault_are_the_cases():
    titles = [t.title for t in tasks(draft(read_text(LOOKED_AGAIN)), "case_report")]
    assert titles == [
        "城北区某造纸公司收集沟破损",
        "城南区某竹业公司除尘设施停运，粉尘直排",
        "城东市某养殖场粪污再次直排沟渠",
    ]
    headed = LOOKED_AGAIN.replace("整改不彻底", "灵武市整改不彻底").replace("问题反弹", "盐池县问题反弹")
    assert len(tasks(draft(read_text(headed)), "case_report")) == 2


def test_what_was_done_about_all_that_was_found_is_no_case_and_a_case_ends_with_its_section():
    text = (
        "食品抽检不合格情况通报\n现将情况通报如下：\n一、微生物污染问题\n（一）某超市销售的酱牛肉菌落总数不符合国家标准规定。\n"
        "二、农兽药残留问题\n（一）某菜场销售的韭菜腐霉利超标。\n"
        "三、对抽检中发现的不合格产品，市市场监管局已通知经营者下架停售，并立案调查。\n"
    )
    found = tasks(draft(read_text(text)), "case_report")
    assert [text[t.start : t.end].strip() for t in found] == [
        "（一）某超市销售的酱牛肉菌落总数不符合国家标准规定。",
        "（一）某菜场销售的韭菜腐霉利超标。",
    ]


def test_paragraphs_that_each_open_with_a_case_by_name_are_the_cases():
    text = (
        "自然资源部近期直接立案查处一批案件，包括：\n灵武市某公司违法占地建设物流园案。该公司未办理用地手续，擅自占用土地11亩。\n"
        "该案已立案查处。\n盐池县某公司违法占地建设山庄案。该公司未经批准占用耕地12亩建设山庄。\n下一步，自然资源部将加大查处力度。\n"
    )
    cases = found(text, "case_report")
    assert [t.title for t in cases] == ["灵武市某公司违法占地建设物流园案", "盐池县某公司违法占地建设山庄案"]
    assert text[cases[-1].start : cases[-1].end].endswith("建设山庄。")


def test_a_case_that_opens_with_another_place_is_of_that_place():
    text = (
        "江苏省盐城市大丰区典型案例通报\n一、江苏省盐城市大丰区未批先建问题。2020年，该企业未批先建。\n"
        "二、安徽省阜阳市颍上县非法采矿问题。2021年，该企业非法采矿。\n"
        "三、盐城市某企业从安徽省运来危废倾倒问题。2021年，该企业倾倒。\n"
    )
    assert [t.region_adcode for t in taizhang.parse(text).tasks] == ["320904", "341226", "320904"]


def test_a_report_on_an_accident_is_one_case_whatever_its_sections_are_called():
    text = (
        "衡阳市某建材公司“3·12”坍塌事故调查报告\n由衡阳市应急管理局牵头，衡阳市公安局、衡阳市总工会组成事故调查组。\n"
        "一、事故发生单位概况\n该公司成立于2011年。\n二、对有关责任人员和责任单位的处理建议\n建议罚款50万元。\n"
        "三、整改和防范措施\n各企业要在2022年6月底前开展隐患排查。\n"
    )
    (case,) = found(text, "accountability")
    assert (case.title, case.deadline, case.assignments) == ("衡阳市某建材公司“3·12”坍塌事故", None, ())


def test_the_test_of_a_product_does_not_name_its_case_nor_is_what_was_asked_for_one():
    text = (
        "药品监管通告\n一、经河北省药品检验研究院检验，标示为某制药公司生产的3批次银翘片不符合规定，不合格项目为含量测定。\n"
        "二、经河北省药品检验研究院检验，标示为某饮片公司生产的2批次红花不符合规定，不合格项目为性状。\n"
        "三、对上述不符合规定药品，药品监督管理部门已要求企业召回。\n"
    )
    titles = ["标示为某制药公司生产的3批次银翘片不符合规定", "标示为某饮片公司生产的2批次红花不符合规定"]
    assert [t.title for t in found(text, "case_report")] == titles


def test_a_case_of_food_is_named_by_its_heading_and_not_by_what_the_sampling_found():
    text = "核查处置情况\n一、某粮油店销售的大米\n（一）抽检基本情况：镉检出值0.3mg/kg。\n（二）核查处置情况：罚款5000元。\n"
    assert [(t.number, t.title) for t in found(text, "case_report")] == [("一", "某粮油店销售的大米")]


def test_a_letter_that_approves_the_report_on_an_accident_tells_no_case():
    text = (
        "关于某公司“5·2”较大爆炸事故调查报告的批复\n汤阴县人民政府：\n一、事故调查组的组成和工作程序符合有关规定。\n"
        "二、同意事故调查组对有关责任人员的处理建议。\n三、对该公司处以120万元罚款。\n"
    )
    assert not found(text, "accountability")
    assert not found(text, "case_report")
