"""Which division a bulletin is about: its own, a part of it, or several in turn."""

import pytest

from taizhang.document import draft
from taizhang.read import read_text


def about(text):
    return [r.name for r in draft(read_text(text)).regions]


def test_our_city_is_not_the_county_city_among_its_counties():
    text = "我市接到第十五批转办信访件16件\n9月13日，督察组向我市转办信访件16件。按地区分：文登区5件，荣成市4件，乳山市、环翠区各2件。"
    assert about(text) == ["威海市"]


def test_our_city_may_be_a_county_city_that_names_its_neighbour():
    text = "荣成市办理信访件16件\n9月13日，督察组向我市转办信访件16件，其中1件转文登区。荣成市政府已办结12件。"
    assert about(text) == ["荣成市"]


def test_a_county_city_that_stands_in_a_list_with_another_county_is_a_part():
    assert about("督察组向我市转办信访件16件，其中文登区、荣成市最多，各5件。") == ["威海市"]


def test_where_a_dispatch_is_wired_from_is_not_what_it_is_about():
    assert about("督察意见送达\n〔本报记者北京二十二日专电〕\n意见已送达福建。福建省表示照单全收。") == ["福建省"]


def test_one_district_tells_which_city_ours_is():
    assert about("我市信访件办理情况\n督察组向我市转办9件。金安区木厂镇一件已办结。全市累计167件。") == ["六安市"]


def test_of_a_city_and_its_part_in_a_title_the_part_is_spoken_of():
    text = "典型案例｜贵港市港南区碳酸钙行业污染乱象久治不绝\n督察发现，贵港市港南区污染突出。港南区有企业93家。贵港市生态环境局仅立案6起。"
    assert about(text) == ["港南区"]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("分别进驻天津、广东开展专项督察", ["天津市", "广东省"]),
        ("反馈意见已送交天津、广东两地", ["天津市", "广东省"]),
        ("学习天津、广东的经验", []),
    ],
)
def test_two_provinces_are_a_list_where_each_was_inspected(sent, expected):
    assert about(f"海洋督察组反馈意见\n2018年7月8日\n督察组{sent}，两地共受理举报412件。") == expected


def test_a_city_whose_list_has_a_column_of_places_is_its_own_region():
    text = "督察组交办江门市第三批信访案件办理情况公开表\n来源：江门市生态环境局\n序号 行政区域 情况\n1 开平市 粉尘大\n2 新会区 噪声大\n3 蓬江区 油烟\n"
    assert about(text) == ["江门市"]


def test_counties_in_a_sentence_at_the_end_sign_nothing():
    text = (
        "全市环保督察整改调度会召开\n全市93个工地逐一检查，市区PM10平均浓度下降；平山区、溪湖区还有21台、18台锅炉未拆。全市已办结215件。\n"
        "明山区政府、桓仁县政府作了表态发言，市直部门参加会议。"
    )
    assert about(text) == ["本溪市"]


def test_the_provinces_that_the_title_counts_are_what_figures_of_complaints_are_about():
    body = "进驻河北、江西、云南的3个督察组共收到举报5318件，受理来电来信4105件，已办结举报1986件。"
    assert about(f"三省收到群众举报五千件\n{body}") == ["河北省", "江西省", "云南省"]
    assert about(f"督察组收到群众举报五千件\n{body}") == []


def test_a_call_for_complaints_is_no_figure_of_them():
    body = "督察组分别对河北、江西、云南3个省开展督察进驻。进驻期间设立举报电话和来信邮箱，受理来电来信举报。"
    assert about(f"督察全面启动\n{body}") == ["河北省", "江西省", "云南省"]


def test_a_city_that_only_tells_where_its_county_lies_weighs_little():
    text = "萍乡市上栗生态环境局开展销号核查\n近日，萍乡市上栗生态环境局对上栗县信访件开展核查。萍乡市上栗县9件信访件已整改到位。"
    assert about(text) == ["上栗县"]


def test_the_provinces_paper_signs_at_the_foot():
    text = "省生态环境厅通报问责情况，14个市州共问责62人次。经省委批准，我省开展督察。" + "整改正在推进。" * 40
    assert about(text + "（湖南日报记者 曹某）") == ["湖南省"]


