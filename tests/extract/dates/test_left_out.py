"""Years and months that a text leaves out, and roles told by the words around."""

import datetime as dt

import pytest

from taizhang.extract.dates import dates
from taizhang.types import Structure


def read(text, published_on=None):
    metadata = {"published_on": published_on} if published_on else {}
    found, _ = dates(text, Structure((), (), None, (0, len(text))), metadata)
    return {m.text: m for m in found}


def test_a_tale_that_runs_into_the_next_year_goes_on_there():
    text = "该公司2021年8月至2022年2月未经批准占地。3月立案，5月作出处罚。"
    found = read(text, "2022-11-08")
    assert (found["3月"].value.start, found["5月"].value.start) == (dt.date(2022, 3, 1), dt.date(2022, 5, 1))
    assert found["2021年8月至2022年2月"].role == "period"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("督察组于10月30日至11月6日进驻。记者7日从生态环境部获悉，累计受理举报。", 12),
        ("督察组于10月30日至11月6日进驻。7日开展下沉督察。", 11),
    ],
)
def test_a_bare_day_is_of_the_month_where_the_tale_ends_or_the_reporters_own(text, month):
    assert read(text, "2018-12-08")["7日"].value.start == dt.date(2018, month, 7)


def test_a_dateline_without_a_year_lies_within_a_year_before_the_first_deadline():
    text = "（昌吉州整改办12月3日讯）2019年督察反馈44项，完成29项。今年1至11月，浓度下降。下一步，2021年上半年完成锅炉清零。"
    assert read(text)["12月3日"].value.start == dt.date(2020, 12, 3)
    far = text.replace("2021年上半年", "2025年上半年")
    assert read(far)["12月3日"].value.start == dt.date(2019, 12, 3)


def test_a_dateline_without_a_year_lies_behind_the_quarter_it_tells_of():
    text = "4月7日，市自然资源局通报2020年第四季度违法用地查处情况。"
    assert read(text)["4月7日"].value.start == dt.date(2021, 4, 7)


@pytest.mark.parametrize(
    ("between", "year"),
    [("。断面", 2020), ("，断面", 2019)],
)
def test_a_half_is_of_last_year_only_in_its_sentence(between, year):
    found = read(f"去年优良天数比例达到93.2%{between}上半年有4个月超标。", "2020-09-09")
    assert found["上半年"].value.start == dt.date(year, 1, 1)


@pytest.mark.parametrize(
    ("text", "date", "start"),
    [
        ("2023年12月7日约谈。5月以来查出隐患173项。", "5月以来", dt.date(2023, 5, 1)),
        ("2023年3月7日约谈。5月以来查出隐患173项。", "5月以来", dt.date(2022, 5, 1)),
        ("2023年12月7日约谈。1至11月立案96起。", "1至11月", dt.date(2023, 1, 1)),
        ("2023年3月1日，某县召开推进会。4—6月，全县共查处违法企业5家。", "4—6月", dt.date(2023, 4, 1)),
        ("2023年2月7日，督察组进驻。3月上旬至4月底开展整治。", "3月上旬至4月底", dt.date(2023, 3, 1)),
    ],
)
def test_only_what_reaches_up_to_the_tale_lies_before_it(text, date, start):
    assert read(text)[date].value.start == start


def test_a_day_right_behind_the_number_of_an_item_is_no_decimal():
    text = "处理情况\n    1.责令停产；\n    2.8月16日清运完毕；\n    3.2021年8月20日走访居民。"
    assert set(read(text, "2021-09-01")) == {"8月16日", "2021年8月20日"}


