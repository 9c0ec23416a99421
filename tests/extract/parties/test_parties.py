"""Parties under their canonical names; every example of the packs holds, and no rule fires on its `never` texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import taizhang
from taizhang.document import draft
from taizhang.extract.parties import canonical_party, parties, with_roles
from taizhang.extract.parties.names import party_id
from taizhang.extract.parties.votes import Reader
from taizhang.extract.places import places
from taizhang.link import regions
from taizhang.read import read_text
from taizhang.rules import load_pack
from taizhang.segment import segment
from taizhang.types import Region

PACK, ROLES = load_pack("parties"), load_pack("party_roles")
EXAMPLES = [(r, e) for r in PACK.rules for e in r.examples]
NEVER = [(r, t) for r in PACK.rules for t in r.never]
ROLE_EXAMPLES = [(r, e) for r in ROLES.rules for e in r.examples]
ROLE_NEVER = [(r, t) for r in ROLES.rules for t in r.never]
ANYANG = (Region("安阳市", "410500"),)


def read(text):
    structure = segment(text)
    named = places(text)
    return parties(text, structure, named, regions(text, structure, named, {}), ())


def acting(text, doc_type=None):
    return with_roles(draft(read_text(text)), doc_type).parties


def cast(text, doc_type):
    """The votes for each mention: (name of its party, id of the rule)."""
    drafted = draft(read_text(text))
    reader = Reader(drafted, doc_type or "other")
    return [(m.party.name, vote.cue) for i, m in enumerate(drafted.parties) for vote in reader.votes(i)]


def names(text, about=()):
    return [m.party.name for m in canonical_party(text, about)]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(EXAMPLES)])
def test_an_example_of_a_rule_is_named_as_it_says(rule, example):
    assert example["name"] in [m.party.name for m in read(example["text"])]


@pytest.mark.parametrize(("rule", "text"), NEVER, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(NEVER)])
def test_a_rule_names_nobody_in_its_never_texts(rule, text):
    assert [m for m in read(text) if m.rule_id == rule.id] == []


@pytest.mark.parametrize(
    ("rule", "example"), ROLE_EXAMPLES, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(ROLE_EXAMPLES)]
)
def test_an_example_of_a_role_is_told_as_it_says(rule, example):
    roles = {m.party.name: m.role for m in acting(example["text"], example.get("doc_type"))}
    assert roles.get(example["party"]) == example["role"]
    assert (example["party"], rule.id) in cast(example["text"], example.get("doc_type"))


@pytest.mark.parametrize(("rule", "text"), ROLE_NEVER, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(ROLE_NEVER)])
def test_a_rule_of_roles_votes_for_nobody_in_its_never_texts(rule, text):
    """In bulletins of the kinds that its examples are of."""
    assert draft(read_text(text)).parties, "nobody there to vote for"
    for doc_type in {example.get("doc_type") for example in rule.examples}:
        assert rule.id not in [cue for _, cue in cast(text, doc_type)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市委、市政府", ["安阳市委", "安阳市政府"]),
        ("省委、市纪委监委", ["河南省委", "安阳市纪委监委"]),
        ("市商务局、财政局", ["安阳市商务局", "安阳市财政局"]),
        ("省生态环境厅、水利厅", ["河南省生态环境厅", "河南省水利厅"]),
        ("林州市人民政府", ["林州市政府"]),
        ("各县（市、区）政府", []),
        ("高新区管委会", ["安阳高新区管委会"]),
        ("市整改办", ["安阳市整改办"]),
    ],
)
def test_bare_forms_belong_to_the_bulletins_region(text, expected):
    assert names(text, ANYANG) == expected


def test_one_phrase_can_name_six_bodies():
    assert names("湖南省、长沙市、望城区党委和政府") == [
        "湖南省委",
        "湖南省政府",
        "长沙市委",
        "长沙市政府",
        "望城区委",
        "望城区政府",
    ]


def test_cities_in_a_list_share_the_government():
    assert names("宜昌市、黄冈市政府") == ["宜昌市政府", "黄冈市政府"]


def test_three_teams_in_one_phrase():
    told = names("省委第一、第二、第四生态环境保护督察组", (Region("河南省", "410000"),))
    assert told == [f"河南省委第{n}生态环境保护督察组" for n in "一二四"]


def test_the_same_printed_form_means_another_body_beside_another_city():
    text = "淄博市某化工企业异味，由市生态环境局检查。\n济宁市某厂排污，由市生态环境局立案。"
    assert {"淄博市生态环境局", "济宁市生态环境局"} <= {m.party.name for m in read(text)}


def test_a_short_team_is_the_team_named_before():
    found = read("2018年6月，中央第四环境保护督察组进驻江西省。督察组指出问题12个。")
    assert [m.party.name for m in found if m.party.kind == "inspection_team"] == ["中央第四环境保护督察组"] * 2


@pytest.mark.parametrize("text", ["平定县冠山镇违法占地建设养殖场", "冠山镇未批先建砖厂", "冠山镇擅自扩建采石场"])
def test_what_is_wrong_with_a_site_is_not_its_name(text):
    assert not [m for m in read(text + "问题已整改。") if m.party.kind == "enterprise"]


def test_the_last_name_of_a_field_in_brackets_is_one_too():
    text = "平定县整改方案\n1.加快管网改造。(牵头单位:县住建局;责任单位:龙潭街道、鹿峰街道)"
    assert [m.party.name for m in draft(read_text(text)).parties] == ["平定县住建局", "龙潭街道", "鹿峰街道"]


def test_titles_of_papers_name_no_party():
    assert [m for m in read("印发《安阳市政府整改方案》。") if m.party.kind == "government"] == []


def test_a_body_is_of_the_innermost_place_in_its_name():
    text = "长沙市岳麓区城管局对长沙市岳麓区永和建材有限公司立案，长沙市城管局督办。"
    assert [m.party.adcode for m in read(text)] == ["430104", "430104", "430100"]


def test_an_office_with_its_city_and_without_is_one():
    text = "长沙市岳麓区城管局立案，岳麓区城管局督办，长沙市城管局通报。"
    assert [m.party.name for m in read(text)] == ["长沙市岳麓区城管局", "长沙市岳麓区城管局", "长沙市城管局"]


def test_persons_listed_behind_a_post_are_mentions_of_their_own():
    text = "副市长张明、李强到场，局长王磊、周边群众参加。"
    assert [m.text for m in read(text)] == ["副市长张明", "李强", "局长王磊"]


def test_the_same_party_has_the_same_id():
    assert party_id("安阳市委", "410500") == party_id("安阳市委", "410500") != party_id("安阳市委", None)


PIECES = st.sampled_from(
    [
        "安阳市",
        "市委",
        "省",
        "、",
        "第四",
        "督察组",
        "环保局",
        "某",
        "厂",
        "镇政府",
        "。",
        "\n",
        "局长王某",
        "x",
        "《",
        "》",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_mention_is_cut_from_the_text_and_a_party_has_one_role(text):
    assert all(text[m.start : m.end] == m.text for m in read(text))
    roles = {}
    for m in acting(text):
        assert roles.setdefault(m.party.party_id, m.role) == m.role


SPACED = """重点问题整改清单
序号 问题 来源 整改时限 牵头单位 责任单位 验收单位
1 河道非法采砂屡禁不止 省级督察 2020年9月底 市水利局 桥头镇政府、市公安局 安阳市水务处
2 料场扬尘扰民 群众举报 2020年底 市住建局 西山镇政府 安阳市环保局
"""
STACKED = """任务清单
序号
存在问题
整改措施
整改时限
牵头单位
责任单位
1
垃圾露天堆放
清运垃圾
5月底前
县水利局
桥头镇政府
2
边坡裸露
复绿
2023年9月30日
县林业局
西山镇政府
"""


@pytest.mark.parametrize(
    ("text", "party", "role"),
    [
        (SPACED, "安阳市水利局", "lead"),
        (SPACED, "桥头镇政府", "responsible"),
        (SPACED, "安阳市公安局", "responsible"),
        (SPACED, "安阳市环保局", "supervisor"),
        (STACKED, "县林业局", "lead"),
        (STACKED, "西山镇政府", "responsible"),
        ("责任单位：县水利局、桥头镇政府（牵头），市住建局负责督导。", "桥头镇政府", "lead"),
        ("责任单位：县水利局、桥头镇政府（牵头），市住建局负责督导。", "市住建局", "supervisor"),
        ("来源：本网 分享到：经安阳市委批准，督察启动。", "安阳市委", "supervisor"),
        ("填报单位：安阳市整改办 填报时间：2020年7月3日", "安阳市整改办", "publisher"),
    ],
)
def test_columns_and_labels_tell_the_part_of_a_body(text, party, role):
    assert {m.party.name: m.role for m in acting(text, "plan")}[party] == role


def test_a_person_and_the_body_it_heads_do_the_same():
    text = "巡察组进驻。县水利局局长王某。\n关于整改情况的报告\n市审计局局长 李某某\n受市政府委托，报告整改情况。"
    roles = {m.party.name: m.role for m in acting(text, "progress_report")}
    assert roles["李某某"] == roles["市审计局"] == "publisher"


def test_a_penalty_of_a_person_is_not_that_of_a_body_that_acts_itself():
    text = "平定县应急管理局对事故责任人员作出处理：对县应急管理局危化股股长李某给予警告处分。"
    told = {m.party.name: m.role for m in acting(text, "accountability")}
    assert told == {"平定县应急管理局": "handler", "李某": "penalised"}


def test_a_body_named_only_in_a_persons_post_shares_what_is_said_of_the_person():
    told = {m.party.name: m.role for m in acting("给予平定县水利局原局长李某党内严重警告处分。", "accountability")}
    assert told == {"平定县水利局": "penalised", "李某": "penalised"}


@pytest.mark.parametrize(
    ("doc_type", "role"),
    [("complaint_handling", "responsible"), ("plan", "responsible"), ("accountability", "penalised")],
)
def test_who_is_named_under_a_label_for_persons_answers_for_the_work_unless_blame_is_told(doc_type, role):
    told = acting("1.某砖厂粉尘扰民。已停产整治。责任人：张伟、李娜，给予警告处分。", doc_type)
    assert {m.party.name: m.role for m in told if m.party.kind == "person"} == {"张伟": role, "李娜": role}


@pytest.mark.parametrize("label", ["责任领导", "包案领导", "牵头领导", "包联领导"])
def test_a_label_for_leaders_gives_its_role_to_persons_alone(label):
    told = acting(f"污水直排。{label}：平定县林业局副局长李某，平定县城管局配合。", "plan")
    roles = {m.party.name: m.role for m in told}
    assert (roles["李某"], roles["平定县城管局"]) == ("lead", "responsible")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("平定县生态环境局作出行政处罚决定，罚款98万元。", True),
        ("平定县住建局对3个工地下达停工整改通知。", True),
        ("平定县生态环境局局务会。", False),
    ],
)
def test_a_role_knows_whether_words_behind_the_name_tell_it(text, said):
    (mention,) = acting(text, "accountability")
    assert (mention.role, mention.said) == ("handler", said)


def test_feedback_is_for_the_place_it_is_about_and_from_above():
    text = "河南省委、省政府派出督察组向安阳市反馈督察情况。安阳市委、市政府推进整改。"
    roles = {m.party.name: m.role for m in acting(text, "feedback")}
    assert roles["河南省委"] == roles["河南省政府"] == "supervisor"
    assert roles["安阳市委"] == roles["安阳市政府"] == "inspected"


def told(text):
    return {m.party.name for m in read(text)}


@pytest.mark.parametrize(
    ("text", "there", "not_there"),
    [
        (
            "记者从安阳市环境保护督察工作领导小组办公室获悉。安阳市环督办主任说。",
            "环境保护督察工作领导小组办公室",
            "环督办",
        ),
        (
            "安阳市第四生态环境保护督察组转办信访件。安阳市督察组要求公开。",
            "安阳市第四生态环境保护督察组",
            "安阳市督察组",
        ),
        ("安阳市安委办通报。安阳市整改办调度。", "安阳市整改办", "None"),
        ("林州市、安阳县政府要在7月底前完成。", "林州市政府", "None"),
        ("安阳县县区政府、县（市）区政府负责人参加。", "None", "县政府"),
    ],
)
def test_short_forms_join_the_full_one_and_collectives_are_nobody(text, there, not_there):
    found = told(text)
    assert there == "None" or any(name.endswith(there) for name in found)
    assert not any(name.endswith(not_there) and name != there for name in found)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("组长冼某宣读意见。", "冼某"),
        ("市委常委、副市长佟某出席会议。", "佟某"),
        ("县水利局局长 冒某某", "冒某某"),
        ("责任领导：褚某（副市长）", "褚某"),
        ("副局长对某企业罚款。", None),
        ("书记在某镇调研。", None),
        ("负责人的某项指标不实。", None),
    ],
)
def test_any_letter_between_a_post_and_its_mask_is_a_surname_but_words_of_grammar(text, person):
    assert [m.party.name for m in read(text) if m.party.kind == "person"] == ([person] if person else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("桂阳县鑫源建材有限公司（以下简称“鑫源公司”）废水直排。鑫源公司被罚款。", ["桂阳县鑫源建材有限公司"]),
        ("中国黄金集团有限公司(以下简称中国黄金)成立专班，中国黄金表示将整改。", ["中国黄金集团有限公司"]),
        ("河南宏远化工有限公司（以下简称公司）停产。某公司、分公司被罚。", ["河南宏远化工有限公司"]),
        (
            "督察组进驻华盛集团有限公司（以下简称华盛集团）。9月12日向华盛集团党组反馈了意见。",
            ["华盛集团有限公司", "华盛集团党组"],
        ),
    ],
)
def test_a_short_name_given_in_the_text_means_the_body_it_was_given_to(text, expected):
    assert list(dict.fromkeys(m.party.name for m in read(text))) == expected


def test_a_short_name_is_a_mention_of_its_own():
    text = "中国黄金集团有限公司(以下简称中国黄金)成立专班，中国黄金表示将整改。"
    assert [m.text for m in read(text)] == ["中国黄金集团有限公司", "中国黄金", "中国黄金"]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("南昌市委巡察组向瑞昌市委、市政府反馈。瑞昌市召开会议。", "瑞昌市政府"),
        ("审计署成都特派办对绵阳市审计，发现绵阳市资金闲置。市财政局已收回。", "绵阳市财政局"),
        ("雄安新区管委会、新区生态环境局办理", "雄安新区生态环境局"),
    ],
)
def test_a_bare_form_belongs_to_what_stands_beside_it(text, there):
    assert there in [m.party.name for m in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("孟村回族自治县人民政府公告\n县水利局负责清淤。", "孟村回族自治县水利局"),
        ("孟村回族自治县人民政府公告\n孟村县中医院整改。县水利局负责清淤。", "孟村县水利局"),
        ("某旗开垦草原1340亩。旗公安局立案侦查。", "某旗公安局"),
        ("福建省、重庆市公开方案。重庆2处由北碚区政府负责。", "北碚区政府"),
    ],
)
def test_a_division_is_called_as_the_page_calls_it(text, expected):
    assert expected in [m.party.name for m in read(text)]


def test_a_national_office_is_one_with_its_shorter_name():
    found = {p.party.name for p in read("国家市场监管总局公布抽检结果。市场监管总局已责成核查。")}
    assert found == {"国家市场监管总局"}


def test_places_share_the_office_of_the_last_and_not_that_of_the_next_clause():
    assert {p.party.name for p in read("督查发现，临夏县、东乡县水利局未建台账。")} == {"临夏县水利局", "东乡县水利局"}
    assert {p.party.name for p in read("集中在电白区和化州市，市自然资源局已督办。")} == {"茂名市自然资源局"}


@pytest.mark.parametrize("name", ["向群", "高位", "于前", "曾先进", "周边疆"])
def test_a_name_that_begins_like_another_word_is_a_name_still(name):
    assert name in [p.party.name for p in taizhang.parse(f"会上，市水务局局长{name}说，抓紧整改。").parties]


def test_a_former_office_and_a_short_form_of_the_state_council_are_the_body_itself():
    text = "岐山县通报。岐山县原国土资源局监管不严，市长王强到县水务局调研。国务院安委办、国务院安委会办公室部署。"
    names = [m.party.name for m in read(text)]
    assert names.count("国务院安委会办公室") == 2
    assert {"岐山县国土资源局", "王强", "岐山县水务局"} <= set(names)


def test_a_town_in_a_list_is_mentioned_once():
    found = read("县委巡察组完成对云龙镇、河口镇、石桥镇、苍土乡共4个乡镇及所辖69个村党组织的巡察进驻。")
    towns = [m.text for m in found if m.party.level == "township"]
    assert towns == ["云龙镇", "河口镇", "石桥镇", "苍土乡"]


def test_a_county_and_its_offices_go_without_the_province_printed_before_them():
    found = read("应急管理部公布案例。浙江省嵊州市应急管理局责令停产。嵊州市应急管理局罚款1万元。")
    assert {m.party.name for m in found if m.party.adcode} == {"嵊州市应急管理局"}


def test_a_branch_in_a_county_is_of_the_office_of_the_city_above():
    text = "枝江市召开整改验收会\n市生态环境局枝江市分局、市水利局参加。会上，枝江市分局作了汇报。"
    assert [m.party.name for m in read(text)] == [
        "宜昌市生态环境局枝江市分局",
        "枝江市水利局",
        "宜昌市生态环境局枝江市分局",
    ]


def test_the_seat_told_before_a_firm_is_no_part_of_its_name():
    assert "山西永丰煤业有限公司" in [m.party.name for m in read("对晋中市山西永丰煤业有限公司罚款2万元。")]


def test_the_letter_behind_a_list_of_districts_means_none_of_them():
    names = [m.party.name for m in read("督察组进驻普陀区、崇明区等4个区。\n督察的对象是区委、区政府。")]
    assert names[-2:] == ["区委", "区政府"]


def test_a_town_is_in_the_county_that_stands_before_it_elsewhere():
    text = "举报件办理情况\n一、{}\n蔡家镇政府清运垃圾30吨。\n二、伊通县某砂厂噪声扰民\n伊通县城管局责令停产。"

    def towns(first):
        parties = taizhang.parse(text.format(first)).parties
        return [m.party.adcode for m in parties if m.party.name == "蔡家镇政府"]

    assert towns("梨树县蔡家镇政府组织清运垃圾") == ["220322"] * 2
    assert towns("梨树县某厂臭味扰民") == [None]


def test_the_letter_of_a_town_printed_twice_is_kept_where_it_is_of_the_name():
    text = "孝义市兑镇镇人民政府组织清运，孝义市梧桐镇镇政府加强巡查。"
    assert [m.party.name for m in taizhang.parse(text).parties] == ["兑镇镇政府", "梧桐镇政府"]


def test_the_source_of_a_smell_publishes_nothing():
    text = "举报件办理情况\n调查情况：属实，异味来源：平定县某汽修厂。\n处理情况：罚款2万元。"
    assert {m.role for m in taizhang.parse(text).parties} == {"penalised"}


def test_a_label_behind_a_body_says_nothing_of_it():
    text = (
        "整改任务公示\n整改任务：望城区某河段污染\n责任单位：长沙县人民政府 督导单位 长沙市水利局\n整改时限：2023年12月"
    )
    assert {m.role for m in taizhang.parse(text).parties if m.party.name == "长沙县政府"} == {"responsible"}


def test_the_team_of_a_bureau_is_not_that_of_the_centre():
    names = {
        p.party.name for p in draft(read_text("生态环境部西南督察局到我市跟踪督察。督察组调研了渔洞水库。")).parties
    }
    assert names == {"生态环境部西南督察局"}


def test_the_district_of_a_shop_tells_no_city_of_an_office():
    text = "近期，市市场监管局抽检1200批次。东城区老李粮油店销售的大米不合格。"
    assert [m.party.name for m in read(text)] == ["市市场监管局", "东城区老李粮油店"]
    assert "北京市市场监管局" in [m.party.name for m in read("市市场监管局抽检。东城区政府督办。")]


@pytest.mark.parametrize("field", ["责任单位", "责任股室", "整改责任单位"])
def test_rooms_and_shops_are_bodies_in_a_field_that_lists_them(field):
    text = f"整改清单\n1.账实不符。\n{field}：财务股、红叶家具城\n整改时限：2024年5月底\n"
    assert [m.party.name for m in read_whole(text)] == ["财务股", "红叶家具城"]


def test_a_label_before_a_person_is_no_part_of_the_mention():
    (person,) = read("责任领导：佟某\n")
    assert (person.text, person.party.name) == ("佟某", "佟某")


def read_whole(text):
    return draft(read_text(text)).parties


def test_the_committee_of_a_school_is_the_one_named_in_full():
    found = read("黄淮学院党委召开会议。今后学院党委将继续整改。近期集团党委表态。")
    assert [(m.text, m.party.name) for m in found] == [
        ("黄淮学院党委", "黄淮学院党委"),
        ("学院党委", "黄淮学院党委"),
        ("集团党委", "集团党委"),
    ]


def test_an_office_that_sends_out_another_is_not_one_with_it():
    names = [m.party.name for m in read("安宁市环保局组织环境监察大队检查。安宁市应急局安全监察大队检查。")]
    assert "安宁市环保局" in names
    assert "安宁市应急局安全监察大队" in names
    assert not [name for name in names if "组织" in name]
