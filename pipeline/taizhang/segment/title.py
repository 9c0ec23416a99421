"""The printed title, the header lines under it, and the body.

Told by what a title is not: no sentence, no label, no date line, no dateline of an agency, no prose that runs on.
"""

from __future__ import annotations

from taizhang.rules import cached, compiled, load_pack
from taizhang.segment.lines import lines

_STOP = compiled("[。；]")
_HAN = compiled(r"\p{Han}|\d{1,4}(?=\p{Han})")
_LOOK = 8
"""A title stands in the first lines or nowhere."""
_LONGEST, _SHORTEST = 70, 5
_HEADER = compiled(
    r"[\s\[【(（•·]*(?:(?:发布|更新|成文|发文)?(?:时间|日期)[:：]|来源[:：]|作者[:：]|索[ \u3000]*引[ \u3000]*号|(?:受理)?编号[:：]|发文|发布机构|浏览|字号|编辑|信息来源|文号)"
    r"|[\s(（—\-]*(?:19|20)\d\d ?[年\-/.] ?\d{1,2} ?[月\-/.] ?\d{1,2}(?:[日号])?(?:.{0,40})$|《.{2,20}》[(（]|.{2,8}(?:在线|日报|晚报|网)? ?(?:19|20)\d\d[年\-]\d|.{0,24}(?:19|20)\d\d-\d\d?-\d\d?(?: \d\d?:\d\d|编印)"
    r"|[^，。]{0,40}(?:时间|日期)[:：] ?(?:19|20)\d\d[年\-/]"
)
_PROSE = compiled(
    r"[。；;]|[:：]$|^(?:本报|本网|本刊|记者|近日|日前|昨日|今日|截至|按照|根据|为|在.{2,30}中[，,]|\d{4}年.{0,20}[，,]|\d{1,2}月\d{1,2}日)"
    r"|(?:日电|讯|消息)[ \u3000(（/]|日[电讯]$|^[一二三四五六七八九十]+、|^[（(][一二三四五六七八九十\d]+[)）]|^\d+[.、]|\|.*\|"
)
_SENTENCE = compiled(r"[，,].{4,}。$")
_STAMPED = compiled(r"[ \u3000\t]{2,}(?:DATE[:：]|(?:发布)?(?:时间|日期)[:：]|(?:19|20)\d\d[-/年]).{0,30}$")
_LABEL = compiled(r"[ \u3000•·]*(?:标[ \u3000]*题|名[ \u3000]*称|文件名称)[ \u3000]*[:：][ \u3000]*")
"""What a page's own data call the title."""
_BATCH = compiled(r"[(（][^()（）]{1,12}[)）]$")  # 一览表（第十二批）
_COLON = compiled("[:：]")
_GOES_ON = compiled(r"[和及与暨的]|第[一二三四五六七八九十\d]{1,3}[项号](?=\p{Han})")  # with which no title begins
_FIELD = 4
_ISSUE = compiled(r"第\d{1,4}期")
_ISSUER = compiled(r"\p{Han}{4,40}(?:办公室|领导小组|委员会|局|厅|办)")
"""The body in the masthead of a bulletin, below its number, is no title."""
_SPEAKER = compiled(
    r"\p{Han}{2,24}(?:局长|主任|厅长|审计长|市长|县长|区长|秘书长)[ \u3000\u00a0]+\p{Han}{1,2}[ \u3000\u00a0]?\p{Han}{1,2}"
)
"""The line that tells who gives a report (市审计局局长 李明) is no title."""
_DOCUMENT = compiled(r"^.{4,60}?(?:的(?:通知|通报|公告|公示|函|报告|意见|决定|批复))(?=[ \u3000])")


@cached
def _endings() -> tuple[str, ...]:
    return tuple(load_pack("headings").lexicons["title_ends"])


@cached
def _field_names() -> frozenset[str]:
    """The names of fields of task lists that are long enough to be no word of a title."""
    names = load_pack("tasks").lexicons["fields"].values()
    return frozenset(name for field in names for name in field if len(name) >= _FIELD)


