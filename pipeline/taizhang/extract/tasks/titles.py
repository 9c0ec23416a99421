"""The title of a task: its statement in short."""

from __future__ import annotations

from taizhang.rules import compiled

_WRAP = compiled(r"^[\s　]+|[\s　。；;，,：:、！!？?（(【\[]+$")
_PAIRED = compiled(
    r"^[“\"「『《（(](?P<inner>[^“”\"「」『』《》（）()]*)[”\"」』》）)]?$|^(?P<inner>[^“\"「『《（(]*)[”\"」』》）)]$"
)
_ABOUT = compiled(
    r"^(?:关于|针对)(?:(?:群众|市民|居民|村民|信访人|举报人)(?:来[信电])?(?:反映|举报|投诉)的?(?!强烈|较|最|突出))?[“\"「]?(?P<what>.+?)[”\"」]?(?:的?(?:问题|意见|建议)|方面)?(?:的?整改(?:落实|进展|完成)?(?:情况)?)?$"
)
_SENTENCE = compiled(r"[。\n；;]")
_NUMBERED = compiled(
    r"^(?:第?\d{1,3}[项号](?:整改|反馈)?(?:问题|任务)?[：:]|\d{1,3}[.．、](?!\d)|[（(](?:\d{1,3}|[一二三四五六七八九十百零〇]{1,5})[）)]|[①-⑳]|一是)[ 　]*"
)
_ITS_NUMBER = compiled(
    r"[（(\[【](?:[^（）()\[\]【】]{0,8}(?:编号|受理号|序号)[^（）()\[\]【】]*|[A-Z]{1,3}\d?[A-Z]{0,4}-?\d{6,20}(?:-\d+)?)[）)\]】]"
)
_WHERE_FROM = compiled(
    r"^(?:\p{Han}{1,12}[省市县区州旗])?(?:群众|信访|举报)?(?:反映|举报|投诉)(?:情况|问题|内容|事项)[：:]\s*"
)
_UNDER_NUMBER = compiled(
    r"^(?:受理|信访件?|举报件?|转办件?|交办件?|案件)(?:编号|序号)[为是：:]?第?[A-Za-z\d\-]{1,20}号?[^，,。；;：:\n]{0,12}[：:]"
)
_NAMED_SO = compiled(r"^(?:案件|案例|问题)(?:名称|标题)[：:]\s*")
_ASIDE = compiled(r"(?<=.{6})——")  # 某河沿岸作坊直排——已拆除2家
_CLAUSE = compiled(r"[，,。；;！？\n]")


def title_of(words: str, limit: int = 40) -> str:
    """The statement of a task, at most `limit` characters: its first sentence, cut at a clause where it is too long."""
    words = _SENTENCE.split(_NAMED_SO.sub("", _UNDER_NUMBER.sub("", words.strip())), maxsplit=1)[0]
    words = _unwrapped(_WHERE_FROM.sub("", _ITS_NUMBER.sub("", words)))
    if about := _ABOUT.match(words):
        mark = words[about.start("what") - 1]
        words = mark + about["what"] if mark in "“「" and _opened(about["what"]) else about["what"]
    words = _ASIDE.split(_NUMBERED.sub("", words), maxsplit=1)[0]
    if len(words) > limit:
        cuts = [m.start() for m in _CLAUSE.finditer(words, 0, limit) if m.start() >= 6]
        words = words[: cuts[-1] if cuts else limit]
    return _unwrapped(words)


def number_in_brackets(words: str) -> tuple[str, str | None]:
    """A statement without the brackets that hold the number it is filed under (某沙场扬尘问题（受理编号：…）), and what they hold."""
    held = _ITS_NUMBER.search(words)
    return (words, None) if held is None else (_ITS_NUMBER.sub("", words), held[0])


def _opened(words: str) -> bool:
    """Whether words lack the mark that opens a quotation they close (三会一课”不规范)."""
    return any(words.count(close) > words.count(begin) for begin, close in ("“”", "「」"))


def _unwrapped(words: str) -> str:
    """Without marks at the ends; brackets and quotes go where they enclose all, or where their other half is cut off."""
    words = _WRAP.sub("", words)
    wrapped = _PAIRED.match(words)
    return _WRAP.sub("", wrapped["inner"]) if wrapped else words
