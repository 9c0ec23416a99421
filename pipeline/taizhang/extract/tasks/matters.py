"""What promised work is about, where the deed alone does not name it."""

from __future__ import annotations

from taizhang.extract.tasks.mentions import starting_in
from taizhang.extract.tasks.sentence_parts import clauses_of, opened, part_at
from taizhang.extract.tasks.words import judges, lexicon, rule_pattern
from taizhang.rules import compiled
from taizhang.types import DateMention, Draft, Span

_COUNTED = compiled(r"\p{Han}\d[\d.]*余?[万千]?(?:个|座|家|处|口|宗|亩|公顷|吨|平方米|立方米)$")
_YEAR = compiled(r"(?:20\d\d|[今明本去]|同)年(?:度|以来)?")
_SHARE = compiled(r"\d[\d.]*\s*[%％]")
_BRACKETED = compiled(r"[（(][^（）()]*[）)]")
_QUANTITY = compiled(r"[\d.,]+\s*(?:余|多)?[万亿]?\s*[项个件处家宗起条%％]?(?:以上|以下|左右)?")
_PARAGRAPH = 1_000  # characters; in a longer line all its days would be gone through for each of them
_LEAST = 4  # characters that a deed has left, beyond its day and words that any work ends with
_MODAL = compiled(r"(?:将|拟|须|应|计划|力争|确保)?[于在]?$")  # 2916户厕所将于年底前改完
_ASKS = ("请", "现请", "并请")
_AT = compiled(r"(?:务必)?[于在]?")
_DAY_FIRST = compiled(r"[于在][^，,。；;]{2,14}?前[，,]?(?=\p{Han}{4})")
_HAN = compiled(r"\p{Han}")
FIGURE = compiled(r"\d")
_WATCH = ("跟踪", "跟踪督促", "跟踪问效", "跟进", "盯办", "包保", "过筛")
FOLLOW_UP = ("回头看", "督导", "抽查", "检查", "核查", "复核", "复查", "约谈", "通报", "挂牌督办", "督办")


def matter_of(text: str, clauses: list[Span], date: DateMention) -> Span | None:
    """What the work is about, where a clause says so: 某堆场治理由某县负责; 针对底数不清."""
    for start, _ in _stating(text, clauses):
        if (works := rule_pattern("tasks.counted_work").match(text, start)) and works.end() <= date.start:
            return works.span()
        for rule_id in ("tasks.by_whom", "tasks.about", "tasks.watched", "tasks.topic"):
            if (said := rule_pattern(rule_id).match(text, start)) and said.end() <= date.start:
                return said.span("matter")
    return None


def headed(text: str, start: int, deed: Span) -> Span | None:
    """What stands in front of a colon, where that names the work of the deed behind (某填埋场渗滤液：10月底前…)."""
    if text[start - 1 : start] not in ("：", ":") or opened(text, start, deed[1]) < deed[0]:
        return None
    top = max(text.rfind(mark, 0, start - 1) for mark in "。；;！!？?：:，,\n") + 1
    head = opened(text, top, start - 1)
    return (head, start - 1) if rule_pattern("tasks.heads_deed").fullmatch(text, head, start - 1) else None


def in_front(text: str, clauses: list[Span], deed: Span, date: DateMention) -> Span | None:
    """In a plan the statement in front of a deed that says no more than that it will be done (…危废约1.3万吨，6月底前处置完毕), or
    which level it is to reach."""
    states_none = (rule_pattern("tasks.doers").match, rule_pattern("tasks.counting").search)
    front = [(a, b) for a, b in _stating(text, clauses) if not any(rule(text, a, b) for rule in states_none)]
    level = deed[0] == date.start and rule_pattern("tasks.level").match(text, date.end, deed[1])
    counted = bool(front) and deed[0] == date.start and _COUNTED.search(text, *front[0]) is not None
    return front[0] if front and (level or counted or bare(text, deed, date)) else None


def _stating(text: str, clauses: list[Span]) -> list[Span]:
    """The clauses that say more than in which year (2023年，…)."""
    return [(a, b) for a, b in clauses if a < b and not _YEAR.fullmatch(text, a, b)]


def behind_doer(draft: Draft, start: int, end: int) -> int:
    """Where a clause goes on behind who is told (某局须于…) or asked (请某局于…) to do something up to `end`."""
    told = [p.end for p in starting_in(draft.parties, (start, end)) if p.end <= end]
    told = told or [p.end for p in starting_in(draft.places, (start, start + 1)) if p.end <= end]
    modal = rule_pattern("tasks.told").match(draft.text, told[-1], end) if told else None
    if told and draft.text.startswith(_ASKS, start) and _AT.fullmatch(draft.text, told[-1], end):
        return end
    return modal.end() if modal else start


def kept_watch(draft: Draft, clauses: list[Span], deed: Span) -> Span | None:
    """How so many of a list are kept watch over, and what that is to reach (对3个滞后问题由县领导包保督办，年底前…)."""
    start, end = clauses[-1] if clauses else (0, 0)
    watched = FIGURE.search(draft.text, start, end) and draft.text[start:end].endswith((*FOLLOW_UP, *_WATCH))
    return (behind_doer(draft, start, end), deed[1]) if watched else None


def before_its_day(text: str, deed: Span, date: DateMention) -> Span:
    """What a deed says in front of its day, where nothing is said behind (某堆场整治明年6月底前完成); behind a day set with 于."""
    start, end = deed
    if day := _DAY_FIRST.match(text, start, end):
        return day.end(), end  # 于9月底前完成雨污分流改造12处
    behind = bare(text, (date.start, end), date)
    named = behind and len(_HAN.findall(text, start, date.start)) >= _LEAST and not bare(text, (start, date.end), date)
    return (start, start + len(_MODAL.sub("", text[start : date.start]))) if named else deed


def paragraph_matter(draft: Draft, start: int, date: DateMention) -> Span | None:
    """In a plan told in prose a paragraph may state its problem first, and the deed in a later sentence, the only one with a
    day."""
    text = draft.text
    top = text.rfind("\n", 0, start) + 1
    bottom = text.find("\n", start)
    bottom = bottom if bottom >= 0 else len(text)
    if start == top or bottom - top > _PARAGRAPH:
        return None
    days = [d for d in starting_in(draft.dates, (top, bottom)) if d.role == "deadline"]
    if len(days) != 1:
        return None
    first = clauses_of(text, top, part_at(text, top)[1])[0]
    stated = first[1] - first[0] <= 40 and judges(text[slice(*first)])
    return first if stated and days[0].start == date.start else None


def bare(text: str, deed: Span, date: DateMention) -> bool:
    """Whether a deed says nothing beyond its day, quantities, and words that any work ends with (全部完成, 整改到位); a share to be
    reached does."""
    words = _BRACKETED.sub("", text[deed[0] : date.start] + text[date.end : deed[1]])
    if _SHARE.search(words) and "率" in words:
        return False
    words = _QUANTITY.sub("", words)
    for word in lexicon("any_work"):
        words = words.replace(word, "")
    return len(_HAN.findall(words)) < _LEAST


def follows_up(words: str) -> bool:
    """Whether words speak of looking after a plan (回头看, 督导) and not of its tasks."""
    return any(w in words for w in FOLLOW_UP)