def _labels_a_value(line: str) -> bool:
    """Whether a line is a field with its value (整改时限：2023年三季度)."""
    label = _COLON.split(line.strip(), maxsplit=1)
    return len(label) > 1 and label[0] in _field_names()


def _heads_a_table(line: str) -> bool:
    """Whether a line is the head of a table that lost its cells (批次 受理编号 交办问题)."""
    return sum(part in _field_names() for part in line.split()) > 1


def title_and_body(text: str) -> tuple[tuple[int, int] | None, tuple[int, int]]:
    """The span of the printed title (None where the text carries none) and of the body behind title and header lines."""
    first = lines(text[:2000], _LOOK)
    if not first:
        return None, (0, len(text))
    title = _title(text, first)
    begin = title[1] if title else first[0][0]
    for start, end in first:
        if (
            start >= begin
            and end - start <= 100
            and _HEADER.match(text, start, end)
            and not _STOP.search(text, start, end)
        ):
            begin = end
        elif start >= begin:
            break
    while begin < len(text) and text[begin].isspace():
        begin += 1
    return title, (begin, len(text.rstrip()) if begin < len(text) else begin)


def _title(text: str, first: list[tuple[int, int]]) -> tuple[int, int] | None:
    candidates: list[tuple[int, int]] = []
    for index, (start, end) in enumerate(first):
        stamp = _STAMPED.search(text, start, end)  # the title's day stands in its line
        end = stamp.start() if stamp else end
        label = _LABEL.match(text, start, end)
        start = label.end() if label else start
        line = text[start:end]
        if len(line) > _LONGEST:
            whole = _DOCUMENT.match(line)
            if whole and not candidates:
                return start, start + whole.end()
            break
        if (
            _HEADER.match(line)
            or len(_HAN.findall(line)) < _SHORTEST
            or _labels_a_value(line)
            or _issues(text, start, line)
            or _SPEAKER.fullmatch(line.strip())
        ):
            continue
        if _heads_a_table(line):
            break  # what stands below are its rows
        if "\t" in line:  # a row of a table
            if candidates:
                break
            continue
        if _PROSE.search(line):
            if _SENTENCE.search(line) and not candidates:
                break  # the text has begun, without a title
            if index >= 2 and not candidates:
                continue
            if candidates:
                break
            continue
        candidates.append((start, end))
        if len(candidates) == 3:
            break
    if not candidates:
        return _short(text, first)
    if candidates[0][0] > 600:
        return None
    for i, span in enumerate(candidates[:3]):
        if _BATCH.sub("", text[slice(*span)]).endswith(_endings()):
            return _from_above(text, candidates[i - 1], span) if i else span
    return _longer(text, candidates)


def _from_above(text: str, above: tuple[int, int], span: tuple[int, int]) -> tuple[int, int]:
    """A title over two lines: the second goes on from the first (关于…预算执行 / 和其他财政收支的审计工作报告)."""
    joined = _GOES_ON.match(text, span[0]) and not text[above[1] : span[0]].strip()
    return (above[0], span[1]) if joined else span


def _issues(text: str, start: int, line: str) -> bool:
    """Whether a line of a masthead names who issues the bulletin."""
    return _ISSUER.fullmatch(line.strip()) is not None and _ISSUE.search(text, 0, start) is not None


def _short(text: str, first: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The first line where it only says what kind of paper it is (督办函, 约谈纪要)."""
    start, end = first[0]
    line = text[start:end].strip()
    return (
        (start, end) if 3 <= len(line) < _SHORTEST and line.endswith(_endings()) and not _PROSE.search(line) else None
    )


def _longer(text: str, candidates: list[tuple[int, int]]) -> tuple[int, int]:
    """The first of two lines, or the second where the first is a column's name (much shorter, close above)."""
    first = candidates[0]
    for second in candidates[1:2]:
        near = not text[first[1] : second[0]].strip()
        if near and second[1] - second[0] > 1.5 * (first[1] - first[0]):
            return second
    return first