def test_without_a_title_a_county_city_in_the_list_is_a_part():
    assert about("9月1日，督察组向我市转办信访件4件，其中清新区1件，连州市2件，阳山县1件。") == ["清远市"]


def test_a_law_the_bulletin_rests_on_does_not_tell_what_it_is_about():
    text = (
        "关于督察反馈问题整改销号的公示\n根据《云南省生态环境保护督察整改销号管理办法》，下列任务拟予销号。\n"
        "任务一：{place}部分河段堆放砂石。牵头单位：市水务局。责任单位：{place}政府。9月通过市水务局验收。\n"
        "如有异议，请反映至玉溪市生态环境局，市生态环境局负责解释。"
    )
    assert about(text.format(place="江川区")) == ["玉溪市"]


def test_a_county_that_speaks_of_its_own_bodies_is_no_city_though_it_names_those_of_the_city():
    text = (
        "关于督察反馈问题整改销号的公示\n江川区部分河段堆放砂石。牵头单位：区水务局。责任单位：江川区政府。江川区财政局拨款。\n"
        "经市水务局、市财政局、市审计局验收，请反映至玉溪市生态环境局。"
    )
    assert about(text) == ["江川区"]


def test_places_that_share_a_figure_are_not_what_a_bulletin_is_about():
    text = "督察组向甘肃省转办信访件52件\n按地区分，兰州市19件，天水市8件，武威、白银、陇南三市各4件。"
    assert about(text) == ["甘肃省"]


def test_cases_in_the_counties_of_one_city_are_that_citys():
    text = "湖区整改情况通报\n按照市委、市政府部署，现通报如下：\n湘阴县 完成12处，投入2870万元。\n华容县 完成9处，投入1945万元。\n君山区 完成4处，投入960万元。\n"
    assert about(text) == ["岳阳市"]


def test_where_the_firms_of_a_national_bulletin_sit_is_not_what_it_is_about():
    text = (
        "国家市场监管总局公布一批抽检，其中黑龙江省大地股份春和购物广场有限公司销售的豆苗不合格，"
        "上海春和蔬菜有限公司的豆芽、安徽省滁州春和超市销售的韭菜超标。市场监管总局已责成省级部门核查。"
    )
    assert about(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("舟山海上客运停航\n截至23日16时，全市回港避风渔船580艘，转移船员3100人。", ["舟山市"]),
        ("清风沂水\n巡察组反馈巡察情况\n按照县委部署，巡察组对4个村党组织开展巡察，发现问题58个。", ["沂水县"]),
        ("海上客运停航\n截至23日16时，全市回港避风渔船580艘。", []),
        ("舟山海上客运停航\n截至23日16时，全县回港避风渔船580艘。", []),  # no county is called so
        ("朝阳小学停课\n全市转移3100人。", []),  # an everyday word
    ],
)
def test_a_short_name_in_the_head_is_borne_out_by_the_level_the_text_speaks_of(text, expected):
    assert about(text) == expected


def test_cases_all_over_the_country_are_of_none_of_the_cities_one_of_them_speaks_of():
    cases = "一、山西吕梁：矸石填沟\n7家煤矿乱倒。\n二、内蒙古通辽：机井反弹\n全市地下水超采。\n三、山东潍坊：尾水直排\n潍坊滨海经济技术开发区41处排口。\n"
    assert about("3起典型案例曝光\n生态环境部公布3起典型案例。\n" + cases) == ["吕梁市", "通辽市", "潍坊市"]


def test_a_city_says_our_province_of_the_one_it_lies_in():
    text = "督察组转到我省的第二十批信访件中，涉及普洱的有5件。思茅区2件、宁洱县2件、墨江县1件。\n我市累计接到97件。"
    assert about(text) == ["普洱市"]


def test_the_cities_that_a_province_names_shortly_tell_which_it_is():
    assert about("督察组交办我省群众举报1127件。昆明责令整改120家，曲靖约谈63人。") == ["云南省"]
    assert about("督察组交办我省群众举报1127件。昆明责令整改120家，贵阳约谈63人。") == []


def test_where_a_dispatch_with_its_year_comes_from_is_not_what_it_is_about():
    assert about("某通讯社北京2022年3月19日电／生态环境部18日说，督察意见送到了四个省区。") == []


