"""Texts made to hurt: one piece over and over, for which a careless rule would take time that grows faster than the text."""

from __future__ import annotations

NUMBER = "#"
"""Stands in a piece for its number, where no two pieces may be the same: what is remembered of one is no help with the next."""

PIECES = {
    "digits": "1234567890", "figures with commas": "1,234,567,", "Chinese numerals": "一二三四五六七八九十百千万", "commas": "，",
    "spaces": " ", "wide spaces": "\u3000", "lines": "\n", "brackets": "（", "titles that open": "《", "dates": "2021年12月29日",
    "periods": "2021年12月29日至2022年3月9日、", "places": "河南省安阳市", "bodies": "安阳市生态环境局、", "firms": "有限公司",
    "people": "局长王某、", "figures": "27项已完成，占71%", "table": "安阳市\t12\t34\n", "glosses": "地(dì)",
    "prose without a stop": "整改任务已完成督察反馈问题移交举报件", "labels": "责任单位：", "labels of reports": "整改情况：",
    "numbers of items": "一、",
    "tasks that count": "滞后的是甲堆场治理，原定2030年6月底前完工，至今还有3万吨没有清运。\n",
    "promises": "下一步，针对#号堆场渗滤液外排问题，市水利局2030年6月底前完成清运3万吨。\n",
    "a plan": "#．#号堆场渗滤液外排。\n整改目标：清运3万吨。\n整改时限：2030年6月底前\n责任单位：丙县人民政府\n"
    "整改进展：已完成清运2万吨。\n",
    "complaints": "受理编号：D2HL#\n反映问题：#号砂场扬尘。\n调查核实情况：属实，乙县生态环境局责令整改3家。\n"
    "办理状态：已办结\n责任人被处理情况：约谈2人\n",
    "days under a year": "3月2日检查，",
    "hidden firms": "平定县某石料厂违规，某石料厂被罚；",
    "cases": "案例#：#号水泥有限公司超标排放案。2029年5月6日，乙县生态环境局检查发现颗粒物超标3倍，罚款5万元。\n",
}  # fmt: skip


OPENINGS = {"days under a year": "2023年，"}
"""What stands once before the pieces of a text, whatever its length: what each of them may look back to."""


def text(name: str, length: int) -> str:
    """A text of about `length` bytes in UTF-8, of one kind of piece."""
    piece = PIECES[name]
    times = length // len(piece.encode())
    pieces = "".join(piece.replace(NUMBER, str(n)) for n in range(1, times + 1)) if NUMBER in piece else piece * times
    return OPENINGS.get(name, "") + pieces
