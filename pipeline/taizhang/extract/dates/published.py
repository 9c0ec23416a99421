"""Which dates are the bulletin's own: label, imprint, page head, dateline, signature.

In: the text and its candidates. Out: for each such candidate a rank, the surest highest. The words are the pack's
`published_labels`, `head_words`, `signers` and the rules `dates.published.*`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from taizhang.extract.dates.cues import role_of_label
from taizhang.extract.dates.scan import Candidate
from taizhang.rules import cached, load_pack, ready

_LINE = 160  # how far a line is looked along; longer lines are body text
_FULL_LABEL = 4  # characters of a label that says by itself what the date is
_TORN_NAME = 3  # parts of a body's name that blanks have torn
_HEAD = 700  # a page's head ends here at the latest
_HEAD_LINES, _SITE = 5, 16  # lines of a page's head, length of a site's name before its date
_LABEL, _IMPRINT, _HEADLINE, _DATELINE, _BRACKET, _SPEECH, SIGNATURE = 100, 70, 65, 60, 55, 54, 50
_WEEKDAY = "星期[一二三四五六日天](?!上午|下午|晚|[，,])"  # of a page's head, not of a tale
_HOUR = regex.compile(r"^\d{1,2}时(?:\d{1,2}分)?")
_COUNTER = regex.compile(r"[\s/|丨:：\d]*")  # what is left of a clock and a counter of readers
_ISSUE = regex.compile(r"^第\d{1,4}期(?:[（(]总第\d{1,5}期[）)])?")
_NAME = regex.compile(r"\p{Han}+")
_LAST_NAME = regex.compile(r"\p{Han}{2,8}$")
# A whole dateline in brackets: 〔某报记者北京专电〕.
_CREDIT = regex.compile(r"[〔（(【\[][^。〔（(【\[\n]{2,40}[电讯][〕）)】\]]")
_CLOSED = regex.compile(r"[\s。]*+\Z")
_SIGNING = regex.compile(r"(?:[。\n]|^)[ \u3000]*(\p{Han}+)[，,]?\s*$")  # the body in front of a day
_STRIP = " \u3000\u00a0\t"


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
    signers: frozenset[str]


@cached
def _words() -> _Words:
    pack = load_pack("dates")
    labels = {label: -at for at, label in enumerate(pack.lexicons["published_labels"])}
    heads = "|".join(regex.escape(w) for w in pack.lexicons["head_words"])
    rules = {rule.id: ready(rule.pattern) for rule in pack.group("dates.published")}
    return _Words(
        labels, max(map(len, labels)), ready(rf"[ \u3000\u00a0\t|丨]*(?:\d\d?[:：]\d\d|{_WEEKDAY}|{heads})"),
        ready(rf"^(?:{heads})[:：][ \u3000\u00a0\t]*"),
        rules["dates.published.dateline"], rules["dates.published.imprint"], rules["dates.published.dateline_bracket"],
        rules["dates.published.adopted"], rules["dates.published.supplied"], rules["dates.published.sourced"],
        rules["dates.published.byline"], frozenset(pack.lexicons["signers"]),
    )  # fmt: skip


def published(text: str, found: Sequence[Candidate]) -> dict[int, int]:
    """Index of each candidate that dates the bulletin itself, with its rank."""
    words = _words()
    ranks: dict[int, int] = {}
    for at, candidate in enumerate(found):
        if candidate.last is None and candidate.bound == "" and candidate.first.granularity == "day":
            rank = _rank(text, candidate, words)
            if rank and not _fills_a_field(text, candidate.start):
                ranks[at] = rank
    if any(rank > _BRACKET for rank in ranks.values()):  # the page has a date of its own: that of the speech is another
        return {at: rank for at, rank in ranks.items() if rank != _SPEECH}
    return ranks


def _rank(text: str, found: Candidate, words: _Words) -> int:
    start, end = found.start, found.end
    label = _label(text, start, words)
    if label is not None:
        return _LABEL + label
    if words.imprint.match(text, end):
        return _IMPRINT
    if words.dateline.match(text, end) and not _after_count(text, start):
        return _DATELINE
    line_start = text.rfind("\n", max(0, start - _LINE), start) + 1 or max(0, start - _LINE)
    line_end = text.find("\n", end, end + _LINE)
    left = text[line_start:start].strip(_STRIP)
    right = text[end : line_end if line_end >= 0 else min(len(text), end + _LINE)].strip(_STRIP)
    in_head = found.first.has_year and start < _HEAD
    if in_head and "。" not in left and words.follows.match(text, end):
        return _HEADLINE
    top = in_head and text.count("\n", 0, start) < _HEAD_LINES
    if top and left == "" and _COUNTER.fullmatch(right):
        return _HEADLINE
    if top and (_names_a_site(words.origin.sub("", left)) if right == "" else left == "" and _signs(right, words)):
        return _HEADLINE
    if left[-1:] in ("（", "(") and right in ("）", ")") and start < _HEAD:
        return _BRACKET if len(left) == 1 or found.first.year is None or found.first.has_year else 0
    if left in ("（", "(") and start < _HEAD and (words.adopted.match(text, end) or words.byline.match(text, end)):
        return _BRACKET
    if in_head and left[-1:] in ("【", "[") and right[:1] in ("】", "]"):
        return _BRACKET
    if start < _HEAD and words.dateline_bracket.search(text, max(0, start - 8), start):
        return _DATELINE
    if _closes(right) and words.sourced.search(left):
        return SIGNATURE
    if right in ("）", ")") and words.supplied.match(left):
        return SIGNATURE
    if start < _HEAD and left.startswith(("--", "——")) and found.first.has_year and right.startswith("在"):
        return _SPEECH
    return _signature(text, found, left, right, words)


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
    """Whether behind the date, or its hour, only the body stands that publishes (2024年9月7日 8时　某市防汛办公室)."""
    body = _HOUR.sub("", right).strip(_STRIP)
    return 3 < len(body) < 2 * _SITE and _NAME.fullmatch(body) is not None and body[-1] in words.signers


def _label(text: str, start: int, words: _Words) -> int | None:
    """The place of the label right before in its list, negative; None where there is none. 完成时间 is no 时间; a full
    label (发布日期) is one even where the page has glued the title to it."""
    tail = text[max(0, start - words.longest - 3) : start].rstrip(_STRIP + ":：【[")
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
    signing = _SIGNING.search(text, max(0, found.start - 3 * _SITE), found.start)
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