def test_the_only_district_named_gives_the_city_that_speaks_of_its_own_bodies():
    text = (
        "关于市本级审计查出问题整改情况的报告\n受市人民政府委托，现将情况报告市人大常委会：8个问题正在整改。"
        "因公司破产，港北区人民法院正在审理。"
    )
    assert about(text) == ["贵港市"]


@pytest.mark.parametrize("mark", ["{}.", "【{}】", "{}.X3GD20210901008{}　"])
def test_districts_that_head_numbered_complaints_are_of_their_city(mark):
    heads = [mark.format(i, i) + place for i, place in enumerate(("龙湖区", "金平区", "澄海区"), 1)]
    assert about("\n".join(f"{head}反映餐饮油烟扰民。经查属实，已办结。" for head in heads)) == ["汕头市"]


def test_who_sent_a_team_to_a_city_does_not_tell_of_the_cases_in_its_counties():
    text = (
        "2019年11月，湖北省第二生态环境保护督察组对咸宁市开展督察。现将案例公开如下：\n"
        "一、嘉鱼县码头清理不彻底。2个码头仍在作业。\n二、通山县石材废渣入河。21家石材厂堆存废渣。"
    )
    assert about(text) == ["咸宁市"]


def test_a_counted_list_of_counties_in_the_city_of_the_title_is_of_that_city():
    text = (
        "督察组向清远市反馈意见\n督察发现的主要问题：连南、连山、阳山3县污水处理厂进水浓度偏低。全市42条生产线未改造。"
    )
    assert about(text) == ["清远市"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("矿山修复进展通报\n望城区完成修复12处，宁乡市、浏阳市完成8处，长沙县剩余2处。", ["长沙市"]),
        ("哈尔滨市：任务29项，完成27项。齐齐哈尔市：任务31项，完成30项。牡丹江市：任务20项，完成18项。", ["黑龙江省"]),
        ("省厅派出8个组开展检查，发现问题点位海口市47个、三亚市31个、儋州市28个。", ["海南省"]),
        ("哈尔滨市整改进展\n哈尔滨市完成27项。齐齐哈尔市完成30项。牡丹江市完成18项。", ["哈尔滨市"]),
    ],
)
def test_of_several_parts_of_like_weight_none_is_what_a_bulletin_is_about(text, expected):
    assert about(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("督察组转办辽宁省的举报里有11件是抚顺的，落在新抚区5件、清原县4件、顺城区2件。", ["抚顺市"]),
        ("督察组向自治区交办举报2413件，涉及12个盟市。", ["内蒙古自治区"]),
        ("省安委会派出督导组\n动员会在长春开过，省应急管理厅通报了问题。", ["吉林省"]),
        ("应急管理部公布6起案例\n河南省应急管理厅接到举报。泌阳县已立案，泌阳县通报。嵊州市责令停产。", []),
    ],
)
def test_what_else_tells_whose_a_bulletin_is(text, expected):
    assert about(text) == expected


def test_a_list_that_goes_on_names_examples():
    assert about("派出16个工作组赴山西、内蒙古、陕西等地检查。") == []
    assert about("督察组进驻山西、内蒙古、陕西等省开展督察。") == ["山西省", "内蒙古自治区", "陕西省"]


def test_a_county_that_never_says_which_is_no_province_named_once():
    text = "整改推进会召开\n5月20日，全县整改推进会召开，县长主持会议。会议传达了云南省督察会议精神。"
    assert about(text) == []


def test_a_county_may_say_our_province():
    text = "督察组进驻海南期间，澄迈县查处加工厂。澄迈县对督察组向我省移交的125件逐一核查。8月，澄迈县接到交办件。澄迈县派出调查组。"
    assert about(text) == ["澄迈县"]


def test_a_district_whose_committee_is_named_once_is_the_one_spoken_of():
    text = (
        "区委第二巡察组反馈巡察情况\n3月24日，区委第二巡察组召开反馈会。去年9月，相城区委部署巡察。区委要求逐条整改。"
    )
    assert about(text) == ["相城区"]


def test_where_a_team_comes_from_is_not_what_it_looks_at():
    text = "经批准，6月26日，上海市第一生态环境保护督察组已进驻长宁区。\n进驻时间为6月26日至7月14日。\n上海市第一生态环境保护督察组"
    assert about(text) == ["长宁区"]


def test_where_one_goes_to_learn_is_not_what_it_is_about():
    assert about("我县砖瓦行业整治进展\n6月20日已组织业主到凤台县考察学习，县政府要求加快整治。") == []