@pytest.mark.parametrize(
    ("text", "date", "role"),
    [
        ("2015年底就该完工的12个项目，完工的只有3个。", "2015年底", "deadline"),
        ("某市承诺2017年底建成的项目至督察时未动工。", "2017年底", "deadline"),
        ("市局从今年1至9月立案的316宗案件中选取4起。", "今年1至9月", "period"),
        ("意见传达后，今年7月6日和7日，意见先后反馈给两地。", "今年7月6日", "feedback"),
        ("领导小组要求，7月底前对28个已完成问题再走一遍。", "7月底前", "deadline"),
    ],
)
def test_what_a_date_is_for(text, date, role):
    assert read(text, "2022-06-14")[date].role == role


@pytest.mark.parametrize(
    ("text", "date", "end"),
    [
        ("2023年，改造管网80公里，6月底前完工。", "6月底前", dt.date(2023, 6, 30)),
        ("2023年，改造管网80公里，年底前完工。", "年底前", dt.date(2023, 12, 31)),
        ("2023年，改造管网80公里。9月底前关停锅炉。", "9月底前", dt.date(2022, 9, 30)),
        ("2021年，整改12个，其余9月底前完成。", "9月底前", dt.date(2022, 9, 30)),
        ("2023年要改造管网80公里；9月底前关停锅炉。", "9月底前", dt.date(2022, 9, 30)),
    ],
)
def test_the_year_that_heads_a_sentence_holds_to_its_end(text, date, end):
    assert read(text, "2022-03-14")[date].value.end == end


def test_the_name_of_a_campaign_is_no_date():
    assert not read("2018-2019年蓝天保卫战重点区域强化监督持续进行。")


def test_this_week_is_the_one_a_weekly_report_tells_of():
    report = "3月8日至14日，收到信访件7批。比上周减少2件，本周立案3起。"
    found = read(report, "2021-03-15")
    assert found["上周"].value.start == dt.date(2021, 3, 1)
    assert (found["本周"].value.start, found["本周"].value.end) == (dt.date(2021, 3, 8), dt.date(2021, 3, 14))
    assert read(report, "2021-04-02")["本周"].value.start == dt.date(2021, 3, 29)
    assert read("3月8日至11日开展检查，本周立案3起。", "2021-03-15")["本周"].value.start == dt.date(2021, 3, 15)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("全市工地检查情况通报发布日期:2022-05-09\n近日，检查工地32个。", "published"),
        ("某工程项目完成时间:2022-05-09\n近日，检查工地32个。", "completed"),
    ],
)
def test_a_full_label_dates_the_page_even_glued_to_its_title(text, role):
    assert read(text)["2022-05-09"].role == role


@pytest.mark.parametrize(
    ("text", "printed", "last"),
    [
        ("2023年1月底前制定方案，9月底前完成拆除。", "9月底前", dt.date(2023, 9, 30)),
        ("2023年10月底前验收，6月底前完成拆除。", "6月底前", dt.date(2023, 6, 30)),
        ("2023年10月底前验收，9月底前完成拆除。", "9月底前", dt.date(2022, 9, 30)),
        ("2023年1月底前制定方案。\n9月底前完成拆除。", "9月底前", dt.date(2022, 9, 30)),
    ],
)
def test_a_deadline_goes_on_in_the_later_year_of_the_one_before(text, printed, last):
    assert read(text, "2022-08-05")[printed].value.end == last


@pytest.mark.parametrize(
    ("foot", "day"),
    [
        ("长山县人民政府办公室2022年8月12日印发", dt.date(2022, 8, 12)),
        ("长山县人民政府办公室        2022年8月12日印发", dt.date(2022, 8, 12)),
        ("2016年印发的原办法同时废止。", None),
        ("整改方案由县政府办公室2022年8月12日印发，各镇照办。", None),
    ],
)
def test_the_foot_of_an_official_paper_dates_it(foot, day):
    text = f"审计整改办法\n第一条 被审计单位应当及时整改。\n{foot}\n"
    assert dates(text, Structure((), (), None, (0, len(text))), {})[1].published_on == day


