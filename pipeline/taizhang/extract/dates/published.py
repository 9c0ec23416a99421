"""Which dates are the bulletin's own: label, imprint, page head, dateline, signature.

In: the text and its candidates. Out: for each such candidate a rank, the surest highest. The words are the pack's
`published_labels`, `head_words`, `signers` and the rules `dates.published.*`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import regex

from taizhang.extract.dates.cues import role_of_label
from taizhang.extract.dates.parse import days
from taizhang.extract.dates.scan import Candidate
from taizhang.rules import cached, compiled, load_pack

_LINE = 160  # how far a line is looked along; longer lines are body text
_FULL_LABEL = 4  # characters of a label that says by itself what the date is
_TORN_NAME = 3  # parts of a body's name that blanks have torn
_HEAD = 700  # a page's head ends here at the latest
_HEAD_LINES, _SITE = 5, 16  # lines of a page's head, length of a site's name before its date
_LABEL, _IMPRINT, _HEADLINE, _DATELINE, _BRACKET, _SPEECH, SIGNATURE = 100, 70, 65, 60, 55, 54, 50
_WEEKDAY = "星期[一二三四五六日天](?!上午|下午|晚|[，,])"  # of a page's head, not of a tale
_HOUR = compiled(r"^\d{1,2}时(?:\d{1,2}分)?")
_COUNTER = compiled(r"[\s/|丨:：\d]*")  # what is left of a clock and a counter of readers
_MENU = compiled(r"\p{Han}{2,4}(?:[ \u3000|丨]+\p{Han}{2,4}){1,9}")  # a site's: 视频 图片 专题
_ISSUE = compiled(r"^第\d{1,4}期(?:[（(]总第\d{1,5}期[）)])?")
_NAME = compiled(r"\p{Han}+")
_LAST_NAME = compiled(r"\p{Han}{2,8}$")
# A whole dateline in brackets: 〔某报记者北京专电〕.
_CREDIT = compiled(r"[〔（(【\[][^。〔（(【\[\n]{2,40}[电讯][〕）)】\]]")
_WHERE = compiled(r"在[^。，,；;：:\n]{4,60}")  # a speech was given; the line of the assembly's name may go on below
_CLOSED = compiled(r"[\s。]*+\Z")
_STRIP = " \u3000\u00a0\t•"  # a page may list what it says of itself: • 2021-03-09


class _Words(NamedTuple):
    labels: dict[str, int]
    longest: int
    follows: regex.Pattern[str]
    origin: regex.Pattern[str]
    dateline: regex.Pattern[str]
    imprint: regex.Pattern[str]
    dateline_bracket: regex.Pattern[str]
    adopted: regex.Pattern[str]
    supplied: regex.Pattern[str]
    sourced: regex.Pattern[str]
    byline: regex.Pattern[str]
    signing: regex.Pattern[str]
    outlet: regex.Pattern[str]
    signers: frozenset[str]


@cached
def _words() -> _Words:
    pack = load_pack("dates")
    labels = {label: -at for at, label in enumerate(pack.lexicons["published_labels"])}
    heads = "|".join(regex.escape(w) for w in pack.lexicons["head_words"])
    rules = {rule.id: compiled(rule.pattern) for rule in pack.group("dates.published")}
    return _Words(
        labels, max(map(len, labels)), compiled(rf"[ \u3000\u00a0\t|丨]*(?:\d\d?[:：]\d\d|{_WEEKDAY}|{heads})"),
        compiled(rf"^(?:{heads})[:：][ \u3000\u00a0\t]*"),
        rules["dates.published.dateline"], rules["dates.published.imprint"], rules["dates.published.dateline_bracket"],
        rules["dates.published.adopted"], rules["dates.published.supplied"], rules["dates.published.sourced"],
        rules["dates.published.byline"], rules["dates.published.signing"],
        rules["dates.published.outlet"], frozenset(pack.lexicons["signers"]),
    )  # fmt: skip


def published(text: str, found: Sequence[Candidate]) -> dict[int, int]:
    """Index of each candidate that dates the bulletin itself, with its rank."""
    words = _words()
    ranks: dict[int, int] = {}
    for at, candidate in enumerate(found):
        if _is_day(candidate):
            rank = _rank(text, candidate, words)
            if rank and not _fills_a_field(text, candidate.start):
                ranks[at] = rank
    if any(rank > _BRACKET for rank in ranks.values()):  # the page has a date of its own: that of the speech is another
        return {at: rank for at, rank in ranks.items() if rank != _SPEECH}
    return ranks


def spoken_on(text: str, found: Sequence[Candidate]) -> dt.date | None:
    """The day on which what the page holds was spoken, where the line below its title says so."""
    for candidate in found:
        if candidate.start >= _HEAD:
            return None
        year = candidate.first.year
        if year is not None and _is_day(candidate) and _is_of_speech(_line(text, candidate, _words())):
            stretch = days(candidate.first, year)
            return stretch.first if stretch else None
    return None


def _is_day(candidate: Candidate) -> bool:
    return candidate.last is None and candidate.bound == "" and candidate.first.granularity == "day"


class _Line(NamedTuple):
    """A date with what stands before and behind it on its line."""

    text: str
    found: Candidate
    left: str
    right: str
    words: _Words

    @property
    def in_head(self) -> bool:
        """Whether the date may stand in the head of the page."""
        return self.found.start < _HEAD

    @property
    def full(self) -> bool:
        """Whether it stands there with its year."""
        return self.in_head and self.found.first.has_year

    def behind(self, pattern: regex.Pattern[str]) -> bool:
        """Whether the pattern matches right behind the date."""
        return pattern.match(self.text, self.found.end) is not None


def _rank(text: str, found: Candidate, words: _Words) -> int:
    """How surely the date is the bulletin's own, 0 where nothing says so: the first rule of `_RULES` that holds."""
    start, end = found.start, found.end
    label = _label(text, start, words)
    if label is not None:
        return _LABEL + label
    if words.imprint.match(text, end):
        return _IMPRINT
    if words.dateline.match(text, end) and not _after_count(text, start):
        return _DATELINE
    line = _line(text, found, words)
    rank = next((rank for rank, holds in _RULES if holds(line)), None)
    return _signature(text, found, line.left, line.right, words) if rank is None else rank