@pytest.mark.parametrize(
    ("foot", "told"),
    [
        ("主办：庆云县人民政府 鲁ICP备05000000号", ["庆云县"]),
        ("版权所有：德州市生态环境局庆云分局 ©2024", ["庆云县"]),
        ("版权所有：德州市生态环境局 ©2024", []),  # a county does not speak as a city
    ],
)
def test_the_foot_of_a_page_tells_which_county_speaks_where_nothing_else_does(foot, told):
    assert about(f"督察整改进展\n县委召开会议。全县36项任务已完成30项。\n{foot}") == told


def test_the_foot_of_a_page_does_not_overrule_what_it_tells():
    assert about("督察整改进展\n宁津县委召开会议。全县36项任务已完成30项。\n版权所有：庆云县人民政府 ©2024") == [
        "宁津县"
    ]


def test_of_a_province_and_one_city_told_again_and_again_the_city_is_meant():
    text = "督察组对新疆维吾尔自治区开展了督察。巴州党委、政府高度重视。截至6月底，巴州15项任务已完成14项；转办巴州的130件信访已办结。"
    assert about(text) == ["巴音郭楞蒙古自治州"]
    text = "督察组向云南移交举报件，其中保山市4件：隆阳区3件，腾冲市1件。保山市已收到云南省督察工作领导小组办公室转办的举报60件。"
    assert about(text) == ["保山市"]


def test_two_counties_of_a_long_first_line_are_of_their_city():
    first = "市应急管理局近日公布了一批行政处罚案例。案例一，2022年12月，澄海区应急管理局执法人员在检查时，发现某加工场锁闭疏散出口，罚款2万元。"
    assert about(first + "案例二，南澳县应急管理局检查一超市。南澳县应急管理局罚款。澄海区应急管理局跟踪整改。") == [
        "汕头市"
    ]


def test_this_city_is_the_one_that_speaks_beside_one_of_its_districts():
    assert about("本市已完成整改任务60项，其中崇明区12项、奉贤区8项。市生态环境局通报。") == ["上海市"]
    assert about("奉贤区督察整改推进会召开\n本市第二轮督察反馈后，奉贤区委高度重视。奉贤区已完成12项。") == ["奉贤区"]


def test_our_province_said_once_by_a_city_that_tells_of_its_counties():
    text = "信访件转办情况\n督察组进驻我省期间，衡阳市共收到信访件38件，其中衡南县12件、祁东县26件。"
    assert about(text) == ["衡阳市"]
    assert about(text + "全省共办结6012件。") == ["湖南省"]


