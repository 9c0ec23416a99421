"""Work promised or ordered for a day, in prose: what is to be done, by whom, by when.

A sentence (or the part of it between semicolons) says one piece of work in clauses: the matter (针对底数不清; 某堆场由某县负责),
and the deed with its day (7月15日前摸清并建档). The matter names the work where the deed alone does not (10月底前完成).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import regex

from taizhang.extract.dates import parse_deadline
from taizhang.extract.tasks.asked import asked_tasks
from taizhang.extract.tasks.doers import LEADS, appointed, bodies_in, list_end, list_start
from taizhang.extract.tasks.record import Span, own_region, starting_in, title_of
from taizhang.extract.tasks.status import status_of
from taizhang.extract.tasks.words import judges, lexicon, rule_pattern
from taizhang.types import Assignment, AssignmentRole, DateMention, Deadline, Draft, PartyMention, Task

_END = regex.compile(r"[。；;！!？?\n]")
_CLAUSE_END = regex.compile(r"[，,。；;\n]")
_JOINT = regex.compile(r"[和及、]")
_COMMA = regex.compile(r"[，,]")
_HAN = regex.compile(r"\p{Han}")
_QUANTITY = regex.compile(r"[\d.,]+\s*(?:余|多)?[万亿]?\s*[项个件处家宗起条%％]?(?:以上|以下|左右)?")
_COUNTED = regex.compile(r"\p{Han}\d[\d.]*余?[万千]?(?:个|座|家|处|口|宗|亩|公顷|吨|平方米|立方米)$")
_SHARE = regex.compile(r"\d[\d.]*\s*[%％]")
_BRACKETED = regex.compile(r"[（(][^（）()]*[）)]")
_LEAST = 4  # characters that a deed has left, beyond its day and words that any work ends with
_MONTH = 31  # days: what is said of a year is no appointment
_HALF = 184  # days of half a year, in which something that will be done is
_FIGURE = regex.compile(r"\d")
_REACH = 60  # characters behind a day in which its deed stands
_LONGEST = 600  # characters before and behind a day of the sentence part around it that are looked at
_ORDER = 12  # characters in front of a day in which an order stands
_FOLLOW_UP = ("回头看", "督导", "抽查", "检查", "核查", "复核", "复查", "约谈", "通报", "挂牌督办", "督办")
_WATCH = ("跟踪", "跟踪督促", "跟踪问效", "跟进", "盯办", "包保", "过筛")
_TOLD_TO = ("须", "必须", "务必", "要", "应", "需", "限")
_REPORTED = ("上报", "报送", "反馈", "报告")


def promised_tasks(draft: Draft, kind: str, everywhere: bool) -> list[Task]:
    """One task a sentence part that says by which day something is done: in a plan (`everywhere`), else behind the words
    that look ahead (下一步, 要求, 表示). What is said of a whole list (剩余任务年底前完成) is none."""
    text = draft.text
    opening = rule_pattern("tasks.ahead").search(text)
    out: list[Task] = []
    for date in draft.dates:
        end = date.value.end
        ahead = (
            everywhere
            or (opening and date.start > opening.start())
            or _said_to_come(draft, date)
            or _ordered(draft, date)
        )
        if not (ahead or _given_out(draft, date)) or (end is None and date.role != "deadline"):
            continue
        if not everywhere and _missed(draft, date, end):
            continue
        if _due(draft, date, end) and not any(t.start <= date.start < t.end for t in out):
            asked = asked_tasks(draft, _part(text, date.start), date, kind)
            task = None if asked else _promise(draft, date, kind, everywhere)
            if task and _ordered(draft, date):  # who is told to do it answers for it
                task = replace(task, assignments=tuple(replace(a, role="responsible") for a in task.assignments))
            if task and not ahead:  # told among what is being put right
                task = replace(task, kind="rectification", status="in_progress")
            out += asked or (_each(task) if task else [])
    return _as_promised(draft, out) if everywhere else out


def _each(task: Task) -> list[Task]:
    """One task a work, where several counted ones are due by one day (7座砖窑拆除和2处渣场封场，务必年底前完成)."""
    joined = rule_pattern("tasks.counted_work").match(task.title)
    return [replace(task, title=work) for work in _JOINT.split(task.title)] if joined else [task]


def _as_promised(draft: Draft, found: list[Task]) -> list[Task]:
    """What places say that they will do (甲市提出，年底前…；乙县承诺…) in news of several plans is promised, unless bodies are told
    that answer for it: then the news goes through the tasks of the plans."""
    if any(t.assignments for t in found):
        return found
    return [replace(t, kind="commitment") if _said_by_a_place(draft, t.start) else t for t in found]


def _said_by_a_place(draft: Draft, at: int) -> bool:
    """Whether a place opens the sentence part around a position, and says something."""
    start, end = _part(draft.text, at)
    first = next(iter(starting_in(draft.places, (start, end))), None)
    if first is None or draft.text[start : first.start].strip():
        return False
    return rule_pattern("tasks.place_says").match(draft.text, first.end) is not None


def _given_out(draft: Draft, date: DateMention) -> bool:
    """Whether in front of a day it is said who leads or answers for a matter (某堆场封场由县水利局牵头，11月底前完成)."""
    start, end = _part(draft.text, date.start)
    clauses = [(a, b) for a, b in _clauses(draft.text, start, end) if a < date.start]
    said = (rule_pattern("tasks.by_whom").match(draft.text, a, date.start) for a, _ in clauses)
    return any(said)


def appointed_tasks(draft: Draft) -> list[Task]:
    """What is promised or ordered by a day and given to a body in so many words (由甲局牵头, 乙镇负责), or can be checked by the
    things it ends (完成9座码头整治); or given to one that leads it, with the things it is about. Of what else leaders say in
    meetings nothing is a task."""
    promised = [t for t in promised_tasks(draft, "commitment", everywhere=False) if _given(draft.text, t)]
    led = [_led(draft, m.span(), m.span("deed")) for m in rule_pattern("tasks.led_deed").finditer(draft.text)]
    return promised + [t for t in led if not any(p.start < t.end and t.start < p.end for p in promised)]


def _given(text: str, task: Task) -> bool:
    given = (*LEADS, "负责", "具体负责", "为责任", "承担", "落实")
    named_for = rule_pattern("tasks.named_for")
    named = any(
        text.startswith(given, a.end) or named_for.search(text, max(0, a.start - _ORDER), a.start)
        for a in task.assignments
        if a.start is not None and a.end is not None
    )
    counted = rule_pattern("tasks.counted_deed").search(text, task.start, task.end)
    return named or counted is not None or rule_pattern("tasks.counted_work").match(task.title) is not None


def _led(draft: Draft, span: Span, deed: Span) -> Task:
    return Task(*span, "commitment", None, title_of(draft.text[slice(*deed)]), "none", "tasks.commitment",
                problem=draft.text[slice(*deed)], region_adcode=own_region(draft),
                assignments=appointed(draft, span))  # fmt: skip


def _said_to_come(draft: Draft, date: DateMention) -> bool:
    """Whether a day of the future has words behind it that promise (10月底前将开展专项督办)."""
    published, end = draft.reference.published_on, date.value.end
    to_come = published is None or (end is not None and end >= published)
    return to_come and rule_pattern("tasks.will").match(draft.text, date.end) is not None


def _ordered(draft: Draft, date: DateMention) -> bool:
    """Whether a day is one by which somebody was told to be done with so much (约谈其负责人，要求年底前清运废渣3万吨)."""
    text = draft.text
    told = rule_pattern("tasks.order").search(text, max(0, date.start - _ORDER), date.start)
    return told is not None and _FIGURE.search(_END.split(text[date.end : date.end + _REACH])[0]) is not None


def follows_up(words: str) -> bool:
    """Whether words speak of looking after a plan (回头看, 督导) and not of its tasks."""
    return any(w in words for w in _FOLLOW_UP)


def _missed(draft: Draft, date: DateMention, end: dt.date | None) -> bool:
    """Whether a day lies behind the bulletin, or is told as missed (应于年底前完成，目前仅完成一半)."""
    published = draft.reference.published_on
    past = published is not None and end is not None and end < published
    return past or rule_pattern("tasks.overdue_fact").search(draft.text, *_part(draft.text, date.start)) is not None


def _due(draft: Draft, date: DateMention, end: dt.date | None) -> bool:
    """A deadline; or a day to come when something will be done (将于9月中旬组织“回头看”)."""
    if date.role == "deadline":
        return True
    published, start = draft.reference.published_on, date.value.start
    words = _CLAUSE_END.split(draft.text[date.end : date.end + 30])[0]
    will = rule_pattern("tasks.will").match(draft.text, date.end) is not None
    roles, longest = (("event", "inspection", "period"), _HALF) if will else (("event", "inspection"), _MONTH)
    if date.role not in roles or start is None or end is None or (end - start).days > longest:
        return False
    planned = draft.text[max(0, date.start - 3) : date.start].rstrip("于在").endswith(("将", "拟", "计划"))
    to_come = published is not None and start > published
    return (planned or to_come) and follows_up(words)


def _promise(draft: Draft, date: DateMention, kind: str, everywhere: bool) -> Task | None:
    text = draft.text
    start, end = _part(text, date.start)
    clauses = _clauses(text, start, end)
    at = next(n for n, (_, stop) in enumerate(clauses) if date.start < stop)
    deed = _deed(draft, clauses, at, date)
    if rule_pattern("tasks.counting").search(text, *deed):
        return None
    remainder = rule_pattern("tasks.remainder")
    matter = _matter(text, clauses[: at + 1], date)
    if matter and remainder.match(text, *matter):
        matter = None
    elif matter is None:
        matter = _headed(text, start, deed) if deed[0] == date.start else None
        if matter is None and (everywhere or _states_fault(text[slice(*clauses[0])])):
            matter = _in_front(text, clauses[:at], deed, date)
        if matter is None and everywhere:
            matter = _paragraph_matter(draft, start, date)
    if matter is None and (_bare(text, deed, date) or remainder.match(text, *deed)):
        matter = _kept_watch(draft, clauses[:at], deed)
        if matter is None:
            return None
    named = matter or _before_its_day(text, deed, date)
    deadline = _deadline(draft, deed, date)
    status = status_of(_told_before(text, named, start))[0] if matter else "none"
    looked_after = follows_up(text[slice(*deed)]) or any(w in text[slice(*deed)] for w in _REPORTED)
    if status == "none" and not looked_after and rule_pattern("tasks.under_way").search(_scope(text, start, end)):
        status = "in_progress"
    if kind == "rectification" and matter is None and follows_up(text[slice(*deed)]):
        kind = "commitment"  # who keeps watch over a plan promises it; it is no task of the plan
    span = (start, end) if matter else deed  # several days of one matter are one task
    return Task(*span, kind, None, title_of(text[slice(*named)]), status, "tasks.commitment",
                problem=text[deed[0]:end].strip(), deadline=deadline, region_adcode=own_region(draft),
                assignments=_doers(draft, _own(draft, clauses, at), deed, matter))  # fmt: skip


def _own(draft: Draft, clauses: list[Span], at: int) -> Span:
    """The clauses around the deed that speak of the same bodies, where several of a sentence are each told what to do
    (甲局将于6月底前…，乙镇负责在9月底前…)."""
    told = [a for a, b in clauses if _opens_with_order(draft, a, b)]
    start = max((a for a in told if a <= clauses[at][0]), default=clauses[0][0])
    end = min((a for a in told if a > clauses[at][0]), default=clauses[-1][1])
    return (start, end) if len(told) > 1 else (clauses[0][0], clauses[-1][1])


def _opens_with_order(draft: Draft, start: int, end: int) -> bool:
    here = bodies_in(draft, (start, end))
    if not here or here[0].start > start:
        return False
    return rule_pattern("tasks.told").match(draft.text, list_end(draft.text, here[0], here), end) is not None


def _states_fault(words: str) -> bool:
    """Whether a clause says what is amiss (某矿瓦斯抽采系统不完善), and speaks of no list of problems."""
    listed = ("tasks.all_found", "tasks.remainder", "tasks.rest_counted")
    return judges(words) and not any(rule_pattern(rule).search(words) for rule in listed)


def _headed(text: str, start: int, deed: Span) -> Span | None:
    """What stands in front of a colon, where that names the work of the deed behind (某填埋场渗滤液：10月底前…)."""
    if text[start - 1 : start] not in ("：", ":") or _opened(text, start, deed[1]) < deed[0]:
        return None
    top = max(text.rfind(mark, 0, start - 1) for mark in "。；;！!？?：:，,\n") + 1
    head = _opened(text, top, start - 1)
    return (head, start - 1) if rule_pattern("tasks.heads_deed").fullmatch(text, head, start - 1) else None


def _deadline(draft: Draft, deed: Span, date: DateMention) -> Deadline:
    """By when; or the stretch of days (2021年上半年, 9月中旬) in which the work falls."""
    found = parse_deadline(draft.text[slice(*deed)], draft.reference) or Deadline("by", None, date.value.end, date.text)
    start, end = date.value.start, date.value.end
    stretch = start is not None and start != end and end == found.end
    return replace(found, kind="during", start=start) if stretch else found


def _told_before(text: str, matter: Span, start: int) -> str:
    """The sentence part that names the same matter further up, and may say how far it is (…2个问题未达序时进度)."""
    at = text.find(text[slice(*matter)], 0, min(start, matter[0]))
    return text[slice(*_part(text, at))] if at >= 0 else ""


def _part(text: str, at: int) -> Span:
    """The stretch between full stops, semicolons and a colon in front that holds `at`, as far as it is looked at."""
    low, high = max(0, at - _LONGEST), min(len(text), at + _LONGEST)
    start = max(max(text.rfind(mark, low, at) for mark in "。；;！!？?：:\n") + 1, low)
    end = _END.search(text, at, high)
    return start, end.start() if end else high


def _scope(text: str, start: int, end: int) -> str:
    """A sentence part, and the sentence in front where it is told of some of that (…倒排工期。其中，某地…)."""
    low = max(0, start - _LONGEST)
    top = max(max(text.rfind(mark, low, start) for mark in "。\n") + 1, low)
    if "其中" not in text[top : start + 3]:
        return text[start:end]
    return text[max(max(text.rfind(mark, low, max(top - 1, low)) for mark in "。\n") + 1, low) : end]


def _clauses(text: str, start: int, end: int) -> list[Span]:
    """The clauses between commas, without words that only open them (其中, 方案要求, 一是)."""
    cuts = [m.start() for m in _COMMA.finditer(text, start, end)]
    spans = zip([start, *(c + 1 for c in cuts)], [*cuts, end], strict=True)
    return [(_opened(text, a, b), b) for a, b in spans]


def _opened(text: str, start: int, end: int) -> int:
    """Where a clause begins behind what opens it."""
    while start < end and (opener := rule_pattern("tasks.opener").match(text, start, end)) and opener.end() > start:
        start = opener.end()
    return start


def _deed(draft: Draft, clauses: list[Span], at: int, date: DateMention) -> Span:
    """The clause with the day, and the next one where the day is all it says (9月15日前，…全部制定方案); it begins behind who is told
    to do it (某局须于…)."""
    start, end = clauses[at]
    text = draft.text
    if not text[date.end : end].strip("之前以内） )") and at + 1 < len(clauses):
        end = clauses[at + 1][1]
    return _behind_doer(draft, start, date.start), end


def _behind_doer(draft: Draft, start: int, end: int) -> int:
    """Where a clause goes on behind who is told to do something up to `end` (某局须于…)."""
    told = [p.end for p in starting_in(draft.parties, (start, end)) if p.end <= end]
    told = told or [p.end for p in starting_in(draft.places, (start, start + 1)) if p.end <= end]
    modal = rule_pattern("tasks.told").match(draft.text, told[-1], end) if told else None
    return modal.end() if modal else start


def _matter(text: str, clauses: list[Span], date: DateMention) -> Span | None:
    """What the work is about, where a clause says so: 某堆场治理由某县负责; 针对底数不清."""
    for start, _ in clauses:
        if (works := rule_pattern("tasks.counted_work").match(text, start)) and works.end() <= date.start:
            return works.span()
        for rule_id in ("tasks.by_whom", "tasks.about", "tasks.watched", "tasks.topic"):
            if (said := rule_pattern(rule_id).match(text, start)) and said.end() <= date.start:
                return said.span("matter")
    return None


def _in_front(text: str, clauses: list[Span], deed: Span, date: DateMention) -> Span | None:
    """In a plan the statement in front of a deed that says no more than that it will be done (…危废约1.3万吨，6月底前处置完毕), or
    which level it is to reach."""
    states_none = (rule_pattern("tasks.doers").match, rule_pattern("tasks.counting").search)
    front = [(a, b) for a, b in clauses if a < b and not any(rule(text, a, b) for rule in states_none)]
    level = deed[0] == date.start and rule_pattern("tasks.level").match(text, date.end, deed[1])
    counted = bool(front) and deed[0] == date.start and _COUNTED.search(text, *front[0]) is not None
    return front[0] if front and (level or counted or _bare(text, deed, date)) else None


def _kept_watch(draft: Draft, clauses: list[Span], deed: Span) -> Span | None:
    """How so many of a list are kept watch over, and what that is to reach (对3个滞后问题由县领导包保督办，年底前…)."""
    start, end = clauses[-1] if clauses else (0, 0)
    watched = _FIGURE.search(draft.text, start, end) and draft.text[start:end].endswith((*_FOLLOW_UP, *_WATCH))
    return (_behind_doer(draft, start, end), deed[1]) if watched else None


def _before_its_day(text: str, deed: Span, date: DateMention) -> Span:
    """What a deed says in front of its day, where nothing is said behind (某堆场整治明年6月底前完成)."""
    start, end = deed
    behind = _bare(text, (date.start, end), date)
    named = behind and len(_HAN.findall(text, start, date.start)) >= _LEAST and not _bare(text, (start, date.end), date)
    return (start, date.start) if named else deed


def _paragraph_matter(draft: Draft, start: int, date: DateMention) -> Span | None:
    """In a plan told in prose a paragraph may state its problem first, and the deed in a later sentence, the only one with a
    day."""
    text = draft.text
    top = text.rfind("\n", 0, start) + 1
    bottom = text.find("\n", start)
    bottom = bottom if bottom >= 0 else len(text)
    days = [d for d in starting_in(draft.dates, (top, bottom)) if d.role == "deadline"]
    if start == top or len(days) != 1:
        return None
    first = _clauses(text, top, _part(text, top)[1])[0]
    stated = first[1] - first[0] <= 40 and judges(text[slice(*first)])
    return first if stated and days[0].start == date.start else None


def _bare(text: str, deed: Span, date: DateMention) -> bool:
    """Whether a deed says nothing beyond its day, quantities, and words that any work ends with (全部完成, 整改到位); a share to be
    reached does."""
    words = _BRACKETED.sub("", text[deed[0] : date.start] + text[date.end : deed[1]])
    if _SHARE.search(words) and "率" in words:
        return False
    words = _QUANTITY.sub("", words)
    for word in lexicon("any_work"):
        words = words.replace(word, "")
    return len(_HAN.findall(words)) < _LEAST


def _doers(draft: Draft, part: Span, deed: Span, matter: Span | None) -> tuple[Assignment, ...]:
    """The bodies that lead or answer for the work: who is told so in its sentence part, else who speaks for it."""
    text = draft.text
    here = [p for p in bodies_in(draft, part) if not (matter and matter[0] <= p.start < matter[1])]
    doers = [p for p in here if _does(text, p, here, part, deed)]
    if not doers:
        spoken = max(text.rfind(mark, 0, part[0]) for mark in "。\n") + 1
        before = bodies_in(draft, (spoken, deed[0]))
        doers = [p for p in before if rule_pattern("tasks.speaks").match(text, p.end)][:1]
    seen: dict[str, Assignment] = {}
    for p in doers:
        seen.setdefault(p.party.party_id, Assignment(p.party, _role(text, p, here), p.start, p.end))
    return tuple(seen.values())


def _does(text: str, party: PartyMention, here: Sequence[PartyMention], part: Span, deed: Span) -> bool:
    """A body does the work when the words around its name give it to it (由…负责, 责任单位为…); up to the deed's end also by its role
    in the bulletin, or as the subject of a clause."""
    behind = list_end(text, party, here)
    if party.start >= deed[1] and text.startswith(_TOLD_TO, behind):
        return False  # another deed, of its own
    if rule_pattern("tasks.answers").match(text, behind) or text.startswith(LEADS, behind):
        return True
    if rule_pattern("tasks.named_for").search(text, part[0], party.start):
        return True
    first = list_start(text, party, here)
    opens = text[part[0] : first].rstrip()[-1:] in ("", "，", ",", "由")
    subject = opens and not text.startswith("要求", behind)
    speaks = rule_pattern("tasks.speaks").match(text, party.end)
    return party.start < deed[1] and (party.role in ("responsible", "lead") or (subject and not speaks))


def _role(text: str, party: PartyMention, here: Sequence[PartyMention]) -> AssignmentRole:
    """Who promises or leads (牵头, 将) takes the lead; who is told to (须, 要), or named to answer for it (负责, 责任单位), is
    responsible."""
    end = list_end(text, party, here)
    if rule_pattern("tasks.answers").match(text, end):
        return "responsible"
    named = rule_pattern("tasks.named_for").search(text, max(0, party.start - 30), party.start)
    return "responsible" if named and not text.startswith(LEADS, end) else "lead"
