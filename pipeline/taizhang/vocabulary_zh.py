"""The vocabularies in Chinese, as an office would say them."""

from __future__ import annotations

from typing import Final

DOC_TYPE: Final = {
    "progress_report": "整改进展", "feedback": "反馈意见", "plan": "整改方案", "complaint_transfer": "举报转办",
    "complaint_handling": "举报办理", "closure_notice": "验收销号", "case_report": "典型案例", "accountability": "问责通报",
    "deployment": "督察进驻", "meeting_news": "会议新闻", "policy": "法规文件", "other": "其他",
}  # fmt: skip
DOMAIN: Final = {
    "environment": "生态环境", "audit": "审计", "discipline": "巡视巡察", "work_safety": "安全生产", "food_drug": "食品药品",
    "land_resources": "自然资源", "other": "其他",
}  # fmt: skip
COUNT_STATUS: Final = {
    "total": "总数", "received": "受理", "transferred": "移交", "found": "发现", "inspected": "检查", "verified": "属实",
    "completed": "完成", "phased": "阶段性完成", "in_progress": "正在推进", "on_schedule": "达到序时进度",
    "not_completed": "未完成", "overdue": "逾期", "closed": "销号", "ordered": "责令", "penalised": "处罚",
    "case_filed": "立案", "detained": "拘留", "interviewed": "约谈", "accountable": "问责", "disciplined": "处分",
    "built": "建成", "invested": "投入", "planned": "计划", "other": "其他",
}  # fmt: skip
DATE_ROLE: Final = {
    "inspection": "督察", "feedback": "反馈", "as_of": "截至", "deadline": "时限", "completed": "完成", "transfer": "移交",
    "published": "发布", "event": "事件", "period": "期间", "other": "其他",
}  # fmt: skip
GRANULARITY: Final = {"day": "日", "month": "月", "quarter": "季度", "half": "半年", "year": "年", "period": "时段"}
COMPARATOR: Final = {"eq": "等于", "approx": "约", "gt": "以上", "lt": "以下"}
VERIFIED: Final = {"yes": "属实", "partly": "部分属实", "no": "不属实"}
DEADLINE_KIND: Final = {
    "by": "截止",
    "within": "限期",
    "during": "期间",
    "immediate": "立行立改",
    "ongoing": "长期坚持",
}
REFERENCE_BASIS: Final = {"printed": "文中写明", "metadata": "文件属性", "inferred": "推断", "none": "无"}
SCRIPT: Final = {"hans": "简体", "hant": "繁体", "mixed": "简繁混排"}
PARTY_KIND: Final = {
    "inspection_team": "督察组", "party_committee": "党委", "government": "政府", "department": "部门",
    "discipline_body": "纪检监察", "leading_group": "领导小组", "enterprise": "企业", "institution": "事业单位",
    "community": "村社区", "judiciary": "司法", "congress": "人大政协", "person": "个人", "other": "其他",
}  # fmt: skip
PARTY_LEVEL: Final = {
    "central": "中央", "province": "省级", "prefecture": "市级", "county": "县级", "township": "乡镇级", "village": "村级", "none": "不分级",
}  # fmt: skip
PARTY_ROLE: Final = {
    "inspector": "督察方", "inspected": "被督察", "lead": "牵头", "responsible": "责任", "handler": "办理",
    "supervisor": "督导", "publisher": "发布", "penalised": "被处罚", "mentioned": "提及",
}  # fmt: skip
ASSIGNMENT_ROLE: Final = {
    "lead": "牵头", "responsible": "责任", "cooperating": "配合", "supervisor": "督导", "acceptance": "验收", "accountable": "被问责",
}  # fmt: skip
TASK_KIND: Final = {
    "rectification": "整改任务", "complaint": "举报件", "finding": "发现问题", "case": "案例", "commitment": "承诺事项",
}  # fmt: skip
TASK_STATUS: Final = {
    "completed": "已完成", "phased": "阶段性完成", "in_progress": "正在推进", "on_schedule": "达到序时进度",
    "not_completed": "未完成", "overdue": "逾期", "closed": "已销号", "none": "未说明",
}  # fmt: skip
CAMPAIGN_KIND: Final = {
    "inspection": "督察", "look_back": "回头看", "special": "专项", "audit": "审计", "discipline": "巡视巡察", "safety": "安全生产",
    "other": "其他",
}  # fmt: skip
CATEGORY: Final = {
    "water": "水", "air": "大气", "soil": "土壤", "solid_waste": "固废", "noise": "噪声", "odour": "异味", "dust": "扬尘",
    "ecology": "生态", "marine": "海洋", "agriculture_rural": "农业农村", "radiation": "辐射", "energy_carbon": "能源双碳",
    "governance": "责任制度", "safety": "安全", "finance": "财政资金", "party_building": "党建", "other": "其他",
}  # fmt: skip
CHECK: Final = {
    "parts_sum": "分项合计", "rate": "比率", "period_order": "日期先后", "percent_range": "百分比范围",
    "total_shrinks": "总数减少", "headline_body": "标题与正文", "status_conflict": "状态矛盾", "stale": "更正失效",
}  # fmt: skip


def say(words: dict[str, str], value: str | None) -> str:
    """The Chinese word for a vocabulary value; the value itself where there is none, 未定 for null."""
    return "未定" if value is None else words.get(value, value)
