"""The columns of the tables that an office keeps, each with its heading, its width and what stands in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from taizhang import vocabulary_zh as zh

_EVEN: Final = 0.5  # a class with a lower score may as well be another
Row = dict[str, Any]
Column = tuple[str, int, Callable[[Row], Any]]


def _parties(*roles: str) -> Callable[[Row], str]:
    return lambda task: "、".join(name for role in roles for name in task["parties"].get(role, ()))


def bodies(*roles: str) -> Callable[[Row], str]:
    """The bodies with these parts; where none is known, what is printed under 牵头单位 or 责任单位 (市有关部门)."""
    parties = _parties(*roles)
    return lambda task: parties(task) or "、".join(said for role in roles if (said := task.get(f"{role}_text")))


def _day(name: str) -> Callable[[Row], dt.date | str | None]:
    def value(row: Row) -> dt.date | str | None:
        return dt.date.fromisoformat(row[name]) if row[name] else None

    return value


def _deadline(task: Row) -> dt.date | str | None:
    return _day("deadline_to")(task) or task["deadline_text"]


def _problem(task: Row) -> str:
    return str(task["problem"] or task["title"])


def _goal(task: Row) -> str:
    measures = (
        [f"{n}.{m}" for n, m in enumerate(task["measures"], 1)] if len(task["measures"]) > 1 else task["measures"]
    )
    return "\n".join([x for x in (task["target"], *measures) if x])


def _status(task: Row) -> str:
    return zh.TASK_STATUS[task["status"]]


def _closed(task: Row) -> str | None:
    """是 or 否; nothing where the bulletin does not say how far the task is."""
    return None if task["status"] == "none" else "是" if task["status"] == "closed" else "否"


def _categories(task: Row) -> str:
    return "、".join(zh.CATEGORY[c] for c in task["categories"])


def _just(name: str) -> Callable[[Row], Any]:
    return lambda row: row[name]


def _accountable(task: Row) -> str:
    return "；".join(words for words in (_parties("accountable")(task), task["held"]) if words)


def _classed(field: str, words: dict[str, str]) -> Callable[[Row], Any]:
    """What a bulletin was classed as, with ？ where something else is as likely."""

    def told(bulletin: Row) -> str:
        said = zh.say(words, bulletin[field])
        return f"{said}？" if bulletin[field] is not None and bulletin[f"{field}_score"] < _EVEN else said

    return told


VERIFIED: Final[Column] = ("是否属实", 10, lambda task: zh.VERIFIED.get(task["verified"]))
ACCOUNTABLE: Final[Column] = ("问责", 18, _accountable)
_OF_DAY: Final[Column] = ("截至（发布）日期", 16, _day("day"))
_REPRINT: Final[Column] = ("同文", 24, _just("reprint"))
TASKS: Final[tuple[Column, ...]] = (
    ("序号", 6, _just("number")),
    ("类型", 9, lambda task: zh.TASK_KIND[task["kind"]]),
    ("地区", 14, _just("region")),
    ("单位（对象）", 18, lambda task: task.get("subject_text")),
    ("问题", 36, _problem),
    ("整改目标及措施", 36, _goal),
    ("整改时限", 14, _deadline),
    ("牵头单位", 16, bodies("lead")),
    ("责任单位", 22, bodies("responsible")),
    ("配合单位", 16, _parties("cooperating")),
    ("督导单位", 16, _parties("supervisor")),
    ("验收单位", 16, _parties("acceptance")),
    ("完成情况", 12, _status),
    ("进展", 26, _just("progress")),
    ("是否销号", 9, _closed),
    ("完成（销号）日期", 16, _day("completed_on")),
    ("类别", 14, _categories),
    _OF_DAY,
    ("来源通报", 26, _just("bulletin")),
    ("任务编号", 20, _just("task_key")),
)
COMPLAINTS: Final[tuple[Column, ...]] = (
    ("受理编号", 20, _just("number")),
    ("地区", 14, _just("region")),
    ("反映问题", 46, _problem),
    ("污染类型", 14, _categories),
    VERIFIED,
    ("办理情况", 12, _status),
    ("处理和整改情况", 46, _just("progress")),
    ("办理时限", 14, _deadline),
    ("责任单位", 24, bodies("lead", "responsible")),
    ACCOUNTABLE,
    _OF_DAY,
    ("来源通报", 34, _just("bulletin")),
    ("任务编号", 22, _just("task_key")),
)
FIGURES: Final[tuple[Column, ...]] = (
    ("来源通报", 46, _just("bulletin")),
    _OF_DAY,
    ("地区", 16, _just("region")),
    ("对象", 26, _just("object")),
    ("状态", 14, lambda count: zh.COUNT_STATUS[count["status"]]),
    ("数值", 16, _just("value")),
    ("单位", 8, _just("unit")),
    ("各指几个", 10, _just("each_of")),
    _REPRINT,
    ("原文", 18, _just("text")),
    ("原句", 66, _just("sentence")),
)
BULLETINS: Final[tuple[Column, ...]] = (
    ("来源通报", 46, _just("bulletin")),
    ("发布日期", 14, _day("published_on")),
    ("文种", 12, _classed("doc_type", zh.DOC_TYPE)),
    ("领域", 12, _classed("domain", zh.DOMAIN)),
    ("地区", 24, _just("region")),
    ("发布单位", 24, _just("publisher")),
    ("任务", 8, _just("tasks")),
    ("举报件", 8, _just("complaints")),
    ("数量", 8, _just("figures")),
    _REPRINT,
    ("文件", 60, lambda bulletin: "\n".join(bulletin["source_uris"])),
)
NOTICES: Final[tuple[Column, ...]] = (
    ("情况", 16, _just("word")),
    ("文件", 60, _just("source_uri")),
    ("说明和办法", 110, _just("text")),
)
STATUSES: Final = ("完成情况", "办理情况")
PROBLEMS: Final = ("问题", "反映问题")  # stay in sight, with what is left of them, while the rest is scrolled
CENTRED: Final = ("序号", "类型", "整改时限", "办理时限", "是否销号", "是否属实", *STATUSES)