def test_a_day_in_the_handling_of_a_complaint_takes_the_year_of_its_number():
    rows = "举报件办理情况\nD2XX202104100012 | 该厂2019年停产；将于4月30日前封堵\nX2XX202112210003 | 1月15日前改造"
    found = read(rows)
    assert found["4月30日前"].value.end == dt.date(2021, 4, 30)
    assert found["1月15日前"].value.end == dt.date(2022, 1, 15)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("市食安办将于9月中旬组织抽查。", 2021),
        ("市食安办将于2月中旬组织抽查。", 2022),
        ("市食安办9月中旬组织抽查。", 2020),
    ],
)
def test_what_the_bulletin_looks_ahead_to_comes_after_it(text, year):
    (mention,) = read(text, "2021-05-19").values()
    assert mention.value.start.year == year


def test_what_was_gone_through_for_more_than_a_year_is_told_from_its_end():
    found = read("2022年1月至2023年6月，某县发现违法图斑128个。截至7月底，拆除97个。")
    assert found["截至7月底"].value.end == dt.date(2023, 7, 31)


@pytest.mark.parametrize("credit", ["〔江潮日报记者北京二十二日专电〕", "【江潮晚报临川专讯】"])
def test_the_day_behind_a_dateline_in_brackets_dates_the_page(credit):
    text = f"督察意见送抵两省\n{credit}　2024-08-22\n生态环境部昨晚公布了督察意见。"
    found, known = dates(text, Structure((), (), None, (0, len(text))), {})
    assert known.published_on == dt.date(2024, 8, 22)
    assert found[-1].value.start == dt.date(2024, 8, 21)


def test_a_day_behind_a_bracket_that_tells_what_was_done_does_not_date_the_page():
    text = "督察意见送抵两省\n（督察组当面向两省送去意见并发函）　2024-08-22\n市里召开会议。"
    assert dates(text, Structure((), (), None, (0, len(text))), {})[1].published_on is None


@pytest.mark.parametrize(
    ("text", "year"), [("该厂始建于2005年。3月立案。", None), ("该厂停产于2005年。3月立案。", 2005)]
)
def test_when_something_was_founded_tells_no_year_of_the_bulletin(text, year):
    _, reference = dates(text, Structure((), (), None, (0, len(text))), {})
    assert reference.year == year


def test_a_year_since_which_something_goes_on_is_not_that_of_days_beside_it():
    text = "8月5日，市督察办对2023年以来交办的问题开展核查。"
    assert read(text)["8月5日"].value.start is None
    assert read(text.replace("2023年以来", "2023年"))["8月5日"].value.start == dt.date(2023, 8, 5)


@pytest.mark.parametrize(
    "head",
    [
        "某县审计查出问题整改情况\n发布时间：2024-01-05\n2023年12月28日在县人大常委会会议上\n",
        "某县审计查出问题整改情况\n发布时间：2024-01-05\n",  # what has happened cannot lie ahead of the page
        "某县审计查出问题整改情况\n2023年12月28日在县第十七届人民代表大会常务委员会\n第十六次会议上\n",
    ],
)
def test_the_year_of_a_page_shown_late_is_the_one_it_was_spoken_in(head):
    found = read(head + "今年7月，县人大常委会审议了审计工作报告。截至11月底，已整改32个。今年以来，开展督导6次。")
    assert found["今年7月"].value.start == dt.date(2023, 7, 1)
    assert found["截至11月底"].value.end == dt.date(2023, 11, 30)
    assert found["今年以来"].value.start == dt.date(2023, 1, 1)


def test_what_is_announced_in_january_lies_ahead():
    text = "某县召开动员会\n发布时间：2024-01-05\n今年7月，将开展“回头看”。今年6月底前完成整改，今年3月省督察组进驻。"
    found = read(text)
    assert {found[d].value.end.year for d in ("今年7月", "今年6月底前", "今年3月")} == {2024}


