"""Text whose bytes were paired one byte off, and text that only looks like it."""

from __future__ import annotations

import time

import pytest
from benchmarks.mirror import decoded, shifted

from taizhang.restore import restore
from taizhang.restore.chars import char_model
from taizhang.restore.page import Page

SENTENCES = [
    "各地要压实生态环境保护责任，推动问题整改到位。",
    "会议要求加强组织领导。会议强调，要严格落实责任。",
    "责任单位立即赶赴现场，开展核查。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_run_whose_lost_bytes_are_shown_is_put_right(sentence: str) -> None:
    damaged = shifted(sentence)
    assert damaged != sentence
    assert restore(damaged).text == sentence


@pytest.mark.parametrize("sentence", SENTENCES[:2])
def test_a_run_whose_lost_bytes_are_gone_is_put_right(sentence: str) -> None:
    assert restore(shifted(sentence, "")).text == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "责任单位立即赶赴现场，开展核查。",  # 场 goes without a trace
        "督察组通报了情况。会前，与会人员观看了警示片。",  # one character that prints rarely
        "有关单位责令整改，罚款。",
    ],
)
def test_a_page_that_is_damaged_for_sure_is_read_behind_every_mark(sentence: str) -> None:
    page = f"{SENTENCES[0]}\n{sentence}"
    damaged = shifted(page, "")
    assert sentence not in damaged
    assert restore(damaged).text == page


def test_what_went_without_a_trace_is_not_missed_on_a_page_that_shows_no_damage() -> None:
    text = "责任单位立即赶赴现，开展核查。"  # may be an author's slip: nothing else on the page is damaged
    restored = restore(text)
    assert restored.text == text
    assert not restored.doubtful


def test_a_damaged_page_keeps_what_is_intact() -> None:
    intact = "会议要求，各地要加强领导；有关部门要落实责任，推动工作。\n2021年，全市办结27件、问责38人。"
    assert restore(f"{intact}\n{shifted(SENTENCES[0], '')}\n{intact}").text == f"{intact}\n{SENTENCES[0]}\n{intact}"


def test_a_figure_of_one_digit_that_went_with_a_byte_is_shown_as_lost() -> None:
    restored = restore(shifted(f"{SENTENCES[0]}\n责令整改，罚款5万元。", ""))
    assert restored.text.endswith("罚款?万元。")
    assert any("万元" in restored.text[start:end] for start, end in restored.doubtful)


def test_a_run_leads_back_to_its_source_and_is_recorded() -> None:
    damaged = shifted(SENTENCES[0])
    restored = restore(damaged)
    (repair,) = [r for r in restored.repairs if r.kind == "shift"]
    start = restored.text.index("保护")
    assert restored.offsets.to_source(start, start + 2) == (repair.start, repair.end)
    assert repair.applied
    assert 0.9 <= repair.confidence <= 1
    assert "shift" in restored.kinds


def test_traditional_runs_end_at_a_letter() -> None:
    sentence = "督察組指出，環境保護責任落實不力。"
    assert restore(shifted(sentence)).text == "督察组指出，环境保护责任落实不力。"


def test_a_figure_that_went_with_a_byte_is_doubtful() -> None:
    restored = restore(shifted("加强环境保护责任落实27项，其余整改完成。"))
    assert "27" not in restored.text
    assert any("7项" in restored.text[a:b] for a, b in restored.doubtful)
    assert restored.warnings


def test_what_can_be_read_in_many_ways_is_left_or_doubtful() -> None:
    damaged = shifted("涉及垴坂病、嬴坳病，均已核查。")
    restored = restore(damaged)
    unsure = [r for r in restored.repairs if r.kind == "shift" and r.confidence < 0.9]
    assert len(restored.doubtful) >= len({(r.start, r.end) for r in unsure})
    assert all(r.confidence >= 0.9 for r in restored.repairs if r.kind == "shift" and not restored.doubtful)