def test_the_committee_whose_team_looks_into_its_own_bodies_where_no_other_place_is_named():
    assert about("巡察反馈\n近日，中共泰州市委巡察组向5家单位反馈巡察情况，发现问题120个。") == ["泰州市"]
    assert about("督察反馈\n泰州市委第三巡察组向兴化市反馈巡察情况。") == ["兴化市"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县委巡察组向蒲麻镇党委反馈巡察情况\n县委巡察办负责人到会。", ["岷县"]),
        ("关于审计查出问题整改情况的报告\n市审计局逐条跟踪。垛田街道已全部追回。", ["兴化市"]),
        ("耕地问题整改推进会召开\n市自然资源局汇报。瓶窑镇的停车场已经铲掉，全市复耕22宗。", ["杭州市"]),
        ("巡察反馈\n县委巡察组向何家堡乡、庞家乡反馈。", ["宕昌县"]),  # the only county that has both
        ("县委巡察组向何家堡乡党委反馈", []),
        ("区委巡察组向蒲麻镇党委反馈", []),  # which lies in a county, not in a district
        ("全省耕地问题通报\n省自然资源厅指出，蒲麻镇占用耕地12亩，全省复耕22宗。", ["甘肃省"]),
        ("县委巡察组向上蒲麻镇党委反馈", []),  # whose name only ends with that of another
        ("广东省通报，县委巡察组向蒲麻镇党委反馈", ["广东省"]),
        ("全县建成民族乡和重点镇，县委要求巩固。", []),
    ],
)
def test_towns_tell_the_county_that_a_bulletin_never_names(text, expected):
    assert about(text) == expected


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ("620821/2024-00317", ["泾川县"]),
        ("11445300-2023-00871", ["云浮市"]),
        ("11330681002000000A/2018-00000", ["诸暨市"]),
        ("2021-00417", []),
    ],
)
def test_the_index_number_tells_the_division_that_a_page_never_names(index, expected):
    assert about(f"索引号：{index}\n审计整改情况的报告\n市人大常委会审议后，各部门整改到位113个。") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("湖南、湖北两省公开整改方案\n整改方案已经公开。", ["湖南省", "湖北省"]),
        ("水环境质量通报\n排名前三的省份为：河北、广东、山东。", []),
        ("县水务局、县住建局检查\n县水务局对东坪镇安全隐患进行检查。", []),
    ],
)
def test_two_are_enough_where_counted_and_a_ranking_is_none(text, expected):
    assert about(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("督察组向我区转办举报54件。银川市21件，石嘴山市9件。自治区累计接到1126件。", ["宁夏回族自治区"]),
        ("省督察组对毕节市、铜仁市开展第二轮督察，9月19日向2个市反馈。", ["毕节市", "铜仁市"]),
        ("总局通报飞行检查情况\n对湖南、广东、云南3家企业进行检查，发现严重缺陷1项。", []),
    ],
)
def test_each_of_some_may_be_inspected_and_firms_only_sit_somewhere(text, expected):
    assert about(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "江西通报两起生态环境典型问题\n省生态环境保护督察办公室通报两起。\n一、九江市湖口县边开采边破坏\n湖口县有矿山9座。\n"
            "二、抚州市黎川县河滩成料场\n黎川县堆料4万吨。",
            ["九江市", "抚州市"],
        ),
        (
            "江西公布生态环境执法典型案例\n省生态环境厅公布两起。\n一、丰城市某公司偷排案\n罚款8万元。\n二、乐平市某厂造假案\n罚款9万元。",
            ["江西省"],
        ),
    ],
)
def test_cases_that_inspectors_made_known_are_of_the_cities_inspected(text, expected):
    assert about(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我省公布办理情况\n2021年4月30日，中央第二生态环境保护督察组转办我省举报108件，办结71件。", ["辽宁省"]),
        ("我省公布办理情况\n2021年12月10日，中央第三生态环境保护督察组转办我省举报108件。", ["陕西省"]),
        (
            "我市公布办理情况\n2021年4月30日，中央第二生态环境保护督察组转办我市举报8件，办结7件。",
            [],
        ),  # a city, who knows which
        ("中央第二生态环境保护督察组交办我省的第九批举报件共71件。\n截至2021年5月2日，已办结33件。", ["辽宁省"]),
        ("中央第二生态环境保护督察组交办我省举报件共1071件。\n截至2021年5月2日，已办结33件。", []),
        (
            "我省公布办理情况\n2021年，中央第二生态环境保护督察组转办我省举报108件。",
            [],
        ),  # two teams of that number went out
    ],
)
def test_number_and_day_of_a_central_team_tell_the_province_that_is_never_named(text, expected):
    assert about(text) == expected


def test_our_city_is_the_one_a_paper_called_after_another_place_writes_from():
    text = "南海新闻网福州2018年7月2日讯（记者 林某）记者从市整改办获悉，督察组共向我市转办举报件137件。"
    assert about(text) == ["福州市"]


def test_our_city_is_that_of_its_paper_wherever_the_reporter_writes_from():
    text = "聊城日报北京2021年6月3日讯（记者 林某）记者从市整改办获悉，督察组共向我市转办举报件137件。"
    assert about(text) == ["聊城市"]


@pytest.mark.parametrize(
    ("paper", "expected"),
    [("闽南日报", ["漳州市"]), ("闽南网", []), ("珠江晚报", ["珠海市"]), ("珠江时报", []), ("三峡都市报", [])],
)
def test_of_a_name_that_papers_of_several_places_share_the_full_one_tells(paper, expected):
    text = f"我市公布第八批举报件办理情况\n{paper}讯（记者 林某）督察组共向我市转办举报件37件。"
    assert about(text) == expected


def test_a_national_notice_on_firms_of_several_provinces_is_about_none():
    text = "国家药监局关于3家企业飞行检查情况的通告\n检查组对江西某药业公司检查，发现缺陷3项；对湖北某药材公司检查，发现缺陷5项。"
    assert about(text) == []
