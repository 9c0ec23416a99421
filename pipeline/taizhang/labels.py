"""Columns and values of the ledger in words that an office reads: 状态 status, 已完成 completed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from taizhang import vocabulary_zh as zh
from taizhang.messages import DAMAGE

TABLE: Final = {
    "documents": "通报", "sections": "标题", "dates": "日期", "counts": "数量", "mentions": "提及的单位", "parties": "责任主体",
    "tasks": "任务", "campaigns": "督察", "checks": "核对",
}  # fmt: skip
COLUMN: Final = {
    "adcode": "区划代码", "aliases": "原文写法", "as_of": "截至", "batch": "批次", "campaign_id": "督察编号", "categories": "类别",
    "check_id": "核对编号", "comparator": "比较", "completed_on": "完成日期", "confidence": "把握", "count_id": "数量编号",
    "date_id": "日期编号", "deadline_from": "时限起", "deadline_kind": "时限类型", "deadline_text": "时限原文", "deadline_to": "时限止",
    "detail": "核对内容", "doc_id": "通报编号", "doc_type": "文种", "doc_type_score": "文种把握", "domain": "领域", "domain_score": "领域把握", "each_of": "各指几个",
    "encoding": "编码", "feedback_on": "反馈日期", "from_date": "起", "granularity": "精度", "inspected_from": "进驻", "inspected_to": "撤出",
    "inspector_party_id": "督察方", "kind": "种类", "lead_text": "牵头单位原文", "level": "层级", "measures": "整改措施", "media_type": "格式", "mention_id": "提及编号",
    "n_pages": "页数", "name": "名称", "number": "序号", "object": "对象", "ok": "相符", "page": "页", "part_of": "属于",
    "party_id": "主体编号", "pipeline_version": "程序版本", "problem": "问题", "published_on": "发布日期", "publisher": "发布单位",
    "record_ids": "所核对的记录", "reference_basis": "基准日期来源", "reference_date": "基准日期", "region_adcode": "地区代码", "regions": "地区",
    "reported_on": "所报日期", "responsible_text": "责任单位原文", "restored": "修复", "role": "作用", "round": "轮次", "rule": "核对规则", "schema_version": "表结构版本", "script": "简繁", "section_id": "标题编号",
    "sha256": "SHA-256", "source_uri": "来源", "source_uris": "全部来源", "status": "状态", "status_as_of": "状态截至", "status_text": "进展原文",
    "table": "表格", "row": "行", "column": "列", "target": "整改目标", "task_id": "任务记录编号", "task_key": "任务编号", "title": "标题", "subject_text": "单位（对象）",
    "to_date": "止", "unit": "单位", "value": "值", "value_to": "上限", "verified": "是否属实", "warnings": "提醒",
}  # fmt: skip
_SAID: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("documents", "doc_type"): zh.DOC_TYPE, ("documents", "domain"): zh.DOMAIN, ("dates", "role"): zh.DATE_ROLE,
    ("counts", "status"): zh.COUNT_STATUS, ("mentions", "role"): zh.PARTY_ROLE, ("parties", "kind"): zh.PARTY_KIND,
    ("parties", "level"): zh.PARTY_LEVEL,
    ("campaigns", "kind"): zh.CAMPAIGN_KIND, ("campaigns", "level"): zh.PARTY_LEVEL, ("tasks", "kind"): zh.TASK_KIND, ("tasks", "status"): zh.TASK_STATUS, ("tasks", "categories"): zh.CATEGORY,
    ("checks", "rule"): zh.CHECK, ("dates", "granularity"): zh.GRANULARITY, ("counts", "comparator"): zh.COMPARATOR,
    ("tasks", "verified"): zh.VERIFIED, ("tasks", "deadline_kind"): zh.DEADLINE_KIND,
    ("documents", "reference_basis"): zh.REFERENCE_BASIS, ("documents", "script"): zh.SCRIPT, ("documents", "restored"): DAMAGE,
}  # fmt: skip


def column_label(name: str) -> str:
    """The Chinese name of a column, then its own."""
    return f"{COLUMN[name]} {name}" if name in COLUMN else name


def value_label(table: str, name: str, value: Any) -> str:
    """A value as people read it: vocabularies in Chinese and as the ledger writes them, lists with 、, numbers with commas."""
    if isinstance(value, list):
        return "、".join(value_label(table, name, v) for v in value)
    if isinstance(value, dict):
        return " ".join(str(v) for v in value.values() if v is not None)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return f"{value:,}"
    said = _SAID.get((table, name), {}).get(value)
    return f"{said} {value}" if said else str(value)