@pytest.mark.parametrize(
    "clean",
    [
        "这是真的吗?！大家都在问。",
        "怎么办??，有人问。",
        "邯郸、亳州，泸溪县和岢岚县均已反馈。",
        "β-胡萝卜素、α粒子，Ⅲ类水质，①整改到位；②验收销号。",
        "嘉陵江、漯河、濮阳，郯城、鄄城，甪直镇，邛崃市、嵊泗县。",
        "ひらがなの看板，拆除；カタカナ的广告牌也已拆除。",
        "省（区），。",
        "?",
        "，?",
    ],
)
def test_text_that_only_looks_odd_stays(clean: str) -> None:
    assert [r for r in restore(clean).repairs if r.kind == "shift" and r.applied] == []


def test_the_model_stays_unread_for_clean_text() -> None:
    char_model.cache_clear()
    restore("2021年12月29日，督察组进驻泸州市。共办结27件，问责38人；罚款1.5万元。\n" * 50)
    assert char_model.cache_info().misses == 0


@pytest.mark.parametrize("unit", ["?，", "??。", "；ざ讲熳椋", "；ざ讲熳椋，", "，？", "?；ざ讲?，", "保护?;"])
def test_time_is_linear_on_damaged_text(unit: str) -> None:
    def seconds(size: int) -> float:
        started = time.process_time()
        restore(unit * (size // len(unit)))
        return time.process_time() - started

    restore(unit)  # the model and its tables are made once
    assert seconds(2_400) < 20 * max(seconds(300), 0.05)


def test_dense_damage_is_searched_up_to_a_bound_and_the_rest_is_doubtful() -> None:
    damaged = "".join(f"?；ざ讲?，{n}件" for n in range(30_000))
    started = time.process_time()
    restored = restore(damaged)
    assert time.process_time() - started < 60  # without the bound: minutes
    assert restored.doubtful[-1][1] >= len(restored.text) - 10
    assert restored.warnings


def test_a_long_page_with_little_damage_is_read_to_its_end() -> None:
    line = "2021年，全市办结27件、问责38人；有关部门要落实责任，推动工作。\n"
    damaged = shifted(SENTENCES[0] + "\n", "") + line * 1500 + shifted(SENTENCES[0], "")
    started = time.process_time()
    restored = restore(damaged)
    assert time.process_time() - started < 30
    assert restored.text.endswith(SENTENCES[0])
    assert restored.text.count(line) == 1500


def test_traditional_text_shows_runs_by_their_letters() -> None:
    sentence = "對24個單位開展了巡察。現場巡察工作到期，縣農業農村局受理舉報。"
    damaged = shifted(sentence, "")
    assert damaged != sentence
    assert restore(damaged).text == "对24个单位开展了巡察。现场巡察工作到期，县农业农村局受理举报。"


@pytest.mark.parametrize("line", ["会议要求，各地要加强领导。", "27项任务完成22项。"])
def test_a_run_that_took_the_lines_end_along_ends_there(line: str) -> None:
    data = f"保护督察整改工作。\n{line}".encode("gbk")
    run = decoded(data[:1], "") + decoded(
        data[1:], ""
    )  # broken before ；, not before 。, whose second byte takes the line's end
    restored = restore(f"{shifted(SENTENCES[0], '')}\n加强生态环境{run}")
    assert restored.text.endswith(f"加强生态环境保护督察整改工作。?{line}")
    assert restored.doubtful


def test_what_may_be_garbled_is_no_evidence_for_itself() -> None:
    lines = [f"對{n}個單位開展了常規巡察。現場巡察工作到期。" for n in range(24, 30)]
    damaged = shifted("\n".join(lines), "")
    assert damaged.count("，F場巡察") == len(lines)
    assert restore(damaged).text.count("。现场巡察工作到期") == len(lines)


def test_the_mark_of_what_was_lost_is_not_read_as_a_trace() -> None:
    restored = restore(shifted(f"{SENTENCES[0]}\n加强环境保护责任落实27项，共办结27件。", ""))
    assert "?7项，" in restored.text
    assert "罚款" not in restored.text


def test_a_pages_own_words_tell_a_reading() -> None:
    line = "责令漷垡公司停产，漷垡公司已停产。"
    page = Page([line * 3])
    numbers = char_model().numbers("责令漷垡")
    assert page.score(tuple(numbers[:3]), numbers[3]) > char_model().score(tuple(numbers[:3]), numbers[3])
