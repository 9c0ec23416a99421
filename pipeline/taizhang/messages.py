"""What is said of a source that failed and of a document with something to look at, in Chinese."""

from __future__ import annotations

from typing import Final

REASON: Final = {
    "empty": "空文件", "damaged": "文件损坏", "encrypted": "有密码", "too_large": "超出限额", "unsupported": "格式不支持",
    "media_type_mismatch": "内容与格式不符", "undecodable": "编码无法识别", "timeout": "超时", "memory": "内存超限",
    "crash": "进程崩溃", "missing": "文件不存在", "denied": "没有权限", "internal": "内部错误",
}  # fmt: skip
DAMAGE: Final = {
    "chrome": "页面杂项", "comma": "多余的标点", "date": "缺字的日期", "doubled": "重复的正文", "gloss": "注音", "indent": "缩进乱码",
    "invisible": "不可见字符", "markup": "网页标记", "newline": "多余的换行", "page_number": "页码", "radical": "部首字符",
    "running_header": "页眉", "script": "繁体", "shift": "错位的字节", "space": "字间的空格", "year": "缺字的年份",
}  # fmt: skip
# What stands in `documents.warnings`; the codes are stable, programs may go by them.
WARNING: Final = {
    "media_type_mismatch": "文件名说是 {named}，内容却是 {found}；已按内容读取",
    "rows_missing": "表 {table} 的序号缺 {numbers}，可能漏了行；请对照原件",
    "hidden_read": "工作表“{sheet}”里隐藏或筛掉的{where}也读了；请对照原件",
    "formula_unread": "{n} 个公式单元格（{cells}）没有存下算好的值，按空白读；请用 Excel 或 WPS 打开、另存后再读",
    "sheets_unread": "隐藏的工作表“{sheets}”未读；要读请取消隐藏后另存",
    "cut_off": "文件在一个字的中间断了，后面的没有传完；请重新获取",
    "parts_unread": "邮件里的 {parts} 未读（签名、加密、日程或邮件程序自用的格式）；其中若有文件，请单独索取",
    "pages_unread": "第 {pages} 页没有可读的文字，未读；请先装 taizhang[ocr]（怎么装见 taizhang doctor），再 taizhang run --force",
    "page_damaged": "第 {page} 页损坏，未读；请找一份完好的文件",
    "tables_unread": "第 {page} 页的表格没有认出（{cause}），文字已读；请对照原件",
    "garbled": "文字像是编码弄错后的乱码，读不出内容；请找原件，或用对的编码重新打开、另存",
    "damage_left": "{damage}没有把握修好，保持原样；请对照原件",
    "doubtful": "{n} 处文字存疑，其中的数字、日期和名称未采用；请对照原件",
    "items_missing": "“{last}”之后，编号“{behind}”起没有分出任务；请对照原件",
    "nothing_found": "没有读出日期、数量、单位或任务；请看是不是通报、文字是否正常",
    "class_unsure": "{field}没有把握，留空；请用 taizhang review export 复核",
}


def warning(stage: str, code: str, **values: object) -> str:
    """One entry of `documents.warnings`: `stage: code: what happened and what to do`."""
    return f"{stage}: {code}: {WARNING[code].format(**values)}"


def several(more: int) -> str:
    """What stands behind the first of several failures of one source."""
    return f"（同一文件共 {more + 1} 处 in all）" if more else ""
