"""What a damaged page looks like, and what it must become."""

from __future__ import annotations

import pytest

from taizhang.offsets import Edit
from taizhang.restore import restore


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("省委第四生態(tài)環(huán)境保護督察組", "省委第四生态环境保护督察组"),
        ("壓實社會(huì )主義責(zé)任", "压实社会主义责任"),
        ("共8件,,來電4件,。", "共8件,来电4件。"),
        ("检查组于2025912日进驻", "检查组于2025年9月12日进驻"),
        (
            "1027日至30日，督察组下沉两县。历时120日，115日至18日待核。",
            "10月27日至30日，督察组下沉两县。历时120日，115日至18日待核。",
        ),
        (
            "　　623日，市委召开会议。365日不停，请于120日内办完。",
            "　　6月23日，市委召开会议。365日不停，请于120日内办完。",
        ),
        ("20259月底前完成", "2025年9月底前完成"),
        ("20161128日-1228日开展督察", "2016年11月28日-12月28日开展督察"),
        ("⼤⽓污染防治工作，⺠生项目", "大气污染防治工作，民生项目"),
        ("扎实开展整改\n。", "扎实开展整改。"),
        ("&ldquo;回头看&rdquo;整改</span>", "“回头看”整改"),
        ("隨著整改推進，著名景區", "随着整改推进，著名景区"),
    ],
)
def test_damage_is_undone(damaged: str, text: str) -> None:
    assert restore(damaged).text == text


@pytest.mark.parametrize(
    "clean",
    [
        "2021年12月29日至2022年3月9日，督察组开展了督察。",
        "这是真的吗?2018年共办结27件。",
        "乾安县与瞭望塔村、覆盖率98.5%",
        "垚(yáo)村整改到位。",
        "PM2.5平均浓度<35微克/立方米，COD(化学需氧量)下降3%。",
        "1年365日不间断巡查，编号D3SX202505280018。",
        "第一批、第二批，共1,234件！！",
    ],
)
def test_clean_text_passes_as_it_is(clean: str) -> None:
    restored = restore(clean)
    assert (restored.text, restored.repairs, restored.doubtful) == (clean, (), ())


def test_a_day_with_two_readings_is_doubtful_and_stays() -> None:
    restored = restore("2021111日召开会议")
    assert restored.text.startswith("2021111日")
    assert restored.text[slice(*restored.doubtful[0])] == "2021111日"
    assert restored.warnings


def test_a_figure_that_lost_its_first_digit_is_doubtful() -> None:
    restored = restore("排查企?026家，整改38项。")
    assert [restored.text[a:b] for a, b in restored.doubtful] == ["?026家"]


def test_a_body_printed_twice_is_kept_once() -> None:
    body = "".join(f"第{n}项整改任务由某县负责，已于{n}月底前完成并通过验收销号。\n" for n in range(1, 9))
    restored = restore(body + body)
    assert restored.text.strip() == body.strip()
    assert "doubled" in restored.kinds


def test_edits_of_the_reader_come_first() -> None:
    restored = restore("整改\n任務", [Edit(2, 3, "", "join")])
    assert restored.text == "整改任务"
    assert restored.offsets.to_source(2, 4) == (3, 5)


def test_the_date_of_a_header_line_stays() -> None:
    assert "2018-05-16 07:30" in restore("发布时间：2018-05-16 07:30 来源：某报 浏览次数:85 【字号:大 中 小】").text


@pytest.mark.parametrize("unit", ["(", "?", "，", "<", "責(zé)", "1", "\n", "20211", "首页>"])
def test_time_is_linear_on_odd_text(unit: str) -> None:
    import time

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        taken = []
        for _ in range(3):
            started = time.process_time()
            restore(text)
            taken.append(time.process_time() - started)
        return min(taken)

    # Eight times the text may take forty times as long on a noisy machine; were it quadratic, it would take sixty-four.
    assert seconds(200_000) < 40 * max(seconds(25_000), 0.01)


def test_empty_cells_of_a_table_that_stands_one_cell_a_line_stay():
    table = "移交件数 |\n水 |\n东城区 |\n4 |\n|\n|||\n3 |"
    assert restore(table).text == table
    assert restore("正文第一段说明情况。\n|\n正文第二段说明情况。").text == "正文第一段说明情况。\n正文第二段说明情况。"