def _line(text: str, found: Candidate, words: _Words) -> _Line:
    start, end = found.start, found.end
    line_start = text.rfind("\n", max(0, start - _LINE), start) + 1 or max(0, start - _LINE)
    line_end = text.find("\n", end, end + _LINE)
    left = text[line_start:start].strip(_STRIP)
    right = text[end : line_end if line_end >= 0 else min(len(text), end + _LINE)].strip(_STRIP)
    return _Line(text, found, left, right, words)


def _follows_title(line: _Line) -> bool:
    """What stands behind the date in a page's head: a clock, a weekday, the source."""
    return line.full and "。" not in line.left and line.behind(line.words.follows)


def _heads(line: _Line) -> bool:
    """A line at the top of the page that holds the date and who publishes, or a counter of readers."""
    if not line.full or line.text.count("\n", 0, line.found.start) >= _HEAD_LINES:
        return False
    if line.right == "" or _HOUR.fullmatch(line.right):
        return line.left == "" or _names_a_site(line.words.origin.sub("", line.left))
    if _MENU.fullmatch(line.right) and line.words.outlet.fullmatch(line.left):
        return True
    alone = line.left == "" or _CREDIT.fullmatch(line.left) is not None
    return alone and (_COUNTER.fullmatch(line.right) is not None or _signs(line.right, line.words))


def _is_bracketed(line: _Line) -> bool:
    """A line that ends with the date in brackets."""
    return line.in_head and line.left[-1:] in ("（", "(") and line.right in ("）", ")")


def _is_of_bulletin(line: _Line) -> bool:
    """A date in brackets that is alone on its line, or says its year itself, or none at all."""
    first = line.found.first
    return len(line.left) == 1 or first.year is None or first.has_year


def _opens_bracket(line: _Line) -> bool:
    """A bracket at the beginning of a line: （2023年4月6日某会议通过）, or with who wrote it."""
    told = line.in_head and line.left in ("（", "(")
    return told and (line.behind(line.words.adopted) or line.behind(line.words.byline))


def _is_in_square_brackets(line: _Line) -> bool:
    return line.full and line.left[-1:] in ("【", "[") and line.right[:1] in ("】", "]")


def _is_in_dateline(line: _Line) -> bool:
    """The bracket of a dateline opens right before the date."""
    start = line.found.start
    return line.in_head and line.words.dateline_bracket.search(line.text, max(0, start - 8), start) is not None


def _is_sourced(line: _Line) -> bool:
    """The paper that a page is taken from, or who supplied it, in brackets at its end."""
    sourced = _closes(line.right) and line.words.sourced.search(line.left) is not None
    return sourced or (line.right in ("）", ")") and line.words.supplied.match(line.left) is not None)


def _is_of_speech(line: _Line) -> bool:
    """The line below a title that says when a speech was given: ——2023年4月6日在某会议上, of its own also without a dash."""
    if not line.full or not line.right.startswith("在"):
        return False
    return line.left.startswith(("--", "—")) or (
        line.left in ("", "（", "(") and _WHERE.fullmatch(line.right) is not None
    )


