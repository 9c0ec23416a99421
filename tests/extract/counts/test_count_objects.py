"""Every example of the pack `count_objects` gets its object; the figures of its `never` texts get none."""

import pytest

import taizhang
from taizhang.rules import load_pack

RULES = load_pack("count_objects").rules
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
NEVER = [(rule, text) for rule in RULES for text in rule.never]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(EXAMPLES)])
def test_the_figure_of_an_example_gets_its_object(rule, example):
    found = {c.text: c.object for c in taizhang.parse(example["text"]).counts}
    assert next(name for text, name in found.items() if text.startswith(example["of"])) == example["object"]


@pytest.mark.parametrize(("rule", "text"), NEVER, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(NEVER)])
def test_the_figures_of_a_counterexample_get_no_object(rule, text):
    found = taizhang.parse(text).counts
    assert found, "no figure there"
    assert [c.object for c in found if c.object] == []


@pytest.mark.parametrize(
    ("text", "of", "name"),
    [
        ("群众投诉过三次。", "三次", "群众投诉"),
        ("整改方案要求完成12项，已完成10项。", "12项", "任务"),
        ("扩建工程完成总工程量的70%，截污管网应建12.5公里，已建成8.2公里。", "8.2公里", "截污管网"),
        ("审计反映的问题涉及5个方面、21个单位，共46个。", "46个", "问题"),
        ("2018年，我省分三批对13个市州开展省级环保督察。", "三批", "督察"),
        ("水费收缴率偏低。由38.6%提到71.2%。", "71.2%", "水费收缴率"),
        ("截污干管完成5.2公里，占设计长度的65%。", "65%", "截污干管"),
        ("甲区38件，占36.5%。", "36.5%", "占比"),
        ("分两批向14个市州反馈了督察意见。", "两批", "督察"),
        ("省委分两批对14个市开展了巡视。", "两批", "巡视"),
        ("整改任务13项基本完成，2项全面实施。", "2项", "整改任务"),
        ("现将38项整改任务进展情况公开如下。", "38项", "整改任务"),
        ("某公司购进黄芩原药材800公斤。", "800公斤", "黄芩原药材"),
        ("全市共签收转办件12件。", "12件", "转办件"),
        ("梳理共性和个性问题46项。", "46项", "共性和个性问题"),
        ("2个街道结存专项资金1203万元。", "1203万元", "专项资金"),
        ("该场废水氨氮浓度82毫克/升。", "82毫克/升", "废水氨氮浓度"),
        ("城管局加密巡查，每月不少于4次。", "不少于4次", "巡查"),
        ("抽检糕点、饮料等食品7个大类186批次。", "186批次", "食品"),
        ("追回医保基金46万元，处违约金12万元。", "12万元", "违约金"),
        ("追究有关人员责任7人次。", "7人次", "人员"),
        ("全省共问责154人。被问责人员中，党委系统21人，职能部门88人，国有企业45人。", "88人", "职能部门"),
        ("清洁取暖改造12万户。", "12万户", "清洁取暖改造"),
        ("督察组分两批对11个区县开展督察。", "两批", "督察"),
        ("督察组分两批向我市转办信访件32件。", "两批", "信访件"),
        ("北山河3.6公里河道淤塞。", "3.6公里", "河道"),
        ("城区18公里合流管网汛期溢流。", "18公里", "合流管网"),
        ("完成削坡减载12万立方米，覆土4.6万立方米。", "4.6万立方米", "覆土"),
        ("反馈4个方面13类36个具体问题。", "13类", "具体问题"),
        ("超量储存烟花爆竹126箱。", "126箱", "烟花爆竹"),
    ],
)
def test_what_keeps_its_own_word_whatever_is_counted(text, of, name):
    assert {c.text: c.object for c in taizhang.parse(text).counts}[of] == name


@pytest.mark.parametrize(
    ("text", "of", "name"),
    [
        ("县里编发督查通报4期。", "4期", "督查通报"),
        ("全镇开展夜查7次。", "7次", "夜查"),
        ("全县整改用电隐患31个。", "31个", "用电隐患"),
        ("审核把关整改材料26份。", "26份", "整改材料"),
        ("法院判处两人，共处罚金5万元。", "5万元", "罚金"),
        ("补收租金12万元。", "12万元", "租金"),
        ("某厂年产焦炭40万吨。", "40万吨", "焦炭"),
        ("对6人立案，其中2人为企业管理人员。", "2人", "企业管理人员"),
        ("全市办理生态环境损害赔偿案件9件。", "9件", "生态环境损害赔偿案件"),
        ("全市61个国考断面中水质优良断面57个。", "57个", "水质优良断面"),
        ("12个国考断面中水质优良11个。", "11个", "国考断面"),
        ("查扣医药中间体约8公斤。", "约8公斤", "医药中间体"),
        ("没收不符合食品安全标准食品61公斤。", "61公斤", "食品"),
        ("不具备安全生产条件企业4家。", "4家", "企业"),
        ("违规批准6宗不符合临时用地条件的项目。", "6宗", "项目"),
        ("取缔无证无照生产经营主体14户。", "14户", "无证无照生产经营主体"),
        ("劣Ⅴ类水体比例12%，劣V类断面2个。", "12%", "劣Ⅴ类水体比例"),
        ("劣Ⅴ类水体比例12%，劣V类断面2个。", "2个", "劣V类断面"),
        ("不达标断面5个。", "5个", "不达标断面"),
        ("查处违法占耕案件9宗、违法占用耕地案件7宗。", "9宗", "违法占耕案件"),
        ("查处违法占耕案件9宗、违法占用耕地案件7宗。", "7宗", "违法占用耕地案件"),
        ("立案查处违法占地案3宗。", "3宗", "违法占地案"),
        ("违法占耕比例2.1%。", "2.1%", "违法占耕比例"),
        ("走访了38个村(社区)。", "38个", "村(社区)"),
        ("6名其他人员受到处分。", "6名", "其他人员"),
        ("3位校长助理参加会议。", "3位", "校长助理"),
        ("避免损失9万元。", "9万元", "损失"),
        ("管网密度较2030年提高10%以上。", "10%以上", "管网密度"),
        ("镉检出值0.5mg/kg，标准规定不大于0.2mg/kg。", "不大于0.2mg/kg", "镉标准值"),
        ("检出值0.5mg/kg。当事人购进50袋。", "50袋", None),
        ("完善手续17个，其余8个正在办理。", "8个", None),
        ("财政收入25亿元，实际支出23亿元。", "23亿元", "支出"),
        ("该店销售金额3.2万元。", "3.2万元", "销售金额"),
        ("破获案件12起，发起集群战役3起。", "3起", "集群战役"),
        ("问责地方党委7人、地方政府31人。", "31人", "地方政府"),
        ("对17所中管高校开展巡视。", "17所", "中管高校"),
    ],
)
def test_a_name_loses_its_verb_and_keeps_what_is_part_of_it(text, of, name):
    assert {c.text.removesuffix(name or ""): c.object for c in taizhang.parse(text).counts}[of] == name


def test_columns_behind_one_named_by_what_was_done_to_its_things_count_the_same():
    text = "发现问题（个） | 已整改（个） | 未整改（个）\n12 | 11 | 1"
    found = [(c.text, c.object, c.status) for c in taizhang.parse(text).counts]
    assert found == [("12", "问题", "found"), ("11", "问题", "completed"), ("1", "问题", "not_completed")]
