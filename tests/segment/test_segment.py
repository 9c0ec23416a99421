"""Title, sections, sentences, clauses."""

from __future__ import annotations

import pytest
import regex

from taizhang.rules import Rule, load_pack
from taizhang.segment import clause_bounds, segment, sentence_at
from taizhang.segment.tokens import doc, tokens

RULES = load_pack("headings").group("heading")
TEXT = "某市整改情况的报告\n2022年5月20日\n一、总体情况\n共38项。要求：一是抓紧；二是销号。\n（一）水\n1.沟渠清淤。\n二、下一步\n继续。"


@pytest.mark.parametrize(
    ("rule", "example"), [(r, e) for r in RULES for e in r.examples], ids=lambda x: getattr(x, "id", None)
)
def test_a_heading_is_told_by_its_number(rule: Rule, example: dict[str, str]) -> None:
    match = regex.match(rule.pattern, example["text"], regex.MULTILINE)
    assert match is not None
    assert match[0] == example["number"]


@pytest.mark.parametrize(
    ("rule", "text"), [(r, t) for r in RULES for t in r.never], ids=lambda x: getattr(x, "id", None)
)
def test_what_is_no_heading(rule: Rule, text: str) -> None:
    assert not regex.match(rule.pattern, text, regex.MULTILINE)


def test_sections_nest() -> None:
    found = [(s.level, s.number, s.title) for s in segment(TEXT).sections]
    assert found == [
        (1, "一、", "总体情况"),
        (2, "一是", "抓紧"),
        (2, "二是", "销号"),
        (2, "（一）", "水"),
        (3, "1.", "沟渠清淤"),
        (1, "二、", "下一步"),
    ]


def test_a_section_covers_its_subsections() -> None:
    first = segment(TEXT).sections[0]
    assert TEXT[first.start : first.end].endswith("清淤。\n")


def test_title_and_body() -> None:
    structure = segment(TEXT)
    assert structure.title is not None
    assert TEXT[slice(*structure.title)] == "某市整改情况的报告"
    assert TEXT[structure.body[0] :].startswith("一、")


def test_prose_has_no_title() -> None:
    assert segment("9月17日，某市领导就整改作出批示。\n会议要求抓紧销号。").title is None


def test_sentences_do_not_cross_lines() -> None:
    spans = segment(TEXT).sentences
    assert all("\n" not in TEXT[a:b] for a, b in spans)
    assert "".join(TEXT[a:b] for a, b in spans) == TEXT.replace("\n", "")


def test_a_clause_keeps_the_comma_of_a_number() -> None:
    text = "完成27项，投入1,234万元；其余推进。"
    start, end = clause_bounds(text, text.index("234"))
    assert text[start:end] == "投入1,234万元"


def test_the_sentence_of_a_position() -> None:
    structure = segment(TEXT)
    at = TEXT.index("38")
    start, end = structure.sentences[sentence_at(structure, at)]
    assert start <= at < end


@pytest.mark.parametrize("text", [TEXT, "COD为2008-06-04测得，PM2.5浓度35.5%\r\n 完 成", "", "abc 整改 3.5万"])
def test_words_are_those_of_jieba(text: str) -> None:
    import jieba

    assert tokens(text) == jieba.lcut(text)
    assert doc(text).text == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "关于某市预算执行\n和其他财政收支的审计工作报告\n主任：\n现报告。",
            "关于某市预算执行\n和其他财政收支的审计工作报告",
        ),
        ("市审计局局长 李明华\n主任、各位副主任：\n现报告审计情况。", None),
        ("证券时报网02月18日讯\n据报道，方案已经完成。", None),
        ("某县开展消防检查     DATE: 2024-11-01 09:22:09\n某县应急局检查企业16家。", "某县开展消防检查"),
        ("某报业·某新闻·2021-05-13 22:57·某地\n5月13日，督察组移交信访件3件。", None),
        ("某县收到信访件3件\n5月13日，督察组移交信访件3件，已全部交办。", "某县收到信访件3件"),
        ("整改时限：2023年三季度\n责任单位：某县政府\n已完成。", None),
        ("批次 受理编号 交办问题 所在区域\n第一批 0012 某厂粉尘大 某县\n", None),
        (
            "督察简报\n第17期\n某市督察工作领导小组办公室\n全市整改工作推进有力\n3月以来，完成22个。",
            "全市整改工作推进有力",
        ),
        (
            "信息索引号:\n113307020501/2023-463\n文件名称:\n某县整改情况的通报\n根据部署，县委开展巡察。",
            "某县整改情况的通报",
        ),
        ("督办函\n某县人民政府：\n经查，你县污水直排。", "督办函"),
        ("约谈纪要\n3月5日，约谈某县政府。", "约谈纪要"),
        ("某地讯\n3月5日，约谈某县政府。", None),
        ("5月13日，督察组移交信访件3件，已全部交办。\n欢迎关注某县新闻公众号", None),
    ],
)
def test_a_title_is_no_stamp_and_no_line_behind_the_text(text: str, title: str | None) -> None:
    found = segment(text).title
    assert (text[slice(*found)] if found else None) == title


@pytest.mark.parametrize(
    "head",
    [
        "索  引 号: 79114715-5\n标      题: 某市落实督察反馈问题整改方案\n",
        "• 索引号: j602402 主题分类: 综合政务\n某市落实督察反馈问题整改方案\n",
        "某市落实督察反馈问题整改方案\n某某省生态环境厅 example.gov.cn 时间:2015-08-31 00:08 【字体】\n",
    ],
)
def test_what_a_page_says_of_itself_is_no_title(head: str) -> None:
    text = head + "市生态环境局制定的方案已经审议通过，现予公开。\n"
    title = segment(text, []).title
    assert title is not None
    assert text[slice(*title)] == "某市落实督察反馈问题整改方案"