def _fills_a_field(text: str, start: int) -> bool:
    """Whether the label before the date says that it is for something else (办结期限, 完成时间)."""
    label = _LAST_NAME.search(text[max(0, start - _SITE) : start].rstrip(_STRIP + ":：】]"))
    return label is not None and role_of_label(label[0]) not in (None, "published")


def _closes(right: str) -> bool:
    """Whether behind the date a bracket closes at the end of the line, with no more than a name before it."""
    return right.endswith(("）", ")")) and len(right) <= _SITE and "。" not in right


def _names_a_site(left: str) -> bool:
    """Whether only a paper's or site's name, an issue's number or a dateline in brackets stands before the date (川报在线 2021-08-06,
    第3期 …)."""
    if not left:
        return False
    if _CREDIT.fullmatch(left):
        return True
    left = _ISSUE.sub("", left)
    return len(left) < _SITE and not any(c.isdigit() or c in "。，,：:|" for c in left)


def _signs(right: str, words: _Words) -> bool:
    """Whether behind the date, or its hour, only the body or the paper stands that publishes (2024年9月7日 8时　某市防汛办公室)."""
    body = _HOUR.sub("", right).strip(_STRIP)
    if words.outlet.fullmatch(body):
        return True
    return 3 < len(body) < 2 * _SITE and _NAME.fullmatch(body) is not None and body[-1] in words.signers


def _label(text: str, start: int, words: _Words) -> int | None:
    """The place of the label right before in its list, negative; None where there is none. 完成时间 is no 时间; a full
    label (发布日期) is one even where the page has glued the title to it."""
    tail = text[max(0, start - words.longest - 3) : start].rstrip(_STRIP + ":：【[|")
    for size in range(words.longest, 1, -1):
        if tail[-size:] in words.labels and len(tail) >= size:
            before = tail[-size - 1 : -size]
            glued = "\u4e00" <= before <= "\u9fff"
            return None if glued and not (size >= _FULL_LABEL and start < _HEAD) else words.labels[tail[-size:]]
    return None


def _is_a_row(left: str) -> bool:
    """Whether cells of a flattened table stand before the date: more parts than a body's name is ever torn into."""
    cells = left.rpartition("。")[2].split()
    return len(cells) > _TORN_NAME or (len(cells) > 1 and cells[0].isdigit())


def _after_count(text: str, start: int) -> bool:
    return text[start - 1 : start] in ("第", "共")


def _signed_below(text: str, found: Candidate, words: _Words) -> bool:
    """Whether a day closes the text below or behind the body that signs, in the line above, behind a stop or before a comma
    (…遵照执行。某市人民政府2021年12月8日)."""
    if not _CLOSED.match(text, found.end):
        return False
    signing = words.signing.search(text, max(0, found.start - 3 * _SITE), found.start)
    return signing is not None and 3 < len(signing[1]) < 2 * _SITE and signing[1][-1] in words.signers


def _signature(text: str, found: Candidate, left: str, right: str, words: _Words) -> int:
    """A full date at the end of a line, with nothing before it or the body that signs; a day without its year at the end of all."""
    if _signed_below(text, found, words):
        return SIGNATURE
    if not found.first.has_year:
        return 0
    if right in ("印发", "印") and left[-1:] in words.signers and not _is_a_row(left):
        return SIGNATURE  # the foot of an official paper: 某市人民政府办公室2022年8月12日印发
    if right == "" or right.startswith(("附", "（此", "(此")) or text[found.end : found.end + 1] in (" ", "\u3000"):
        alone = left == "" or left.endswith(("】", "]"))
        signed = (
            text[found.start - 1 : found.start] in (" ", "\u3000")
            and left[-1:] in words.signers
            and not _is_a_row(left)
        )
        if (alone and right == "") or (signed and (right == "" or right[:1] in "附（(印")):
            return SIGNATURE if found.start > _LINE else _HEADLINE
    return 0


_RULES: Final[tuple[tuple[int, Callable[[_Line], bool]], ...]] = (
    (_HEADLINE, _follows_title),
    (_HEADLINE, _heads),
    (_BRACKET, lambda line: _is_bracketed(line) and _is_of_bulletin(line)),
    (0, _is_bracketed),
    (_BRACKET, _opens_bracket),
    (_BRACKET, _is_in_square_brackets),
    (_DATELINE, _is_in_dateline),
    (SIGNATURE, _is_sourced),
    (_SPEECH, _is_of_speech),
)