@pytest.mark.parametrize(
    "text",
    [
        "3月18日，市场监管局通报一起案件。该企业2013年至2015年共购进原料7批。",
        "3月18日，督察组进驻某市。到2018年，化解产能230万吨；到2020年，化解产能300万吨。",
    ],
)
def test_targets_and_years_that_a_figure_covers_tell_no_year_of_the_bulletin(text):
    assert read(text)["3月18日"].value.start is None


@pytest.mark.parametrize(
    ("text", "printed", "start"),
    [
        ("市里2019年11月上报销号，又堆回来。2条线索9月28日移交地方。", "9月28日", dt.date(2022, 9, 28)),
        ("公司2021年3月开工，5月投产。", "5月", dt.date(2021, 5, 1)),
        ("公司2021年3月2日开工，5月8日投产。", "5月8日", dt.date(2021, 5, 8)),
    ],
)
def test_days_behind_a_month_long_gone_are_the_bulletins_own(text, printed, start):
    assert read(text, "2022-10-19")[printed].value.start == start


@pytest.mark.parametrize(
    ("text", "word", "years"),
    [
        (
            "2018年，全区收入120亿元，较2017年再上台阶。税收30亿元，比上年增长3%；非税5亿元，较上年增长6%。",
            "上年",
            [2017, 2017],
        ),
        ("2018年支出90亿元，与上年相比增长3%，下年将压减支出。", "下年", [2019]),
        ("2018年末有企业80家，比上年末少5家，比上年末的规上企业少2家。", "上年末", [2017, 2017]),
        ("2018年收入与2016年相比翻番，较上年增长3%。", "上年", [2017]),
    ],
)
def test_the_year_before_is_that_of_the_year_told_and_not_of_one_compared_with(text, word, years):
    found, _ = dates(text, Structure((), (), None, (0, len(text))), {})
    assert [m.value.end.year for m in found if m.text == word] == years


def test_the_year_whose_doings_are_looked_into_later_is_not_this_year():
    found = read("2021年度卫片执法检查发现违法用地12宗。今年以来，已整改10宗。")
    assert found["今年以来"].value.start is None
    assert read("2021年度卫片执法检查发现违法用地12宗。", "2022-05-20")["2021年度"].value.start.year == 2021


def test_a_year_that_opens_its_clause_is_told_of_whatever_else_is_called_after_it():
    found = read("2021年，全市开展2021年度卫片执法检查。7月9日，市局约谈两县。")
    assert found["7月9日"].value.start == dt.date(2021, 7, 9)


def test_no_limit_lies_before_the_meeting_that_sets_it():
    text = "3月2日，某院党委召开通报会。校党委于2019年10月开展了巡察，反馈问题31个。今后将继续整改，确保在6月底前整改到位。"
    assert read(text)["6月底前"].value.end == dt.date(2020, 6, 30)


def test_an_audited_year_does_not_hold_the_day_on_which_the_audit_is_published():
    text = "审计署5月20日公布了某行2011年度资产负债损益情况的审计结果。该行2011年违规放贷2.6亿元。"
    assert read(text)["5月20日"].value.start is None


def test_figures_are_compared_with_the_year_before_the_speech_however_late_the_page():
    text = "某省2019年度预算执行的审计工作报告\n发布时间：2021-03-02\n——2020年7月28日在省人大常委会会议上\n转移支付比上年增长9%。"
    assert read(text)["上年"].value.start == dt.date(2019, 1, 1)


def test_what_is_made_public_lies_behind_what_the_tale_has_come_to():
    found = read("2018年11月开展督察，2019年5月完成督察反馈，同时移交了案件。省里于3月12日对外公开问责情况。")
    assert found["3月12日"].value.start == dt.date(2020, 3, 12)


def test_the_year_of_a_campaign_in_its_quotation_marks_is_no_date():
    assert read("“2021年春雷行动”治理项目已完成。") == {}
    assert list(read("他说：“2021年完成了治理。”")) == ["2021年"]
